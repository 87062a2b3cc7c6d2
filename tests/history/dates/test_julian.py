"""Days of the Julian calendar as days of ours."""

import pytest

from history.dates import civil
from history.dates.reading.julian import days_in_julian_month, julian_day_number

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("julian", "ours"),
    [
        ((1917, 10, 25), (1917, 11, 7)),
        ((1900, 2, 29), (1900, 3, 13)),
        ((1900, 2, 28), (1900, 3, 12)),
        ((1881, 3, 1), (1881, 3, 13)),
        ((1732, 2, 11), (1732, 2, 22)),
        ((1709, 6, 27), (1709, 7, 8)),
        ((1700, 2, 18), (1700, 2, 28)),
        ((1582, 10, 5), (1582, 10, 15)),
        ((1066, 10, 14), (1066, 10, 20)),
        ((300, 3, 1), (300, 3, 2)),
        ((300, 2, 28), (300, 2, 28)),
        ((1, 1, 1), (0, 12, 30)),
        ((-43, 3, 15), (-43, 3, 13)),
    ],
)
def test_known_pairs(julian: tuple[int, int, int], ours: tuple[int, int, int]) -> None:
    assert civil(julian_day_number(*julian)) == ours


def test_every_fourth_february_leaps() -> None:
    assert [days_in_julian_month(year, 2) for year in (1900, 1901, 0, -4)] == [29, 28, 29, 29]
    assert days_in_julian_month(1900, 4) == 30
