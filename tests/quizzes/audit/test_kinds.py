"""Places, order, voices, several answers, typed answers, cards, true or false: clean, then spoiled."""

from __future__ import annotations

import copy
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from history.dates import parse
from quizzes.audit import World, audit
from quizzes.audit.asked import Malformed, asked
from quizzes.audit.faults import faults_of

from . import making
from .making import COUNT, MAKERS, NAMES, TOWNS, VOICES, Line, title, year
from .spoiling import dice

pytestmark = pytest.mark.pure
WORLD = making.world()


def found(line: Line, world: World = WORLD) -> set[str]:
    try:
        return {name for name, _ in faults_of(asked(line), world)}
    except Malformed:
        return {"malformed"}


def number_of(line: Line) -> int:
    return int(line["qid"].split()[-1])


@pytest.mark.parametrize("sort", MAKERS)
def test_what_is_right_has_no_fault(sort: str) -> None:
    assert {line["qid"]: faults for line in making.lines(sort) if (faults := found(line))} == {}


def test_all_of_them_make_one_clean_bank() -> None:
    report = audit(lambda: (("one", line) for sort in MAKERS for line in making.lines(sort)), WORLD)
    assert {name: count.details for name, count in report.faults.items() if count.number} == {}
    assert set(report.kinds) == {"place", "order", "source", "actor", "date"}


# Ways to spoil them


def another_key(line: Line, dice: Random) -> None:
    line["answer"] = (line["answer"] + dice.randrange(1, len(line["options"]))) % len(line["options"])


def holding_place(line: Line, dice: Random) -> None:
    line["options"][1] = {"text": "Great Region", "value": {"entity": "region"}}


def key_in_stem(line: Line, dice: Random) -> None:
    line["stem"] = f"{line['options'][line['answer']]['text']} is told of here. {line['stem']}"


def uncited(line: Line, dice: Random) -> None:
    line["sources"] = []


def twin_option(line: Line, dice: Random) -> None:
    line["options"][1] = dict(line["options"][0])


def misprinted(line: Line, dice: Random) -> None:
    one, other = line["options"][:2]
    one["text"], other["text"] = other["text"], one["text"]


def touching(line: Line, dice: Random) -> None:
    """An item whose claims reach into those of the key: nobody can say which came first."""
    key = line["options"][line["answer"]]["value"]["fact"]
    index = next(i for i in range(len(line["options"])) if i != line["answer"])
    line["options"][index]["value"] = {"fact": f"{key} near"}


def dated_item(line: Line, dice: Random) -> None:
    option = dice.choice(line["options"])
    option["text"] = f"{option['text']} ({year(int(option['value']['fact'][1:]))})"


def swapped(line: Line, dice: Random) -> None:
    index = dice.randrange(3)
    line["answer"][index], line["answer"][index + 1] = line["answer"][index + 1], line["answer"][index]


def backwards(line: Line, dice: Random) -> None:
    line["answer"].reverse()


def item_lost(line: Line, dice: Random) -> None:
    line["answer"].pop()


def item_of_nothing(line: Line, dice: Random) -> None:
    line["fact"][0] = "nothing"


def bare_of_voices(line: Line, dice: Random) -> None:
    line["given"].pop("source", None)
    line["stem"] = line["stem"].split(" According")[0]


def one_unticked(line: Line, dice: Random) -> None:
    line["answer"].pop(dice.randrange(2))


def one_too_many(line: Line, dice: Random) -> None:
    line["answer"].append(dice.randrange(2, len(line["options"])))


def nothing_ticked(line: Line, dice: Random) -> None:
    line["answer"] = []


def person_among_states(line: Line, dice: Random) -> None:
    line["options"][-1] = {"text": TOWNS[0], "value": {"date": "1800"}}


def nothing_accepted(line: Line, dice: Random) -> None:
    line["accept"] = []


def another_accepted(line: Line, dice: Random) -> None:
    line["accept"].append(NAMES[(number_of(line) + 9) % 20])


def right_refused(line: Line, dice: Random) -> None:
    line["accept"].pop(dice.randrange(2))


def another_year(line: Line, dice: Random) -> None:
    line["accept"].append(str(year(number_of(line)) + dice.randrange(1, 300)))


def finer(line: Line, dice: Random) -> None:
    line["accept"] = [f"{year(number_of(line))}-03-0{dice.randrange(1, 9)}"]


def year_in_stem(line: Line, dice: Random) -> None:
    line["stem"] = f"TS00{dice.randrange(10, 99)}/{year(number_of(line))}: {line['stem']}"


def party_in_stem(line: Line, dice: Random) -> None:
    line["stem"] = f"{NAMES[number_of(line) % 20]} and another: {line['stem']}"


def answer_hidden(line: Line, dice: Random) -> None:
    line["answers"].pop(dice.randrange(len(line["answers"])))


def answer_invented(line: Line, dice: Random) -> None:
    spare = (number_of(line) + 9) % 20
    line["answers"].append({"text": NAMES[spare], "value": {"entity": f"s{spare}"}})


def year_invented(line: Line, dice: Random) -> None:
    line["answers"].append({"text": "1777", "value": {"date": "1777"}})


def turned(line: Line, dice: Random) -> None:
    line["answer"] = not line["answer"]


def half_true(line: Line, dice: Random) -> None:
    line["assert"] = {"value": {"date": f"{year(number_of(line))}-0{dice.randrange(1, 9)}"}}


def nothing_asserted(line: Line, dice: Random) -> None:
    line["assert"] = None


def of_two_facts(line: Line, dice: Random) -> None:
    """The stem no longer says which treaty: any of the subject could be meant."""
    line["given"]["title"] = f"{title(number_of(line)).split()[0]} Convention of …"


def place_of_a_namesake(line: Line, dice: Random) -> None:
    of_two_facts(line, dice)
    other = (number_of(line) + 8) % COUNT % len(TOWNS)
    line["options"][1] = {"text": TOWNS[other], "value": {"entity": f"p{other}"}}


def no_such_voice(line: Line, dice: Random) -> None:
    line["options"][line["answer"]]["value"] = {"source": 77}


def another_value(line: Line, dice: Random) -> None:
    line["given"]["value"] = str(year(number_of(line)) + dice.choice((0, 1, 3)))


Spoiler = Callable[[Line, Random], None]
SPOILED: list[tuple[str, Spoiler, str]] = [
    ("place", another_key, "wrong key"),
    ("place", holding_place, "perhaps right"),
    ("place", key_in_stem, "leak"),
    ("place", uncited, "uncited"),
    ("place", twin_option, "overlap"),
    ("place", misprinted, "misprinted"),
    ("place", place_of_a_namesake, "ambiguous"),
    ("first", another_key, "wrong key"),
    ("last", another_key, "wrong key"),
    ("first", touching, "uncertain key"),
    ("last", touching, "uncertain key"),
    ("first", dated_item, "leak"),
    ("last", misprinted, "misprinted"),
    ("first", bare_of_voices, "contested"),
    ("sequence", swapped, "wrong key"),
    ("sequence", backwards, "wrong key"),
    ("sequence", item_lost, "wrong key"),
    ("sequence", item_of_nothing, "malformed"),
    ("sequence", uncited, "uncited"),
    ("voice", another_key, "wrong key"),
    ("voice", no_such_voice, "uncertain key"),
    ("voice", another_value, "wrong key"),
    ("voice", key_in_stem, "leak"),
    ("several", one_unticked, "ambiguous"),
    ("several", one_too_many, "wrong key"),
    ("several", nothing_ticked, "no key"),
    ("several", person_among_states, "mixed"),
    ("several", party_in_stem, "leak"),
    ("typed name", nothing_accepted, "no key"),
    ("typed name", another_accepted, "wrong key"),
    ("typed name", right_refused, "ambiguous"),
    ("typed name", party_in_stem, "leak"),
    ("typed date", nothing_accepted, "no key"),
    ("typed date", another_year, "wrong key"),
    ("typed date", finer, "uncertain key"),
    ("typed date", year_in_stem, "leak"),
    ("typed date", of_two_facts, "ambiguous"),
    ("card", answer_hidden, "ambiguous"),
    ("card", answer_invented, "wrong key"),
    ("card", uncited, "uncited"),
    ("card", party_in_stem, "leak"),
    ("card of dates", answer_hidden, "ambiguous | no key"),
    ("card of dates", year_invented, "wrong key"),
    ("card of dates", year_in_stem, "leak"),
    ("true or false", turned, "wrong key"),
    ("true or false", half_true, "uncertain key"),
    ("true or false", nothing_asserted, "no key"),
]
CONTESTED_ONLY = {bare_of_voices}


def near_world() -> World:
    """The world with a neighbour of every treaty, whose year touches that of the treaty."""
    base = making.base()
    for number in range(COUNT):
        dates = [{"role": "signed", "edtf": f"{year(number)}/{year(number) + 1}"}]
        near = {
            **making.fact(number),
            "id": f"t{number} near",
            "title": {"en": f"Near {number}"},
            "dates": dates,
        }
        near.pop("claims", None)
        base["facts"].append(near)
    made = World()
    made.add(base)
    return made


NEAR = near_world()


def spoiled(sort: str, spoiler: Spoiler) -> list[tuple[str, set[str]]]:
    thrown, told = dice(f"{sort} {spoiler.__name__}"), []
    for line in copy.deepcopy(making.lines(sort)):
        facts = line["fact"] if isinstance(line["fact"], list) else [line["fact"]]
        if spoiler in CONTESTED_ONLY and all(int(id[1:]) % 5 for id in facts):
            continue
        spoiler(line, thrown)
        told.append((line["qid"], found(line, NEAR if spoiler is touching else WORLD)))
    return told


@pytest.mark.parametrize(("sort", "spoiler", "fault"), SPOILED)
def test_what_is_spoiled_is_caught(sort: str, spoiler: Spoiler, fault: str) -> None:
    wanted = set(fault.split(" | "))
    told = spoiled(sort, spoiler)
    assert [(qid, faults) for qid, faults in told if not faults & wanted] == []
    assert len(told) >= 8


def test_more_than_a_thousand_are_spoiled_here_too() -> None:
    counts: dict[str, int] = {}
    for sort, spoiler, _ in SPOILED:
        name = spoiler.__name__
        counts[name] = counts.get(name, 0) + len(making.lines(sort))
    assert len(counts) >= 15
    assert sum(counts.values()) > 1_000


def test_voices_that_agree_contest_nothing() -> None:
    base = making.base()
    for fact in base["facts"]:
        own = fact["dates"][0]["edtf"]
        fact["dates"][0]["edtf"] = f"{own}-04-08"
        fact["claims"] = [
            {"attr": "date:signed", "value": value, "source": index}
            for index, value in enumerate((own, f"{own}-04", f"{own}-04-08"))
        ]
    made = World()
    made.add(base)
    assert not any(fact.contested("date:signed") for fact in made)
    assert len(VOICES) == 4
    for line in making.lines("typed date"):
        assert found(line, made) == set()


def test_a_place_that_a_source_claims_is_not_ruled_out() -> None:
    base = making.base()
    for number, fact in enumerate(base["facts"]):
        fact["claims"] = [{"attr": "place", "value": TOWNS[(number + 3) % 20], "source": 0}]
    made = World()
    made.add(base)
    for line in making.lines("place"):
        assert {"perhaps right", "contested"} <= found(line, made)


def test_years_are_as_the_makers_say() -> None:
    facts: list[dict[str, Any]] = making.base()["facts"]
    assert all(parse(fact["dates"][0]["edtf"]).precision == "year" for fact in facts)
