"""Names found by keys: the verdict is that of all names, in every world and for every slip."""

from __future__ import annotations

import random
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from history.names import fold
from quizzes.matching import NEAR, KnownName, Match, match_name, probes_for
from quizzes.matching.alike import names_of
from quizzes.matching.keys import keys_of

from .confusion import slip_in
from .world import GOLDEN, World, pack

pytestmark = pytest.mark.pure
FEW = 3
"""Names that are taken of those who only tell that there is somebody: fewer than the app takes."""
FAMILIES = (
    "Ivanov Ivanova Iwanow Petrov Petrow Kim Park Lee Mao Deng Smith Smyth Orlov Arlov Иванов Петров 김 박"
)
GIVEN = (
    "Ivan Iwan Pavel Pawel John Jon Jong Yong Il Un Sung Song Nam J. P. Иван Павел Чен Ир 정은 정일 Zedong"
)
MORE = ("", " Sr", " of Korea", " (cipher)", " II", " XIV", ", Russia", " & Sons")


def found_by_keys(world: World, text: str, key: str) -> list[KnownName]:
    """What the app would read of the names of others, in the order in which it would."""
    kind = next((name.kind for name in world.names[key] if name.kind), "")
    probes = probes_for(text, world.names[key], kind)
    told = [0] * len(probes.existences)
    found = []
    for other, names in world.names.items():
        for name in names if other != key else ():
            keys = _keys(name)
            near = any(len(keys & group) >= NEAR for group in probes.near)
            far = keys & probes.far and probes.reaches(name.text, fold(name.text))
            take = bool(keys & probes.any_of or near or far)
            for at, asked in enumerate(probes.existences):
                first, *rest = asked.groups
                if len(keys & first) >= asked.least and all(keys & group for group in rest):
                    take |= told[at] < FEW
                    told[at] += any(asked.holds(each) for each in names_of(name))
            if take:
                found.append(name)
    return found


@lru_cache(maxsize=10_000)
def _keys(name: KnownName) -> frozenset[int]:
    return keys_of([name])


def verdict(match: Match) -> tuple[str, str, bool]:
    return match.fit, match.name.text if match.name else "", match.other is not None


def check(world: World, text: str, key: str) -> None:
    whole = match_name(text, accept=world.names[key], others=world.others(key))
    found = match_name(text, accept=world.names[key], others=found_by_keys(world, text, key))
    if whole.fit == "other":
        assert found.fit == "other", text  # whose it is may be told of anybody
    else:
        assert verdict(found) == verdict(whole), text


@st.composite
def worlds(draw: st.DrawFn) -> tuple[World, str, str]:
    """A small world in which nearly all names are near each other, and one of them badly typed."""
    kind = draw(st.sampled_from(["person", "person", "state", "place", "organisation"]))
    words = st.sampled_from([*GIVEN.split(), *FAMILIES.split()])
    names = st.lists(words, min_size=1, max_size=3).map(" ".join)
    texts = draw(st.lists(st.tuples(names, st.sampled_from(MORE)), min_size=2, max_size=25))
    seed = draw(st.integers(0, 10_000))
    known = [slip_in(name, f"{seed}{at}") if at % 3 == 2 else name for at, (name, _) in enumerate(texts)]
    world = World(
        {
            str(at): (KnownName(text=f"{name}{more}", bearer=name or "?", kind=kind),)
            for at, (name, (_, more)) in enumerate(zip(known, texts, strict=True))
        }
    )
    dice = random.Random(seed)  # noqa: S311  # the same text for the same seed
    key, other = dice.choice(list(world.names)), dice.choice(list(world.names))
    text = world.names[other if dice.random() < 0.2 else key][0].text
    for slip in range(draw(st.integers(0, 2))):
        text = slip_in(text, f"{seed}-{slip}") or text
    way = draw(st.integers(0, 4))
    parts = text.split() or [text]
    typed = (text, parts[-1], " ".join(reversed(parts)), f"{parts[0][:1]}. {parts[-1]}", f"President {text}")
    return world, typed[way], key


@settings(max_examples=150, deadline=None)
@given(worlds())
def test_verdict_is_that_of_all_names(drawn: tuple[World, str, str]) -> None:
    check(*drawn)


@pytest.mark.parametrize("kind", ["actors", "places"])
def test_golden_names_are_judged_as_among_all(kind: str) -> None:
    world = pack()[kind]
    lines = [line.split("\t") for line in GOLDEN.read_text().splitlines() if line and line[0] != "#"]
    for text, key in _texts_of(lines[:: 1 if kind == "places" else 5], world):
        check(world, text, key)


def _texts_of(lines: list[list[str]], world: World) -> list[tuple[str, str]]:
    """Each spelling of the table for whom it names, every other one with a slip too."""
    found = []
    for at, line in enumerate(lines):
        key = next((cell for cell in line if cell in world.names), None)
        if key is None:
            continue
        for text in (cell for cell in line if cell != key and len(cell) > 2 and fold(cell)):
            found += [(text, key), *([(slip_in(text, str(at)), key)] if at % 2 else [])]
    return [(text, key) for text, key in found if fold(text)]


@pytest.mark.parametrize(
    "name", ["Nikita Khrushchev", "Ким Чен Ир", "김정은", "Mao Zedong", "Republic of Korea"]
)
def test_a_name_has_some_thirty_keys(name: str) -> None:
    assert 8 <= len(keys_of([KnownName(text=name, bearer=name, kind="person")])) <= 60
