"""The laws of typed names, tried on the starter pack and on names made up."""

from __future__ import annotations

import string

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from history.names import fold
from quizzes.matching import Fit, KnownName, Match, match_name

from .world import pack

pytestmark = pytest.mark.pure
KEYBOARD = string.ascii_lowercase + " "


def mended(name: str, at: int, sign: str, how: str) -> str:
    """A name with one slip of the finger."""
    at %= len(name)
    match how:
        case "left out":
            return name[:at] + name[at + 1 :]
        case "added":
            return name[:at] + sign + name[at:]
        case "swapped":
            return name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :]
    return name[:at] + sign + name[at + 1 :]


places = st.integers(0, 60)
signs = st.sampled_from(KEYBOARD)
slips = st.sampled_from(("left out", "added", "swapped", "changed"))
actors = st.sampled_from(sorted(pack()["actors"].names))


@settings(deadline=None)
@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(deadline=None)
@given(actors, actors, st.data())
def test_confusion_is_symmetric(one: str, other: str, data: st.DataObject) -> None:
    """No name of one is right for the other, whichever of them is asked for."""
    assume(one != other)
    world = pack()["actors"]
    for typed, asked in ((one, other), (other, one)):
        name = data.draw(st.sampled_from(world.names[typed]))
        assert not world.match(name.text, asked).right or asked in world.bearers(name.text)


@settings(max_examples=300, deadline=None)
@given(actors, actors, places, signs, slips, st.data())
@example("kim-young-sam", "kim-yong-nam", 10, "n", "changed", None)
@example("rok", "roc", 2, "c", "changed", None)
@example("igor-ivanov", "boris-yeltsin", 0, "b", "changed", None)
def test_slip_in_a_known_name_is_never_another_known_name(
    one: str, other: str, at: int, sign: str, how: str, data: st.DataObject | None
) -> None:
    """Not unless it is a spelling of the other, letter for letter."""
    assume(one != other)
    world = pack()["actors"]
    names = world.names[one]
    name = data.draw(st.sampled_from(names)) if data else names[0]
    typed = mended(name.text, at, sign, how)
    assume(fold(typed) and other not in world.bearers(typed))
    match = world.match(typed, other)
    assert not match.right, (typed, name.text, match)


@settings(max_examples=200, deadline=None)
@given(actors, st.sampled_from([str.upper, str.lower, str.title, lambda text: f" {text} ."]), st.data())
def test_accepted_spelling_is_never_refused(key: str, change, data: st.DataObject) -> None:
    world = pack()["actors"]
    name = data.draw(st.sampled_from(world.names[key]))
    typed = change(name.text)
    assume(fold(typed) == fold(name.text))
    assert world.match(typed, key).fit is Fit.SAME


words = st.text(string.ascii_lowercase, min_size=2, max_size=9)
made_up = st.lists(words, min_size=1, max_size=3).map(" ".join)
kinds = st.sampled_from(["person", "state", "place", "title", "organisation", ""])


@settings(deadline=None)
@given(made_up, made_up, kinds, places, signs, slips)
def test_slip_is_never_another_made_up_name(
    one: str, other: str, kind: str, at: int, sign: str, how: str
) -> None:
    typed = mended(one, at, sign, how)
    assume(fold(typed) and fold(typed).replace(" ", "") != fold(other).replace(" ", ""))
    assume(fold(one).replace(" ", "") != fold(other).replace(" ", ""))
    match = match_name(typed, accept=[known(other, kind)], others=[known(one, kind)])
    assert not match.right, (typed, match)


@settings(deadline=None)
@given(made_up, made_up, kinds)
@example("aaa aa", "aaa aaaa aa", "person")
def test_made_up_names_are_confused_both_ways_or_neither(one: str, other: str, kind: str) -> None:
    assume(fold(one).replace(" ", "") != fold(other).replace(" ", ""))
    for accept, others in ((one, other), (other, one)):
        match = match_name(others, accept=[known(accept, kind)], others=[known(others, kind)])
        assert not match.right


@settings(deadline=None)
@given(st.text(max_size=60), made_up, made_up, kinds)
def test_any_text_is_matched(text: str, one: str, other: str, kind: str) -> None:
    assert isinstance(match_name(text, accept=[known(one, kind)], others=[known(other, kind)]), Match)


@pytest.mark.parametrize("kind", ["person", "state", "place", "title", "organisation", ""])
@pytest.mark.parametrize("other", ["Ъ", "ь", "؟؟ا", "漢"])
def test_name_that_no_latin_letter_spells_is_no_obstacle(kind: str, other: str) -> None:
    """Kommersant calls itself Ъ."""
    assert match_name("Тасс", accept=[known("TASS", kind)], others=[known(other, kind)]).fit != Fit.PART
    assert match_name(other, accept=[known(other, kind)], others=[known("Тасс", kind)]).right
    assert not match_name("Ким", accept=[known(other, kind)], others=[known("Тасс", kind)]).right


def known(text: str, kind: str) -> KnownName:
    return KnownName(text=text, bearer=text, kind=kind)


@pytest.mark.parametrize(
    ("typed", "accept", "kind"),
    [
        ("DPR", "DPRK", "state"),
        ("ROC", "ROK", "state"),
        ("US", "USSR", "state"),
        ("UNTCOC", "UNTCOK", "organisation"),
        ("WorldWarII", "World War III", "title"),
        ("Resolution 83", "Resolution 82", "title"),
        ("Louis XVI", "Louis XIV", "person"),
        ("Fifth Army", "Sixth Army", "organisation"),
        ("Sorth Korea", "North Korea", "state"),
        ("NorthKorea", "SouthKorea", "state"),
        ("US-ROC Treaty of Friendship", "US-ROK Treaty of Friendship", "title"),
        ("Southern Rhodesia", "Northern Rhodesia", "state"),
        ("Kim Jong-nam", "Kim Yong-nam", "person"),
        ("Sergei Ivanov", "Igor Ivanov", "person"),
        ("Ivanov, Sergei", "Igor Ivanov", "person"),
        ("S. Ivanov", "I. S. Ivanov", "person"),
        ("North attacks South", "South attacks North", "title"),
    ],
)
def test_what_is_never_forgiven_even_where_nobody_else_is_known(typed: str, accept: str, kind: str) -> None:
    assert not match_name(typed, accept=[known(accept, kind)]).right


@pytest.mark.parametrize(
    ("typed", "accept", "kind"),
    [
        ("World War 2", "World War II", "title"),
        ("Second World War", "World War Two", "title"),
        ("Louis the Fourteenth", "Louis XIV", "person"),
        ("St Petersburg", "Saint Petersburg", "place"),
        ("Labor Party", "Labour Party", "organisation"),
        ("Leningrad", "Saint Petersburg", "place"),
        ("Danzig", "Gdańsk", "place"),
        ("Konstantinopel", "Istanbul", "place"),
        ("Siam", "Thailand", "state"),
    ],
)
def test_one_name_in_two_spellings(typed: str, accept: str, kind: str) -> None:
    assert match_name(typed, accept=[known(accept, kind)]).fit is Fit.SAME


def test_name_of_one_side_is_right_and_told_whose_it_is() -> None:
    name = KnownName(
        text="Fatherland Liberation War", bearer="Korean War", kind="title", whose=("North Korea",)
    )
    match = match_name("the Fatherland Liberation War", accept=["Korean War", name])
    assert match.name
    assert (match.fit, match.name.whose) == (Fit.SAME, ("North Korea",))
