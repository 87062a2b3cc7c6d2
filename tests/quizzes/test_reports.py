"""“Report this question”: what a student sends, what a teacher answers, and who may do neither."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from quizzes import reports
from quizzes.models import BankQuestion, Report, Student
from tests.cast import signed_in
from tests.factories import (
    NOON,
    BankQuestionFactory,
    CardFactory,
    ReviewFactory,
    StudentFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def send(student: Student, question: BankQuestion, **values) -> Report | reports.TooMany:
    return reports.report(student, question, **{"reason": "leak", "text": "", "now": NOON, **values})


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


# The deeds


def test_second_report_replaces_the_first_while_it_is_open(student: Student, teacher) -> None:
    question = BankQuestionFactory(stem="When?")
    first = send(student, question)
    second = send(student, question, reason="wrong", text="It was 1951.", now=NOON + timedelta(hours=1))
    assert first.pk == second.pk
    (kept,) = Report.objects.all()
    assert (kept.reason, kept.text, kept.stem, kept.at) == (
        "wrong",
        "It was 1951.",
        "When?",
        NOON + timedelta(hours=1),
    )
    assert reports.resolve([kept.pk], by=teacher, reply="Mended.", now=NOON) == 1
    assert reports.resolve([kept.pk], by=teacher, reply="Again.", now=NOON) == 0
    assert send(student, question).pk != kept.pk
    kept.refresh_from_db()
    assert (kept.reply, kept.resolved_by, kept.resolved_at) == ("Mended.", teacher, NOON)


def test_report_keeps_the_stem_as_it_was_printed(student: Student) -> None:
    question = BankQuestionFactory(stem="Reworded?")
    card = CardFactory(student=student, fact=question.fact)
    ReviewFactory(card=card, question=question, shown={"stem": "As it was?"})
    ReviewFactory(question=question, shown={"stem": "What another saw"})
    assert send(student, question).stem == "As it was?"
    assert send(StudentFactory(), question).stem == "Reworded?"


def test_thirty_reports_a_day_are_enough(student: Student, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "MOST_A_DAY", 2)
    one, two, three = BankQuestionFactory.create_batch(3)
    for question in (one, two, one):
        assert isinstance(send(student, question), Report)
    assert isinstance(send(student, three), reports.TooMany)
    assert isinstance(send(StudentFactory(), three), Report)
    assert isinstance(send(student, three, now=NOON + timedelta(days=1)), Report)
    assert "30 questions" in reports.TooMany().reason


# The student


def test_report_without_script(as_student: Client, student: Student) -> None:
    question = BankQuestionFactory(stem="When was it?")
    address = f"/reports/{question.pk}/"
    assert "When was it?" in text(as_student.get(address))
    answer = as_student.post(address, {"reason": "unclear", "text": "Which it?\nTwo fit."})
    assert (answer.status_code, answer["Location"]) == (303, "/reports/")
    shown = text(as_student.get("/reports/"))
    assert "Thank you." in shown
    assert "When was it?" in shown
    assert "I do not understand the question" in shown
    assert "Your teacher has not dealt with it yet." in shown
    assert Report.objects.get().student == student


def test_report_as_a_fragment(as_student: Client) -> None:
    question = BankQuestionFactory()
    answer = as_student.post(f"/reports/{question.pk}/", {"reason": "leak"}, headers=HTMX)
    assert answer.status_code == 200
    assert "<html" not in answer.content.decode()
    assert "Thank you." in text(answer)
    assert "Thank you." not in text(as_student.get("/reports/"))


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Choose what is wrong"),
        ({"reason": "narnia"}, "Choose one of these reasons."),
        ({"reason": "\x00"}, "Choose one of these reasons."),
        ({"reason": "leak", "text": "x" * 1001}, "at most 1000 characters"),
        ({"reason": "leak", "text": "a\x00b"}, "Null characters are not allowed."),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_cannot_be_sent_is_told_and_kept(
    as_student: Client, sent: dict, sentence: str, headers: dict
) -> None:
    address = f"/reports/{BankQuestionFactory().pk}/"
    answer = as_student.post(address, {"text": "My words", **sent}, headers=headers)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in text(answer)
    assert ("<html" in html) is not bool(headers)
    assert sent.get("text", "My words").replace("\x00", "")[:5] in html.replace("\x00", "")
    if sent.get("reason") == "leak":
        assert 'value="leak" checked' in html
    assert not Report.objects.exists()


def test_too_many_are_refused_in_a_sentence(
    as_student: Client, student: Student, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports, "MOST_A_DAY", 0)
    address = f"/reports/{BankQuestionFactory().pk}/"
    assert "report this one tomorrow" in text(as_student.post(address, {"reason": "leak", "text": "x"}))


def test_only_questions_that_are_asked_or_were_answered_can_be_reported(
    as_student: Client, student: Student
) -> None:
    withheld = BankQuestionFactory(withheld=True)
    address = f"/reports/{withheld.pk}/"
    for number in (withheld.pk, 999_999, "9" * 30):
        assert as_student.get(f"/reports/{number}/").status_code == 404
        assert as_student.post(f"/reports/{number}/", {"reason": "leak"}).status_code == 404
    card = CardFactory(student=student, fact=withheld.fact)
    ReviewFactory(card=card, question=withheld, shown={"stem": "What was asked then?"})
    assert "What was asked then?" in text(as_student.get(address))


def test_who_is_no_student_reports_nothing(visitor: Client) -> None:
    address = f"/reports/{BankQuestionFactory().pk}/"
    nobody = signed_in(UserFactory())
    assert nobody.post(address, {"reason": "leak"}).status_code == 404
    assert "You have reported nothing." in text(nobody.get("/reports/"))
    assert Student.objects.count() == 0
    assert "/accounts/login/" in visitor.post(address, {"reason": "leak"})["Location"]
    assert "/accounts/login/" in visitor.get("/reports/")["Location"]


def test_student_reads_replies_to_her_own_reports_only(
    as_student: Client, student: Student, teacher, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    mine, other = BankQuestionFactory(stem="Mine?"), BankQuestionFactory(stem="Another's?")
    said = send(student, mine)
    send(StudentFactory(), other)
    reports.resolve([said.pk], by=teacher, reply="You are right; it is mended.", now=NOON)
    with django_assert_num_queries(4):
        shown = text(as_student.get("/reports/"))
    assert "Your teacher: You are right; it is mended." in shown
    assert "Another's?" not in shown
    for question in BankQuestionFactory.create_batch(2):
        send(student, question)
    with django_assert_num_queries(4):
        as_student.get("/reports/")


def test_form_offers_every_reason_in_its_words() -> None:
    html = render_to_string("quizzes/reports/_form.html", {"report_url": "/reports/1/"})
    found = re.findall(r'value="(\w+)"> <span>([^<]+)</span>', html)
    assert found == list(Report.Reason.choices)


def test_details_under_a_question_lead_to_its_report() -> None:
    html = render_to_string("quizzes/_report.html", {"question_pk": 7, "reason": "leak", "errors": ["x"]})
    assert 'action="/reports/7/" hx-post="/reports/7/"' in html
    assert "checked" not in html
    assert 'class="error"' not in html


# The teacher


def test_list_shows_open_reports_first(as_teacher: Client, student: Student, teacher) -> None:
    done = send(student, BankQuestionFactory(stem="Dealt with?"), now=NOON + timedelta(days=1))
    reports.resolve([done.pk], by=teacher, reply="", now=NOON)
    send(student, BankQuestionFactory(stem="Still open?"), text="<b>bold</b>")
    send(StudentFactory(guest=True), BankQuestionFactory(stem="Older?"), now=NOON - timedelta(days=1))
    html = as_teacher.get("/admin/quizzes/report/").content.decode()
    assert html.index("Still open?") < html.index("Older?") < html.index("Dealt with?")
    assert "&lt;b&gt;bold" in html
    assert "Guest" in html
    assert "Dealt with?" not in as_teacher.get("/admin/quizzes/report/?state=open").content.decode()


def test_marking_as_resolved_with_a_reply(as_teacher: Client, student: Student, teacher) -> None:
    said = [send(student, question) for question in BankQuestionFactory.create_batch(2)]
    chosen = {"action": "mark_as_resolved", "_selected_action": [each.pk for each in said]}
    answer = as_teacher.post("/admin/quizzes/report/", {**chosen, "reply": "x" * 1001})
    assert not Report.objects.exclude(resolved_at=None).exists()
    answer = as_teacher.post("/admin/quizzes/report/", {**chosen, "reply": " Mended. "}, follow=True)
    assert "2 reports are marked as resolved." in text(answer)
    assert {(each.reply, each.resolved_by) for each in Report.objects.all()} == {("Mended.", teacher)}


def test_saving_a_reply_resolves_one_report(as_teacher: Client, student: Student, teacher) -> None:
    options = {"key": [{"text": "1949"}], "pool": [{"text": "<1950>"}]}
    said = send(student, BankQuestionFactory(stem="When?", **options))
    address = f"/admin/quizzes/report/{said.pk}/change/"
    html = as_teacher.get(address).content.decode()
    assert "<ul><li>✓ 1949 (right)</li><li>&lt;1950&gt;</li></ul>" in html
    assert 'value="Save the reply and close the report"' in html
    assert html.count('type="submit"') == 2  # this one, and signing out
    assert f"/admin/history/fact/{said.question.fact_id}/change/" in html
    assert f"/admin/quizzes/bankquestion/{said.question_id}/change/" in html
    as_teacher.post(address, {"reply": "Mended."})
    said.refresh_from_db()
    assert (said.reply, said.resolved_by) == ("Mended.", teacher)
    assert 'value="Save the reply"' in as_teacher.get(address).content.decode()
    as_teacher.post(address, {"reply": "Mended for good."})
    said.refresh_from_db()
    assert said.reply == "Mended for good."


def test_students_stay_out_of_the_list(as_student: Client, as_publisher: Client) -> None:
    assert as_student.get("/admin/quizzes/report/").status_code == 302
    assert as_publisher.get("/admin/quizzes/report/").status_code == 200
    assert as_publisher.get("/admin/quizzes/report/add/").status_code == 403
