"""The doors of accounts as people meet them: sign up, sign in, log out, settings, my data, pupils."""

from __future__ import annotations

import json
import re

import pytest
from axes.models import AccessAttempt
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from quizzes.models import Card, Set, Student
from quizzes.study.enrolling import make_guest, student_of
from quizzes.study.folding import study_day
from tests.cast import signed_in
from tests.factories import SetFactory, UserFactory

from .small_bank import NOON, furnish, student, study_once

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"
SIGN_UP, SIGN_IN = "/accounts/signup/", "/accounts/login/"


@pytest.fixture(autouse=True)
def _fresh(settings) -> None:
    hashers = "django.contrib.auth.hashers"
    settings.PASSWORD_HASHERS = [f"{hashers}.MD5PasswordHasher", f"{hashers}.PBKDF2PasswordHasher"]
    cache.clear()


@pytest.fixture
def guest() -> Student:
    return make_guest(zone="", now=NOON)


@pytest.fixture
def as_guest(guest: Student) -> Client:
    return signed_in(guest.user)


def form(name: str = "Mina", password: str = PASSWORD, **more: str) -> dict[str, str]:
    return {"username": name, "password": password, **more}


def text(response) -> str:
    return response.content.decode()


def who(client: Client) -> str | None:
    pk = client.session.get("_auth_user_id")
    found = User.objects.filter(pk=pk).first()
    return found and found.username


def account(name: str = "mina", password: str = PASSWORD) -> Student:
    return student_of(User.objects.create_user(username=name, password=password))


def faults(response) -> list[str]:
    return re.findall(r'class="error[^>]*>([^<]*)<', text(response))


# Sign up


def test_visitor_signs_up_and_is_in(visitor: Client) -> None:
    furnish(1)
    answer = visitor.post(SIGN_UP, form(zone="Asia/Seoul", next="/facts/"))
    assert (answer.status_code, answer["Location"]) == (303, "/facts/")
    assert who(visitor) == "Mina"
    assert (Student.objects.get().zone, Student.objects.get().follows.count()) == ("Asia/Seoul", 1)


def test_welcome_ends_a_name_with_one_full_stop(visitor: Client) -> None:
    shown = text(visitor.post(SIGN_UP, form("lena M."), follow=True))
    assert "Welcome, lena M. Your progress" in shown


def test_guest_signs_up_and_keeps_everything(guest: Student, as_guest: Client) -> None:
    (row,) = furnish(1)
    study_once(guest, row, now=NOON)
    stolen = Client()
    stolen.cookies["sessionid"] = before = as_guest.cookies["sessionid"].value
    assert "Everything you have answered stays yours" in text(as_guest.get(SIGN_UP))
    as_guest.post(SIGN_UP, form())
    assert who(as_guest) == "Mina"
    assert as_guest.cookies["sessionid"].value != before
    assert stolen.get("/accounts/data/").status_code == 302
    assert Card.objects.get().student.user.username == "Mina"
    assert User.objects.count() == 1


def test_session_that_somebody_planted_is_not_kept(visitor: Client) -> None:
    visitor.get(SIGN_UP)
    session = visitor.session
    session["planted"] = True
    session.save()
    visitor.cookies["sessionid"] = session.session_key
    visitor.post(SIGN_UP, form())
    assert visitor.cookies["sessionid"].value != session.session_key
    assert not Session.objects.filter(pk=session.session_key).exists()


def test_taken_name_loses_nothing_but_the_password(visitor: Client) -> None:
    account("mina")
    answer = visitor.post(SIGN_UP, form("MINA", "another password", next="/facts/"))
    assert answer.status_code == 200
    assert "Somebody has this username already." in text(answer)
    assert 'value="MINA"' in text(answer)
    assert 'name="next" value="/facts/"' in text(answer)
    assert "another password" not in text(answer)
    assert who(visitor) is None


def test_form_sent_twice_leads_in_twice(visitor: Client) -> None:
    again = Client()
    visitor.post(SIGN_UP, form())
    assert again.post(SIGN_UP, form())["Location"] == "/"
    assert (who(visitor), who(again)) == ("Mina", "Mina")
    assert User.objects.count() == 1


def test_guessing_passwords_by_signing_up_is_counted_as_at_the_door(visitor: Client, settings) -> None:
    settings.AXES_FAILURE_LIMIT = 3
    account("mina")
    for _ in range(3):
        visitor.post(SIGN_UP, form("mina", "a wrong password"))
    assert visitor.post(SIGN_UP, form("mina", PASSWORD)).status_code == 429
    assert who(visitor) is None


@pytest.mark.parametrize("page", [SIGN_UP, SIGN_IN])
def test_who_has_an_account_is_led_home(page: str) -> None:
    client = signed_in(account().user)
    assert client.get(page)["Location"] == "/"
    assert client.post(page, form("Other"))["Location"] == "/"
    assert User.objects.count() == 1


@pytest.mark.parametrize("page", [SIGN_UP, SIGN_IN])
@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "javascript:alert(1)",
        "\x00https://evil.example",
        "/" + "x" * 3000,
        "http://[",
        SIGN_IN,
        SIGN_UP + "?next=/",
    ],
)
def test_nobody_is_led_elsewhere(visitor: Client, page: str, elsewhere: str) -> None:
    if page == SIGN_IN:
        account("Mina")
    answer = visitor.post(page, form(next=elsewhere))
    assert (answer.status_code, answer["Location"]) == (303, "/")


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Choose a username."),
        (form("x"), "A username has 2 to 60 characters"),
        (form("x" * 100_000), "A username has 2 to 60 characters"),
        (form("mi\x00na"), "Null characters are not allowed."),
        (form("mi\u202ena"), "A username is made of letters"),
        (form("<script>alert(1)</script>"), "A username is made of letters"),
        (form("guest-mina"), "are kept for guests"),
        (form(password="short"), "This password is too short."),
        (form(password="password1"), "This password is too common."),
        (form("longusername", "longusername"), "too similar to the username"),
        (form(password="x" * 129), "at most 128 characters"),
        (form(password=""), "Choose a password."),
        (form(password="long enough\x00"), "Null characters are not allowed."),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(visitor: Client, sent: dict[str, str], sentence: str) -> None:
    answer = visitor.post(SIGN_UP, sent)
    assert answer.status_code == 200
    assert sentence in " ".join(faults(answer))
    assert "<script>alert" not in text(answer)
    assert "<title>Error:" in text(answer)
    assert not User.objects.exists()


def test_class_signs_up_within_a_minute_and_a_flood_does_not(settings) -> None:
    settings.SIGNUPS = 45
    for number in range(45):
        assert Client().post(SIGN_UP, form(f"Pupil {number}")).status_code == 303
    refused = Client().post(SIGN_UP, form("One more"))
    assert refused.status_code == 429
    assert "Many accounts were made on this network" in text(refused)
    assert 'value="One more"' in text(refused)
    assert User.objects.count() == 45


def test_mistakes_do_not_count_as_sign_ups(visitor: Client, settings) -> None:
    settings.SIGNUPS = 1
    for _ in range(3):
        visitor.post(SIGN_UP, form(password="short"))
    assert visitor.post(SIGN_UP, form()).status_code == 303


def test_school_that_makes_all_accounts_itself(visitor: Client, settings) -> None:
    settings.SIGNUPS = 0
    assert "Accounts are made by your teacher" in text(visitor.get(SIGN_UP))
    assert SIGN_UP not in text(visitor.get(SIGN_IN))
    visitor.post(SIGN_UP, form())
    assert not User.objects.exists()


# Sign in


def test_guest_who_signs_in_is_told_what_came_along(guest: Student, as_guest: Client) -> None:
    first, second = furnish(2)
    mina = account()
    study_once(mina, first, now=NOON)
    for row in (first, second):
        study_once(guest, row, now=NOON)
    assert "comes along" in text(as_guest.get(SIGN_IN))
    answer = as_guest.post(SIGN_IN, form(" MINA "), follow=True)
    assert "1 answer came along to 1 card; 1 card you had already stayed as it was" in text(answer)
    assert who(as_guest) == "mina"
    assert not Student.objects.filter(guest=True).exists()


def test_wrong_password_leaves_the_guest_as_she_is(guest: Student, as_guest: Client) -> None:
    (row,) = furnish(1)
    account()
    study_once(guest, row, now=NOON)
    answer = as_guest.post(SIGN_IN, form("mina", "wrong"))
    assert "do not belong together" in text(answer)
    assert who(as_guest) == guest.user.username
    assert Card.objects.get().student == guest


def test_second_tab_of_a_guest_signs_in_without_merging_again(guest: Student, as_guest: Client) -> None:
    (row,) = furnish(1)
    account()
    study_once(guest, row, now=NOON)
    tab = signed_in(guest.user)
    as_guest.post(SIGN_IN, form("mina"))
    assert tab.post(SIGN_IN, form("mina")).status_code == 303
    assert who(tab) == "mina"
    assert Card.objects.count() == 1


def test_case_of_the_name_gives_no_more_guesses(visitor: Client, settings) -> None:
    settings.AXES_FAILURE_LIMIT = 3
    account("mina")
    answers = [visitor.post(SIGN_IN, form(name, "wrong")) for name in ("mina", "Mina", "MINA")]
    assert [answer.status_code for answer in answers] == [200, 200, 429]


@pytest.mark.parametrize(
    "sent", [{}, form("x\x00y"), form("x" * 100_000), form("\ud800".encode("utf-8", "replace").decode())]
)
@pytest.mark.parametrize("door", [SIGN_IN, "/admin/login/"])
def test_sign_in_takes_any_nonsense(visitor: Client, sent: dict[str, str], door: str) -> None:
    assert visitor.post(door, sent).status_code == 200


def test_name_that_is_too_long_is_counted_at_its_beginning(visitor: Client) -> None:
    visitor.post(SIGN_IN, form("x" * 1000))
    assert AccessAttempt.objects.get().username == "x" * 150


# Log out


def test_guest_is_warned_before_everything_is_lost(as_guest: Client, guest: Student) -> None:
    for warned in (as_guest.get("/accounts/logout/"), as_guest.post("/accounts/logout/")):
        assert "it is lost on this device" in text(warned)
        assert who(as_guest) == guest.user.username
    assert as_guest.post("/accounts/logout/", {"sure": "yes"})["Location"] == "/"
    assert who(as_guest) is None


# Password


def test_own_password_is_changed_and_other_sessions_end() -> None:
    user = account().user
    client, elsewhere = signed_in(user), signed_in(user)
    sent = {"old": PASSWORD, "new": "a better password"}
    assert client.post("/accounts/password/", sent).status_code == 303
    assert client.get("/accounts/data/").status_code == 200
    assert elsewhere.get("/accounts/data/").status_code == 302
    assert User.objects.get().check_password("a better password")


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"old": "wrong", "new": "a better password"}, "This is not your password."),
        ({"old": PASSWORD, "new": "short"}, "This password is too short."),
        ({}, "Write the password you have now."),
    ],
)
def test_password_stays_when_something_is_wrong(sent: dict[str, str], sentence: str) -> None:
    client = signed_in(account().user)
    assert sentence in " ".join(faults(client.post("/accounts/password/", sent)))
    assert User.objects.get().check_password(PASSWORD)


def test_guest_has_no_password_to_change(as_guest: Client) -> None:
    assert as_guest.get("/accounts/password/")["Location"] == SIGN_UP


# My data


def test_copy_is_a_download_that_nothing_keeps() -> None:
    pupil = student("Mina Ö.")
    answer = signed_in(pupil.user).get("/accounts/data/export/")
    assert json.loads(answer.content)["account"]["name"] == "Mina Ö."
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''attest-Mina%20")
    assert "no-store" in answer["Cache-Control"]


def test_my_data_counts_what_is_mine(django_assert_num_queries) -> None:
    rows = furnish(3)
    pupil, other = student(), student("other")
    study_once(other, rows[0], now=NOON)
    client = signed_in(pupil.user)
    for row in rows:
        study_once(pupil, row, now=NOON)
        with django_assert_num_queries(7):
            page = text(client.get("/accounts/data/"))
    assert page.count("<dd>3</dd>") == 2


def test_erasing_needs_the_password_and_then_takes_everything() -> None:
    mina = account()
    client = signed_in(mina.user)
    assert "What goes:" in text(client.get("/accounts/data/erase/"))
    assert "not your password" in text(client.post("/accounts/data/erase/", {"password": "wrong"}))
    assert "Write your password" in text(client.post("/accounts/data/erase/", {"sure": "on"}))
    assert User.objects.exists()
    answer = client.post("/accounts/data/erase/", {"password": PASSWORD}, follow=True)
    assert "Everything that was kept of you here is erased." in text(answer)
    assert not User.objects.exists()
    assert not Session.objects.exists()


def test_guest_erases_with_a_tick(as_guest: Client) -> None:
    assert "Tick the box" in text(as_guest.post("/accounts/data/erase/", {}))
    as_guest.post("/accounts/data/erase/", {"sure": "on"})
    assert not User.objects.exists()


def test_staff_is_told_whom_to_ask(as_teacher: Client, teacher: User) -> None:
    assert "cannot erase itself" in text(as_teacher.get("/accounts/data/erase/"))
    as_teacher.post("/accounts/data/erase/", {"password": PASSWORD, "sure": "on"})
    assert User.objects.filter(pk=teacher.pk).exists()


@pytest.mark.parametrize("page", ["settings", "data", "data-export", "data-erase", "password"])
def test_stranger_is_sent_to_the_door(visitor: Client, page: str) -> None:
    assert visitor.get(reverse(page))["Location"] == f"{SIGN_IN}?next={reverse(page)}"


# Settings


def wishes(**changed: str) -> dict[str, str]:
    return {
        "new_a_day": "20",
        "session_size": "10",
        "citation_style": "chicago",
        "reviews_a_day": "200",
        "retention": "90",
        "rollover_hour": "4",
        "zone": "UTC",
        "keys": "on",
        **changed,
    }


def test_settings_are_saved() -> None:
    pupil = student()
    sent = wishes(new_a_day="5", retention="85", zone="Asia/Seoul", rollover_hour="0", citation_style="apa")
    del sent["keys"]
    answer = signed_in(pupil.user).post("/accounts/settings/", sent)
    assert (answer.status_code, answer["Location"]) == (303, "/accounts/settings/")
    pupil.refresh_from_db()
    found = (
        pupil.new_a_day,
        pupil.retention,
        pupil.zone,
        pupil.rollover_hour,
        pupil.citation_style,
        pupil.keys,
    )
    assert found == (5, 0.85, "Asia/Seoul", 0, "apa", False)


@pytest.mark.parametrize(
    ("changed", "sentence", "folded"),
    [
        ({"new_a_day": "1001"}, "Write a whole number from 0 to 1000.", False),
        ({"new_a_day": "many"}, "Write a whole number from 0 to 1000.", False),
        ({"session_size": "0"}, "Write a whole number from 1 to 100.", False),
        ({"session_size": "9" * 5000}, "Write a whole number from 1 to 100.", False),
        ({"citation_style": "bluebook"}, "not one of the available choices", True),
        ({"reviews_a_day": "-1"}, "Write a whole number from 0 to 10000.", True),
        ({"retention": "69"}, "Write a whole number from 70 to 97.", True),
        ({"retention": "nan"}, "Write a whole number from 70 to 97.", True),
        ({"rollover_hour": "13"}, "Choose an hour from 00:00 to 12:00.", True),
        ({"zone": "Moon/Base"}, "Choose a time zone from the list.", True),
        ({"zone": "x\x00"}, "Choose a time zone from the list.", True),
    ],
)
def test_settings_out_of_range_are_refused_and_shown(changed, sentence, folded) -> None:
    pupil = student()
    page = signed_in(pupil.user).post("/accounts/settings/", wishes(**changed))
    assert page.status_code == 200
    assert [fault for fault in faults(page) if sentence in fault]
    assert ('class="fold" open' in text(page)) is folded
    before = Student.objects.values().get()
    pupil.refresh_from_db()
    assert before == Student.objects.values().get()


def test_saving_what_nobody_changed_changes_nothing() -> None:
    pupil = student(retention=0.905, zone="Etc/GMT+3")
    client = signed_in(pupil.user)
    page = text(client.get("/accounts/settings/"))
    before = Student.objects.values().get()
    chosen = {
        **dict(re.findall(r'<input type="number" name="(\w+)" value="(\d+)"', page)),
        "citation_style": "chicago",
        "rollover_hour": "4",
        "zone": "Etc/GMT+3",
        "keys": "on",
    }
    assert chosen["retention"] in ("90", "91")
    assert client.post("/accounts/settings/", chosen).status_code == 303
    assert Student.objects.values().get() == before


def test_moving_to_another_zone_neither_loses_nor_doubles_a_card() -> None:
    rows = furnish(3)
    pupil = student(zone="Pacific/Auckland")
    for row in rows:
        study_once(pupil, row, now=NOON)
    before = list(Card.objects.values())
    day = study_day(pupil, NOON)
    signed_in(pupil.user).post("/accounts/settings/", wishes(zone="Pacific/Honolulu"))
    pupil.refresh_from_db()
    assert study_day(pupil, NOON) == day - 1
    assert list(Card.objects.values()) == before


def test_looking_at_settings_makes_nobody_a_student() -> None:
    client = signed_in(UserFactory())
    assert client.get("/accounts/settings/").status_code == 200
    assert not Student.objects.exists()
    client.post("/accounts/settings/", wishes())
    assert Student.objects.count() == 1


# The menu


def test_menu_of_a_guest_keeps_progress_and_does_not_log_out(as_guest: Client, as_student: Client) -> None:
    menu = (
        text(as_guest.get("/accounts/settings/")).partition('id="account-menu"')[2].partition("</details>")[0]
    )
    assert "<span>Guest</span>" in menu
    assert "Keep my progress" in menu
    assert "Log out" not in menu
    menu = (
        text(as_student.get("/accounts/settings/"))
        .partition('id="account-menu"')[2]
        .partition("</details>")[0]
    )
    assert "<span>student</span>" in menu
    assert "Log out" in menu


# The teachers' desk

PUPILS = "/admin/quizzes/student/pupils/"


def password_page(of: Student) -> str:
    return f"/admin/quizzes/student/{of.pk}/password/"


def test_teacher_adds_a_class_and_sees_the_passwords_once(as_teacher: Client) -> None:
    chosen = SetFactory()
    answer = as_teacher.post(PUPILS, {"names": "Mina Park\r\n\r\n  Ola  ", "follow": str(chosen.pk)})
    found = dict(re.findall(r'<th scope="row">([^<]+)</th>\s*<td><code>(\w{12})</code>', text(answer)))
    assert found.keys() == {"Mina Park", "Ola"}
    assert "no-store" in answer["Cache-Control"]
    for name, password in found.items():
        assert User.objects.get(username=name).check_password(password)
        assert chosen in Set.objects.filter(followers__user__username=name)
    assert LogEntry.objects.count() == 2
    assert not any(
        password in str(entry.__dict__) for entry in LogEntry.objects.all() for password in found.values()
    )


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        ("", "Write at least one name."),
        ("Mina\nmina", "Line 2: “mina” stands in line 1 already."),
        ("Ola\n<b>x</b>", "Line 2: A username is made of letters"),
        ("teacher", "Line 1: somebody is called “teacher” already."),
        ("\n".join(f"Pupil {number}" for number in range(201)), "at most 200"),
        ("x" * 20_000, "at most 200 names"),
        ("a\x00b", "Null characters"),
    ],
)
def test_list_with_a_fault_adds_nobody_and_is_kept(as_teacher: Client, names: str, sentence: str) -> None:
    page = text(as_teacher.post(PUPILS, {"names": names}))
    assert sentence in page
    assert "<b>x</b>" not in page
    assert not Student.objects.exists()


@pytest.mark.parametrize("follow", ["999999", "x", "9" * 40, "\x00"])
def test_set_that_is_none_is_refused(as_teacher: Client, follow: str) -> None:
    page = text(as_teacher.post(PUPILS, {"names": "Mina", "follow": follow}))
    assert "Choose one of the sets in the list." in page or "Null characters" in page
    assert not Student.objects.exists()


def test_teacher_sets_a_pupils_password(as_teacher: Client) -> None:
    pupil = account()
    client = signed_in(pupil.user)
    assert password_page(pupil) in text(as_teacher.get(f"/admin/quizzes/student/{pupil.pk}/change/"))
    answer = as_teacher.post(password_page(pupil), {"password": "a newer password"})
    assert answer["Location"] == f"/admin/quizzes/student/{pupil.pk}/change/"
    assert User.objects.get(pk=pupil.user_id).check_password("a newer password")
    assert client.get("/accounts/data/").status_code == 302
    assert not any("newer" in str(entry.__dict__) for entry in LogEntry.objects.all())
    assert LogEntry.objects.get().change_message == "Set a new password."


def test_readable_password_is_shown_once(as_publisher: Client) -> None:
    pupil = account()
    page = as_publisher.post(password_page(pupil), {"password": ""})
    (made,) = re.findall(r"<pre>(\w{12})</pre>", text(page))
    assert User.objects.get(pk=pupil.user_id).check_password(made)
    assert made not in text(as_publisher.get(password_page(pupil)))


@pytest.mark.parametrize("rank", ["is_staff", "is_superuser"])
def test_teacher_never_gets_at_the_staff(as_teacher: Client, rank: str) -> None:
    boss = account("boss")
    User.objects.filter(pk=boss.user_id).update(**{rank: True})
    assert as_teacher.get(password_page(boss)).status_code == 404
    assert as_teacher.post(password_page(boss), {"password": "a newer password"}).status_code == 404
    assert "boss" not in text(as_teacher.get("/admin/quizzes/student/"))
    assert as_teacher.get(f"/admin/quizzes/student/{boss.pk}/change/").status_code == 302
    assert User.objects.get(pk=boss.user_id).check_password(PASSWORD)


def test_superuser_uses_the_users_page_for_staff(teacher: User) -> None:
    client = signed_in(UserFactory(username="root", is_staff=True, is_superuser=True))
    assert client.get(password_page(student_of(teacher))).status_code == 403


def test_guest_gets_no_password(as_teacher: Client, guest: Student) -> None:
    assert as_teacher.post(password_page(guest), {"password": "a newer password"}).status_code == 403


def test_teacher_cannot_put_another_user_behind_a_student(as_teacher: Client, colleague: User) -> None:
    pupil = account()
    as_teacher.post(
        f"/admin/quizzes/student/{pupil.pk}/change/", {**wishes(), "user": colleague.pk, "language": "en"}
    )
    assert Student.objects.get(pk=pupil.pk).user.username == "mina"


@pytest.mark.parametrize("address", [PUPILS, "/admin/quizzes/student/1/password/"])
def test_desk_is_closed_to_others(visitor: Client, as_student: Client, address: str) -> None:
    for client in (visitor, as_student):
        for answer in (client.get(address), client.post(address, {"names": "Mina"})):
            assert answer.status_code == 302
            assert "/login/?next=" in answer["Location"]
    bare = signed_in(UserFactory(is_staff=True))
    assert bare.post(address, {"names": "Mina"}).status_code in (403, 404)
    assert bare.get("/admin/quizzes/student/99999999999999999999/password/").status_code == 404


def test_superuser_makes_a_teacher_of_somebody_with_a_space_in_her_name() -> None:
    client = signed_in(UserFactory(username="root", is_staff=True, is_superuser=True))
    user = account("Mina Park").user
    address = f"/admin/auth/user/{user.pk}/change/"
    assert 'name="username"' not in text(client.get(address))
    joined = {"date_joined_0": "2026-11-21", "date_joined_1": "12:00:00"}
    answer = client.post(address, {"is_active": "on", "is_staff": "on", **joined})
    assert answer.status_code == 302, text(answer)
    user.refresh_from_db()
    assert (user.username, user.is_staff) == ("Mina Park", True)
