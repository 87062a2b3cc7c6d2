"""A corrected fact: whoever learned the value that is wrong by now is told, and asked again soon.

What she learned is what her last answer that counts was held against, in whatever language and mode it was
asked; the log keeps it. So nothing is marked when a fact changes: cards are looked for whose log says
otherwise than the question does now. Other words for the same person or place are no change at all. A date
that is given more or less exactly was not wrong: that is told, and nothing is asked again. Where a fact is
corrected back before she was asked, her card is as it was before.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from enum import Enum, auto
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery

from history.dates import DateError, parse
from history.models import ActorName, AgreementName, PlaceName
from history.names import fold
from quizzes.memory.events import Event, Kind
from quizzes.models import Amendment, BankQuestion, Card, Review
from quizzes.questions import Mode
from quizzes.study.amending import CORRECTED, Amended, Entry, amend, last_counting
from quizzes.study.undoing import GRADED

AT_A_TIME = 200
Values = list[dict[str, Any]]


class Change(Enum):
    """What became of a value that somebody learned.

    OTHERWISE: it is wrong by now; EXACTNESS: a date is given more or less exactly; BACK: it is right again,
    though its card was marked since.
    """

    OTHERWISE = auto()
    EXACTNESS = auto()
    BACK = auto()


def mark(facts: Collection[int], *, now: datetime) -> int:
    """Mark the cards of all who learned something else of these facts than is right now; how many there were.

    A card is marked once for each such change. Where nothing differs, nothing is written or held.
    """
    questions = {
        (row.fact_id, row.facet): row
        for row in BankQuestion.objects.live().filter(fact__in=facts).defer("pool", "evidence")
    }
    wanted: dict[Change, list[int]] = defaultdict(list)
    for card, change in _learned_before(facts, questions):
        wanted[change].append(card)
    _tell(wanted[Change.EXACTNESS], now=now)
    cards = sorted(wanted[Change.OTHERWISE] + wanted[Change.BACK])
    parts = [cards[start : start + AT_A_TIME] for start in range(0, len(cards), AT_A_TIME)]
    return sum(_mark(some, questions, now=now) for some in parts)


def catch_up(*, now: datetime) -> int:
    """Mark whatever was not: after a wide change, or where the machine stopped between the two."""
    newer = BankQuestion.objects.live().filter(fact_version__gt=1).order_by("fact")
    facts = list(newer.values_list("fact", flat=True).distinct())
    return sum(mark(facts[start : start + AT_A_TIME], now=now) for start in range(0, len(facts), AT_A_TIME))


def _learned_before(
    facts: Collection[int], questions: dict[tuple[int, str], BankQuestion]
) -> Iterator[tuple[int, Change]]:
    """Cards, by row number, whose last answer was held against another key than the question has now.

    Reads one row a card and holds none: most changes of a fact change no key.
    """
    learned = Review.objects.filter(_TAUGHT, card=OuterRef("pk")).standing().order_by("-number")
    marked = Review.objects.filter(
        card=OuterRef("pk"), kind=Kind.RESCHEDULE, response__because=CORRECTED
    ).standing()
    cards = Card.objects.filter(fact__in=facts, number__gt=0).annotate(
        learned=Subquery(learned.values("verdict__key")[:1]),
        version=Subquery(learned.values("fact_version")[:1]),
        marked=Subquery(marked.order_by("-number").values("response__key")[:1]),
    )
    names = ("pk", "fact", "facet", "learned", "version", "marked")
    for card, fact, facet, *read, version, mark in cards.values_list(*names).iterator():
        question = questions.get((fact, facet))
        if question is None or version is None:
            continue
        key, known = (_read(each) for each in (*read, mark))
        if differs(key, question):
            if known != _values(question):
                yield card, Change.OTHERWISE
        elif known and differs(known, question):
            yield card, Change.BACK
        elif version < question.fact_version and not is_as_exact(key, question):
            yield card, Change.EXACTNESS


_TAUGHT = Q(kind__in=GRADED) & ~Q(kind=Kind.ASIDE, verdict__key__in=[[{"true": True}], [{"true": False}]])
"""Answers after which somebody read what is right. Of the oldest to true or false it is not on record."""


def _read(value: Any) -> Any:
    """A JSON value as a subquery gives it: some databases give text."""
    return json.loads(value) if isinstance(value, str) else value


def _tell(cards: Collection[int], *, now: datetime) -> None:
    """Tell whose cards these are, once for each answer, that their dates are given otherwise."""
    if not cards:
        return
    last = Review.objects.filter(_TAUGHT, card=OuterRef("pk")).standing().order_by("-number").values("pk")
    known = Card.objects.filter(pk__in=cards).annotate(answer=Subquery(last[:1]))
    Amendment.objects.bulk_create(
        [
            Amendment(event_id=answer, answer_id=answer, student_id=student, at=now)
            for answer, student in known.values_list("answer", "student")
        ],
        batch_size=AT_A_TIME,
        ignore_conflicts=True,
    )


def _mark(cards: Collection[int], questions: dict[tuple[int, str], BankQuestion], *, now: datetime) -> int:
    """One transaction, in which each card is looked at once more."""

    def entries(card: Card, log: Sequence[Review], counting: dict[int, Event]) -> Iterator[Entry]:
        question = questions[card.fact_id, card.facet]
        last = last_counting([row for row in log if _taught(row)], counting)
        if last is None:
            return
        since = [row for row in log if row.number > last.number and row.number in counting and _is_mark(row)]
        if not differs(last.verdict.get("key"), question) or _is_called_so(last, question):
            for row in since:
                yield Entry(kind=Kind.UNDO, answer=row, names=row.number, response={"because": CORRECTED})
        elif not since or since[-1].response.get("key") != _values(question):
            response = {"because": CORRECTED, "key": _values(question)}
            yield Entry(kind=Kind.RESCHEDULE, answer=last, response=response)

    with transaction.atomic():
        made = amend(cards, entries, now=now)
        _note(made, now=now)
    return len(made)


def _taught(row: Review) -> bool:
    """The same as `_TAUGHT`, of one row."""
    return row.kind in GRADED and not any("true" in value for value in row.verdict.get("key") or ())


def _is_mark(row: Review) -> bool:
    return row.kind == Kind.RESCHEDULE and row.response.get("because") == CORRECTED


def _note(made: Collection[Amended], *, now: datetime) -> None:
    """What their students are to read: nothing where they have not yet read what was taken back."""
    lifted = {each.answer: each for each in made if each.event.kind == Kind.UNDO}
    untold = Amendment.objects.filter(event__in=lifted).untold()
    unread = set(untold.values_list("event", flat=True)) if lifted else set()
    if unread:
        untold.update(told_at=now)
    answers = (
        dict(Amendment.objects.filter(event__in=lifted).values_list("event", "answer")) if lifted else {}
    )
    Amendment.objects.bulk_create(
        Amendment(
            event=each.event,
            student_id=each.student,
            answer_id=answers.get(each.answer, each.answer),
            lifts=each.answer in lifted,
            at=now,
        )
        for each in made
        if each.answer not in unread
    )


def differs(learned: Values | None, question: BankQuestion) -> bool:
    """Whether somebody who was told that these values are right learned something that is wrong now.

    learned: of the options that were right, in their order. Where one of several answers is enough, the first
    is that of the fact itself; the others are of facts that the question could mean as well, and may go once
    it is worded more exactly. What a value tells only by its place in a list, as which source it was, is
    never held to differ.
    """
    if not learned or any("source" in value or "sources" in value for value in learned):
        return False
    now = _values(question)
    if question.mode not in (Mode.MULTI, Mode.ORDER):
        learned = learned[:1]
    places = [next((at for at, right in enumerate(now) if _agree(value, right)), None) for value in learned]
    if question.mode == Mode.ORDER:
        kept = [place for place in places if place is not None]
        return kept != sorted(kept)
    return None in places


def is_as_exact(learned: Values | None, question: BankQuestion) -> bool:
    """Whether a date is given as exactly as when it was learned; so is whatever is no date."""
    dates = [value["date"] for value in (learned or ())[:1] if "date" in value]
    return all({"date": date} in _values(question) for date in dates)


_NAMES: dict[str, tuple[type[ActorName] | type[PlaceName] | type[AgreementName], str]] = {
    "entity": (ActorName, "actor"),
    "place": (PlaceName, "place"),
    "fact": (AgreementName, "agreement__facts"),
}
"""Where the names of each value are kept, and the path that leads back to it."""


def _is_called_so(answer: Review, question: BankQuestion) -> bool:
    """Whether what was read as right is what the right answer is called, in any language.

    So it is where one of two entries for the same person was given up for the other.
    """
    read = fold(str(answer.verdict.get("answer", "")))
    if not read or len(answer.verdict["key"]) != 1 or "date" in question.key[0]["value"]:
        return False
    for option in question.key:
        if fold(option["text"]) == read:
            return True
        for name, pk in option["value"].items():
            if name in _NAMES:
                table, path = _NAMES[name]
                if table._default_manager.filter(**{path: pk}, folded=read).exists():
                    return True
    return False


def _values(question: BankQuestion) -> Values:
    return [dict(option["value"]) for option in question.key]


def _agree(learned: dict[str, Any], right: dict[str, Any]) -> bool:
    """Whether two values do not contradict each other: the same, or of two dates one within the other."""
    if learned == right or not ("date" in learned and "date" in right):
        return learned == right
    try:
        before, after = parse(learned["date"]), parse(right["date"])
    except DateError:
        return False
    return before.within(after) or after.within(before)
