"""One factory a model of the quizzes."""

from __future__ import annotations

from datetime import UTC, datetime

import factory
from django.contrib.auth.models import User
from factory.django import DjangoModelFactory

from quizzes import models

from .history import ActorFactory, BaseFactory, FactFactory

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"user-{n}")


class SetFactory(DjangoModelFactory):
    class Meta:
        model = models.Set

    name = factory.Sequence(lambda n: f"Set {n}")
    base = factory.SubFactory(BaseFactory)


class StudentFactory(DjangoModelFactory):
    class Meta:
        model = models.Student

    class Params:
        visitor = factory.Trait(guest=True)

    user = factory.SubFactory(UserFactory)


class BankQuestionFactory(DjangoModelFactory):
    """A live question with four options; the traits make it withheld or stale."""

    class Meta:
        model = models.BankQuestion

    class Params:
        withheld = factory.Trait(
            state=models.BankQuestion.State.WITHHELD,
            reason="Only 1 wrong option can be proved wrong.",
            stem="",
        )
        stale = factory.Trait(state=models.BankQuestion.State.STALE)

    fact = factory.SubFactory(FactFactory, published=True)
    facet = "date:when"
    kind = "date"
    state = models.BankQuestion.State.LIVE
    stem = factory.Sequence(lambda n: f"When was event number {n}?")
    key = factory.LazyFunction(lambda: [option("1950", sort=712_223)])
    pool = factory.LazyFunction(
        lambda: [option("1948", sort=711_492), option("1953", sort=713_319), option("1961", sort=716_241)]
    )
    fact_version = factory.SelfAttribute("fact.version")


def option(year: str, *, sort: int) -> dict:
    """A year as an option in the form that the bank keeps."""
    return {"text": year, "value": {"date": year}, "note": "", "fact": None, "sort": sort}


class CardFactory(DjangoModelFactory):
    """A card that was never asked; the due trait makes it a review that waits at `NOON`."""

    class Meta:
        model = models.Card

    class Params:
        due = factory.Trait(phase="review", number=1, due_day=1, first_day=0, last_day=0)

    student = factory.SubFactory(StudentFactory)
    fact = factory.SubFactory(FactFactory, published=True)
    facet = "date:when"


class ReviewFactory(DjangoModelFactory):
    class Meta:
        model = models.Review

    card = factory.SubFactory(CardFactory)
    number = factory.Sequence(lambda n: n + 1)
    token = factory.Sequence(lambda n: f"token-{n}")
    kind = "learn"
    at = NOON
    study_day = 0
    zone = "UTC"
    fact_version = factory.SelfAttribute("card.fact.version")


class ProposalFactory(DjangoModelFactory):
    """A spelling that one student typed for an actor and stands by."""

    class Meta:
        model = models.Proposal
        skip_postgeneration_save = True

    actor = factory.SubFactory(ActorFactory)
    text = factory.Sequence("Spelling {}".format)
    folded = factory.LazyAttribute(lambda made: made.text.casefold())
    at = NOON

    @factory.post_generation
    def contests(self, create: bool, extracted: object, **kwargs: object) -> None:
        review = ReviewFactory(right=False)
        models.Contest.objects.create(
            review=review, proposal=self, student=review.card.student, text=self.text, at=self.at
        )


class ReportFactory(DjangoModelFactory):
    """An open report of one student on one question."""

    class Meta:
        model = models.Report

    question = factory.SubFactory(BankQuestionFactory)
    student = factory.SubFactory(StudentFactory)
    reason = models.Report.Reason.LEAK
    stem = factory.SelfAttribute("question.stem")
    at = NOON


class SchoolWeightsFactory(DjangoModelFactory):
    """A fit to the answers of the whole school that was adopted, and came to the published weights."""

    class Meta:
        model = models.SchoolWeights

    fitted_at = NOON
    adopted = True
    reason = "better"
    students = 9
    answers = 1_200
