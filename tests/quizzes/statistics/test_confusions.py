"""Which two are mixed up, and the exercise that tells them apart."""

from __future__ import annotations

import pytest
from django.test import Client

from quizzes import study
from quizzes.models import BankQuestion, Card, Sitting, Student
from quizzes.statistics import confusions
from quizzes.study.folding import study_day
from tests.quizzes.small_bank import NOON, furnish, questions, review_cards, student

pytestmark = pytest.mark.django_db


@pytest.fixture
def pupil() -> Student:
    furnish(6)
    return student()


def mix_up(of: Student, row: BankQuestion, *, taken_for: str, now=NOON) -> None:
    """Take the right answer for another one, by the text of the option."""
    asked = study.question_about(of, fact=row.fact_id, now=now)
    assert asked is not None
    choice = asked.options.index(taken_for)
    given = study.Given(choices=(str(choice),))
    study.answer(of, token=asked.token, given=given, guessed=False, now=now)


def both_ways(*rows: BankQuestion) -> None:
    """Have these questions offer each other's answers, and nothing else of their own."""
    keys = [
        {**row.key[0], "value": {"entity": 500 + place}, "text": f"Actor {place}"}
        for place, row in enumerate(rows)
    ]
    others = [{**keys[0], "text": f"Else {n}", "value": {"entity": 900 + n}} for n in range(2)]
    for place, row in enumerate(rows):
        row.key = [keys[place]]
        row.pool = [key for other, key in enumerate(keys) if other != place] + others
        row.save()


def test_pair_is_mixed_up_whichever_was_right(pupil: Student) -> None:
    one, other = rows = list(BankQuestion.objects.order_by("pk")[:2])
    both_ways(*rows)
    mix_up(pupil, one, taken_for="Actor 1")
    assert confusions.confusions(pupil, most=5) == ()  # once may happen
    mix_up(pupil, other, taken_for="Actor 0")
    (found,) = confusions.confusions(pupil, most=5)
    assert ({found.one, found.other}, found.times) == ({"Actor 0", "Actor 1"}, 2)
    assert found.questions == (other.pk, one.pk)


def contrasted(of: Student, key: str) -> Sitting | None:
    return confusions.contrast(of, key, today=study_day(of, NOON), now=NOON)


def mixed_up(of: Student) -> tuple[confusions.Confusion, list[BankQuestion]]:
    """A pair that was mixed up both ways, and the two questions."""
    rows = list(BankQuestion.objects.order_by("pk")[:2])
    both_ways(*rows)
    mix_up(of, rows[0], taken_for="Actor 1")
    mix_up(of, rows[1], taken_for="Actor 0")
    (pair,) = confusions.confusions(of, most=5)
    return pair, rows


def asked_besides(rows: list[BankQuestion], **columns: str) -> list[BankQuestion]:
    """Another question of the same facts."""
    made = questions([row.fact for row in rows], facets=(columns["facet"],))
    BankQuestion.objects.filter(pk__in=[row.pk for row in made]).update(**columns)
    return made


def test_contrast_asks_for_one_and_the_other_in_turn(pupil: Student) -> None:
    pair, rows = mixed_up(pupil)
    sitting = contrasted(pupil, pair.key)
    assert sitting is not None
    assert set(sitting.plan) == {rows[0].pk, rows[1].pk}
    assert (sitting.purpose, sitting.about["contrast"]) == ("quiz", [pair.one, pair.other])


def test_contrast_goes_on_with_what_else_is_asked_of_both(pupil: Student) -> None:
    pair, rows = mixed_up(pupil)
    places = asked_besides(rows, facet="place", kind="place")
    dates = asked_besides(rows, facet="date:when", kind="date")
    asked_besides(rows, facet="order:sequence", kind="order")  # says nothing of the two
    sitting = contrasted(pupil, pair.key)
    assert sitting is not None
    first, *_ = sitting.plan
    turn = slice(None, None, 1 if first == rows[0].pk else -1)
    wanted = [row.pk for pair in (rows, dates, places) for row in pair[turn]]
    assert sitting.plan == wanted


def test_contrast_leaves_to_its_session_what_waits_today(pupil: Student) -> None:
    """A question that counts is not given away by one of the same fact just before it."""
    pair, rows = mixed_up(pupil)
    places = asked_besides(rows, facet="place", kind="place")
    review_cards(pupil, places)
    sitting = contrasted(pupil, pair.key)
    assert sitting is not None
    assert not set(sitting.plan) & {row.pk for row in places}
    Card.objects.filter(facet="place").update(due_day=study_day(pupil, NOON) + 1)
    sitting = contrasted(pupil, pair.key)
    assert sitting is not None
    assert set(sitting.plan) >= {row.pk for row in places}


def test_contrast_is_no_longer_than_an_exercise(pupil: Student) -> None:
    pair, rows = mixed_up(pupil)
    for number in range(confusions.LENGTH):
        asked_besides(rows, facet=f"actors:{number}", kind="actor")
    sitting = contrasted(pupil, pair.key)
    assert sitting is not None
    assert len(sitting.plan) == len(set(sitting.plan)) == confusions.LENGTH


def test_contrast_of_somebody_else_is_none(pupil: Student) -> None:
    assert contrasted(pupil, "entity500-entity501") is None
    assert contrasted(pupil, "") is None
    assert not Sitting.objects.exists()


@pytest.mark.parametrize("facets", [0, 1])
def test_short_exercise_says_why(client: Client, pupil: Student, facets: int) -> None:
    pair, rows = mixed_up(pupil)
    for number in range(facets):
        asked_besides(rows, facet=f"actors:{number}", kind="actor")
    client.force_login(pupil.user)
    page = client.post("/progress/contrast/", {"pair": pair.key}, follow=True)
    said = "Only 2 questions about the two can be practised now" in page.text
    assert said == (2 + 2 * facets < confusions.FEW)
