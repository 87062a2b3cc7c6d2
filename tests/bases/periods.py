"""Periods as several authors define them, some by one voice alone."""

from __future__ import annotations

from .parts import Base, Row, dice, entity, nfacts, soil, state_names, year_text

AUTHORS = ("Atlas of Periods", "Lindqvist, Ages of the North", "National Museum", "Schoolbook of 1988")
AGES = ("Bronze Age", "Iron Age", "Classical Period", "Dark Age", "Golden Age", "Long Peace", "Interregnum")


def base(seed: int, size: int) -> Base:
    thrown = dice("periods", seed)
    regions = state_names(thrown, max(4, size // 6))
    entities = [entity(f"r{n}", "place", name) for n, name in enumerate(regions)]
    entities += [entity(f"c{n}", "party", f"People of {name}") for n, name in enumerate(regions)]
    facts: list[Row] = []
    for number in range(size):
        region, age = thrown.randrange(len(regions)), thrown.choice(AGES)
        first = thrown.randint(-3000, 1700)
        last = first + thrown.randint(30, 600)
        span = f"{year_text(first)}/{year_text(last)}"
        style = thrown.choice(["span", "begin", "both"])
        dates = [{"role": "span", "edtf": span}] if style != "begin" else []
        if style != "span":
            dates += [
                {"role": "begin", "edtf": f"{year_text(first)}~"},
                {"role": "end", "edtf": year_text(last)},
            ]
        role = dates[0]["role"]
        fact: Row = {
            "id": f"period-{number}",
            "kind": "period",
            "type": thrown.choice(["period", "dynasty"]),
            "title": {"en": thrown.choice([f"{age} of {regions[region]}", age, f"{regions[region]} {age}"])},
            "dates": dates,
            "actors": [],
            "actors_complete": False,
            "places": [f"r{region}"] if thrown.random() < 0.7 else [],
            "about": [f"c{region}"] if thrown.random() < 0.3 else [],
            "sources": [{"text": author} for author in AUTHORS],
        }
        if thrown.random() < 0.5:
            other = f"{year_text(first - thrown.randint(5, 200))}/{year_text(last)}"
            wider = f"{year_text(first - 20)}/{year_text(last + 20)}"
            point = year_text(first - 100)
            values = [span, thrown.choice([other, wider])] if role == "span" else [year_text(first), point]
            fact["claims"] = [
                {"attr": f"date:{role}", "value": value, "source": index}
                for index, value in enumerate(values)
            ]
        if thrown.random() < 0.3:
            fact["claim"], fact["attribution"] = True, thrown.choice(AUTHORS)
        facts.append(fact)
    return soil(nfacts("periods", entities, facts), thrown)
