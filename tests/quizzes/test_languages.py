"""The language of the pages: who gets which, and how it is chosen."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from quizzes.models import Review, Student
from quizzes.questions import Option
from tests.cast import signed_in
from tests.factories import UserFactory

from .small_bank import question_in, student

pytestmark = pytest.mark.django_db
SWITCH = "/accounts/language/"
COOKIE = "django_language"


def switch(client: Client, code: str, *, page: str):
    return client.post(SWITCH, {"language": code}, headers={"referer": page})


def language(client: Client, page: str = "/accounts/login/", **headers: str) -> str:
    """The language that a page says it is in; the header and the document agree."""
    response = client.get(page, headers=headers)
    stated: str = response.headers["Content-Language"]
    assert f'<html lang="{stated}">' in response.text
    return stated


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("", "en"),
        ("ru", "ru"),
        ("ru-RU,ru;q=0.9,en;q=0.5", "ru"),
        ("ko-KR", "ko"),
        ("en-US,en;q=0.9,ru;q=0.8", "en"),
        ("de,ko;q=0.4", "ko"),
        ("fr", "en"),
        ("x" * 5000, "en"),
        ("*;q=nonsense,\x01", "en"),
    ],
)
def test_browser_decides_where_nobody_has_chosen(visitor, asked, given):
    assert language(visitor, accept_language=asked) == given


def test_choice_of_a_visitor_wins_over_her_browser(visitor):
    response = switch(visitor, "ko", page="http://testserver/facts/?q=1950")
    assert (response.status_code, response.headers["Location"]) == (303, "/facts/?q=1950")
    assert language(visitor, accept_language="ru") == "ko"


@pytest.mark.parametrize("code", ["", "de", "en-gb", "KO", "ko\0", "ru" * 3000])
def test_unknown_language_changes_nothing(visitor, code):
    response = visitor.post(SWITCH, {"language": code})
    assert response.status_code == 303
    assert COOKIE not in visitor.cookies


@pytest.mark.parametrize("cookie", ["de", "x" * 4000, "ru\\x00", "../../ru", ""])
def test_cookie_that_says_nothing_is_passed_over(visitor, cookie):
    visitor.cookies[COOKIE] = cookie
    assert language(visitor, accept_language="ko") == "ko"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "https://evil.example/facts/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "http://testserver/nowhere/",
        "http://testserver:80:80/",
        "http://[::1",
        "",
        "http://testserver/facts/%00/",
        "http://testserver/" + "a" * 3000,
    ],
)
def test_switch_leads_nowhere_but_to_a_page_of_ours(visitor, elsewhere):
    response = switch(visitor, "ru", page=elsewhere)
    assert (response.status_code, response.headers["Location"]) == (303, "/")


@pytest.mark.parametrize(
    ("page", "on"),
    [
        ("/study/answer/", "/study/"),
        ("/study/undo/7/", "/study/"),
        ("/contests/7/", "/study/"),
        ("/quiz/count/", "/quiz/"),
        ("/sets/new/preview/", "/sets/new/"),
        ("/sets/7/edit/preview/?page=2", "/sets/7/edit/"),
        ("/sets/7/choose/8/up/", "/sets/7/choose/"),
        ("/sittings/7/finish/", "/sittings/7/"),
    ],
)
def test_page_that_only_a_form_brings_up_leads_on_to_one_that_can_be_asked_for(as_student, page, on):
    response = switch(as_student, "ru", page=f"http://testserver{page}")
    assert response.headers["Location"] == on


def test_switch_takes_no_get_and_no_foreign_form():
    assert Client().get(SWITCH).status_code == 405
    assert Client(enforce_csrf_checks=True).post(SWITCH, {"language": "ru"}).status_code == 403


def test_every_page_offers_each_language_by_its_own_name(visitor):
    page = visitor.get("/facts/?q=war").text
    assert '<button class="button plain" type="submit" name="language" value="ru" lang="ru">Русский' in page
    assert 'value="ko" lang="ko">한국어' in page
    assert 'value="en" lang="en" aria-current="true">English' in page


def test_choice_of_a_student_is_kept_for_her_next_device(as_student, student):
    as_student.post(SWITCH, {"language": "ru"})
    student.refresh_from_db()
    assert (student.interface, student.language) == ("ru", "en")


def test_who_signs_in_finds_her_language_and_who_leaves_takes_it_along(visitor, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    user = UserFactory(username="Mina")
    user.set_password("correct horse")
    user.save()
    Student.objects.create(user=user, interface="ko")
    visitor.cookies[COOKIE] = "ru"
    visitor.post("/accounts/login/", {"username": "Mina", "password": "correct horse"})
    assert language(visitor, "/accounts/settings/") == "ko"
    visitor.post("/accounts/logout/")
    assert language(visitor) == "en"


def test_language_chosen_before_signing_up_is_kept_with_the_account(visitor):
    visitor.post(SWITCH, {"language": "ko"})
    visitor.post("/accounts/signup/", {"username": "Mina", "password": "correct horse battery"})
    assert Student.objects.get().interface == "ko"


def test_caches_are_told_what_the_language_hangs_on(visitor):
    varies = {part.strip() for part in visitor.get("/facts/").headers["Vary"].split(",")}
    assert {"Accept-Language", "Cookie"} <= varies


def test_desk_of_the_teachers_stays_english(teacher):
    desk = signed_in(teacher)
    desk.cookies[COOKIE] = "ru"
    response = desk.get("/admin/")
    assert response.headers["Content-Language"] == "en"
    assert "Log out" in response.text


def test_error_before_anything_else_is_in_the_readers_language(visitor):
    assert language(visitor, "/nowhere/", accept_language="ko") == "ko"
    response = visitor.post(
        "/study/",
        content_type="application/x-www-form-urlencoded; charset=latin-1",
        headers={"accept-language": "ru"},
    )
    assert (response.status_code, response.headers["Content-Language"]) == (400, "ru")
    assert '<html lang="ru">' in response.text


def test_choice_costs_no_query(visitor, django_assert_num_queries):
    visitor.post(SWITCH, {"language": "ru"})
    visitor.get("/facts/")
    with django_assert_num_queries(0):
        visitor.get("/accounts/login/")


def test_question_asked_in_one_language_may_be_answered_in_another():
    """What is dealt is told apart by its values, and the form by the stem and options of the bank."""
    days = ("1949-03-17", *(f"195{year}-06-25" for year in range(9)))
    dated = [Option(text=day, value={"date": day}, sort=place).to_json() for place, day in enumerate(days)]
    row = question_in("single", kind="date", facet="date:signed", key=dated[:1], pool=dated[1:])
    pupil = student()
    client = signed_in(pupil.user)
    client.cookies[COOKIE] = "ru"
    asked = client.get("/study/").text
    texts = re.findall(r'<span class="text">([^<]+)</span>', asked)
    assert len([text for text in texts if re.fullmatch(r"\d\d (?:марта|июня) 19\d\d года", text)]) == 4
    token = re.search(r'name="token" value="([^"]+)"', asked)
    client.cookies[COOKIE] = "ko"
    form = {"token": token[1], "choice": str(texts.index("17 марта 1949 года")), "confidence": "sure"}
    verdict = client.post("/study/answer/", form, follow=True).text
    review = Review.objects.get()
    assert (review.question, review.right, review.verdict["answer"]) == (row, True, "1949년 3월 17일")
    assert '<span class="text">1949년 3월 17일</span>' in verdict
    assert f'<p class="stem"><span lang="en">{row.stem}</span></p>' in verdict


def test_choice_of_a_set_and_the_beginning_of_a_period_are_two_words(as_student):
    html = as_student.get("/quiz/", headers={"accept-language": "ru"}).text
    assert re.search(r'<label for="id_set">\s*([^<]+?)\s*<', html)[1] == "Из набора"


def test_name_of_a_set_is_not_that_of_a_person(teacher):
    html = signed_in(teacher).get("/sets/new/", headers={"accept-language": "ru"}).text
    assert re.search(r'<label for="id_name">\s*([^<]+?)\s*<', html)[1] == "Название"
    assert re.search(r'<label for="id_first">\s*([^<]+?)\s*<', html)[1] == "Начало"
