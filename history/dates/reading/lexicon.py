"""The words in which people write dates, in English, Russian and Korean, as patterns of folded text.

Folded means: NFKC, lower case, ё as е, one space for any run of space. The order matters: the first pattern
that fits at a place is taken, so longer phrases stand before their parts.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Kind(StrEnum):
    """What a token is. One letter each, so that a run of tokens can be matched as a text."""

    NUMBER = "n"
    ORDINAL = "o"
    YEAR = "y"
    DAY = "d"
    ROMAN = "r"
    FIGURES = "I"
    MONTH = "M"
    SEASON = "S"
    WEEKDAY = "w"
    ERA = "E"
    CENTURY = "C"
    MILLENNIUM = "T"
    DECADE = "D"
    PART = "P"
    ABOUT = "X"
    PERHAPS = "U"
    BEFORE = "B"
    UNTIL = "L"
    AFTER = "F"
    SINCE = "G"
    BETWEEN = "W"
    OR_EARLIER = "<"
    OR_LATER = ">"
    DASH = "-"
    TO = "t"
    AND = "&"
    OR = "|"
    SLASH = "/"
    COMMA = ","
    OPEN = "("
    CLOSE = ")"
    OLD_STYLE = "j"
    NEW_STYLE = "g"
    UNKNOWN = "u"


MONTHS = (
    r"jan(?:uary)?|янв(?:ар[яьеюи]\w?)?",
    r"feb(?:r|ruary)?|фев(?:р(?:ал[яьеюи]\w?)?)?",
    r"mar(?:ch)?|март(?:а|е|у|ом)?|мар",
    r"apr(?:il)?|апр(?:ел[яьеюи]\w?)?",
    r"may|ма[йяею]",
    r"june?|июн[яьеюи]?\w?",
    r"july?|июл[яьеюи]?\w?",
    r"aug(?:ust)?|авг(?:уст(?:а|е|у|ом)?)?",
    r"sep(?:t(?:ember)?)?|сен(?:т(?:ябр[яьеюи]\w?)?)?",
    r"oct(?:ober)?|окт(?:ябр[яьеюи]\w?)?",
    r"nov(?:ember)?|ноя(?:б(?:р[яьеюи]\w?)?)?",
    r"dec(?:ember)?|дек(?:абр[яьеюи]\w?)?",
)
ENGLISH_MONTHS = tuple(
    "january february march april may june july august september october november december".split()
)
RUSSIAN_MONTHS = tuple(
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

_ENGLISH_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_ENGLISH_TENS = {"twenty": 20, "thirty": 30}
_RUSSIAN_ORDINALS = (
    "перв втор трет четверт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат четырнадцат "
    "пятнадцат шестнадцат семнадцат восемнадцат девятнадцат двадцат"
).split()
_RUSSIAN_ENDING = r"(?:ый|ий|ой|ого|его|ьего|ому|ьему|ым|ьим|ом|ьем|ое|ье|ая|ья|ую|ью|ей|ые|ых)"


def _ordinal_words() -> dict[str, int]:
    """Patterns of the ordinals that are written as words, 1 to 31."""
    found = {word: number for number, word in enumerate(_ENGLISH_ORDINALS, 1)}
    for number in range(21, 32):
        tens, ones = divmod(number, 10)
        ten = "twenty" if tens == 2 else "thirty"
        if ones:
            found[rf"{ten}[\s-]?{_ENGLISH_ORDINALS[ones - 1]}"] = number
    found["thirtieth"] = 30
    for number, stem in enumerate(_RUSSIAN_ORDINALS, 1):
        found[stem + _RUSSIAN_ENDING] = number
    for ones in range(1, 10):
        found[rf"двадцать {_RUSSIAN_ORDINALS[ones - 1]}{_RUSSIAN_ENDING}"] = 20 + ones
    found[rf"тридцат{_RUSSIAN_ENDING}"] = 30
    found[rf"тридцать перв{_RUSSIAN_ENDING}"] = 31
    return found


ORDINAL_WORDS = _ordinal_words()

_FIRST = r"(?:1st|first|1-?[йяю]|перв(?:ый|ая|ой|ую|ом)|1|i)"
_SECOND = r"(?:2nd|second|2-?[йяю]|втор(?:ой|ая|ую|ом)|2|ii)"
_THIRD = r"(?:3rd|third|3-?[йяю]|трет(?:ий|ья|ьей|ью|ьем)|3|iii)"
_FOURTH = r"(?:4th|fourth|last|final|4-?[йяю]|четверт(?:ый|ая|ой|ую|ом)|последн\w+|4|iv)"
_HALF = r"(?:half|пол(?:овин(?:а|е|у|ы|ой))?\.?)"
_QUARTER = r"(?:quarter|четверт(?:ь|и|ью)|четв\.?|кв(?:артал(?:а|е)?)?\.?)"
_THIRDS = r"(?:third|трет(?:ь|и|ью))"
_OF = r"(?:\s+of)?(?:\s+the)?"

PARTS = (
    (rf"{_FIRST}\s+{_HALF}{_OF}|전반기?|상반기", "1/2"),
    (rf"(?:{_SECOND}|latter|last)\s+{_HALF}{_OF}|후반기?|하반기", "2/2"),
    (rf"{_FIRST}\s+{_QUARTER}{_OF}|q1", "1/4"),
    (rf"{_SECOND}\s+{_QUARTER}{_OF}|q2", "2/4"),
    (rf"{_THIRD}\s+{_QUARTER}{_OF}|q3", "3/4"),
    (rf"{_FOURTH}\s+{_QUARTER}{_OF}|q4", "4/4"),
    (rf"{_FIRST}\s+{_THIRDS}{_OF}", "1/3"),
    (rf"{_SECOND}\s+{_THIRDS}{_OF}", "2/3"),
    (rf"(?:{_THIRD}|last|последн\w+)\s+{_THIRDS}{_OF}", "3/3"),
    (
        r"early(?:\s+in|-(?=\w))?(?:\s+part)?(?:\s+of)?|beginning(?:\s+of)?|start\s+of|"
        r"нач(?:ал(?:о|а|е|у|ом)|\.)|в\s+начале|초반|초기|초",
        "1/3",
    ),
    (r"mid(?:dle)?(?:\s+of|\s?-(?=\w))?|середин(?:а|ы|е|у|ой)|сер\.|중반|중엽|중기", "2/3"),
    (r"late(?:\s+in|-(?=\w))?|end\s+of|кон(?:ец|ц(?:а|е|у|ом)|\.)|말기|말엽|말", "3/3"),
)
"""Which part of a unit is meant, as number/of how many: early, mid and late are thirds."""

UNKNOWN = r"(?:end\s|start\s|an\s)?unknown(?:\sdate)?|(?:конец\s|начало\s)?неизвест\w+(?:\sдат\w+)?|(?:끝은|시작은)?\s?알\s수\s없(?:음|는\s때)"

PHRASES: tuple[tuple[str, Kind, str], ...] = (
    (r"before\s+(?:the\s+)?(?:common|christian|current|our)\s+era|before\s+christ", Kind.ERA, "BCE"),
    (r"до\s+н\.?\s?э\.?|до\s+нашей\s+эры|до\s+р\.?\s?х\.?|до\s+рождества\s+христова", Kind.ERA, "BCE"),
    (r"b\.\s?c\.\s?e\.?|b\.\s?c\.?|bce?|기원전|서기전", Kind.ERA, "BCE"),
    (r"of\s+(?:the\s+)?(?:common|christian|current|our)\s+era|anno\s+domini|common\s+era", Kind.ERA, "CE"),
    (r"н\.?\s?э\.?|нашей\s+эры|от\s+р\.?\s?х\.?|от\s+рождества\s+христова", Kind.ERA, "CE"),
    (r"a\.\s?d\.?|ad|c\.\s?e\.?|ce|서기|기원후", Kind.ERA, "CE"),
    (
        r"old\s+style|o\.\s?s\.?|os|ст\.\s?ст\.?|по\s+старому\s+стилю|julian|구력|율리우스력",
        Kind.OLD_STYLE,
        "",
    ),
    (
        r"new\s+style|n\.\s?s\.?|ns|н\.\s?ст\.?|по\s+новому\s+стилю|gregorian|신력|그레고리력",
        Kind.NEW_STYLE,
        "",
    ),
    (
        r"or\s+(?:earlier|before)|и\s+ранее|или\s+ранее|либо\s+ранее|또는\s+그\s+이전",
        Kind.OR_EARLIER,
        "",
    ),
    (
        r"or\s+(?:later|after)|onwards?|и\s+позднее|или\s+позднее|и\s+позже|또는\s+그\s+이후",
        Kind.OR_LATER,
        "",
    ),
    (r"(?:at\s+)?some\s*time\s+between|в\s+какое-то\s+время", Kind.BETWEEN, "one of"),
    (r"between|в\s+период\s+между|между", Kind.BETWEEN, ""),
    (r"사이의\s+어느\s+때", Kind.BETWEEN, "one of"),
    (r"사이(?:에)?", Kind.BETWEEN, ""),
    (
        r"no\s+later\s+than|not\s+later\s+than|не\s+позднее|не\s+позже|up\s+to(?:\s+and\s+including)?",
        Kind.UNTIL,
        "",
    ),
    (
        r"no\s+earlier\s+than|not\s+before|not\s+earlier\s+than|не\s+ранее|не\s+раньше|starting|начиная\s+с",
        Kind.SINCE,
        "",
    ),
    (r"(?:some\s*time\s+)?before|prior\s+to|earlier\s+than|pre-?(?=\s?\d)|ранее|раньше|до", Kind.BEFORE, ""),
    (r"(?:some\s*time\s+)?after|later\s+than|post-?(?=\s?\d)|после|позднее|позже", Kind.AFTER, ""),
    (r"until|till|by|through|thru|к(?=\s)", Kind.UNTIL, ""),
    (r"since|from|с(?=\s)|со|от(?=\s)", Kind.SINCE, ""),
    (r"to|по", Kind.TO, ""),
    (r"이전|전(?:에)?", Kind.BEFORE, ""),
    (r"까지", Kind.UNTIL, ""),
    (r"이후|부터|에서", Kind.SINCE, ""),
    (r"후(?:에)?|뒤", Kind.AFTER, ""),
    (r"and|&|и|과|와|및", Kind.AND, ""),
    (r"or|или|либо|또는|혹은", Kind.OR, ""),
    (
        r"circa|cca\.?|ca\.?|c(?:\.|(?=\s?\d|\s?[ivxlcdm]+\b))|approximately|approx\.?|about|around|roughly|near|or\s+so|"
        r"около|ок\.?|примерно|прим\.?|приблизительно|приблиз\.?|где-то|약|대략|경|쯤|무렵|즈음|[~≈∼]",
        Kind.ABOUT,
        "",
    ),
    (
        r"perhaps|possibly|probably|maybe|likely|presumably|uncertain|возможно|вероятно|предположительно|"
        r"предп\.?|может\s+быть|아마도?|추정|\?",
        Kind.PERHAPS,
        "",
    ),
    (r"millenni(?:um|a)|mill\.?|тысячелети(?:е|я|и|ю|ем)|тыс\.?(?:\s?лет\.?)?|천년기", Kind.MILLENNIUM, ""),
    (
        r"centur(?:y|ies)|cent\.?|век(?:а|е|у|ом|ов|ах)?|вв?\.|столети(?:е|я|и|ю|ем)|세기|世紀",
        Kind.CENTURY,
        "",
    ),
)
FILLERS = (
    r"in|on|at|the|of|during|dated|a|day|months?|decade|it|was|"
    r"в|во|на|числа|месяца?|месяце|десятилетие|제|일|에|의|중에?|동안|날|은|는|[;.]"
)
"""What says nothing of the date. A point or a preposition between its parts is no more than a space."""

YEAR_WORDS = r"years?|yr|год(?:а|у|ом|е|ы|ов|ах|ам)?|гг?\.?|лет|년|年"


def pattern_of(words: str) -> re.Pattern[str]:
    """A pattern of this module, to be matched at a place; where it ends in a letter, a word must end there."""
    return re.compile(rf"(?:{words})(?:(?<![a-zа-я])|(?![a-zа-я]))")
