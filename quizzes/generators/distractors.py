"""Wrong options: real facts of the base, near in time, of the same type, existing then.

What is proposed here is likely wrong; `quizzes.proof` drops whatever is not provably so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from history.dates import HistoricalDate, Precision, coarsened, containing, days_between, when
from history.factbase import FactBase
from history.facts import Actor, ActorKind, Fact, Standing
from quizzes import stems
from quizzes.questions import OPTIONS, POOL_SIZE, Option, Question

Company = Callable[[Option, Fact], bool]
"""Whether an option, the answer of another fact's question, may stand beside the key of this one."""

NEIGHBOURS = 30
"""How many facts on each side of a date are looked at."""

SAME_TYPE = 2 * 365
"""Days of nearness that an option gains by coming from a fact of the same type."""

GENERATION = 25 * 365
"""Days. Somebody known only from a time farther away is offered only where nobody nearer can be."""

PRIME = 10 * 365
"""Days between the first and the last that we know of somebody from which on they say when that was."""

YESTERDAY, BLURRED = 730_120, 10
"""The day number of 1 January 2000, and which share of the days back to an age is near in it."""

NEAR_DAYS = 60


def neighbours(fact: Fact, base: FactBase, date: HistoricalDate) -> Iterator[Fact]:
    """Facts near in time, those of the same type first, then those of the same kind, then any."""
    seen = {fact.pk}
    for kind, type_ in (("", fact.type), (fact.kind, ""), ("", "")):
        for other in base.near(date, count=NEIGHBOURS, kind=kind, type=type_):
            if other.pk not in seen:
                seen.add(other.pk)
                yield other


def nearest(
    question: Question,
    base: FactBase,
    options_of: Callable[[Question, Fact], Iterable[Option]],
    suits: Company,
    gained: Callable[[Question, Option, Fact], int] = lambda question, option, other: 0,
) -> tuple[Option, ...]:
    """What facts near in time offer and suits, the nearest first, each by the nearest fact that offers it.

    `gained` are days of nearness that an option has for another reason. Who is known only from a time more
    than a generation away is offered only where there would be too few.
    """
    dated = question.fact.primary
    if dated is None:
        return ()
    found: dict[str, tuple[int, Option, int]] = {}
    for other in neighbours(question.fact, base, dated.date):
        if other.standing == Standing.CHARACTERISATION:
            continue
        days = distance(dated.date, other)
        for option in options_of(question, other):
            rank = days - gained(question, option, other)
            if (option.text not in found or rank < found[option.text][0]) and suits(option, other):
                found[option.text] = (rank, option, days)
    ranked = sorted(found.values(), key=lambda entry: (entry[0], entry[1].fact))
    near = [option for _, option, days in ranked if days <= GENERATION]
    far = [option for _, option, days in ranked if days > GENERATION]
    return tuple([*near, *far[: max(0, OPTIONS - 1 - len(near))]][: 2 * POOL_SIZE])


def in_words(fact: Fact) -> str:
    """A fact as a clause for a note: its title or statement without the full stop."""
    return stems.stripped_claim(fact).rstrip(". ")


def as_unit(date: HistoricalDate, precision: Precision) -> HistoricalDate | None:
    """A date brought to the precision that is asked, or None where it is coarser than that."""
    if date.is_open or date.approximate or date.uncertain:
        return None
    unit = containing(date)
    if unit is None:
        return None
    return unit if unit.precision == precision else coarsened(unit, precision)


def distance(date: HistoricalDate, other: Fact) -> int:
    """Days between a date and another fact, a century where the other has no date."""
    dated = other.primary
    days = days_between(date, dated.date) if dated else None
    return 36_525 if days is None else days


def of_one_age(date: HistoricalDate, other: HistoricalDate) -> bool:
    """Whether two dates are so near that the age alone tells nobody which is meant; farther back, wider.

    Spans that no century holds are compared as they are.
    """
    if Precision.INTERVAL in (date.precision, other.precision):
        return True
    return abs(date.earliest - other.earliest) <= _age(min(date.earliest, other.earliest))


def _age(day: int) -> int:
    return max(GENERATION, (YESTERDAY - day) // BLURRED)


def was_about(actor: Actor, date: HistoricalDate) -> bool:
    """Whether somebody may be thought to have acted then, as far as birth, death, offices and facts tell.

    Of whom we know much, that is as long again before and after; of whom we know one thing, an age.
    """
    if actor.ruled_out(date):
        return False
    if actor.kind != ActorKind.PERSON or not actor.active:
        return True
    first, last = actor.active
    reach = last - first if last - first >= PRIME else _age(first)
    return first - reach <= date.latest and date.earliest <= last + reach


def apart(date: HistoricalDate, other: HistoricalDate) -> str:
    """When the other was, and how far from the one if that is near: "on 5 May 1950, five days later"."""
    days = days_between(date, other)
    if not days or days >= NEAR_DAYS or {date.precision, other.precision} != {Precision.DAY}:
        return when(other)
    side = "later" if other.earliest > date.earliest else "earlier"
    return f"{when(other)}, {_number(days)} day{'s' if days != 1 else ''} {side}"


def _number(count: int) -> str:
    words = "no one two three four five six seven eight nine ten eleven twelve".split()
    return words[count] if count < len(words) else str(count)
