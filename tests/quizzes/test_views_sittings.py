"""The pages of sittings and quizzes, and the first minute of somebody without an account."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from quizzes.models import BankQuestion, Card, Review, Set, Sitting, Student
from quizzes.views import showing
from quizzes.views.titles import title_of

from .small_bank import NOON, furnish, option_of, question_in, rebuild_sets, student
from .test_views_study import ANSWER, HTMX, STUDY, token_in

pytestmark = pytest.mark.django_db
SITTINGS, QUIZ = "/sittings/", "/quiz/"


@pytest.fixture
def pupil(client: Client) -> Student:
    """A student with six questions before her, signed in."""
    furnish(6)
    made = student()
    client.force_login(made.user)
    return made


def begin(client: Client, **values: str) -> str:
    """The address of a new session."""
    response = client.post(SITTINGS, {"size": "5", **values})
    assert response.status_code == 303
    return response["Location"]


def give(client: Client, page: str, *, choice: str = "0", headers: dict | None = None):
    token = token_in(client.get(page).content.decode())
    return client.post(ANSWER, {"token": token, "choice": choice}, headers=headers or {})


# The first minute


def test_visitor_answers_and_is_a_guest_from_then_on(client: Client) -> None:
    furnish(6)
    page = client.get(STUDY)
    assert page.status_code == 200
    token = token_in(page.content.decode())
    response = client.post(ANSWER, {"token": token, "choice": "1", "zone": "Europe/Berlin"})
    review = Review.objects.get()
    assert (response.status_code, response["Location"]) == (303, f"/study/verdict/{review.pk}/")
    assert (review.card.student.guest, review.card.student.zone) == (True, "Europe/Berlin")
    verdict = client.get(response["Location"])
    assert verdict.context["next_url"] == f"/sittings/{Sitting.objects.get().pk}/"
    assert "Your progress is kept in this browser" in client.get("/").content.decode()


def test_visitor_with_script_is_led_to_a_whole_page(client: Client) -> None:
    """The frame around the card is another for somebody who is signed in."""
    furnish(2)
    response = give(client, STUDY, headers=HTMX)
    assert response["HX-Redirect"] == f"/study/verdict/{Review.objects.get().pk}/"


def test_visitor_who_looks_only_writes_nothing(client: Client) -> None:
    furnish(2)
    for page in ("/", STUDY, f"/study/fact/{BankQuestion.objects.earliest('pk').fact_id}/"):
        assert client.get(page).status_code == 200
    assert (User.objects.count(), "sessionid" in client.cookies) == (0, False)


def test_visitor_who_clicks_twice_is_one_guest() -> None:
    furnish(2)
    first, second = Client(), Client()
    token = token_in(first.get(STUDY).content.decode())
    answers = [each.post(ANSWER, {"token": token, "choice": "0"}) for each in (first, second)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert (User.objects.count(), Review.objects.count()) == (1, 1)
    assert second.get(answers[1]["Location"]).status_code == 200


def test_visitor_without_a_choice_sees_the_form_again(client: Client) -> None:
    furnish(2)
    token = token_in(client.get(STUDY).content.decode())
    response = client.post(ANSWER, {"token": token})
    assert "Choose one of the answers first" in response.content.decode()
    assert token_in(response.content.decode()) == token
    assert not User.objects.exists()


@pytest.mark.parametrize("token", ["", "x", "a:b", "\u0000"])
def test_visitor_with_a_token_of_somebody_else_is_led_to_the_login(client: Client, token: str) -> None:
    furnish(1)
    response = client.post(ANSWER, {"token": token, "choice": "0"})
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/?next=")
    assert not User.objects.exists()


def test_visitor_of_an_empty_house_is_told_so(client: Client) -> None:
    assert "a teacher has to publish facts first" in client.get(STUDY).content.decode()


# Sessions


def test_session_shows_how_far_it_is_and_ends_with_a_summary(client: Client, pupil: Student) -> None:
    page = begin(client)
    for at in range(1, 6):
        html = client.get(page).content.decode()
        assert f"<b>{at}</b> of 5" in html
        asked = client.get(page).context["question"]
        choice = option_of(_asked(asked.pk), student=pupil.pk)
        response = client.post(ANSWER, {"token": token_in(html), "choice": str(choice)})
        assert client.get(response["Location"]).context["next_url"] == page
    summary = client.get(page)
    assert summary.templates[1].name == "quizzes/_summary.html" or "Session finished" in str(summary.content)
    shown = summary.context["summary"]
    assert (len(shown.results), shown.right_first, shown.missed) == (5, 5, ())
    assert summary.context["when"].startswith("in ")


class _Row:
    def __init__(self, question: int, number: int) -> None:
        self.question, self.number = question, number


def _asked(question: int, *, number: int = 1):
    """As much of a question as `option_of` looks at; the number is that of the review to come."""
    return _Row(question, number)


def miss(client: Client, page: str, *, student: Student):
    """Give a wrong answer to the question of this page, however often it was asked; what was asked."""
    asked = client.get(page).context["question"]
    answered = Review.objects.filter(card__student=student, question=asked.pk).count()
    right = option_of(_asked(asked.pk, number=answered + 1), student=student.pk)
    give(client, page, choice=str((right + 1) % 4))
    return asked


def test_session_shows_what_was_missed_with_its_sources(client: Client, pupil: Student) -> None:
    page = begin(client)
    asked = miss(client, page, student=pupil)
    client.post(f"{page}finish/")
    html = client.get(page).content.decode()
    assert "To revisit" in html
    assert asked.stem in html
    assert "Treaty Series" in html
    retried = client.post(f"{page}retry/")
    assert Sitting.objects.get(pk=retried["Location"].split("/")[2]).plan == [asked.pk]


def test_undo_in_a_session_asks_the_same_question_there_again(client: Client, pupil: Student) -> None:
    page = begin(client)
    stem = client.get(page).context["question"].stem
    give(client, page)
    sitting, undo = page.split("/")[2], f"/study/undo/{Review.objects.get().pk}/"
    response = client.post(undo, {"sitting": sitting})
    card = Card.objects.get().pk
    assert response["Location"] == f"{page}?again={card}"
    again = client.get(response["Location"])
    assert (again.context["question"].stem, again.context["steps"].at) == (stem, 1)
    assert "was taken back" in again.content.decode()
    fragment = client.post(undo, {"sitting": sitting}, headers=HTMX)
    assert fragment.context["question"].stem == stem


@pytest.mark.parametrize("size", ["0", "101", "x", "-5", "9" * 40, "\u0661"])
def test_session_of_no_size_is_refused_in_a_sentence(client: Client, pupil: Student, size: str) -> None:
    assert client.post(SITTINGS, {"size": size}).status_code == 400
    assert not Sitting.objects.exists()


def test_session_of_somebody_elses_set_is_not_there(client: Client, pupil: Student) -> None:
    hidden = Set.objects.create(name="Hidden", owner=User.objects.create(username="t"), code="abcdefgh")
    rebuild_sets()
    assert client.post(SITTINGS, {"size": "5", "set": str(hidden.pk)}).status_code == 404
    assert client.post(SITTINGS, {"size": "5", "set": "x"}).status_code == 404
    assert client.get(QUIZ, {"set": str(hidden.pk)}).context["form"].errors["set"]


def test_sitting_of_another_student_is_not_there(client: Client, pupil: Student) -> None:
    page = begin(client)
    client.force_login(student("other").user)
    assert client.get(page).status_code == 404
    assert client.post(f"{page}finish/").status_code == 404
    assert client.post(f"{page}retry/").status_code == 404
    assert Sitting.objects.get().finished_at is None


def test_home_offers_what_was_begun(client: Client, pupil: Student) -> None:
    page = begin(client)
    give(client, page)
    html = client.get("/").content.decode()
    assert f'href="{page}"' in html
    assert "1 of 5" in html
    client.post(f"{page}finish/")
    assert f'href="{page}"' not in client.get("/").content.decode()


# Flashcards


def test_flashcard_is_turned_and_graded(client: Client, pupil: Student) -> None:
    page = begin(client, mode="card")
    front = client.get(page).content.decode()
    row = BankQuestion.objects.get(pk=client.get(page).context["question"].pk)
    assert row.key[0]["text"] not in front
    back = client.get("/study/reveal/", {"token": token_in(front)})
    html = back.content.decode()
    assert row.key[0]["text"] in html
    assert [choice.grade.name for choice in back.context["back"].choices] == ["AGAIN", "HARD", "GOOD", "EASY"]
    response = client.post("/study/grade/", {"token": token_in(html), "grade": "easy"})
    review = Review.objects.get()
    assert (review.grade, response["Location"]) == (4, f"{page}?after={review.pk}")
    after = client.get(response["Location"]).content.decode()
    assert "You said: Easy" in after
    assert f'action="/study/undo/{review.pk}/"' in after


@pytest.mark.parametrize("grade", ["", "5", "best", "\u0000"])
def test_flashcard_with_no_such_grade_is_refused(client: Client, pupil: Student, grade: str) -> None:
    token = token_in(client.get(begin(client, mode="card")).content.decode())
    assert client.post("/study/grade/", {"token": token, "grade": grade}).status_code == 400
    assert client.get("/study/reveal/", {"token": f"{token}x"}).status_code == 400
    assert not Review.objects.exists()


# Quizzes


def test_quiz_offers_only_kinds_that_there_are(client: Client, pupil: Student) -> None:
    gone = question_in("single", kind="place")
    BankQuestion.objects.filter(pk=gone.pk).update(state="stale")
    assert client.get(QUIZ).context["form"].fields["kinds"].widget.choices == [("actor", "Who")]
    kinds = ("date", "actor", "agreement", "event", "place", "order", "attribution")
    for kind in kinds:
        question_in("single", kind=kind)
    html = client.get(QUIZ).content.decode()
    labels = ("When", "Who", "Which agreement", "What happened", "Where", "In which order", "Who said so")
    places = [html.index(f"<span>{label}</span>") for label in labels]
    assert places == sorted(places)
    data = {"size": "5", "feedback": "at_once", "kinds": ["order", "attribution"]}
    begun = client.post(QUIZ, data)
    sitting = Sitting.objects.get(pk=begun["Location"].strip("/").rsplit("/")[-1])
    assert (sitting.size, title_of(sitting)) == (2, "in which order, who said so")


def test_quiz_counts_before_it_begins(client: Client, pupil: Student) -> None:
    assert client.get(QUIZ).context["count"] == 6
    values = {"size": "5", "feedback": "at_once"}
    assert "6 questions fit" in client.post(f"{QUIZ}count/", values).content.decode()
    nothing = client.post(f"{QUIZ}count/", {**values, "kinds": "date"}, headers=HTMX).content.decode()
    assert nothing.strip().endswith("No question fits all of this.")
    unread = client.post(f"{QUIZ}count/", {**values, "first": "soon"}, headers=HTMX).content.decode()
    assert "“soon”" in unread
    assert not Sitting.objects.exists()
    nothing = client.post(QUIZ, {"size": "5", "feedback": "at_once", "kinds": "date"})
    assert "leave something open" in nothing.content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [("first", "soon"), ("first", "0"), ("set", "x"), ("actor", "x"), ("size", "7"), ("kinds", "x")],
)
def test_quiz_says_what_it_cannot_read(client: Client, pupil: Student, field: str, value: str) -> None:
    response = client.post(QUIZ, {"size": "5", "feedback": "at_once", field: value})
    assert (response.status_code, list(response.context["form"].errors)) == (200, [field])
    assert not Sitting.objects.exists()


def test_quiz_at_the_end_shows_no_verdict_before_it(client: Client, pupil: Student) -> None:
    page = client.post(QUIZ, {"size": "5", "feedback": "at_end"})["Location"]
    response = give(client, page)
    review = Review.objects.get()
    assert response["Location"] == f"{page}?after={review.pk}"
    following = client.get(response["Location"]).content.decode()
    assert "Your answer is stored" in following
    for secret in (review.verdict["heading"], review.verdict["sentence"]):
        assert secret not in following
    assert client.get(f"/study/verdict/{review.pk}/").status_code == 404
    with_script = give(client, page, headers=HTMX).content.decode()
    assert "Your answer is stored" in with_script
    for _ in range(3):
        last = give(client, page, headers=HTMX)
    assert "Quiz finished" in last.content.decode()
    assert client.get(f"/study/verdict/{review.pk}/").status_code == 200


@pytest.mark.parametrize("cards", [3, 300])
def test_query_counts_in_a_sitting(client: Client, cards: int, django_assert_num_queries) -> None:
    """The session and the user with her student are among them, and so are the two of the transaction."""
    furnish(cards)
    pupil = student()
    client.force_login(pupil.user)
    page = begin(client)
    with django_assert_num_queries(5):
        html = client.get(page, headers=HTMX).content.decode()
    with django_assert_num_queries(9):
        client.post(ANSWER, {"token": token_in(html), "choice": "0"}, headers=HTMX)
    quiz = client.post(QUIZ, {"size": "5", "feedback": "at_once"})["Location"]
    with django_assert_num_queries(4):
        html = client.get(quiz, headers=HTMX).content.decode()
    with django_assert_num_queries(9):
        client.post(ANSWER, {"token": token_in(html), "choice": "0"}, headers=HTMX)
    client.post(f"{quiz}finish/")
    with django_assert_num_queries(6):
        client.get(quiz, headers=HTMX)
    assert Review.objects.count() == 2


def test_next_day_everything_is_kept(client: Client, pupil: Student, monkeypatch) -> None:
    from django.utils import timezone

    page = begin(client)
    for _ in range(2):
        give(client, page)
    later = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    html = client.get("/").content.decode()
    assert "<b>2</b> to repeat" in html
    assert reverse("sitting-start") in html


def test_second_tab_of_a_session_leads_back_into_it(client: Client, pupil: Student) -> None:
    page = begin(client)
    tokens = [token_in(client.get(page).content.decode()) for _ in range(2)]
    client.post(ANSWER, {"token": tokens[0], "choice": "0"})
    response = client.post(ANSWER, {"token": tokens[1], "choice": "0"}, headers=HTMX)
    assert "another tab" in response.content.decode()
    assert response.context["next_url"] == page


@pytest.mark.parametrize(("kinds", "title"), [(["actor"], ""), (["date", "actor"], "when, who")])
def test_kind_of_a_quiz_is_said_once_above_the_question(
    client: Client, pupil: Student, kinds: list[str], title: str
) -> None:
    quiz = client.post(QUIZ, {"size": "5", "feedback": "at_once", "kinds": kinds, "first": "", "last": ""})
    page = client.get(quiz["Location"])
    assert page.context["question"].kind_label == "Who"
    assert page.context["steps"].title == title


def test_quiz_is_named_in_the_language_of_each_page(client: Client, pupil: Student) -> None:
    """Whatever the language was in which it was chosen, and in which its mistakes were asked once more."""
    chosen = {"size": "5", "feedback": "at_once", "kinds": ["actor"], "first": "", "last": "1970"}
    quiz = client.post(QUIZ, chosen, headers={"accept-language": "ru"})["Location"]
    for language, title in (("en", "1970, who"), ("ru", "1970, кто"), ("ko", "1970, 누가")):
        page = client.get(quiz, headers={"accept-language": language})
        assert page.context["steps"].title == "1970"
        assert title in client.get("/", headers={"accept-language": language}).text
    miss(client, quiz, student=pupil)
    client.post(f"{quiz}finish/")
    assert '<p class="soft">1970, кто</p>' in client.get(quiz, headers={"accept-language": "ru"}).text
    again = client.post(f"{quiz}retry/", headers={"accept-language": "ko"})["Location"]
    page = client.get(again, headers={"accept-language": "ru"})
    assert page.context["steps"].title == "Ваши ошибки: 1970"
    miss(client, again, student=pupil)
    client.post(f"{again}finish/")
    last = client.post(f"{again}retry/")["Location"]
    assert client.get(last).context["steps"].title == "What you missed: 1970"


@pytest.mark.parametrize(
    ("title", "rest", "about"),
    [
        ("What you missed: Speeches", "Speeches", {"missed": True}),
        ("Ваши ошибки: What you missed: Speeches", "Speeches", {"missed": True}),
        ("틀린 문제", "", {"missed": True}),
        ("What you missed the most", "What you missed the most", {}),
        ("Speeches, when", "Speeches, when", {}),
    ],
)
def test_sitting_that_was_named_in_words_keeps_them(
    pupil: Student, title: str, rest: str, about: dict[str, bool]
) -> None:
    sitting = Sitting.objects.create(student=pupil, purpose="quiz", title=title, started_at=NOON)
    import_module("quizzes.migrations.0011_about").take_out_the_prefix(apps, None)
    sitting.refresh_from_db()
    assert (sitting.title, sitting.about) == (rest, about)
    assert title_of(sitting) == (f"What you missed: {rest}".removesuffix(": ") if about else rest)


def test_outcome_that_ends_with_a_stop_gets_no_second_one():
    assert showing._outcome({"heading": "Near: 1 г. до н. э."}) == "Near: 1 г. до н. э."
    assert showing._outcome({"heading": "Right"}) == "Right."
