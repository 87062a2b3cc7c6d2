"""Ways to spoil a clean question, or the facts below it, so that an auditor has something to find.

A spoiler gets a copy of one line of nquestions/1 and dice; it returns whether it could spoil it. A changer
gets a copy of one fact of nfacts/1, changes it, and may return more facts.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from history.dates import civil, parse

Line = dict[str, Any]
Fact = dict[str, Any]
OLD = "old-duchy"
"""A state that every world of these tests has, and that ended in 1500."""


def dice(seed: str) -> Random:
    return Random(seed)  # noqa: S311 nothing is kept secret by them


def key_of(line: Line) -> dict[str, Any]:
    return line["options"][line["answer"]]


def wrong(line: Line, dice: Random) -> dict[str, Any]:
    """One of the wrong options."""
    return dice.choice([option for index, option in enumerate(line["options"]) if index != line["answer"]])


def is_dated(line: Line) -> bool:
    return line["kind"] == "date"


def key_moved(line: Line, dice: Random) -> bool:
    line["answer"] = (line["answer"] + dice.randrange(1, len(line["options"]))) % len(line["options"])
    return True


def key_lost(line: Line, dice: Random) -> bool:
    line["answer"] = None
    return True


def second_right(line: Line, dice: Random) -> bool:
    other = wrong(line, dice)
    other["value"], other["text"] = key_of(line)["value"], f"{key_of(line)['text']} (again)"
    return True


def answer_in_stem(line: Line, dice: Random) -> bool:
    line["stem"] = f"{key_of(line)['text']} is told of here. {line['stem']}"
    return True


def year_in_source_id(line: Line, dice: Random) -> bool:
    if not is_dated(line):
        return False
    year = civil(parse(key_of(line)["value"]["date"]).earliest)[0]
    line["stem"] = f"Treaty Series TS00{dice.randrange(10, 99)}/{year}: {line['stem']}"
    return True


def names_in_another_order(line: Line, dice: Random) -> bool:
    words = key_of(line)["text"].split()
    if line["kind"] != "actor" or "entity" not in key_of(line)["value"] or len(words) not in (2, 3):
        return False
    line["stem"] = f"{words[-1]}, as {' '.join(words[:-1])} is listed. {line['stem']}"
    return True


def citation_removed(line: Line, dice: Random) -> bool:
    line["sources"] = dice.choice(([], [""], None))
    return True


def precision_mixed(line: Line, dice: Random) -> bool:
    if not is_dated(line):
        return False
    other = wrong(line, dice)
    date = parse(other["value"]["date"])
    coarse = (
        f"{civil(date.earliest)[0]:04}"
        if date.precision.value != "year"
        else f"{civil(date.earliest)[0]:04}-05"
    )
    other["value"] = {"date": coarse}
    return True


def dates_overlap(line: Line, dice: Random) -> bool:
    if not is_dated(line):
        return False
    one, other = dice.sample([o for i, o in enumerate(line["options"]) if i != line["answer"]], 2)
    other["value"], other["text"] = one["value"], f"on {one['text']}"
    return True


def texts_swapped(line: Line, dice: Random) -> bool:
    one, other = dice.sample(line["options"], 2)
    one["text"], other["text"] = other["text"], one["text"]
    return True


def anachronistic(line: Line, dice: Random) -> bool:
    if line["kind"] != "actor" or "entity" not in key_of(line)["value"]:
        return False
    other = wrong(line, dice)
    other["value"], other["text"] = {"entity": OLD}, "Old Duchy"
    return True


def another_script(line: Line, dice: Random) -> bool:
    wrong(line, dice)["text"] = "Союз Советских Социалистических Республик"
    return True


def article_tells(line: Line, dice: Random) -> bool:
    if is_dated(line):
        return False
    line["options"][0]["text"] = f"Embassy {line['options'][0]['text']}"
    line["options"][1]["text"] = f"Mission {line['options'][1]['text']}"
    line["stem"] = f"{line['stem'].rstrip('?. ')}: it was a …?"
    return True


def of_no_fact(line: Line, dice: Random) -> bool:
    line["fact"] = f"nowhere-{dice.randrange(999)}"
    return True


def stem_of_another_day(line: Line, dice: Random) -> bool:
    if "date" not in line["given"]:
        return False
    line["given"]["date"] = f"{dice.randrange(1100, 1400)}-03-02"
    return True


def finer_than_asked(line: Line, dice: Random) -> bool:
    if not is_dated(line) or "On which date" not in line["stem"]:
        return False
    for option in line["options"]:
        year = civil(parse(option["value"]["date"]).earliest)[0]
        option["value"], option["text"] = {"date": f"{year:04}"}, str(year)
    return len({option["text"] for option in line["options"]}) == len(line["options"])


Spoiler = Callable[[Line, Random], bool]
SPOILERS: dict[str, tuple[Spoiler, frozenset[str]]] = {
    name: (spoiler, frozenset(found.split(" | ")))
    for name, spoiler, found in (
        ("key moved", key_moved, "wrong key"),
        ("key lost", key_lost, "no key"),
        ("second right option", second_right, "ambiguous"),
        ("answer in the stem", answer_in_stem, "leak"),
        ("year in a source id", year_in_source_id, "leak"),
        ("names in another order", names_in_another_order, "leak"),
        ("citation removed", citation_removed, "uncited"),
        ("mixed precision", precision_mixed, "mixed"),
        ("dates overlap", dates_overlap, "overlap"),
        ("texts swapped", texts_swapped, "misprinted | ambiguous"),
        ("anachronism", anachronistic, "anachronism"),
        ("another script", another_script, "script"),
        ("article tells", article_tells, "grammar"),
        ("about no fact", of_no_fact, "malformed"),
        ("stem of another day", stem_of_another_day, "contradiction"),
        ("unit finer than the options", finer_than_asked, "too precise"),
    )
}
"""Each way to spoil a question, and the faults of which one must be found."""


def claimed(fact: Fact) -> None:
    fact["claim"], fact["attribution"] = True, "Radio Nowhere"


def contested(fact: Fact) -> None:
    roles = ((each["role"], each["edtf"]) for each in fact.get("dates", ()))
    fact["claims"] = [
        {"attr": f"date:{role}", "value": value} for role, edtf in roles for value in (edtf, "1600")
    ]


def planned(fact: Fact) -> None:
    fact["dates"] = [{**each, "role": "planned"} for each in fact.get("dates", ())]


def coarse(fact: Fact) -> None:
    fact["dates"] = [{**each, "edtf": each["edtf"][:4]} for each in fact.get("dates", ())]


def left_open(fact: Fact) -> None:
    fact["actors_complete"], fact["complete_roles"] = False, []


def twin(fact: Fact) -> list[Fact]:
    """A second fact of the same title a century earlier."""
    dates = [{**each, "edtf": f"18{each['edtf'][2:4]}"} for each in fact.get("dates", ())]
    same = {name: fact[name] for name in ("agreement", "statement", "title") if name in fact}
    return [{**fact, **same, "id": f"{fact['id']} twin", "dates": dates, "corroborates": []}]


Changer = Callable[[Fact], "list[Fact] | None"]
CHANGERS: dict[str, tuple[Changer, str, str]] = {
    "claim asked bare": (claimed, "", "unattributed"),
    "contested asked bare": (contested, "date", "contested"),
    "planned asked as happened": (planned, "date", "planned"),
    "finer than its source": (coarse, "day", "too precise"),
    "who is not listed": (left_open, "actor", "perhaps right"),
    "two facts of a title": (twin, "date", "ambiguous"),
}
"""Each way to change facts below their questions: on which questions it tells, and the fault."""
