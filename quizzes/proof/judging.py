"""The proof of a question: first its stem and key, then each of its wrong options."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from history.evidence import attribution, facet_root
from history.factbase import FactBase
from history.facts import Fact
from history.names import GAP, contains, fold
from quizzes.questions import FEWEST_OPTIONS, OPTIONS, POOL_SIZE, Kind, Mode, Option, Question, Withheld

from . import attribution as voices
from . import order, stem
from .dates import read, same_but_for_dates
from .titles import certainly_fits
from .truth import TITLES, truth
from .values import Truth

WITHOUT_OPTIONS = frozenset({Mode.TYPED, Mode.CARD, Mode.ORDER})
CROWD = "Too many facts could be meant: the stem says too little."


@dataclass(frozen=True, slots=True, kw_only=True)
class Certain:
    """A question whose stem says enough and whose key is right for all that it could mean."""

    question: Question
    meant: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proved:
    """A question whose key is right and whose every remaining option is proved wrong."""

    question: Question


def prove(question: Question, base: FactBase) -> Proved | Withheld:
    """Judge a question; its pool comes back with only the options that are provably wrong."""
    found = certain(question, base)
    return found if isinstance(found, Withheld) else with_pool(found, base)


def certain(question: Question, base: FactBase) -> Certain | Withheld:
    """Judge the stem and the key: all that does not depend on what else is offered."""
    reason = stem.leak(question) or stem.unattributed(question)
    if reason:
        return _withheld(question, reason)
    if question.kind in (Kind.ORDER, Kind.ATTRIBUTION):
        doubt = order.doubt if question.kind == Kind.ORDER else voices.doubt
        reason = doubt(question, base)
        return _withheld(question, reason) if reason else Certain(question=question, meant=(question.fact,))
    fitting, might = base.fitting(question.given), _might_too(question, base)
    alike = same_but_for_dates(question, base) if question.kind == Kind.DATE else []
    if fitting is None or might is None or alike is None:
        return _withheld(question, CROWD)
    could = {fact.pk: fact for fact in (*fitting, *might, *alike)}.values()
    meant = tuple(fact for fact in could if not _silent(fact, question))
    if all(fact.pk != question.fact.pk for fact in meant):
        return _withheld(question, "The stem does not fit its own fact.")
    if not _keyed(question, meant, base):
        return _ambiguous(question, meant)
    if question.kind in TITLES and (missing := _unkeyed(question, meant)):
        return _ambiguous(question, missing)
    if twin := _elder_twin(question, meant):
        reason = f"The same is asked of another fact that fits as well ({twin.key})."
        return replace(_withheld(question, reason), because=(twin.pk,))
    return Certain(question=question, meant=meant)


def _keyed(question: Question, meant: Sequence[Fact], base: FactBase) -> bool:
    """Whether the key is right for whatever is meant.

    Where one name or place is asked for, to choose or to type, each fact may have its own, if all are keys.
    """
    if all(truth(option, question, meant, base) == Truth.RIGHT for option in question.key):
        return True
    one_of_several = question.kind in (Kind.ACTOR, Kind.PLACE) and question.mode in (Mode.SINGLE, Mode.TYPED)
    if len(question.key) < 2 or not one_of_several:
        return False
    decided = [[truth(option, question, (fact,), base) for option in question.key] for fact in meant]
    own = next(row for fact, row in zip(meant, decided, strict=True) if fact.pk == question.fact.pk)
    return (
        own[0] == Truth.RIGHT
        and all(row.count(Truth.RIGHT) == 1 and Truth.UNKNOWN not in row for row in decided)
        and all(Truth.RIGHT in column for column in zip(*decided, strict=True))
        and all(_bears_one(fact, question) for fact in meant)
    )


def _bears_one(fact: Fact, question: Question) -> bool:
    """Whether a fact has one answer of the sort that is asked for, and no more."""
    if question.kind == Kind.PLACE:
        return len(fact.places) == 1
    return "entities" in question.key[0].value or len(fact.in_role(question.facet.partition(":")[2])) == 1


def with_pool(found: Certain, base: FactBase) -> Proved | Withheld:
    """The question with those of its wrong options that are provably so, or why they are too few."""
    question = found.question
    if question.mode in WITHOUT_OPTIONS:
        return Proved(question=question)
    kept: list[Option] = []
    for option in question.pool:
        if len(kept) == POOL_SIZE:
            break
        if not any(collide(option, other) for other in kept) and provably_wrong(option, found, base):
            kept.append(option)
    if len(kept) < _fewest(question):
        number = f"{len(kept)} wrong option{'' if len(kept) == 1 else 's'}"
        reason = f"Only {number} can be proved wrong."
        return replace(_withheld(question, reason), wants_options=True)
    return Proved(question=replace(question, pool=tuple(kept)))


def _fewest(question: Question) -> int:
    """Wrong options that a question needs: three beside a date, so that it may stand anywhere in the row."""
    if question.kind == Kind.ATTRIBUTION:
        return voices.fewest(question)
    return (OPTIONS if question.kind == Kind.DATE else FEWEST_OPTIONS) - 1


def provably_wrong(option: Option, found: Certain, base: FactBase) -> bool:
    """Whether an option may stand beside the key: wrong in all that is meant, and told apart from it."""
    question = found.question
    if contains(question.stem, option.text) or any(collide(option, key) for key in question.key):
        return False
    return truth(option, question, found.meant, base) == Truth.WRONG


def collide(one: Option, other: Option) -> bool:
    """Whether two options print alike or, for dates, share a day or differ in precision."""
    if fold(one.text) == fold(other.text):
        return True
    if "date" in one.value and "date" in other.value:
        first, second = read(one.value["date"]), read(other.value["date"])
        return first.precision != second.precision or not first.disjoint(second)
    return False


def _withheld(question: Question, reason: str) -> Withheld:
    return Withheld(
        fact=question.fact, facet=question.facet, kind=question.kind, reason=reason, mode=question.mode
    )


def _silent(fact: Fact, question: Question) -> bool:
    """Whether a fact says the same as the one asked about and nothing on what is asked.

    Two facts of one agreement, or of which one corroborates the other, are one event to a student.
    """
    own = question.fact
    if fact.pk == own.pk or question.kind in TITLES:
        return False
    linked = fact.pk in own.corroborates or own.pk in fact.corroborates
    if not linked and not (fact.agreement and own.agreement and fact.agreement.pk == own.agreement.pk):
        return False
    role = question.facet.partition(":")[2]
    if question.kind == Kind.DATE:
        return fact.dated(role) is None and not any(facet_root(p.facet) == "date" for p in fact.positions)
    if question.kind == Kind.PLACE:
        return not fact.places
    return not fact.in_role(role)


def _might_too(question: Question, base: FactBase) -> list[Fact] | None:
    """Facts of the printed title whose lists are open, so that who is printed may belong to them as well.

    None where they are too many.
    """
    given = question.given
    if not given.actors or not given.title or given.bare:
        return []
    titled = base.fitting(replace(given, actors=()))
    return None if titled is None else [fact for fact in titled if not fact.complete_roles]


def _unkeyed(question: Question, meant: Iterable[Fact]) -> list[Fact]:
    """Facts that certainly fit and whose title is not among the right answers.

    What only might fit (its day or its makers are not known) is never offered, so it does no harm.
    """
    own = question.fact
    facts = list(meant)
    keyed = {option.value["fact"] for option in question.key}
    agreements = {own.agreement.pk} if own.agreement else set()
    titles = {fold(fact.printed_title) for fact in facts if fact.pk in keyed}
    return [
        fact
        for fact in facts
        if fold(fact.printed_title) not in titles
        and not (fact.agreement and fact.agreement.pk in agreements)
        and certainly_fits(fact, question.given)
    ]


def _elder_twin(question: Question, meant: Iterable[Fact]) -> Fact | None:
    """A fact of the same printed title, or as right an answer, of which the same would be asked.

    The first of them is asked. Of titles with gaps what is printed counts: all that fit it print the same.
    """
    own = question.fact
    title = fold(own.printed_title)
    masked = GAP in question.given.title
    also_right = {option.fact for option in question.key}
    return next(
        (
            fact
            for fact in meant
            if fact.pk < own.pk
            and fact.citations
            and (masked or fact.pk in also_right or fold(fact.printed_title) == title)
            and attribution(fact, question.facet) == question.attribution
            and _bears(fact, question)
        ),
        None,
    )


def _bears(fact: Fact, question: Question) -> bool:
    """Whether a fact says something on what is asked."""
    role = question.facet.partition(":")[2]
    match question.kind:
        case Kind.DATE:
            return fact.dated(role) is not None
        case Kind.ACTOR:
            return bool(fact.in_role(role)) and fact.is_complete(role)
        case Kind.PLACE:
            return bool(fact.places)
    return True


def _ambiguous(question: Question, meant: Sequence[Fact]) -> Withheld:
    """The stem fits other facts too, or its own fact does not decide the answer."""
    others = [fact for fact in meant if fact.pk != question.fact.pk]
    if not others:
        return _withheld(question, "Its own fact does not make the answer certain.")
    more = f" and {len(others) - 1} more" if len(others) > 1 else ""
    reason = f"The stem also fits “{others[0].printed_title}”{more}, where the answer is another."
    return replace(_withheld(question, reason), because=tuple(fact.pk for fact in others))
