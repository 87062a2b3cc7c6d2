"""The desk's page of a fact: its questions in a teacher's words, and what a save did to them and others."""

from __future__ import annotations

import re
from html import unescape
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from history.models import Fact
from quizzes import bank
from quizzes.models import BankQuestion
from tests.factories import BankQuestionFactory, FactDateFactory, FactFactory
from tests.factories.worlds import small_base
from tests.history.admin.pages import act, messages_of, page, press
from tests.quizzes.bank.worlds import an_agreement

pytestmark = pytest.mark.django_db
FISHERIES = "Agreement on Fisheries between Ardenia and Belmark"


@pytest.fixture
def base():
    made = small_base()
    call_command("make_questions", stdout=StringIO())
    return made


def namesake(base, date: str = "1961-01-09") -> Fact:
    return an_agreement(base, "fisheries-2", FISHERIES, ("Ardenia", "Belmark"), date)


def told(response) -> list[str]:
    """The messages as they read."""
    return [unescape(re.sub(r"<[^>]+>", "", text)) for text in messages_of(response)]


def section(client, fact: Fact) -> str:
    text = client.get(page(fact)).content.decode()
    return text.partition('id="questions"')[2].partition("</fieldset>")[0]


# What a save did


def test_publishing_says_how_many_are_asked_and_how_many_are_not(base, as_publisher):
    fact = namesake(base)
    response = press(as_publisher, fact, "_publish")
    states = [row.state for row in BankQuestion.objects.filter(fact=fact)]
    asked, withheld = states.count("live"), states.count("withheld")
    assert asked > 1
    assert withheld > 1
    assert told(response)[:2] == [
        "Saved and published.",
        f"{asked} questions of it are asked, {withheld} are not. Which, and why",
    ]
    assert f'href="{page(fact)}#questions"' in messages_of(response)[1]


def test_publishing_names_the_questions_of_others_that_it_withdraws(base, as_publisher):
    other = Fact.objects.get(base=base, key="f-fisheries")
    response = press(as_publisher, namesake(base), "_publish")
    found = next(text for text in told(response) if "withdrawn" in text)
    assert re.fullmatch(rf"\d questions? of “{FISHERIES}”, 2 March 1951 (was|were) withdrawn: the .*", found)
    assert f'href="{page(other)}#questions"' in "".join(messages_of(response))


def test_withdrawing_names_the_questions_of_others_that_come_back(base, as_publisher):
    fact = namesake(base)
    press(as_publisher, fact, "_publish")
    response = as_publisher.post(page(fact, "withdraw"), {"reason": "It never was."}, follow=True)
    assert told(response)[0] == "Withdrawn."
    assert re.fullmatch(
        rf"\d questions? of “{FISHERIES}”, 2 March 1951 (is|are) asked again\.", told(response)[1]
    )


def test_a_correction_tells_the_same(base, as_publisher):
    fact = namesake(base, date="1951-03-02")
    press(as_publisher, fact, "_publish")
    response = press(as_publisher, fact, **{"dates-0-date": "1961-01-09"})
    texts = told(response)
    assert texts[0].endswith("was changed successfully.")
    assert any(text.endswith("Which, and why") for text in texts)
    assert any(re.match(rf"\d questions? of “{FISHERIES}”.* withdrawn: the ", text) for text in texts)


def test_many_published_at_once_tell_of_others_alone(base, as_publisher):
    fact = namesake(base)
    response = act(as_publisher, "publish_facts", fact, FactFactory(base=base, cited=True))
    assert told(response)[0] == "2 facts published."
    assert any("withdrawn" in text for text in told(response))
    assert not any("Which, and why" in text for text in told(response))


def test_what_is_too_much_to_prove_at_once_is_said_to_wait(base, as_publisher, monkeypatch):
    monkeypatch.setattr(bank.following, "WIDE", 1)
    response = press(as_publisher, namesake(base), "_publish")
    waiting = BankQuestion.objects.stale().exclude(fact__key="f-fisheries-2").count()
    found = next(text for text in told(response) if "run make_questions" in text)
    assert found.startswith(f"{waiting} questions of other facts wait to be proved again")


def test_a_draft_says_nothing_of_questions(base, as_publisher):
    assert told(press(as_publisher, namesake(base), "_submit")) == ["Saved and submitted for review."]


def test_a_fact_of_which_nothing_is_asked_is_no_success(as_publisher):
    fact = FactFactory(in_review=True, cited=True)
    response = press(as_publisher, fact, "_publish")
    assert re.fullmatch(r"No question of it is asked, \d withheld\. Which, and why", told(response)[1])
    assert [message.level_tag for message in response.context["messages"]][:2] == ["success", "warning"]


# The section


def test_questions_are_told_in_words(base, as_teacher):
    text = section(as_teacher, Fact.objects.get(base=base, key="f-fisheries"))
    assert "When it was signed" in text
    assert "Who the parties were" in text
    assert "date:signed" not in text
    assert "(single)" not in text


def test_wrong_answers_are_a_list(as_teacher):
    row = BankQuestionFactory(fact__published=True, fact__cited=True)
    text = section(as_teacher, row.fact)
    assert f"<summary>{len(row.pool)} wrong answers, best first</summary>" in text
    assert all(f"<li>{option['text']}</li>" in text for option in row.pool)


def test_what_is_withheld_is_not_printed_as_if_it_were_asked(as_teacher):
    row = BankQuestionFactory(fact__published=True, stem="When was it?")
    assert "When was it?" in section(as_teacher, row.fact)
    BankQuestion.objects.filter(pk=row.pk).update(state="stale", reason="The facts behind it changed.")
    text = section(as_teacher, row.fact)
    assert "When was it?" not in text
    assert "Waiting to be proved again (1)" in text
    assert "The facts behind it changed." in text


def test_a_withdrawn_fact_shows_no_question(base, as_publisher):
    fact = Fact.objects.get(base=base, key="f-timber")
    as_publisher.post(page(fact, "withdraw"), {"reason": "Retracted."})
    text = section(as_publisher, fact)
    assert "It is withdrawn: nothing of it is asked." in text
    assert "<dt>" not in text


def test_a_fact_in_the_way_is_told_by_its_date_and_linked(base, as_publisher):
    fact = namesake(base)
    press(as_publisher, fact, "_publish")
    text = section(as_publisher, fact)
    other = Fact.objects.get(base=base, key="f-fisheries")
    assert f'In its way: “<a href="{page(other)}#questions">{FISHERIES}</a>”, 2 March 1951' in text
    assert "(f-fisheries)" not in text


def test_a_question_that_the_fact_cannot_carry_any_more_is_not_listed(as_teacher):
    row = BankQuestionFactory(fact__published=True, facet="date:held")
    BankQuestion.objects.filter(pk=row.pk).update(state="withheld", reason=bank.NOT_CARRIED)
    assert bank.NOT_CARRIED not in section(as_teacher, row.fact)


def test_the_section_takes_the_same_queries_for_one_question_and_three(as_teacher):
    row = BankQuestionFactory(fact__published=True)
    section(as_teacher, row.fact)
    with CaptureQueriesContext(connection) as one:
        section(as_teacher, row.fact)
    for facet in ("place", "title"):
        other = BankQuestionFactory(fact=row.fact, facet=facet, withheld=True)
        other.uses.create(fact=FactDateFactory().fact)
    with CaptureQueriesContext(connection) as three:
        section(as_teacher, row.fact)
    # what stands in the way is read at once: the uses, their facts with collection and agreement, their dates
    assert len(three) <= len(one) + 3


def test_the_list_of_questions_says_why_without_keys(base, as_publisher):
    press(as_publisher, namesake(base, date="1951-03-02"), "_publish")
    row = BankQuestion.objects.get(fact__key="f-fisheries-2", facet="title")
    assert "(f-fisheries)" in row.reason
    text = as_publisher.get("/admin/quizzes/bankquestion/", {"q": "f-fisheries-2"}).content.decode()
    assert row.reason.replace(" (f-fisheries)", "") in unescape(text)
    assert "(f-fisheries)" not in text
