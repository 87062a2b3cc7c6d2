"""Law 8: an answer counts exactly once, whoever presses how often, at the same moment or later.

The parallel stories run on what DATABASE_URL names; where that is SQLite, on a file of their own, because
a database in memory locks in another way than the one that people use.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoDbBlocker

from quizzes.models import BankQuestion, Card, Review, Student
from quizzes.study import folding

from .small_bank import NOON, furnish, right_choice, student
from .test_views_study import ANSWER, HTMX, STUDY, token_in

POSTGRES = os.environ.get("DATABASE_URL", "").startswith("postgres")
pytestmark = [pytest.mark.django_db(transaction=True)] if POSTGRES else []


@contextmanager
def moved_to(file: Path, blocker: DjangoDbBlocker) -> Iterator[None]:
    """Within this, the database is that file."""
    memory, configured = connections["default"], connections.settings["default"]
    connections.settings["default"] = {**configured, "NAME": str(file)}
    del connections["default"]
    with blocker.unblock():
        yield
        connections["default"].close()
    connections.settings["default"] = configured
    connections["default"] = memory


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Path:
    """An SQLite file with all tables and nothing else in them, made once."""
    file = tmp_path_factory.mktemp("migrated") / "answers.sqlite3"
    with moved_to(file, django_db_blocker):
        call_command("migrate", run_syncdb=True, verbosity=0)
    return file


@pytest.fixture
def real_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[None]:
    """A database whose transactions are real: a PostgreSQL server, or an SQLite file of its own."""
    if POSTGRES:
        yield
        return
    request.getfixturevalue("django_db_setup")
    file = shutil.copy(request.getfixturevalue("migrated"), tmp_path)
    with moved_to(Path(file), request.getfixturevalue("django_db_blocker")):
        yield


@pytest.fixture
def pupil(real_database: None) -> Student:
    furnish(3)
    return student()


def signed_in(of: Student) -> Client:
    client = Client()
    client.force_login(of.user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def form(client: Client, of: Student) -> dict[str, str]:
    html = client.get(STUDY, headers=HTMX).content.decode()
    row = next(row for row in BankQuestion.objects.all() if row.stem in html)
    card = Card.objects.filter(student=of, fact=row.fact_id, facet=row.facet).first()
    key = right_choice(row, of=of, number=card.number + 1 if card else 1)
    return {"token": token_in(html), "choice": str(key), "confidence": "sure"}


def at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    """What each act returned, all begun at the same moment, each in a thread with its own connection."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        barrier.wait(timeout=30)
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def posts(client: Client, forms: list[dict[str, str]]) -> list[HttpResponse]:
    """Each form sent by a browser tab of its own: the same cookies, another connection."""

    def tab(data: dict[str, str]) -> Callable[[], HttpResponse]:
        own = Client()
        own.cookies = client.cookies
        return lambda: own.post(ANSWER, data, headers=HTMX)

    return at_once([tab(data) for data in forms])


def seen(responses: list[HttpResponse]) -> list[str]:
    """Which fragment each response is. Read from its bytes: the test client mixes up templates of threads."""
    marks = {
        "verdict": 'class="verdict"',
        "question": 'id="question-form"',
        "moved": "answered in another tab",
    }
    return sorted(
        next((name for name, mark in marks.items() if mark in response.content.decode()), "?")
        for response in responses
    )


def without_secrets(response: HttpResponse) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())


def is_the_fold(of: Student) -> bool:
    return not any(
        folding.differs(card, folding.folded(folding.events_of(card), retention=card.retention))
        for card in of.cards.all()
    )


def test_the_database_is_a_real_one(pupil: Student) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            modes = [
                cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")
            ]
        assert modes == ["wal", 2]


@pytest.mark.parametrize("met", [False, True], ids=["first answer", "known card"])
def test_double_click(pupil: Student, met: bool) -> None:
    client = signed_in(pupil)
    if met:
        client.post(ANSWER, form(client, pupil))
        Card.objects.update(due_at=NOON)
    data = form(client, pupil)
    responses = posts(client, [data] * 4)
    assert seen(responses) == ["verdict"] * 4
    assert len({without_secrets(response) for response in responses}) == 1
    assert Card.objects.count() == 1
    assert Review.objects.count() == 1 + met
    assert is_the_fold(pupil)


@pytest.mark.parametrize("met", [False, True], ids=["first answer", "known card"])
def test_four_tabs(pupil: Student, met: bool) -> None:
    client = signed_in(pupil)
    if met:
        client.post(ANSWER, form(client, pupil))
        Card.objects.update(due_at=NOON)
    forms = [form(client, pupil) for _ in range(4)]
    assert len({data["token"] for data in forms}) == 4
    responses = posts(client, forms)
    assert seen(responses) == ["moved"] * 3 + ["verdict"]
    assert Review.objects.count() == 1 + met
    assert is_the_fold(pupil)


def test_replay_much_later(pupil: Student) -> None:
    client = signed_in(pupil)
    data = form(client, pupil)
    first = client.post(ANSWER, data, headers=HTMX)
    for _ in range(2):
        Card.objects.update(due_at=NOON)
        client.post(ANSWER, form(client, pupil))
    BankQuestion.objects.update(state="stale")
    again = client.post(ANSWER, data, headers=HTMX)
    assert again.context["verdict"] == first.context["verdict"]
    assert Review.objects.count() == 3


def test_back_button(pupil: Student) -> None:
    client = signed_in(pupil)
    data = form(client, pupil)
    client.post(ANSWER, data)
    asked_again = client.get(STUDY)
    assert asked_again.context["token"] != data["token"]
    assert asked_again.context["question"].stem != Review.objects.get().shown["stem"]
    changed_mind = client.post(ANSWER, {**data, "choice": str((int(data["choice"]) + 1) % 4)})
    assert changed_mind["Location"] == f"/study/verdict/{Review.objects.get().pk}/"
    assert Review.objects.get().right


def test_twenty_students_at_once(pupil: Student) -> None:
    class_ = [student(f"pupil-{number}") for number in range(20)]
    clients = [signed_in(each) for each in class_]
    forms = [form(client, each) for client, each in zip(clients, class_, strict=True)]
    responses = at_once(
        [
            lambda client=client, data=data: client.post(ANSWER, data, headers=HTMX)
            for client, data in zip(clients, forms, strict=True)
        ]
    )
    assert seen(responses) == ["verdict"] * 20
    assert sorted(Review.objects.values_list("card__student", flat=True)) == [each.pk for each in class_]


def test_first_visit_makes_one_student(pupil: Student) -> None:
    user = pupil.user
    pupil.delete()
    clients = [signed_in_as(user) for _ in range(4)]
    responses = at_once([lambda client=client: client.get(STUDY) for client in clients])
    assert [response.status_code for response in responses] == [200] * 4
    assert Student.objects.get().follows.count() == 1


def signed_in_as(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def test_undo_pressed_four_times(pupil: Student) -> None:
    client = signed_in(pupil)
    client.post(ANSWER, form(client, pupil))
    path = f"/study/undo/{Review.objects.get().pk}/"
    clients = [signed_in(pupil) for _ in range(4)]
    responses = at_once([lambda each=each: each.post(path, headers=HTMX) for each in clients])
    assert seen(responses) == ["question"] * 4
    assert list(Review.objects.values_list("kind", flat=True)) == ["learn", "undo"]
    assert is_the_fold(pupil)


def test_undo_and_answer_at_once(pupil: Student) -> None:
    client = signed_in(pupil)
    client.post(ANSWER, form(client, pupil))
    Card.objects.update(due_at=NOON)
    data, path = form(client, pupil), f"/study/undo/{Review.objects.get().pk}/"
    clients = [signed_in(pupil) for _ in range(2)]
    at_once(
        [lambda: clients[0].post(path, headers=HTMX), lambda: clients[1].post(ANSWER, data, headers=HTMX)]
    )
    assert Review.objects.filter(number=2).count() == 1
    assert Review.objects.count() == 2
    assert is_the_fold(pupil)
