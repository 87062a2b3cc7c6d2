"""Folding, finding and masking names: whole words, however they are spelled."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from history import names
from history.names import GAP, contains, fold, mask, spellings_of, tidy, title_key

pytestmark = pytest.mark.pure

WORDS = ["Kim", "Jong", "Il", "Un", "Ardenia", "Arden", "Port", "the", "met", "of", "Sino-Soviet", "in"]
sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)
few_names = st.lists(
    st.lists(
        st.sampled_from(["Kim", "Jong", "Il", "Un", "Ardenia", "Arden", "Port"]), min_size=1, max_size=3
    ).map(" ".join),
    min_size=1,
    max_size=3,
)


@given(st.text())
@example("İstanbul")
@example("𝕬")
@example("ǅ. ß ﬁ a.b.c.")
def test_fold_is_idempotent(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Côte d’Ivoire", "cote d ivoire"),
        ("U.S.S.R.", "ussr"),
        ("Kim Il-sung", "kim il sung"),
        ("김일성", "김일성"),
        ("", ""),
    ],
)
def test_fold_keeps_what_two_spellings_share(text, folded):
    assert fold(text) == folded


def test_bare_drops_the_remark_in_brackets():
    assert names.bare("PVA (old)") == "PVA"


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("A meeting with Kim", "Kim", True),
        ("Kimchi for all", "Kim", False),
        ("the côte d'ivoire accord", "Côte d’Ivoire", True),
        ("anything", "", False),
        ("anything", "(remark)", False),
    ],
)
def test_contains_finds_whole_words_only(text, name, found):
    assert contains(text, name) is found


def test_spellings_of_a_state_hold_its_adjectives_and_no_parts():
    assert spellings_of(["Japan (old)"]) == ("Japanese", "Japan")


def test_spellings_of_a_person_hold_parts_without_titles_and_initials():
    assert spellings_of(["King James F. Ek Borg"], person=True) == ("King James F. Ek Borg", "James", "Borg")


def test_spellings_of_nothing_are_none():
    assert spellings_of(["", "(unknown)"]) == ()


@given(sentences, few_names)
def test_mask_leaves_no_hidden_name_as_a_whole_word(text, hidden):
    masked = mask(text, hidden)
    assert not any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", masked) for name in hidden)


@given(sentences, few_names, few_names)
def test_mask_never_touches_a_kept_longer_name(text, hidden, kept):
    """Every longer name that is kept stands as often as before, unless it overlaps another kept one."""
    long = [f"{hidden[0]} {kept[0]}"]
    text = f"{text} and {long[0]}"
    if long[0] in hidden:
        return
    assert mask(text, hidden[:1], long).endswith(f"and {long[0]}")


def test_mask_hides_one_kim_and_leaves_the_other():
    assert mask("Kim Jong Un and Kim Jong Il met", ["Kim Jong Un", "Kim", "Un"], ["Kim Jong Il"]) == (
        "… and Kim Jong Il met"
    )


def test_mask_takes_the_article_of_a_name_with_it():
    assert mask("The Soviet Union and the US agreed", ["Soviet Union", "US"]) == "… and … agreed"


def test_mask_leaves_the_article_before_an_adjective():
    assert mask("The Japanese emperor spoke", ["Japan", "Japanese"]) == "The … emperor spoke"


def test_mask_hides_whole_words_only():
    assert mask("Kimchi for Kim and Hakim", ["Kim", "kim"]) == "Kimchi for … and Hakim"


def test_mask_counts_case():
    assert mask("They told us of the US", ["US"]) == "They told us of …"


def test_mask_joins_neighbouring_gaps():
    assert mask("Kim Kim-Kim, met", ["Kim"]) == "…, met"


@pytest.mark.parametrize("hidden", [[], [" "], ["-"]])
def test_mask_of_no_name_changes_nothing(hidden):
    assert mask("Kim  met", hidden) == "Kim  met"


def test_tidy_drops_the_space_before_a_mark():
    assert tidy(f"between {GAP} , and {GAP}  {GAP} ;") == "between …, and …;"


PARTS = [
    "Agreement",
    "on",
    "Fisheries",
    "between",
    "Ardenia",
    "and",
    "Mara Alder",
    "of",
    "1951",
    "2 March 1951",
]


@given(
    st.lists(st.sampled_from(PARTS), min_size=1, max_size=8),
    st.sets(st.sampled_from(["Ardenia", "Mara Alder"])),
)
def test_title_key_is_that_of_the_masked_title(parts, hidden):
    own = spellings_of(["Ardenia"]) + spellings_of(["Mara Alder"], person=True)
    title = " ".join(parts)
    masked = re.sub(r"(?:2 March )?1951", GAP, mask(title, hidden))
    assert title_key(masked, own) == title_key(title, own)


def test_title_key_of_nothing_but_names_is_empty():
    assert title_key("The Ardenia of 1951", ["Ardenia", "of", ""]) == ""


def test_title_key_is_bounded():
    assert len(title_key("word " * 200, [])) == 500
