"""Spreading due days a little, so that cards learned together do not come back together for ever.

The ranges are those of Anki and the FSRS packages. The pick is drawn from identity, not from dice: the same
card at the same review always gets the same day, and a preview shows the day that the answer will bring.
"""

from hashlib import blake2b

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
