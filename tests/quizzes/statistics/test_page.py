"""The pages of progress: empty, young and old, the same without script, and nobody else's."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.models import F
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from quizzes.models import BankQuestion, Card, Review, Sitting, Student
from quizzes.statistics import confusions
from quizzes.views.drawing import columns
from quizzes.views.home import WayBack
from tests.quizzes.small_bank import answer_next, furnish, review_cards, student
from tests.quizzes.test_views_study import token_in

pytestmark = pytest.mark.django_db
PAGE, YEAR, CONTRAST = "/progress/", "/progress/year/", "/progress/contrast/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def pupil(client: Client) -> Student:
    furnish(8)
    made = student()
    client.force_login(made.user)
    return made


def grow_old(of: Student, answers: int) -> None:
    """Many answers that came back after days, three of four right, on ten days."""
    now = timezone.now()
    review_cards(of, list(BankQuestion.objects.all()), now=now)
    answer_next(of, now=now)
    one = Review.objects.get()
    for number in range(answers - 1):
        one.pk = None
        one.number, one.token = number + 100, f"token-{number}"
        one.study_day = one.study_day - (number % 10 == 0)
        one.right = number % 4 > 0
        one.predicted = 0.7
        one.guess = one.slip = 0.0
        one.save(force_insert=True)


def test_page_of_a_beginner_says_that_it_fills(client: Client, pupil: Student) -> None:
    page = client.get(PAGE)
    assert page.status_code == 200
    assert "Nothing to see yet" in page.text
    assert "<svg" not in page.text.partition("<main")[2].partition("</main>")[0]


def test_page_tells_in_figures_and_tables_what_the_charts_draw(client: Client, pupil: Student) -> None:
    grow_old(pupil, 40)
    page = client.get(PAGE)
    main = page.text.partition("<main")[2].partition("</main>")[0]
    assert "40 answers, on 5 of 28 days" in " ".join(main.split())
    assert "Of your last 40 answers after days of waiting, 71 % were expected" in " ".join(main.split())
    assert main.count('<svg class="chart" width="100%"') == 3  # what comes, what was, periods
    assert main.count('role="img"') == 3  # and what was expected
    assert main.count("<table") == 4
    assert len(page.content) < 60_000


def test_few_answers_are_no_ground_to_judge_by(client: Client, pupil: Student) -> None:
    grow_old(pupil, 19)
    assert "Once 20 questions have come back" in client.get(PAGE).text


@pytest.mark.parametrize(("language", "title"), [("ru", "Ваши успехи"), ("ko", "나의 학습 현황")])
def test_page_is_in_the_language_of_the_reader(
    client: Client, pupil: Student, language: str, title: str
) -> None:
    assert title in client.get(PAGE, headers={"accept-language": language}).text


def test_year_is_played_as_it_is_and_as_it_might_be(client: Client, pupil: Student) -> None:
    answer_next(pupil, now=timezone.now())
    page = client.get(YEAR)
    assert [outlook.percent for outlook in page.context["outlooks"]] == [90]
    asked = {"retention": "97", "new_a_day": "5", "reviews_a_day": "50"}
    page = client.get(YEAR, asked)
    assert [outlook.percent for outlook in page.context["outlooks"]] == [90, 97]
    assert "Wanted recall 97 %, up to 5 new questions a day, at most 50 to repeat." in page.text
    pupil.refresh_from_db()
    assert (pupil.retention, pupil.new_a_day) == (0.9, 20)  # looking changes nothing


def test_year_for_htmx_is_the_fragment_of_the_same_address(client: Client, pupil: Student) -> None:
    asked = {"retention": "80", "new_a_day": "5", "reviews_a_day": "50"}
    page, fragment = client.get(YEAR, asked), client.get(YEAR, asked, headers=HTMX)
    assert "<html" in page.text
    assert "<html" not in fragment.text
    assert "Wanted recall 80 %" in page.text
    assert "Wanted recall 80 %" in fragment.text


@pytest.mark.parametrize("given", ["", "abc", "99999999999999999999", "-1", "\x00", "50"])
def test_year_says_what_to_write(client: Client, pupil: Student, given: str) -> None:
    page = client.get(YEAR, {"retention": given, "new_a_day": "5", "reviews_a_day": "50"})
    assert page.status_code == 200
    assert "Write a whole number from 70 to 97." in page.text
    assert len(page.context["outlooks"]) == 1


def test_year_takes_what_is_not_asked_for_as_it_is(client: Client, pupil: Student) -> None:
    page = client.get(YEAR, {"retention": "85"})
    assert not page.context["form"].errors
    now, other = (outlook.way for outlook in page.context["outlooks"])
    assert (other.retention, other.new_a_day, other.reviews_a_day) == (0.85, 20, 200)
    assert now.retention == 0.9


def test_contrast_begins_a_quiz_named_by_the_two(client: Client, pupil: Student) -> None:
    one, other = BankQuestion.objects.order_by("pk")[:2]
    answer_next(pupil, now=timezone.now())
    review = Review.objects.get()
    for number in range(2):
        review.pk, review.number, review.token = None, 50 + number, f"mixed-{number}"
        review.right, review.question = False, one
        review.response = {"choice": 1, "text": "Person x", "value": other.key[0]["value"] | {"entity": 7}}
        review.verdict = {**review.verdict, "answer": "Person y", "key": [one.key[0]["value"]]}
        review.save(force_insert=True)
    (pair,) = confusions.confusions(pupil, most=5)
    assert "Person y" in client.get(PAGE).text
    answer = client.post(CONTRAST, {"pair": pair.key})
    assert answer.status_code == 303
    sitting = Sitting.objects.get()
    assert answer["Location"] == f"/sittings/{sitting.pk}/"
    assert "Person y or Person x" in client.get("/").text
    assert one.pk in sitting.plan
    Sitting.objects.update(about={"contrast": ["A long title of an event " * 4, "Another"]})
    assert "Go on with A long title" in client.get("/").text
    assert "Another" not in client.get("/").text


@pytest.mark.parametrize("pair", ["", "entity1-entity2", "\x00", "x" * 500])
def test_contrast_of_what_is_not_mixed_up_is_not_found(client: Client, pupil: Student, pair: str) -> None:
    assert client.post(CONTRAST, {"pair": pair}).status_code == 404


def test_home_says_how_long_today_takes(client: Client, pupil: Student) -> None:
    assert "That takes about 4 minutes." in client.get("/").text  # up to 20 new ones, 12 seconds each


@pytest.mark.parametrize("page", [PAGE, YEAR])
def test_progress_is_of_somebody(client: Client, page: str) -> None:
    assert client.get(page).status_code == 302


def test_past_is_nobody_elses(client: Client, pupil: Student) -> None:
    grow_old(pupil, 30)
    other = student("other")
    client.force_login(other.user)
    assert "Nothing to see yet" in client.get(PAGE).text


# After a break, and before the day


def test_backlog_is_no_wall(client: Client, pupil: Student) -> None:
    review_cards(pupil, list(BankQuestion.objects.all()), now=timezone.now())
    assert "A lot has come together" not in client.get("/").text
    Student.objects.update(session_size=1)
    page = client.get("/")
    assert "A lot has come together" in page.text
    ways = page.context["ways_back"]
    assert [way.questions for way in ways] == sorted(way.questions for way in ways)
    assert [way.until for way in ways] == sorted((way.until for way in ways), reverse=True)


def test_what_comes_next_is_practised_without_moving_it(client: Client, pupil: Student) -> None:
    review_cards(pupil, list(BankQuestion.objects.all()), now=timezone.now())
    Student.objects.update(new_a_day=0, session_size=3)
    for days, card in enumerate(Card.objects.order_by("-pk"), start=1):
        card.due_day = card.state["due_day"] = (card.due_day or 0) + days
        card.save()
    before = list(Card.objects.order_by("due_day").values_list("fact", "due_day"))
    assert "Practise ahead" in client.get("/").text
    address = client.post("/sittings/ahead/")["Location"]
    sitting = Sitting.objects.get()
    facts = [BankQuestion.objects.get(pk=pk).fact_id for pk in sitting.plan]
    assert facts == [fact for fact, _ in before[:3]]
    page = client.get(address)
    assert "What comes next" in page.text
    token = token_in(page.text)
    client.post("/study/answer/", {"token": token, "choice": "0"})
    assert Review.objects.get().kind == "cram"
    assert list(Card.objects.order_by("due_day").values_list("fact", "due_day")) == before


def test_nothing_that_comes_next_leads_home(client: Client, pupil: Student) -> None:
    assert client.post("/sittings/ahead/")["Location"] == "/"
    assert not Sitting.objects.exists()


def test_home_of_a_backlog_asks_the_database_no_more_than_any_list(
    client: Client, pupil: Student, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    review_cards(pupil, list(BankQuestion.objects.all()), now=timezone.now())
    Student.objects.update(session_size=1)
    with django_assert_max_num_queries(12):
        assert "A lot has come together" in client.get("/").text


@pytest.mark.parametrize(
    ("language", "day", "until"),
    [
        ("en", "2 March", "2 March 2031"),
        ("ru", "2 марта", "2 марта 2031"),
        ("ko", "3월 2일", "2031년 3월 2일"),
    ],
)
def test_days_are_written_as_each_language_does(language: str, day: str, until: str) -> None:
    on = date(2031, 3, 2)
    with override(language):
        table = render_to_string("quizzes/_days_table.html", {"days": [{"on": on, "number": 1}]})
        ways = render_to_string("quizzes/_ways_back.html", {"ways_back": [WayBack(10, 2, on)]})
        exam = date_format(on, "DATE_FORMAT")
    assert day in table
    assert day in ways
    assert exam.startswith(until)


def test_chart_says_how_high_it_is_once() -> None:
    drawn = columns([0, 3, 3, 1], height=100)
    assert [each.peak for each in drawn] == [False, True, False, False]
    assert not any(each.peak for each in columns([0, 0], height=100))
    assert columns([], height=100) == ()


def test_weeks_without_an_answer_draw_nothing(client: Client, pupil: Student) -> None:
    grow_old(pupil, 12)
    Review.objects.update(study_day=F("study_day") - 100)
    page = client.get(PAGE).text
    assert "0 answers, on 0 of 28 days" in " ".join(page.split())
    assert 'aria-labelledby="past-about"' not in page
