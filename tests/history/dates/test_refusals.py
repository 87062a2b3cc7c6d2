"""Refused dates: the reason in the language of whoever typed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from history.dates import DateError, parse, read
from history.dates.reading import examples
from history.sentences import english

pytestmark = pytest.mark.pure


def refusal(text: str, language: str = "en") -> DateError:
    with pytest.raises(DateError) as caught:
        read(text, language)
    return caught.value


def refused(text: str, language: str) -> DateError | None:
    try:
        read(text, language)
    except DateError as error:
        return error
    return None


def test_text_of_the_error_is_the_english_sentence() -> None:
    error = refusal("soon")
    assert str(error) == str(error.sentence) == error.sentence.put(english, "en")
    assert str(error).startswith("“soon” is no word of a date that can be read here: write 9 August 1872")


@pytest.mark.parametrize(
    ("typed", "russian", "korean"),
    [
        ("soon", "9 августа 1872 года, август 1872 года or 1872 год", "1872년 8월 9일, 1872년 8월 or 1872년"),
        ("3/4/1949", "3 апреля 1949 года or 4 марта 1949 года", "1949년 4월 3일 or 1949년 3월 4일"),
        ("3/4/49", "3 апреля of the year 49", "4월 3일 of the year 49"),
        ("31 April 1949", "апрель 1949 года has 30", "1949년 4월 has 30"),
        ("year 0", "1 год до н. э. or 1 год н. э.", "기원전 1년 or"),
        ("1904/05", "май 1904 года or 1904–1905 годы", "1904년 5월 or 1904–1905년"),
        ("45th century", "XIX век", "19세기"),
    ],
)
def test_dates_in_a_refusal_are_worded_in_the_language_of_the_page(
    typed: str, russian: str, korean: str
) -> None:
    sentence = refusal(typed).sentence
    assert russian in sentence.put(english, "ru")
    assert korean in sentence.put(english, "ko")


@given(
    st.text(max_size=30) | st.from_regex(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{1,5}[-–/]\d{1,5}", fullmatch=True)
)
def test_every_refusal_can_be_told_in_every_language(text: str) -> None:
    for language in ("en", "ru", "ko"):
        error = refused(text, language)
        if error:
            assert error.sentence.put(english, language)
            assert error.sentence.put(english, "en") == str(error)


def test_refused_edtf_is_told_too() -> None:
    with pytest.raises(DateError) as caught:
        parse("[1941,1942")
    assert "{1941,1942}" in str(caught.value)


def test_examples_are_no_answers_of_the_starter_pack() -> None:
    """Whoever copies the example of a refusal must not be right by it."""
    pack = (Path(__file__).parents[3] / "history" / "data" / "korea.yaml").read_text(encoding="utf-8")
    for example in (examples.FIGURES[:4], "-0086", "0087"):
        assert not re.search(rf"(?<![\w-]){example}\b", pack)
