"""Hiding years and dates, however a title writes them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from history.dates import civil, parse
from quizzes.stems.masking_dates import mask_dates, mask_years

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("text", "date", "masked"),
    [
        ("Command paper TS0001/1896 amended", "1896-02-03", "Command paper TS0001/… amended"),
        ("The war of '49", "1949", "The war of …"),
        ("The war of ’49 and of '50", "1949", "The war of … and of '50"),
        ("Claims from the war 1939-45", "1945-05-08", "Claims from the war …"),
        ("Claims from the war 1939-45", "1942-03", "Claims from the war …"),
        ("Claims from the war 1939-45", "1947", "Claims from the war 1939-45"),
        ("Prices of the 1940s and the forties", "1942-03", "Prices of the … and the …"),
        ("Prices of the 1940s and the forties", "1952-03", "Prices of the 1940s and the forties"),
        ("Agreement dated 04:03:1958", "1958-03-04", "Agreement dated …"),
        ("Agreement dated 30/08/50, 1:2", "1950-08-30", "Agreement dated …, 1:2"),
        ("Notes of 24th March & 4th April, 1964", "1964-04-04", "Notes of …"),
        ("Notes of Jan. 3 and 5, 1920", "1920-01-05", "Notes of …"),
        ("Use from 3 September 1939 - 3 January 1947", "1947-01-03", "Use from 3 September 1939 - …"),
        ("Agreement of 26.11.1937 until 30.11.1938", "1938-11-30", "Agreement of 26.11.1937 until …"),
        ("The year AD 69", "0069", "The year …"),
        ("860 coup takes place", "-0859", "… coup takes place"),
        ("Camp of 10,000 BCE", "-9999", "Camp of …"),
        ("Fox of the 19th century", "18XX", "Fox of …"),
        ("Fox of the 19th century", "1850", "Fox of the 19th century"),
        ("Coins of the 2nd century BC", "-01XX", "Coins of …"),
        ("STS-41-D launches", "1984", "STS-41-D launches"),
        ("Resolution 46/1", "1946", "Resolution 46/1"),
        ("Olympiad of 1,984 runners", "1984", "Olympiad of … runners"),
        ("The thirties", "-0030", "The thirties"),
    ],
)
def test_own_date_is_masked_in_every_spelling(text, date, masked):
    assert mask_dates(text, parse(date)) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("1958 Thai coup d'état takes place", "… Thai coup d'état takes place"),
        ("411 BC coup takes place", "… coup takes place"),
        ("860 coup takes place", "… coup takes place"),
        ("Treaty of June 28, 1919 and of 5 May", "Treaty of … and of …"),
        ("1996 Amendments to the 1974 Convention", "… Amendments to the … Convention"),
        ("Loan of 1939-45, TS0001/1896", "Loan of …, TS0001/…"),
        ("The 19th century and '48", "… and …"),
        ("Resolution 1718 (2006)", "Resolution 1718 (…)"),
        ("Protocol No. 1924", "Protocol No. 1924"),
        ("STS-107 launches", "STS-107 launches"),
        ("Apollo 11 lands", "Apollo 11 lands"),
        ("Battle of Hastings", "Battle of Hastings"),
    ],
)
def test_any_year_is_masked_where_any_would_tell(text, masked):
    assert mask_years(text) == masked


FORMS = [
    "{y}",
    "in {y}",
    "5 May {y}",
    "May 5, {y}",
    "TS1/{y}",
    "{y}-{z}",
    "{x}-{y}",
    "the {y}s",
    "1:2:{y}",
    "({y})",
]


@given(
    st.integers(1000, 2100),
    st.lists(st.sampled_from(FORMS), min_size=1, max_size=4),
    st.sampled_from([" ", ", ", " and ", "/"]),
)
def test_no_number_of_the_own_year_is_left(year, forms, joint):
    text = joint.join(form.format(y=year, x=year - 3, z=f"{(year + 1) % 100:02}") for form in forms)
    assert not re.search(rf"(?<!\d){year}(?!\d)", mask_dates(text, parse(str(year))))
    assert not re.search(rf"(?<!\d){year}(?!\d)", mask_years(text))


@given(st.integers(-9998, 2100))
def test_years_are_those_that_the_date_says(year):
    date = parse(f"{year:05}" if year < 0 else f"{year:04}")
    number = year if year > 0 else 1 - year
    assert civil(date.earliest)[0] == year
    if number > 99:
        assert str(number) not in mask_dates(f"War of {number} BCE" if year < 1 else f"War of {number}", date)
