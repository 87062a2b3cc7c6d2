"""Peace agreements whose signatories are half unnamed, and whose lists are seldom complete."""

from __future__ import annotations

from .parts import Base, Row, day, dice, entity, nfacts, soil, state_names, town_names

GROUPS = ("Front", "Army", "Movement", "Council", "Alliance")


def base(seed: int, size: int) -> Base:
    thrown = dice("peace", seed)
    count = max(5, size // 10)
    countries = state_names(thrown, count)
    entities = [
        entity("unnamed", "signatory", "Unnamed armed group"),
        entity("unnamed-2", "signatory", "Unnamed armed group", aliases=[{"text": "UNKNOWN"}]),
        entity("un", "signatory", "United Nations", aliases=[{"text": "UN"}]),
        entity("witness", "signatory", "Witness: name illegible"),
    ]
    for number, name in enumerate(countries):
        entities.append(entity(f"gov-{number}", "signatory", f"Government of {name}"))
        entities.append(entity(f"del-{number}", "signatory", f"Delegation of {name}"))
        entities.append(
            entity(
                f"reb-{number}",
                "signatory",
                f"{name} People’s {thrown.choice(GROUPS)} ({name[:2].upper()}PF)",
            )
        )
    entities += [entity(f"t{n}", "place", name) for n, name in enumerate(town_names(thrown, 15))]
    places = {row["id"]: row["labels"]["en"] for row in entities if row["type"] == "place"}
    facts: list[Row] = []
    for number in range(size):
        country, place = thrown.randrange(count), f"t{thrown.randrange(15)}"
        date = day(thrown, 1975, 2018)
        title = thrown.choice(
            [
                f"{places[place]} Agreement",
                f"The {places[place]} Peace Accord, {date[:4]}",
                "Ceasefire Agreement",
                f"Protocol on Power Sharing ({countries[country]})",
                "Declaration of Principles",
                "Memorandum",
                f"Agreement between the Government of {countries[country]} and the armed opposition",
            ]
        )
        signers = [f"gov-{country}", f"reb-{country}"]
        signers += thrown.sample(
            ["unnamed", "unnamed-2", "un", "witness", f"del-{country}"], thrown.randint(0, 2)
        )
        fact: Row = {
            "id": f"pa-{number}",
            "kind": "agreement",
            "type": thrown.choice(["peace agreement", "peace agreement", "ceasefire"]),
            "title": {"en": title},
            "dates": [{"role": "signed", "edtf": thrown.choice([date, date, date[:7], date[:4]])}],
            "actors": [
                {"id": id, "role": thrown.choice(["signatory", "signatory", "party", "third party"])}
                for id in signers
            ],
            "actors_complete": thrown.random() < 0.3,
            "places": [place] if thrown.random() < 0.6 else [],
            "sources": [{"text": "Register of Peace Processes", "url": f"https://example.org/pa/{number}"}],
            "stage": thrown.choice(["Pre", "Imp", "Cea"]),
        }
        if thrown.random() < 0.05:
            fact["claim"], fact["attribution"] = True, "Radio Free North"
        facts.append(fact)
    return soil(nfacts("peace", entities, facts), thrown)
