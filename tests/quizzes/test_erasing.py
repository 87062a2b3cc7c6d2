"""Erased is erased: no row, no session, no byte in the files. And a copy of everything before."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from axes.models import AccessAttempt
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection
from reversion.models import Revision

from quizzes import sittings, study
from quizzes.models import Card, Report, Review, Set, Sitting, Student
from quizzes.people import erasing
from quizzes.people.exporting import export
from tests.cast import signed_in
from tests.factories import UserFactory

from .small_bank import NOON, answer_asked, furnish, student, study_once

NAME = "Zephyrine Quillfeather"
TEXT = "the-typed-remark-of-a-pupil"
SPARED = "Another Pupil Altogether"


def lived(name: str = NAME, *, text: str = TEXT) -> Student:
    """A student who has left something in every table."""
    first, second = furnish(2)
    pupil = student(name)
    sitting = sittings.start_study(pupil, size=5, mode="single", within=None, now=NOON)
    for row in (first, second):
        study_once(pupil, row, now=NOON).reviews.update(sitting=sitting)
    Report.objects.create(question=first, student=pupil, reason="other", text=text, stem="x", at=NOON)
    Set.objects.create(name=f"Set of {name}", owner=pupil.user, by_hand=True)
    teacher = UserFactory(username=f"teacher of {len(name)}", is_staff=True)
    for about in (pupil, pupil.user):
        LogEntry.objects.create(
            user=teacher,
            content_type=ContentType.objects.get_for_model(about),
            object_id=about.pk,
            object_repr=str(about),
            action_flag=CHANGE,
        )
    LogEntry.objects.create(user=pupil.user, action_flag=CHANGE, object_repr="something")
    for typed in (name, name.upper()):
        AccessAttempt.objects.create(
            username=typed, ip_address="10.0.0.1", user_agent=typed, failures_since_start=1, post_data=typed
        )
    Revision.objects.create(user=pupil.user, date_created=NOON, comment="x")
    for _ in range(2):
        signed_in(pupil.user)
    return pupil


def rows_about(pupil: Student) -> dict[str, int]:
    """How many rows of every table still point to this person."""
    found = {}
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if field.is_relation and field.concrete and not field.auto_created:
                person = {User: pupil.user_id, Student: pupil.pk}.get(field.related_model)
                if person and (count := model._base_manager.filter(**{field.name: person}).count()):
                    found[f"{model.__name__}.{field.name}"] = count
    return found


@pytest.mark.django_db
def test_nothing_that_points_to_the_person_stays() -> None:
    spared = student(SPARED)
    signed_in(spared.user)
    pupil = lived()
    user = pupil.user
    assert {"Card.student", "Report.student", "LogEntry.user", "Revision.user"} <= rows_about(pupil).keys()
    gone = erasing.erase(user)
    assert (gone.people, gone.cards, gone.answers, gone.sessions) == (1, 2, 2, 2)
    assert rows_about(pupil) == {}
    assert [model.objects.count() for model in (Card, Review, Sitting, Report, LogEntry)] == [0] * 5
    assert not AccessAttempt.objects.exists()
    assert not Set.objects.filter(name__contains=NAME).exists()
    assert Revision.objects.get().user is None
    assert Session.objects.count() == 1
    assert set(Student.objects.all()) == {spared}


@pytest.mark.django_db
def test_erasing_twice_is_erasing_once() -> None:
    user = student(NAME).user
    stale = User.objects.get(pk=user.pk)
    assert erasing.erase(user).people == 1
    assert erasing.erase(stale).people == 0


@pytest.mark.django_db
@pytest.mark.parametrize("rank", ["is_staff", "is_superuser"])
def test_staff_is_not_erased(rank: str) -> None:
    user = UserFactory(username="teacher", **{rank: True})
    with pytest.raises(erasing.StaysError):
        erasing.erase(user)
    with pytest.raises(CommandError, match="teacher belongs to the staff"):
        call_command("erase_student", "teacher", "--yes")
    assert erasing.take_out([user.pk]).people == 0
    assert User.objects.filter(pk=user.pk).exists()


@pytest.mark.django_db
def test_command_erases_whoever_is_named(capsys, monkeypatch, settings, tmp_path) -> None:
    settings.BACKUP_FOLDER = str(tmp_path)
    (tmp_path / "attest-20261122-093000.sqlite3").touch()
    pupil = lived()
    monkeypatch.setattr("builtins.input", lambda _asked: "no")
    with pytest.raises(CommandError, match="Nothing was erased"):
        call_command("erase_student", NAME)
    assert User.objects.filter(pk=pupil.user_id).exists()
    monkeypatch.setattr("builtins.input", lambda _asked: NAME)
    call_command("erase_student", NAME.lower())
    assert capsys.readouterr().out == (
        f"{NAME} is erased: 2 cards, 2 answers, 2 sessions.\n"
        "1 backup or kept file may still hold what was erased.\n"
    )
    with pytest.raises(CommandError, match="Nobody is called"):
        call_command("erase_student", NAME, "--yes")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has files to look into")
@pytest.mark.django_db
def test_no_byte_stays_in_the_files(tmp_path: Path) -> None:
    """On a file of its own, with the settings of the site, because other tests share theirs in memory."""
    path = tmp_path / "site.sqlite3"
    done = subprocess.run(
        [sys.executable, "-c", "import tests.quizzes.wiped as story; story.tell()", str(path)],
        env={**os.environ, "DATABASE_URL": f"sqlite:///{path}", "DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    before, after = json.loads(done.stdout.splitlines()[-1])
    assert before[NAME] > 0
    assert before[TEXT] > 0
    assert after == {NAME: 0, TEXT: 0}


# The copy


@pytest.mark.django_db
def test_export_holds_every_card_with_every_review() -> None:
    pupil = lived()
    copy = json.loads(export(pupil.user, now=NOON))
    assert copy["format"] == "attest-student/1"
    assert copy["account"]["name"] == NAME
    assert copy["settings"]["zone"] == "UTC"
    assert [row["name"] for row in copy["sets"]] == ["korea"]
    assert [len(card["reviews"]) for card in copy["cards"]] == [1, 1]
    review = copy["cards"][0]["reviews"][0]
    assert review["verdict"]["word"] == "right"
    assert (review["at"], review["study_day"]) == ("2026-11-21T12:00:00+00:00", "2026-11-21")
    assert copy["sittings"][0]["answers"] == [[card["id"], 1] for card in copy["cards"]]
    assert copy["reports"][0]["text"] == TEXT
    assert "password" not in json.dumps(copy)


@pytest.mark.django_db
def test_export_of_somebody_who_never_studied() -> None:
    copy = json.loads(export(UserFactory(username="reader"), now=NOON))
    assert (copy["account"]["name"], copy["cards"]) == ("reader", [])


@pytest.mark.django_db
def test_verdict_that_waits_for_the_end_of_a_quiz_is_not_in_the_copy() -> None:
    furnish(3)
    pupil = student(NAME)
    wanted = sittings.Wanted(size=2, feedback=Sitting.Feedback.AT_END)
    quiz = sittings.start_quiz(pupil, wanted, lot=0, now=NOON)
    for right in (True, False):
        progress = study.progress_of(pupil, quiz.pk)
        asked = study.next_in(pupil, progress, now=NOON)
        answer_asked(pupil, asked, now=NOON, right=right)
        card = json.loads(export(pupil.user, now=NOON))["cards"][0]
        if right:
            assert not {"verdict", "right", "grade", "predicted"} & card["reviews"][0].keys()
            assert "phase" not in card
            assert card["reviews"][0]["shown"]["stem"]
    Sitting.objects.update(finished_at=NOON)
    cards = json.loads(export(pupil.user, now=NOON))["cards"]
    assert [card["reviews"][0]["right"] for card in cards] == [True, False]


@pytest.mark.django_db
def test_export_takes_the_same_queries_for_much_and_little(django_assert_num_queries) -> None:
    pupil = student(NAME)
    rows = furnish(4)
    study_once(pupil, rows[0], now=NOON)
    with django_assert_num_queries(9):
        export(pupil.user, now=NOON)
    for row in rows[1:]:
        study_once(pupil, row, now=NOON + timedelta(hours=1))
    with django_assert_num_queries(9):
        export(pupil.user, now=NOON)
