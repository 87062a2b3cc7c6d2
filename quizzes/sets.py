"""Deeds on sets: which facts are in them, kept in step with rules and facts, and who follows them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.db.models import F, Max, QuerySet
from django.utils.crypto import get_random_string

from history.changes import Change
from history.models import Fact, Participation
from quizzes.curriculum import mixed
from quizzes.models import Membership, Set, Student
from quizzes.models.sets import BY_HAND, UNDATED
from quizzes.rules import CODE_LENGTH, PLAIN

AT_A_TIME = 500
MOST_CHOSEN = 2000
"""How many facts may be chosen by hand: more are better found by a rule."""


# The facts of a set


def facts_of_rule(of: Set) -> QuerySet[Fact]:
    """The published facts that fit every column of a set's rule that is filled."""
    rows = Fact.objects.published().order_by()
    if of.base_id:
        rows = rows.filter(base=of.base_id)
    if of.period is not None:
        rows = rows.filter(earliest__gte=of.period.earliest, latest__lte=of.period.latest)
    if of.actor_id:
        taking_part = Participation.objects.filter(actor=of.actor_id)
        rows = rows.filter(pk__in=taking_part.values("fact"))
    if of.type:
        rows = rows.filter(type=of.type)
    if of.standing:
        rows = rows.filter(standing=of.standing)
    return rows


@transaction.atomic
def rebuild(of: Set) -> None:
    """Find the facts of a set by its rule; of a set made by hand, keep those that it has."""
    if of.by_hand:
        return
    wanted = {
        pk: UNDATED if earliest is None else earliest
        for pk, earliest in facts_of_rule(of).values_list("pk", "earliest")
    }
    present = dict(Membership.objects.filter(set=of).values_list("fact", "place"))
    _settle(
        {(of.pk, fact): place for fact, place in wanted.items()}, {(of.pk, f): p for f, p in present.items()}
    )


def refresh(change: Change) -> None:
    """Follow a change of facts, inside the transaction that makes it.

    A fixed number of queries for each `AT_A_TIME` changed facts, however many rules there are.
    """
    changed = sorted(change.facts)
    if not changed:
        return
    rules = _rules()
    for some in _portions(changed):
        wanted = {
            (rule.pk, fact.pk): fact.place
            for fact in _facts(some)
            for rule in (*rules.get(fact.base, ()), *rules.get(None, ()))
            if rule.takes(fact)
        }
        rows = Membership.objects.filter(fact__in=some, set__by_hand=False)
        present = {(of, fact): place for of, fact, place in rows.values_list("set", "fact", "place")}
        _settle(wanted, present)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fact:
    """What rules ask of a published fact."""

    pk: int
    base: int
    type: str
    standing: str
    earliest: int | None
    latest: int | None
    actors: frozenset[int]

    @property
    def place(self) -> int:
        return UNDATED if self.earliest is None else self.earliest


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    pk: int
    type: str
    standing: str
    actor: int | None
    earliest: int | None
    latest: int | None

    def takes(self, fact: _Fact) -> bool:
        """The same as `facts_of_rule`, of one fact of its base."""
        return (
            (not self.type or self.type == fact.type)
            and (not self.standing or self.standing == fact.standing)
            and (self.actor is None or self.actor in fact.actors)
            and self._in_period(fact)
        )

    def _in_period(self, fact: _Fact) -> bool:
        if self.earliest is None or self.latest is None:
            return True
        if fact.earliest is None or fact.latest is None:
            return False
        return self.earliest <= fact.earliest and fact.latest <= self.latest


def _rules() -> dict[int | None, list[_Rule]]:
    """All rules by their base."""
    found: defaultdict[int | None, list[_Rule]] = defaultdict(list)
    for base, pk, type_, standing, actor, earliest, latest in Set.objects.filter(by_hand=False).values_list(
        "base", "pk", "type", "standing", "actor", "period_earliest", "period_latest"
    ):
        rule = _Rule(pk=pk, type=type_, standing=standing, actor=actor, earliest=earliest, latest=latest)
        found[base].append(rule)
    return found


def _facts(some: Collection[int]) -> Iterator[_Fact]:
    actors = defaultdict(set)
    for fact, actor in Participation.objects.filter(fact__in=some).values_list("fact", "actor"):
        actors[fact].add(actor)
    rows = Fact.objects.published().filter(pk__in=some).order_by()
    for pk, base, type_, standing, earliest, latest in rows.values_list(
        "pk", "base", "type", "standing", "earliest", "latest"
    ):
        yield _Fact(
            pk=pk,
            base=base,
            type=type_,
            standing=standing,
            earliest=earliest,
            latest=latest,
            actors=frozenset(actors[pk]),
        )


Places = dict[tuple[int, int], int]
"""The place of each (set, fact)."""


def _settle(wanted: Places, present: Places) -> None:
    """Turn the memberships that are present into those that are wanted, and touch no others."""
    gone = defaultdict(list)
    for (of, fact), place in present.items():
        if wanted.get((of, fact)) != place:
            gone[of].append(fact)
    for of, facts in gone.items():
        for some in _portions(facts):
            Membership.objects.filter(set=of, fact__in=some).delete()
    Membership.objects.bulk_create(
        [
            Membership(set_id=of, fact_id=fact, place=place, mixed=mixed(fact))
            for (of, fact), place in wanted.items()
            if present.get((of, fact)) != place
        ],
        batch_size=AT_A_TIME,
    )


def _portions(rows: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(rows), AT_A_TIME):
        yield rows[start : start + AT_A_TIME]


# Chosen by hand


@transaction.atomic
def choose(of: Set, chosen: Iterable[int]) -> None:
    """Make these facts, in this order, the facts of a set made by hand."""
    order = list(dict.fromkeys(chosen))
    Membership.objects.filter(set=of).delete()
    Membership.objects.bulk_create(
        [_chosen(of, fact, BY_HAND + position) for position, fact in enumerate(order)],
        batch_size=AT_A_TIME,
    )


@transaction.atomic
def add(of: Set, chosen: Collection[int]) -> int:
    """Put published facts at the end of a set made by hand, those that are new to it; how many that were."""
    _hold(of)
    rows = Membership.objects.filter(set=of)
    fitting = Fact.objects.published().filter(pk__in=chosen).exclude(memberships__set=of)
    room = max(0, MOST_CHOSEN - rows.count())
    new = list(fitting.order_by(F("earliest").asc(nulls_last=True), "pk").values_list("pk", flat=True)[:room])
    last = rows.aggregate(last=Max("place"))["last"]
    start = BY_HAND if last is None else last + 1
    Membership.objects.bulk_create(
        [_chosen(of, fact, start + number) for number, fact in enumerate(new)],
        batch_size=AT_A_TIME,
    )
    return len(new)


def _chosen(of: Set, fact: int, place: int) -> Membership:
    return Membership(set=of, fact_id=fact, place=place, mixed=mixed(fact))


@transaction.atomic
def take_out(of: Set, fact: int) -> None:
    """Take a fact out of a set made by hand."""
    _hold(of)
    Membership.objects.filter(set=of, fact=fact).delete()


@transaction.atomic
def move(of: Set, fact: int, *, up: bool) -> None:
    """Let a fact change places with the one before (or after) it; at the end of the order nothing happens."""
    _hold(of)
    rows = Membership.objects.filter(set=of)
    row = rows.filter(fact=fact).first()
    if row is None:
        return
    before = rows.filter(place__lt=row.place).order_by("-place")
    after = rows.filter(place__gt=row.place).order_by("place")
    other = (before if up else after).first()
    if other is not None:
        row.place, other.place = other.place, row.place
        Membership.objects.bulk_update([row, other], ["place"])


def position(of: Set, fact: int) -> int | None:
    """How many facts stand before this one; None where it is not in the set."""
    rows = Membership.objects.filter(set=of)
    row = rows.filter(fact=fact).first()
    return None if row is None else rows.filter(place__lt=row.place).count()


def _hold(of: Set) -> None:
    """Let nobody else change the order meanwhile."""
    list(Set.objects.select_for_update().filter(pk=of.pk).values_list("pk"))


# A teacher's own sets


@transaction.atomic
def save(of: Set) -> None:
    """Keep a new or a changed set, and find its facts."""
    of.save()
    rebuild(of)


@transaction.atomic
def remove(of: Set) -> None:
    """Delete a set. Its followers' cards rest, and their answers stay: they belong to the students."""
    of.delete()


def share(of: Set) -> str:
    """Give a set a new code; an older one stops working at once.

    There are 31^8, nearly 10^12, codes. With a thousand sets shared and a hundred guesses a second, somebody
    who guesses finds one in about three months, and has then found the name of a class: so joining needs no
    lock, which a whole class behind one address would run into first.
    """
    while True:
        of.code = get_random_string(CODE_LENGTH, PLAIN)
        try:
            with transaction.atomic():
                of.save(update_fields=["code"])
            return of.code
        except IntegrityError:
            continue  # another set has it


def stop_sharing(of: Set) -> None:
    """Nobody can join any longer; whoever follows goes on following."""
    of.code = None
    of.save(update_fields=["code"])


# Followers


@transaction.atomic
def follow(student: Student, of: Set, *, only: bool = False) -> None:
    """New questions come from the set, and its cards are asked again when they are due.

    `only` leaves all other sets.
    """
    if only:
        student.follows.set([of])
    else:
        student.follows.add(of)


def leave(student: Student, of: Set) -> None:
    """The cards of its facts rest until the student follows a set with them again."""
    student.follows.remove(of)


def followed(user: AbstractBaseUser) -> set[int]:
    """The row numbers of the sets that a user follows."""
    return set(Student.follows.through.objects.filter(student__user=user.pk).values_list("set", flat=True))
