"""Textbook and museum dates: about, before, after, centuries, decades, seasons; nobody takes part."""

from __future__ import annotations

from .parts import Base, Row, dice, nfacts, soil, town_names, year_text

THINGS = {
    "en": (
        "Bronze mirror",
        "Painted jar",
        "Gold crown",
        "Stone stele",
        "Silk map",
        "Iron bell",
        "Printed almanac",
    ),
    "ru": (
        "Бронзовое зеркало",
        "Расписной кувшин",
        "Золотая корона",
        "Каменная стела",
        "Шёлковая карта",
        "Железный колокол",
        "Печатный альманах",
    ),
    "ko": ("청동 거울", "채색 항아리", "금관", "비석", "비단 지도", "철종", "인쇄 책력"),
}


def base(seed: int, size: int) -> Base:
    thrown = dice("museum", seed)
    towns = town_names(thrown, max(5, size // 8))
    facts: list[Row] = []
    for number in range(size):
        thing, town = thrown.randrange(7), thrown.choice(towns)
        year = thrown.choice([thrown.randint(-1500, -1), thrown.randint(1, 1900), thrown.randint(1000, 1990)])
        text = year_text(year)
        edtf = thrown.choice(
            [
                f"{text}~",
                f"{text}?",
                f"{text}%",
                text,
                f"../{text}",
                f"{text}/..",
                f"{text}~/{year_text(year + 40)}~",
                *(
                    [f"{text[:2]}XX", f"{text[:3]}X", f"{text}-21", f"{text}-24", f"{text[:2]}XX?"]
                    if year > 0
                    else []
                ),
                f"[{text},{year_text(year + 10)}]",
                "",
                "unknown",
            ]
        )
        named = f" of {town}" if thrown.random() < 0.7 else ""
        title = {"en": THINGS["en"][thing] + named}
        if thrown.random() < 0.4:
            title |= {"ru": THINGS["ru"][thing], "ko": THINGS["ko"][thing]}
        if thrown.random() < 0.05:
            title = {"ko": THINGS["ko"][thing]}
        fact: Row = {
            "id": f"object-{number}",
            "kind": "event",
            "type": thrown.choice(["object", "textbook"]),
            "title": title,
            "dates": [{"role": "when", "edtf": edtf, "raw": f"c. {year}"}],
            "actors": [],
            "actors_complete": thrown.random() < 0.5,
            "sources": [{"text": f"Museum of {thrown.choice(towns)}, inv. {number}"}],
        }
        facts.append(fact)
    return soil(nfacts("museum", [], facts), thrown)
