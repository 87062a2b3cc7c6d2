"""Study in every mode of a question: what is asked, what is recorded, what a guess is worth."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from history.models import Actor, ActorName, Place
from history.names import fold
from quizzes import sittings, study
from quizzes.models import BankQuestion, Card, Review, Student
from quizzes.study import folding
from quizzes.study.dealing import deal, fingerprint
from quizzes.study.responding import Given, Unanswered, response_in
from quizzes.views.study import given_in

from .small_bank import NOON, base, question_in, right_form, student, wrong_form

pytestmark = pytest.mark.django_db
MODES = ("single", "multi", "typed", "order")


def ask(of: Student, now=NOON) -> study.Asked:
    asked = study.next_question(of, now=now)
    assert isinstance(asked, study.Asked), asked
    return asked


def given(form: dict[str, Any]) -> Given:
    """As the view reads it."""
    return given_in(QueryDict(urlencode(form, doseq=True)))


def answer(of: Student, form: dict[str, Any], *, asked: study.Asked | None = None, now=NOON) -> Any:
    token = (asked or ask(of, now)).token
    return study.answer(of, token=token, given=given(form), guessed=False, now=now)


# What is asked


@pytest.mark.parametrize(
    ("mode", "options", "wanted"),
    [("single", 4, ""), ("multi", None, ""), ("typed", 0, "The name"), ("order", 4, "")],
)
def test_each_mode_is_asked_in_its_own_way(mode: str, options: int | None, wanted: str) -> None:
    row = question_in(mode)
    asked = ask(student())
    told = str(asked.wanted.label) if asked.wanted else ""
    assert (asked.mode, told, asked.stem) == (mode, wanted, row.stem)
    assert len(asked.options) == options if options is not None else 5 <= len(asked.options) <= 7


def test_seat_decides_the_neighbours() -> None:
    """At a table the options are a four of the table, whoever asks."""
    row = question_in("single", kind="date", facet="date:when")
    pool = row.pool[:7]
    BankQuestion.objects.update(pool=pool, seat=2, kind="date")
    row.refresh_from_db()
    for pk in range(1, 30):
        dealt = deal(row, student=pk, number=1)
        assert len(dealt.options) == 4
        assert dealt.options[dealt.answer].text == row.key[0]["text"]


@pytest.mark.parametrize("mode", MODES)
def test_flashcard_of_every_mode(mode: str) -> None:
    row = question_in(mode)
    pupil = student()
    sitting = sittings.start_study(pupil, size=1, mode="card", within=None, now=NOON)
    progress = study.progress_of(pupil, sitting.pk)
    assert progress is not None
    asked = study.next_in(pupil, progress, now=NOON)
    assert isinstance(asked, study.Asked)
    right = [option["text"] for option in row.key]
    assert (asked.mode, asked.wanted) == ("card", None)
    assert sorted(asked.options) == (sorted(right) if mode == "order" else [])
    back = study.reveal(pupil, token=asked.token, now=NOON)
    assert back is not None
    if mode == "order":
        assert list(back.sequence) == right
    else:
        assert (back.answer, back.sequence) == ("; ".join(right), ())
    study.grade(pupil, token=asked.token, grade=study.Grade.GOOD, now=NOON)
    review = Review.objects.get()
    assert (review.right, review.response, review.guess, review.slip) == (True, {"grade": "good"}, 0, 0)


# What is recorded


@pytest.mark.parametrize(
    ("mode", "slip"), [("single", 0.02), ("multi", 0.02), ("typed", 0.04), ("order", 0.02)]
)
def test_right_answer_is_recorded_with_its_chance(mode: str, slip: float) -> None:
    row = question_in(mode)
    pupil = student()
    form = right_form(row, of=pupil)
    dealt = deal(row, student=pupil.pk, number=1)
    answered = answer(pupil, form)
    review = Review.objects.get()
    chance = {"single": 1 / 4, "multi": 1 / (2 ** len(dealt.options) - 1), "typed": 0.0, "order": 1 / 24}[
        mode
    ]
    assert (review.right, review.guess, review.slip) == (True, chance, slip)
    texts = [option["text"] for option in row.key]
    stored = {
        "single": {"choice": dealt.answer, "text": texts[0], "value": row.key[0]["value"]},
        "multi": {
            "choices": list(dealt.right),
            "text": "; ".join(dealt.options[index].text for index in dealt.right),
        },
        "typed": {"text": "Kim Jong Un"},
        "order": {"sequence": list(dealt.right), "text": " → ".join(texts)},
    }
    assert review.response == stored[mode]
    assert review.shown["mode"] == mode
    assert [option["text"] for option in review.shown["options"]] == (
        [] if mode == "typed" else [option.text for option in dealt.options]
    )
    verdict = answered.verdict
    assert (verdict["heading"], verdict["mode"]) == ("Right", mode)
    assert {option["state"] for option in verdict["options"]} <= {"chosen-key", "other"}
    assert verdict["order"] == (
        [{"given": o["text"], "right": o["text"], "note": o["note"], "stands": True} for o in row.key]
        if mode == "order"
        else []
    )
    card = Card.objects.get()
    assert not folding.differs(card, folding.folded(folding.events_of(card), retention=0.9))


@pytest.mark.parametrize("mode", MODES)
def test_wrong_answer_shows_what_was_given_and_what_is_right(mode: str) -> None:
    row = question_in(mode)
    pupil = student()
    verdict = answer(pupil, wrong_form(row, of=pupil)).verdict
    assert (verdict["right"], verdict["heading"]) == (False, "Not right")
    states = [option["state"] for option in verdict["options"]]
    texts = [option["text"] for option in row.key]
    match mode:
        case "single":
            assert sorted(states) == ["chosen-wrong", "key", "other", "other"]
        case "multi":
            assert (states.count("chosen-key"), states.count("key")) == (2, 1)
            assert verdict["sentence"].startswith("2 of 3. ")
        case "typed":
            assert [(o["text"], o["state"]) for o in verdict["options"]] == [
                ("Oscar Marigold", "chosen-wrong"),
                ("Kim Jong Un", "key"),
            ]
            assert verdict["sentence"].startswith("The right answer is Kim Jong Un. ")
        case "order":
            assert [place["right"] for place in verdict["order"]] == texts
            assert [place["given"] for place in verdict["order"]] == [texts[-1], *texts[:-1]]
            assert not any(place["stands"] for place in verdict["order"])
            assert verdict["sentence"] == f"“{texts[0]}” comes before “{texts[-1]}”."
    assert verdict["answer"] == (" → " if mode == "order" else "; ").join(
        texts if mode == "order" else sorted(texts, key=verdict["answer"].index)
    )


@pytest.mark.parametrize("mode", MODES)
def test_undo_asks_the_same_once_more(mode: str) -> None:
    row = question_in(mode)
    pupil = student()
    first = answer(pupil, wrong_form(row, of=pupil))
    study.undo(pupil, review=first.review, now=NOON)
    again = study.question_of_card(pupil, card=Card.objects.get().pk, now=NOON)
    assert again is not None
    assert (again.mode, again.number) == (mode, 3)
    answer(pupil, right_form(row, of=pupil, number=3), asked=again)
    assert list(Review.objects.values_list("kind", "right")) == [
        ("learn", False),
        ("undo", None),
        ("learn", True),
    ]


@pytest.mark.parametrize("mode", MODES)
def test_replay_returns_the_first_verdict(mode: str) -> None:
    row = question_in(mode)
    pupil = student()
    asked = ask(pupil)
    first = answer(pupil, right_form(row, of=pupil), asked=asked)
    second = answer(pupil, wrong_form(row, of=pupil), asked=asked)
    assert (second.replayed, second.verdict) == (True, first.verdict)
    assert Review.objects.count() == 1


@pytest.mark.parametrize("mode", MODES)
def test_quiz_asks_and_sums_up_every_mode(mode: str) -> None:
    row = question_in(mode)
    pupil = student()
    sitting = sittings.start_quiz(pupil, sittings.Wanted(size=1), lot=0, now=NOON)
    assert sitting is not None
    progress = study.progress_of(pupil, sitting.pk)
    assert progress is not None
    asked = study.next_in(pupil, progress, now=NOON)
    assert isinstance(asked, study.Asked)
    assert asked.mode == mode
    answer(pupil, wrong_form(row, of=pupil), asked=asked)
    progress = study.progress_of(pupil, sitting.pk)
    assert progress is not None
    (result,) = sittings.summary_of(progress).results
    assert result.answer == (" → " if mode == "order" else "; ").join(
        [o["text"] for o in row.key] if mode == "order" else result.answer.split("; ")
    )
    assert result.given == Review.objects.get().response["text"]
    assert result.given


def test_question_that_becomes_another_mode_keeps_its_card() -> None:
    row = question_in("single")
    pupil = student()
    answer(pupil, right_form(row, of=pupil))
    BankQuestion.objects.update(mode="typed", accept=[])
    row.refresh_from_db()
    later = NOON + timedelta(hours=1)
    asked = ask(pupil, later)
    assert (asked.mode, asked.number) == ("typed", 2)
    answer(pupil, right_form(row, of=pupil, number=2), now=later)
    assert Card.objects.get().number == 2


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("other", MODES)
def test_question_that_became_another_mode_since_is_not_counted(mode: str, other: str) -> None:
    if mode == other:
        return
    row = question_in(mode)
    pupil = student()
    asked, form = ask(pupil), right_form(row, of=pupil)
    BankQuestion.objects.update(mode=other, pool=row.pool if other in ("single", "multi") else [])
    outcome = answer(pupil, form, asked=asked)
    assert isinstance(outcome, study.Moved)
    assert str(outcome.heading) == "This question was corrected"
    assert study.ask_again(pupil.pk, token=asked.token, now=NOON) is None
    assert Review.objects.count() == 0


# Answers that are none


@pytest.mark.parametrize(
    ("mode", "form", "sentence"),
    [
        ("single", {}, "Choose one"),
        ("single", {"choice": "4"}, "Choose one"),
        ("single", {"text": "Kim Jong Un", "place-0": "1"}, "Choose one"),
        ("multi", {}, "Tick at least one"),
        ("multi", {"choice": ["0", "99"]}, "Tick at least one"),
        ("multi", {"choice": ["0", "\x00"]}, "Tick at least one"),
        ("multi", {"choice": ["0", "\u0661"]}, "Tick at least one"),
        ("typed", {}, "Write your answer"),
        ("typed", {"text": " \t… "}, "Write your answer"),
        ("typed", {"text": "\x00\x00"}, "Write your answer"),
        ("typed", {"text": "x" * 301}, "at most 300"),
        ("typed", {"text": "x" * 1_000_000}, "at most 300"),
        ("typed", {"text": "Kim"}, "not specific enough: write the name in full. Nothing was counted."),
        ("typed", {"text": "Kim Jong In"}, "more than one"),
        ("order", {}, "Give each of the 4 a number of its own from 1 to 4"),
        ("order", {"place-0": "1", "place-1": "2", "place-2": "3"}, "Give each"),
        ("order", {"place-0": "1", "place-1": "2", "place-2": "3", "place-3": ""}, "Give each"),
        ("order", {"place-0": "1", "place-1": "2", "place-2": "3", "place-3": "5"}, "Give each"),
        ("order", {"place-0": "1", "place-1": "2", "place-2": "3", "place-3": "9" * 99}, "Give each"),
        ("order", {f"place-{index}": str(index + 1) for index in range(6)}, "Give each"),
        ("order", {"place-0": "1", "place-1": "2", "place-2": "2", "place-3": "3"}, "and 2 stands beside"),
    ],
)
def test_no_answer_stores_nothing_and_says_why(mode: str, form: dict[str, Any], sentence: str) -> None:
    question_in(mode)
    pupil = student()
    with pytest.raises(Unanswered, match=sentence):
        answer(pupil, form)
    assert (Review.objects.count(), Card.objects.count()) == (0, 0)


def test_typed_date_that_cannot_be_read_or_is_too_coarse_is_asked_again() -> None:
    key = [{"text": "17 March 1949", "value": {"date": "1949-03-17"}}]
    question_in("typed", kind="date", facet="date:signed", key=key, accept=[], pool=[])
    pupil = student()
    for text, sentence in {
        "the other day": "“other” is no word of a date.* Nothing was counted",
        "1949": "not specific enough: write the day too, if you know it. Nothing was counted",
        "30 February 1949": "February 1949 has 28 days",
    }.items():
        with pytest.raises(Unanswered, match=sentence):
            answer(pupil, {"text": text})
    assert answer(pupil, {"text": "17 March 1949"}).verdict["right"]


def test_typed_text_keeps_what_can_be_printed() -> None:
    dealt = deal(question_in("typed"), student=1, number=1)
    assert response_in(Given(text=" Kim\x00 Jong\u200b\r\n Un "), dealt) == "Kim Jong Un"


def actor(*names: str) -> Actor:
    made = Actor.objects.create(base=base(), key=names[0], kind="person", name=names[0])
    for name in names:
        ActorName.objects.create(actor=made, text=name, folded=fold(name))
    return made


def test_slip_is_not_forgiven_where_it_makes_another_known_name() -> None:
    """Somebody whom the question does not offer, but whom the base knows."""
    row = question_in("typed", pool=[])
    pupil = student()
    asked = ask(pupil)
    actor("Kim Jung Un", "Kim Joung Un")
    assert not answer(pupil, {"text": "Kim Jung Un"}, asked=asked).verdict["right"]
    study.undo(pupil, review=Review.objects.get().pk, now=NOON)
    again = study.question_of_card(pupil, card=Card.objects.get().pk, now=NOON)
    assert again is not None
    assert answer(pupil, {"text": "Kim Jomg Un"}, asked=again).verdict["right"]
    assert row.key[0]["text"] == Review.objects.get(number=3).verdict["answer"]


def test_slip_near_an_own_alias_is_forgiven() -> None:
    own = actor("Kim Jong Un", "Kim Chong Un")
    key = [{"text": "Kim Jong Un", "value": {"entity": own.pk}}]
    question_in("typed", key=key, pool=[], accept=[])
    pupil = student()
    verdict = answer(pupil, {"text": "Kim Chong Un"}).verdict
    assert verdict["right"]
    assert verdict["sentence"].startswith("Kim Jong Un is right. ")


def test_visitor_meets_a_choice_first_of_all() -> None:
    for mode in ("order", "typed", "single", "multi"):
        question_in(mode)
    asked = [study.question_for_visitor(lot=lot, now=NOON) for lot in (0, 2**30, 2**31 - 1)]
    assert [each and each.mode for each in asked] == ["single"] * 3


@pytest.mark.parametrize("text", ["Putin", "putin", "V. Putin", "Vladimir V. Putin"])
def test_surname_is_enough_where_one_alone_bears_it(text: str) -> None:
    own = actor("Vladimir Putin")
    actor("Vladimir Lenin", "Igor Putinsky")
    key = [{"text": "Vladimir Putin", "value": {"entity": own.pk}}]
    question_in("typed", key=key, pool=[], accept=[])
    pupil = student()
    asked = ask(pupil)
    namesake = actor("Vova V Putin", "Vladimir V Putin")
    with pytest.raises(Unanswered, match="write the name in full"):
        answer(pupil, {"text": "Putin"}, asked=asked)
    namesake.delete()
    verdict = answer(pupil, {"text": text}, asked=asked).verdict
    assert (verdict["right"], verdict["answer"]) == (True, "Vladimir Putin")


@pytest.mark.parametrize("text", ["President Putin", "Putin's", "Putin, the President", "Mr Vladimir Putin"])
def test_what_stands_about_a_name_is_overlooked(text: str) -> None:
    own = actor("Vladimir Putin")
    question_in("typed", key=[{"text": "Vladimir Putin", "value": {"entity": own.pk}}], pool=[], accept=[])
    assert answer(student(), {"text": text}).verdict["right"]


def test_title_does_not_tell_who_of_several_is_meant() -> None:
    own = actor("Kim Jong Un")
    actor("Kim Jong Il")
    question_in("typed", key=[{"text": "Kim Jong Un", "value": {"entity": own.pk}}], pool=[], accept=[])
    pupil = student()
    asked = ask(pupil)
    with pytest.raises(Unanswered, match="“President Kim” is not specific enough"):
        answer(pupil, {"text": "President Kim"}, asked=asked)
    assert not answer(pupil, {"text": "President Kim Jong Il"}, asked=asked).verdict["right"]


def test_fuller_name_than_is_known_is_asked_again() -> None:
    own = actor("Vladimir Putin")
    actor("Xi Jinping")
    values = {"key": [{"text": "Vladimir Putin", "value": {"entity": own.pk}}], "accept": ["Путин"]}
    question_in("typed", pool=[], **values)
    pupil = student()
    asked = ask(pupil)
    with pytest.raises(Unanswered, match="says more than a name that is known here: write the name alone"):
        answer(pupil, {"text": "Фрол Путин"}, asked=asked)
    assert not answer(pupil, {"text": "Xi Jinping Putin"}, asked=asked).verdict["right"]


@pytest.mark.parametrize("text", ["North Korea", "the DPRK", "Taedong Basin", "Korean Peninsula"])
def test_place_that_holds_the_right_one_is_not_specific_enough(text: str) -> None:
    """Its state, the region it lies in and what that lies in; any other place is wrong."""
    state = actor("North Korea", "DPRK")
    peninsula = place("Korean Peninsula")
    region = place("Taedong Basin", within=peninsula)
    own = place("Pyongyang", within=region, country=state)
    place("Hanoi")
    values = {"kind": "place", "facet": "place", "accept": ["Pyongyang"]}
    question_in("typed", key=[{"text": "Pyongyang", "value": {"place": own.pk}}], pool=[], **values)
    pupil = student()
    asked = ask(pupil)
    with pytest.raises(Unanswered, match="is not specific enough: write the place in it"):
        answer(pupil, {"text": text}, asked=asked)
    assert not answer(pupil, {"text": "Hanoi"}, asked=asked).verdict["right"]


def place(name: str, **fields: Any) -> Place:
    return Place.objects.create(base=base(), key=name, name=name, **fields)


def test_part_of_the_name_of_a_state_is_not_enough() -> None:
    own = actor("Democratic Republic of Fennia")
    Actor.objects.update(kind="state")
    key = [{"text": "Democratic Republic of Fennia", "value": {"entity": own.pk}}]
    question_in("typed", key=key, pool=[], accept=[])
    with pytest.raises(Unanswered, match="write the name in full"):
        answer(student(), {"text": "Democratic"})


@pytest.mark.parametrize("mode", MODES)
def test_visitor_answers_in_every_mode(mode: str) -> None:
    row = question_in(mode)
    asked = study.question_for_visitor(lot=0, now=NOON)
    assert asked is not None
    with pytest.raises(Unanswered):
        study.first_answer(token=asked.token, given=Given(), guessed=False, zone="", now=NOON)
    assert Student.objects.count() == 0
    welcomed = study.first_answer(
        token=asked.token, given=given(right_form(row, of=None)), guessed=False, zone="", now=NOON
    )
    assert isinstance(welcomed, study.Welcomed)
    assert welcomed.answered.verdict["right"]


def test_token_does_not_give_a_typed_answer_away(settings) -> None:
    """The print of what was dealt is made under a secret, so texts cannot be tried against it."""
    row = question_in("typed")
    dealt = deal(row, student=1, number=1)
    shown = fingerprint(row, dealt)
    assert shown == fingerprint(row, dealt)
    settings.SECRET_KEY = "another server" * 5
    assert shown != fingerprint(row, dealt)
