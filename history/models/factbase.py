"""The fact base over the tables: candidates by index, the rule from `history.factbase`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.lookups import Exact

from history import facts
from history.clues import MANY, REACH, TITLE_LENGTH, Search, search_for, title_of
from history.dates import HistoricalDate
from history.dates.value import OPEN_PAST
from history.factbase import NEAREST, MemoryFactBase, fits, folded_title_fits, identity

from .clues import Clue, Span
from .facts import Fact, FactQuerySet, Participation
from .freezing import Freezer

AT_ONCE = 100
"""Clues that are counted in one query."""


ALIKE = 4
"""Facts of one title that are read with others, before anybody asks for them."""


def frozen_facts(rows: FactQuerySet) -> list[facts.Fact]:
    """The values of some rows."""
    return Freezer().freeze(list(rows.values_list("pk", flat=True)))


def whole_base() -> MemoryFactBase:
    """All published facts at once, for commands that prove the whole bank."""
    return MemoryFactBase(frozen_facts(Fact.objects.published().order_by("pk")))


def _capped(rows: QuerySet) -> int:
    """How many rows there are, counted as far as `REACH`: the index is walked no further."""
    return rows.order_by()[: REACH + 1].count()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Condition:
    """Something that the facts searched for have: a walk along its index, and the test of one fact.

    The walk gives the numbers of facts; the test is about `OuterRef("pk")`.
    """

    size: int
    walk: QuerySet
    test: Exists | Exact
    tests_more: bool = False
    """Whether the test says more than that a fact is on the walk."""


class StoredFactBase:
    """All published facts, read as they are needed; one instance lives as long as one deed."""

    def __init__(self) -> None:
        self._known: dict[int, facts.Fact | None] = {}
        self._freezer = Freezer()
        self._near: dict[tuple, list[int]] = {}
        self._around: dict[int, list[facts.Fact]] = {}
        self._common: dict[str, int] = {}
        self._titled: dict[str, list[int]] = {}
        self._soon: set[int] = set()
        self._fitting: dict[tuple[object, ...], list[facts.Fact] | None] = {}

    def several(self, pks: Iterable[int]) -> list[facts.Fact]:
        """Those of these facts that are published, read at once."""
        wanted = list(pks)
        if any(pk not in self._known for pk in wanted):
            missing = [pk for pk in dict.fromkeys([*wanted, *self._soon]) if pk not in self._known]
            self._soon.clear()
            self._known.update(dict.fromkeys(missing))
            self._known.update((fact.pk, fact) for fact in self._freezer.freeze(missing, published=True))
        return [fact for pk in wanted if (fact := self._known[pk])]

    def get(self, pk: int) -> facts.Fact | None:
        return next(iter(self.several([pk])), None)

    def around(self, fact: facts.Fact) -> Sequence[facts.Fact]:
        if fact.pk not in self._around:
            found = [fact.pk]
            if dated := fact.primary:
                for type in (fact.type, ""):
                    found += self._nearest(dated.date, count=NEAREST, type=type)
            self._around[fact.pk] = self.several(dict.fromkeys(found))
        return self._around[fact.pk]

    def of_actor(self, pk: int) -> Sequence[facts.Fact]:
        rows = Fact.objects.published().filter(participations__actor=pk).distinct().order_by("pk")
        return self.several(rows.values_list("pk", flat=True))

    def of_agreement(self, pk: int) -> Sequence[facts.Fact]:
        return self.several(
            Fact.objects.published().filter(agreement=pk).order_by("pk").values_list("pk", flat=True)
        )

    def commonness(self, clue: str) -> int:
        """How many facts have a clue, published or not, counted as far as `REACH`."""
        self._count([clue])
        return self._common[clue]

    def _count(self, clues: Iterable[str]) -> None:
        missing = sorted(set(clues) - self._common.keys())
        for start in range(0, len(missing), AT_ONCE):
            self._common.update(Clue.objects.counted(missing[start : start + AT_ONCE], REACH + 1))

    def fitting(self, given: facts.Given) -> Sequence[facts.Fact] | None:
        key = identity(given)
        if key not in self._fitting:
            self._fitting[key] = self._find(given)
        return self._fitting[key]

    def _find(self, given: facts.Given) -> list[facts.Fact] | None:
        search = search_for(given)
        found = self._of_title(search.title) if search.title else None
        if found is None:
            found = self._candidates(search)
        if found is None:
            return None
        if search.gaps:
            found = self._fitting_title(found, given.title)
        return [fact for fact in self.several(sorted(found)) if fits(fact, given)]

    def _candidates(self, search: Search) -> list[int] | None:
        """All that have what is searched for, starting from the rarest of it."""
        conditions = list(self._conditions(search))
        if conditions:
            first = min(conditions, key=lambda condition: condition.size)
            if first.size > REACH:
                return None
            tests = [other.test for other in conditions if other is not first or other.tests_more]
            found = self._walked(first.walk, tests, search.kind)
        else:
            rows = Fact.objects.published().order_by()
            rows = rows.filter(kind=search.kind) if search.kind else rows
            found = list(rows.values_list("pk", flat=True)[: MANY + 1])
        return None if len(found) > MANY else found

    @staticmethod
    def _walked(walk: QuerySet, tests: Sequence[Exists | Exact], kind: str) -> list[int]:
        """The published facts of a walk, and of a kind, that pass all tests.

        In two queries, the second by number alone: in one, PostgreSQL takes the walk for a long one and reads
        all facts, and SQLite would rather walk an index of all published facts.
        """
        on_it = set(walk.order_by()[: REACH + 1])
        rows = Fact.objects.filter(*tests, pk__in=on_it).order_by() if on_it else Fact.objects.none()
        return [
            pk
            for pk, publication, own in rows.values_list("pk", "publication", "kind")
            if publication == facts.Publication.PUBLISHED and (not kind or own == kind)
        ]

    def _conditions(self, search: Search) -> Iterator[_Condition]:
        if search.title:
            titled = Fact.objects.filter(title_key=search.title)
            yield _Condition(
                size=_capped(titled),
                walk=titled.values_list("pk", flat=True),
                test=Exists(titled.filter(pk=OuterRef("pk"))),
            )
        self._count(chain(*search.clues))
        alone = [clue for group in search.clues if len(group) == 1 for clue in group]
        if alone:
            rarest = min(alone, key=self.commonness)
            held = Clue.objects.having(alone).filter(fact=OuterRef("pk")).order_by().values("fact")
            yield _Condition(
                size=self.commonness(rarest),
                walk=Clue.objects.having([rarest]).values_list("fact", flat=True),
                test=Exact(Subquery(held.annotate(count=Count("pk")).values("count")), len(alone)),
                tests_more=len(alone) > 1,
            )
        for group in search.clues:
            if len(group) > 1:
                having = Clue.objects.having(group)
                yield _Condition(
                    size=sum(map(self.commonness, group)),
                    walk=having.values_list("fact", flat=True),
                    test=Exists(having.filter(fact=OuterRef("pk"))),
                )
        if search.days:
            begin = Span.objects.beginning(search.days)
            meet = Span.objects.meeting(search.days)
            yield _Condition(
                size=_capped(begin),
                walk=begin.meeting(search.days).values_list("fact", flat=True),
                test=Exists(meet.filter(fact=OuterRef("pk"))),
            )

    def _of_title(self, title: str) -> list[int] | None:
        """The published facts of a folded title; None where they are too many to tell here.

        The titles of all facts that were read are looked up at once: each of them will be asked for, as
        the title of an option is.
        """
        if title not in self._titled:
            known = (title_of(fact) for fact in self._known.values() if fact)
            wanted = {title, *islice((each for each in known if each not in self._titled), AT_ONCE)}
            rows = Fact.objects.filter(title_key__in=wanted).order_by()
            few = min(MANY, REACH)
            found = list(rows.values_list("title_key", "pk", "publication")[: few + 1])
            if len(found) > few:
                return None
            self._titled.update((each, []) for each in wanted)
            for each, pk, publication in found:
                if publication == facts.Publication.PUBLISHED:
                    self._titled[each].append(pk)
            self.several(
                pk for each in wanted if len(self._titled[each]) <= ALIKE for pk in self._titled[each]
            )
        return self._titled[title]

    def _fitting_title(self, pks: list[int], title: str) -> list[int]:
        """Those whose title could stand behind a title with gaps, so that the others need not be read."""
        unread = [pk for pk in pks if pk not in self._known]
        if len(unread) < 2:
            return pks
        rows = Fact.objects.filter(pk__in=unread).order_by().values_list("pk", "title_key")
        other = {pk for pk, key in rows if len(key) < TITLE_LENGTH and not folded_title_fits(key, title)}
        return [pk for pk in pks if pk not in other]

    def near(
        self, date: HistoricalDate, *, count: int, kind: str = "", type: str = "", of: Collection[int] = ()
    ) -> Sequence[facts.Fact]:
        near = self._nearest(date, count=count, kind=kind, type=type)
        if not of:
            return self.several(near)
        own = Participation.objects.filter(fact__in=near, actor__in=of).order_by()
        there = Counter(fact for fact, _ in own.values_list("fact", "actor").distinct())
        return self.several(pk for pk in near if there[pk] == len(set(of)))

    def _nearest(self, date: HistoricalDate, *, count: int, kind: str = "", type: str = "") -> list[int]:
        key = (date.earliest, count, kind, type)
        if key not in self._near:
            rows = Fact.objects.published()
            rows = rows.filter(kind=kind) if kind else rows
            rows = rows.filter(type=type) if type else rows
            dated = OPEN_PAST + 1
            before = rows.filter(earliest__gte=dated, earliest__lt=date.earliest).order_by("-earliest", "-pk")
            # with a second lower bound, SQLite would begin at the first one and walk half the base
            after = rows.filter(earliest__gte=max(dated, date.earliest)).order_by("earliest", "pk")
            days = [
                (day, pk)
                for side in (before, after)
                for day, pk in side.values_list("earliest", "pk")[:count]
                if day is not None
            ]
            days.sort(key=lambda day: (abs(day[0] - date.earliest), day[1]))
            self._near[key] = [pk for _, pk in days]
        return self._near[key]
