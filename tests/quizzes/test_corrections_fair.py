"""Corrections as a fair teacher makes them: in any language, and only for whoever was wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import translation

from history import desk
from history.models import Fact
from quizzes import corrections, sittings, study, voiding
from quizzes.models import Amendment, BankQuestion, Card, Review, Student
from quizzes.questions import Mode, Option
from quizzes.voiding import What
from tests.factories import ActorFactory, ActorNameFactory

from .small_bank import NOON, answer_next, base, question_in, student, study_once
from .typed_world import HALVORSEN, pupil, question, typed_world, types

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LATER = NOON + 5 * DAY
TODAY = NOON.date().toordinal()
PEOPLE = {
    "Kim Il Sung": ("Ким Ир Сен", "김일성"),
    "Kim Jong Il": ("Ким Чен Ир", "김정일"),
    "Nikita Khrushchev": ("Никита Хрущёв", "니키타 흐루쇼프"),
    "Mao Zedong": ("Мао Цзэдун", "마오쩌둥"),
}

NAMES = [("en", "Kim Il Sung"), ("ru", "Ким Ир Сен"), ("ko", "김일성")]


@dataclass(frozen=True)
class Scene:
    mina: Student
    row: BankQuestion
    people: dict[str, int]

    @property
    def card(self) -> Card:
        return Card.objects.get(student=self.mina, fact=self.row.fact_id)

    def mark(self) -> int:
        return corrections.mark([self.row.fact_id], now=LATER)

    def correct(self, name: str) -> None:
        """It was somebody else, and the one who was right before is offered beside the others."""
        others = [option for option in self.options() if option["text"] != name]
        correct(self.row, {"entity": self.people[name]}, text=name)
        BankQuestion.objects.filter(pk=self.row.pk).update(pool=others)
        self.row.refresh_from_db()

    def options(self) -> list[dict[str, Any]]:
        return [Option(text=name, value={"entity": pk}).to_json() for name, pk in self.people.items()]

    def news(self) -> list[What]:
        return [each.what for each in voiding.news_for(self.mina)]

    def learn(self) -> None:
        """Two right answers, so that the card waits for a day."""
        study_once(self.mina, self.row, now=NOON)
        answer_next(self.mina, now=NOON + timedelta(minutes=11))


@pytest.fixture
def scene() -> Scene:
    """One who has met nothing; Kim Il Sung is right, and three others are offered, all with labels."""
    home = base()
    people = {
        name: ActorFactory(base=home, name=name, labels__ru=ru, labels__ko=ko).pk
        for name, (ru, ko) in PEOPLE.items()
    }
    options = [Option(text=name, value={"entity": pk}).to_json() for name, pk in people.items()]
    row = question_in("single", key=options[:1], pool=options[1:])
    return Scene(student("mina"), row, people)


def correct(row: BankQuestion, value: dict[str, Any], *, text: str = "Somebody else") -> None:
    """The fact says something else, and its question was proved again."""
    key = [{**row.key[0], "text": text, "value": value}]
    Fact.objects.filter(pk=row.fact_id).update(version=row.fact_version + 1)
    BankQuestion.objects.filter(pk=row.pk).update(
        key=key, fact_version=row.fact_version + 1, digest=f"{row.digest}+"[:64]
    )
    row.refresh_from_db()


def check_states() -> None:
    call_command("rebuild_states", "--check", stdout=StringIO())


def learned_date(scene: Scene, was: str, *, now_is: str) -> None:
    """She learned one date, and the fact has another by now."""
    scene.learn()
    for review in Review.objects.all():
        review.verdict["key"] = [{"date": was}]
        Review.objects.filter(pk=review.pk).update(verdict=review.verdict)
    correct(scene.row, {"date": now_is})


# Languages, and what was only practised


@pytest.mark.parametrize(("language", "read"), NAMES)
def test_whoever_learned_it_in_another_language_is_asked_again(
    scene: Scene, language: str, read: str
) -> None:
    with translation.override(language):
        scene.learn()
    assert Review.objects.latest("pk").verdict["answer"] == read
    scene.correct("Mao Zedong")
    assert scene.mark() == 1
    assert scene.card.due_day == TODAY + 5
    assert scene.news() == [What.CORRECTED]
    check_states()


def test_another_label_is_no_correction(scene: Scene) -> None:
    with translation.override("ru"):
        scene.learn()
    ActorNameFactory(actor_id=scene.people["Kim Il Sung"], text="Ким Ир Сэн", language="ru")
    assert scene.mark() == 0


def said_of_a_proposal(scene: Scene) -> Review:
    """She was asked whether it was so, and read what is right."""
    quiz = sittings.begin_quiz(scene.mina, [scene.row.pk], mode=Mode.TRUEFALSE, about={}, now=NOON)
    progress = study.progress_of(scene.mina, quiz.pk)
    assert progress is not None
    asked = study.next_in(scene.mina, progress, now=NOON)
    assert isinstance(asked, study.Asked)
    outcome = study.answer(
        scene.mina, token=asked.token, given=study.Given(choices=("0",)), guessed=False, now=NOON
    )
    assert isinstance(outcome, study.Answered)
    return Review.objects.get(pk=outcome.review)


def test_whoever_read_it_in_a_quiz_of_true_and_false_is_told(scene: Scene) -> None:
    review = said_of_a_proposal(scene)
    assert review.verdict["key"] == [{"entity": scene.people["Kim Il Sung"]}]
    assert scene.mark() == 0
    scene.correct("Mao Zedong")
    assert (scene.mark(), scene.mark()) == (1, 0)
    assert scene.news() == [What.CORRECTED]
    assert (scene.card.phase, scene.card.first_day) == ("new", None)
    check_states()


def test_old_answer_to_true_or_false_says_nothing_of_what_was_learned(
    scene: Scene, django_assert_num_queries
) -> None:
    scene.learn()
    review = Review.objects.latest("pk")
    Review.objects.create(
        card=scene.card,
        number=9,
        kind="aside",
        token="old",
        at=NOON + DAY,
        study_day=TODAY + 1,
        zone="UTC",
        question=scene.row,
        fact_version=1,
        right=True,
        verdict={**review.verdict, "key": [{"true": True}]},
    )
    with django_assert_num_queries(2):
        assert scene.mark() == 0, "no card is held"
    scene.correct("Mao Zedong")
    assert scene.mark() == 1


# Dates


@pytest.mark.parametrize(
    ("was", "now_is"), [("1949-03", "1949-03-17"), ("1949", "1949-03-17"), ("1949-03-17", "1949-03")]
)
def test_more_or_less_exact_date_is_told_once_and_not_asked_again(
    scene: Scene, was: str, now_is: str
) -> None:
    learned_date(scene, was, now_is=now_is)
    before = Card.objects.values().get(pk=scene.card.pk)
    assert (scene.mark(), scene.mark()) == (0, 0)
    assert Card.objects.values().get(pk=scene.card.pk) == before
    assert not Review.objects.filter(kind="reschedule").exists()
    assert scene.news() == [What.EXACTNESS]
    assert Amendment.objects.count() == 1


@pytest.mark.parametrize("now_is", ["1949-04", "1949-04-17", "1950"])
def test_another_date_is_asked_again(scene: Scene, now_is: str) -> None:
    learned_date(scene, "1949-03", now_is=now_is)
    assert scene.mark() == 1
    assert scene.news() == [What.CORRECTED]


def test_date_asked_otherwise_without_a_correction_is_not_told(scene: Scene) -> None:
    """Its question may ask for the year by now because of what stands beside it."""
    learned_date(scene, "1949-03", now_is="1949")
    Review.objects.update(fact_version=scene.row.fact_version)
    assert scene.mark() == 0
    assert not scene.news()


# Back again


def test_corrected_back_before_it_was_asked_is_as_if_nothing_had_been(scene: Scene) -> None:
    scene.learn()
    due = scene.card.due_day
    scene.correct("Mao Zedong")
    scene.mark()
    assert scene.card.due_day != due
    scene.correct("Kim Il Sung")
    assert (scene.mark(), scene.mark()) == (1, 0)
    assert scene.card.due_day == due
    assert not scene.news(), "she never read that it was wrong"
    check_states()


def test_who_read_that_it_was_wrong_reads_that_it_is_right(scene: Scene) -> None:
    scene.learn()
    scene.correct("Mao Zedong")
    scene.mark()
    Amendment.objects.update(told_at=LATER)
    scene.correct("Kim Il Sung")
    assert scene.mark() == 1
    assert scene.news() == [What.BACK]
    assert voiding.news_for(scene.mina)[0].stem == scene.row.stem


def test_corrected_back_and_forth_marks_each_time(scene: Scene) -> None:
    scene.learn()
    for _ in range(3):
        scene.correct("Mao Zedong")
        assert scene.mark() == 1
        assert scene.card.due_day == TODAY + 5
        scene.correct("Kim Il Sung")
        assert scene.mark() == 1
    assert not scene.news()
    check_states()


def test_who_learned_the_new_value_is_asked_again_when_it_goes_back(scene: Scene) -> None:
    scene.learn()
    scene.correct("Mao Zedong")
    scene.mark()
    answer_next(scene.mina, now=LATER)
    scene.correct("Kim Il Sung")
    assert scene.mark() == 1
    assert scene.news()[0] is What.CORRECTED
    check_states()


# Withdrawn, and two that were one


def test_withdrawn_and_published_again_disturbs_nobody(
    publisher: User, django_capture_on_commit_callbacks
) -> None:
    typed_world()
    mina, row = pupil("mina"), question("fisheries")
    types(mina, row, HALVORSEN)
    before = Card.objects.values().get(student=mina)
    fact = Fact.objects.get(pk=row.fact_id)
    for deed in (
        lambda: desk.withdraw(fact, reason="Looked at again.", user=publisher, now=LATER),
        lambda: desk.publish(fact, user=publisher, now=LATER),
    ):
        with django_capture_on_commit_callbacks(execute=True):
            done = deed()
        assert isinstance(done, desk.Done), done
        fact.refresh_from_db()
    row.refresh_from_db()
    assert row.state == "live"
    assert corrections.catch_up(now=LATER) == 0
    assert Card.objects.values().get(student=mina) == before
    assert not Amendment.objects.exists()


@pytest.mark.parametrize(("language", "named"), NAMES)
def test_entry_given_up_for_another_of_the_same_person_is_no_correction(
    scene: Scene, language: str, named: str
) -> None:
    """Two entries were one person: the name that she read, in whatever language, is one of the other's."""
    with translation.override(language):
        scene.learn()
    other = ActorFactory(base=base(), name="Kim Il-song")
    ActorNameFactory(actor=other, text=named, language=language)
    correct(scene.row, {"entity": other.pk}, text=other.name)
    assert scene.mark() == 0
    assert not scene.news()
    assert not Review.objects.filter(kind="reschedule").exists()


def test_name_in_another_language_of_somebody_else_is_a_correction(scene: Scene) -> None:
    with translation.override("ru"):
        scene.learn()
    ActorNameFactory(actor_id=scene.people["Mao Zedong"], text="Kim Il Sung", language="en")
    scene.correct("Mao Zedong")
    assert scene.mark() == 1
