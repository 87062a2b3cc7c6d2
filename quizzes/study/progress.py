"""How far a sitting has come: what was asked in it, what is missing, whether it is over."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Exists

from quizzes.models import Sitting, Student
from quizzes.models.cards import regraded, taken_back


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer within a sitting, by the row of the bank that was asked."""

    question: int
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A sitting and its answers in their order. `size` is None where it asks whatever is due.

    A question counts once, however often it was asked. One that was missed is asked once more at the end,
    except where the verdicts are kept back until then.
    """

    sitting: int
    title: str
    about: dict[str, Any]
    purpose: str
    mode: str
    within: int | None
    size: int | None
    feedback: str
    plan: tuple[int, ...]
    finished_at: datetime | None
    answers: tuple[Answer, ...]

    @property
    def is_quiz(self) -> bool:
        return self.purpose == Sitting.Purpose.QUIZ

    @property
    def at_end(self) -> bool:
        return self.feedback == Sitting.Feedback.AT_END

    @property
    def verdicts_wait(self) -> bool:
        """Whether verdicts are kept back for now."""
        return self.at_end and self.finished_at is None

    @property
    def firsts(self) -> dict[int, bool]:
        """Each question asked, in order, and whether its first answer was right."""
        found: dict[int, bool] = {}
        for answer in self.answers:
            found.setdefault(answer.question, answer.right)
        return found

    @property
    def done(self) -> int:
        return len(self.firsts)

    @property
    def full(self) -> bool:
        """Whether as many questions were asked as were wanted."""
        return self.size is not None and self.done >= self.size

    @property
    def missed(self) -> tuple[int, ...]:
        """The questions whose first answer was wrong."""
        return tuple(question for question, right in self.firsts.items() if not right)

    @property
    def once_more(self) -> tuple[int, ...]:
        """The missed questions that were not asked a second time yet."""
        if self.at_end:
            return ()
        asked = [answer.question for answer in self.answers]
        return tuple(question for question in self.missed if asked.count(question) == 1)

    @property
    def unasked(self) -> tuple[int, ...]:
        """What is left of the plan of a quiz."""
        firsts = self.firsts
        return tuple(question for question in self.plan if question not in firsts)

    @property
    def over(self) -> bool:
        """Whether every wanted question was asked, and the missed ones once more."""
        return self.finished_at is not None or (self.full and not self.once_more)

    def with_answer(self, *, question: int, right: bool) -> Progress:
        """The progress after one more answer."""
        return replace(self, answers=(*self.answers, Answer(question=question, right=right)))


def progress_of(student: Student, sitting: int) -> Progress | None:
    """How far one of the student's sittings has come, in one query; None where she has no such sitting."""
    rows = list(
        Sitting.objects.filter(pk=sitting, student=student.pk)
        .annotate(taken_back=Exists(taken_back("reviews__")), regraded=Exists(regraded("reviews__")))
        .order_by("reviews__pk")
        .values(
            "title",
            "about",
            "purpose",
            "mode",
            "set",
            "size",
            "feedback",
            "plan",
            "finished_at",
            "reviews__question",
            "reviews__right",
            "taken_back",
            "regraded",
        )
    )
    if not rows:
        return None
    head = rows[0]
    return Progress(
        sitting=sitting,
        title=head["title"],
        about=head["about"],
        purpose=head["purpose"],
        mode=head["mode"],
        within=head["set"],
        size=head["size"],
        feedback=head["feedback"],
        plan=tuple(head["plan"]),
        finished_at=head["finished_at"],
        answers=tuple(
            Answer(question=row["reviews__question"], right=bool(row["reviews__right"] or row["regraded"]))
            for row in rows
            if row["reviews__question"] is not None and not row["taken_back"]
        ),
    )
