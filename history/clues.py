"""What facts are found by, without looking at all of them: clues, spans of days, and keys of stems.

A clue of a fact is something that a stem can print and that the fact must have to fit it: a word of its
title, the printed name of an actor. `clues_of` and `search_for` are two sides of one law: if
`history.factbase.fits(fact, given)`, the fact has at least one clue of every group in
`search_for(given).clues`, its folded title is the one searched for, if there is one, and one of its spans
meets the days searched for, if there are any.

`stem_keys_of` and `stem_key` are the other direction, from a fact to the stems that it could fit: if
`fits(fact, given)`, then `stem_key(given)` is in `stem_keys_of(fact)`, or it begins with `NAME` and the
fact is `open_to_anybody`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from history.facts import Fact, FactKind, Given, Role
from history.names import GAP, fold

MAKERS = frozenset({Role.PARTY, Role.ADOPTER})
"""An agreement is closed where one of these roles is complete: nobody else made it."""

STOP_WORDS = frozenset("a an and at between by for from in of on or the to with".split())
"""Words that nearly every title has: nothing is found by them."""

NAME, ABOUT, WIDTH = "@", "~", "#"
"""What a clue that is a name begins with, and the key of a stem that prints no more than a date. Alone, the
first two stand for whatever a fact leaves open."""

TITLE_LENGTH = 500
CLUE_LENGTH = 100

REACH = 5_000
"""Facts that may have the rarest clue of a stem; where it is more, nobody looks through them."""

MANY = 300
"""Facts that may have all clues of a stem; where it is more, the stem says too little to be proved."""

WIDTHS = (1, 40, 400, 4_000, 40_000)
"""Days. Spans are kept by width, so that those that meet some days are found close to them."""
UNBOUNDED = len(WIDTHS)
ALWAYS = 2 * 10**15
"""Days, more than from one open end to the other."""

Days = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day of one date, doubt included; `width` is the first of WIDTHS that holds it."""

    width: int
    earliest: int
    latest: int

    @classmethod
    def of(cls, earliest: int, latest: int) -> Span:
        days = latest - earliest + 1
        width = next((place for place, most in enumerate(WIDTHS) if days <= most), UNBOUNDED)
        return cls(width, earliest, latest)

    def meets(self, days: Days) -> bool:
        return self.earliest <= days[1] and days[0] <= self.latest


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What every fact that fits a stem has: the title, a clue of each group, a span that meets the days."""

    title: str = ""
    gaps: bool = False
    """Whether the stem prints a title with gaps: its words are among the clues."""
    kind: str = ""
    clues: tuple[frozenset[str], ...] = ()
    days: Days | None = None


def title_of(fact: Fact) -> str:
    """The folded printed title, as far as it is looked up."""
    return fold(fact.printed_title)[:TITLE_LENGTH]


def title_parts(title: str) -> list[str]:
    """What a title with gaps prints before, between and behind them, folded; one part if it has no gap."""
    return [fold(part) for part in title.split(GAP)]


def words(folded: Iterable[str]) -> frozenset[str]:
    """The words of folded texts by which something is found."""
    return frozenset(word[:CLUE_LENGTH] for text in folded for word in text.split()) - STOP_WORDS


def named(name: str, mark: str = NAME) -> str:
    return f"{mark}{fold(name)}"[:CLUE_LENGTH]


def open_to_anybody(fact: Fact) -> bool:
    """Whether it is an agreement of which nobody says that all its makers are listed."""
    return fact.kind == FactKind.AGREEMENT and not fact.complete_roles & MAKERS


def clues_of(fact: Fact) -> frozenset[str]:
    found = set(words([fold(fact.printed_title)]))
    found |= {named(actor.name) for actor in fact.actors()}
    found |= {named(actor.name, ABOUT) for actor in fact.about}
    if open_to_anybody(fact):
        found.add(NAME)
    if fact.kind == FactKind.TERM and not fact.about:
        found.add(ABOUT)
    return frozenset(found)


def spans_of(fact: Fact) -> frozenset[Span]:
    """Every time at which anybody says it was, in whatever role; a fact without a date may be of any."""
    dates = [dated.date for dated in fact.dates]
    dates += [position.date for position in fact.positions if position.date]
    found = frozenset(Span.of(date.outer_earliest, date.outer_latest) for date in dates)
    return found or frozenset({Span.of(-ALWAYS, ALWAYS)})


def search_for(given: Given) -> Search:
    parts = title_parts(given.title) if given.title and not given.bare else []
    groups = [frozenset({word}) for word in sorted(words(parts))] if len(parts) > 1 else []
    open_too = {NAME} if given.kind in ("", FactKind.AGREEMENT) else set()
    groups += [frozenset({named(actor.name), *open_too}) for actor in given.actors]
    if given.about and given.kind == FactKind.TERM:
        groups.append(frozenset({named(given.about.name, ABOUT), ABOUT}))
    return Search(
        title=parts[0][:TITLE_LENGTH] if len(parts) == 1 else "",
        gaps=len(parts) > 1,
        kind=given.kind,
        clues=tuple(dict.fromkeys(groups)),
        days=(given.date.outer_earliest, given.date.outer_latest) if given.date else None,
    )


def windows(days: Days) -> Iterator[tuple[int, int, int]]:
    """For each width: between which days spans begin that could meet these days."""
    for width in range(UNBOUNDED + 1):
        most = WIDTHS[width] if width < UNBOUNDED else 2 * ALWAYS
        yield width, days[0] - most + 1, days[1]


# From a fact to the stems that it could fit


def stem_key(given: Given, commonness: Callable[[str], int] = lambda clue: 0) -> str:
    """What a stem is found by: its title, or the two rarest words that it prints of it, or a name.

    Where it prints nothing of the kind, how wide its date is; else nothing. `commonness` tells how many
    facts have a clue, roughly: any answer keeps the law, a true one keeps few stems under one key.
    """

    def rarest(clues: Iterable[str], count: int) -> list[str]:
        return sorted(clues, key=lambda clue: (commonness(clue), -len(clue), clue))[:count]

    found = ""
    if given.title and not given.bare:
        parts = title_parts(given.title)
        found = parts[0][:TITLE_LENGTH] if len(parts) == 1 else " ".join(sorted(rarest(words(parts), 2)))
    elif given.actors:
        found = rarest({named(actor.name) for actor in given.actors}, 1)[0]
    if not found and given.date:
        return f"{WIDTH}{Span.of(given.date.outer_earliest, given.date.outer_latest).width}"
    return found


def stem_keys_of(fact: Fact) -> set[str]:
    return stem_keys(title_of(fact), clues_of(fact))


def stem_keys(title: str, clues: Iterable[str]) -> set[str]:
    """Under which keys stems lie that a fact could fit that has this folded title and these clues.

    For n words of the title these are n(n + 1)/2, and the title, the names and every width of a date.
    """
    own = sorted(clue for clue in clues if clue[0] not in (NAME, ABOUT))
    found = {"", title, *own, *(" ".join(pair) for pair in combinations(own, 2))}
    found |= {clue for clue in clues if clue[0] == NAME}
    return found | {f"{WIDTH}{width}" for width in range(UNBOUNDED + 1)}


def dated_keys(span: Span) -> Iterator[tuple[str, int, int]]:
    """Keys of stems that print no more than a date, and between which days those that meet a span begin."""
    for width, low, high in windows((span.earliest, span.latest)):
        yield f"{WIDTH}{width}", low, high
