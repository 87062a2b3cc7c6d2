"""Study: which question comes next, what an answer records, and how it is taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.auth.models import User

from history.models import Fact
from quizzes import study
from quizzes.memory import days
from quizzes.memory.state import Phase
from quizzes.models import BankQuestion, Card, Review, Student
from quizzes.study import folding, tokens

from .small_bank import (
    NOON,
    answer_asked,
    answer_next,
    base,
    chosen,
    facts,
    furnish,
    questions,
    rebuild_sets,
    review_cards,
    student,
    study_once,
)

pytestmark = pytest.mark.django_db
TODAY = NOON.date().toordinal()


def ask(of: Student, now=NOON) -> study.Asked:
    asked = study.next_question(of, now=now)
    assert isinstance(asked, study.Asked), asked
    return asked


def test_student_of_follows_every_set_once() -> None:
    furnish(1)
    user = User.objects.create_user("new")
    made = study.student_of(user)
    assert [followed.name for followed in made.follows.all()] == ["korea"]
    assert study.student_of(user) == made


def test_next_question_takes_new_facts_earliest_first() -> None:
    made = facts(3, base=base())
    Fact.objects.filter(pk=made[2].pk).update(earliest=1)
    rebuild_sets()
    rows = questions(made)
    pupil = student()
    order = [answer_asked_row(pupil) for _ in rows]
    assert order == [rows[2].pk, rows[0].pk, rows[1].pk]


def answer_asked_row(of: Student, now=NOON) -> int:
    asked = ask(of, now)
    assert isinstance(answer_asked(of, asked, now=now), study.Answered)
    return asked.question


def test_next_question_asks_the_same_question_until_it_is_answered() -> None:
    furnish(2)
    pupil = student()
    first, second = ask(pupil), ask(pupil, NOON + timedelta(hours=1))
    assert (first.question, first.options, first.number) == (second.question, second.options, second.number)
    assert first.token != second.token


def test_next_question_stops_at_the_new_cards_of_a_day() -> None:
    furnish(5)
    pupil = student(new_a_day=2)
    answer_next(pupil, now=NOON)
    assert ask(pupil).counts == study.Counts(due=0, new=1, done_today=1)
    answer_next(pupil, now=NOON)
    assert ask(pupil).counts == study.Counts(due=0, new=0, done_today=2)
    assert ask(pupil).number == 2
    assert isinstance(study.next_question(pupil, now=NOON + timedelta(days=1)), study.Asked)


def test_next_question_without_a_followed_set() -> None:
    furnish(1)
    pupil = student()
    pupil.follows.clear()
    nothing = study.next_question(pupil, now=NOON)
    assert isinstance(nothing, study.Nothing)
    assert (nothing.followed, nothing.next_due) == (False, "")


def test_next_question_follows_only_the_bases_of_its_sets() -> None:
    (mine,) = furnish(1)
    pupil = student()
    questions(facts(1, base=base("another"), first=0))
    assert [answer_asked_row(pupil), answer_asked_row(pupil)] == [mine.pk, mine.pk]
    assert isinstance(study.next_question(pupil, now=NOON), study.Nothing)


def test_next_question_asks_a_step_early_rather_than_nothing() -> None:
    (row,) = furnish(1)
    pupil = student()
    answer_next(pupil, now=NOON)
    asked = ask(pupil)
    assert (asked.question, asked.number, asked.counts.due) == (row.pk, 2, 0)
    answer_next(pupil, now=NOON)
    nothing = study.next_question(pupil, now=NOON)
    assert isinstance(nothing, study.Nothing)
    assert nothing.counts == study.Counts(due=0, new=0, done_today=1)


def test_question_about_a_fact_is_the_students_own_wish() -> None:
    first, second = furnish(2)
    pupil = student(new_a_day=0)
    asked = study.question_about(pupil, fact=second.fact_id, now=NOON)
    assert asked is not None
    assert (asked.question, asked.card) == (second.pk, None)
    answer_asked(pupil, asked, now=NOON)
    assert study.question_about(pupil, fact=second.fact_id, now=NOON) is None
    due = study.question_about(pupil, fact=second.fact_id, now=NOON + timedelta(minutes=11))
    assert due is not None
    assert due.number == 2
    assert study.question_about(pupil, fact=first.fact_id, now=NOON) is not None
    assert study.question_about(pupil, fact=0, now=NOON) is None


def test_what_is_typed_is_met_after_what_is_chosen() -> None:
    """Whichever facets of seven facts are typed, each fact begins with one that is not."""
    rows = furnish(7, facets=("actors:visitor", "actors:host", "actors:speaker"))
    for number, row in enumerate(rows):
        if number % 3 != number // 3 % 3:
            BankQuestion.objects.filter(pk=row.pk).update(mode="typed", pool=[], accept=["Somebody"])
    pupil = student()
    met = [answer_asked_row(pupil) for _ in range(7)]
    assert {BankQuestion.objects.get(pk=row).mode for row in met} == {"single"}


def test_facets_of_a_fact_take_turns() -> None:
    """Not every fact begins with its date: which facet comes first goes by fact and row."""
    rows = furnish(12, facets=("actors:host", "actors:visitor"))
    pupil = student(new_a_day=12)
    facets = {answer_asked_row(pupil) for _ in range(12)}
    firsts = {row.pk for row in rows if row.facet == "actors:host"}
    assert facets & firsts
    assert facets - firsts


def test_next_question_takes_steps_before_reviews_before_new() -> None:
    step, review, new = furnish(3)
    pupil = student()
    review_cards(pupil, [review])
    card = study_once(pupil, step, now=NOON - timedelta(minutes=11))
    assert card.phase == Phase.LEARNING
    order = [answer_asked_row(pupil) for _ in range(3)]
    assert order == [step.pk, review.pk, new.pk]


def test_next_question_takes_the_longest_overdue_review_first() -> None:
    rows = furnish(3)
    pupil = student()
    review_cards(pupil, rows)
    Card.objects.filter(fact=rows[1].fact_id).update(due_day=TODAY - 9)
    assert ask(pupil).question == rows[1].pk


def test_next_question_keeps_siblings_apart_while_it_can() -> None:
    furnish(3, facets=("actors:host", "actors:visitor"))
    pupil = student()
    seen = []
    for _ in range(6):
        asked = ask(pupil)
        seen.append(BankQuestion.objects.get(pk=asked.question).fact_id)
        answer_asked(pupil, asked, now=NOON)
    assert len(set(seen[:3])) == 3
    assert sorted(seen[3:]) == sorted(seen[:3])


def test_next_question_puts_a_sibling_review_behind_new_facts() -> None:
    rows = furnish(2, facets=("actors:host", "actors:visitor"))
    pupil = student(new_a_day=1)
    review_cards(pupil, rows[:2])
    order = [answer_asked_row(pupil) for _ in range(3)]
    assert order[0] == rows[0].pk
    assert order[1] in {rows[2].pk, rows[3].pk}
    assert order[2] == rows[1].pk


def test_next_question_begins_a_new_round_with_the_other_facets() -> None:
    rows = furnish(3, facets=("actors:host", "actors:visitor"))
    pupil = student()
    first = [answer_asked_row(pupil) for _ in range(3)]
    second = [
        answer_asked_row(pupil, NOON + timedelta(days=1, minutes=minute))
        for minute in range(12)
        if not isinstance(study.next_question(pupil, now=NOON + timedelta(days=1)), study.Nothing)
    ]
    facts = {row.pk: row.fact_id for row in rows}
    later = [pk for pk in dict.fromkeys(second) if pk not in first]
    assert [facts[pk] for pk in first] == [facts[pk] for pk in later] == [row.fact_id for row in rows[::2]]
    assert set(first) | set(later) == set(facts)


def test_next_question_finds_a_question_that_went_live_behind_the_last_one() -> None:
    rows = furnish(3)
    BankQuestion.objects.filter(pk=rows[0].pk).update(state="stale")
    pupil = student()
    assert [answer_asked_row(pupil), answer_asked_row(pupil)] == [rows[1].pk, rows[2].pk]
    BankQuestion.objects.filter(pk=rows[0].pk).update(state="live")
    assert answer_asked_row(pupil) == rows[0].pk


def test_a_card_without_a_live_question_is_parked_until_it_has_one() -> None:
    (row,) = furnish(1)
    pupil = student()
    review_cards(pupil, [row])
    BankQuestion.objects.filter(pk=row.pk).update(state="withheld", reason="Two answers fit.")
    assert isinstance(study.next_question(pupil, now=NOON), study.Nothing)
    assert study.counts(pupil, NOON).due == 0
    assert [card.reason for card in pupil.cards.parked("en")] == ["Two answers fit."]
    BankQuestion.objects.filter(pk=row.pk).update(state="live")
    assert ask(pupil).question == row.pk
    assert not pupil.cards.parked("en").exists()


def test_reviews_stop_at_the_limit_of_a_day() -> None:
    rows = furnish(3)
    pupil = student(reviews_a_day=2, new_a_day=0)
    review_cards(pupil, rows)
    assert study.counts(pupil, NOON).due == 2
    answer_next(pupil, now=NOON)
    answer_next(pupil, now=NOON)
    assert isinstance(study.next_question(pupil, now=NOON), study.Nothing)


@pytest.mark.parametrize("size", [10, 1000])
@pytest.mark.parametrize(("have", "queries"), [("new", 2), ("due", 2), ("nothing", 3)])
def test_next_question_query_count(size: int, have: str, queries: int, django_assert_num_queries) -> None:
    rows = furnish(size)
    pupil = student()
    if have != "new":
        review_cards(pupil, rows)
    if have == "nothing":
        Card.objects.update(due_day=TODAY + 1)
    with django_assert_num_queries(queries):
        study.next_question(pupil, now=NOON)


def test_answer_records_what_was_shown_given_and_believed() -> None:
    (row,) = furnish(1)
    pupil = student(zone="Asia/Seoul")
    asked = ask(pupil)
    now = NOON + timedelta(seconds=7, microseconds=1234)
    outcome = answer_asked(pupil, asked, now=now)
    assert isinstance(outcome, study.Answered)
    review = Review.objects.get()
    assert review.pk == outcome.review
    assert [option["text"] for option in review.shown["options"]] == list(asked.options)
    assert (review.shown["stem"], review.response["text"]) == (row.stem, row.key[0]["text"])
    assert review.response["value"] == row.key[0]["value"]
    assert (review.kind, review.number, review.right, review.guessed) == ("learn", 1, True, False)
    assert (review.guess, review.slip, review.predicted) == (0.25, 0.02, 0.3)
    assert review.at == days.to_millisecond(now)
    assert (review.zone, review.study_day, review.milliseconds) == ("Asia/Seoul", TODAY, 7001)
    assert (review.fact_version, review.model) == (1, "fsrs-6")
    assert review.parameters == folding.parameters_for(0.9).id
    assert review.verdict == outcome.verdict
    assert [option["state"] for option in review.verdict["options"]].count("chosen-key") == 1


def test_answer_shows_the_students_citation_style_and_only_web_addresses() -> None:
    furnish(1)
    verdict = answer_next(student(citation_style="apa"), now=NOON).verdict
    (cited,) = verdict["citations"]
    assert cited["runs"] == [{"text": "Treaty Series. APA.", "italic": False, "href": ""}]
    assert cited["address"] == ""


def test_answer_wrong_names_the_right_one() -> None:
    (row,) = furnish(1)
    verdict = answer_next(student(), now=NOON, right=False).verdict
    assert not verdict["right"]
    assert verdict["sentence"].startswith(f"The right answer is {row.key[0]['text']}. ")
    assert sorted(o["state"] for o in verdict["options"]) == ["chosen-wrong", "key", "other", "other"]


def test_answer_wrong_does_not_say_twice_what_happened() -> None:
    (row,) = furnish(1)
    row.key[0].update(text="The war began", value={"fact": row.fact_id})
    row.evidence["sentence"] = "The war began (25 June 1950)."
    row.save()
    verdict = answer_next(student(), now=NOON, right=False).verdict
    assert verdict["sentence"] == "The right answer: The war began (25 June 1950)."


def test_answer_guessed_right_counts_as_not_known() -> None:
    rows = furnish(2)
    pupil = student()
    sure = study_once(pupil, rows[0], now=NOON)
    asked = ask(pupil)
    answer_asked(pupil, asked, now=NOON, guessed=True)
    guessed = Card.objects.get(fact=rows[1].fact_id)
    assert guessed.state["stability"] < sure.state["stability"]
    assert Review.objects.get(card=guessed).guessed


def test_answer_moves_the_card_to_the_fold_of_its_log() -> None:
    (row,) = furnish(1)
    pupil = student()
    now = NOON
    for right in (True, True, False, True, True, True):
        asked = study.next_question(pupil, now=now)
        while not isinstance(asked, study.Asked):
            now += timedelta(hours=6)
            asked = study.next_question(pupil, now=now)
        answer_asked(pupil, asked, now=now, right=right)
    card = Card.objects.get(fact=row.fact_id)
    assert card.number == 6
    assert not folding.differs(card, folding.folded(folding.events_of(card), retention=0.9))


def test_answer_after_the_wanted_recall_was_changed_reckons_anew() -> None:
    """Practice moves no due day of its own, so the due day shows by which recall the log was reckoned."""
    (row,) = furnish(1)
    pupil = student()
    review_log(pupil, row)
    answer_next(pupil, now=NOON)
    before = Card.objects.get()
    Student.objects.update(retention=0.7)
    Card.objects.update(due_day=TODAY)
    pupil.refresh_from_db()
    answer_next(pupil, now=NOON + timedelta(hours=1))
    card = Card.objects.get()
    assert list(Review.objects.values_list("kind", flat=True))[-1] == "cram"
    assert card.retention == 0.7
    assert card.due_day > before.due_day
    assert not folding.differs(card, folding.folded(folding.events_of(card), retention=0.7))


def changed(row: BankQuestion, **values) -> None:
    BankQuestion.objects.filter(pk=row.pk).update(**values)


@pytest.mark.parametrize(
    "change",
    [
        {"state": "stale"},
        {"state": "withheld", "reason": "Two answers fit."},
        {"fact_version": 2},
        {"stem": "Who was it?"},
        {"pool": []},
    ],
    ids=lambda change: next(iter(change)),
)
@pytest.mark.parametrize("met", [False, True])
def test_answer_to_a_question_that_changed_is_not_counted(change: dict, met: bool) -> None:
    (row,) = furnish(1)
    pupil = student()
    if met:
        review_cards(pupil, [row])
    asked = ask(pupil)
    choice = tokens_choice(pupil, asked)
    if "pool" in change:
        change = {"pool": row.pool[1:] + row.pool[:1], "key": [{**row.key[0], "text": "Somebody else"}]}
    changed(row, **change)
    outcome = study.answer(pupil, token=asked.token, given=chosen(choice), guessed=False, now=NOON)
    assert isinstance(outcome, study.Moved)
    assert "corrected" in str(outcome.reason)
    assert (Review.objects.count(), Card.objects.count()) == (0, int(met))


def tokens_choice(of: Student, asked: study.Asked) -> int:
    row = BankQuestion.objects.get(pk=asked.question)
    return asked.options.index(row.key[0]["text"])


def test_answer_to_a_question_corrected_between_grading_and_writing_is_not_counted(monkeypatch) -> None:
    (row,) = furnish(1)
    pupil = student()
    asked = ask(pupil)
    from quizzes.study import answering

    record = answering.write

    def corrected(*args):
        changed(row, state="stale")
        return record(*args)

    monkeypatch.setattr(answering, "write", corrected)
    assert isinstance(answer_asked(pupil, asked, now=NOON), study.Moved)
    assert (Review.objects.count(), Card.objects.count()) == (0, 0)


def test_answer_refuses_the_token_of_another_student_and_a_changed_one() -> None:
    furnish(1)
    mine, other = student(), student("another")
    token = ask(mine).token
    for of, text in ((other, token), (mine, token[:-2] + "xx"), (mine, ""), (mine, "x" * 5000)):
        with pytest.raises(study.BadToken):
            study.answer(of, token=text, given=chosen(0), guessed=False, now=NOON)
    assert not Review.objects.exists()


def test_answer_refuses_an_index_that_is_not_shown() -> None:
    furnish(1)
    pupil = student()
    with pytest.raises(study.Unanswered):
        study.answer(pupil, token=ask(pupil).token, given=chosen(4), guessed=False, now=NOON)
    assert not Card.objects.exists()


def test_ask_again_shows_the_same_form() -> None:
    furnish(1)
    pupil = student()
    asked = ask(pupil)
    again = study.ask_again(pupil.pk, token=asked.token, now=NOON)
    assert again is not None
    assert again == replace(asked, counts=None, why=())


def test_undo_brings_the_card_back_and_keeps_both_in_the_log() -> None:
    (row,) = furnish(1)
    pupil = student()
    review_log(pupil, row)
    before = Card.objects.values().get()
    answered = answer_next(pupil, now=NOON, right=False)
    undone = study.undo(pupil, review=answered.review, now=NOON)
    after = Card.objects.values().get()
    assert undone == study.Undone(card=after["id"], number=before["number"] + 2)
    assert after["state"] == {**before["state"], "number": after["number"]}
    for name in ("phase", "due_at", "due_day", "last_day", "first_day"):
        assert after[name] == before[name], name
    assert list(Review.objects.values_list("kind", "undoes"))[-2:] == [("review", None), ("undo", 3)]
    assert ask(pupil).question == row.pk


def review_log(of: Student, row: BankQuestion) -> None:
    """Two answers, so that the card is in review and due."""
    answer_next(of, now=NOON - timedelta(days=9))
    answer_next(of, now=NOON - timedelta(days=9) + timedelta(minutes=15))


def test_undo_twice_is_once() -> None:
    furnish(1)
    pupil = student()
    answered = answer_next(pupil, now=NOON)
    assert study.undo(pupil, review=answered.review, now=NOON) == study.undo(
        pupil, review=answered.review, now=NOON
    )
    assert Review.objects.filter(kind="undo").count() == 1


def test_undo_of_the_first_answer_asks_it_again() -> None:
    (row,) = furnish(1)
    pupil = student(new_a_day=1)
    answered = answer_next(pupil, now=NOON)
    study.undo(pupil, review=answered.review, now=NOON)
    asked = ask(pupil)
    assert (asked.question, asked.number) == (row.pk, 3)
    answer_asked(pupil, asked, now=NOON)
    card = Card.objects.get()
    assert (card.number, card.first_day, card.phase) == (3, TODAY, "learning")


def test_undo_only_of_the_last_answer_that_counts() -> None:
    furnish(1)
    pupil = student()
    first = answer_next(pupil, now=NOON)
    second = answer_next(pupil, now=NOON + timedelta(minutes=11))
    assert isinstance(study.undo(pupil, review=first.review, now=NOON), study.Moved)
    assert isinstance(study.undo(pupil, review=second.review, now=NOON), study.Undone)
    assert isinstance(study.undo(pupil, review=first.review, now=NOON), study.Undone)
    card = Card.objects.get()
    assert not folding.differs(card, folding.folded(folding.events_of(card), retention=0.9))


def test_undo_of_somebody_elses_answer_is_not_there() -> None:
    furnish(1)
    answered = answer_next(student(), now=NOON)
    with pytest.raises(Review.DoesNotExist):
        study.undo(student("another"), review=answered.review, now=NOON)


def test_seed_needs_the_servers_secret(settings) -> None:
    one = tokens.seed(student=1, fact=2, facet="title", number=3)
    settings.SECRET_KEY = "another secret"
    assert tokens.seed(student=1, fact=2, facet="title", number=3) != one
