"""What can be chosen is typed once it is known well, or as the student wants it; and “I don't know”."""

from __future__ import annotations

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from quizzes import sittings, study
from quizzes.memory.state import Phase, State
from quizzes.memory.strength import STRONG, is_strong
from quizzes.models import BankQuestion, Card, Review, Student
from quizzes.questions import Option
from quizzes.study import tokens
from quizzes.study.asking import Form
from quizzes.study.responding import Given, Unanswered

from .small_bank import NOON, base, chosen, known, people, question_in, student

pytestmark = pytest.mark.django_db

STEM = "Which of these people opened the Harbour Conference?"
TYPED_STEM = "Who opened the Harbour Conference?"
NAMED = {
    "stem": STEM,
    "key": people("Mara Alder"),
    "pool": people("", "Piet Borg", "Ines Calvo", "Emil Daub", "Ruth Easton")[1:],
    "accept": ["Mara Alder", "M. Alder"],
    "typable": True,
}
DATED = {
    "kind": "date",
    "facet": "date:when",
    "stem": "The harbour was opened. On which date was this?",
    "key": [Option(text="17 March 1949", value={"date": "1949-03-17"}, sort=17).to_json()],
    "pool": [
        Option(text=f"{day} March 1949", value={"date": f"1949-03-{day}"}, sort=day).to_json()
        for day in (11, 13, 19, 23)
    ],
    "accept": ["1949-03-17"],
    "typable": True,
}
RIGHT, WRONG = Given(text="Mara Alder"), Given(text="Oscar Marigold")
UNKNOWN = Given(unknown=True)


def next_for(of: Student) -> study.Asked:
    asked = study.next_question(of, now=NOON)
    assert isinstance(asked, study.Asked), asked
    return asked


def answered(of: Student, given: Given, *, asked: study.Asked | None = None) -> study.Answered:
    token = (asked or next_for(of)).token
    outcome = study.answer(of, token=token, given=given, guessed=False, now=NOON)
    assert isinstance(outcome, study.Answered), outcome
    return outcome


# Which way


@pytest.mark.parametrize(
    ("stability", "phase", "mode"),
    [
        (STRONG, Phase.REVIEW, "typed"),
        (200.0, Phase.REVIEW, "typed"),
        (STRONG - 0.01, Phase.REVIEW, "single"),
        (200.0, Phase.RELEARNING, "single"),
        (200.0, Phase.LEARNING, "single"),
    ],
)
def test_choice_is_typed_once_the_card_is_strong(stability: float, phase: Phase, mode: str) -> None:
    row, pupil = question_in("single", **NAMED), student()
    known(pupil, row, stability=stability, phase=phase)
    asked = next_for(pupil)
    assert (asked.mode, asked.stem) == (mode, TYPED_STEM if mode == "typed" else STEM)
    assert len(asked.options) == (0 if mode == "typed" else 4)
    assert (asked.wanted is None) is (mode == "single")


@for_all(stability=st.none() | st.floats(0.01, 40_000), phase=st.sampled_from(Phase))
def test_strength_is_stability_in_review(stability: float | None, phase: Phase) -> None:
    state = State(phase=phase, stability=stability, difficulty=None if stability is None else 5.0)
    assert is_strong(state) is (phase is Phase.REVIEW and stability is not None and stability >= 21)


def test_choice_that_has_other_answers_too_is_never_typed() -> None:
    row, pupil = question_in("single", **{**NAMED, "typable": False}), student(typing="always")
    known(pupil, row, stability=200)
    assert next_for(pupil).mode == "single"


@pytest.mark.parametrize(
    ("typing", "new", "strong"), [("never", "single", "single"), ("always", "typed", "typed")]
)
def test_student_decides(typing: str, new: str, strong: str) -> None:
    row, pupil = question_in("single", **NAMED), student(typing=typing)
    assert next_for(pupil).mode == new
    known(pupil, row, stability=200)
    assert next_for(pupil).mode == strong


def test_new_card_is_chosen_unless_the_student_wants_to_type() -> None:
    question_in("single", **NAMED)
    assert next_for(student()).mode == "single"


@pytest.mark.parametrize("mode", ["multi", "order"])
def test_what_has_no_typed_form_stays_as_it_is(mode: str) -> None:
    row, pupil = question_in(mode), student(typing="always")
    known(pupil, row, stability=200)
    assert next_for(pupil).mode == mode


def test_somebody_without_an_account_chooses_first() -> None:
    home = base()
    typed = [question_in("typed", home=home) for _ in range(5)]
    single = question_in("single", home=home, **NAMED)
    for lot in (0, 2**30, 2**31 - 1):
        asked = study.question_for_visitor(lot=lot, now=NOON)
        assert asked
        assert (asked.question, asked.mode) == (single.pk, "single")
    own = BankQuestion.objects.get(pk=typed[0].pk)
    BankQuestion.objects.create(
        fact=own.fact,
        facet="place",
        kind="place",
        mode="multi",
        state="live",
        stem="Where?",
        lot=2**30,
        key=people("Arden", "Dornum"),
        pool=people("", "", "Belgate", "Cassel", "Esthaven")[2:],
        fact_version=1,
    )
    asked = study.question_for_visitor(lot=0, fact=own.fact_id, now=NOON)
    assert asked
    assert asked.mode == "multi"


def test_typed_session_asks_what_cannot_be_typed_by_choice() -> None:
    question_in("single", **NAMED)
    question_in("single")
    pupil = student(typing="never")
    sitting = sittings.start_study(pupil, size=2, mode="typed", within=None, now=NOON)
    modes = {}
    for _ in range(2):
        progress = study.progress_of(pupil, sitting.pk)
        assert progress
        asked = study.next_in(pupil, progress, now=NOON)
        assert isinstance(asked, study.Asked)
        modes[asked.stem] = asked.mode
        answered(pupil, RIGHT if asked.mode == "typed" else chosen(0), asked=asked)
    assert modes.pop(TYPED_STEM) == "typed"
    assert list(modes.values()) == ["single"]


def test_typed_quiz_draws_what_can_be_typed_and_its_retry_is_typed_too() -> None:
    home = base()
    typable = question_in("single", home=home, **NAMED)
    typed = question_in("typed", home=home)
    for mode in ("single", "multi", "order"):
        question_in(mode, home=home)
    pupil = student()
    wanted = sittings.Wanted(size=10, mode="typed")
    assert sittings.count_of(wanted, language="en") == 2
    quiz = sittings.start_quiz(pupil, wanted, lot=0, now=NOON)
    assert quiz
    assert sorted(quiz.plan) == sorted([typable.pk, typed.pk])
    progress = study.progress_of(pupil, quiz.pk)
    assert progress
    asked = study.next_in(pupil, progress, now=NOON)
    assert isinstance(asked, study.Asked)
    answered(pupil, UNKNOWN, asked=asked)
    progress = study.progress_of(pupil, quiz.pk)
    assert progress
    again = sittings.retry(pupil, progress, now=NOON)
    assert again
    assert (again.mode, again.plan) == ("typed", [asked.question])


@pytest.mark.parametrize(("mode", "shown"), [("card", "card"), ("truefalse", "truefalse")])
def test_other_sittings_stay_as_they_are(mode: str, shown: str) -> None:
    row, pupil = question_in("single", **NAMED), student(typing="always")
    known(pupil, row, stability=200)
    asked = study.question_of_card(pupil, card=Card.objects.get().pk, now=NOON, form=Form(mode=mode))
    assert asked
    assert asked.mode == shown


# What is recorded


def test_typed_answer_of_a_choice_counts_without_chance() -> None:
    row, pupil = question_in("single", **NAMED), student()
    known(pupil, row, stability=100)
    answered(pupil, Given(text="m. alder"))
    review = Review.objects.get()
    assert (review.right, review.guess, review.slip) == (True, 0.0, 0.04)
    assert (review.shown["mode"], review.shown["stem"], review.shown["options"]) == ("typed", TYPED_STEM, [])
    assert review.response == {"text": "m. alder"}
    card = Card.objects.get()
    assert State.from_dict(card.state).stability > 100


def test_lapse_leads_back_to_choice_and_undo_to_typing() -> None:
    row, pupil = question_in("single", **NAMED), student()
    known(pupil, row, stability=100)
    sitting = sittings.start_study(pupil, size=1, mode="single", within=None, now=NOON)

    def ask() -> study.Asked:
        progress = study.progress_of(pupil, sitting.pk)
        assert progress
        asked = study.next_in(pupil, progress, now=NOON)
        assert isinstance(asked, study.Asked)
        return asked

    outcome = answered(pupil, WRONG, asked=ask())
    assert State.from_dict(Card.objects.get().state).phase is Phase.RELEARNING
    assert ask().mode == "single"
    assert not Review.objects.get().right
    Review.objects.filter(pk=outcome.review).exists()


def test_undo_of_a_typed_answer_asks_for_it_again() -> None:
    question_in("single", **NAMED)
    pupil = student(typing="always")
    outcome = answered(pupil, WRONG)
    undone = study.undo(pupil, review=outcome.review, now=NOON)
    assert isinstance(undone, study.Undone)
    asked = study.question_of_card(pupil, card=undone.card, now=NOON)
    assert asked
    assert (asked.mode, asked.number) == ("typed", undone.number + 1)


@pytest.mark.parametrize("stability", [5.0, 100.0])
def test_dont_know_counts_as_wrong_without_a_slip(stability: float) -> None:
    """It means that nothing was known (p = 0), so the card falls as far as FSRS's Again takes it."""
    row, pupil = question_in("single", **NAMED), student(typing="always")
    known(pupil, row, stability=stability)
    verdict = answered(pupil, UNKNOWN).verdict
    review = Review.objects.get()
    assert (review.right, review.guessed, review.guess, review.slip) == (False, False, 0.0, 0.0)
    assert review.response == {"unknown": True}
    assert (verdict["right"], verdict["word"], verdict["heading"]) == (False, "wrong", "Not known yet")
    assert (verdict["given"], verdict["answer"]) == ("", "Mara Alder")
    assert [(option["text"], option["state"]) for option in verdict["options"]] == [("Mara Alder", "key")]


def test_dont_know_is_an_answer_to_typed_questions_alone() -> None:
    question_in("single", **NAMED)
    pupil = student()
    asked = next_for(pupil)
    with pytest.raises(Unanswered):
        study.answer(pupil, token=asked.token, given=UNKNOWN, guessed=False, now=NOON)
    assert not Review.objects.exists()


def test_dont_know_does_not_look_at_what_was_typed() -> None:
    question_in("single", **NAMED)
    pupil = student(typing="always")
    assert not answered(pupil, Given(text="Mara Alder", unknown=True)).verdict["right"]


def test_dont_know_counts_once_like_any_answer() -> None:
    question_in("single", **NAMED)
    pupil = student(typing="always")
    asked = next_for(pupil)
    first, second = answered(pupil, UNKNOWN, asked=asked), answered(pupil, RIGHT, asked=asked)
    assert (second.review, second.replayed, second.verdict) == (first.review, True, first.verdict)
    assert Review.objects.count() == 1


# A form that is open while the facts change


def test_open_typed_form_does_not_count_once_something_else_is_right_too() -> None:
    row, pupil = question_in("single", **NAMED), student(typing="always")
    asked = next_for(pupil)
    BankQuestion.objects.filter(pk=row.pk).update(typable=False)
    outcome = study.answer(pupil, token=asked.token, given=RIGHT, guessed=False, now=NOON)
    assert isinstance(outcome, study.Moved)
    assert str(outcome.heading) == "This question was corrected"
    assert not Review.objects.exists()
    assert next_for(pupil).mode == "single"


def test_open_choice_still_counts_when_it_can_be_typed_no_longer() -> None:
    row, pupil = question_in("single", **NAMED), student()
    asked = next_for(pupil)
    BankQuestion.objects.filter(pk=row.pk).update(typable=False)
    answered(pupil, chosen(0), asked=asked)
    assert Review.objects.count() == 1


def test_mode_of_a_form_is_signed() -> None:
    """Whoever was asked to type cannot choose, and the other way round."""
    question_in("single", **NAMED)
    pupil = student(typing="always")
    asked = next_for(pupil)
    with pytest.raises(Unanswered):
        study.answer(pupil, token=asked.token, given=chosen(0), guessed=False, now=NOON)
    head, _, tail = asked.token.rpartition(":")
    with pytest.raises(tokens.BadToken):
        study.answer(pupil, token=f"{head[:-2]}AA:{tail}", given=RIGHT, guessed=False, now=NOON)


def test_dates_are_asked_in_the_unit_of_the_key() -> None:
    question_in("single", **DATED)
    pupil = student(typing="always")
    asked = next_for(pupil)
    assert asked.wanted
    assert asked.wanted.date
    assert str(asked.wanted.label) == "The day"
    assert answered(pupil, Given(text="17.3.49"), asked=asked).verdict["right"]
