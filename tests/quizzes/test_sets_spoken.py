"""The sets that the house makes by a rule, called as the reader calls what they are about."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import translation

from history.dates import parse
from quizzes import sets
from quizzes.models import Set, Sitting
from quizzes.views.titles import title_of
from tests.factories import ActorFactory, ActorNameFactory

from .small_bank import base, facts

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor():
    made = ActorFactory(base=base(), name="Kim Il Sung")
    ActorNameFactory(actor=made, text="Ким Ир Сен", language="ru", label=True)
    return made


def of(name: str, **rule: object) -> Set:
    return Set.objects.create(name=name, base=base(), **rule)


def page(client: Client, row: Set, language: str) -> str:
    return client.get(f"/sets/{row.pk}/", headers={"accept-language": language}).text


def test_a_topic_is_named_in_the_readers_language(visitor: Client) -> None:
    row = of("Visits", type="visit")
    assert "<h1>Визиты</h1>" in page(visitor, row, "ru")
    assert "<h1>방문</h1>" in page(visitor, row, "ko")
    assert "<h1>Visits</h1>" in page(visitor, row, "en")


def test_a_period_is_named_in_the_readers_language(visitor: Client) -> None:
    row = of("1950 to 1959", period=parse("1950/1959"))
    assert "<h1>1950년부터 1959년까지</h1>" in page(visitor, row, "ko")
    assert "<h1>1950 to 1959</h1>" in page(visitor, row, "en")


def test_an_actor_is_named_by_the_label(visitor: Client, actor) -> None:
    row = of("Kim Il Sung", actor=actor)
    assert "<h1>Ким Ир Сен</h1>" in page(visitor, row, "ru")
    assert "<h1>Kim Il Sung</h1>" in page(visitor, row, "ko")


@pytest.mark.parametrize("rule", ["type", "actor", "period"])
def test_a_name_that_somebody_gave_stays(visitor: Client, actor, rule: str) -> None:
    values = {"type": "visit", "actor": actor, "period": parse("1950/1959")}
    row = of("For class 9b", **{rule: values[rule]})
    assert "<h1>For class 9b</h1>" in page(visitor, row, "ru")


def test_a_teachers_set_stays_what_it_is_called(as_teacher: Client, teacher: User) -> None:
    row = of("Visits", type="visit", owner=teacher)
    assert "<h1>Visits</h1>" in page(as_teacher, row, "ru")


def test_lists_of_sets_say_so_too(as_student: Client, actor) -> None:
    facts(1, base=base())
    row = of("Visits", type="visit")
    sets.rebuild(row)
    html = as_student.get("/sets/", headers={"accept-language": "ru"}).text
    assert f'<a href="/sets/{row.pk}/">Визиты</a>' in html
    assert ">Визиты</option>" in as_student.get("/quiz/", headers={"accept-language": "ru"}).text


def test_a_sitting_about_a_topic_is_named_so() -> None:
    with translation.override("ru"):
        assert title_of(Sitting(about={"set": "Visits"})) == "Визиты"
        assert title_of(Sitting(about={"set": "Facts of mine"})) == "Facts of mine"
