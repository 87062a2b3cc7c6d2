"""The pages of the desk for answers that students stand by: what they show, and to whom."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from history.desk import ASK_A_PUBLISHER
from history.models import ActorName
from quizzes import proposals
from quizzes.models import Proposal, Regrade, Student
from tests.cast import signed_in, staff
from tests.factories import ActorFactory

from .test_proposals import TYPED, counts, stands_by
from .typed_world import pupil, typed_world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world():
    return typed_world()


@pytest.fixture
def mina() -> Student:
    return pupil("mina")


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def list_page(client: Client, query: str = "") -> str:
    return text_of(client.get(f"/admin/quizzes/proposal/{query}"))


def address(proposal: Proposal, name: str = "change") -> str:
    return f"/admin/quizzes/proposal/{proposal.pk}/{name}/"


def test_list_groups_texts_with_how_many_students(mina: Student, as_teacher: Client) -> None:
    stands_by(mina, "fisheries")
    stands_by(pupil("b"), "railway", "MAIZEMAN")
    stands_by(pupil("c"), "timber", "Sawdusty")
    page = list_page(as_teacher)
    assert page.index("“Maizeman”") < page.index("“Sawdusty”"), "most students first"
    assert "mina" not in page
    assert "“Maizeman”" not in list_page(as_teacher, "?state=declined")
    assert "“Maizeman”" in list_page(as_teacher, "?state=all")
    assert "“Maizeman”" not in list_page(as_teacher, "?kind=fact")
    assert "“Sawdusty”" in list_page(as_teacher, "?q=Sawdusty")


def test_list_costs_the_same_for_one_and_for_three(
    mina: Student, as_teacher: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for typed in ("Maizeman", "Sawdusty", "Ferrywoman"):
        stands_by(mina, "timber", typed)
        with django_assert_num_queries(7):
            as_teacher.get("/admin/quizzes/proposal/")


def test_page_of_one_costs_the_same_for_one_and_for_three_answers(
    as_publisher: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for name, key in (("a", "fisheries"), ("b", "railway"), ("c", "railway")):
        stands_by(pupil(name), key)
        page = address(Proposal.objects.get())
        with django_assert_num_queries(12):
            as_publisher.get(page)


def test_page_shows_what_was_asked_and_never_who_typed(mina: Student, as_publisher: Client) -> None:
    stands_by(mina, "fisheries")
    ActorFactory(name="Maizemen")
    page = text_of(as_publisher.get(address(Proposal.objects.get())))
    assert "1 student wrote “Maizeman” and stands by it. The right answer is Anton Halvorsen ." in page
    assert "within a slip of it: Maizemen" in page
    assert "1 answer that was judged wrong for it counts as right" in page
    assert "Accept as a name" in as_publisher.get(address(Proposal.objects.get())).content.decode()
    assert "mina" not in page


def test_accepting_on_the_page(mina: Student, as_publisher: Client) -> None:
    stands_by(mina, "fisheries")
    proposal = Proposal.objects.get()
    answer = as_publisher.post(
        address(proposal, "accept"), {"text": "Maizeman", "language": "de"}, follow=True
    )
    assert "“Maizeman” is accepted: 1 answer of 1 student now counts as right." in text_of(answer)
    assert ActorName.objects.get(text=TYPED).language == "de"
    page = text_of(as_publisher.get(address(proposal)))
    assert "Accepted by publisher" in page
    assert "“Maizeman”. Regraded on" in page
    assert "Accept as a name" not in page


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "This field is required."),
        ({"text": "a\x00b"}, "Null characters are not allowed."),
        ({"text": "x" * 301}, "at most 300 characters"),
        ({"text": TYPED, "language": "not a tag"}, "Write a language tag such as en or ko."),
        ({"text": "Somebody", "language": ""}, "Only how it is spelled can be changed"),
    ],
)
def test_what_cannot_be_accepted_is_told(mina: Student, as_publisher: Client, sent: dict, said: str) -> None:
    stands_by(mina, "fisheries")
    answer = as_publisher.post(address(Proposal.objects.get(), "accept"), sent, follow=True)
    assert answer.status_code == 200
    assert said in text_of(answer)
    assert not Regrade.objects.exists()


def test_teacher_is_told_which_questions_the_name_withdraws(mina: Student, as_publisher: Client) -> None:
    """Where it was is not asked if somebody who took part is called like the place."""
    stands_by(mina, "fisheries", "Esthaven")
    page = address(Proposal.objects.get())
    assert "of another kind: Esthaven" in text_of(as_publisher.get(page))
    sent = {"text": "Esthaven", "language": "en"}
    answer = as_publisher.post(address(Proposal.objects.get(), "accept"), sent, follow=True)
    assert "was withdrawn: its place is called as somebody who took part" in text_of(answer)
    assert counts()


def test_facts_that_went_back_to_review_are_counted(
    mina: Student, as_publisher: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for text, facts, told in (
        ("Maizeman", (1,), "1 published fact went back"),
        ("Cornfellow", (1, 2), "2 published facts went back"),
    ):
        stands_by(mina, "fisheries", text)
        outcome = proposals.Accepted(regraded=1, students=1, sent_back=facts)
        monkeypatch.setattr(proposals, "accept", lambda *_args, outcome=outcome, **_values: outcome)
        address_of = address(Proposal.objects.get(text=text), "accept")
        assert told in text_of(as_publisher.post(address_of, {"text": text}, follow=True))


def test_declining_on_the_page(mina: Student, as_teacher: Client) -> None:
    stands_by(mina, "fisheries")
    proposal = Proposal.objects.get()
    assert proposals.NO_REASON in text_of(as_teacher.post(address(proposal, "decline"), {"reason": " "}))
    answer = as_teacher.post(address(proposal, "decline"), {"reason": "That was a poet."}, follow=True)
    assert "“Maizeman” is declined" in text_of(answer)
    page = as_teacher.get(address(proposal)).content.decode()
    assert "That was a poet." in page
    assert "Save the reason" in page
    assert ASK_A_PUBLISHER in page


def test_counting_a_date_on_the_page(mina: Student, as_teacher: Client) -> None:
    review = stands_by(mina, "fisheries", "4 June 1959", facet="date:when")
    proposal = Proposal.objects.get()
    page = as_teacher.get(address(proposal)).content.decode()
    assert f"/admin/history/fact/{review.question.fact_id}/change/" in page
    assert "Count as right" in page
    as_teacher.post(address(proposal, "count"))
    assert counts() == {review.pk}


def test_refusal_is_told_on_the_page(mina: Student, as_publisher: Client) -> None:
    stands_by(mina, "fisheries")
    ActorFactory(name=TYPED)
    proposal = Proposal.objects.get()
    page = as_publisher.get(address(proposal)).content.decode()
    assert "could mean either" in page
    assert "Accept as a name" not in page
    forced = as_publisher.post(address(proposal, "accept"), {"text": TYPED}, follow=True)
    assert "could mean either" in text_of(forced)
    assert not Regrade.objects.exists()


def test_doors_of_the_desk(mina: Student, as_student: Client, as_teacher: Client) -> None:
    stands_by(mina, "fisheries")
    proposal = Proposal.objects.get()
    nobody = signed_in(staff("nobody"))
    for name in ("accept", "count", "decline"):
        assert as_student.post(address(proposal, name)).status_code == 302
        assert nobody.post(address(proposal, name)).status_code == 403
        assert as_teacher.get(address(proposal, name)).status_code == 404
        for number in (0, 999_999, "9" * 30):
            assert as_teacher.post(f"/admin/quizzes/proposal/{number}/{name}/").status_code == 404
    assert nobody.get(address(proposal)).status_code == 403
    assert as_teacher.post(address(proposal), {"state": "accepted"}).status_code == 403
    assert as_teacher.get("/admin/quizzes/proposal/add/").status_code == 403
    assert as_teacher.post(address(proposal, "delete")).status_code == 403
    assert as_teacher.get("/admin/quizzes/proposal/999999/change/").status_code == 302
    assert Proposal.objects.get().state == "open"


def test_first_page_leads_a_teacher_there(mina: Student, as_teacher: Client) -> None:
    assert "stood by" not in text_of(as_teacher.get("/"))
    stands_by(mina, "fisheries")
    assert "1 answer stood by" in text_of(as_teacher.get("/"))
