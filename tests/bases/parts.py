"""What the invented bases are made of: names, dates, entities, and the dirt of real files."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

Row = dict[str, Any]
Base = dict[str, Any]

_HEADS = (
    "Ar Bel Cas Dor Esk Fal Gal Har Ist Jar Kor Lus Mor Nar Ost Pel Qar Ros Sar Tor Ulm Var Wes Xan Yor Zel"
).split()
_MIDDLES = "an er ov ul im en ad os il ar et un".split()
_LANDS = "ia land stan ria mark ona avia era istan eth".split()
_TOWNS = "burg ville grad ton haven mouth ford by stadt minster".split()
_FIRST = (
    "Anna Boris Carla Dmitri Elena Fritz Greta Hugo Irina Jonas Klara Lev Maria Nikolai Olga Pavel"
    " Rosa Sergei Tamara Viktor Wilhelm Yusuf Zofia Charles Louis Henry Kim Park Min-jun"
).split()
_LAST = (
    "Arkadin Berg Castell Dorn Elster Falk Grohl Hartmann Ivanov Jansen Keller Lindqvist Moreau Novak"
    " Ortega Petrov Quist Rossi Stein Tanaka Urban Vogel Weiss Yilmaz Zimmer O’Hara de-la-Cruz MÜLLER"
).split()


def dice(name: str, seed: int) -> Random:
    return Random(f"{name} {seed}")  # noqa: S311 nothing is kept secret by them


def unlike(make: Callable[[], str], count: int) -> list[str]:
    """That many different texts of a maker; a number tells further ones apart where it runs dry."""
    found: dict[str, None] = {}
    tries = 0
    while len(found) < count:
        text = make()
        tries += 1
        found[text if tries < 20 * count else f"{text} {tries}"] = None
    return list(found)


def state_names(thrown: Random, count: int) -> list[str]:
    return unlike(lambda: thrown.choice(_HEADS) + thrown.choice(_MIDDLES) + thrown.choice(_LANDS), count)


def town_names(thrown: Random, count: int) -> list[str]:
    return unlike(lambda: thrown.choice(_HEADS) + thrown.choice(_MIDDLES) + thrown.choice(_TOWNS), count)


def person_names(thrown: Random, count: int) -> list[str]:
    return unlike(lambda: f"{thrown.choice(_FIRST)} {thrown.choice(_LAST)}", count)


def entity(id: str, type: str, label: str, **more: Any) -> Row:
    return {"id": id, "type": type, "labels": {"en": label}, "aliases": [], **more}


def day(thrown: Random, first: int, last: int) -> str:
    return f"{year_text(thrown.randint(first, last))}-{thrown.randint(1, 12):02}-{thrown.randint(1, 28):02}"


def year_text(year: int) -> str:
    """The year as EDTF writes it; years before our era are astronomical."""
    return f"-{-year:04}" if year < 0 else f"{year:04}"


def nfacts(name: str, entities: list[Row], facts: list[Row], **more: Any) -> Base:
    return {
        "format": "nfacts/1",
        "name": name,
        "origin": {"repo": f"nobody/{name}", "commit": "0" * 40, "path": "facts.csv", "licence": "CC0"},
        "notes": [f"Invented for tests: {name}."],
        "entities": entities,
        "facts": facts,
        **more,
    }


# Dirt


def _unknown_keys(fact: Row, thrown: Random) -> None:
    fact["x_row"] = thrown.randrange(10**6)
    fact["nested"] = {"list": [1, None, {"deep": True}], "text": "°", "_private": 1}
    for actor in fact.get("actors", ()):
        actor["note_of_compiler"] = "sic"
    for source in fact.get("sources", ()):
        source["page_scan"] = 7


def _sentinel(fact: Row, thrown: Random) -> None:
    role = fact["dates"][0]["role"] if fact.get("dates") else "when"
    mark = thrown.choice(["9999", "0001-01-01", "9999-12-31", "0000-00-00", "1900-01-01"])
    fact["dates"] = [{"role": role, "edtf": mark}]


def _nonsense_date(fact: Row, thrown: Random) -> None:
    edtf = thrown.choice(["1897-13-40", "circa 1900", "1900-02-30", "19", "Tuesday", "1900-1-1", "1910/1900"])
    fact.setdefault("dates", []).append({"role": "ended", "edtf": edtf, "raw": edtf})


def _nobody(fact: Row, thrown: Random) -> None:
    fact["actors"] = [*fact.get("actors", ()), {"id": f"Q{thrown.randrange(10**6)}", "role": "party"}]
    fact["places"] = [*fact.get("places", ()), "nowhere"]


def _signs(fact: Row, thrown: Random) -> None:
    for language, text in fact["title"].items():
        fact["title"][language] = f"{text} &amp; <i>others</i>\u200b\u0007 \u202eabc\u202c"


def _long(fact: Row, thrown: Random) -> None:
    for language, text in fact["title"].items():
        fact["title"][language] = (f"{text}, with annexes, exchanges of notes and protocols " * 20)[:600]


def _long_source(fact: Row, thrown: Random) -> None:
    fact["sources"] = [{"text": "Collected papers, " + "vol. and page as given there, " * 120}]


def _no_source(fact: Row, thrown: Random) -> None:
    fact["sources"] = thrown.choice([[], [{"text": ""}], [{"text": "", "url": ""}]])


def _odd_source(fact: Row, thrown: Random) -> None:
    fact["sources"] = [{"text": "???", "url": "see the archive"}, {"url": "https://example.org/only?a=1&b=2"}]


def _planned(fact: Row, thrown: Random) -> None:
    fact["dates"] = [{**each, "role": "planned"} for each in fact.get("dates", ())]


def _null(fact: Row, thrown: Random) -> None:
    fact["tags"], fact["rank"], fact["about"] = None, None, None


def _blank_title(fact: Row, thrown: Random) -> None:
    fact["title"] = {**fact["title"], "fr": "", "de": "  "}


DIRT = (
    _unknown_keys,
    _sentinel,
    _nonsense_date,
    _nobody,
    _signs,
    _long,
    _long_source,
    _no_source,
    _odd_source,
    _planned,
    _null,
    _blank_title,
)


def soil(made: Base, thrown: Random, share: float = 0.02) -> Base:
    """Spoil some of the facts in each way, and add rows that no reader can take."""
    facts, entities = made["facts"], made["entities"]
    count = max(1, round(share * len(facts)))
    some = thrown.sample(range(len(facts)), min(len(facts), count * len(DIRT)))
    for number, index in enumerate(some):
        DIRT[number % len(DIRT)](facts[index], thrown)
    facts.append({**facts[0], "title": {"en": "The same id again"}})
    facts.append({"id": "no-kind", "kind": "riddle", "type": "x", "title": {"en": "A riddle"}})
    facts.append({"id": "no-title", "kind": "event", "type": "x", "title": {}, "sources": [{"text": "A"}]})
    facts.append(
        {"id": "claim-of-nobody", "kind": "event", "type": "x", "title": {"en": "So"}, "claim": True}
    )
    entities.append(entity("nameless", "state", "???", source_row=9))
    entities.append({"id": "nothing", "type": "person"})
    entities.append(
        entity("rtl", "state", "مملكة الشمال", aliases=[{"text": "KINGDOM OF THE NORTH", "lang": "en"}])
    )
    entities.append(
        {
            "id": "cjk",
            "type": "place",
            "labels": {"ko": "평양", "zh": "平壤", "en": "Pyongyang"},
            "aliases": [],
        }
    )
    made["x_compiled_by"] = {"who": "Nobody", "when": "2020"}
    return made


ERRORS = {"no-kind", "no-title", "claim-of-nobody"}
"""Ids of the facts above that are refused; the second row of an id is refused too."""
