"""Treaties as several compilers list them, who repeat, refine and contradict one another."""

from __future__ import annotations

from random import Random

from .parts import Base, Row, day, dice, entity, nfacts, soil, state_names, town_names

COMPILERS = ("Hertzog’s Register", "Consolidated Series", "Almanac of Courts", "Rivière, Recueil")
SUBJECTS = (
    "Commerce Navigation Friendship Alliance Neutrality Boundaries Extradition Fisheries Post Telegraphs"
    " Arbitration Peace Consuls Railways Sugar Copyright Tariffs Lighthouses"
).split()


def _entities(thrown: Random, count: int) -> list[Row]:
    rows = []
    for number, name in enumerate(state_names(thrown, count)):
        row = entity(f"state-{number}", "state", name, born=str(thrown.randint(1500, 1800)))
        row["aliases"] = [{"text": f"Kingdom of {name}", "lang": "en"}, {"text": name.upper()}]
        row["aliases"].append({"text": f"{name} {thrown.choice(['(Kingdom)', '& Dependencies'])}"})
        rows.append(row)
    for number in range(0, count - 1, 5):
        rows[number]["related"] = [f"state-{number + 1}"]
    rows += [
        entity(f"town-{number}", "place", name, aliases=[{"text": f"{name}-on-Sea"}])
        for number, name in enumerate(town_names(thrown, 12))
    ]
    return rows


def _claims(thrown: Random, edtf: str, place: str, actors: list[str]) -> list[Row]:
    """What each compiler says: the same, less exactly, another day, another year."""
    claims: list[Row] = [{"attr": "date:signed", "value": edtf, "source": 0}]
    year = int(edtf[:4])
    for source in range(1, thrown.randint(2, 4)):
        other = thrown.choice(
            [edtf, edtf[:4], edtf[:7], f"{edtf[:8]}{thrown.randint(1, 28):02}", str(year + 1), f"{year}~"]
        )
        claims.append({"attr": "date:signed", "value": other, "source": source})
    if thrown.random() < 0.2:
        claims.append({"attr": "place", "value": thrown.choice([place, "town-0", "town-3"]), "source": 1})
    if thrown.random() < 0.15:
        claims.append({"attr": "actors", "value": thrown.choice([*actors, "state-2"]), "source": 1})
    if thrown.random() < 0.1:
        claims.append({"attr": "date:in_force", "value": str(year + 2), "source": 1, "confidence": 0.4})
    if thrown.random() < 0.05:
        claims.append({"attr": "date:signed", "value": "late in the year", "source": 99})
    return claims


def base(seed: int, size: int) -> Base:
    thrown = dice("compilers", seed)
    count = max(8, size // 12)
    entities = _entities(thrown, count)
    names = {row["id"]: row["labels"]["en"] for row in entities}
    facts = []
    for number in range(size):
        actors = [f"state-{index}" for index in thrown.sample(range(count), thrown.choice([2, 2, 2, 3]))]
        edtf, place = day(thrown, 1810, 1913), f"town-{thrown.randrange(12)}"
        told = " and ".join(names[id] for id in actors)
        subject = thrown.choice(SUBJECTS)
        title = thrown.choice(
            [
                f"Treaty of {subject} between {told}",
                f"Convention on {subject}",
                f"Treaty of {names[place]}",
                f"{subject.upper()} TREATY {edtf[:4]}",
                f"Treaty of {subject}, signed at {names[place]}, {edtf[:4]}",
            ]
        )
        fact: Row = {
            "id": f"treaty-{number}",
            "kind": "agreement",
            "type": "bilateral" if len(actors) == 2 else "multilateral",
            "title": {"en": title},
            "dates": [{"role": "signed", "edtf": edtf, "raw": edtf}],
            "actors": [{"id": id, "role": "party"} for id in actors],
            "actors_complete": thrown.random() < 0.85,
            "places": [place] if thrown.random() < 0.7 else [],
            "about": [],
            "tags": [subject.lower()],
            "rank": number,
            "sources": [{"text": name, "locator": f"no. {number}"} for name in COMPILERS],
        }
        if thrown.random() < 0.3:
            fact["dates"].append({"role": "in_force", "edtf": str(int(edtf[:4]) + 1)})
        if thrown.random() < 0.6:
            fact["claims"] = _claims(thrown, edtf, place, actors)
        if thrown.random() < 0.05:
            fact["claim"], fact["attribution"] = True, "Baron Rivière"
        facts.append(fact)
    return soil(nfacts("compilers", entities, facts), thrown)
