"""Dates as they are typed for an answer."""

from __future__ import annotations

import pytest

from history.dates import DateError, lacks_digit, read

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("5 May 1821", "1821-05-05"),
        ("5th of May 1821", "1821-05-05"),
        ("the 5th May, 1821", "1821-05-05"),
        ("May the 5th, 1821", "1821-05-05"),
        ("5 Sept. 1821", "1821-09-05"),
        ("May of 1821", "1821-05"),
        ("May 5th, 1821", "1821-05-05"),
        ("5 sept 1821", "1821-09-05"),
        ("May 1821", "1821-05"),
        ("15 March 44 BCE", "-0043-03-15"),
        ("1821", "1821"),
        ("1821-05", "1821-05"),
        ("31 February 1821", None),
        ("5 Ju 1821", None),
        ("5 jun 0", None),
        ("5 ma 1821", None),
        ("5 mar 99999999999999999999", None),
        ("27.7.1953", "1953-07-27"),
        ("27/07/1953", "1953-07-27"),
        ("7/27/1953", "1953-07-27"),
        ("27-7-1953", "1953-07-27"),
        ("1953/7/27", "1953-07-27"),
        ("27. 7. 1953", "1953-07-27"),
        ("5/5/1821", "1821-05-05"),
        ("6.7.1950", "1950-07-06"),
        ("6/7/1950", None),
        ("31.2.1953", None),
        ("27/13/1953", None),
        ("27 Jul 53", "1953-07-27"),
        ("July 27", None),
        ("July 27 53", "1953-07-27"),
        ("27.7.53", "1953-07-27"),
        ("27.7.24", None),
        ("24 August 79 CE", "0079-08-24"),
        ("24 August 476", "0476-08-24"),
    ],
)
def test_typed_date_is_read(text: str, edtf: str | None) -> None:
    if edtf is None:
        with pytest.raises(DateError):
            read(text)
    else:
        assert read(text).edtf == edtf


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("27 Jul 24", "A year “24” could be 1924 or 2024: write it with four digits."),
        ("6/7/1950", "“6/7/1950” could be 6 July 1950 or 7 June 1950: write the month as a word."),
        (
            "last week",
            "“last” is no word of a date that can be read here: write 9 August 1872, August 1872 or 1872.",
        ),
        ("x" * 50, f"“{'x' * 40}” is no word of a date"),
        ("1821-02-30", "1821"),
    ],
)
def test_what_cannot_be_read_is_told(text: str, sentence: str) -> None:
    with pytest.raises(DateError) as raised:
        read(text)
    assert sentence in str(raised.value)


@pytest.mark.parametrize(
    "text", ["March 12 199", "198", "12.3.199", "12 марта 199 г.", "199년 3월 12일", "c. 198", "190s"]
)
def test_year_of_three_digits_without_an_era_may_lack_one(text: str) -> None:
    assert lacks_digit(text)


@pytest.mark.parametrize(
    "text",
    [
        "1983",
        "0198",
        "198 CE",
        "AD 198",
        "198 г. н. э.",
        "기원 198년",
        "198 BCE",
        "19th century",
        "주체 100년",
        "1493",
        "x198",
        "-198",
        "-100X",
        "198X",
    ],
)
def test_year_with_its_era_or_four_digits_lacks_none(text: str) -> None:
    assert not lacks_digit(text)
