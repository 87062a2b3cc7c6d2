"""The form in which an answer is typed, how a date is read in it, and the settings that lead to it."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from history.dates import parse, read, say
from quizzes import hinting
from quizzes.models import BankQuestion, Review, Sitting, Student
from quizzes.questions import Kind, Option
from quizzes.study.responding import LONGEST
from quizzes.views.titles import title_of

from .small_bank import base, question_in, student
from .test_typed_study import DATED, NAMED, TYPED_STEM
from .test_views_study import ANSWER, HTMX, STUDY, token_in

READING = "/study/reading/"


@pytest.fixture
def pupil(db: None) -> Student:
    base()
    return student(typing="always")


@pytest.fixture
def client(pupil: Student) -> Client:
    made = Client()
    made.force_login(pupil.user)
    return made


def page(client: Client, address: str = STUDY) -> str:
    return client.get(address).content.decode()


def the_input(html: str) -> str:
    (found,) = re.findall(r'<input type="text" id="answer"[^>]*>', html)
    return found


# The form


@pytest.mark.django_db
def test_date_has_its_field_its_hint_and_a_place_for_how_it_is_read(client: Client) -> None:
    question_in("single", **DATED)
    html = page(client)
    field = the_input(html)
    for wanted in (
        'name="text"',
        'maxlength="300"',
        'autocomplete="off"',
        'autocapitalize="none"',
        'spellcheck="false"',
        'enterkeyhint="done"',
        'inputmode="text"',
        'aria-describedby="answer-help"',
    ):
        assert wanted in field, wanted
    assert '<label for="answer">The day</label>' in html
    assert "Write the day, the month and the year, such as" in html
    assert '<p class="small read-as" id="answer-read" role="status"></p>' in html
    assert f'hx-get="{READING}" hx-trigger="input changed delay:900ms" hx-target="#answer-read"' in field
    assert f'<a href="{READING}">How dates are read</a>' in html
    assert "1949" not in html


@pytest.mark.django_db
def test_name_has_no_place_for_a_date(client: Client) -> None:
    question_in("single", **NAMED)
    html = page(client)
    assert 'autocapitalize="none"' in the_input(html)
    assert 'spellcheck="false"' in the_input(html)
    assert "answer-read" not in html
    assert READING not in html
    assert html.count(TYPED_STEM) == 1
    for text in ("Mara Alder", "Piet Borg", "Which of these"):
        assert text not in html


@pytest.mark.django_db
def test_first_button_is_the_one_that_checks(client: Client) -> None:
    """Enter in the field presses the first button of the form."""
    question_in("single", **NAMED)
    buttons = re.findall(r'<button[^>]*name="confidence" value="(\w+)"', page(client))
    assert buttons == ["sure", "guess", "unknown"]


@pytest.mark.django_db
def test_dont_know_is_offered_where_something_is_typed_alone(client: Client) -> None:
    question_in("multi")
    assert 'value="unknown"' not in page(client)


@pytest.mark.django_db
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "fragment"])
def test_dont_know_leads_to_a_verdict(client: Client, headers: dict[str, str]) -> None:
    question_in("single", **DATED)
    token = token_in(page(client))
    sent = {"token": token, "confidence": "unknown", "text": ""}
    html = client.post(ANSWER, sent, headers=headers, follow=True).content.decode()
    assert "Not known yet" in html
    assert "17 March 1949" in html
    assert "Your answer, wrong" not in html
    assert "I was right" not in html
    assert Review.objects.get().response == {"unknown": True}


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["3/4/1949", "blah", "   ", "x" * 301, "March 1949"])
def test_refused_text_stays_in_the_field_with_the_reason_beside_it(client: Client, text: str) -> None:
    question_in("single", **DATED)
    token = token_in(page(client))
    response = client.post(ANSWER, {"token": token, "text": text, "confidence": "sure"})
    html = response.content.decode()
    assert response.status_code == 200
    assert token_in(html) == token
    field = the_input(html)
    assert 'aria-describedby="card-error answer-help"' in field
    assert 'aria-invalid="true"' in field
    assert f'value="{text.strip()[:LONGEST]}"' in field
    assert html.count('id="card-error"') == 1
    assert not Review.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "told"),
    [("17.3.49", "Read as 17 March 1949."), ("1949-03-18", "Read as 18 March 1949."), ("17 March 1949", "")],
)
def test_verdict_says_how_a_date_was_read(client: Client, text: str, told: str) -> None:
    question_in("single", **DATED)
    sent = {"token": token_in(page(client)), "text": text}
    html = client.post(ANSWER, sent, follow=True).content.decode()
    assert (told in html) if told else ("Read as" not in html)


# How a date is read


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("17.3.49", "Read as 17 March 1949."),
        ("March 1949", "Read as March 1949."),
        ("44 BC", "Read as 44 BCE."),
        ("about 1500", "Read as c. 1500."),
        ("", ""),
        ("  \x00 ", ""),
    ],
)
def test_text_is_read_back(client: Client, text: str, told: str) -> None:
    response = client.get(READING, {"text": text}, headers=HTMX)
    assert (response.status_code, response.content.decode().strip()) == (200, told)
    assert "no-store" in response["Cache-Control"]
    assert "HX-Request" in response["Vary"]


@pytest.mark.django_db
def test_refused_text_gets_its_reason(client: Client) -> None:
    html = client.get(READING, {"text": "3/4/1949"}, headers=HTMX).content.decode()
    assert "could be 3 April 1949 or 4 March 1949" in html


@pytest.mark.django_db
def test_without_script_it_is_a_page_where_dates_can_be_tried(client: Client) -> None:
    html = client.get(READING, {"text": "<b>17.3.49"}).content.decode()
    assert "<html" in html
    assert 'value="&lt;b&gt;17.3.49"' in html
    assert "<b>17" not in html
    assert '44 BC <span class="soft">— 44 BCE</span>' in html


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "ru", "ko"])
def test_every_example_is_read(client: Client, language: str) -> None:
    client.cookies["django_language"] = language
    response = client.get(READING, headers={"Accept-Language": language})
    examples = re.findall(r"<li>(.+?) <span class=\"soft\">— (.+?)</span></li>", response.content.decode())
    assert len(examples) > 5
    for text, told in examples:
        date = read(text, language)
        assert told == say(date, language)
        assert read(told, language) == date


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["9" * 5000, "\x00", "‮17.3.49", "１９４９", "-" * 400, "🙂" * 200, "((((" * 70]
)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "fragment"])
def test_nonsense_is_answered_in_a_sentence(client: Client, text: str, headers: dict[str, str]) -> None:
    response = client.get(READING, {"text": text}, headers=headers)
    assert response.status_code == 200
    assert len(response.content) < 30_000


@pytest.mark.django_db
def test_reading_asks_the_database_for_nothing_but_who_asks(
    client: Client, django_assert_num_queries
) -> None:
    for asking, queries in ((Client(), 0), (client, 2)):
        with django_assert_num_queries(queries):
            asking.get(READING, {"text": "17.3.49"}, headers=HTMX)


@pytest.mark.django_db
def test_strangers_may_have_a_date_read_and_nobody_may_post_one() -> None:
    assert Client().get(READING, {"text": "1949"}, headers=HTMX).status_code == 200
    assert Client().post(READING, {"text": "1949"}).status_code == 405


# What is wanted


@pytest.mark.parametrize(
    ("edtf", "label", "hint"),
    [
        ("1949-03-17", "The day", r"Write the day, the month and the year, such as \d+ \w+ \d{4}\."),
        ("1949-03", "The month and year", r"Write the month and the year, such as \w+ \d{4}\."),
        ("1949", "The year", r"Write the year, such as \d{4}, \d+ BCE or c\. \d{4}\."),
        ("194X", "The decade", r"Write the decade, such as the \d{3}0s\."),
        ("19XX", "The century", r"Write the century, such as the \d+th century or the \w+ century BCE\."),
        ("1949/1950", "The date", r"Write the date as exactly as you know it\."),
        ("1949-21", "The date", r"Write the date as exactly as you know it\."),
    ],
)
def test_hint_tells_the_precision_in_words(edtf: str, label: str, hint: str) -> None:
    told = hinting.wanted(Kind.DATE, Option(text="", value={"date": edtf}), seed="s")
    assert (str(told.label), told.date) == (label, True)
    assert re.fullmatch(hint, str(told.hint))


@given(st.integers(-3000, 2100), st.text(max_size=3))
def test_no_example_is_of_the_year_of_the_answer(year: int, seed: str) -> None:
    said = str(year) if year > 0 else f"{1 - year} BCE"
    edtf = f"{year:04d}" if year >= 0 else f"-{-year:04d}"
    for date in (edtf, f"{edtf}-05", f"{edtf}-05-05"):
        parse(date)
        hint = str(hinting.wanted(Kind.DATE, Option(text="", value={"date": date}), seed=seed).hint)
        assert not re.search(rf"(?<!\d){re.escape(said)}\b(?! BCE)", hint), hint


@pytest.mark.parametrize("edtf", ["1821-02-01", "1821-05", "1821", "1500~", "-0043", "182X", "16XX"])
def test_example_that_gave_way_tells_nothing(edtf: str) -> None:
    """Every other example is shown for another answer too, so that none of them tells this one."""
    seeds = [str(number) for number in range(2_000)]

    def hints(answer: str) -> set[str]:
        option = Option(text="", value={"date": answer})
        return {str(hinting.wanted(Kind.DATE, option, seed=seed).hint) for seed in seeds}

    elsewhere = {4: "1949", 5: "1949", 7: "1949-03"}.get(len(edtf), "1949-03-17")
    other = {"182X": "194X", "16XX": "09XX"}.get(edtf, elsewhere)
    assert hints(edtf) < hints(other)


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        (Kind.ACTOR, "The name"),
        (Kind.ATTRIBUTION, "The name"),
        (Kind.PLACE, "The place"),
        (Kind.AGREEMENT, "The name of the agreement"),
        (Kind.EVENT, "The name of the event"),
    ],
)
def test_label_tells_what_is_asked(kind: Kind, label: str) -> None:
    told = hinting.wanted(kind, Option(text="Arden", value={"entity": 1}), seed="s")
    assert (str(told.label), told.date) == (label, False)
    assert "Arden" not in str(told.hint)


# Where it is chosen


@pytest.mark.django_db
def test_three_ways_to_answer_stand_in_sight(client: Client, pupil: Student) -> None:
    html = page(client, "/accounts/settings/")
    sight, _, folded = html.partition('<details class="fold"')
    assert re.findall(r'name="typing" value="(\w+)"', sight) == ["strength", "never", "always"]
    assert "typing" not in folded
    for value, kept in (("never", "never"), ("", "never"), ("nonsense", "never"), ("strength", "strength")):
        fields = {"typing": value, "new_a_day": 20, "session_size": 10, "citation_style": "chicago"}
        fields |= {"reviews_a_day": 200, "retention": 90, "rollover_hour": 4, "zone": "UTC", "keys": "on"}
        response = client.post("/accounts/settings/", fields)
        assert response.status_code == (200 if value == "nonsense" else 303)
        pupil.refresh_from_db()
        assert pupil.typing == kept


@pytest.mark.django_db
def test_session_is_studied_by_typing(client: Client, pupil: Student) -> None:
    question_in("single", **NAMED)
    assert 'name="mode" value="typed"' in page(client, "/")
    response = client.post("/sittings/", {"mode": "typed", "size": "5"}, follow=True)
    assert Sitting.objects.get().mode == "typed"
    assert 'id="answer"' in response.content.decode()


@pytest.mark.django_db
def test_quiz_of_typed_answers(client: Client, pupil: Student) -> None:
    home = base()
    question_in("single", home=home, **NAMED)
    for mode in ("single", "order"):
        question_in(mode, home=home)
    form = {"mode": "typed", "size": "10", "feedback": "at_once"}
    assert "1 question fits" in client.post("/quiz/count/", form, headers=HTMX).content.decode()
    response = client.post("/quiz/", form, follow=True)
    sitting = Sitting.objects.get()
    assert (sitting.mode, title_of(sitting), sitting.size) == ("typed", "typed", 1)
    assert TYPED_STEM in response.content.decode()


@pytest.mark.django_db
def test_nobody_in_the_question_but_who_is_typed_is_told_by_the_form(client: Client) -> None:
    """Neither its spellings nor its wrong options are on the page before the answer is in."""
    question_in("single", **{**NAMED, "accept": ["Mara Alder", "Secret Spelling"]})
    html = page(client)
    row = BankQuestion.objects.get()
    for text in (*row.accept, *(option["text"] for option in (*row.key, *row.pool))):
        assert text not in html
