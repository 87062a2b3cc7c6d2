"""How a set is studied: its owner says so in a form, its students read whose wish it is."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.utils import timezone

from quizzes.models import Set, Student
from quizzes.people.exporting import export

from .small_bank import furnish, student

pytestmark = pytest.mark.django_db


@pytest.fixture
def teacher() -> User:
    made = User.objects.create_user("Teacher", password="x")
    made.user_permissions.add(Permission.objects.get(codename="add_set"))
    return made


@pytest.fixture
def of(teacher: User) -> Set:
    furnish(2)
    return Set.objects.create(name="Class 9", owner=teacher, by_hand=True, code="abcd2345")


@pytest.fixture
def pupil(of: Set) -> Student:
    made = student()
    made.follows.add(of)
    return made


def sent(client: Client, user: User, of: Set, **given: str):
    client.force_login(user)
    return client.post(f"/sets/{of.pk}/edit/", {"name": "Class 9", **given})


def test_owner_says_how_a_set_is_studied(client: Client, teacher: User, of: Set) -> None:
    assert sent(client, teacher, of, new_order="threads", retention="95").status_code == 303
    of.refresh_from_db()
    assert (of.new_order, of.retention) == ("threads", 0.95)
    page = client.get(f"/sets/{of.pk}/edit/").content.decode()
    assert 'value="95"' in page
    assert '<option value="threads" selected>' in page
    assert sent(client, teacher, of, new_order="", retention="").status_code == 303
    of.refresh_from_db()
    assert (of.new_order, of.retention) == ("", None)


@pytest.mark.parametrize("wish", ["69", "98", "9" * 400, "ninety", "\x00", "95.5", "-95"])
def test_wish_that_is_no_number_in_range_is_refused(
    client: Client, teacher: User, of: Set, wish: str
) -> None:
    page = sent(client, teacher, of, retention=wish)
    assert page.status_code == 200
    assert "Write a whole number from 70 to 97." in page.content.decode()
    assert Set.objects.get(pk=of.pk).retention is None


@pytest.mark.parametrize("order", ["chance", "\x00", "x" * 5000])
def test_order_that_there_is_not_is_refused(client: Client, teacher: User, of: Set, order: str) -> None:
    page = sent(client, teacher, of, new_order=order)
    assert page.status_code == 200
    assert "Choose an order from the list." in page.content.decode()


def test_colleague_cannot_say_it(client: Client, teacher: User, of: Set) -> None:
    colleague = User.objects.create_user("Colleague", password="x")
    colleague.user_permissions.set(teacher.user_permissions.all())
    assert sent(client, colleague, of, retention="95").status_code == 404


def test_student_reads_whose_wish_it_is(client: Client, of: Set, pupil: Student) -> None:
    Set.objects.filter(pk=of.pk).update(new_order="mixed", retention=0.95)
    client.force_login(pupil.user)
    page = client.get(f"/sets/{of.pk}/").content.decode()
    for said in (
        "New questions come mixed.",
        "When its questions come back, the chance that they are known should be 95 %.",
    ):
        assert said in page
        assert said in client.get("/sets/join/abcd2345/").content.decode()
    settings = client.get("/accounts/settings/").content.decode()
    assert "“Class 9” wants 95 %, and that goes before your own number." in settings
    assert "The order of “Class 9” goes before yours. New questions come mixed." in settings


def test_nothing_is_said_where_it_is_left_to_the_student(client: Client, of: Set, pupil: Student) -> None:
    client.force_login(pupil.user)
    assert "New questions come " not in client.get(f"/sets/{of.pk}/").content.decode()
    assert "goes before your" not in client.get("/accounts/settings/").content.decode()


def test_page_of_the_class_says_it_and_leads_to_the_form(client: Client, teacher: User, of: Set) -> None:
    Set.objects.filter(pk=of.pk).update(new_order="time", retention=0.8)
    client.force_login(teacher)
    page = client.get(f"/sets/{of.pk}/class/").content.decode()
    assert "New questions come in the order of this set. When" in page
    assert f"/sets/{of.pk}/edit/#id_new_order" in page


def test_settings_keep_an_order_and_refuse_another(client: Client, pupil: Student) -> None:
    client.force_login(pupil.user)
    form = client.get("/accounts/settings/").context["form"]
    given = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    client.post("/accounts/settings/", {**given, "new_order": "mixed"})
    assert Student.objects.get(pk=pupil.pk).new_order == "mixed"
    page = client.post("/accounts/settings/", {**given, "new_order": "chance"})
    assert "Choose an order from the list." in page.content.decode()
    given.pop("new_order")
    client.post("/accounts/settings/", {**given, "new_a_day": "7"})
    kept = Student.objects.get(pk=pupil.pk)
    assert (kept.new_order, kept.new_a_day) == ("mixed", 7)


@pytest.mark.parametrize("wishing", [1, 3])
def test_settings_take_the_same_queries_for_one_wish_and_three(
    client: Client, teacher: User, pupil: Student, wishing: int, django_assert_num_queries
) -> None:
    for number in range(wishing):
        made = Set.objects.create(name=f"S{number}", owner=teacher, by_hand=True, retention=0.9)
        pupil.follows.add(made)
    client.force_login(pupil.user)
    with django_assert_num_queries(4):
        client.get("/accounts/settings/")


def test_copy_of_ones_data_has_the_order_and_the_wishes(of: Set, pupil: Student) -> None:
    Set.objects.filter(pk=of.pk).update(new_order="mixed", retention=0.95)
    found = json.loads(export(pupil.user, now=timezone.now()))
    assert found["settings"]["new_order"] == "time"
    assert {"name": "Class 9", "description": "", "new_order": "mixed", "retention": 0.95} in found["sets"]
