"""Who is let in to which page of the desk."""

from __future__ import annotations

import pytest
from django.urls import reverse
from reversion.models import Version

from history.admin.factlines import WITH_ITS_FACT
from history.facts import Publication
from history.models import Fact
from quizzes.models import BankQuestion, Card, Review, Student
from tests import factories
from tests.factories import (
    FactFactory,
    PositionFactory,
    ReviewFactory,
)
from tests.history.admin.pages import form_of, listing, messages_of, page, press

pytestmark = pytest.mark.django_db


def withdrawn_after_publishing(client) -> tuple[Fact, str]:
    """A fact that was published and withdrawn, and the number of its version as published."""
    fact = FactFactory(cited=True, statement="What was believed then")
    press(client, fact, "_publish")
    version = str(Version.objects.get_for_object(fact)[0].pk)
    client.post(page(fact, "withdraw"), {"reason": "The source was forged."})
    fact.refresh_from_db()
    assert fact.publication == Publication.WITHDRAWN
    return fact, version


def test_version_of_a_fact_is_not_brought_back_from_the_page_of_a_place(as_teacher, as_publisher):
    fact, version = withdrawn_after_publishing(as_publisher)
    place = factories.PlaceFactory(pk=fact.pk)
    form = form_of(as_teacher.get(page(place))) | {"_save": "x"}
    for view, args in (("recover", [version]), ("revision", [place.pk, version])):
        assert as_teacher.post(reverse(f"admin:history_place_{view}", args=args), form).status_code == 404
        fact.refresh_from_db()
        assert fact.publication == Publication.WITHDRAWN


def test_fact_that_was_not_deleted_is_not_recovered(as_teacher, as_publisher):
    fact = FactFactory(cited=True, statement="First words")
    press(as_publisher, fact)
    version = Version.objects.get_for_object(fact)[0]
    press(as_publisher, fact, "_publish", statement="Second words")
    address = reverse("admin:history_fact_recover", args=[version.pk])
    form = form_of(as_publisher.get(page(fact))) | {"_save": "x"}
    assert as_teacher.post(address, form).status_code == 404
    fact.refresh_from_db()
    assert (fact.publication, fact.statement) == (Publication.PUBLISHED, "Second words")


@pytest.mark.parametrize("view", ["recover", "revision"])
def test_position_goes_back_with_its_fact_alone(as_publisher, publisher, view):
    fact = FactFactory(cited=True, statement="What was believed then")
    position = PositionFactory(fact=fact)
    press(as_publisher, fact, "_publish")
    version = Version.objects.get_for_object(position)[0]
    as_publisher.post(page(fact, "withdraw"), {"reason": "The source was forged."})
    args = [version.pk] if view == "recover" else [position.pk, version.pk]
    form = form_of(as_publisher.get(page(position))) | {"_save": "x"}
    answer = as_publisher.post(reverse(f"admin:history_position_{view}", args=args), form, follow=True)
    assert messages_of(answer)[-1] == WITH_ITS_FACT
    fact.refresh_from_db()
    assert fact.publication == Publication.WITHDRAWN


def test_number_of_a_version_that_is_too_long_is_not_found(as_teacher):
    assert as_teacher.get(f"/admin/history/fact/recover/{'9' * 5000}/").status_code == 404


def test_student_and_visitor_get_no_admin(as_student, visitor):
    sent = [client.get(listing(Fact)).headers.get("Location") for client in (as_student, visitor)]
    assert sent == [
        "/admin/login/?next=/admin/history/fact/",
        "/accounts/login/?next=/admin/history/fact/",
    ]


def test_student_is_not_deleted_in_the_admin(as_superuser):
    row = ReviewFactory().card.student
    assert as_superuser.post(page(row, "delete"), {"post": "yes"}).status_code == 403


def test_name_of_a_student_leads_to_the_account_only_who_may_open_it(as_teacher, as_superuser, student):
    account = reverse("admin:auth_user_change", args=[student.user_id])
    seen = as_teacher.get(page(student)).content.decode()
    assert (account in seen, str(student.user) in seen) == (False, True)
    assert account in as_superuser.get(page(student)).content.decode()


def test_teacher_sees_the_bank_and_the_pupils_but_no_answers(as_teacher):
    for model in (BankQuestion, Student):
        assert as_teacher.get(listing(model)).status_code == 200
    for model in (Card, Review):
        assert as_teacher.get(listing(model)).status_code == 403
