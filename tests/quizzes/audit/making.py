"""Right questions of every kind and mode, made by hand from a small world, to be spoiled one by one."""

from __future__ import annotations

from typing import Any

from quizzes.audit import World

Line = dict[str, Any]
COUNT = 40
NAMES = (
    "Ardenia Belmark Cassovia Dorland Esterra Fallovia Garmund Hestia Istovia Jarland Kormark Lusania"
    " Morvia Narland Ostria Pelmark Quessia Rosland Sarmia Torland"
).split()
TOWNS = (
    "Adel Brunn Clovis Dornum Esthal Farnow Grabow Halle Ilmenau Jena Kolding Lunden"
    " Malchow Nexo Odder Plau Quern Ribe Skive Tonder"
).split()
SUBJECTS = ("Fisheries", "Railways", "Copyright", "Extradition", "Tariffs", "Consuls", "Sugar", "Posts")
FIRST = "Anna Boris Carla Dmitri Elena Fritz Greta Hugo".split()
LAST = "Arkadin Bergman Castell Dornier Elster".split()
VOICES = ("Arden Register", "Belgate Gazette", "Court Almanac", "Dornum Chronicle")


def year(number: int) -> int:
    return 1801 + 4 * number


def fact(number: int) -> dict[str, Any]:
    """A treaty of two states, signed in one place; every fifth is dated otherwise by each compiler."""
    made: dict[str, Any] = {
        "id": f"t{number}",
        "kind": "agreement",
        "type": "treaty",
        "title": {"en": title(number)},
        "dates": [{"role": "signed", "edtf": str(year(number))}],
        "actors": [
            *({"id": f"s{index}", "role": "party"} for index in parties(number)),
            {"id": f"n{number}", "role": "signatory"},
        ],
        "actors_complete": True,
        "places": [f"p{number % len(TOWNS)}"],
        "sources": [{"text": voice} for voice in VOICES],
    }
    if number % 5 == 0:
        made["claims"] = [
            {"attr": "date:signed", "value": str(year(number) + index), "source": index} for index in range(4)
        ]
    return made


def title(number: int) -> str:
    return f"{SUBJECTS[number % 8]} Convention of {'ABCDE'[number // 8]} Group"


def signer(number: int) -> str:
    return f"{FIRST[number % 8]} {LAST[number // 8]}"


def parties(number: int) -> tuple[int, int]:
    return number % 20, (number + 1 + number // 20) % 20


def base() -> dict[str, Any]:
    states = [
        {"id": f"s{i}", "type": "state", "labels": {"en": name}, "born": "1500"}
        for i, name in enumerate(NAMES)
    ]
    towns = [{"id": f"p{i}", "type": "place", "labels": {"en": name}} for i, name in enumerate(TOWNS)]
    region = {"id": "region", "type": "place", "labels": {"en": "Great Region"}}
    for town in towns:
        town["within"] = "region"
    people = [
        {"id": f"n{i}", "type": "person", "labels": {"en": signer(i)}, "born": "1700", "ended": "2000"}
        for i in range(COUNT)
    ]
    return {
        "entities": [*states, *towns, region, *people],
        "facts": [fact(number) for number in range(COUNT)],
    }


def world() -> World:
    made = World()
    made.add(base())
    return made


def line(number: int, kind: str, ask: str, stem: str, **more: Any) -> Line:
    return {
        "qid": f"{kind} {ask} {more.get('mode', 'single')} {number}",
        "kind": kind,
        "ask": ask,
        "lang": "en",
        "fact": f"t{number}",
        "given": {"title": title(number)},
        "stem": stem,
        "sources": list(VOICES),
        "mode": "single",
        **more,
    }


def of_place(number: int) -> Line:
    spots = [(number + step) % len(TOWNS) for step in (0, 3, 7, 11)]
    return line(
        number,
        "place",
        "place",
        f"Where was the {title(number)} signed?",
        options=[{"text": TOWNS[i], "value": {"entity": f"p{i}"}} for i in spots],
        answer=0,
    )


def of_signer(number: int) -> Line:
    people = [(number + step) % COUNT for step in (0, 7, 13, 22)]
    return line(
        number,
        "actor",
        "actors:signatory",
        f"Who signed the {title(number)}?",
        mode="single",
        options=[{"text": signer(i), "value": {"entity": f"n{i}"}} for i in people],
        answer=0,
    )


def of_first(number: int) -> Line:
    return _of_end(number, "first", 0)


def of_last(number: int) -> Line:
    return _of_end(number, "last", -1)


def ordered(number: int) -> list[int]:
    """Four facts that no claim lets touch."""
    return sorted((number + step) % COUNT for step in (0, 3, 9, 14))


def _of_end(number: int, which: str, key: int) -> Line:
    facts = ordered(number)
    shown = facts[2:] + facts[:2]
    made = line(
        number,
        "order",
        f"order:{which}",
        f"Which of these came {which}? ({number}) According to {', '.join(VOICES)}",
        fact=[f"t{i}" for i in facts],
        options=[{"text": title(i), "value": {"fact": f"t{i}"}} for i in shown],
        answer=shown.index(facts[key]),
    )
    made["given"] = {"source": ", ".join(VOICES)}
    return made


def of_sequence(number: int) -> Line:
    facts = ordered(number)
    made = line(
        number,
        "order",
        "order:sequence",
        f"Put these into their order. ({number}) According to {', '.join(VOICES)}",
        fact=[f"t{i}" for i in facts],
        items=[f"t{i}" for i in facts[2:] + facts[:2]],
        options=[],
        answer=[f"t{i}" for i in facts],
    )
    made["given"] = {"source": ", ".join(VOICES)}
    return made


def of_voice(number: int) -> Line | None:
    """Which source gives this year? Only of what is contested."""
    if number % 5:
        return None
    given = year(number) + 2
    made = line(
        number,
        "source",
        "date:signed",
        f"Which source dates the {title(number)} to {given}?",
        options=[{"text": voice, "value": {"source": i}} for i, voice in enumerate(VOICES)],
        answer=2,
    )
    made["given"]["value"] = str(given)
    return made


def of_all_parties(number: int) -> Line:
    right = parties(number)
    wrong = [i for i in range(20) if i not in right][number % 7 :][:4]
    return line(
        number,
        "actor",
        "actors:party",
        f"Who were the parties of the {title(number)}?",
        mode="multi",
        options=[{"text": NAMES[i], "value": {"entity": f"s{i}"}} for i in (*right, *wrong)],
        answer=[0, 1],
    )


def of_typed_parties(number: int) -> Line:
    made = {**of_all_parties(number), "mode": "typed", "options": [], "answer": None}
    return made | {"qid": f"typed {number}", "accept": [NAMES[i] for i in parties(number)]}


def of_typed_date(number: int) -> Line | None:
    if number % 5 == 0:
        return None
    stem = f"In which year was the {title(number)} signed?"
    accept = [str(year(number)), f"in {year(number)}"]
    return line(number, "date", "date:signed", stem, mode="typed", options=[], accept=accept)


def of_card(number: int) -> Line:
    made = {**of_all_parties(number), "mode": "card", "options": [], "answer": None}
    answers = [{"text": NAMES[i], "value": {"entity": f"s{i}"}} for i in parties(number)]
    return made | {"qid": f"card {number}", "answers": answers}


def of_dated_card(number: int) -> Line:
    years = [year(number) + index for index in range(4 if number % 5 == 0 else 1)]
    return line(
        number,
        "date",
        "date:signed",
        f"In which year was the {title(number)} signed?",
        mode="card",
        answers=[{"text": str(each), "value": {"date": str(each)}} for each in years],
    )


def of_truth(number: int) -> Line | None:
    if number % 5 == 0:
        return None
    told = year(number) + (0 if number % 2 else 30)
    return line(
        number,
        "date",
        "date:signed",
        f"The {title(number)} was signed in {told}.",
        mode="truefalse",
        answer=told == year(number),
        **{"assert": {"value": {"date": str(told)}}},
    )


MAKERS = {
    "place": of_place,
    "signer": of_signer,
    "first": of_first,
    "last": of_last,
    "sequence": of_sequence,
    "voice": of_voice,
    "several": of_all_parties,
    "typed name": of_typed_parties,
    "typed date": of_typed_date,
    "card": of_card,
    "card of dates": of_dated_card,
    "true or false": of_truth,
}


def lines(sort: str) -> list[Line]:
    return [made for number in range(COUNT) if (made := MAKERS[sort](number))]
