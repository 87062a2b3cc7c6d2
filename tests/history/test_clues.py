"""Facts are found by what they share with a stem, and stems by what a fact could share with them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from history import clues
from history.dates import parse
from history.factbase import fits, folded_title_fits
from history.facts import FactKind, Given
from history.names import GAP, fold
from tests.history import open_worlds
from tests.quizzes import worldlet as w

pytestmark = pytest.mark.pure

FISH = w.agreement(
    1, "Agreement on Fisheries between Ardenia and Belmark", "1951-03-02", (w.ARDENIA, w.BELMARK)
)


def test_clues_are_words_of_the_title_and_names():
    expected = {"agreement", "fisheries", "ardenia", "belmark", "@ardenia", "@belmark"}
    assert clues.clues_of(FISH) == expected


def test_open_agreement_and_term_without_a_state_have_a_clue_for_what_they_leave_open():
    assert "@" in clues.clues_of(w.copy_of(FISH, 2, complete_roles=frozenset()))
    term = w.event(3, "Mara Alder presided.", "1951", kind=FactKind.TERM)
    assert "~" in clues.clues_of(term)
    assert "~ardenia" in clues.clues_of(w.copy_of(term, 4, about=(w.ARDENIA,)))


def test_word_of_any_length_is_a_clue():
    long = w.copy_of(FISH, 2, title="x" * 5_000)
    assert max(map(len, clues.clues_of(long))) == clues.CLUE_LENGTH
    assert len(clues.title_of(long)) == clues.TITLE_LENGTH
    assert clues.search_for(Given(title=f"{'x' * 5_000} {GAP}")).clues == (frozenset({"x" * 100}),)


def test_fact_without_a_date_may_be_of_any_time():
    (span,) = clues.spans_of(w.copy_of(FISH, 2, dates=()))
    assert span.width == clues.UNBOUNDED
    assert span.meets((-1_000_000, -999_999))


def test_stem_with_a_gap_is_kept_under_its_two_rarest_words():
    title = Given(title=f"Agreement on Fisheries between {GAP} and Belmark")
    common = {"agreement": 5_000, "fisheries": 300, "belmark": 40}
    assert clues.stem_key(title, common.__getitem__) == "belmark fisheries"
    assert clues.stem_key(title) == "agreement fisheries"


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"title": "Agreement on Salt"}, "agreement on salt"),
        ({"title": f"{GAP} War"}, "war"),
        ({"title": f"The {GAP}"}, ""),
        ({"title": f"The {GAP}", "date": parse("1951")}, "#2"),
        ({"title": "Alder met Borg", "bare": True, "actors": (w.ALDER, w.BORG)}, "@mara alder"),
        ({"actors": (w.BELMARK,), "date": parse("1951-03-02")}, "@belmark"),
        ({"date": parse("1951-03-02")}, "#0"),
        ({}, ""),
    ],
)
def test_stem_is_kept_under(fields, key):
    assert clues.stem_key(Given(**fields)) == key


@given(st.data())
@settings(max_examples=150)
def test_fact_that_fits_has_what_is_searched_for(data):
    facts = data.draw(open_worlds.bases(most=6))
    stem = data.draw(open_worlds.givens(facts))
    search = clues.search_for(stem)
    for fact in facts:
        if fits(fact, stem):
            assert all(group & clues.clues_of(fact) for group in search.clues)
            assert search.title in ("", clues.title_of(fact))
            assert search.kind in ("", fact.kind)
            assert search.days is None or any(span.meets(search.days) for span in clues.spans_of(fact))


@given(st.data(), st.randoms())
@settings(max_examples=150)
def test_stem_that_a_fact_fits_is_found_from_the_fact(data, dice):
    facts = data.draw(open_worlds.bases(most=6))
    stem = data.draw(open_worlds.givens(facts))
    key = clues.stem_key(stem, lambda clue: dice.randrange(100))
    for fact in facts:
        if fits(fact, stem):
            anybody = clues.open_to_anybody(fact) and key.startswith(clues.NAME)
            assert anybody or key in clues.stem_keys_of(fact)


@given(w.dates, w.dates)
def test_span_that_meets_some_days_begins_in_their_windows(one, other):
    span = clues.Span.of(one.outer_earliest, one.outer_latest)
    days = other.outer_earliest, other.outer_latest
    begins = {width: (low, high) for width, low, high in clues.windows(days)}
    low, high = begins[span.width]
    assert span.meets(days) <= (low <= span.earliest <= high)
    lows = {key: (low, high) for key, low, high in clues.dated_keys(span)}
    low, high = lows[clues.stem_key(Given(date=other))]
    assert span.meets(days) <= (low <= days[0] <= high)


small_titles = st.lists(st.sampled_from(["a", "ab", "b", "ba", "c"]), max_size=7).map(" ".join)
patterns = st.lists(st.sampled_from(["a", "ab", "b", "c", GAP, f"a{GAP}", f"{GAP}b"]), max_size=6).map(
    " ".join
)


@given(small_titles, patterns)
@settings(max_examples=500)
def test_gap_stands_for_any_words(title, pattern):
    """The same by a regular expression, which takes its time with many gaps."""
    edge = r"(?:(?<!\w)|(?!\w))"
    expression = f"{edge}.*?{edge}".join(re.escape(fold(part)) for part in pattern.split(GAP))
    assert folded_title_fits(title, pattern) is (re.fullmatch(expression, title) is not None)
