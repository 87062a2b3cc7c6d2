"""What holds for every record, whatever is typed into it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from history import citing
from history.citing import CslName, Record
from tests.history.citing.shelf import Day

words = st.text(alphabet="aB.?!,…'\"’”‘“«» -1김毛Я", min_size=1, max_size=12).filter(str.strip)
maybe = st.just("") | words
names = st.builds(CslName, family=words, given=maybe, suffix=maybe) | st.builds(CslName, literal=words)
dated = st.none() | st.sampled_from(["1949-03-17", "1949~", "1950/..", "-0043", "194X", "?"]).map(Day)
records = st.builds(
    Record,
    title=words,
    type=st.sampled_from(
        ["document", "book", "chapter", "article-journal", "article-newspaper", "treaty", "webpage"]
    ),
    authors=st.lists(names, max_size=3).map(tuple),
    container=maybe,
    publisher=maybe,
    issued=dated,
    accessed=dated,
    volume=maybe,
    pages=maybe,
    archive=maybe,
    address=st.sampled_from(["", "https://a.example/b", "ftp://a.example/b"]),
)


@pytest.mark.parametrize("style", [*citing.STYLES, "note"])
@given(record=records, locator=maybe)
def test_no_record_breaks_a_style(style: str, record: Record, locator: str) -> None:
    runs = (
        citing.note(record, locator=locator)
        if style == "note"
        else citing.cite(record, style=style, locator=locator)
    )
    text = "".join("@" if run.href else run.text for run in runs)
    assert ".." not in text
    assert "None" not in text
    assert all(run.text for run in runs)
    assert text == text.strip()
    assert {run.href for run in runs if run.href} <= {record.address}
