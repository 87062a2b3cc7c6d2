"""The page of a class: how far each student is, what is shaky for many, and what nobody else may see."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.text import slugify
from pytest_django import DjangoAssertNumQueries

from quizzes import classes, reports, sets
from quizzes.models import BankQuestion, Report, Set, Student
from quizzes.study.folding import study_day
from quizzes.views.classes import cell
from tests.cast import signed_in
from tests.factories import (
    NOON,
    BankQuestionFactory,
    BaseFactory,
    CardFactory,
    FactFactory,
    ReviewFactory,
    SetFactory,
    StudentFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(teacher) -> Set:
    """A set of four facts, each with a question."""
    base = BaseFactory()
    for number in range(4):
        BankQuestionFactory(fact=FactFactory(base=base, published=True, statement=f"Event {number}."))
    of = SetFactory(name="Year 10", base=base, owner=teacher, code="abcdefgh")
    sets.rebuild(of)
    return of


def follower(of: Set, name: str, **values) -> Student:
    first, _, last = name.partition(" ")
    student = StudentFactory(user__first_name=first, user__last_name=last, **values)
    sets.follow(student, of)
    return student


def rows(of: Set, now=NOON) -> list[classes.Member]:
    return classes.members(of, list(classes.students_of(of)), now)


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


# Each student


def test_due_known_met_and_last_seen(own: Set) -> None:
    mina = follower(own, "Mina Park")
    today = study_day(mina, NOON)
    one, two, three, four = own.facts.order_by("pk")
    CardFactory(student=mina, fact=one, phase="review", first_day=1, due_day=today, last_day=today - 3)
    CardFactory(student=mina, fact=two, phase="review", first_day=1, due_day=today + 1, last_day=today - 9)
    CardFactory(student=mina, fact=three, phase="learning", first_day=1, due_at=NOON - timedelta(minutes=1))
    CardFactory(student=mina, fact=four)  # never met
    CardFactory(student=mina, phase="review", first_day=1, due_day=1)  # of no fact in the set
    CardFactory(
        student=mina, fact=one, facet="title", phase="review", first_day=1, due_day=1
    )  # not asked now
    (member,) = rows(own)
    assert member == classes.Member(
        pk=mina.pk,
        name="Mina Park",
        guest=False,
        due=2,
        known=2,
        met=3,
        last=date.fromordinal(today - 3),
        seen="3 days ago",
    )


def test_card_that_waits_as_new_is_not_due(own: Set) -> None:
    CardFactory(student=follower(own, "Mina"), fact=own.facts.first(), due_day=0)
    assert rows(own)[0].due == 0


def test_due_follows_the_day_of_each_student(own: Set) -> None:
    """At noon in London it is tomorrow's study day in Kiritimati."""
    near, far = follower(own, "Near"), follower(own, "Far", zone="Pacific/Kiritimati", rollover_hour=0)
    tomorrow = study_day(near, NOON) + 1
    for student in (near, far):
        CardFactory(student=student, fact=own.facts.first(), phase="review", first_day=1, due_day=tomorrow)
    assert {member.name: member.due for member in rows(own)} == {"Near": 0, "Far": 1}


@pytest.mark.parametrize(
    ("last", "said"), [(None, ""), (9, "today"), (10, "today"), (8, "yesterday"), (1, "8 days ago")]
)
def test_last_seen_is_a_day_and_no_time(last: int | None, said: str) -> None:
    assert classes.seen(last, today=9) == said


def test_names_as_the_teacher_knows_them_and_guests_at_the_end(own: Set) -> None:
    follower(own, "guest", guest=True, user__username="aaa")
    follower(own, "zoe Adams")
    follower(own, "Ana")
    follower(own, "", user__username="mina")
    assert [(member.name, member.guest) for member in rows(own)] == [
        ("Ana", False),
        ("mina", False),
        ("zoe Adams", False),
        ("Guest", True),
    ]


# Shaky for many


def answered(student: Student, fact, *, right: bool, day: int = 0, card=None, **values):
    """One answer, `day` study days ago."""
    card = card or CardFactory(student=student, fact=fact)
    today = NOON.date().toordinal()
    return ReviewFactory(card=card, right=right, study_day=today - day, at=NOON, **values)


def test_facts_that_several_students_get_wrong(own: Set) -> None:
    mina, tom, ana = (follower(own, name) for name in ("Mina", "Tom", "Ana"))
    hard, hardest, alone, easy = own.facts.order_by("pk")
    for student in (mina, tom, ana):
        answered(student, hardest, right=False)
        answered(student, hard, right=student == ana)
        answered(student, easy, right=True)
        answered(student, alone, right=student != mina)
    found = classes.shaky(own, NOON)
    assert [(each.fact, each.wrong, each.answers, each.students, each.share) for each in found] == [
        (hardest, 3, 3, 3, 100),
        (hard, 2, 3, 2, 67),
    ]


@pytest.mark.parametrize(
    "values",
    [
        {"day": 61},
        {"kind": "cram"},
        {"kind": "exposure"},
    ],
)
def test_what_does_not_count_as_shaky(own: Set, values: dict) -> None:
    fact = own.facts.first()
    for name in ("Mina", "Tom"):
        answered(follower(own, name), fact, right=False, **values)
    assert classes.shaky(own, NOON) == []


def test_later_answers_of_a_day_and_undone_ones_do_not_count(own: Set) -> None:
    fact = own.facts.first()
    for name in ("Mina", "Tom"):
        first = answered(follower(own, name), fact, right=True, number=1)
        answered(first.card.student, fact, right=False, card=first.card, number=2)
        undone = answered(first.card.student, fact, right=False, card=first.card, number=3, day=1)
        answered(
            first.card.student, fact, right=None, card=first.card, number=4, day=1, kind="undo", undoes=3
        )
        assert undone.number == 3
    assert classes.shaky(own, NOON) == []


def test_strangers_do_not_make_a_fact_shaky(own: Set) -> None:
    fact = own.facts.first()
    answered(follower(own, "Mina"), fact, right=False)
    for _ in range(3):
        answered(StudentFactory(), fact, right=False)
    assert classes.shaky(own, NOON) == []


def test_reported_questions_with_their_reasons(own: Set) -> None:
    question = BankQuestion.objects.get(fact=own.facts.first())
    for name, reason in (("Mina", "leak"), ("Tom", "leak"), ("Ana", "wrong")):
        reports.report(follower(own, name), question, reason=reason, text="x", now=NOON)
    reports.report(StudentFactory(), BankQuestionFactory(), reason="leak", text="", now=NOON)
    (found,) = classes.reported(own)
    assert found.question == question
    assert found.reasons == ("The question gives its answer away", "The answer given as right is wrong")
    Report.objects.update(resolved_at=NOON)
    assert classes.reported(own) == []


# The page


def test_page_of_a_class(as_teacher: Client, own: Set) -> None:
    address = f"/sets/{own.pk}/class/"
    assert "Nobody follows this set yet." in text(as_teacher.get(address))
    mina, tom = follower(own, "Mina Park"), follower(own, "Tom", guest=True)
    fact = own.facts.first()
    today = timezone.now().date().toordinal()
    for student in (mina, tom):
        card = CardFactory(student=student, fact=fact, phase="review", first_day=1, due_day=1, last_day=today)
        ReviewFactory(card=card, right=False, study_day=today)
    question = BankQuestion.objects.get(fact=fact)
    reports.report(mina, question, reason="leak", text="It says so.", now=NOON)
    shown = text(as_teacher.get(address))
    assert "Mina Park 1 1 1" in shown
    assert "Guest no account yet 1 1 1" in shown
    assert "100 % wrong Event 0." in shown
    assert "The question gives its answer away" in shown
    assert "It says so." not in shown
    assert "Read and answer reports" in shown


def test_page_asks_as_often_for_three_students_as_for_one(
    as_teacher: Client, own: Set, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    today = timezone.now().date().toordinal()
    address = f"/sets/{own.pk}/class/"

    def join(name: str) -> None:
        student = follower(own, name)
        for question in BankQuestion.objects.all():
            card = CardFactory(student=student, fact=question.fact)
            ReviewFactory(card=card, right=False, study_day=today)
            reports.report(student, question, reason="leak", text="", now=NOON)

    join("Mina")
    with django_assert_num_queries(11):
        as_teacher.get(address)
    for name in ("Tom", "Ana", "Li"):
        join(name)
    with django_assert_num_queries(12):  # and now there are shaky facts to name
        as_teacher.get(address)
    for name in ("Ada", "Bo", "Cy"):
        join(name)
    with django_assert_num_queries(12):
        assert len(as_teacher.get(address).content) < 60_000


def test_class_is_paged(as_teacher: Client, own: Set, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizzes.views.classes.PAGE", 2)
    for name in ("Ana", "Bo", "Cy"):
        follower(own, name)
    assert "Page 1 of 2" in text(as_teacher.get(f"/sets/{own.pk}/class/"))
    assert "Cy" in text(as_teacher.get(f"/sets/{own.pk}/class/?page=2"))


def test_nobody_else_sees_a_class(
    as_colleague: Client, as_student: Client, student: Student, visitor: Client, own: Set
) -> None:
    sets.follow(student, own)
    for end in ("", "table.csv", f"{student.pk}/remove/"):
        address = f"/sets/{own.pk}/class/{end}"
        for client in (as_colleague, as_student):
            assert client.get(address).status_code == 404, end
        assert "/accounts/login/" in visitor.get(address)["Location"]
    assert as_colleague.post(f"/sets/{own.pk}/class/{student.pk}/remove/").status_code == 404
    assert sets.followed(student.user) == {own.pk}
    assert signed_in(UserFactory(is_superuser=True)).get(f"/sets/{own.pk}/class/").status_code == 200


def test_student_is_removed_after_asking_by_name(as_teacher: Client, own: Set) -> None:
    mina = follower(own, "Mina Park")
    CardFactory(student=mina, fact=own.facts.first())
    address = f"/sets/{own.pk}/class/{mina.pk}/remove/"
    assert "Remove Mina Park from “Year 10”?" in text(as_teacher.get(address))
    assert sets.followed(mina.user) == {own.pk}
    answer = as_teacher.post(address)
    assert (answer.status_code, answer["Location"]) == (303, f"/sets/{own.pk}/class/")
    assert "Mina Park is no longer in this class." in text(as_teacher.get(answer["Location"]))
    assert sets.followed(mina.user) == set()
    assert mina.cards.count() == 1
    assert as_teacher.get(address).status_code == 404


def test_table_for_a_spreadsheet(as_teacher: Client, own: Set) -> None:
    follower(own, "=HYPERLINK(1) Evil, “quoted”")
    guest = follower(own, "Guest", guest=True)
    CardFactory(student=guest, fact=own.facts.first(), phase="review", first_day=1, due_day=1, last_day=1)
    answer = as_teacher.get(f"/sets/{own.pk}/class/table.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert (
        answer["Content-Disposition"]
        == f'attachment; filename="{slugify(own.name)}-{timezone.localdate()}.csv"'
    )
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert lines[0] == ["Name", "Guest", "Due now", "Known", "Met", "Of", "Last here"]
    assert lines[1] == ["'=HYPERLINK(1) Evil, “quoted”", "", "0", "0", "0", "4", "never"]
    assert lines[2] == ["Guest", "yes", "1", "1", "1", "4", "0001-01-01"]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(sign: str) -> None:
    assert cell(f"{sign}1") == f"'{sign}1"
    assert cell(f"a{sign}1") == f"a{sign}1"
