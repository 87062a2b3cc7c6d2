"""Years as people type them."""

from __future__ import annotations

import pytest

from history.dates import DateError, read

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("1949", "1949"),
        ("476", "0476"),
        ("44 BCE", "-0043"),
        ("44bc", "-0043"),
        ("44 B.C.", "-0043"),
        ("1 bc", "0000"),
        ("0000", "0000"),
        ("AD 14", "0014"),
        ("14 CE", "0014"),
        ("-43", "-0043"),
        ("-0043", "-0043"),
        ("12345", "Y12345"),
        ("13,000 BCE", "Y-12999"),
        (" 1950-03 ", "1950-03"),
        ("1950/1953", "1950/1953"),
    ],
)
def test_read(typed: str, edtf: str) -> None:
    assert read(typed).edtf == edtf


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("0", "There is no year 0"),
        ("0 BCE", "There is no year 0"),
        ("AD 5 BCE", "two eras"),
        ("-44 BCE", "counts back twice"),
        ("soon", "“soon” is not a date this form can read: write 1950, 1950-06"),
        ("x" * 50, "“x{40}…” is not a date"),
        ("1950-02-30", "1950-02"),
        ("9" * 13, "too far away"),
        ("", "not a date|empty|write"),
    ],
)
def test_read_refuses_in_a_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(DateError, match=sentence):
        read(typed)
