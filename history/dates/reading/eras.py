"""Years that are not counted from the birth of Christ: Juche, Dangun, eras of Korea, Japan and China, reigns.

The years of each era are in `ERAS`. The first year of a reign in Joseon is the one after the king came to the
throne, except where he took it. A name that two kings bore, one of Goryeo and one of Joseon, is read only
with the year of ours. Where that stands beside it, as in 주체 38(1949)년, both must agree.
"""

from __future__ import annotations

import re
from functools import lru_cache

from history.dates.reading.examples import YEAR
from history.dates.value import DateError
from history.sentences import Value, either, sentence

Years = tuple[int, int]

LAST = 2099
"""The last year of eras that go on."""

ERAS: dict[str, tuple[Years, ...]] = {
    r"개국(?:기원)?": ((1392, 1896),),
    r"메이지|명치|明治|meiji|мэйдзи|мейдзи": ((1868, 1912),),
    r"건양|建陽|geonyang|kŏnyang|конъян": ((1896, 1897),),
    r"광무|光武|[gk]wangmu|кванму": ((1897, 1907),),
    r"융희|隆熙|yungh[uŭ]i|юнхый": ((1907, 1910),),
    r"다이쇼|대정|大正|taish[oō]|тайсё": ((1912, 1926),),
    r"주체|主體|主体|juche|чучхе": ((1912, LAST),),
    r"(?:중화)?민국|(?:中華)?民國|(?:中华)?民国|minguo|republic of china|миньго": ((1912, LAST),),
    r"대한민국|大韓民國": ((1919, 1948),),
    r"쇼와|소화|昭和|sh[oō]wa|с[её]ва": ((1926, 1989),),
    r"헤이세이|평성|平成|heisei|хэйсэй": ((1989, 2019),),
    r"레이와|영화|令和|reiwa|рэйва": ((2019, LAST),),
    r"단기|단군기원|檀紀|檀君紀元|dan[g']?gi|tan['’]?gi|dangun|тангун": ((-2332, LAST),),
    r"태조|太祖": ((1392, 1398), (918, 943)),
    r"정종|定宗": ((1399, 1400), (946, 949)),
    r"태종|太宗": ((1401, 1418),),
    r"세종|世宗": ((1419, 1450),),
    r"문종|文宗": ((1451, 1452), (1047, 1083)),
    r"단종|端宗": ((1453, 1455),),
    r"세조|世祖": ((1455, 1468),),
    r"예종|睿宗": ((1469, 1469), (1106, 1122)),
    r"성종|成宗": ((1470, 1494), (982, 997)),
    r"연산군|燕山君": ((1495, 1506),),
    r"중종|中宗": ((1506, 1544),),
    r"인종|仁宗": ((1545, 1545), (1123, 1146)),
    r"명종|明宗": ((1546, 1567), (1171, 1197)),
    r"선조|宣祖": ((1568, 1608),),
    r"광해군|光海君": ((1609, 1623),),
    r"인조|仁祖": ((1623, 1649),),
    r"효종|孝宗": ((1650, 1659),),
    r"현종|顯宗": ((1660, 1674), (1010, 1031)),
    r"숙종|肅宗": ((1675, 1720), (1096, 1105)),
    r"경종|景宗": ((1721, 1724), (976, 981)),
    r"영조|英祖": ((1725, 1776),),
    r"정조|正祖": ((1777, 1800),),
    r"순조|純祖": ((1801, 1834),),
    r"헌종|憲宗": ((1835, 1849), (1095, 1095)),
    r"철종|哲宗": ((1850, 1863),),
    r"고종|高宗": ((1864, 1907), (1214, 1259)),
}
"""Names of an era or king, with the first and last year of each that bore the name."""

_YEAR = r"(?:년|年|\s?год[ау]?|\s?г\.?(?![а-я]))?"
_COUNT = r"(?P<n>\d{1,4}|원|元)"
_OURS = rf"(?:서기\s?|a\.?d\.?\s)?(?P<ours>\d{{3,4}})\s?{_YEAR}"


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], tuple[Years, ...]], ...]:
    return tuple(
        (re.compile(pattern, re.IGNORECASE), years)
        for name, years in ERAS.items()
        for pattern in _ways(rf"(?<!\w)(?:{name})(?![a-zа-я])")
    )


def _ways(name: str) -> tuple[str, ...]:
    counted = rf"{name}\s?(?:(?:era\s)?year\s)?{_COUNT}(?!\d)\s?{_YEAR}"
    ours_beside = rf"\s?(?:[(\[]\s?{_OURS}\s?[)\]])?\s?{_YEAR}"
    return (
        rf"(?<![\w]){_OURS}\s?[(\[]\s?{counted}\s?[)\]]\s?{_YEAR}",
        counted + ours_beside,
        rf"(?<!\w)(?P<n>\d{{1,4}})(?:-?[йм])?\s(?:год[ау]?|г\.)\s(?:эры\s)?{name}{ours_beside}",
        rf"(?<!\w)(?:the\s)?(?P<n>\d{{1,4}})(?:st|nd|rd|th)\syear\sof\s{name}{ours_beside}",
    )


def in_our_era(text: str) -> str:
    """The text with a year of another era written as a year of ours: 주체 38(1949)년 3월 as 1949년 3월.

    Raises:
        DateError: the era has no such year, two have it, or the year of our era beside it is another one.
    """
    for pattern, years in _patterns():
        if found := pattern.search(text):
            year = _year_of(found, years)
            rest = text[found.end() :].lstrip()
            word = "" if rest.startswith(".") else "년 "
            return f"{text[: found.start()]}{year}{word}{rest}".strip()
    return text


def _year_of(found: re.Match[str], years: tuple[Years, ...]) -> int:
    shown = found.group().strip()
    count = 1 if found["n"] in {"원", "元"} else int(found["n"])
    could_be = [first + count - 1 for first, last in years if count and first + count - 1 <= last]
    ours = int(found["ours"]) if found["ours"] else None
    if not could_be:
        raise DateError(
            sentence(
                "“{text}” is no year of that era: write the year of ours, such as {year}.",
                text=shown,
                year=YEAR,
            )
        )
    if ours is not None and ours not in could_be:
        raise DateError(
            sentence(
                "“{text}” is the year {years}, not {ours}: write one of them.",
                text=shown,
                years=_either(could_be),
                ours=ours,
            )
        )
    if ours is None and len(could_be) > 1:
        raise DateError(
            sentence(
                "“{text}” could be {years}: write the year of ours.", text=shown, years=_either(could_be)
            )
        )
    return ours or could_be[0]


def _either(years: list[int]) -> Value:
    return either([str(year) for year in years])
