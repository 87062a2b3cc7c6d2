"""Each card has an address: with script as without it, the same verdict is found there again."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from quizzes.models import Review, Student

from .small_bank import furnish, question_in, student
from .test_views_sittings import begin, give
from .test_views_study import ANSWER, HTMX, STUDY, form, token_in

pytestmark = pytest.mark.django_db
REVEAL, GRADE, QUIZ = "/study/reveal/", "/study/grade/", "/quiz/"


@pytest.fixture
def pupil(client: Client) -> Student:
    """A student with six questions before her, signed in."""
    furnish(6)
    made = student()
    client.force_login(made.user)
    return made


def address(response: HttpResponse) -> str:
    return response.headers.get("HX-Replace-Url", "")


def heading(response: HttpResponse) -> str:
    found = re.search(r'id="card-title"[^>]*>(.*?)</h1>', response.content.decode(), re.S)
    assert found
    return " ".join(re.sub("<svg.*?</svg>|<[^>]*>", "", found[1], flags=re.S).split())


def speak(client: Client, language: str) -> None:
    client.cookies["django_language"] = language


# Where a card is


def test_verdict_has_the_address_that_it_has_without_script(client: Client, pupil: Student) -> None:
    data = form(client, pupil, right=False)
    swapped = client.post(ANSWER, data, headers=HTMX)
    page = client.post(ANSWER, data)["Location"]
    assert (address(swapped), heading(swapped)) == (page, "Not right")
    again = client.get(page)
    assert (heading(again), again.context["verdict"]) == ("Not right", swapped.context["verdict"])
    assert address(client.get(page, headers=HTMX)) == page
    assert Review.objects.count() == 1


def test_next_question_puts_its_own_address_back(client: Client, pupil: Student) -> None:
    verdict = client.post(ANSWER, form(client, pupil), headers=HTMX)
    assert address(client.get(verdict.context["next_url"], headers=HTMX)) == STUDY


def test_question_verdict_and_summary_of_a_sitting(client: Client, pupil: Student) -> None:
    page = begin(client)
    verdict = give(client, page, headers=HTMX)
    assert address(verdict) == f"/study/verdict/{Review.objects.get().pk}/"
    assert address(client.get(verdict.context["next_url"], headers=HTMX)) == page
    client.post(f"{page}finish/")
    end = client.get(page, headers=HTMX)
    assert (address(end), heading(end)) == (page, "Session finished")


def test_nothing_left_is_where_study_is(client: Client, pupil: Student) -> None:
    Student.objects.update(new_a_day=0)
    nothing = client.get(f"{STUDY}?after=1", headers=HTMX)
    assert (address(nothing), heading(nothing)) == (STUDY, "Nothing left for now")


def test_quiz_that_keeps_its_verdicts_back_keeps_the_way_to_undo(client: Client, pupil: Student) -> None:
    page = client.post(QUIZ, {"size": "5", "feedback": "at_end"})["Location"]
    following = give(client, page, headers=HTMX)
    assert address(following) == f"{page}?after={Review.objects.get().pk}"
    assert "Your answer is stored." in client.get(address(following)).content.decode()


@pytest.mark.parametrize("headers", [{}, {**HTMX, "HX-History-Restore-Request": "true"}])
def test_whole_page_and_page_restored_are_told_no_address(
    client: Client, pupil: Student, headers: dict[str, str]
) -> None:
    assert address(client.get(STUDY, headers=headers)) == ""


def test_what_is_no_answer_leaves_the_reader_where_she_is(client: Client, pupil: Student) -> None:
    token = token_in(client.get(STUDY).content.decode())
    asked = client.post(ANSWER, {"token": token}, headers=HTMX)
    assert (address(asked), asked.context["error"] != "") == ("", True)


def test_answered_elsewhere_leaves_the_reader_where_she_is(client: Client, pupil: Student) -> None:
    token = token_in(client.get(STUDY).content.decode())
    client.post(ANSWER, form(client, pupil))
    moved = client.post(ANSWER, {"token": token, "choice": "0"}, headers=HTMX)
    assert (address(moved), heading(moved)) == ("", "Answered in another tab")


# A page that a form brought up

SWITCH = "/accounts/language/"


def switched(client: Client, response: HttpResponse) -> str:
    """Where another language leads to from a page that was the reply to a form."""
    form = response.content.decode().partition('id="language-form"')[2].partition("</form>")[0]
    page = dict(re.findall(r'name="(page)" value="([^"]*)"', form))
    referer = {"referer": f"http://testserver{response.request['PATH_INFO']}"}
    return client.post(SWITCH, {"language": "ru", **page}, headers=referer)["Location"]


def test_another_language_leads_on_in_the_sitting(client: Client, pupil: Student) -> None:
    page = begin(client)
    token = token_in(client.get(page).content.decode())
    unanswered = client.post(ANSWER, {"token": token})
    client.post(ANSWER, {"token": token_in(client.get(page).content.decode()), "choice": "0"})
    moved = client.post(ANSWER, {"token": token, "choice": "0"})
    assert (switched(client, unanswered), switched(client, moved)) == (page, page)
    assert (
        switched(client, client.post(ANSWER, {"token": token_in(client.get(STUDY).content.decode())}))
        == STUDY
    )


def test_page_of_its_own_address_stays_in_another_language(client: Client, pupil: Student) -> None:
    assert switched(client, client.get("/study/fact/0/")) == "/study/fact/0/"
    page = begin(client)
    assert switched(client, client.get(page)) == page


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:x", "/no\0/"])
def test_another_language_leads_to_no_page_of_others(client: Client, elsewhere: str) -> None:
    response = client.post(SWITCH, {"language": "ru", "page": elsewhere})
    assert (response.status_code, response["Location"]) == (303, "/")


# Flashcards


def test_back_of_a_flashcard_is_found_again(client: Client, pupil: Student) -> None:
    token = token_in(client.get(begin(client, mode="card")).content.decode())
    back = client.get(REVEAL, {"token": token}, headers=HTMX)
    speak(client, "ru")
    again = client.get(address(back))
    assert (address(back).split("?")[0], heading(again)) == (REVEAL, heading(back))
    assert 'lang="ru"' in again.content.decode()
    assert not Review.objects.exists()


def test_flashcard_that_was_graded_is_not_graded_again(client: Client, pupil: Student) -> None:
    page = begin(client, mode="card")
    token = token_in(client.get(page).content.decode())
    graded = client.post(GRADE, {"token": token, "grade": "good"}, headers=HTMX)
    after = f"{page}?after={Review.objects.get().pk}"
    assert address(graded) == after
    for headers in ({}, HTMX):
        back = client.get(REVEAL, {"token": token}, headers=headers)
        assert (back.status_code, back["Location"]) == (303, after)
    assert "You said: Good." in client.get(after).content.decode()


# What was taken back


def test_question_of_an_answer_taken_back_is_found_again(client: Client, pupil: Student) -> None:
    stem = client.get(STUDY).context["question"].stem
    client.post(ANSWER, form(client, pupil))
    again = client.post(f"/study/undo/{Review.objects.get().pk}/", headers=HTMX)
    assert re.fullmatch(r"/study/\?again=\d+", address(again))
    assert client.get(address(again)).context["question"].stem == stem


def test_question_is_not_asked_once_more_after_it_was_answered(client: Client, pupil: Student) -> None:
    """The browser goes back to where it was asked again, or an old button to undo is pressed once more."""
    stem = client.get(STUDY).context["question"].stem
    client.post(ANSWER, form(client, pupil))
    undo = f"/study/undo/{Review.objects.get().pk}/"
    page = client.post(undo)["Location"]
    give(client, page)
    for gone_back in (client.get(page), client.post(undo, headers=HTMX)):
        assert gone_back.context["question"].stem != stem
        assert "taken back" not in gone_back.content.decode()
    assert list(Review.objects.values_list("kind", flat=True)) == ["learn", "undo", "learn"]


def test_verdict_on_an_answer_taken_back_says_so(client: Client, pupil: Student) -> None:
    client.post(ANSWER, form(client, pupil))
    review = Review.objects.get()
    verdict = f"/study/verdict/{review.pk}/"
    assert "You took this answer back" not in client.get(verdict).content.decode()
    client.post(f"/study/undo/{review.pk}/")
    html = client.get(verdict).content.decode()
    assert "You took this answer back: it does not count." in html
    assert "You will be asked again" not in html
    assert f'action="/study/undo/{review.pk}/"' not in html


def test_grade_taken_back_is_not_told_as_the_last(client: Client, pupil: Student) -> None:
    page = begin(client, mode="card")
    token = token_in(client.get(page).content.decode())
    after = client.post(GRADE, {"token": token, "grade": "good"})["Location"]
    client.post(f"/study/undo/{Review.objects.get(kind='learn').pk}/")
    assert "You said: Good." not in client.get(after).content.decode()


# In another language


def test_verdict_in_another_language_has_its_words_in_that_one(client: Client, pupil: Student) -> None:
    """What was said is marked by the language in which it was; without a change nothing is marked."""
    page = address(client.post(ANSWER, form(client, pupil, right=False), headers=HTMX))
    before = client.get(page).content.decode()
    assert '<p class="sentence" id="card-sentence">The right answer is' in before
    speak(client, "ru")
    verdict = client.get(page)
    html = verdict.content.decode()
    assert heading(verdict) == "Неправильно"
    assert "через 1 минуту" in html
    assert '<p class="sentence" id="card-sentence"><span lang="en">The right answer is' in html
    assert '<span lang="en">An independent source says so.</span>' in html
    assert Review.objects.get().verdict["heading"] == "Not right"


def test_verdict_as_it_was_told_stays_in_its_language(client: Client, pupil: Student) -> None:
    """The words on record are shown, not others that mean the same."""
    page = address(client.post(ANSWER, form(client, pupil), headers=HTMX))
    review = Review.objects.get()
    Review.objects.update(verdict={**review.verdict, "heading": "Quite right"})
    assert heading(client.get(page)) == "Quite right"
    speak(client, "ko")
    assert heading(client.get(page)) == "정답"


def test_verdict_of_an_older_record_is_shown_as_it_was(client: Client, pupil: Student) -> None:
    page = address(client.post(ANSWER, form(client, pupil), headers=HTMX))
    review = Review.objects.get()
    older = {name: value for name, value in review.verdict.items() if name not in ("told_in", "due_at")}
    Review.objects.update(verdict=older)
    speak(client, "ru")
    assert heading(client.get(page)) == "Right"


def test_last_grade_is_told_in_the_language_of_the_page(client: Client, pupil: Student) -> None:
    page = begin(client, mode="card")
    token = token_in(client.get(page).content.decode())
    after = address(client.post(GRADE, {"token": token, "grade": "hard"}, headers=HTMX))
    speak(client, "ru")
    assert "Трудно" in client.get(after).content.decode()


def test_true_and_false_are_told_in_the_language_of_the_page(client: Client, pupil: Student) -> None:
    page = client.post(QUIZ, {"size": "5", "feedback": "at_once", "mode": "truefalse"})["Location"]
    verdict = address(give(client, page, headers=HTMX))
    speak(client, "ru")
    options = client.get(verdict).context["verdict"]["options"]
    assert [option["text"] for option in options] == ["Верно", "Неверно"]


@pytest.mark.parametrize("confidence", ["unknown", "sure"])
def test_typed_verdict_in_another_language(client: Client, confidence: str) -> None:
    question_in("typed")
    client.force_login(student().user)
    token = token_in(client.get(STUDY).content.decode())
    data = {"token": token, "text": "Mara Alder", "confidence": confidence}
    verdict = address(client.post(ANSWER, data, headers=HTMX))
    speak(client, "ru")
    assert heading(client.get(verdict)) == ("Ещё не выучено" if confidence == "unknown" else "Неправильно")


def test_what_a_page_costs_in_another_language(
    client: Client, pupil: Student, django_assert_num_queries
) -> None:
    page = address(client.post(ANSWER, form(client, pupil), headers=HTMX))
    speak(client, "ru")
    with django_assert_num_queries(3):
        client.get(page)
