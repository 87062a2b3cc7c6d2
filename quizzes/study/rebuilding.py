"""Hold all cards against their logs, and set those that differ: one walk through both, in the order of cards.

Only what a fold needs is read, nothing is read for each card, and only cards that differ are looked at a
second time, since they may have been answered meanwhile.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate, islice
from operator import itemgetter

from django.db import transaction

from quizzes.memory.events import Event
from quizzes.models import Card

from .folding import COLUMNS, Reckoning, card_seed, differs, events_of, folded, reckoning_of
from .logs import ROWS, Row, event, folded_many, rows

TOGETHER = 50_000
"""Rows, about, of the logs that are folded together."""
AT_A_TIME = 500
"""Cards that are set in one transaction."""


def differing() -> Iterator[int]:
    """The cards, by row number, whose columns are not byte for byte those of their logs."""
    for some in _with_logs():
        for (card, _), fresh in zip(some, folded_many(some), strict=True):
            if differs(card, fresh) and _still_differs(card):
                yield card.pk


def set_to_logs(cards: Iterable[int], *, by: Reckoning | None = None) -> Iterator[int]:
    """Set the columns of these cards to the folds of their logs; yields those that were not so already.

    by: how they are to be reckoned from now on; as they were where it is None.
    """
    known = sorted(cards)
    for start in range(0, len(known), AT_A_TIME):
        with transaction.atomic():
            changed = _set(known[start : start + AT_A_TIME], by)
        yield from changed


def logs_of(cards: list[int]) -> dict[int, tuple[Event, ...]]:
    """The logs of some cards, by row number, without what stands in them for the record only."""
    seeds = {
        pk: card_seed(fact=fact, facet=facet)
        for pk, fact, facet in Card.objects.filter(pk__in=cards).values_list("pk", "fact", "facet")
    }
    found: dict[int, list[Event]] = defaultdict(list)
    for row in rows(cards):
        found[row[0]].append(event(row, seeds[row[0]]))
    return {card: tuple(log) for card, log in found.items()}


def _with_logs() -> Iterator[list[tuple[Card, list[Row]]]]:
    """All cards with their logs, as many at once as are folded together."""
    logs = _logs()
    known: dict[int, list[Row]] = {}
    last: int | None = 0
    some: list[tuple[Card, list[Row]]] = []
    for card in Card.objects.order_by("pk").iterator(chunk_size=ROWS):
        while last is not None and last < card.pk:
            if some:
                yield some
                some = []
            known, last = next(logs)
        some.append((card, known.get(card.pk, [])))
    yield some


def _logs() -> Iterator[tuple[dict[int, list[Row]], int | None]]:
    """The logs of some cards, and the last card of which they tell; None in the end: of all to come."""
    entries = rows()
    kept: list[Row] = []
    while more := list(islice(entries, TOGETHER)):
        kept += more
        lengths = Counter(map(itemgetter(0), kept))
        last, length = lengths.popitem()  # there may be more of it
        yield _by_card(kept, lengths), last - 1
        kept = kept[-length:]
    yield _by_card(kept, Counter(map(itemgetter(0), kept))), None


def _by_card(entries: list[Row], lengths: Counter[int]) -> dict[int, list[Row]]:
    ends = accumulate(lengths.values())
    return {
        card: entries[end - length : end] for (card, length), end in zip(lengths.items(), ends, strict=True)
    }


def _set(cards: list[int], by: Reckoning | None) -> list[int]:
    held = list(Card.objects.select_for_update(of=("self",)).filter(pk__in=cards).order_by("pk"))
    logs: dict[int, list[Row]] = defaultdict(list)
    for row in rows(cards):  # read only now that nobody else can add to them
        logs[row[0]].append(row)
    changed = []
    for card in held:
        seed = card_seed(fact=card.fact_id, facet=card.facet)
        fresh = folded([event(row, seed) for row in logs[card.pk]], **(by or reckoning_of(card)))
        if differs(card, fresh):
            for name, value in fresh.items():
                setattr(card, name, value)
            changed.append(card)
    Card.objects.bulk_update(changed, COLUMNS if by is None else (*COLUMNS, *by))
    return [card.pk for card in changed]


def _still_differs(card: Card) -> bool:
    """Whether the card differs, looked at once more: it may have been answered since it was read."""
    card.refresh_from_db()
    return differs(card, folded(events_of(card), **reckoning_of(card)))
