"""A year about a title: it is the title's own, or the title is asked for again."""

from __future__ import annotations

import pytest

from history.dates import parse
from history.models import FactDate
from quizzes import study
from quizzes.matching import Fit, KnownName, match_name
from quizzes.matching.dating import without_year
from quizzes.study.responding import Given, Unanswered
from tests.quizzes.small_bank import NOON, base, facts, question_in, student

TITLE = "Mutual Defense Treaty"
OTHERS = (KnownName(text="1961 Soviet-DPRK treaty", kind="title"),)


@pytest.mark.pure
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mutual Defense Treaty (1953)", ("Mutual Defense Treaty", "1953")),
        ("Mutual Defense Treaty of 1953", ("Mutual Defense Treaty", "1953")),
        ("Договор о дружбе от 1961 г.", ("Договор о дружбе", "1961")),
        ("1953년 한미상호방위조약", ("한미상호방위조약", "1953")),
        ("1950-1953", ("", "")),
        ("1953", ("", "")),
        ("Treaty of 1950 and 1953", ("", "")),
        ("A/RES/1953", ("", "")),
    ],
)
def test_one_year_is_told_from_the_title(text: str, found: tuple[str, str]) -> None:
    assert without_year(text) == found


@pytest.mark.pure
@pytest.mark.parametrize(
    ("text", "years", "fit"),
    [
        ("Mutual Defense Treaty (1953)", ("1953",), Fit.SLIP),
        ("Mutual Defense Treaty (1954)", ("1953",), Fit.FULLER),
        ("Mutual Defense Treaty (1953)", (), Fit.FULLER),
        ("Treaty 1953", ("1953",), Fit.PART),
        ("Friendship Treaty 1953", ("1953",), Fit.OTHER),
        ("1961 Soviet-DPRK treaty", ("1961",), Fit.OTHER),
    ],
)
def test_title_with_a_year(text: str, years: tuple[str, ...], fit: Fit) -> None:
    own = KnownName(text=TITLE, kind="title", years=years)
    assert match_name(text, accept=[own], others=OTHERS).fit is fit


@pytest.mark.django_db
@pytest.mark.parametrize("year", ["1953", "1954"])
def test_year_of_signing_or_of_taking_effect_is_no_mistake(year: str) -> None:
    assert answered(f"{TITLE} ({year})")["right"]


@pytest.mark.django_db
@pytest.mark.parametrize("year", ["1951", "1960"])
def test_year_that_is_not_its_own_is_asked_again(year: str) -> None:
    with pytest.raises(Unanswered, match="says more than a name"):
        answered(f"{TITLE} {year}")


def answered(text: str) -> dict:
    fact = facts(1, base=base())[0]
    for role, date in (("signed", "1953-10-01"), ("in_force", "1954-11-17"), ("announced", "1951")):
        FactDate.objects.create(fact=fact, role=role, date=parse(date))
    key = [{"text": TITLE, "value": {"fact": fact.pk}}]
    question_in("typed", key=key, kind="agreement", facet="title", pool=[], accept=[TITLE])
    pupil = student()
    asked = study.next_question(pupil, now=NOON)
    assert isinstance(asked, study.Asked)
    given = Given(text=text)
    found = study.answer(pupil, token=asked.token, given=given, guessed=False, now=NOON)
    assert isinstance(found, study.Answered)
    return found.verdict
