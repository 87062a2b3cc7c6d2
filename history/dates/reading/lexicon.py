"""The words in which people write dates, in English, Russian and Korean, as patterns of folded text.

Folded means: NFKC, lower case, ё as е, one space for any run of space. The order matters: the first pattern
that fits at a place is taken, so longer phrases stand before their parts. Names are in `names`.
"""

from __future__ import annotations

import re

from history.dates.reading.kinds import AGO, DATED, ONE_OF, THOUSAND, TRAILING, Kind

_FIRST = r"(?:1st|first|1-?(?:ая|ой|ую|[йяюе])|перв(?:ый|ая|ой|ую|ом|\.)|1|i)"
_SECOND = r"(?:2nd|second|2-?(?:ая|ой|ую|[йяюе])|втор(?:ой|ая|ую|ом|\.)|2|ii)"
_THIRD = r"(?:3rd|third|3-?(?:ья|ей|ью|[йяюе])|трет(?:ий|ья|ьей|ью|ьем|\.)|3|iii)"
_LAST = r"(?:last|final|последн\w+|посл\.)"
_FOURTH = rf"(?:4th|fourth|{_LAST}|4-?(?:ая|ой|ую|[йяюе])|четверт(?:ый|ая|ой|ую|ом)|4|iv)"
_HALF = r"(?:half|пол(?:овин(?:а|е|у|ы|ой))?\.?)"
_QUARTER = r"(?:quarter|четверт(?:ь|и|ью)|четв\.?|кв(?:артал(?:а|е)?)?\.?)"
_THIRDS = r"(?:third|трет(?:ь|и|ью))"
_OF = r"(?:\s+of)?(?:\s+the)?"

PARTS = (
    (rf"{_FIRST}\s+{_HALF}{_OF}|перво\w+\s+полугоди\w+|전반기?|상반기", "1/2"),
    (rf"(?:{_SECOND}|latter|{_LAST})\s+{_HALF}{_OF}|второ\w+\s+полугоди\w+|후반기?|하반기", "2/2"),
    (rf"{_FIRST}\s+{_QUARTER}{_OF}|q1", "1/4"),
    (rf"{_SECOND}\s+{_QUARTER}{_OF}|q2", "2/4"),
    (rf"{_THIRD}\s+{_QUARTER}{_OF}|q3", "3/4"),
    (rf"{_FOURTH}\s+{_QUARTER}{_OF}|q4", "4/4"),
    (rf"{_FIRST}\s+{_THIRDS}{_OF}", "1/3"),
    (rf"(?:{_SECOND}|middle)\s+{_THIRDS}{_OF}", "2/3"),
    (rf"(?:{_THIRD}|{_LAST})\s+{_THIRDS}{_OF}", "3/3"),
    (
        r"early(?:\s+in|-(?=\w))?(?:\s+part)?(?:\s+of)?|beginning(?:\s+of)?|start\s+of|"
        r"нач(?:ал(?:о|а|е|у|ом)|\.)|초반|초기|초순|상순|초",
        "1/3",
    ),
    (
        r"mid(?:dle)?(?:\s+of|\s?-(?=\w))?|середин(?:а|ы|е|у|ой)|сер\.|중반|중엽|중기|중순",
        "2/3",
    ),
    (r"late(?:\s+in|-(?=\w))?|end\s+of|кон(?:ец|ц(?:а|е|у|ом)|\.)|말기|말엽|하순|말", "3/3"),
)
"""Which part of a unit is meant, as number/of how many: early, mid and late are thirds."""

UNKNOWN = (
    r"(?:end\s|start\s|an\s)?unknown(?:\sdate)?|(?:конец\s|начало\s)?неизвест\w+(?:\sдат\w+)?|"
    r"(?:끝은|시작은)?\s?알\s수\s없(?:음|는\s때)"
)
"""An end of which nobody knows, as `wording` says it."""

PHRASES: tuple[tuple[str, Kind, str], ...] = (
    (r"before\s+(?:the\s+)?(?:common|christian|current|our)\s+era|before\s+christ", Kind.ERA, "BCE"),
    (
        r"до\s+н\.?\s?э\.?|до\s+нашей\s+эры|до\s+р\.?\s?[хx]\.?|до\s+рождества\s+христова|до\s+христа",
        Kind.ERA,
        "BCE",
    ),
    (r"b\.\s?c\.\s?e\.?|b\.\s?c\.?|bce?|(?:서력)?기원전|서기전|紀元前|公元前|西紀前", Kind.ERA, "BCE"),
    (r"of\s+(?:the\s+)?(?:common|christian|current|our)\s+era|anno\s+domini|common\s+era", Kind.ERA, "CE"),
    (r"н\.?\s?э\.?|нашей\s+эры|от\s+р\.?\s?[хx]\.?|от\s+рождества\s+христова", Kind.ERA, "CE"),
    (r"a\.\s?d\.?|ad|c\.\s?e\.?|ce|서기|기원후|서력|기원|西紀|西曆|公元", Kind.ERA, "CE"),
    (
        r"old\s+style|o\.\s?s\.?|os|(?:по\s+)?ст(?:\.\s?|аром[уе]\s+)ст(?:ил[юья]|\.)?|julian(?:\s+calendar)?|"
        r"구력|율리우스력",
        Kind.OLD_STYLE,
        "",
    ),
    (
        r"new\s+style|n\.\s?s\.?|ns|(?:по\s+)?н(?:\.\s?|овом[уе]\s+)ст(?:ил[юья]|\.)?|gregorian(?:\s+calendar)?|"
        r"신력|그레고리력",
        Kind.NEW_STYLE,
        "",
    ),
    (r"or\s+(?:earlier|before)|(?:и|или|либо)\s+(?:ранее|раньше)|또는\s+그\s+이전", Kind.OR_EARLIER, ""),
    (r"or\s+(?:later|after)|(?:и|или|либо)\s+(?:позднее|позже)|또는\s+그\s+이후", Kind.OR_LATER, ""),
    (
        r"(?:(?:to\s+|until\s+|till\s+)?(?:the\s+)?present(?:\s+day)?|to\s+date|"
        r"(?:по\s+)?настоящее\s+время|(?:по\s+)?н\.\s?в\.?|현재(?:까지)?|오늘날(?:까지)?)",
        Kind.PRESENT,
        "",
    ),
    (r"(?:at\s+)?some\s*time\s+between|в\s+какое-то\s+время", Kind.BETWEEN, ONE_OF),
    (r"between|betw?\.?(?=\s?\d)|в\s+период\s+(?:между|с(?=\s))|между", Kind.BETWEEN, ""),
    (r"사이의\s+어느\s+때", Kind.BETWEEN, ONE_OF),
    (r"사이(?:에)?", Kind.BETWEEN, ""),
    (
        r"(?:in|on)\s+or\s+before|no\s+later\s+than|not\s+(?:later\s+than|after)|не\s+(?:позднее|позже)|"
        r"up\s+to(?:\s+and\s+including)?|늦어도",
        Kind.UNTIL,
        "",
    ),
    (
        r"(?:in|on)\s+or\s+after|no\s+earlier\s+than|not\s+(?:before|earlier\s+than)|не\s+(?:ранее|раньше)|"
        r"(?:starting|beginning)\s+(?:in|from|with)|starting|начиная\s+с",
        Kind.SINCE,
        "",
    ),
    (r"onwards?|on(?=$)", Kind.SINCE, TRAILING),
    (
        r"(?:some\s*time\s+)?before|bef\.?(?=\s?\d)|prior\s+to|earlier\s+than|pre-?(?=\s?\d)|ранее|раньше|до",
        Kind.BEFORE,
        "",
    ),
    (
        r"(?:some\s*time\s+)?after|aft\.?(?=\s?\d)|later\s+than|post-?(?=\s?\d)|после|позднее|позже",
        Kind.AFTER,
        "",
    ),
    (r"until|till|by|through|thru|к(?=\s)", Kind.UNTIL, ""),
    (r"since|from|с(?=\s)|со", Kind.SINCE, ""),
    (r"от(?=\s)", Kind.SINCE, DATED),
    (r"to|по", Kind.TO, ""),
    (r"이전(?:에)?", Kind.BEFORE, TRAILING),
    (r"전(?:에)?", Kind.BEFORE, AGO),
    (r"까지", Kind.UNTIL, TRAILING),
    (r"이후(?:에)?|부터|에서|이래", Kind.SINCE, TRAILING),
    (r"후(?:에)?|뒤", Kind.AFTER, AGO),
    (
        r"in\s+or\s+about|or\s+so|circa|cca\.?|circ\.|cir\.|ca\.?|c\.|c(?=\s?\d{3}|\s\d|\s?[ivxlcdm]+\b)|"
        r"approximately|approx\.?|(?:some\s?time\s+)?(?:about|around)|abt\.?|roughly|near|"
        r"около|ок\.?|примерно|прим\.?|приблизительно|прибл(?:из)?\.?|где-то|약|대략|경|께|쯤|무렵|즈음|≈",
        Kind.ABOUT,
        "",
    ),
    (r"and|&|и|과|와|및", Kind.AND, ""),
    (r"or|или|либо|또는|혹은|이나|이거나", Kind.OR, ""),
    (
        r"perhaps|possibly|probably|prob\.|maybe|likely|presumably|uncertain|возможно|вероятно|"
        r"предположительно|предп\.?|может\s+быть|아마도?|추정|\?",
        Kind.PERHAPS,
        "",
    ),
    (r"-?(?:millenni(?:um|a)|mill\.?|тысячелети(?:е|я|и|ю|ем)|천\s?년기)", Kind.MILLENNIUM, ""),
    (r"тыс\.?", Kind.MILLENNIUM, THOUSAND),
    (
        r"-?(?:centur(?:y|ies)|cent\.?|cen\.|век(?:а|е|у|ом|ов|ах)?|вв?\.|столети(?:е|я|и|ю|ем)|세기|世紀)",
        Kind.CENTURY,
        "",
    ),
)

SIGNS = (
    (r"[-–]+", Kind.DASH),
    ("~", Kind.TILDE),
    ("/", Kind.SLASH),
    (",", Kind.COMMA),
    (r"[(\[]", Kind.OPEN),
    (r"[)\]]", Kind.CLOSE),
)

FILLERS = (
    r"in|on|at|the|of|during|dated|day|months?|decade|it|was|either|"
    r"в|во|на|числа|месяца?|месяце|десятилетие|제|일|에|의|중(?:에)?(?![가-힣])|동안|날|은|는|[;.]"
)
"""What says nothing of the date. A point or a preposition between its parts is no more than a space."""

YEAR_WORDS = r"years?|yr|год(?:а|у|ом|е|ы|ов|ах|ам|ами)?|гг?\.?|лет|년도?|年"

LUNAR = re.compile(r"음력|윤\s?\d|陰曆|lunar|лунн")


def pattern_of(words: str) -> re.Pattern[str]:
    """A pattern of this module, to be matched at a place; if it ends in a letter, a word must end there."""
    return re.compile(rf"(?:{words})(?:(?<![a-zа-я])|(?![a-zа-я]))")
