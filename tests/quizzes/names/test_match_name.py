"""Typed names: the laws of fairness, and what is forgiven to whom."""

from __future__ import annotations

import string

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from history.names import fold
from history.spelling import distance
from quizzes.matching import Fit, KnownName, core, forgiven, match_name

pytestmark = pytest.mark.pure
KIMS = ("Kim Jong Un", "Kim Jong Il", "Kim Il Sung", "Kim Yong Nam", "Kim Tu Bong")
RIGHT = (Fit.SAME, Fit.SLIP)

words = st.text(string.ascii_letters + "éøñ", min_size=1, max_size=10)
names = st.lists(words, min_size=1, max_size=4).map(" ".join)
several = st.lists(names, min_size=1, max_size=5)
numbered = st.tuples(names, st.integers(0, 9999)).map(lambda pair: f"{pair[0]} {pair[1]}")


# Laws


@settings(deadline=None)
@given(several, several, st.data())
def test_an_accepted_spelling_always_fits(accept: list[str], others: list[str], data: st.DataObject) -> None:
    spelling = data.draw(st.sampled_from(accept))
    given = data.draw(
        st.sampled_from([spelling, spelling.upper(), spelling.replace(" ", "-"), f" {spelling}. "])
    )
    assume(fold(given) == fold(spelling))  # ß in capitals is two letters
    assert match_name(given, accept=accept, others=others).fit is Fit.SAME


@settings(deadline=None)
@given(several, several, st.data())
def test_another_known_name_never_fits(accept: list[str], others: list[str], data: st.DataObject) -> None:
    other = data.draw(st.sampled_from(others))
    assume(fold(other) not in {fold(name) for name in accept})
    found = match_name(other, accept=accept, others=others).fit
    # an article is no part of a name: "A Kim" is Kim
    assert found not in RIGHT or fold(other).partition(" ")[2] in {fold(name) for name in accept}


@settings(deadline=None)
@given(numbered, st.data())
def test_one_changed_digit_never_fits(name: str, data: st.DataObject) -> None:
    places = [index for index, sign in enumerate(name) if sign.isdigit()]
    place = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from([digit for digit in string.digits if digit != name[place]]))
    changed = name[:place] + digit + name[place + 1 :]
    assert match_name(changed, accept=[name]).fit not in RIGHT


@settings(deadline=None)
@given(st.text(max_size=60), several, several)
def test_any_text_has_a_place(text: str, accept: list[str], others: list[str]) -> None:
    assert match_name(text, accept=accept, others=others).fit in Fit


@settings(deadline=None)
@given(st.text("abcd", max_size=12), st.text("abcd", max_size=12), st.integers(0, 4))
def test_distance_within_a_band_is_the_distance(one: str, other: str, most: int) -> None:
    whole = _distance(one, other)
    assert distance(one, other, most=most) == (whole if whole <= most else most + 1)
    assert distance(one, other, most=most) == distance(other, one, most=most)


def _distance(one: str, other: str) -> int:
    """The same by the book, with the whole table."""
    table = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i in range(len(one) + 1):
        for j in range(len(other) + 1):
            if not i or not j:
                table[i][j] = i or j
                continue
            same = one[i - 1] == other[j - 1]
            best = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (not same))
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                best = min(best, table[i - 2][j - 2] + 1)
            table[i][j] = best
    return table[-1][-1]


# Names


@pytest.mark.parametrize(
    ("text", "fit"),
    [
        ("Kim Jong Un", Fit.SAME),
        ("Kim Jong-un", Fit.SAME),
        ("Jong Un Kim", Fit.SAME),
        ("KimJongUn", Fit.SAME),
        ("Kim Jong Uhn", Fit.SAME),
        ("Kim Chong Un", Fit.SAME),
        ("Kim Jong Il", Fit.OTHER),
        ("Kim Jong In", Fit.TIE),
        ("Kim", Fit.PART),
        ("Un", Fit.PART),
        ("K. J. Un", Fit.PART),
        ("K. J.", Fit.OTHER),
        ("X. Un", Fit.OTHER),
        ("Park Chung Hee", Fit.OTHER),
        ("", Fit.OTHER),
        ("…", Fit.OTHER),
    ],
)
def test_one_kim_among_others(text: str, fit: Fit) -> None:
    assert match_name(text, accept=KIMS[:1], others=KIMS).fit is fit


@pytest.mark.parametrize(
    ("text", "accept"),
    [
        ("ROC", "ROK"),
        ("DPR", "DPRK"),
        ("Louis XVI", "Louis XIV"),
        ("South Korea", "North Korea"),
        ("Second World War", "Third World War"),
        ("Resolution 2375", "Resolution 2357"),
        ("Resolution 8z", "Resolution 82"),
        ("World War II", "World War I"),
    ],
)
def test_what_means_something_else_is_no_slip(text: str, accept: str) -> None:
    assert match_name(text, accept=[accept]).fit is Fit.OTHER


def test_slip_in_a_telling_word_is_a_slip() -> None:
    assert match_name("Nroth Korea", accept=["North Korea"]).fit is Fit.SLIP


def test_fathers_name_in_the_middle_is_no_fault() -> None:
    assert match_name("Vladimir Vladimirovich Putin", accept=["Vladimir Putin"]).fit is Fit.SAME
    assert match_name("Vladimir V. Putin", accept=["Vladimir Putin"]).fit is Fit.SAME
    assert match_name("North East Korea", accept=["North Korea"]).fit is Fit.OTHER
    assert match_name("Kim Jong Il Un", accept=["Kim Jong Un"]).fit is Fit.OTHER
    others = ["Vladimir Vladimirovich Putin"]
    assert (
        match_name("Vladimir Vladimirovich Putin", accept=["Vladimir Putin"], others=others).fit is Fit.OTHER
    )


def test_articles_do_not_count() -> None:
    assert match_name("the Soviet Union", accept=["Soviet Union"]).fit is Fit.SAME
    assert match_name("Soviet Union", accept=["The Soviet Union"]).fit is Fit.SAME
    assert match_name("of the", accept=["Republic of the Congo"]).fit is Fit.OTHER


def test_homonym_is_right_for_either() -> None:
    assert match_name("Kim Yong Il", accept=["Kim Yong Il"], others=["Kim Yong Il"]).fit is Fit.SAME


def test_spelling_of_a_namesake_is_no_rival() -> None:
    """Two people printed alike: what one of them is called besides could mean either, so it is right."""
    own = [KnownName(text="Kim Jong Un", bearer="Kim Jong Un", kind="person")]
    namesake = KnownName(text="Kim Jong-eun", bearer="Kim Jong Un", kind="person")
    another = KnownName(text="Kim Jong-eun", bearer="Kim Jong-eun of Andong", kind="person")
    assert match_name("Kim Jong Unn", accept=own, others=[namesake]).fit == Fit.SAME
    assert match_name("Kim Jong Unn", accept=own, others=[another]).fit == Fit.TIE


def test_same_words_in_another_order_may_be_somebody_else() -> None:
    assert match_name("Sung Il Kim", accept=["Kim Il Sung"], others=["Il Sung Kim"]).fit is Fit.TIE


@pytest.mark.parametrize(
    ("name", "slips"), [("rok", 0), ("mali", 0), ("japan", 1), ("roh moo", 1), ("kim il sung", 2)]
)
def test_forgiven_by_length(name: str, slips: int) -> None:
    assert forgiven(name) == slips


PUTIN = ("Vladimir Putin", "Путин")


@pytest.mark.parametrize(
    ("text", "accept", "fit"),
    [
        ("President Putin", PUTIN, Fit.SLIP),
        ("president Vladimir Putin", PUTIN, Fit.SLIP),
        ("Prime Minister Vladimir Putin", PUTIN, Fit.SLIP),
        ("the President, Vladimir Putin", PUTIN, Fit.FULLER),
        ("Vladimir Putin’s", PUTIN, Fit.SLIP),
        ("Vladimir Putin's", PUTIN, Fit.SLIP),
        ("Путин's", PUTIN, Fit.SLIP),
        ("Vladimir Putin, president of Russia", PUTIN, Fit.SLIP),
        ("Putin, Vladimir", PUTIN, Fit.SAME),
        ("Владимир Путин", PUTIN, Fit.SAME),
        ("Владимир Владимирович Путин", PUTIN, Fit.SAME),
        ("a very good friend of Vladimir Putin", PUTIN, Fit.OTHER),
        ("not Putin", ("Putin",), Fit.OTHER),
        ("President", PUTIN, Fit.OTHER),
        ("Chairman Mao", ("Mao Zedong", "Mao"), Fit.SLIP),
        ("Emperor Hirohito of Japan", ("Hirohito",), Fit.FULLER),
        ("Hanoi, Vietnam", ("Hanoi",), Fit.SLIP),
        ("Hanoi (Vietnam)", ("Hanoi",), Fit.FULLER),
        ("North Korea", ("Korea",), Fit.OTHER),
        ("Korea, North", ("Korea",), Fit.OTHER),
        ("Charles 2", ("Charles",), Fit.OTHER),
        ("King", ("Martin Luther King",), Fit.PART),
        ("General Assembly", ("UN General Assembly",), Fit.PART),
    ],
)
def test_what_stands_about_a_name(text: str, accept: tuple[str, ...], fit: Fit) -> None:
    assert match_name(text, accept=accept).fit is fit


@pytest.mark.parametrize(
    "text",
    [
        "President Kim Jong Il",
        "Kim, Jong Il",
        "Kim Jong Il's",
        "Kim Jong Il, the leader",
        "Chairman Kim Il Sung",
        "Kim Jong Il Kim Jong Un",
    ],
)
def test_another_known_name_is_not_accepted_for_what_stands_about_it(text: str) -> None:
    assert match_name(text, accept=KIMS[:1], others=KIMS[1:]).fit is Fit.OTHER


def test_known_title_is_part_of_its_name() -> None:
    """Emperor Charles and King Charles are two."""
    assert match_name("King Charles", accept=["Charles"], others=["King Charles"]).fit is Fit.OTHER
    assert match_name("King Charles", accept=["King Charles"], others=["Charles"]).fit is Fit.SAME


@settings(deadline=None)
@given(names)
def test_core_is_never_more(text: str) -> None:
    assert set(fold(core(text)).split()) <= set(fold(text).split())
