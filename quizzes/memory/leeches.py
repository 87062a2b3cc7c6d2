"""Leeches: cards that are forgotten again and again, and cost more than they are worth as they stand."""

FIRST = 8
"""Lapses at which a card is a leech (Anki manual, "Leeches")."""
AGAIN = 4
"""Lapses after which it is pointed at once more: half as many, as in Anki."""


def is_leech(lapses: int) -> bool:
    return lapses >= FIRST


def strikes(lapses: int) -> bool:
    """Whether the lapse of this number is one at which something is to be done: the 8th, 12th, 16th ..."""
    return is_leech(lapses) and (lapses - FIRST) % AGAIN == 0
