"""All that is kept of a student, as attest-student/1: docs/formats.md describes every key."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser

from quizzes.memory.events import Kind
from quizzes.models import Card, Contest, Report, Review, Sitting, Student

FORMAT = "attest-student/1"
AT_A_TIME = 1000

REVIEW = (
    "number kind at study_day zone fact_version shown response verdict right guessed grade guess slip "
    "predicted milliseconds model parameters undoes"
).split()
TELLING = frozenset("verdict right grade predicted".split())
"""What would tell how an answer was, while its sitting still keeps that back."""


def export(user: AbstractBaseUser, *, now: datetime) -> bytes:
    """One JSON object, in UTF-8. Eight queries, however much there is."""
    student = Student.objects.filter(user=user.pk).select_related("user").first()
    parts = _head(user, now)
    if student is not None:
        parts |= (
            _settings(student)
            | {"sets": _sets(student)}
            | _sittings(student)
            | {"reports": _reports(student), "contests": _contests(student)}
        )
    written = [f"{json.dumps(name)}:{_json(part)}" for name, part in parts.items()]
    cards = ",\n".join(_cards(student) if student is not None else ())
    return ("{" + ",\n".join([*written, f'"cards":[{cards}]']) + "}\n").encode()


def _head(user: Any, now: datetime) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "exported": now,
        "account": {
            "name": user.get_username(),
            "since": user.date_joined,
            "last_signed_in": user.last_login,
        },
    }


def _settings(student: Student) -> dict[str, Any]:
    names = (
        "zone rollover_hour retention new_a_day new_order reviews_a_day session_size citation_style keys "
        "language interface typing week breaks leeches exam_on exam_retention "
        "weights fitted"
    ).split()
    return {"guest": student.guest, "settings": {name: getattr(student, name) for name in names}}


def _sets(student: Student) -> list[dict[str, Any]]:
    return [dict(row) for row in student.follows.values("name", "description", "new_order", "retention")]


def _sittings(student: Student) -> dict[str, Any]:
    """Each with the reviews that belong to it, as [card, number]."""
    rows = Sitting.objects.filter(student=student).order_by("pk")
    reviews = Review.objects.filter(sitting__student=student).order_by("sitting", "pk")
    answers = {
        sitting: [[card, number] for _, card, number in group]
        for sitting, group in groupby(
            reviews.values_list("sitting", "card", "number"), key=lambda row: row[0]
        )
    }
    names = "purpose mode title about size feedback started_at finished_at".split()
    return {
        "sittings": [
            {
                **{name: row[name] for name in names},
                "set": row["set__name"],
                "answers": answers.get(row["pk"], []),
            }
            for row in rows.values("pk", "set__name", *names)
        ]
    }


def _reports(student: Student) -> list[dict[str, Any]]:
    rows = Report.objects.filter(student=student).order_by("pk")
    return [dict(row) for row in rows.values("stem", "reason", "text", "at", "resolved_at", "reply")]


def _contests(student: Student) -> list[dict[str, Any]]:
    """The answers that she stood by, as [card, number], with what was decided."""
    names = {"at": "at", "text": "text", "state": "proposal__state", "reply": "proposal__reply"}
    names["decided_at"] = "proposal__decided_at"
    rows = Contest.objects.filter(student=student).order_by("pk")
    return [
        {"answer": [card, number], **dict(zip(names, told, strict=True))}
        for card, number, *told in rows.values_list("review__card", "review__number", *names.values())
    ]


def _cards(student: Student) -> Iterator[str]:
    """Each card with its log. A card that an unfinished quiz keeps quiet about tells nothing of its state."""
    quiet = set(Review.objects.kept_back().filter(sitting__student=student).values_list("pk", flat=True))
    reviews = Review.objects.filter(card__student=student).order_by("card", "number")
    rows = reviews.values("pk", "card", *REVIEW).iterator(chunk_size=AT_A_TIME)
    logs = groupby(rows, key=lambda row: row["card"])
    ahead = next(logs, None)
    names = (
        "pk facet fact__key fact__base__key fact__statement phase due_at due_day first_day last_day".split()
    )
    for card in Card.objects.filter(student=student).order_by("pk").values(*names):
        while ahead is not None and ahead[0] < card["pk"]:
            ahead = next(logs, None)  # a card that was made since the cards were read
        log: list[dict[str, Any]] = []
        if ahead is not None and ahead[0] == card["pk"]:
            log = list(ahead[1])
            ahead = next(logs, None)
        yield _json(_card(card, log, quiet))


def _card(card: dict[str, Any], log: list[dict[str, Any]], quiet: set[int]) -> dict[str, Any]:
    hushed = any(review["pk"] in quiet for review in log)
    untold = {review["number"] for review in log if review["pk"] in quiet}  # nor that one was regraded
    told = {
        "phase": card["phase"],
        "due_at": card["due_at"],
        "due_day": _day(card["due_day"]),
        "first_day": _day(card["first_day"]),
        "last_day": _day(card["last_day"]),
    }
    return {
        "id": card["pk"],
        "base": card["fact__base__key"],
        "fact": card["fact__key"],
        "statement": card["fact__statement"],
        "facet": card["facet"],
        **({} if hushed else told),
        "reviews": [
            _review(review, hushed=review["pk"] in quiet)
            for review in log
            if review["kind"] != Kind.REGRADE or review["undoes"] not in untold
        ],
    }


def _review(review: dict[str, Any], *, hushed: bool) -> dict[str, Any]:
    told = {name: review[name] for name in REVIEW if not (hushed and name in TELLING)}
    return {**told, "study_day": _day(review["study_day"])}


def _day(day: int | None) -> str | None:
    """A study day as a date; none for the marks that are no days."""
    return date.fromordinal(day).isoformat() if day and day > 0 else None


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=datetime.isoformat)
