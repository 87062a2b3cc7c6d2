"""Battles of one name, told apart by year, place or belligerents, or not at all."""

from __future__ import annotations

from .parts import Base, Row, day, dice, entity, nfacts, soil, state_names, town_names


def base(seed: int, size: int) -> Base:
    thrown = dice("battles", seed)
    states = state_names(thrown, 10)
    towns = town_names(thrown, max(6, size // 5))
    entities = [entity(f"s{n}", "state", name, born="1000") for n, name in enumerate(states)]
    entities += [entity("army", "organisation", "Grand Army"), entity("army-2", "organisation", "GRAND ARMY")]
    entities += [entity(f"t{n}", "place", name) for n, name in enumerate(towns)]
    entities += [
        entity("region", "place", f"{towns[0]} Region", aliases=[{"text": "Region"}]),
        entity("t0-again", "place", towns[0]),
    ]
    facts: list[Row] = []
    for number in range(size):
        town = thrown.randrange(len(towns))
        first = thrown.randint(1100, 1900)
        sides = thrown.sample(range(10), 2)
        title = thrown.choice(
            [
                f"Battle of {towns[town]}",
                f"Battle of {towns[town]}",
                f"Siege of {towns[town]}",
                "Battle of the River",
                f"{thrown.choice(['First', 'Second'])} Battle of {towns[town]}",
                f"Battle of {towns[town]} ({first})",
            ]
        )
        edtf = thrown.choice(
            [
                str(first),
                day(thrown, first, first),
                f"{first}-0{thrown.randint(3, 9)}",
                f"{first}-06-03/{first}-06-05",
                f"{first}-{thrown.choice([21, 22, 23, 24])}",
            ]
        )
        fact: Row = {
            "id": f"battle-{number}",
            "kind": "event",
            "type": "siege" if title.startswith("Siege") else "battle",
            "title": {"en": title},
            "dates": [{"role": "when", "edtf": edtf}],
            "actors": [{"id": f"s{side}", "role": "belligerent"} for side in sides],
            "actors_complete": thrown.random() < 0.6,
            "places": thrown.choice([[f"t{town}"], [f"t{town}"], [], ["region"], ["t0-again"]]),
            "sources": [{"text": "Dictionary of Battles", "locator": f"p. {number}"}, {"text": "Chronicle"}],
        }
        if thrown.random() < 0.1:
            fact["actors"].append({"id": thrown.choice(["army", "army-2"]), "role": "belligerent"})
        if thrown.random() < 0.1:
            fact["claims"] = [
                {"attr": "place", "value": towns[town], "source": 0},
                {"attr": "place", "value": thrown.choice(towns), "source": 1},
            ]
        facts.append(fact)
    return soil(nfacts("battles", entities, facts), thrown)
