"""Spreading due days a little, so that cards learned together do not come back together for ever.

The ranges are those of Anki and the FSRS packages. The pick is drawn from identity, not from dice: the same
card at the same review always gets the same day, and a preview shows the day that the answer will bring.
Where the student's other cards are known, `calmest` looks for a better day in the same range.
"""

from collections.abc import Container, Mapping, Sequence
from hashlib import blake2b

SPREAD_UP_TO = 90
"""Days of the longest interval for which the cards of each day are counted, as in Anki: beyond it, what
waits on a day will be quite another by then."""

# From so many days on, up to so many, this share of each day widens the range.
_SHARES = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, float("inf"), 0.05))


def fuzz_range(interval: int, *, maximum: int) -> tuple[int, int]:
    """The shortest and the longest interval allowed in place of `interval`, all in days.

    Intervals under 2.5 days stay; beyond, the range reaches one day to either side, plus 15 % of the days
    from 2.5 to 7, 10 % of those from 7 to 20 and 5 % of the rest. Never under 2 days, never over the
    maximum.
    """
    if interval < 2.5:
        return (interval, interval)
    reach = 1.0 + sum(share * max(min(interval, end) - start, 0.0) for start, end, share in _SHARES)
    longest = min(round(interval + reach), maximum)
    return (min(round(interval - reach), longest), longest)


def fuzzed(interval: int, *, maximum: int, seed: str, number: int) -> int:
    """One interval of the range, in days; seed is the card's identity, number that of the review."""
    shortest, longest = fuzz_range(interval, maximum=maximum)
    digest = blake2b(f"{seed}\0{number}".encode(), digest_size=8).digest()
    return shortest + int.from_bytes(digest) * (longest - shortest + 1) // 2**64


def calmest(
    drawn: int,
    *,
    shortest: int,
    longest: int,
    today: int,
    waiting: Mapping[int, int] | None = None,
    shares: Sequence[float] = (),
    away: Container[int] = (),
) -> int:
    """The interval, from shortest to longest, that ends on the day with least to do, in days.

    drawn: what the seed drew; among equal days the nearest to it wins, and of two as near the earlier.
    today: the study day; waiting: cards by study day, none where it has no number; shares: see `share_of`;
    away: days on which nothing is wanted. Such a day, or a weekday of 0, is taken only where the range has no
    other.
    """

    def weight(interval: int) -> tuple[bool, bool, float, int, int]:
        day = today + interval
        cards = (waiting or {}).get(day, 0) + 1
        return day in away, *burden(day, cards, shares), abs(interval - drawn), interval

    return min(range(shortest, longest + 1), key=weight)


def burden(day: int, cards: int, shares: Sequence[float]) -> tuple[bool, float]:
    """How heavy a day is with so many cards: first whether nothing is wanted on it."""
    share = share_of(day, shares)
    return share <= 0, cards / share if share > 0 else cards


def share_of(day: int, shares: Sequence[float]) -> float:
    """How much the student wants to do on a study day, from 0 (nothing) to 1.

    shares: of the weekdays, Monday first; none where all are alike.
    """
    return shares[weekday(day)] if shares else 1.0


def weekday(study_day: int) -> int:
    """0 for Monday to 6 for Sunday: day 1 of the proleptic calendar was a Monday."""
    return (study_day - 1) % 7
