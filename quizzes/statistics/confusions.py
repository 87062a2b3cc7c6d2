"""Which two a student takes for each other, and an exercise that sets them side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from history.models import FactPlace, Participation
from quizzes import sittings
from quizzes.models import BankQuestion, Card, Sitting, Student
from quizzes.questions import Kind, Mode

from .practice import told_answers_of

MOST = 2_000
"""Wrong answers that are looked at, the latest first."""

OFTEN = 2
"""Times that two are mixed up before it is called a confusion."""

LENGTH = 8
"""Questions of an exercise."""

FEW = 4
"""Below so many questions an exercise says that there are no more."""

SIDES = (Kind.DATE, Kind.ACTOR, Kind.PLACE, Kind.EVENT, Kind.AGREEMENT)
"""The kinds that ask what a fact is, and not how it stands to others or who says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusion:
    """Two answers that were taken for each other, in the words in which they were shown last.

    key: what names the pair in an address; times: in both directions; questions: rows of the bank in which it
    happened, the latest first; stem: what was asked, where the two do not say it: of days and years;
    language: of the two; asked_in: of the stem.
    """

    key: str
    one: str
    other: str
    language: str
    stem: str
    asked_in: str
    times: int
    questions: tuple[int, ...]


def confusions(student: Student, *, most: int) -> tuple[Confusion, ...]:
    """The pairs that are mixed up most often, in one query.

    Only choices count, as what was typed by mistake need not be anybody's name; and not what came first, as
    somebody who errs there does not take one event for the other.
    """
    pairs: Counter[str] = Counter()
    shown: dict[str, dict[str, Any]] = {}
    asked: dict[str, list[int]] = {}
    for row in _wrong_choices(student):
        given, right = _named(row["given"]), _named(row["right_one"])
        if not given or not right or given == right or not (row["given_text"] and row["right_text"]):
            continue
        key = "-".join(sorted((given, right)))
        pairs[key] += 1
        shown.setdefault(key, row)
        asked.setdefault(key, []).append(row["question"])
    return tuple(
        Confusion(
            key=key,
            one=shown[key]["right_text"],
            other=shown[key]["given_text"],
            language=shown[key]["language"] or "",
            stem=shown[key]["stem"] if key.startswith("date") else "",
            asked_in=shown[key]["asked_in"] or "",
            times=times,
            questions=tuple(dict.fromkeys(asked[key])),
        )
        for key, times in pairs.most_common()
        if times >= OFTEN
    )[:most]


def _wrong_choices(student: Student) -> Iterable[dict[str, Any]]:
    wrong = told_answers_of(student).filter(right=False, response__has_key="value", question__isnull=False)
    wrong = wrong.exclude(shown__kind=Kind.ORDER)
    rows: QuerySet[Any, Any] = wrong.order_by("-pk").values(
        "question",
        given=F("response__value"),
        given_text=F("response__text"),
        right_one=F("verdict__key__0"),
        right_text=F("verdict__answer"),
        language=F("verdict__spoken_in"),
        stem=F("shown__stem"),
        asked_in=F("shown__language"),
    )
    return rows[:MOST]


def _named(value: dict[str, Any] | None) -> str:
    """What an answer stands for, as a word for an address: “entity12”, “date1949.03.17”; empty for others."""
    if not value or len(value) != 1:
        return ""
    ((name, of),) = value.items()
    if name not in ("entity", "place", "fact", "date"):
        return ""
    return f"{name}{of}".replace("-", ".").replace("/", "_")


def contrast(student: Student, key: str, *, today: int, now: datetime) -> Sitting | None:
    """A quiz that asks for one and the other of a confusion in turn; None where it is none of hers by now.

    It asks the questions in which the two were mixed up; then others whose right answer is one of them; then
    what else is asked of the facts of both, so that each is met from several sides. today: a study day.
    """
    pair = next((each for each in confusions(student, most=MOST) if each.key == key), None)
    if pair is None:
        return None
    rows = {row.pk: row for row in BankQuestion.objects.live().filter(pk__in=pair.questions)}
    mixed = [rows[pk] for pk in pair.questions if pk in rows]
    sides = {name: _Side(name) for name in key.split("-")}
    for row in (*mixed, *_of_either(student, pair, mixed)):
        side = sides.get(_named(row.key[0]["value"]))
        if side is not None:
            side.take(row)
    one, other = sides.values()
    if min(len(one.questions), len(other.questions)) < LENGTH // 2:
        for row in _from_other_sides(student, one.facts | other.facts, today=today, now=now):
            (one if row.fact_id in one.facts else other).take(row)
    plan = _in_turn(*(side.questions for side in sides.values()))[:LENGTH]
    if not plan:
        return None
    about = {"contrast": [pair.one, pair.other]}
    return sittings.begin_quiz(student, plan, mode=Mode.SINGLE, about=about, now=now)


class _Side:
    """One of two that are mixed up: what is asked about it, and the facts that this is asked of."""

    def __init__(self, name: str) -> None:
        self.questions: list[int] = []
        self.facts = {int(name.removeprefix("fact"))} if name.startswith("fact") else set[int]()

    def take(self, row: BankQuestion) -> None:
        if row.pk not in self.questions:
            self.questions.append(row.pk)
            self.facts.add(row.fact_id)


def _of_either(student: Student, pair: Confusion, mixed: list[BankQuestion]) -> QuerySet[BankQuestion]:
    """Further live questions that may have one of the two as their answer: of its facts, or at its table."""
    actors, places = (
        [int(name.removeprefix(of)) for name in pair.key.split("-") if name.startswith(of)]
        for of in ("entity", "place")
    )
    tables = {row.table for row in mixed if row.table}
    wanted = Q(table__in=tables)
    if actors:
        wanted |= Q(fact__in=Participation.objects.filter(actor__in=actors).values("fact"))
    if places:
        wanted |= Q(fact__in=FactPlace.objects.filter(place__in=places).values("fact"))
    live = BankQuestion.objects.live().filter(wanted, kind__in={row.kind for row in mixed})
    return live.filter(language=student.language).order_by("lot", "pk")[: 50 * LENGTH]


def _from_other_sides(
    student: Student, facts: set[int], *, today: int, now: datetime
) -> QuerySet[BankQuestion]:
    """What else is asked of these facts, kind by kind, so that like follows like.

    Without what waits today: beside another question of its fact it would be given away, and it counts.
    """
    due = Card.objects.filter(student=student, fact__in=facts).due(now=now, study_day=today)
    waits = due.filter(fact=OuterRef("fact"), facet=OuterRef("facet"))
    live = BankQuestion.objects.live().filter(fact__in=facts, kind__in=SIDES, language=student.language)
    return live.filter(~Exists(waits)).order_by("kind", "lot", "pk")[: 2 * LENGTH]


def _in_turn(*sides: list[int]) -> tuple[int, ...]:
    """One of each side as long as each has any, then what is left of the longer one."""
    longest = max(map(len, sides))
    return tuple(side[place] for place in range(longest) for side in sides if place < len(side))
