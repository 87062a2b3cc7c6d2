"""How often names of a base are confused.

`python -m tests.quizzes.names.confusion BASE.json.gz TYPE KIND [EVERY]`: every name of the type is typed for
everybody whose name is like it, as it stands and with one slip. TYPE is a type of entities in the file, KIND
what their names are to matching: person, place or state; with EVERY 5 only each fifth name is typed.
"""

from __future__ import annotations

import string
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from history.names import fold
from quizzes.matching import KnownName, Match, likeness, match_name
from quizzes.questions import Dice

from .world import World, world_of


class Base:
    """A closed world that is narrowed as the app narrows it."""

    def __init__(self, world: World) -> None:
        self.world = world

    @cached_property
    def folded(self) -> list[tuple[str, str, KnownName]]:
        return [(key, fold(name.text), name) for key, name in self.world.spellings()]

    def like(self, text: str) -> dict[str, list[KnownName]]:
        """The names that are like a text, by bearer."""
        like = likeness(text)
        found: dict[str, list[KnownName]] = defaultdict(list)
        for key, folded, name in self.folded:
            if abs(len(folded) - len(text)) < 12 and like.holds(folded):
                found[key].append(name)
        return found

    def match(self, text: str, key: str, like: dict[str, list[KnownName]]) -> Match:
        others = [name for other, names in like.items() if other != key for name in names]
        return match_name(text, accept=self.world.names[key], others=others)

    def judged(self, text: str, bearer: str) -> tuple[Match, list[str]]:
        """What becomes of a text for its bearer, and who else would accept it, namesakes aside."""
        like = self.like(text)
        namesakes = {key for name in self.world.names[bearer] for key in self.world.bearers(name.text)}
        wrong = [
            key
            for key in like
            if key != bearer and key not in namesakes and self.match(text, key, like).right
        ]
        return self.match(text, bearer, like), wrong

    @cached_property
    def spelled(self) -> set[str]:
        return {folded for _, folded, _ in self.folded}


def slip_in(name: str, seed: str) -> str:
    """A name with one slip, which a seed decides: a letter left out, added, swapped or changed."""
    dice = Dice(seed)
    at, letter = dice.below(max(len(name), 1)), string.ascii_lowercase[dice.below(26)]
    match dice.below(4):
        case 0:
            return name[:at] + name[at + 1 :]
        case 1:
            return name[:at] + letter + name[at:]
        case 2:
            return name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :]
    return name[:at] + letter + name[at + 1 :]


def table(base: Base, bearers: Iterable[str], *, slips: bool) -> tuple[Counter[str], list[str]]:
    """What became of the names of some bearers, with or without a slip, and the false accepts."""
    found: Counter[str] = Counter()
    false: list[str] = []
    for key in bearers:
        name = base.world.names[key][0].text
        text = slip_in(name, key) if slips else name
        if not fold(text) or (slips and fold(text) in base.spelled):
            continue
        match, wrong = base.judged(text, key)
        found[str(match.fit)] += 1
        false += [f"{text!r} of {key} is accepted for {other}" for other in wrong]
    return found, false


def main(path: str, kind: str, called: str, every: str = "1") -> None:
    base = Base(world_of(Path(path), kind, called))
    bearers = list(base.world.names)[:: int(every)]
    print(f"{path}: {len(base.world.names)} of type {kind}, {len(base.folded)} names")
    for slips in (False, True):
        found, false = table(base, bearers, slips=slips)
        print("one slip in each:" if slips else "as they stand:", dict(found), f"false accepts: {len(false)}")
        print(*false[:40], sep="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
