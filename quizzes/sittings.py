"""Deeds on sittings: start a session or a quiz, finish it, and sum it up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KT

from history.dates import HistoricalDate
from history.facts import Publication
from history.models import Actor, Fact, Participation
from quizzes import spacing
from quizzes.memory import days
from quizzes.models import BankQuestion, Card, Membership, Review, Set, Sitting, Student
from quizzes.models.cards import regraded, taken_back
from quizzes.questions import Dice, Kind, Mode
from quizzes.study.progress import Progress
from quizzes.study.undoing import GRADED

SIZES = (5, 10, 20)
MOST = 50
"""Questions in the longest quiz."""


SPARE = 4
"""How many candidates are looked at for each question of a quiz, so that its facts can be different ones."""

COUNTED = 1_000
"""How far questions are counted before a quiz: beyond that the number tells nobody anything."""

SAMPLE = 5_000
"""Questions that are looked at to know of which kinds there are some."""

SESSION_LASTS = timedelta(hours=12)
QUIZ_LASTS = timedelta(days=30)
"""How long an unfinished sitting is offered for going on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a quiz is to be about: every filter that is given must hold. `about` says so on the sitting."""

    size: int
    within: Set | None = None
    period: HistoricalDate | None = None
    actor: int | None = None
    kinds: tuple[str, ...] = ()
    feedback: str = Sitting.Feedback.AT_ONCE
    mode: str = Mode.SINGLE
    about: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One question of a sitting as it went: what was answered first, and what is true.

    seen: whether an earlier wrong answer was taken back after its verdict; later: whether it was right when
    it was asked again, None where it was not.
    """

    question: int | None
    review: int
    right: bool
    guessed: bool
    seen: bool
    later: bool | None
    stem: str
    given: str
    answer: str
    verdict: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A sitting looked back at. withdrawn: how many planned questions could not be asked any more."""

    progress: Progress
    results: tuple[Result, ...]
    withdrawn: int

    @property
    def right_first(self) -> int:
        return sum(result.right and not (result.guessed or result.seen) for result in self.results)

    @property
    def seen(self) -> int:
        return sum(result.right and result.seen for result in self.results)

    @property
    def lucky(self) -> int:
        return sum(result.right and result.guessed and not result.seen for result in self.results)

    @property
    def missed(self) -> tuple[Result, ...]:
        return tuple(result for result in self.results if not result.right)


@transaction.atomic
def start_study(
    student: Student, *, size: int | None, mode: str, within: Set | None, now: datetime
) -> Sitting:
    """Begin a session, which ends any other that is open. Studying a set is following it."""
    Sitting.objects.open().filter(student=student, purpose=Sitting.Purpose.STUDY).update(
        finished_at=days.to_millisecond(now)
    )
    if within is not None:
        student.follows.add(within)
    return Sitting.objects.create(
        student=student,
        purpose=Sitting.Purpose.STUDY,
        mode=mode,
        about={"set": within.name} if within else {},
        set=within,
        size=size,
        started_at=days.to_millisecond(now),
    )


def matching(wanted: Wanted, *, language: str) -> QuerySet[BankQuestion]:
    """The live questions that a quiz may draw from."""
    rows = _askable(wanted.mode).filter(language=language)
    if wanted.within is not None:
        inside = Membership.objects.filter(fact=OuterRef("fact"), set=wanted.within)
        rows = rows.filter(Exists(inside))
    if wanted.period is not None:
        rows = rows.filter(fact__earliest__gte=wanted.period.earliest, fact__latest__lte=wanted.period.latest)
    if wanted.actor is not None:
        took_part = Participation.objects.filter(fact=OuterRef("fact"), actor=wanted.actor)
        rows = rows.filter(Exists(took_part))
    if wanted.kinds:
        rows = rows.filter(kind__in=wanted.kinds)
    return rows


def _askable(mode: str) -> QuerySet[BankQuestion]:
    """What can be asked in this mode."""
    every = BankQuestion.objects
    asked = {Mode.TRUEFALSE.value: every.true_or_false, Mode.TYPED.value: every.typed}
    return asked.get(mode, every.live)()


def count_of(wanted: Wanted, *, language: str) -> int:
    """How many questions a quiz could draw from, counted up to `COUNTED`."""
    return matching(wanted, language=language).order_by()[:COUNTED].count()


def askable_actors() -> QuerySet[Actor]:
    """The actors who take part in a published fact, by name."""
    took_part = Participation.objects.filter(actor=OuterRef("pk"), fact__publication=Publication.PUBLISHED)
    return Actor.objects.filter(Exists(took_part)).order_by("name")


def askable_kinds() -> list[str]:
    """The kinds of question that there are, as far as some thousands of shuffled ones show."""
    sample = BankQuestion.objects.live().order_by("lot", "pk").values("pk")[:SAMPLE]
    found = BankQuestion.objects.filter(pk__in=sample).order_by().values_list("kind", flat=True).distinct()
    known = set(found)
    return [kind.value for kind in Kind if kind in known]


def start_quiz(student: Student, wanted: Wanted, *, lot: int, now: datetime) -> Sitting | None:
    """Draw the questions of a quiz and begin it; None where no question fits.

    lot: where in the shuffled order of questions the drawing begins, from 0 to 2 ** 31 - 1.
    """
    rows, states = matching(wanted, language=student.language), BankQuestion.State
    asked = (states.LIVE, states.PRACTICE) if wanted.mode == Mode.TRUEFALSE else (states.LIVE,)
    plan = _draw([rows.filter(state=state) for state in asked], size=min(wanted.size, MOST), lot=lot)
    if not plan:
        return None
    return begin_quiz(student, plan, mode=wanted.mode, about=wanted.about, feedback=wanted.feedback, now=now)


def retry(student: Student, progress: Progress, *, now: datetime) -> Sitting | None:
    """A quiz of what was missed in a sitting; None where nothing was."""
    if not progress.missed:
        return None
    mode = progress.mode if progress.mode in (Mode.TRUEFALSE, Mode.TYPED) else Mode.SINGLE
    about = {**progress.about, "missed": True}
    return begin_quiz(student, progress.missed, mode=mode, about=about, title=progress.title, now=now)


def practise_ahead(student: Student, *, today: int, now: datetime) -> Sitting | None:
    """A quiz of the cards that fall due next; None where none waits. What is not due is not moved by it.

    They come in the order of their days, but for those that would give each other away.
    """
    waiting = Card.objects.filter(student=student, due_day__gt=today).followed().order_by("due_day", "pk")
    own = BankQuestion.objects.live().filter(
        fact=OuterRef("fact"), facet=OuterRef("facet"), language=student.language
    )
    found = waiting.annotate(question=Subquery(own.values("pk")[:1])).filter(question__isnull=False)
    wanted = list(found.values_list("question", flat=True)[: student.session_size])
    rows = {row["pk"]: row for row in _weighed(BankQuestion.objects.filter(pk__in=wanted))}
    plan = _apart([rows[question] for question in wanted if question in rows], size=len(wanted))
    return begin_quiz(student, plan, mode=Mode.SINGLE, about={"ahead": True}, now=now) if plan else None


def begin_quiz(
    student: Student,
    plan: tuple[int, ...],
    *,
    mode: str,
    about: dict[str, Any],
    now: datetime,
    title: str = "",
    feedback: str = Sitting.Feedback.AT_ONCE,
) -> Sitting:
    """A quiz of just these questions, in this order."""
    return Sitting.objects.create(
        student=student,
        purpose=Sitting.Purpose.QUIZ,
        mode=mode,
        title=title,
        about=about,
        size=len(plan),
        feedback=feedback,
        plan=list(plan),
        started_at=days.to_millisecond(now),
    )


def _draw(parts: Iterable[QuerySet[BankQuestion]], *, size: int, lot: int) -> tuple[int, ...]:
    """As many questions as wanted, of different facts as long as there are any, and none near its answer.

    Each part has rows of one state, so that the index of states and lots can be followed.
    """
    wide = size * SPARE
    found = [row for part in parts for row in _from(part, lot=lot, most=wide)]
    found = sorted(found, key=lambda row: (row["lot"] < lot, row["lot"], row["pk"]))[:wide]
    dice = Dice(str(lot))
    shuffled: list[dict[str, Any]] = []
    while found:
        shuffled.append(found.pop(dice.below(len(found))))
    return _apart(shuffled, size=size)


def _apart(rows: list[dict[str, Any]], *, size: int) -> tuple[int, ...]:
    """As many of some questions as wanted, as `_weighed` reads them, so that none stands near its answer."""
    linked = _linked({row["fact"] for row in rows})
    return spacing.apart((_spaced(row, linked) for row in rows), size=size)


def _weighed(rows: QuerySet[BankQuestion]) -> QuerySet[BankQuestion, dict[str, Any]]:
    """What decides beside which others a question may stand."""
    return rows.values(
        *("pk", "lot", "fact", "table", "kind", "stem"),
        agreement=F("fact__agreement"),
        claimant=F("fact__claimant"),
        answer=KT("key__0__text"),
        sentence=KT("evidence__sentence"),
    )


def _from(rows: QuerySet[BankQuestion], *, lot: int, most: int) -> list[dict[str, Any]]:
    """The first rows of the shuffled order from `lot` on, and round from its beginning."""
    columns = _weighed(rows.order_by("lot", "pk"))
    found = list(columns.filter(lot__gte=lot)[:most])
    return found if len(found) == most else [*found, *columns.filter(lot__lt=lot)[: most - len(found)]]


def _spaced(row: dict[str, Any], linked: dict[int, set[int]]) -> spacing.Spaced:
    return spacing.Spaced(
        question=row["pk"],
        fact=row["fact"],
        table=row["table"],
        kind=row["kind"],
        answer=row["answer"] or "",
        printed=f"{row['stem']} {row['sentence'] or ''}",
        agreement=row["agreement"],
        claimant=row["claimant"],
        linked=linked.get(row["fact"], ()),
    )


def _linked(facts: set[int]) -> dict[int, set[int]]:
    """The facts that each of some corroborates, or by which it is corroborated."""
    found: dict[int, set[int]] = defaultdict(set)
    links = Fact.corroborates.through.objects.filter(from_fact__in=facts, to_fact__in=facts)
    for one, other in links.values_list("from_fact", "to_fact"):
        found[one].add(other)
        found[other].add(one)
    return found


def finish(student: Student, sitting: int, *, now: datetime) -> None:
    """End a sitting with what was answered so far. Twice is once."""
    mine = Sitting.objects.open().filter(pk=sitting, student=student)
    mine.update(finished_at=days.to_millisecond(now))


def summary_of(progress: Progress) -> Summary:
    """What came out of a sitting, in one query; in two where a plan was not carried out.

    An answer given after the verdict was seen and taken back is not right the first time, and says so. One
    that was regraded since counts as right.
    """
    results: dict[int, Result] = {}
    missed: set[int] = set()
    reviews = Review.objects.filter(sitting=progress.sitting, kind__in=GRADED)
    for review in reviews.annotate(gone=Exists(taken_back()), regraded=Exists(regraded())).order_by("pk"):
        key = review.question_id or -review.pk
        if review.gone:
            if not (review.right or progress.at_end):
                missed.add(key)
            continue
        right = bool(review.right or review.regraded)
        if key in results:
            first = results[key]
            if first.later is None:
                results[key] = replace(first, later=right)
            continue
        options = review.verdict.get("options", [])
        results[key] = Result(
            question=review.question_id,
            review=review.pk,
            right=right,
            guessed=review.guessed,
            seen=key in missed,
            later=None,
            stem=review.shown.get("stem", ""),
            given=review.response.get("text", ""),
            answer=review.verdict.get("answer") or _key_among(options),
            verdict=review.verdict,
        )
    left = progress.unasked if progress.over else ()
    withdrawn = len(left) - _askable(progress.mode).filter(pk__in=left).count() if left else 0
    return Summary(progress=progress, results=tuple(results.values()), withdrawn=withdrawn)


def _key_among(options: list[dict[str, str]]) -> str:
    """The right answer of a verdict that was written down before it named it."""
    return next((option["text"] for option in options if "key" in option["state"]), "")


def unfinished(student: Student, *, now: datetime) -> QuerySet[Sitting]:
    """The sittings that can be gone on with, the latest first, with how many answers each has (`done`)."""
    sessions = Sitting.objects.open().filter(
        purpose=Sitting.Purpose.STUDY, size__isnull=False, started_at__gte=now - SESSION_LASTS
    )
    quizzes = Sitting.objects.open().filter(purpose=Sitting.Purpose.QUIZ, started_at__gte=now - QUIZ_LASTS)
    mine = (sessions | quizzes).filter(student=student).order_by("-started_at")
    standing = Q(~Exists(taken_back("reviews__")))
    return mine.annotate(done=Count("reviews__question", distinct=True, filter=standing))
