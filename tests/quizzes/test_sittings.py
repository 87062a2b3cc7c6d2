"""Sittings: how far a session or a quiz has come, what it asks next, and how it is summed up."""

from __future__ import annotations

from datetime import timedelta

import pytest

from history.dates import parse
from quizzes import sets, sittings, study
from quizzes.models import BankQuestion, Card, Review, Set, Sitting, Student

from .small_bank import NOON, answer_asked, chosen, furnish, questions, review_cards, student
from .small_bank import base as make_base
from .small_bank import facts as make_facts

pytestmark = pytest.mark.django_db


def begin(of: Student, *, size: int | None = 3, mode: str = "single", within: Set | None = None) -> int:
    return sittings.start_study(of, size=size, mode=mode, within=within, now=NOON).pk


def quiz(of: Student, *, size: int = 3, lot: int = 0, **filters) -> int:
    made = sittings.start_quiz(of, sittings.Wanted(size=size, **filters), lot=lot, now=NOON)
    assert made is not None
    return made.pk


def progress(of: Student, sitting: int) -> study.Progress:
    found = study.progress_of(of, sitting)
    assert found is not None
    return found


def next_in(of: Student, sitting: int, now=NOON) -> study.Asked | study.Nothing:
    return study.next_in(of, progress(of, sitting), now=now)


def answer(of: Student, sitting: int, *, right: bool = True, now=NOON) -> study.Answered:
    asked = next_in(of, sitting, now)
    assert isinstance(asked, study.Asked)
    given = answer_asked(of, asked, right=right, now=now)
    assert isinstance(given, study.Answered)
    return given


# A session


def test_session_ends_after_as_many_questions_as_were_wanted() -> None:
    furnish(5)
    pupil = student()
    sitting = begin(pupil, size=3)
    for _ in range(3):
        assert not progress(pupil, sitting).over
        answer(pupil, sitting)
    assert progress(pupil, sitting).over
    assert Sitting.objects.get(pk=sitting).finished_at == NOON
    assert isinstance(next_in(pupil, sitting), study.Nothing)


def test_session_asks_once_more_at_the_end_what_was_missed() -> None:
    furnish(5)
    pupil = student()
    sitting = begin(pupil, size=3)
    missed = answer(pupil, sitting, right=False).question
    answer(pupil, sitting)
    answer(pupil, sitting)
    assert not progress(pupil, sitting).over
    again = next_in(pupil, sitting)
    assert isinstance(again, study.Asked)
    assert again.question == missed
    answer_asked(pupil, again, now=NOON)
    assert progress(pupil, sitting).over
    summary = sittings.summary_of(progress(pupil, sitting))
    assert (len(summary.results), summary.right_first, len(summary.missed)) == (3, 2, 1)
    assert summary.missed[0].later is True


def test_session_of_what_is_due_brings_nothing_new() -> None:
    rows = furnish(5)
    pupil = student()
    review_cards(pupil, rows[:2])
    sitting = begin(pupil, size=None)
    assert {answer(pupil, sitting).question for _ in range(2)} == {row.pk for row in rows[:2]}
    assert isinstance(next_in(pupil, sitting), study.Nothing)


def test_session_within_a_set_asks_nothing_else() -> None:
    rows = furnish(4)
    pupil = student()
    chosen = Set.objects.create(name="One of them", by_hand=True)
    sets.choose(chosen, [rows[3].fact_id])
    sitting = begin(pupil, size=5, within=chosen)
    assert answer(pupil, sitting).question == rows[3].pk
    asked = next_in(pupil, sitting)
    assert isinstance(asked, study.Asked)
    assert asked.question == rows[3].pk, "the learning step of the only card, some minutes early"
    assert pupil.follows.filter(pk=chosen.pk).exists()


def test_a_new_session_ends_the_open_one() -> None:
    furnish(2)
    pupil = student()
    first, second = begin(pupil), begin(pupil)
    assert list(sittings.unfinished(pupil, now=NOON).values_list("pk", "done")) == [(second, 0)]
    assert progress(pupil, first).over


def test_undo_opens_the_sitting_again_and_forgets_the_answer_in_it() -> None:
    furnish(2)
    pupil = student()
    sitting = begin(pupil, size=1)
    given = answer(pupil, sitting)
    assert progress(pupil, sitting).over
    study.undo(pupil, review=given.review, now=NOON)
    assert not progress(pupil, sitting).over
    assert progress(pupil, sitting).done == 0
    assert Review.objects.count() == 2, "the answer and its undo stay on record"
    asked = next_in(pupil, sitting)
    assert isinstance(asked, study.Asked)
    assert asked.question == given.question


def test_answer_counts_once_in_its_sitting() -> None:
    furnish(3)
    pupil = student()
    sitting = begin(pupil)
    asked = next_in(pupil, sitting)
    assert isinstance(asked, study.Asked)
    first, again = (answer_asked(pupil, asked, now=NOON) for _ in range(2))
    assert isinstance(first, study.Answered)
    assert isinstance(again, study.Answered)
    assert (first.review, first.sitting) == (again.review, again.sitting)
    assert progress(pupil, sitting).done == 1


def test_sitting_of_another_student_is_not_there() -> None:
    furnish(3)
    pupil, other = student(), student("other")
    sitting = begin(pupil)
    assert study.progress_of(other, sitting) is None


# A quiz


def test_quiz_draws_different_facts_and_every_draw_is_repeatable() -> None:
    rows = furnish(6, facets=("actors:visitor", "actors:host"))
    pupil = student()
    plan = progress(pupil, quiz(pupil, size=6, lot=5)).plan
    facts = {row.fact_id for row in rows if row.pk in plan}
    assert (len(plan), len(facts)) == (6, 6)
    assert progress(pupil, quiz(pupil, size=6, lot=5)).plan == plan
    assert set(progress(pupil, quiz(pupil, size=12, lot=5)).plan) == {row.pk for row in rows}


def test_quiz_wraps_round_at_the_end_of_the_shuffled_order() -> None:
    rows = furnish(3)
    for index, row in enumerate(rows):
        type(row).objects.filter(pk=row.pk).update(lot=index * 10)
    pupil = student()
    assert set(progress(pupil, quiz(pupil, size=3, lot=15)).plan) == {row.pk for row in rows}


def test_quiz_keeps_to_its_filters() -> None:
    rows = furnish(4)
    elsewhere = questions(make_facts(2, base=make_base("another"), first=50))
    pupil = student()
    korea = Set.objects.get(base__key="korea")
    assert set(progress(pupil, quiz(pupil, size=9, within=korea)).plan) == {row.pk for row in rows}
    fact = elsewhere[0].fact
    type(fact).objects.filter(pk=fact.pk).update(earliest=parse("1950").earliest, latest=parse("1950").latest)
    assert progress(pupil, quiz(pupil, period=parse("1949/1951"))).plan == (elsewhere[0].pk,)
    assert sittings.start_quiz(pupil, sittings.Wanted(size=3, kinds=("date",)), lot=0, now=NOON) is None
    assert sittings.count_of(sittings.Wanted(size=3, kinds=("actor",)), language="en") == 6


def test_quiz_moves_the_schedule_only_of_cards_that_are_due() -> None:
    rows = furnish(3)
    pupil = student()
    review_cards(pupil, rows[:1])
    Card.objects.filter(fact=rows[1].fact).delete()
    sitting = quiz(pupil, size=3)
    for _ in range(3):
        answer(pupil, sitting)
    kinds = dict(Review.objects.values_list("question", "kind"))
    assert kinds == {rows[0].pk: "review", rows[1].pk: "exposure", rows[2].pk: "exposure"}
    met = Card.objects.get(fact=rows[1].fact)
    assert (met.phase, met.first_day) == ("new", None)


def test_card_met_in_a_quiz_is_still_new_and_comes_as_such() -> None:
    (row,) = furnish(1)
    pupil = student()
    answer(pupil, quiz(pupil, size=1))
    assert study.counts(pupil, NOON).due == 0
    asked = study.next_question(pupil, now=NOON)
    assert isinstance(asked, study.Asked)
    assert (asked.question, asked.number, asked.counts and asked.counts.new) == (row.pk, 2, 20)
    assert isinstance(answer_asked(pupil, asked, now=NOON), study.Answered)
    assert Review.objects.get(number=2).kind == "learn"


def test_quiz_with_feedback_at_the_end_keeps_its_verdicts_back() -> None:
    furnish(2)
    pupil = student()
    sitting = quiz(pupil, size=2, feedback="at_end")
    first = answer(pupil, sitting, right=False)
    assert first.waits
    answer(pupil, sitting)
    assert progress(pupil, sitting).over, "what was missed is not asked again, because nobody was told"
    assert not progress(pupil, sitting).verdicts_wait


def test_quiz_goes_on_where_a_question_was_withdrawn() -> None:
    furnish(3)
    pupil = student()
    sitting = quiz(pupil, size=3)
    gone = progress(pupil, sitting).plan[0]
    BankQuestion.objects.filter(pk=gone).update(state="withheld", reason="Corrected.")
    assert gone not in {answer(pupil, sitting).question for _ in range(2)}
    assert isinstance(next_in(pupil, sitting), study.Nothing)
    sittings.finish(pupil, sitting, now=NOON)
    assert sittings.summary_of(progress(pupil, sitting)).withdrawn == 1


def test_quiz_that_was_ended_early_calls_nothing_corrected() -> None:
    furnish(3)
    pupil = student()
    sitting = quiz(pupil, size=3)
    answer(pupil, sitting)
    sittings.finish(pupil, sitting, now=NOON)
    assert sittings.summary_of(progress(pupil, sitting)).withdrawn == 0


def test_retry_is_a_quiz_of_what_was_missed() -> None:
    furnish(3)
    pupil = student()
    sitting = quiz(pupil, size=3)
    missed = answer(pupil, sitting, right=False).question
    answer(pupil, sitting)
    made = sittings.retry(pupil, progress(pupil, sitting), now=NOON)
    assert made is not None
    assert (made.purpose, made.plan) == ("quiz", [missed])
    nothing_missed = quiz(pupil, size=1, lot=0)
    answer(pupil, nothing_missed)
    assert sittings.retry(pupil, progress(pupil, nothing_missed), now=NOON) is None


def test_unfinished_sittings_are_offered_for_a_while() -> None:
    furnish(3)
    pupil = student()
    session, test = begin(pupil), quiz(pupil)
    answer(pupil, test)
    offered = {row.pk: row.done for row in sittings.unfinished(pupil, now=NOON)}
    assert offered == {session: 0, test: 1}
    tomorrow = sittings.unfinished(pupil, now=NOON + timedelta(days=1))
    assert [row.pk for row in tomorrow] == [test]
    sittings.finish(pupil, test, now=NOON)
    assert test not in {row.pk for row in sittings.unfinished(pupil, now=NOON)}


# Flashcards


def test_flashcard_shows_nothing_of_its_answer_before_it_is_turned() -> None:
    furnish(2)
    pupil = student()
    asked = next_in(pupil, begin(pupil, mode="card"))
    assert isinstance(asked, study.Asked)
    assert (asked.mode, asked.options) == ("card", ())


@pytest.mark.parametrize("grade", list(study.Grade))
def test_flashcard_grade_does_what_its_button_said(grade) -> None:
    furnish(2)
    pupil = student()
    asked = next_in(pupil, begin(pupil, mode="card"))
    assert isinstance(asked, study.Asked)
    back = study.reveal(pupil, token=asked.token, now=NOON)
    assert back is not None
    promised = {choice.grade: choice.due for choice in back.choices}
    given = study.grade(pupil, token=asked.token, grade=grade, now=NOON)
    assert isinstance(given, study.Answered)
    assert given.verdict["due"].split(",")[0] == promised[grade]
    review = Review.objects.get(pk=given.review)
    assert (review.grade, review.right, review.guess, review.slip) == (grade, grade > 1, 0, 0)


def test_flashcard_grade_counts_once() -> None:
    furnish(2)
    pupil = student()
    asked = next_in(pupil, begin(pupil, mode="card"))
    assert isinstance(asked, study.Asked)
    outcomes = [
        study.grade(pupil, token=asked.token, grade=grade, now=NOON)
        for grade in (study.Grade.GOOD, study.Grade.AGAIN)
    ]
    assert all(isinstance(outcome, study.Answered) for outcome in outcomes)
    assert Review.objects.get().grade == study.Grade.GOOD


def test_only_a_flashcard_can_be_turned_and_only_it_can_be_graded() -> None:
    furnish(2)
    pupil = student()
    choices = study.next_question(pupil, now=NOON)
    card = next_in(pupil, begin(pupil, mode="card"))
    assert isinstance(choices, study.Asked)
    assert isinstance(card, study.Asked)
    with pytest.raises(study.BadToken):
        study.reveal(pupil, token=choices.token, now=NOON)
    with pytest.raises(study.BadToken):
        study.grade(pupil, token=choices.token, grade=study.Grade.GOOD, now=NOON)
    with pytest.raises(study.BadToken):
        study.answer(pupil, token=card.token, given=chosen(0), guessed=False, now=NOON)
    assert not Review.objects.exists()


# Sets


def test_cards_of_sets_that_nobody_follows_any_more_rest() -> None:
    rows = furnish(2)
    pupil = student()
    review_cards(pupil, rows)
    assert study.counts(pupil, NOON).due == 2
    pupil.follows.clear()
    assert study.counts(pupil, NOON).due == 0
    assert isinstance(study.next_question(pupil, now=NOON), study.Nothing)
    pupil.follows.set(Set.objects.all())
    assert study.counts(pupil, NOON).due == 2


def test_new_cards_come_from_a_teachers_set_first_and_in_its_order() -> None:
    rows = furnish(4)
    pupil, teacher = student(), student("teacher")
    taught = Set.objects.create(name="Mine", by_hand=True, owner=teacher.user)
    sets.choose(taught, [rows[3].fact_id, rows[1].fact_id])
    pupil.follows.add(taught)
    order = []
    for _ in rows:
        asked = study.next_question(pupil, now=NOON)
        assert isinstance(asked, study.Asked)
        order.append(asked.question)
        answer_asked(pupil, asked, now=NOON)
    assert order[:2] == [rows[3].pk, rows[1].pk]
    assert set(order) == {row.pk for row in rows}


def test_flashcard_asks_without_offering_anything() -> None:
    (row,) = furnish(1)
    type(row).objects.filter(pk=row.pk).update(stem="Which of these people came?", key=row.key + row.pool[:1])
    pupil = student()
    asked = next_in(pupil, begin(pupil, mode="card"))
    assert isinstance(asked, study.Asked)
    assert asked.stem == "Who came?"
    back = study.reveal(pupil, token=asked.token, now=NOON)
    assert back is not None
    assert back.answer == "; ".join(option["text"] for option in row.key + row.pool[:1])


def test_right_after_an_undone_wrong_answer_is_not_right_the_first_time() -> None:
    furnish(2)
    pupil = student()
    sitting = begin(pupil, size=1)
    study.undo(pupil, review=answer(pupil, sitting, right=False).review, now=NOON)
    answer(pupil, sitting)
    summary = sittings.summary_of(progress(pupil, sitting))
    assert (summary.right_first, summary.seen, summary.missed) == (0, 1, ())
    quietly = quiz(pupil, size=1, feedback="at_end")
    study.undo(pupil, review=answer(pupil, quietly, right=False).review, now=NOON)
    answer(pupil, quietly)
    summary = sittings.summary_of(progress(pupil, quietly))
    assert (summary.right_first, summary.seen) == (1, 0), "nobody had told her that it was wrong"
