"""Which question comes next. Nothing here writes, and no query grows with the deck or the base.

Cards come first, then facts that the student has not met, all from the sets that she follows. Facets of one
fact are siblings: those of a fact that was answered today wait until nothing else is left. So do, within a
sitting, questions that one of the last ten gives away (`quizzes.spacing`). The order is

1. learning steps that have waited long enough,
2. reviews whose day has come, the least likely to be known first,
3. new facets, as many a day as the student wants,
4. reviews, then new facets, of facts that were answered today,
5. learning steps that end within twenty minutes, rather than send somebody away to wait.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from django.db.models import Exists, OuterRef, Q

from history.facts import Standing
from history.sentences import Value
from history.translating import told
from quizzes.grading import text_of
from quizzes.hinting import Wanted, wanted
from quizzes.models import BankQuestion, Card, Membership, Student
from quizzes.models.sets import NewOrder
from quizzes.questions import Deal, Mode

from . import queries, tokens
from .dealing import (
    Row,
    dealt_as,
    fingerprint,
    lists_options,
    mode_in,
    printed_stem,
    spoken_in,
    still_asked,
    to_be_typed,
)
from .folding import study_day
from .labelling import labelled
from .looking import Counts, Desk, behind, counts, look, next_due, scope
from .occasions import in_plan, occasion
from .ordering import mixed_rows, thread_rows
from .progress import Progress

LANGUAGE = "en"
"""What somebody without an account is asked in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question as a student sees it: no key, no notes, no values.

    options: what there is to choose from, to tick or to put in order, or what a flashcard lists; proposed:
    the answer that is true or false; wanted: what is to be typed, None where nothing is; language: of the
    question; spoken_in: of its options, or of the answer that is proposed; why: why it is asked now, in
    sentences.
    """

    card: int | None
    question: int
    stem: str
    options: tuple[str, ...]
    kind: str
    facet: str
    standing: str
    token: str
    number: int
    counts: Counts | None
    mode: str = Mode.SINGLE
    proposed: str = ""
    wanted: Wanted | None = None
    language: str = LANGUAGE
    spoken_in: str = LANGUAGE
    sitting: int = 0
    why: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """No question for now. `next_due` is in words, empty where no card waits."""

    counts: Counts
    next_due: str
    followed: bool


NOTHING = Nothing(counts=Counts(due=0, new=0, done_today=0), next_due="", followed=True)


@dataclass(frozen=True, slots=True)
class Form:
    """How a question is asked: as a flashcard, true or false, typed, or in its own mode (see
    `dealing.mode_in`), and in which sitting (row number or 0).

    In its own mode what is to be chosen may have to be typed, as the student wants it (`Student.typing`).
    """

    mode: str = Mode.SINGLE
    sitting: int = 0

    @classmethod
    def of(cls, progress: Progress | None) -> Form:
        """As it is done in this sitting; outside of any, plainly."""
        return cls(progress.mode, progress.sitting) if progress else PLAIN


PLAIN = Form()


def next_question(
    student: Student,
    *,
    now: datetime,
    within: int | None = None,
    fresh: bool = True,
    form: Form = PLAIN,
) -> Asked | Nothing:
    """The question to ask now: at most six queries, whatever the size of deck and base.

    within: the one set to ask from, else all that are followed; fresh: whether new facets may come.
    """
    today = study_day(student, now)
    desk = look(student, now=now, today=today, within=within, sitting=form.sitting)
    for row in _candidates(student, desk=desk, today=today, within=within, sitting=form.sitting, fresh=fresh):
        why = occasion(student, row, now=now)
        return _asked(student, row, now=now, counts=desk.counts, form=form, why=why)
    counts = Counts(due=0, new=0 if fresh else desk.counts.new, done_today=desk.counts.done_today)
    return Nothing(counts=counts, next_due=next_due(desk, now=now, today=today), followed=desk.followed)


def next_in(student: Student, progress: Progress, *, now: datetime) -> Asked | Nothing:
    """The next question of a sitting: what the schedule or the plan wants, then what was missed once more.

    Nothing where the sitting is over, or where nothing that could be asked is left.
    """
    form = Form.of(progress)
    found: Asked | Nothing = NOTHING
    if progress.over:
        return found
    if not (progress.is_quiz or progress.full):
        fresh = progress.size is not None
        found = next_question(student, now=now, within=progress.within, fresh=fresh, form=form)
        if isinstance(found, Asked):
            return found
    for row in _planned(student, progress.unasked + progress.once_more, form):
        return _asked(student, row, now=now, counts=None, form=form, why=in_plan(progress))
    return found


def question_about(student: Student, *, fact: int, now: datetime) -> Asked | None:
    """A question about one fact at the student's own wish: one not met before, else one that is due.

    None where all its questions are known and none is due, or where it has none.
    """
    today = study_day(student, now)
    desk = look(student, now=now, today=today, within=None)
    rows = queries.with_card(queries.unmet(student.pk, student.language), student.pk).filter(fact=fact)
    for found in rows.order_by(*queries.turn()).values(*queries.ROW)[:1]:
        return _asked(student, Row(**found), now=now, counts=desk.counts, form=PLAIN)
    due = Card.objects.filter(student=student, fact=fact).due(now=now, study_day=today)
    for card in due.askable(student.language).values_list("pk", flat=True)[:1]:
        for row in _of_card(student, card):
            return _asked(student, row, now=now, counts=desk.counts, form=PLAIN)
    return None


def question_of_card(student: Student, *, card: int, now: datetime, form: Form = PLAIN) -> Asked | None:
    """The question of one card, after its last answer was taken back; None where it has none any longer."""
    for row in _of_card(student, card):
        if mode_in(row, form.mode):
            return _asked(student, row, now=now, counts=counts(student, now), form=form)
    return None


def question_for_visitor(*, lot: int, now: datetime, fact: int | None = None) -> Asked | None:
    """A question for somebody without an account: of this fact, else of a starter set, from `lot` on.

    Who meets Attest for the first time chooses among answers about what is established: a claim wants some
    explaining, and a form to be filled some trust.

    lot: a place in the shuffled order of questions, from 0 to 2 ** 31 - 1.
    """
    rows = queries.live_rows(LANGUAGE).order_by("lot", "pk").values(*queries.COLUMNS)
    choosing = ~Q(mode=Mode.TYPED)
    if fact is not None:
        own = rows.filter(fact=fact)
        choices = [own.filter(choosing), own]
    else:
        starters = Exists(Membership.objects.filter(fact=OuterRef("fact"), set__starter=True))
        inside = rows.filter(starters)
        established = inside.filter(evidence__standing=Standing.ESTABLISHED.value)
        choices = [
            established.filter(mode=Mode.SINGLE),
            established.filter(choosing),
            inside.filter(choosing),
        ]
        choices.append(inside)
    for choice in choices:
        for found in chain(choice.filter(lot__gte=lot)[:1], choice[:1]):
            return _asked(None, Row(**found), now=now, counts=None, form=PLAIN)
    return None


def ask_again(student: int, *, token: str, now: datetime) -> Asked | None:
    """The question of a token once more, with the same token; None where it is not asked any longer.

    How many wait and why it is asked now stood on the form before.

    student: row number, tokens.VISITOR for somebody without an account.

    Raises:
        BadToken: the token was not made for this student.
    """
    read = tokens.read(token, student=student)
    found = still_asked(read)
    if found is None:
        return None
    question, dealt = found
    standing = question.evidence.get("standing")
    return _shown(question, dealt, standing=standing, token=token, read=read, counts=None)


def _candidates(
    student: Student, *, desk: Desk, today: int, within: int | None, sitting: int, fresh: bool
) -> Iterator[Row]:
    """Rows of the bank in the order in which they may be asked; each is looked for only when needed."""
    card = desk.step or desk.review
    if card is None and desk.waits:
        card = behind(student, today=today, within=within, sitting=sitting)
    if card is not None:
        yield from _of_card(student, card)
    new = fresh and desk.counts.new
    if new:
        for find in _IN_ORDER[desk.order]:
            yield from find(student, today=today, after=desk.last_met, within=within, sitting=sitting)
    if desk.sibling is not None and desk.sibling != card:
        yield from _of_card(student, desk.sibling)
    if new:
        yield from _new_sibling(student, within=within)
    if desk.early is not None:
        yield from _of_card(student, desk.early)


def _of_card(student: Student, card: int) -> Iterator[Row]:
    return (Row(**found) for found in queries.CARD.run(language=student.language, card=card))


def _planned(student: Student, plan: tuple[int, ...], form: Form) -> Iterator[Row]:
    """The rows of a plan that can still be asked so, in its order."""
    if not plan:
        return
    asked = queries.asked_rows(student.language).filter(pk__in=plan)
    rows = {found["pk"]: found for found in queries.with_memory(asked, student.pk).values(*queries.KNOWN)}
    for question in plan:
        row = Row(**rows[question]) if question in rows else None
        if row and mode_in(row, form.mode):
            yield row


def _new(
    student: Student, *, today: int, after: tuple[int, int] | None, within: int | None, sitting: int
) -> Iterator[Row]:
    """The next facet that the student has not met, in the order of the set: mostly earliest first.

    The walk goes on from `after`, the fact that was met last, and begins anew when it reaches the end. So it
    steps over facts that were met before only where it begins anew; a question that goes live behind it is
    found on the next round; and the facets of one fact come to lie a round apart. Each set is walked by
    itself, along the index of its members, so that other facts cost nothing. A set made by hand has an order
    of its own and is always walked from its beginning.
    """
    every = within is None
    values: dict[str, Any] = {"student": student.pk, "language": student.language, "today": today}
    values |= {"sitting": sitting, **scope(within)}
    if after is None:
        return (Row(**found) for found in queries.first(every).run(**values))
    place, fact = after
    return (Row(**found) for found in queries.ahead(every).run(**values, place=place, fact=fact))


_IN_ORDER: dict[NewOrder, tuple[Callable[..., Iterator[Row]], ...]] = {
    NewOrder.TIME: (_new,),
    NewOrder.THREADS: (thread_rows, _new),
    NewOrder.MIXED: (mixed_rows,),
}
"""How new facts are looked for. Once no thread is left, what else is new comes by time."""


def _new_sibling(student: Student, *, within: int | None) -> Iterator[Row]:
    """The earliest facet that the student has not met, even of a fact that was answered today."""
    values = {"student": student.pk, "language": student.language, **scope(within)}
    return (Row(**found) for found in queries.sibling(within is None).run(**values))


def _asked(
    student: Student | None,
    row: Row,
    *,
    now: datetime,
    counts: Counts | None,
    form: Form,
    why: tuple[Value, ...] = (),
) -> Asked:
    """The question as it is dealt to a student, or to a visitor, who chooses wherever she can."""
    whose, number = student.pk if student else tokens.VISITOR, row.last_number + 1
    mode = mode_in(row, form.mode)
    if student and form.mode == Mode.SINGLE and to_be_typed(row, student.typing):
        mode = mode_in(row, Mode.TYPED)
    dealt = dealt_as(row, mode=mode, student=whose, number=number)
    token = tokens.Token(
        question=row.pk,
        version=row.fact_version,
        card=row.card or 0,
        number=number,
        shown=fingerprint(row, dealt),
        dealt=tokens.milliseconds(now),
        nonce=tokens.nonce(),
        sitting=form.sitting,
        mode=mode,
        student=whose,
    )
    printed = dealt if _hides(row, mode) else labelled(dealt, row)
    return _shown(row, printed, standing=row.standing, token=token.sign(), read=token, counts=counts, why=why)


def _shown(
    row: BankQuestion | Row,
    dealt: Deal,
    *,
    standing: str | None,
    token: str,
    read: tokens.Token,
    counts: Counts | None,
    why: tuple[Value, ...] = (),
) -> Asked:
    """What is printed: of a flashcard, or of an answer to be typed, nothing that stands behind it."""
    return Asked(
        card=read.card or None,
        question=row.pk,
        stem=printed_stem(row, mode=read.mode),
        options=() if _hides(row, read.mode) else tuple(told(text_of(option)) for option in dealt.options),
        kind=row.kind,
        facet=row.facet,
        standing=standing or "",
        token=token,
        number=read.number,
        counts=counts,
        mode=read.mode,
        proposed=told(text_of(dealt.proposed)) if dealt.proposed else "",
        wanted=_wanted(row, dealt, read) if read.mode == Mode.TYPED else None,
        language=row.language,
        spoken_in=spoken_in(dealt, row.language),
        sitting=read.sitting,
        why=why,
    )


def _hides(row: BankQuestion | Row, mode: str) -> bool:
    """Whether what was dealt is shown only afterwards."""
    return mode == Mode.TYPED or (mode == Mode.CARD and not lists_options(row))


def _wanted(row: BankQuestion | Row, dealt: Deal, read: tokens.Token) -> Wanted:
    seed = tokens.seed(student=read.student, fact=row.fact_id, facet=row.facet, number=read.number)
    return wanted(row.kind, dealt.options[0], seed=seed)
