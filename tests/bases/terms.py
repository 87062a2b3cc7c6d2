"""Leaders’ terms of office: overlapping, disputed, returning, and of the same regnal name."""

from __future__ import annotations

from .parts import Base, Row, day, dice, entity, nfacts, person_names, soil, state_names

OFFICES = {"head-of-state": ("President", "King"), "head-of-government": ("Prime Minister",)}


def base(seed: int, size: int) -> Base:
    thrown = dice("terms", seed)
    count = max(4, size // 15)
    states = state_names(thrown, count)
    entities = [entity(f"s{n}", "state", name, born="1600") for n, name in enumerate(states)]
    people: list[Row] = []
    facts: list[Row] = []

    def person(name: str, country: int) -> str:
        id = f"p{len(people)}"
        people.append(entity(id, "person", name, country=f"s{country}" if thrown.random() < 0.5 else ""))
        if not people[-1]["country"]:
            del people[-1]["country"]
        if thrown.random() < 0.1:
            people[-1]["labels"] = {"ru": "Борис Новак", "en": name}
        return id

    names = iter(person_names(thrown, 2 * size))
    style = thrown.choice(["all same", "mixed"])
    number = 0
    while len(facts) < size:
        country = number % count
        number += 1
        kind = thrown.choice(list(OFFICES))
        office = OFFICES[kind][country % len(OFFICES[kind])]
        year = thrown.randint(1700, 1960)
        regnal = office == "King" and thrown.random() < 0.4
        holders = [person(f"Charles {'I' * k}" if regnal else next(names), country) for k in (1, 2, 3)]
        if thrown.random() < 0.3:
            holders.append(holders[0])
        for holder in holders:
            if len(facts) == size:
                break
            label = next(row["labels"]["en"] for row in people if row["id"] == holder)
            start = day(thrown, year, year + 1)
            year += thrown.randint(1, 9)
            end = day(thrown, year, year + 1)
            of = f"{office} of {states[country]}"
            title = of if style == "all same" else thrown.choice([of, f"{label}, {of}", label])
            fact: Row = {
                "id": f"term-{len(facts)}",
                "kind": "term",
                "type": kind,
                "title": {"en": title},
                "dates": [{"role": "start", "edtf": start}],
                "actors": [{"id": holder, "role": "holder"}],
                "actors_complete": True,
                "about": [f"s{country}"],
                "sources": [{"text": "Rulers of the World"}, {"text": "Almanac of Courts"}],
            }
            if thrown.random() < 0.9:
                fact["dates"].append({"role": "end", "edtf": thrown.choice([end, end[:4], "..", ""])})
            if thrown.random() < 0.15:
                fact["claims"] = [
                    {"attr": "date:start", "value": start, "source": 0},
                    {"attr": "date:start", "value": str(int(start[:4]) - 1), "source": 1},
                ]
            if thrown.random() < 0.04:
                fact["claim"], fact["attribution"] = True, label
            facts.append(fact)
    return soil(nfacts("terms", entities + people, facts), thrown)
