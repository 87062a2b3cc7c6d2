"""Years that are not counted from the birth of Christ, and the Julian calendar.

| era | its year 1 |
|---|---|
| 개국 (Joseon) | 1392 |
| 메이지, 明治, Meiji | 1868 |
| 건양 | 1896 |
| 광무 | 1897 |
| 융희 | 1907 |
| 다이쇼, 大正, Taisho | 1912 |
| 주체, Juche, чучхе | 1912 |
| 民國, 민국, Minguo | 1912 |
| 쇼와, 昭和, Showa | 1926 |
| 헤이세이, 平成, Heisei | 1989 |
| 단기 (Dangun) | -2332 (2333 BCE) |

Where the year of our era stands beside it, as in 주체 38(1949)년, both must agree.
"""

from __future__ import annotations

import re
from functools import lru_cache

from history.dates.value import DateError

FIRST_YEARS = {
    r"개국(?:기원)?": 1392,
    r"메이지|명치|明治|meiji": 1868,
    r"건양|建陽": 1896,
    r"광무|光武": 1897,
    r"융희|隆熙": 1907,
    r"다이쇼|대정|大正|taisho|taishō": 1912,
    r"주체|主體|juche|чучхе": 1912,
    r"민국|民國|民国|minguo": 1912,
    r"쇼와|소화|昭和|showa|shōwa": 1926,
    r"헤이세이|평성|平成|heisei": 1989,
    r"단기|檀紀": -2332,
}
_YEAR = r"(?:년|年|\s?год[ау]?|\s?г\.?(?![а-я]))?"


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], int], ...]:
    return tuple(
        (
            re.compile(
                rf"(?<!\w)(?:{name})\s?(?:year\s)?(?P<n>\d{{1,4}})\s?{_YEAR}\s?"
                rf"(?:[(\[]\s?(?P<ours>\d{{3,4}})\s?{_YEAR}\s?[)\]])?\s?{_YEAR}",
                re.IGNORECASE,
            ),
            first,
        )
        for name, first in FIRST_YEARS.items()
    )


def in_our_era(text: str) -> str:
    """The text with years of other eras written as years of ours: 주체 38(1949)년 3월 as 1949년 3월.

    Raises:
        DateError: the year of our era beside it is another one.
    """
    for pattern, first in _patterns():
        if found := pattern.search(text):
            year = first + int(found["n"]) - 1
            if found["ours"] and int(found["ours"]) != year:
                raise DateError(
                    f"“{found.group().strip()}” is the year {year}, not {found['ours']}: write one of them."
                )
            return " ".join(f"{text[: found.start()]}{year}년 {text[found.end() :]}".split())
    return text


def julian_day_number(year: int, month: int, day: int) -> int:
    """The day number (`history.dates.days`) of a day of the Julian calendar, in which every fourth year leaps.

    Years begin in March, so that the leap day is the last of them (E. G. Richards, Mapping Time, 1998).
    """
    early = month < 3
    year, month = year - early, month + 12 * early - 3
    return day + (153 * month + 2) // 5 + 365 * year + year // 4 - _BEFORE_OURS


_BEFORE_OURS = 308
"""Days from 1 March of the Julian year 0 to 31 December of the Gregorian year 0."""
