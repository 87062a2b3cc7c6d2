"""Typed names in the app: held against all known names of the base, with as few queries as may be."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from history.models import Actor, ActorName, Agreement, AgreementName, Fact, Place, PlaceName, Position
from history.names import fold
from quizzes import study
from quizzes.grading.names import of_name
from quizzes.matching import KnownName, match_name
from quizzes.models import BankQuestion, Review, Student
from quizzes.questions import Deal, Mode, Option
from quizzes.study import naming
from quizzes.study.dealing import deal
from quizzes.study.responding import Given, Unanswered
from tests.quizzes.small_bank import NOON, base, facts, question_in, student

pytestmark = pytest.mark.django_db


def actor(*names: str, kind: str = "person") -> Actor:
    made = Actor.objects.create(base=base(), key=names[0], kind=kind, name=names[0])
    for name in names:
        ActorName.objects.create(actor=made, text=name, folded=fold(name))
    return made


def place(*names: str, **fields: Any) -> Place:
    made = Place.objects.create(base=base(), key=names[0], name=names[0], **fields)
    for name in names:
        PlaceName.objects.create(place=made, text=name, folded=fold(name))
    return made


def asked_for(whom: Actor | Place, **values: Any) -> tuple[Student, BankQuestion, study.Asked]:
    value = {"place" if isinstance(whom, Place) else "entity": whom.pk}
    kind = {"kind": "place", "facet": "place"} if isinstance(whom, Place) else {}
    key = [{"text": whom.name, "value": value}]
    row = question_in("typed", key=key, pool=[], **{"accept": [], **kind, **values})
    pupil = student()
    asked = study.next_question(pupil, now=NOON)
    assert isinstance(asked, study.Asked)
    return pupil, row, asked


def verdict(pupil: Student, asked: study.Asked, text: str) -> dict[str, Any]:
    answered = study.answer(pupil, token=asked.token, given=Given(text=text), guessed=False, now=NOON)
    assert isinstance(answered, study.Answered)
    return answered.verdict


@pytest.mark.parametrize(
    "text", ["Khruschev", "Chruschtschow", "N. Khrushchev", "Krushchev", "Никита Хрущёв"]
)
def test_family_name_that_one_alone_bears_is_enough_in_any_spelling(text: str) -> None:
    pupil, _, asked = asked_for(actor("Nikita Khrushchev", "Хрущёв"))
    actor("Kim Il Sung")
    assert verdict(pupil, asked, text)["right"]


@pytest.mark.parametrize("text", ["Khruschev", "Khrushchev", "Chruschtschow", "N. Khrushchev"])
def test_family_name_that_two_bear_is_asked_again(text: str) -> None:
    pupil, _, asked = asked_for(actor("Nikita Khrushchev"))
    actor("Nina Khrushchev")
    with pytest.raises(Unanswered, match="Nothing was counted"):
        verdict(pupil, asked, text)
    assert Review.objects.count() == 0


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Kim Jong Il", "The right answer is Kim Jong Un, not Kim Jong Il."),
        ("Chairman Kim Jong-il", "That is Kim Jong Il; the right answer is Kim Jong Un."),
        ("Ким Чен Ир", "That is Kim Jong Il; the right answer is Kim Jong Un."),
        ("Stalin", "The right answer is Kim Jong Un."),
    ],
)
def test_wrong_name_is_told_whose_it_is(text: str, sentence: str) -> None:
    pupil, _, asked = asked_for(actor("Kim Jong Un"))
    actor("Kim Jong Il", "Ким Чен Ир")
    found = verdict(pupil, asked, text)
    assert not found["right"]
    assert found["sentence"].startswith(sentence)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("the Soviets", True),
        ("Soviet", True),
        ("Sowjetunion", True),
        ("소련", True),
        ("Советский Союз", True),
        ("the Soviet Union's", True),
        ("Russia", False),
        ("Russian", False),
    ],
)
def test_adjective_or_foreign_name_of_a_state(text: str, right: bool) -> None:
    pupil, _, asked = asked_for(actor("Soviet Union", kind="state"))
    actor("Russia", "Russian Federation", kind="state")
    assert verdict(pupil, asked, text)["right"] is right


def test_adjective_of_two_states_is_asked_again() -> None:
    pupil, _, asked = asked_for(actor("People's Republic of China", "China", kind="state"))
    actor("Republic of China", kind="state")
    with pytest.raises(Unanswered, match="could mean more than one"):
        verdict(pupil, asked, "the Chinese")


@pytest.mark.parametrize("text", ["Pjöngjang", "Пхеньян", "평양", "P’yŏngyang", "Pyongyang, North Korea"])
def test_place_by_its_name_elsewhere(text: str) -> None:
    pupil, _, asked = asked_for(place("Pyongyang", country=actor("North Korea", kind="state")))
    place("Panmunjom")
    assert verdict(pupil, asked, text)["right"]


def test_state_by_a_foreign_name_holds_the_place() -> None:
    pupil, _, asked = asked_for(place("Pyongyang", country=actor("North Korea", kind="state")))
    with pytest.raises(Unanswered, match="write the place in it"):
        verdict(pupil, asked, "Nordkorea")


def test_alias_entered_since_the_question_was_made_counts() -> None:
    whom = actor("Kim Jong Un")
    pupil, _, asked = asked_for(whom)
    ActorName.objects.create(actor=whom, text="The Marshal of Paektu", folded="the marshal of paektu")
    assert verdict(pupil, asked, "Marshal of Paektu")["right"]


def test_slip_as_near_to_somebody_far_in_the_alphabet_is_asked_again() -> None:
    """Nearness is no matter of the first letters."""
    pupil, _, asked = asked_for(actor("Lorenz"))
    actor("Sorenz")
    with pytest.raises(Unanswered, match="more than one"):
        verdict(pupil, asked, "Korenz")


def test_name_that_one_side_uses_is_right_and_told_whose_it_is() -> None:
    row = question_in(
        "typed",
        key=[{"text": "Korean War", "value": {"fact": 1}}],
        kind="event",
        facet="title",
        pool=[{"text": "Vietnam War", "value": {"fact": 2}}],
        accept=["Korean War"],
    )
    naming_fact = facts(1, base=base("names"))[0]
    Fact.objects.filter(pk=naming_fact.pk).update(type="naming", publication="published")
    for name, whose in (("Fatherland Liberation War", "North Korea"), ("Korean War", "United States")):
        side = Position.objects.create(fact=naming_fact, facet="statement", holds=name)
        side.held_by.add(actor(whose, kind="state"))
    names = naming.names_for(row, deal(row, student=1, number=1), "Fatherland Liberation War")
    assert [(name.text, name.whose) for name in names.own if name.whose] == [
        ("Fatherland Liberation War", ("North Korea",))
    ]
    pupil = student()
    asked = study.next_question(pupil, now=NOON)
    assert isinstance(asked, study.Asked)
    found = verdict(pupil, asked, "the fatherland liberation war")
    assert found["right"]
    assert found["sentence"].startswith("Right: North Korea calls it so; here it is")


def test_name_that_two_sides_use_is_told_of_both() -> None:
    match = match_name(
        "the Fatherland Liberation War",
        accept=[KnownName(text="Fatherland Liberation War", kind="title", whose=("North Korea", "China"))],
    )
    dealt = Deal(options=(Option(text="Korean War", value={"fact": 1}),), right=(0,), mode=Mode.TYPED)
    reason = of_name(dealt, "the Fatherland Liberation War", match).reason
    assert str(reason) == "Right: North Korea and China call it so; here it is “Korean War”."


def test_title_of_another_agreement_is_told() -> None:
    texts = ("Cairo Declaration", "Moscow Declaration")
    for title in texts:
        made = Agreement.objects.create(base=base(), key=title, title=title)
        AgreementName.objects.create(agreement=made, text=title, folded=fold(title))
    question_in(
        "typed",
        key=[{"text": texts[0], "value": {"fact": 1}}],
        kind="agreement",
        facet="title",
        pool=[],
        accept=[texts[0]],
    )
    pupil = student()
    asked = study.next_question(pupil, now=NOON)
    assert isinstance(asked, study.Asked)
    found = verdict(pupil, asked, "the Moscow Declaration")
    assert not found["right"]
    assert "Moscow Declaration" in found["sentence"]


@pytest.mark.parametrize("known", [1, 40])
@pytest.mark.parametrize(("text", "queries"), [("Kim Jong Un", 0), ("Kim Jomg Un", 2), ("Stalin", 2)])
def test_names_cost_two_queries_or_none(
    text: str, queries: int, known: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    _, row, _ = asked_for(actor("Kim Jong Un"))
    for number in range(known):
        actor(f"Kim Jong {number}")
    dealt = deal(row, student=1, number=1)
    with django_assert_num_queries(queries):
        naming.names_for(row, dealt, text)


@pytest.mark.parametrize(
    "text", ["\x00", "Kim" * 90, "%_\\", "😀", "'; --", "ΩΩΩ", "김" * 100, "() ,", "1" * 300]
)
def test_any_text_is_judged(text: str) -> None:
    _, row, _ = asked_for(actor("Kim Jong Un", "김정은"))
    dealt = deal(row, student=1, number=1)
    assert naming.names_for(row, dealt, text).own
