"""Beginnings and ends of states: before our era, about, within intervals, one of several years, open."""

from __future__ import annotations

from random import Random

from .parts import Base, Row, day, dice, entity, nfacts, soil, state_names, year_text


def _date(thrown: Random, year: int) -> str:
    text = year_text(year)
    return thrown.choice(
        [
            text,
            text,
            f"{text}~",
            f"{text}?",
            f"{text}%",
            f"{text}/{year_text(year + 8)}",
            f"{text}/..",
            f"[{text},{year_text(year + 3)}]",
            f"[{text}..{year_text(year + 5)}]",
            f"{text}-07",
            f"../{text}",
            *([day(thrown, year, year)] if year > 0 else []),
            f"/{text}",
        ]
    )


def base(seed: int, size: int) -> Base:
    thrown = dice("states", seed)
    names = state_names(thrown, size)
    entities, facts = [], []
    for number, name in enumerate(names):
        row = entity(f"s{number}", "state", name)
        if number % 3:
            row["related"] = [f"s{number - 1}"]
        if thrown.random() < 0.1:
            row["labels"] = {"en": name, "ru": "Северное царство", "ko": "북국"}
        entities.append(row)
        first = thrown.choice([thrown.randint(-3000, -1), thrown.randint(0, 900), thrown.randint(901, 1990)])
        role = thrown.choice(["start", "begin", "end"])
        title = thrown.choice(
            [f"Foundation of {name}", f"{name}", f"End of {name}", f"Independence of {name}", "Independence"]
        )
        fact: Row = {
            "id": f"state-{number}",
            "kind": "event",
            "type": thrown.choice(["foundation", "foundation", "dissolution"]),
            "title": {"en": title},
            "dates": [{"role": role, "edtf": _date(thrown, first), "raw": str(first)}],
            "actors": [{"id": f"s{number}", "role": "subject"}],
            "actors_complete": thrown.random() < 0.5,
            "about": [f"s{number}"],
            "sources": [{"text": "Historical Atlas", "locator": f"map {number}"}],
        }
        if role != "end" and thrown.random() < 0.5:
            fact["dates"].append({"role": "end", "edtf": _date(thrown, first + thrown.randint(20, 400))})
        if thrown.random() < 0.1:
            fact["claims"] = [{"attr": "date", "value": year_text(first - 50), "source": 0}]
        facts.append(fact)
    return soil(nfacts("states", entities, facts), thrown)
