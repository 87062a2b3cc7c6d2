"""The study pages as stories: works, without script, no choice, stale, replayed, stranger, wrong verb."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quizzes.models import BankQuestion, Card, Review, Student
from quizzes.study.responding import NO_CHOICE

from .small_bank import furnish, review_cards, right_choice, student

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
STUDY, ANSWER = "/study/", "/study/answer/"


@pytest.fixture
def pupil(client: Client) -> Student:
    """A student with three questions before her, signed in."""
    furnish(3)
    made = student()
    client.force_login(made.user)
    return made


def token_in(html: str) -> str:
    found = re.search(r'name="token" value="([^"]+)"', html)
    assert found, html
    return found[1]


def form(client: Client, of: Student, *, right: bool = True, confidence: str = "sure") -> dict[str, str]:
    """What the form on the page would send."""
    html = client.get(STUDY).content.decode()
    card = Card.objects.filter(student=of).order_by("pk").last()
    row = next(row for row in BankQuestion.objects.all() if row.stem in html)
    number = card.number + 1 if card and card.fact_id == row.fact_id else 1
    key = right_choice(row, of=of, number=number)
    return {
        "token": token_in(html),
        "choice": str(key if right else (key + 1) % 4),
        "confidence": confidence,
    }


def test_page_and_fragment_show_the_same_question(client: Client, pupil: Student) -> None:
    page = client.get(STUDY)
    fragment = client.get(STUDY, headers=HTMX)
    assert [t.name for t in page.templates][:1] == ["quizzes/study.html"]
    assert [t.name for t in fragment.templates][:1] == ["quizzes/_question.html"]
    assert "<html" in page.content.decode()
    assert "<html" not in fragment.content.decode()
    assert page.context["question"] == fragment.context["question"]
    for response in (page, fragment):
        assert "HX-Request" in response["Vary"]
        assert "no-store" in response["Cache-Control"]


def test_history_restore_gets_the_whole_page(client: Client, pupil: Student) -> None:
    response = client.get(STUDY, headers={**HTMX, "HX-History-Restore-Request": "true"})
    assert "<html" in response.content.decode()


def test_get_writes_nothing_but_the_student_once(client: Client) -> None:
    furnish(1)
    newcomer = student().user
    Student.objects.all().delete()
    client.force_login(newcomer)
    client.get(STUDY)
    made = Student.objects.get()
    assert made.follows.count() == 1
    client.get(STUDY)
    assert (Student.objects.get(), Card.objects.count(), Review.objects.count()) == (made, 0, 0)


def test_answer_with_script_shows_the_verdict_in_place(client: Client, pupil: Student) -> None:
    response = client.post(ANSWER, form(client, pupil), headers=HTMX)
    assert response.status_code == 200
    assert response.templates[0].name == "quizzes/_verdict.html"
    verdict = response.context["verdict"]
    assert (verdict["right"], verdict["due"]) == (True, "in 10 minutes")
    review = Review.objects.get()
    assert verdict["fact_url"] == reverse("fact", args=[review.card.fact_id])
    assert response.context["undo_url"] == f"/study/undo/{review.pk}/"
    assert response.context["next_url"] == STUDY


def test_answer_without_script_goes_to_a_page_of_its_own(client: Client, pupil: Student) -> None:
    data = form(client, pupil, right=False)
    response = client.post(ANSWER, data)
    review = Review.objects.get()
    assert (response.status_code, response["Location"]) == (303, f"/study/verdict/{review.pk}/")
    page = client.get(response["Location"])
    assert page.templates[0].name == "quizzes/study.html"
    assert "<html" in page.content.decode()
    assert page.context["verdict"]["right"] is False
    with_script = client.post(ANSWER, data, headers=HTMX)
    assert page.context["verdict"] == with_script.context["verdict"]


def test_answer_by_the_other_button_is_a_guess(client: Client, pupil: Student) -> None:
    client.post(ANSWER, form(client, pupil, confidence="guess"))
    assert Review.objects.get().guessed


@pytest.mark.parametrize("choice", [None, "", "x", "-1", "4", "99999999999999999999", "1.0", "\u0661"])
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "fragment"])
def test_answer_without_a_choice_shows_the_form_again(
    client: Client, pupil: Student, choice: str | None, headers: dict
) -> None:
    data = form(client, pupil)
    del data["choice"]
    response = client.post(ANSWER, data | ({} if choice is None else {"choice": choice}), headers=headers)
    html = response.content.decode()
    assert response.status_code == 200
    assert token_in(html) == data["token"]
    assert "Choose one of the answers first" in html
    assert not Review.objects.exists()


def test_answer_by_the_number_of_no_option_shows_the_form_again(client: Client, pupil: Student) -> None:
    for row in BankQuestion.objects.all():
        BankQuestion.objects.filter(pk=row.pk).update(pool=row.pool[:2])
    token = token_in(client.get(STUDY).content.decode())
    response = client.post(ANSWER, {"token": token, "choice": "3"})
    assert response.context["error"] == str(NO_CHOICE)
    assert token_in(response.content.decode()) == token
    assert Review.objects.count() == 0


def test_answer_replayed_shows_the_first_verdict_and_counts_once(client: Client, pupil: Student) -> None:
    data = form(client, pupil)
    first = client.post(ANSWER, data, headers=HTMX)
    other = {**data, "choice": str((int(data["choice"]) + 1) % 4), "confidence": "guess"}
    second = client.post(ANSWER, other, headers=HTMX)
    assert first.context["verdict"] == second.context["verdict"]
    assert Review.objects.count() == 1


def test_answer_to_a_corrected_question_is_not_counted(client: Client, pupil: Student) -> None:
    data = form(client, pupil)
    BankQuestion.objects.update(fact_version=2)
    response = client.post(ANSWER, data)
    assert response.status_code == 200
    assert "corrected" in response.content.decode()
    assert not Review.objects.exists()


def test_answer_in_two_tabs_counts_the_first(client: Client, pupil: Student) -> None:
    one, two = form(client, pupil), form(client, pupil)
    client.post(ANSWER, one)
    response = client.post(ANSWER, two, headers=HTMX)
    assert "another tab" in response.content.decode()
    assert Review.objects.count() == 1


@pytest.mark.parametrize("token", ["", "x", "a:b:c", "\u0000", "W10:x"])
def test_answer_with_a_forged_token_is_refused(client: Client, pupil: Student, token: str) -> None:
    for choice in ("0", ""):
        response = client.post(ANSWER, {"token": token, "choice": choice})
        assert response.status_code == 400


def test_colleague_cannot_use_a_token_or_see_a_verdict_or_undo_it(client: Client, pupil: Student) -> None:
    data = form(client, pupil)
    client.post(ANSWER, data)
    review = Review.objects.get()
    colleague = student("colleague")
    client.force_login(colleague.user)
    assert client.post(ANSWER, data).status_code == 400
    assert client.get(f"/study/verdict/{review.pk}/").status_code == 404
    assert client.post(f"/study/undo/{review.pk}/").status_code == 404
    assert Review.objects.count() == 1


@pytest.mark.parametrize("number", [0, 10**30])
def test_what_is_not_there_is_404(client: Client, pupil: Student, number: int) -> None:
    assert client.get(f"/study/verdict/{number}/").status_code == 404
    assert client.post(f"/study/undo/{number}/").status_code == 404


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/study/verdict/1/"),
        ("post", "/study/undo/1/"),
        ("get", "/study/reveal/"),
        ("post", "/study/grade/"),
        ("post", "/sittings/"),
        ("get", "/sittings/1/"),
        ("get", "/quiz/"),
    ],
)
def test_stranger_is_sent_to_the_login(client: Client, method: str, path: str) -> None:
    response = getattr(client, method)(path)
    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/accounts/login/")
    response = getattr(client, method)(path, headers=HTMX)
    assert response["HX-Redirect"].split("?")[0] == "/accounts/login/"


@pytest.mark.parametrize(
    ("method", "path"),
    [("post", STUDY), ("get", ANSWER), ("post", "/study/verdict/1/"), ("get", "/study/undo/1/")],
)
def test_wrong_verb_is_405(client: Client, pupil: Student, method: str, path: str) -> None:
    assert getattr(client, method)(path).status_code == 405


def test_undo_shows_the_question_again(client: Client, pupil: Student) -> None:
    stem = client.get(STUDY).context["question"].stem
    client.post(ANSWER, form(client, pupil))
    undo = f"/study/undo/{Review.objects.get().pk}/"
    response = client.post(undo, headers=HTMX)
    assert (response.templates[0].name, response.context["question"].stem) == (
        "quizzes/_question.html",
        stem,
    )
    assert client.post(undo).status_code == 303
    assert list(Review.objects.values_list("kind", flat=True)) == ["learn", "undo"]


def test_undo_of_an_earlier_answer_says_so(client: Client, pupil: Student) -> None:
    client.post(ANSWER, form(client, pupil))
    Card.objects.update(due_at=timezone.now())
    client.post(ANSWER, form(client, pupil))
    first, _second = Review.objects.order_by("pk")
    response = client.post(f"/study/undo/{first.pk}/", headers=HTMX)
    assert "cannot be undone" in response.content.decode()


def test_nothing_left_says_when_the_next_card_is_due(client: Client, pupil: Student) -> None:
    Student.objects.update(new_a_day=1)
    client.post(ANSWER, form(client, pupil))
    Card.objects.update(due_at=timezone.now() + timedelta(minutes=45))
    response = client.get(STUDY, headers=HTMX)
    assert response.templates[0].name == "quizzes/_done.html"
    assert "in 45 minutes" in response.content.decode()


def test_fact_page_leads_to_a_question_about_it(client: Client, pupil: Student) -> None:
    fact = BankQuestion.objects.order_by("-fact").first().fact_id
    page = client.get(f"/facts/{fact}/").content.decode()
    assert f'href="/study/fact/{fact}/"' in page
    response = client.get(f"/study/fact/{fact}/")
    assert response.context["question"].stem == BankQuestion.objects.get(fact=fact).stem
    assert client.get("/study/fact/0/").context["heading"] == "Nothing to ask about this fact now"


@pytest.mark.parametrize("cards", [3, 300])
@pytest.mark.parametrize("known", [True, False])
def test_query_counts_of_a_due_card(
    client: Client, cards: int, known: bool, django_assert_num_queries
) -> None:
    """The session and the user with her student are among them, and so are the two of the transaction."""
    rows = furnish(cards)
    pupil = student()
    review_cards(pupil, rows, now=timezone.now())
    client.force_login(pupil.user)
    with django_assert_num_queries(4):
        page = client.get(STUDY, headers=HTMX)
    row = BankQuestion.objects.get(pk=page.context["question"].pk)
    right = right_choice(row, of=pupil, number=2)
    choice = right if known else (right + 1) % 4
    with django_assert_num_queries(9 if known else 8):  # what is due about then, for a calm day
        client.post(ANSWER, {"token": token_in(page.text), "choice": str(choice)}, headers=HTMX)
    assert Review.objects.count() == 1


@pytest.mark.parametrize("cards", [3, 300])
def test_query_counts_of_a_new_card(client: Client, cards: int, django_assert_num_queries) -> None:
    furnish(cards)
    pupil = student()
    client.force_login(pupil.user)
    with django_assert_num_queries(4):
        html = client.get(STUDY, headers=HTMX).content.decode()
    with django_assert_num_queries(8):
        client.post(ANSWER, {"token": token_in(html), "choice": "0"}, headers=HTMX)
    with django_assert_num_queries(4):
        client.get(STUDY, headers=HTMX)
    assert Review.objects.count() == 1


@pytest.mark.parametrize("cards", [3, 300])
def test_query_counts_of_nothing_left_and_of_a_verdict(
    client: Client, cards: int, django_assert_num_queries
) -> None:
    rows = furnish(cards)
    pupil = student()
    client.force_login(pupil.user)
    client.post(ANSWER, form(client, pupil))
    review_cards(pupil, rows[1:], now=timezone.now())
    Card.objects.update(due_day=10**6, due_at=None)
    with django_assert_num_queries(5):
        client.get(STUDY, headers=HTMX)
    review = Review.objects.get().pk
    with django_assert_num_queries(3):
        client.get(f"/study/verdict/{review}/")
