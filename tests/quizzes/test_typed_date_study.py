"""A typed date in the app: asked once more, judged by what the bank keeps beside it, told in any language."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import translation

from history.dates import parse
from history.facts import FactDate, Standing
from history.translating import told
from quizzes import explaining, study
from quizzes.generators import dates
from quizzes.grading import Recorded, Told
from quizzes.memory.fsrs6 import Grade
from quizzes.models import BankQuestion, Card, Review, Student
from quizzes.questions import Question, Withheld
from quizzes.views.study import given_in
from tests.factories.history import ErratumFactory, FactFactory

from . import worldlet as w
from .small_bank import NOON, question_in, student
from .test_explaining import CONTESTED, REGISTER
from .test_views_study import ANSWER, HTMX, STUDY, token_in

pytestmark = pytest.mark.django_db
DAY = {"text": "17 March 1949", "value": {"date": "1949-03-17"}}
SETTLED = "That is all I know"
UNKNOWN = ">I don’t know</button>"


def date_in_bank(key: dict[str, Any] = DAY, **evidence: Any) -> BankQuestion:
    row = question_in("typed", kind="date", facet="date:signed", key=[key], accept=[], pool=[])
    row.evidence |= evidence
    row.save(update_fields=["evidence"])
    return row


def answer(of: Student, text: str, confidence: str = "sure") -> study.Answered:
    asked = study.next_question(of, now=NOON)
    assert isinstance(asked, study.Asked)
    form = QueryDict(urlencode({"text": text, "confidence": confidence}))
    given = study.answer(of, token=asked.token, given=given_in(form), guessed=False, now=NOON)
    assert isinstance(given, study.Answered)
    return given


# Coarser than was asked


def test_coarser_is_asked_again_and_nothing_stored() -> None:
    date_in_bank()
    pupil = student()
    for text in ("March 1949", "1949", "April 1949", "1817"):
        with pytest.raises(study.Unanswered, match="is not specific enough") as caught:
            answer(pupil, text)
        assert caught.value.coarse
        assert "17 March" not in str(caught.value)
    assert (Review.objects.count(), Card.objects.count()) == (0, 0)


def test_month_of_a_day_counts_as_hard_for_who_knows_no_more() -> None:
    date_in_bank()
    given = answer(student(), "March 1949", "settled")
    assert (given.verdict["right"], given.verdict["word"]) == (True, "coarser")
    assert given.verdict["heading"] == "Right, but not exactly"
    assert given.verdict["sentence"].startswith("Right, but the sources know the day: 17 March 1949.")
    assert given.verdict["grade"] == ""
    review = Review.objects.get()
    assert (review.right, review.grade, review.guessed) == (True, Grade.HARD, False)


def test_year_of_a_day_is_true_and_does_not_count(client: Client) -> None:
    date_in_bank()
    pupil = student()
    given = answer(pupil, "1949", "settled")
    assert (given.verdict["right"], given.verdict["word"]) == (False, "coarser")
    assert given.verdict["heading"] == "True, but not exactly enough"
    assert (Review.objects.get().right, Review.objects.get().grade) == (False, None)
    client.force_login(pupil.user)
    page = client.get(reverse("study-verdict", args=[given.review])).content.decode()
    assert "Your answer, not exact enough" in page
    assert "Your answer, wrong" not in page


def test_decade_of_a_year_is_true_and_does_not_count() -> None:
    date_in_bank({"text": "1983", "value": {"date": "1983"}})
    given = answer(student(), "1980s", "settled")
    assert (given.verdict["right"], given.verdict["word"]) == (False, "coarser")


def test_dropped_digit_is_asked_again_and_cannot_be_settled() -> None:
    date_in_bank({"text": "1983", "value": {"date": "1983"}})
    for confidence in ("sure", "settled"):
        with pytest.raises(study.Unanswered, match="has three digits: write all four, or 198 CE") as caught:
            answer(student(confidence), "198", confidence)
        assert not caught.value.coarse
    assert Review.objects.count() == 0


def test_month_that_is_wrong_is_wrong() -> None:
    date_in_bank()
    given = answer(student(), "May 1949", "settled")
    assert (given.verdict["right"], given.verdict["word"]) == (False, "wrong")
    assert given.verdict["sentence"].startswith("2 months too late: the right answer is 17 March 1949.")


def test_date_that_is_exact_is_no_coarser_for_being_all_that_is_known() -> None:
    date_in_bank()
    given = answer(student(), "17 March 1949", "settled")
    assert (given.verdict["word"], Review.objects.get().grade) == ("right", None)


def test_form_offers_to_settle_only_where_a_date_is_coarser(client: Client) -> None:
    date_in_bank()
    client.force_login(student().user)
    page = client.get(STUDY, headers=HTMX).content.decode()
    assert SETTLED not in page
    form = {"token": token_in(page), "text": "soon", "confidence": "sure"}
    assert SETTLED not in client.post(ANSWER, form, headers=HTMX).content.decode()
    again = client.post(ANSWER, form | {"text": "March 1949"}).content.decode()
    assert again.count(SETTLED) == 1
    assert again.count(UNKNOWN) == 1
    assert 'value="March 1949"' in again
    assert "write the day too, if you know it. Nothing was counted." in again
    settled = client.post(ANSWER, form | {"text": "March 1949", "confidence": "settled"})
    assert settled.status_code == 303
    assert "Right, but the sources know the day" in client.get(settled["Location"]).content.decode()


def test_name_that_is_not_specific_cannot_be_settled() -> None:
    question_in("typed")
    with pytest.raises(study.Unanswered, match="not specific enough") as caught:
        answer(student(), "Kim", "settled")
    assert not caught.value.coarse


# What the bank keeps beside it


def asked(fact: Any, attribution: str = "") -> Question:
    [found] = [each for each in dates.generate(fact, w.base_of(fact)) if not isinstance(each, Withheld)]
    return next(each for each in found if each.attribution == attribution)


def test_bank_keeps_the_day_where_the_year_is_asked_and_what_its_note_names() -> None:
    note = "Noon on 30 September in New York was already 1 October in Korea."
    fact = w.agreement(1, "Treaty of Belgate", "1990-09-30", [w.ARDENIA])
    noted = FactDate(role="signed", date=parse("1990-09-30"), note=note)
    question = asked(replace(fact, dates=(noted,)))
    assert question.key[0].value == {"date": "1990"}
    assert explaining.evidence_of(question, [])["dates"] == {"exact": "1990-09-30", "noted": ["1990-10-01"]}


def test_bank_keeps_what_the_other_sides_hold() -> None:
    question = asked(CONTESTED, "According to Register")
    kept = Recorded.from_json(explaining.evidence_of(question, [])["dates"])
    assert kept == Recorded(held=(Told(parse("1901-02-07"), "Series"),))


def test_bank_keeps_wrong_dates_with_who_prints_them() -> None:
    row = FactFactory()
    erratum = ErratumFactory(fact=row, wrong="1949-03-18", date="1949-03-18", source__publisher="Gazette")
    ErratumFactory(fact=row, wrong="never", date=None)
    fact = w.agreement(row.pk, "Treaty of Belgate", "1949-03-17", [w.ARDENIA], citations=(REGISTER,))
    printed = explaining.misprints_of([replace(fact, wrong_dates=(erratum.date,))])
    assert printed == {row.pk: [Told(parse("1949-03-18"), "Gazette")]}
    kept = explaining.evidence_of(asked(fact), [], printed[row.pk])["dates"]
    assert kept == {"exact": "1949-03-17", "printed": [{"date": "1949-03-18", "by": "Gazette"}]}
    assert fact.standing == Standing.ESTABLISHED


def test_what_the_bank_keeps_decides_the_verdict() -> None:
    kept = Recorded(
        exact=parse("1990-09-30"),
        noted=(parse("1990-10-01"),),
        printed=(Told(parse("1991-06"), "The Gazette"),),
    )
    date_in_bank({"text": "1990", "value": {"date": "1990"}}, dates=kept.to_json())
    for text, word, sentence in (
        (
            "1 October 1990",
            "right",
            "Right: the note on the date names that day as well",
        ),
        ("June 1991", "wrong", "The Gazette prints that date, but it is wrong: the right answer is 1990."),
    ):
        given = answer(student(text), text)
        assert (given.verdict["word"], given.verdict["sentence"][: len(sentence)]) == (word, sentence)


# Languages


@pytest.mark.parametrize(
    ("language", "text", "worded"),
    [("ru", "18 марта 1949 г.", "17 марта 1949 года"), ("ko", "1949년 3월 18일", "1949년 3월 17일")],
)
def test_verdict_is_kept_in_the_language_of_the_page(language: str, text: str, worded: str) -> None:
    date_in_bank(sentence="The treaty was signed (17 March 1949).")
    pupil = student()
    with translation.override(language):
        verdict = answer(pupil, text).verdict
    assert worded in verdict["sentence"]
    assert verdict["truth"] == "The treaty was signed (17 March 1949)."
    assert (verdict["answer"], verdict["options"][1]["text"]) == (worded, worded)
    assert Review.objects.get().verdict == verdict


def test_figures_are_read_by_the_custom_of_the_page() -> None:
    date_in_bank({"text": "3 April 1949", "value": {"date": "1949-04-03"}})
    pupil = student()
    with pytest.raises(study.Unanswered, match="could be 3 April 1949 or 4 March 1949"):
        answer(pupil, "3/4/1949")
    with translation.override("ru"):
        assert answer(pupil, "3/4/1949").verdict["right"]


def test_refused_date_is_told_in_the_language_of_the_page() -> None:
    date_in_bank()
    pupil = student()
    with translation.override("ko"), pytest.raises(study.Unanswered) as caught:
        answer(pupil, "soon")
    with translation.override("ko"):
        assert "1872년 8월 9일" in told(caught.value.sentence)
