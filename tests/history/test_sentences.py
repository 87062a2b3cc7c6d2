"""Sentences of pure code: English by themselves, and in a language where somebody has the words."""

from __future__ import annotations

import pytest

from history.dates import parse, say
from history.sentences import counted, either, every, sentence

pytestmark = pytest.mark.pure


def test_a_sentence_is_english_by_itself() -> None:
    inner = sentence("a year such as {example}", example="1821")

    assert str(sentence("Write {wanted}.", wanted=inner)) == "Write a year such as 1821."


def test_a_number_decides_the_form() -> None:
    assert [str(counted("{count} day", "{count} days", count)) for count in (1, 2)] == ["1 day", "2 days"]


def test_words_and_what_stands_in_the_gaps_follow_the_language() -> None:
    russian = {"It was {date}.": "Это было {date}", "right": "верно"}
    date = parse("1949-03-17")
    said = sentence("It was {date}.", date=lambda language: say(date, language))

    assert said.put(lambda one, many, count: russian[one], "ru") == f"Это было {say(date, 'ru')}"


def test_a_gap_keeps_braces_that_somebody_typed() -> None:
    assert str(sentence("“{text}” is no date.", text="{0} {text}")) == "“{0} {text}” is no date."


def test_a_full_stop_is_not_said_twice() -> None:
    said = sentence("It was {date}. So was {other}.", date="44 до н. э.", other="1949")
    assert str(said) == "It was 44 до н. э. So was 1949."


def test_values_in_a_row() -> None:
    for values, told in ((["a"], "a"), (["a", "b"], "a {} b"), (["a", "b", "c"], "a, b {} c")):
        assert str(sentence("{row}", row=either(values))) == told.format("or")
        assert str(sentence("{row}", row=every(values))) == told.format("and")
