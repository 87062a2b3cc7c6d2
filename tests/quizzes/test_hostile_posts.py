"""Whatever a student sends about her memory: no error of the server, and nothing of anybody is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from quizzes import sittings, voiding
from quizzes.models import Amendment, Card, Review, Sitting, Student, Voiding
from tests.cast import signed_in
from tests.factories import SetFactory

from .small_bank import answer_next, furnish, student, study_once

pytestmark = pytest.mark.django_db

TEXTS = (
    *(
        "",
        " ",
        "\x00",
        "a\x00b",
        "-1",
        "0",
        "1.5",
        "1e309",
        "NaN",
        "٣",
        "½",
        "9" * 40,
        "9" * 5000,
        "x" * 5000,
    ),
    *("9999-12-31", "10000-01-01", "0000-00-00", "0001-01-01", "2027-02-30", "1949-03-17", "27-1-1", "null"),
    *("[1]", '{"a": 1}', "<script>alert(1)</script>", "' OR 1=1 --", "한글 Ёлка", "🙂\u202e", "True", "on"),
)


@dataclass(frozen=True)
class Scene:
    mina: Student
    card: int
    review: int
    stranger: Student
    others: dict[str, int]
    """Row numbers of what is the stranger's."""

    def client(self) -> Client:
        return signed_in(self.mina.user)


@pytest.fixture
def scene(teacher: User) -> Scene:
    """Two students; of each, one answer to a question that a teacher voided, a session and an exam."""
    row, other = furnish(2)
    now = timezone.now() - timedelta(days=2)
    mina, stranger = student("mina"), student("stranger")
    for each in (mina, stranger):
        study_once(each, row, now=now)
        answer_next(each, now=now + timedelta(minutes=11))
        study_once(each, other, now=now)
    voiding.void(other.pk, reason="Misread.", before=None, user=teacher, now=timezone.now())
    hidden = SetFactory(owner=stranger.user, name="Only hers")
    stranger.follows.add(hidden)
    Student.objects.filter(pk=stranger.pk).update(exam_on=now.date() + timedelta(days=40), exam_set=hidden)
    sitting = sittings.start_study(stranger, size=5, mode="single", within=None, now=timezone.now())
    theirs = Card.objects.get(student=stranger, fact=row.fact_id)
    others = {
        "card": theirs.pk,
        "review": Review.objects.filter(card=theirs).latest("number").pk,
        "amendment": Amendment.objects.get(student=stranger).pk,
        "sitting": sitting.pk,
        "set": hidden.pk,
        "voiding": Voiding.objects.get().pk,
        "question": row.pk,
    }
    mine = Card.objects.get(student=mina, fact=row.fact_id)
    return Scene(
        mina=mina,
        card=mine.pk,
        review=Review.objects.filter(card=mine).latest("number").pk,
        stranger=stranger,
        others=others,
    )


DAYS = {f"day_{number}": "normal" for number in range(7)}
FORMS: dict[str, dict[str, str]] = {
    "/accounts/settings/": {
        **{"new_a_day": "10", "session_size": "20", "reviews_a_day": "100", "retention": "90", "typing": ""},
        **{"rollover_hour": "4", "interface": "", "zone": "UTC", "leeches": "", "citation_style": "apa"},
        **{"keys": "on", **DAYS},
    },
    "/progress/exam/": {"exam_on": "2030-01-01", "exam_set": "", "exam_retention": "95"},
    "/progress/breaks/": {"first": "2030-01-01", "last": "2030-01-02"},
    "/progress/breaks/?": {"cancel": "0"},
    "/progress/contrast/": {"pair": "1-2"},
    "/sittings/": {"size": "5", "mode": "single", "set": ""},
    "/sittings/ahead/": {"size": "5", "days": "3"},
    "/cards/news/": {"amendment": "1"},
    "/cards/{card}/move/": {"number": "2", "days": "3"},
    "/cards/{card}/suspend/": {"number": "2"},
    "/cards/{card}/bury/": {"number": "2"},
    "/cards/{card}/reset/": {"number": "x"},
    "/cards/{card}/undo/": {"review": "0"},
    "/study/answer/": {"token": "x", "choice": "0", "text": "x", "guessed": "on"},
    "/study/grade/": {"token": "x", "grade": "good"},
}
READ = ("/progress/year/?", "/cards/?", "/cards/{card}/?", "/study/?", "/progress/?", "/progress/exam/?")


def nonsense(fields: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Each text in all fields, then each field twice, without each field, and without any."""
    for text in TEXTS:
        yield dict.fromkeys(fields, text)
    for name in fields:
        yield {**fields, name: [fields[name], "\x00"]}
        yield {**fields, name: "9" * 40}
        yield {other: value for other, value in fields.items() if other != name}
    yield {}


def held_by(owner: Student) -> list[Any]:
    """All that a student has."""
    return [
        list(rows.order_by("pk").values())
        for rows in (
            Student.objects.filter(pk=owner.pk),
            Card.objects.filter(student=owner),
            Review.objects.filter(card__student=owner),
            Sitting.objects.filter(student=owner),
            Amendment.objects.filter(student=owner),
        )
    ]


@pytest.mark.parametrize("address", FORMS)
def test_nonsense_breaks_and_loses_nothing(scene: Scene, address: str) -> None:
    client, before = scene.client(), held_by(scene.stranger)
    log = list(Review.objects.filter(card__student=scene.mina).values_list("pk", "verdict", "response"))
    for given in nonsense(FORMS[address]):
        answer = client.post(address.format(card=scene.card), given)
        assert answer.status_code in (200, 303, 400, 404), (given, answer.status_code)
    assert held_by(scene.stranger) == before
    kept = Review.objects.filter(pk__in=[pk for pk, *_ in log])
    assert list(kept.values_list("pk", "verdict", "response")) == log
    assert client.get("/study/").status_code == 200
    assert client.get("/progress/").status_code == 200


@pytest.mark.parametrize("address", READ)
def test_nonsense_in_an_address(scene: Scene, address: str) -> None:
    client = scene.client()
    names = ("page", "show", "fact", "retention", "new_a_day", "reviews_a_day", "after", "sitting")
    for text in TEXTS:
        if len(text) < 1000:
            answer = client.get(address.format(card=scene.card), dict.fromkeys(names, text))
            assert answer.status_code in (200, 303, 404), (text, answer.status_code)


THEIRS = (
    *(
        ("post", f"/cards/{{card}}/{deed}/")
        for deed in ("suspend", "bury", "reset", "move", "undo", "resume")
    ),
    *(
        ("get", address)
        for address in ("/cards/{card}/", "/cards/of-answer/{review}/", "/sittings/{sitting}/")
    ),
    *(("get", "/study/verdict/{review}/"), ("post", "/study/undo/{review}/")),
    *(("post", "/sittings/{sitting}/finish/"), ("post", "/sittings/{sitting}/retry/")),
    *(("get", "/sets/{set}/"), ("post", "/sets/{set}/follow/")),
)


@pytest.mark.parametrize(("verb", "address"), THEIRS, ids=str)
def test_what_is_another_students_is_not_there(scene: Scene, verb: str, address: str) -> None:
    before = held_by(scene.stranger)
    answer = getattr(scene.client(), verb)(
        address.format(**scene.others), {"number": "2", "review": scene.others["review"], "days": "3"}
    )
    assert answer.status_code == 404
    assert held_by(scene.stranger) == before


def test_what_is_another_students_is_not_taken_by_its_number(scene: Scene) -> None:
    before, client, others = held_by(scene.stranger), scene.client(), scene.others
    client.post("/cards/news/", {"amendment": [others["amendment"]]})
    assert client.post("/sittings/", {"size": "5", "set": others["set"]}).status_code == 404
    day = (timezone.now() + timedelta(days=30)).date().isoformat()
    exam = {"exam_on": day, "exam_set": others["set"], "exam_retention": "95"}
    answer = client.post("/progress/exam/", exam)
    assert answer.status_code == 200
    assert "Only hers" not in answer.text
    assert Student.objects.get(pk=scene.mina.pk).exam_set is None
    undone = client.post(f"/cards/{scene.card}/undo/", {"review": others["review"]})
    assert undone.status_code == 404
    assert held_by(scene.stranger) == before


@pytest.mark.parametrize("address", ["void/", "void/{voiding}/lift/", "void/{voiding}/on/"])
def test_student_decides_on_no_answers(scene: Scene, address: str) -> None:
    before = held_by(scene.stranger)
    client = scene.client()
    path = "/admin/quizzes/bankquestion/{question}/" + address
    for verb in (client.get, client.post):
        answer = verb(path.format(**scene.others), {"which": "all", "reason": "x"})
        assert (answer.status_code, "/login/" in answer.headers.get("Location", "")) == (302, True)
    assert held_by(scene.stranger) == before
