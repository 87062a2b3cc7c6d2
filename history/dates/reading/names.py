"""Names of months, seasons, weekdays and small numbers, as patterns of folded text (`lexicon`)."""

from __future__ import annotations

MONTHS = (
    r"jan(?:uary)?|янв(?:ар[яьеюи][а-я]?)?|일월(?!요)",
    r"feb(?:r|ruary)?|фев(?:р(?:ал[яьеюи][а-я]?)?)?|이월",
    r"mar(?:ch)?|март(?:а|е|у|ом)?|мар|삼월",
    r"apr(?:il)?|апр(?:ел[яьеюи][а-я]?)?|사월",
    r"may|ма[йяею]|오월",
    r"june?|июн[яьеюи]?[а-я]?|[유육]월",
    r"july?|июл[яьеюи]?[а-я]?|칠월",
    r"aug(?:ust)?|авг(?:уст(?:а|е|у|ом)?)?|팔월",
    r"sep(?:t(?:ember)?)?|сен(?:т(?:ябр[яьеюи][а-я]?)?)?|구월",
    r"oct(?:ober)?|окт(?:ябр[яьеюи][а-я]?)?|[시십]월",
    r"nov(?:ember)?|ноя(?:б(?:р[яьеюи][а-я]?)?)?|십일월",
    r"dec(?:ember)?|дек(?:абр[яьеюи][а-я]?)?|십이월",
)
ENGLISH_MONTHS = tuple(
    "january february march april may june july august september october november december".split()
)
RUSSIAN_MONTHS = tuple(
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split()
)
RUSSIAN_MONTHS_OF_DAYS = tuple(
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
)
SEASONS = (
    r"spring(?:time)?|весн(?:а|ы|е|у|ой)|봄",
    r"summer(?:time)?|лет(?:о|а|у|ом)(?!\s*н)|여름",
    r"autumn|fall|осен(?:ь|и|ью)|가을",
    r"winter(?:time)?|зим(?:а|ы|е|у|ой)|겨울",
)
WEEKDAYS = (
    r"mon(?:day)?|понедельник|пн|월요일|월요|월曜日",
    r"tue(?:s(?:day)?)?|вторник|вт|화요일",
    r"wed(?:nesday)?|сред[ау]|ср|수요일",
    r"thu(?:r(?:s(?:day)?)?)?|четверг|чт|목요일",
    r"fri(?:day)?|пятниц[ау]|пт|금요일",
    r"sat(?:urday)?|суббот[ау]|сб|토요일",
    r"sun(?:day)?|воскресенье|вс|일요일",
)

ENGLISH_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_RUSSIAN_ORDINALS = (
    "перв втор трет четверт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат четырнадцат "
    "пятнадцат шестнадцат семнадцат восемнадцат девятнадцат двадцат"
).split()
_RUSSIAN_ENDING = r"(?:ый|ий|ой|ого|его|ьего|ому|ьему|ым|ьим|ом|ьем|ое|ье|ая|ья|ую|ью|ей)"


def _ordinal_words() -> dict[str, int]:
    """Patterns of the ordinals that are written as words, 1 to 31."""
    found = {word: number for number, word in enumerate(ENGLISH_ORDINALS, 1)}
    for number in range(21, 32):
        tens, ones = divmod(number, 10)
        ten = "twenty" if tens == 2 else "thirty"
        if ones:
            found[rf"{ten}[\s-]?{ENGLISH_ORDINALS[ones - 1]}"] = number
    found["thirtieth"] = 30
    for number, stem in enumerate(_RUSSIAN_ORDINALS, 1):
        found[stem + _RUSSIAN_ENDING] = number
    for ones in range(1, 10):
        found[rf"двадцать {_RUSSIAN_ORDINALS[ones - 1]}{_RUSSIAN_ENDING}"] = 20 + ones
    found[rf"тридцат{_RUSSIAN_ENDING}"] = 30
    found[rf"тридцать перв{_RUSSIAN_ENDING}"] = 31
    return found


ORDINAL_WORDS = _ordinal_words()
