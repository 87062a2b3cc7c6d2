"""New facts in another order than that of time: mixed, or thread after thread (`quizzes.curriculum`).

Which set goes first, what stays apart and what was answered today are as in the order of time (`queries`),
and each query walks along an index of memberships: (set, mixed, fact) or (set, place, fact). A thread is
looked for among the next facts of a set, so that it costs the same however large the set: what is further
ahead waits until the student comes near.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, partial
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from history.models import Participation
from quizzes.compiled import Compiled
from quizzes.curriculum import Unmet, mixed, next_of_thread
from quizzes.models import Card, Membership, Student
from quizzes.models.sets import BY_HAND

from . import queries
from .dealing import Row

AHEAD = 100
"""Facts of a set among which a thread is looked for; and as many before the one that was met last."""
TRIED = 12
"""Facts that are tried where the first of them would be given away by one of the last questions."""

Place = tuple[int, int]
"""Where a fact stands in the order of time, and its row number."""


# Mixed


def mixed_rows(
    student: Student, *, today: int, after: Place | None, within: int | None, sitting: int
) -> Iterator[Row]:
    """The next facet that the student has not met, beyond the fact that was met last; one query."""
    last = after[1] if after else 0
    values = {"student": student.pk, "language": student.language, "today": today, "sitting": sitting}
    values |= {"mixed": mixed(last or student.pk), "fact": last, **_scope(within)}
    return (Row(**found) for found in _mixed(within is None).run(**values))


def build_mixed(
    every: bool, *, student: int, language: str, today: int, sitting: int, mixed: int, fact: int, **of: int
) -> QuerySet:
    new = queries.spaced(queries.unmet(student, language), sitting)
    members = queries.untouched(queries.in_order(new), student, today).order_by("mixed", "fact")
    beyond = members.filter(queries.is_beyond("mixed", mixed, fact))
    walk = Coalesce(Subquery(beyond.values("fact")[:1]), Subquery(members.values("fact")[:1]))
    own = Membership.objects.filter(fact=OuterRef("fact")).values("mixed")[:1]
    new = new.alias(fact_mixed=Subquery(own, output_field=IntegerField()))
    passed = Case(When(queries.is_beyond("fact_mixed", mixed, fact), then=0), default=1)
    return queries.nearest(student, new, queries.sets_of(student, every, **of), walk, passed, "fact_mixed")


@lru_cache(maxsize=2)
def _mixed(every: bool) -> Compiled:
    slots = {"student": int, "language": str, "today": int, "sitting": int, "mixed": int, "fact": int}
    return Compiled(partial(build_mixed, every), **slots, **queries.slot(every))


# Thread after thread


def thread_rows(
    student: Student, *, today: int, after: Place | None, within: int | None, sitting: int
) -> Iterator[Row]:
    """A facet of the fact with which a thread goes on, else with which the next begins; two queries.

    Nothing where no fact is left of which nothing was met.
    """
    place, last = after or (BY_HAND, 0)
    values: dict[str, Any] = {"student": student.pk, "language": student.language}
    near = _ahead(within is None).run(**values, place=place, fact=last, **_scope(within))
    unmet = [
        Unmet(fact, {row["actor"] for row in some if row["actor"]})
        for fact, some in groupby(near, key=itemgetter("fact"))
    ]
    if not unmet:
        return
    goes_on = next_of_thread(unmet, {row["actor"] for row in near if row["shared"]})
    tried = [goes_on or unmet[0].fact, *(each.fact for each in unmet[: TRIED - 1])]
    tried += tried[:1] * (TRIED - len(tried))
    some = {f"fact_{number}": fact for number, fact in enumerate(tried)}
    for found in _OF_FACTS.run(**values, today=today, sitting=sitting, **some):
        yield Row(**found)


def build_ahead(every: bool, *, student: int, language: str, place: int, fact: int, **of: int) -> QuerySet:
    """Who takes part in the next facts of which nothing was met, of the first set that has some.

    `shared` says whether that one took part in the fact that was met last as well. No thread leads further
    ahead of the first of these facts than the window is long: so a look begins that far behind the last one.
    """
    own = Membership.objects.filter(set=OuterRef("pk"), fact=fact).values("place")[:1]
    begun = Case(When(by_hand=True, then=Value(BY_HAND)), default=Value(place))
    before = Membership.objects.filter(set=OuterRef("pk"), place__lt=OuterRef("stood"))
    start = before.order_by("-place", "-fact").values("place")[AHEAD - 1 : AHEAD]
    sets = (
        queries.sets_of(student, every, **of)
        .annotate(stood=Coalesce(Subquery(own), begun))
        .annotate(start=Coalesce(Subquery(start), Value(BY_HAND)))
    )
    left = _fresh(Membership.objects.filter(set=OuterRef("pk")), student, language)
    near = Exists(left.filter(place__gte=OuterRef("start")))
    taught = F("owner").asc(nulls_last=True)
    first = sets.filter(near).order_by(taught, "pk")
    window = Membership.objects.filter(
        set=Subquery(first.values("pk")[:1]), place__gte=Subquery(first.values("start")[:1])
    ).order_by("place", "fact")
    some = Membership.objects.filter(pk__in=window.values("pk")[: 2 * AHEAD])
    last = Participation.objects.filter(fact=fact, actor=OuterRef("fact__participations__actor"))
    return (
        _fresh(some, student, language)
        .order_by("place", "fact")
        .values("fact", actor=F("fact__participations__actor"), shared=Exists(last))
    )


def _fresh(members: QuerySet[Membership], student: int, language: str) -> QuerySet[Membership]:
    """Those of whose facts something is asked and nothing was met yet."""
    asked = Exists(queries.live_rows(language).filter(fact=OuterRef("fact")))
    met = Card.objects.met().filter(student=student, fact=OuterRef("fact"))
    return members.filter(asked, ~Exists(met))


def build_of_facts(*, student: int, language: str, today: int, sitting: int, **facts: int) -> QuerySet:
    """The first unmet facet of these facts, those first that are named first."""
    new = queries.spaced(queries.unmet(student, language), sitting).filter(fact__in=facts.values())
    touched = Card.objects.filter(student=student, fact=OuterRef("fact"), last_day=today)
    named = Case(*(When(fact=fact, then=number) for number, fact in enumerate(facts.values())))
    return queries.first_of(new.filter(~Exists(touched)), student, named)


def _scope(within: int | None) -> dict[str, int]:
    return {} if within is None else {"within": within}


@lru_cache(maxsize=2)
def _ahead(every: bool) -> Compiled:
    slots = {"student": int, "language": str, "place": int, "fact": int}
    return Compiled(partial(build_ahead, every), **slots, **queries.slot(every))


_OF_FACTS = Compiled(
    build_of_facts,
    **{"student": int, "language": str, "today": int, "sitting": int},
    **{f"fact_{number}": int for number in range(TRIED)},
)
