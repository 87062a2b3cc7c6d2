"""A corrected fact: whoever learned what is wrong by now is told, and asked again soon. Nobody else is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from history import desk
from history.models import Fact
from quizzes import corrections, study
from quizzes.models import Amendment, BankQuestion, Card, Review, Student

from .small_bank import NOON, answer_next, furnish, option_of, student, study_once
from .typed_world import HALVORSEN, QUANDT, pupil, question, typed_world, types

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LATER = NOON + 5 * DAY
TODAY = NOON.date().toordinal()


def check_states() -> None:
    call_command("rebuild_states", "--check", stdout=StringIO())


def values(*given: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"text": "", "value": value, "note": "", "fact": None, "sort": 0} for value in given]


def asked(mode: str = "single", *given: dict[str, Any]) -> BankQuestion:
    return BankQuestion(mode=mode, key=values(*given))


A, B, C = ({"entity": number} for number in (1, 2, 3))


@pytest.mark.parametrize(
    ("learned", "now", "expected"),
    [
        ([A], [A], False),
        ([A], [B], True),
        ([A], [B, A], False),
        ([A, B], [B, A, C], False),
        ([{"date": "1961-07-06"}], [{"date": "1961-07-06"}], False),
        ([{"date": "1961-07-06"}], [{"date": "1961-07-07"}], True),
        ([{"date": "1961"}], [{"date": "1961-07-07"}], False),
        ([{"date": "1961-07-07"}], [{"date": "1961"}], False),
        ([{"date": "1961-07-07"}], [{"date": "1962"}], True),
        ([{"date": "1961-07-07"}], [A], True),
        ([{"source": 1}], [{"source": 2}], False),
        ([], [A], False),
        (None, [A], False),
    ],
)
def test_what_is_wrong_by_now(learned: Any, now: list, expected: bool) -> None:
    assert corrections.differs(learned, asked("single", *now)) is expected


@pytest.mark.parametrize(
    ("learned", "now", "expected"),
    [
        ([A, B, C], [A, B, C], False),
        ([A, B, C], [A, C, B], True),
        ([A, C], [A, B, C], False),
        ([A, B], [A, C], False),
    ],
)
def test_sequence_is_wrong_where_its_order_is(learned: list, now: list, expected: bool) -> None:
    assert corrections.differs(learned, asked("order", *now)) is expected


@pytest.mark.parametrize(("mode", "expected"), [("multi", True), ("typed", False), ("card", False)])
def test_what_was_right_as_well_may_go(mode: str, expected: bool) -> None:
    """All that is to be ticked is learned; of several answers to type one is enough, and is still right."""
    assert corrections.differs([A, B], asked(mode, A)) is expected
    assert corrections.differs([A, B], asked(mode, A, C)) is expected
    assert corrections.differs([A, B], asked(mode, B, C))


@dataclass(frozen=True)
class Scene:
    row: BankQuestion
    pupils: list[Student]


@pytest.fixture
def scene() -> Scene:
    """Two who learned it well, one who has not met it."""
    row = furnish(1)[0]
    pupils = [student(f"pupil-{number}") for number in range(3)]
    for each in pupils[:2]:
        study_once(each, row, now=NOON)
        answer_next(each, now=NOON + timedelta(minutes=11))
    return Scene(row, pupils)


def correct(row: BankQuestion, **value: Any) -> None:
    """The fact says something else, and its question was proved again."""
    key = [{**row.key[0], "text": "Somebody else", "value": value or {"entity": 777}}]
    Fact.objects.filter(pk=row.fact_id).update(version=row.fact_version + 1)
    BankQuestion.objects.filter(pk=row.pk).update(
        key=key, fact_version=row.fact_version + 1, digest=f"{row.digest}+"
    )
    row.refresh_from_db()


def test_who_learned_it_is_asked_again_today(scene: Scene) -> None:
    correct(scene.row)
    assert corrections.mark([scene.row.fact_id], now=LATER) == 2
    cards = Card.objects.filter(fact=scene.row.fact_id)
    assert [card.due_day for card in cards] == [TODAY + 5] * 2
    for entry in Review.objects.filter(kind="reschedule"):
        assert entry.response == {"because": "corrected", "key": [{"entity": 777}], "due_day": TODAY + 5}
    assert {each.student for each in Amendment.objects.untold()} == set(scene.pupils[:2])
    check_states()


def test_once_for_each_change(scene: Scene) -> None:
    correct(scene.row)
    assert corrections.mark([scene.row.fact_id], now=LATER) == 2
    assert corrections.mark([scene.row.fact_id], now=LATER + DAY) == 0
    correct(scene.row, entity=778)
    assert corrections.mark([scene.row.fact_id], now=LATER + DAY) == 2
    assert Amendment.objects.count() == 4


@pytest.mark.parametrize("change", [{"stem": "Who came?"}, {"fact_version": 9}, {"digest": "another"}])
def test_nothing_is_written_or_held_where_the_key_is_the_same(
    scene: Scene, change: dict, django_assert_num_queries
) -> None:
    BankQuestion.objects.filter(pk=scene.row.pk).update(**change)
    with django_assert_num_queries(2):
        assert corrections.mark([scene.row.fact_id], now=LATER) == 0
    assert not Review.objects.filter(kind="reschedule").exists()


def test_other_words_for_the_same_are_no_change(scene: Scene) -> None:
    key = [{**scene.row.key[0], "text": "The same by another name"}]
    BankQuestion.objects.filter(pk=scene.row.pk).update(key=key)
    assert corrections.mark([scene.row.fact_id], now=LATER) == 0


def test_withheld_question_waits_until_it_is_asked_again(scene: Scene) -> None:
    correct(scene.row)
    BankQuestion.objects.filter(pk=scene.row.pk).update(state="stale")
    assert corrections.catch_up(now=LATER) == 0
    BankQuestion.objects.filter(pk=scene.row.pk).update(state="live")
    assert corrections.catch_up(now=LATER) == 2


def test_who_answered_since_knows_it_already(scene: Scene) -> None:
    correct(scene.row)
    review = Review.objects.filter(card__student=scene.pupils[0]).latest("number")
    Review.objects.filter(pk=review.pk).update(verdict={**review.verdict, "key": [{"entity": 777}]})
    assert corrections.mark([scene.row.fact_id], now=LATER) == 1


def test_answer_that_was_taken_back_taught_nothing(scene: Scene) -> None:
    correct(scene.row)
    for review in Review.objects.filter(card__student=scene.pupils[0]).order_by("-number"):
        study.undo(scene.pupils[0], review=review.pk, now=LATER)
    assert corrections.mark([scene.row.fact_id], now=LATER) == 1


@pytest.mark.parametrize(("first", "marked"), [(True, 0), (False, 1)])
def test_what_counts_is_the_last_answer_that_was_not_taken_back(
    scene: Scene, first: bool, marked: int
) -> None:
    """Of two answers one was held against what is right now; the second was taken back."""
    pupil = scene.pupils[0]
    one, two = Review.objects.filter(card__student=pupil).order_by("number")
    correct(scene.row)
    knows = one if first else two
    Review.objects.filter(pk=knows.pk).update(verdict={**knows.verdict, "key": [{"entity": 777}]})
    study.undo(pupil, review=two.pk, now=LATER)
    corrections.mark([scene.row.fact_id], now=LATER)
    assert Review.objects.filter(kind="reschedule", card__student=pupil).count() == marked


def test_card_is_looked_at_once_more_when_it_is_held(scene: Scene) -> None:
    """She may have answered, or taken back, between the two looks."""
    pupil = scene.pupils[0]
    one, two = Review.objects.filter(card__student=pupil).order_by("number")
    correct(scene.row)
    Review.objects.filter(pk=one.pk).update(verdict={**one.verdict, "key": [{"entity": 777}]})
    study.undo(pupil, review=two.pk, now=LATER)
    questions = {(scene.row.fact_id, scene.row.facet): scene.row}
    assert corrections._mark([one.card_id], questions, now=LATER) == 0


def test_question_is_asked_and_then_it_is_known(scene: Scene) -> None:
    correct(scene.row)
    corrections.mark([scene.row.fact_id], now=LATER)
    asked = study.next_question(scene.pupils[0], now=LATER)
    assert isinstance(asked, study.Asked)
    choice = option_of(asked, student=scene.pupils[0].pk)
    outcome = study.answer(
        scene.pupils[0],
        token=asked.token,
        given=study.Given(choices=(str(choice),)),
        guessed=False,
        now=LATER,
    )
    assert isinstance(outcome, study.Answered)
    card = Card.objects.get(student=scene.pupils[0])
    assert card.due_day is not None
    assert card.due_day > TODAY + 5
    assert corrections.catch_up(now=LATER) == 0
    check_states()


def test_cards_are_marked_in_parts(scene: Scene, monkeypatch) -> None:
    monkeypatch.setattr(corrections, "AT_A_TIME", 1)
    correct(scene.row)
    assert corrections.mark([scene.row.fact_id], now=LATER) == 2
    check_states()


def test_desk_corrects_and_the_students_follow(django_capture_on_commit_callbacks, publisher) -> None:
    """The whole way: a fact is corrected at the desk, its question proved anew, and the card is due."""
    typed_world()
    mina = pupil("mina")
    row = question("fisheries")
    types(mina, row, HALVORSEN)
    types(mina, row, HALVORSEN, now=NOON + 2 * DAY)
    fact = Fact.objects.get(pk=row.fact_id)

    def quandt(written: Fact) -> None:
        part = written.participations.get()
        part.actor = part.actor.__class__.objects.get(name=QUANDT)
        part.save()
        statement = written.statement.replace(HALVORSEN, QUANDT)
        Fact.objects.filter(pk=written.pk).update(statement=statement)
        written.statement = statement

    with django_capture_on_commit_callbacks(execute=True):
        done = desk.correct(fact, write=quandt, why="Misread.", user=publisher, now=LATER)
    assert isinstance(done, desk.Done), done
    row.refresh_from_db()
    assert (row.state, row.key[0]["text"]) == ("live", QUANDT)
    assert Review.objects.filter(kind="reschedule", card__student=mina).count() == 1
    assert Amendment.objects.get().student == mina
    check_states()


def test_desk_that_changes_no_answer_writes_nothing(django_capture_on_commit_callbacks, publisher) -> None:
    typed_world()
    mina = pupil("mina")
    row = question("fisheries")
    types(mina, row, HALVORSEN)
    fact = Fact.objects.get(pk=row.fact_id)

    def tidied(written: Fact) -> None:
        Fact.objects.filter(pk=written.pk).update(rank=7)

    with django_capture_on_commit_callbacks(execute=True) as followed:
        desk.correct(fact, write=tidied, why="A note.", user=publisher, now=LATER)
    assert followed
    assert not Review.objects.filter(kind="reschedule").exists()


def test_make_questions_catches_up(scene: Scene) -> None:
    correct(scene.row)
    call_command("make_questions", stdout=StringIO())
    assert BankQuestion.objects.get(pk=scene.row.pk).state in ("live", "withheld")
    out = StringIO()
    BankQuestion.objects.filter(pk=scene.row.pk).update(state="live")
    call_command("make_questions", "--quiet", stdout=out)
    marked = Review.objects.filter(kind="reschedule").count()
    assert marked == 2
