"""Questions as values: what is asked, what is right, and what is offered beside it.

A `Question` is what a generator makes and the proof judges: its key and a ranked pool of wrong
options. A `Deal` is what one student sees: a few of them in an order that a seed decides.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from history.facts import Fact, Given


class Kind(StrEnum):
    DATE = "date"
    ACTOR = "actor"
    AGREEMENT = "agreement"
    PLACE = "place"
    ORDER = "order"
    ATTRIBUTION = "attribution"


class Mode(StrEnum):
    SINGLE = "single"
    MULTI = "multi"
    TYPED = "typed"
    ORDER = "order"
    CARD = "card"


class Level(StrEnum):
    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


POOL_SIZE = 12
OPTIONS = 4
FEWEST_OPTIONS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer that a student can choose.

    `value` is one of {"date": edtf}, {"entity": pk}, {"entities": [pk, …]}, {"fact": pk}.
    `note` says what a wrong option is, in one sentence; `fact` is the fact it comes from.
    `sort` orders options that have an order of their own (dates), else it is 0.
    """

    text: str
    value: Mapping[str, Any]
    note: str = ""
    fact: int | None = None
    sort: int = 0

    def to_json(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "value": dict(self.value),
            "note": self.note,
            "fact": self.fact,
            "sort": self.sort,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Option:
        return cls(
            text=data["text"],
            value=data["value"],
            note=data.get("note", ""),
            fact=data.get("fact"),
            sort=data.get("sort", 0),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question before it is dealt: one facet of one fact in one mode."""

    fact: Fact
    facet: str
    kind: Kind
    stem: str
    given: Given
    key: tuple[Option, ...]
    pool: tuple[Option, ...]
    mode: Mode = Mode.SINGLE
    attribution: str = ""

    @property
    def ordered(self) -> bool:
        """Whether its options have an order of their own, in which they are shown."""
        return self.kind == Kind.DATE


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A question that is not asked, with the reason for the teacher.

    `because` are the facts that stand in its way; `wants_options` means that the base has too few
    comparable facts so far. Both say when it is worth trying again.
    """

    fact: Fact
    facet: str
    kind: Kind
    reason: str
    mode: Mode = Mode.SINGLE
    because: tuple[int, ...] = ()
    wants_options: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """The options as one student sees them; `answer` is the index of the right one."""

    options: tuple[Option, ...]
    answer: int


@dataclass(slots=True)
class Dice:
    """Numbers that a seed decides, the same in every process: no random module in a pure room.

    Each roll hashes the seed with a counter (BLAKE2b), so that a deal can be repeated from the
    identity of its card and review alone.
    """

    seed: str
    rolls: int = field(default=0)

    def below(self, bound: int) -> int:
        """A whole number from 0 up to but not including `bound`."""
        self.rolls += 1
        digest = hashlib.blake2b(f"{self.seed}:{self.rolls}".encode(), digest_size=8).digest()
        return int.from_bytes(digest, "big") % bound

    def shuffled(self, items: list[Option]) -> list[Option]:
        pool = list(items)
        for index in range(len(pool) - 1, 0, -1):
            other = self.below(index + 1)
            pool[index], pool[other] = pool[other], pool[index]
        return pool


REACH = {Level.EASY: 12, Level.MEDIUM: 8, Level.HARD: 5}
"""How far down the ranked pool a level draws its wrong options."""


def deal(
    key: tuple[Option, ...],
    pool: tuple[Option, ...],
    *,
    ordered: bool,
    seed: str,
    level: Level = Level.MEDIUM,
) -> Deal:
    """Draw the options of one question: first the place of the key, then what stands around it.

    Where options have an order of their own (dates), the key's rank among them is drawn uniformly
    from the ranks that the pool allows, so that neither the earliest nor the middle date is a cue.

    Raises:
        ValueError: the pool is too small to deal from.
    """
    if len(pool) < FEWEST_OPTIONS - 1 or not key:
        raise ValueError("A question needs a key and at least two wrong options.")
    dice = Dice(seed)
    right = key[dice.below(len(key))]
    wanted = min(OPTIONS, len(pool) + 1)
    if not ordered:
        reach = list(pool[: max(REACH[level], wanted - 1)])
        wrong = dice.shuffled(reach)[: wanted - 1]
        answer = dice.below(wanted)
        return Deal(options=(*wrong[:answer], right, *wrong[answer:]), answer=answer)
    below = [option for option in pool if option.sort < right.sort]
    above = [option for option in pool if option.sort > right.sort]
    ranks = [rank for rank in range(wanted) if rank <= len(below) and wanted - 1 - rank <= len(above)]
    rank = ranks[dice.below(len(ranks))]
    wrong = _nearest(below, rank, level, dice) + _nearest(above, wanted - 1 - rank, level, dice)
    options = sorted((*wrong, right), key=lambda option: option.sort)
    return Deal(options=tuple(options), answer=options.index(right))


def _nearest(side: list[Option], count: int, level: Level, dice: Dice) -> list[Option]:
    """`count` options of one side, from the best-ranked that the level reaches."""
    return dice.shuffled(side[: max(count, REACH[level] // 2)])[:count]


def digest(question: Question) -> str:
    """What identifies the wording and the options of a question, to see whether it changed."""
    content = [
        question.stem,
        [option.to_json() for option in question.key],
        [option.to_json() for option in question.pool],
    ]
    return hashlib.blake2b(json.dumps(content, sort_keys=True).encode(), digest_size=16).hexdigest()


def all_options(question: Question) -> Iterator[Option]:
    yield from question.key
    yield from question.pool
