"""Korean names: the same Hangul in any careless spelling, never another syllable, and what is behind them."""

from __future__ import annotations

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from history.names import fold
from quizzes.matching import Fit, KnownName, match_name
from quizzes.matching.endings import without_particle
from quizzes.matching.scripts import is_hangul, romanised
from quizzes.matching.syllables import differing, of_hangul

from .world import pack

pytestmark = pytest.mark.pure
ASKED_AGAIN = (Fit.PART, Fit.TIE, Fit.FULLER)
SYLLABLES = (
    "상성선송순석수숙승식신영용연열옥욱운원은인일재정종주준중지진창철춘출태택평한헌현형호홍화훈희"
    "기남대덕동두만명무미민"
)
FAMILIES = "이김박최정강조윤문송백신"
CARELESS = {
    "ㅓ": ("eo", "o", "u"),
    "ㅗ": ("o",),
    "ㅜ": ("u", "oo"),
    "ㅡ": ("eu", "u"),
    "ㅕ": ("yeo", "yo", "you", "yu"),
}
"""How vowels are spelled by the Revised Romanization, by McCune-Reischauer without marks, and by habit."""

syllables = st.sampled_from(SYLLABLES)
given_names = st.tuples(syllables, syllables).map("".join)
korean = st.tuples(st.sampled_from(FAMILIES), given_names).map("".join)


def person(*names: str) -> list[KnownName]:
    return [KnownName(text=name, bearer=names[0], kind="person") for name in names]


@pytest.mark.parametrize(
    ("typed", "hangul"),
    [
        ("sang ok", "상옥"),
        ("sang ock", "상옥"),
        ("sangog", "상옥"),
        ("sok kyu", "석규"),
        ("sokkyu", "석규"),
        ("seong cheol", "성철"),
        ("song chol", "성철"),
        ("sung chul", "성철"),
        ("jung eun", "정은"),
        ("chong un", "정은"),
        ("soo hyuck", "수혁"),
        ("won shik", "원식"),
        ("tae woo", "태우"),
        ("mu hyon", "무현"),
    ],
)
def test_careless_spelling_of_the_same_hangul_is_one(typed: str, hangul: str) -> None:
    assert differing(tuple(typed.split()), of_hangul(hangul)) is None


@pytest.mark.parametrize(
    ("typed", "hangul", "part"),
    [
        ("sang wook", "상옥", "wook"),
        ("sang uk", "상옥", "uk"),
        ("sang ok", "상욱", "ok"),
        ("dae jong", "대중", "jong"),
        ("dae jun", "대중", "jun"),
        ("jong oon", "정은", "oon"),
        ("dae woo", "태우", "dae"),
        ("song jol", "성철", "jol"),
        ("un sik", "원식", "un"),
        ("so hyuk", "수혁", "so"),
    ],
)
def test_spelling_of_another_syllable_is_another(typed: str, hangul: str, part: str) -> None:
    assert differing(tuple(typed.split()), of_hangul(hangul)) == part


@settings(max_examples=200, deadline=None)
@given(korean, st.data())
def test_each_syllable_is_read_in_all_its_spellings(name: str, data: st.DataObject) -> None:
    """Whatever vowel is spelled by whatever habit."""
    spelled = []
    for syllable in name[1:]:
        vowel = next(iter(of_hangul(syllable)[1 if len(of_hangul(syllable)) > 1 else 0]))
        latin = romanised(syllable)
        revised = CARELESS.get(vowel, ("",))[0]
        if revised and revised in latin:
            latin = latin.replace(revised, data.draw(st.sampled_from(CARELESS[vowel])), 1)
        spelled.append(latin)
    assert differing(tuple(spelled), of_hangul(name[1:])) is None


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(FAMILIES), given_names, given_names)
@example("이", "상옥", "상욱")
def test_revised_romanisation_of_another_name_is_never_right_but_where_habit_spells_both_alike(
    family: str, own: str, other: str
) -> None:
    assume(sorted(own) != sorted(other))  # syllables in another order: still taken for the same where apart
    latin = "Yi" if family == "이" else romanised(family)
    match = match_name(
        f"{latin} {romanised(other)}", accept=person(f"{latin} {romanised(own)}", f"{family}{own}")
    )
    same = differing(tuple(romanised(other).split()), of_hangul(own)) is None
    assert not match.right or same


def test_which_syllable_differs_is_told() -> None:
    world = pack()["actors"]
    for text, part in {"Lee Sang-wook": "wook", "Ли Сан Ук": "ук", "이상욱": "욱"}.items():
        match = world.match(text, "lee-sang-ock")
        assert (match.fit, match.differs) == (Fit.TIE, part), text


def test_without_hangul_latin_letters_are_held_against_each_other() -> None:
    for typed, right in {"Lee Sang-wook": False, "Yi Sangok": True, "Ri Sang Og": True}.items():
        assert match_name(typed, accept=person("Lee Sang-ock")).right is right, typed


# Particles


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("김정은이", "김정은"),
        ("김정은은", "김정은"),
        ("김정은을", "김정은"),
        ("이승만의", "이승만"),
        ("북한이", "북한"),
        ("평양에서", "평양"),
        ("조선민주주의인민공화국은", "조선민주주의인민공화국"),
        ("박정희가", "박정희"),
        ("박정희와의", "박정희"),
        ("서울로", "서울"),
        ("평양으로부터", "평양"),
        ("김정은입니다", "김정은"),
        ("김가은", ""),
        ("이은", ""),
        ("박이", ""),
        ("박정희은", ""),
        ("김정은가", ""),
        ("이승만", ""),
        ("Kim", ""),
        ("", ""),
    ],
)
def test_particle_is_one_that_can_stand_there(text: str, bare: str) -> None:
    assert without_particle(text) == bare


@pytest.mark.parametrize("particle", ["이", "은", "을", "의", "에게", "과", "이다", "입니다"])
def test_particle_behind_a_whole_name_is_overlooked(particle: str) -> None:
    world = pack()["actors"]
    for key, name in (("kim-jong-un", "김정은"), ("dprk", "북한"), ("dprk", "북조선")):
        match = world.match(f"{name}{particle}", key)
        assert match.right, (name, particle, match)


def test_particle_behind_somebody_elses_name_makes_nothing_right() -> None:
    world = pack()["actors"]
    match = world.match("김정일이", "kim-jong-un")
    assert match.other
    assert (match.fit, match.other.bearer) == (Fit.OTHER, "Kim Jong Il")


def test_short_name_with_a_particle_may_be_another_name_and_is_asked_again() -> None:
    assert pack()["actors"].match("남일이", "nam-il").fit is Fit.FULLER
    assert match_name("이정은", accept=person("Yi Jong", "이정")).fit is Fit.FULLER


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(FAMILIES),
    st.text("가은이박의김정과", min_size=1, max_size=2),
    st.sampled_from("이은을의가는"),
)
@example("이", "가", "은")
@example("박", "정", "이")
def test_name_that_ends_as_a_particle_does_is_never_another_known_name(
    family: str, rest: str, ending: str
) -> None:
    short, long = f"{family}{rest}", f"{family}{rest}{ending}"
    for own, other in ((short, long), (long, short)):
        match = match_name(other, accept=person(own), others=person(other))
        assert not match.right, (own, other, match)
        assert match_name(own, accept=person(own), others=person(other)).fit is Fit.SAME
    # nor where nobody is known who is called so
    if len(short) < 3:
        assert not match_name(long, accept=person(short)).right


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("김정은 위원장", "kim-jong-un"),
        ("김정은 위원장이", "kim-jong-un"),
        ("김정은 국무위원장께서", "kim-jong-un"),
        ("이승만 대통령", "syngman-rhee"),
        ("이승만 대통령의", "syngman-rhee"),
        ("박정희 장군", "park-chung-hee"),
        ("김일성 주석은", "kim-il-sung"),
        ("김일성 씨", "kim-il-sung"),
        ("김일성씨", "kim-il-sung"),
        ("김일성님", "kim-il-sung"),
        ("김일성주석님", "kim-il-sung"),
        ("푸틴 대통령은", "vladimir-putin"),
    ],
)
def test_korean_title_behind_a_name_is_overlooked(text: str, key: str) -> None:
    assert pack()["actors"].match(text, key).right


def test_title_and_particle_do_not_make_of_one_another() -> None:
    world = pack()["actors"]
    persons = {key: names for key, names in world.names.items() if names[0].kind == "person"}
    hangul = {
        key: next((name.text for name in names if is_hangul(name.text) and len(fold(name.text)) == 3), "")
        for key, names in persons.items()
    }
    near = [key for key, name in hangul.items() if name[:1] == "김"]
    wrong = [
        (typed, asked)
        for typed in near
        for asked in near
        if typed != asked and world.match(f"{hangul[typed]} 주석이", asked).right
    ]
    assert len(near) > 8
    assert wrong == []
