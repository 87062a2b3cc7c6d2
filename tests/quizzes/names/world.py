"""The names of the starter pack, and of other bases, as closed worlds."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from history.names import bare
from quizzes.matching import KnownName, Match, match_name
from quizzes.matching.spelling import spelled

PACK = Path(__file__).parents[3] / "history" / "data" / "korea.yaml"
GOLDEN = Path(__file__).parents[2] / "data" / "golden_names.tsv"
UNASKED = {"group"}
"""Nameless holders of a view, who are never asked."""


@dataclass(frozen=True)
class World:
    """Who is known, by key, with all spellings."""

    names: dict[str, tuple[KnownName, ...]]

    def match(self, text: str, key: str) -> Match:
        """How a text lies to one of them in the world of all."""
        return match_name(text, accept=self.names[key], others=self.others(key))

    def others(self, key: str) -> list[KnownName]:
        return [name for other, names in self.names.items() if other != key for name in names]

    def spellings(self) -> Iterator[tuple[str, KnownName]]:
        for key, names in self.names.items():
            for name in names:
                yield key, name

    def bearers(self, text: str) -> set[str]:
        """All who are spelled like this: two men may have one name."""
        return {key for key, name in self.spellings() if _squeezed(name.text) == _squeezed(text)}


@lru_cache(maxsize=100_000)
def _squeezed(text: str) -> str:
    return spelled(text).folded.replace(" ", "")


def _known(
    printed: str,
    kind: str,
    texts: Iterable[str],
    within: Iterable[str] = (),
    years: Iterable[str] = (),
) -> tuple[KnownName, ...]:
    every = dict.fromkeys(text for each in (printed, *texts) for text in (each, bare(each)))
    # of a name that is known with a remark, such as a cipher name, only the whole counts
    remarked = {bare(each) for each in texts if bare(each) != each} if kind == "person" else set()
    return tuple(
        KnownName(
            text=text,
            bearer=printed,
            kind="" if text in remarked or ")" in text else kind,
            within=tuple(within),
            years=tuple(years),
        )
        for text in every
    )


@lru_cache(maxsize=1)
def pack() -> dict[str, World]:
    """The actors, agreements and places of the starter pack."""
    data = yaml.safe_load(PACK.read_text())

    def aliases(row: dict) -> list[str]:
        return [alias["text"] for alias in row.get("aliases") or ()]

    actors = {
        row["id"]: _known(row["name"], row["kind"], aliases(row))
        for row in data["actors"]
        if row["kind"] not in UNASKED
    }
    lying = {row["id"]: (row.get("within"), row.get("in")) for row in data["places"]}

    def within(key: str) -> list[str]:
        outer, state = lying[key]
        names = [name.text for name in actors[state]] if state else []
        return [*names, *(within(outer) if outer else ())]

    places = {
        row["id"]: _known(
            row["name"], "place", [*aliases(row), row["name"].partition(",")[0]], within(row["id"])
        )
        for row in data["places"]
    }

    def years(row: dict) -> list[str]:
        return [str(row[date])[:4] for date in ("date_signed", "date_in_force") if row.get(date)]

    titles = {
        row["id"]: _known(row["title"], "title", aliases(row), years=years(row)) for row in data["agreements"]
    }
    return {"actors": World(actors), "places": World(places), "agreements": World(titles)}


def world_of(path: Path, kind: str, called: str) -> World:
    """The entities of one type of a base in the format nfacts/1."""
    data = json.loads(gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes())
    return World(
        {
            row["id"]: _known(next(iter(row["labels"].values())), called, [a["text"] for a in row["aliases"]])
            for row in data["entities"]
            if row["type"] == kind
        }
    )
