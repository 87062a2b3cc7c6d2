"""The timeline says what a student knows."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.test import Client, RequestFactory

from history.models import Fact
from quizzes.models import Card
from quizzes.views import known

from .small_bank import base as make_base
from .small_bank import facts, student

pytestmark = pytest.mark.django_db


def words(user: User | AnonymousUser, rows: list[Fact]) -> list[str]:
    request = RequestFactory().get("/facts/timeline/")
    request.user = user
    found = known.layer(request, [row.pk for row in rows])
    return [str(found[row.pk].word) if row.pk in found else "" for row in rows]


def test_layer_tells_known_from_learning_and_from_what_was_never_studied() -> None:
    rows = facts(4, base=make_base())
    pupil = student()
    met = {"student": pupil, "first_day": 1}
    Card.objects.create(fact=rows[0], facet="date:when", phase="review", **met)
    Card.objects.create(fact=rows[1], facet="date:when", phase="review", **met)
    Card.objects.create(fact=rows[1], facet="actors:host", phase="learning", **met)
    Card.objects.create(fact=rows[2], facet="date:when", student=pupil)
    assert words(pupil.user, rows) == ["known", "learning", "not met", "not met"]
    assert words(student("other").user, rows) == ["not met"] * 4
    assert words(AnonymousUser(), rows) == [""] * 4


def test_layer_reads_all_cards_where_there_are_many_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = facts(4, base=make_base())
    pupil = student()
    Card.objects.create(fact=rows[3], facet="date:when", phase="review", student=pupil, first_day=1)
    monkeypatch.setattr(known, "FEW", 2)
    assert words(pupil.user, rows[:3]) == ["not met"] * 3
    assert words(pupil.user, rows) == ["not met"] * 3 + ["known"]


def test_timeline_shows_it_to_students_only(client: Client) -> None:
    facts(2, base=make_base())
    assert "not met" not in client.get("/facts/timeline/").content.decode()
    client.force_login(student().user)
    assert "2 not met" in client.get("/facts/timeline/").content.decode()


@pytest.mark.parametrize(
    ("language", "said"), [("en", "5 not met"), ("ru", "не встречалось: 5"), ("ko", "미학습: 5")]
)
def test_number_stands_where_the_language_puts_it(client: Client, language: str, said: str) -> None:
    facts(5, base=make_base())
    client.force_login(student().user)
    html = client.get("/facts/timeline/", headers={"accept-language": language}).text
    assert said in " ".join(html.split())
