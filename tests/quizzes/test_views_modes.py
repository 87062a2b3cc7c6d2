"""The page of a question in every mode: its form, the verdict, and a form that holds no answer."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from quizzes.models import BankQuestion, Card, Review, Student

from .small_bank import question_in, right_form, student, wrong_form
from .test_views_study import ANSWER, HTMX, STUDY, token_in

pytestmark = pytest.mark.django_db
MODES = ("multi", "typed", "order")


@pytest.fixture(params=MODES)
def row(request: pytest.FixtureRequest) -> BankQuestion:
    return question_in(request.param)


@pytest.fixture
def pupil(client: Client, row: BankQuestion) -> Student:
    made = student()
    client.force_login(made.user)
    return made


def page(client: Client) -> str:
    return client.get(STUDY, headers=HTMX).content.decode()


def fields(html: str) -> set[tuple[str, str]]:
    """Kind and name of each field that the student fills."""
    found = re.findall(r'<input type="(\w+)"[^>]* name="([^"]+)"|<(select) name="([^"]+)"', html)
    pairs = {(kind or select, name or of_select) for kind, name, select, of_select in found}
    return {pair for pair in pairs if pair[0] != "hidden" and pair[1] != "reason"}


def test_form_has_the_fields_of_its_mode(client: Client, pupil: Student, row: BankQuestion) -> None:
    wanted = {
        "multi": {("checkbox", "choice")},
        "typed": {("text", "text")},
        "order": {("select", f"place-{index}") for index in range(4)},
    }
    html = page(client)
    assert fields(html) == wanted[row.mode]
    if row.mode == "typed":
        field = re.search(r'<input type="text" [^>]*>', html)
        assert field is not None
        assert "lang=" not in field[0]  # she writes in the language of the page, which the field takes over
        assert '<label for="answer">The name</label>' in html
        assert "Write it in full; any usual spelling will do." in html
        assert not any(option["text"] in html for option in row.key + row.pool)
    if row.mode == "order":
        assert html.count("selected") == 0
        assert re.findall(r"<option>(\d)</option>", html) == ["1", "2", "3", "4"] * 4


def test_answer_with_script_shows_the_verdict_in_place(
    client: Client, pupil: Student, row: BankQuestion
) -> None:
    response = client.post(
        ANSWER, {"token": token_in(page(client)), **wrong_form(row, of=pupil)}, headers=HTMX
    )
    assert response.templates[0].name == "quizzes/_verdict.html"
    html = response.content.decode()
    assert "Not right" in html
    for option in row.key:
        assert option["text"] in html
    if row.mode == "order":
        assert html.count('<th scope="row">') == 4
        assert "The right order" in html
    assert 'name="token"' not in html


def test_answer_without_script_goes_to_a_page_of_its_own(
    client: Client, pupil: Student, row: BankQuestion
) -> None:
    response = client.post(ANSWER, {"token": token_in(page(client)), **right_form(row, of=pupil)})
    review = Review.objects.get()
    assert (response.status_code, response["Location"]) == (303, f"/study/verdict/{review.pk}/")
    shown = client.get(response["Location"])
    assert shown.context["verdict"]["heading"] == "Right"
    assert "<html" in shown.content.decode()


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "fragment"])
def test_nothing_given_shows_the_form_again(
    client: Client, pupil: Student, row: BankQuestion, headers: dict[str, str]
) -> None:
    token = token_in(page(client))
    response = client.post(ANSWER, {"token": token}, headers=headers)
    assert response.status_code == 200
    html = response.content.decode()
    assert token_in(html) == token
    assert html.count('id="card-error"') == 1
    assert "nothing was counted" in html
    assert (Review.objects.count(), Card.objects.count()) == (0, 0)


@pytest.mark.parametrize("row", ["order"], indirect=True)
def test_number_used_twice_keeps_all_numbers(client: Client, pupil: Student) -> None:
    form = {"place-0": "1", "place-1": "2", "place-2": "2", "place-3": "4"}
    response = client.post(ANSWER, {"token": token_in(page(client)), **form})
    html = response.content.decode()
    assert "Each number can be used only once, and 2 stands beside more than one" in html
    assert re.findall(r"<option selected>(\d)</option>", html) == ["1", "2", "2", "4"]


@pytest.mark.parametrize("row", ["multi"], indirect=True)
def test_what_was_ticked_stays_ticked(client: Client, pupil: Student) -> None:
    response = client.post(ANSWER, {"token": token_in(page(client)), "choice": ["0", "2", "99"]})
    assert re.findall(r'value="(\d+)" checked', response.content.decode()) == ["0", "2"]


@pytest.mark.parametrize("row", ["typed"], indirect=True)
@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Kim", "Kim"),
        ('"><script>', "&quot;&gt;&lt;script&gt;"),
        ("\x00Kim\x00", "Kim"),
        ("x" * 999, "x" * 300),
    ],
)
def test_what_was_typed_stays_in_the_field(client: Client, pupil: Student, text: str, kept: str) -> None:
    token = token_in(page(client))
    response = client.post(ANSWER, {"token": token, "text": text})
    html = response.content.decode()
    if text == '"><script>':
        html = client.get(response["Location"]).content.decode()
        assert kept in html
        assert text not in html
        return
    assert f'value="{kept}"' in html
    assert ('aria-invalid="true"' in html, Review.objects.count()) == (True, 0)


HOSTILE: list[dict[str, Any]] = [
    {"choice": ["0"] * 500},
    {"choice": "\x00", "text": "\x00", "place-0": "\x00"},
    {"text": "🏛" * 2000, "place-0": "9" * 4000, "choice": "-1"},
    {"text": "\ud7ff\uffff\u202e", "place-1": "١", "choice": "١"},
    {"text": "99999999999999999999 BCE", "place-0": "1e9", "choice": "1.0"},
]


@pytest.mark.parametrize("form", HOSTILE)
def test_nonsense_is_never_an_error(client: Client, pupil: Student, form: dict[str, Any]) -> None:
    response = client.post(ANSWER, {"token": token_in(page(client)), **form})
    assert response.status_code in (200, 303)


def test_two_tabs_count_the_first(client: Client, pupil: Student, row: BankQuestion) -> None:
    one, two = token_in(page(client)), token_in(page(client))
    client.post(ANSWER, {"token": one, **right_form(row, of=pupil)})
    response = client.post(ANSWER, {"token": two, **right_form(row, of=pupil)}, headers=HTMX)
    assert "another tab" in response.content.decode()
    assert Review.objects.count() == 1


def test_replay_shows_the_first_verdict(client: Client, pupil: Student, row: BankQuestion) -> None:
    token = token_in(page(client))
    forms = (right_form(row, of=pupil), wrong_form(row, of=pupil))
    first, second = (client.post(ANSWER, {"token": token, **form}, headers=HTMX) for form in forms)
    assert first.context["verdict"] == second.context["verdict"]
    assert Review.objects.count() == 1


def test_undo_shows_an_empty_form(client: Client, pupil: Student, row: BankQuestion) -> None:
    client.post(ANSWER, {"token": token_in(page(client)), **wrong_form(row, of=pupil)})
    response = client.post(f"/study/undo/{Review.objects.get().pk}/", headers=HTMX)
    html = response.content.decode()
    assert response.context["question"].mode == row.mode
    assert not re.search(r' checked|<option selected|value="Oscar', html)


def test_form_of_a_flashcard_is_no_answer(client: Client, pupil: Student, row: BankQuestion) -> None:
    client.post("/sittings/", {"size": "1", "mode": "card"})
    sitting = pupil.sittings.get().pk
    token = token_in(client.get(f"/sittings/{sitting}/").content.decode())
    assert client.post(ANSWER, {"token": token, **right_form(row, of=pupil)}).status_code == 400
    back = client.get("/study/reveal/", {"token": token})
    assert all(option["text"] in back.content.decode() for option in row.key)


def test_page_holds_no_note_and_no_value(client: Client, pupil: Student, row: BankQuestion) -> None:
    html = page(client)
    for option in row.key + row.pool:
        assert option["note"] == "" or f">{option['note']}<" not in html
        assert str(option["value"].get("entity", "no such value")) not in html
        assert str(option["value"].get("fact", "no such value")) not in html


def test_query_counts(client: Client, pupil: Student, row: BankQuestion, django_assert_num_queries) -> None:
    """As for a single choice: a mode costs no query."""
    with django_assert_num_queries(4):
        html = page(client)
    with django_assert_num_queries(8):
        client.post(ANSWER, {"token": token_in(html), **right_form(row, of=pupil)}, headers=HTMX)
    Card.objects.update(due_at=timezone.now())
    with django_assert_num_queries(4):
        page(client)
    assert Review.objects.count() == 1
