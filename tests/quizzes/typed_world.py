"""A handful of facts so unlike each other that everything about them is typed, and somebody to type it."""

from __future__ import annotations

from datetime import datetime
from io import StringIO

from django.core.management import call_command

from history import facts
from history.models import Actor, Base, Fact, Place
from quizzes import study
from quizzes.models import BankQuestion, Card, Review, Set, Student
from quizzes.study import tokens
from quizzes.study.dealing import deal
from tests.factories.history import (
    ActorFactory,
    ActorNameFactory,
    BaseFactory,
    CitationFactory,
    FactDateFactory,
    FactFactory,
    FactPlaceFactory,
    ParticipationFactory,
    PlaceFactory,
    PlaceNameFactory,
    SourceFactory,
)
from tests.factories.worlds import derive

from .small_bank import NOON, rebuild_sets
from .small_bank import student as a_student

HALVORSEN, QUANDT = "Anton Halvorsen", "Boris Quandt"
SPEECHES = (
    ("fisheries", f"{HALVORSEN} opened the Harbour Conference on Fisheries.", HALVORSEN, "1959-06-03"),
    ("railway", f"{HALVORSEN} inaugurated the Alpine Railway Viaduct.", HALVORSEN, "1961-09"),
    ("timber", f"{QUANDT} praised the Timber Fair of the Northern Forests.", QUANDT, "1957"),
)
"""Key, what happened, who did it and when."""


def typed_world() -> Base:
    """With its questions, and a set that everybody follows."""
    base = speeches_in()
    Set.objects.create(base=base, name="Speeches", starter=True)
    call_command("make_questions", stdout=StringIO())
    rebuild_sets()
    return base


def speeches_in() -> Base:
    base = BaseFactory(key="speeches", name="Speeches")
    place = PlaceFactory(base=base, key="esthaven", name="Esthaven")
    PlaceNameFactory(place=place, text="Esthaven", language="en", label=True)
    people = {}
    for name in (HALVORSEN, QUANDT):
        people[name] = ActorFactory(base=base, key=name, name=name, start="1894", end="1975")
        ActorNameFactory(actor=people[name], text=name, language="en", label=True)
    for key, statement, speaker, date in SPEECHES:
        fact = FactFactory(
            base=base,
            key=key,
            kind=facts.FactKind.EVENT,
            type=f"speech-{key}",
            statement=statement,
            complete_roles=[facts.Role.SPEAKER],
            published=True,
        )
        FactDateFactory(fact=fact, role=facts.DateRole.WHEN, date=date)
        ParticipationFactory(fact=fact, actor=people[speaker], role=facts.Role.SPEAKER)
        if key == "fisheries":
            FactPlaceFactory(fact=fact, place=place)
        CitationFactory(fact=fact, source=SourceFactory(base=base, key=f"s-{key}", independent=True))
    derive(*Fact.objects.filter(base=base))
    return base


def actor(name: str) -> Actor:
    return Actor.objects.get(name=name)


def the_place() -> Place:
    return Place.objects.get()


def question(key: str, facet: str = "actors:speaker") -> BankQuestion:
    found = BankQuestion.objects.get(fact__key=key, facet=facet)
    assert (found.state, found.mode) == ("live", "typed"), (found.state, found.mode, found.reason)
    return found


def pupil(name: str = "pupil") -> Student:
    return a_student(name)


def token_for(student: Student, row: BankQuestion, *, now: datetime = NOON, mode: str = "typed") -> str:
    """The token of the form in which this student is asked this question now."""
    card = Card.objects.filter(student=student, fact=row.fact_id, facet=row.facet).first()
    number = (card.number if card else 0) + 1
    dealt = deal(row, student=student.pk, number=number, mode=mode)
    return tokens.Token(
        student=student.pk,
        sitting=0,
        mode=mode,
        question=row.pk,
        version=row.fact_version,
        card=card.pk if card else 0,
        number=number,
        shown=tokens.fingerprint(row.stem, [option.text for option in dealt.options]),
        dealt=tokens.milliseconds(now),
        nonce=tokens.nonce(),
    ).sign()


def types(student: Student, row: BankQuestion, text: str, *, now: datetime = NOON) -> Review:
    """Type an answer to the question as it stands now."""
    row.refresh_from_db()
    given = study.Given(text=text)
    outcome = study.answer(
        student, token=token_for(student, row, now=now), given=given, guessed=False, now=now
    )
    assert isinstance(outcome, study.Answered), outcome
    return Review.objects.get(pk=outcome.review)
