"""Questions as values: what is asked, what is right, and what is offered beside it.

A `Question` is what a generator makes and the proof judges: its key and a ranked pool of wrong
options. A `Deal` is what one student sees: a few of them in an order that a seed decides.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from history.facts import Fact, Given


class Kind(StrEnum):
    DATE = "date"
    ACTOR = "actor"
    AGREEMENT = "agreement"
    EVENT = "event"
    PLACE = "place"
    ORDER = "order"
    ATTRIBUTION = "attribution"


class Mode(StrEnum):
    SINGLE = "single"
    MULTI = "multi"
    TYPED = "typed"
    ORDER = "order"
    CARD = "card"
    TRUEFALSE = "truefalse"


ASSERTED = frozenset({Kind.DATE, Kind.ACTOR, Kind.AGREEMENT, Kind.EVENT, Kind.PLACE})
"""The kinds of which a question with one right option can also be asked as true or false, for practice."""


class Level(StrEnum):
    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


OPTIONS = 4
FEWEST_OPTIONS = 3
TABLE = 16
"""Questions that sit at one table: each offers the answers of the others as its wrong options."""
POOL_SIZE = TABLE - 1
IN_LINE = 99
"""The seat of a question whose options stand in a line of facts, each so far away (`Option.sort`)."""
MOST_TO_TICK = 8
"""Options of a question with several right answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer that a student can choose.

    `value` is one of {"date": edtf}, {"entity": pk}, {"entities": [pk, …]}, {"fact": pk}, {"source": index
    among the citations of the fact asked about} and {"sources": [two such indices]}.
    `label` is what is printed for `text` where the page is in another language than the base; it is never
    kept, and nothing is judged by it.
    `note` says what a wrong option is, in one sentence; `fact` is the fact it comes from.
    `sort` orders options that have an order of their own (dates); in a line it is the rung of a ladder of
    distances on which the option stands (see `_in_line`); else it is 0.
    """

    text: str
    value: Mapping[str, Any]
    note: str = ""
    fact: int | None = None
    sort: int = 0
    label: str = ""

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
    """A question before it is dealt: one facet of one fact in one mode.

    `key` are the right options: in mode single any one that comes from the same fact as the first (what
    else is right is not offered), all of them in mode multi and card, and
    in mode order the items in their right order. `pool` are wrong options, the best first, or, where the
    question sits at a table (`seat`), the answers of the others in the order of their seats.
    `accept` are spellings of the answer that mode typed takes besides what reading and folding forgive.
    `typable` means that a choice has one right answer in the whole base, so that it can be typed instead.
    `wants_options` means that it is typed because the base has too few comparable facts so far.
    """

    fact: Fact
    facet: str
    kind: Kind
    stem: str
    given: Given
    key: tuple[Option, ...]
    pool: tuple[Option, ...]
    mode: Mode = Mode.SINGLE
    attribution: str = ""
    accept: tuple[str, ...] = ()
    seat: int | None = None
    typable: bool = False
    wants_options: bool = False

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


Proposal = Withheld | Iterable[Question]
"""What a generator makes of one facet: why it is not asked, or the ways to ask it, the plainest first, each
of which prints more than the one before. Their pools are empty until wrong options are found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """The options as one student sees them.

    `right` are the indices of the right options, ascending; in mode order they are the right sequence.
    In mode typed and card the options are the right answers, which are shown only afterwards. In mode
    truefalse they are True and False, said of the answer that is `proposed`; `instead` is the right one where
    that is wrong.
    """

    options: tuple[Option, ...]
    right: tuple[int, ...]
    mode: Mode = Mode.SINGLE
    accept: tuple[str, ...] = ()
    proposed: Option | None = None
    instead: Option | None = None

    @property
    def answer(self) -> int:
        """The index of the right option of a single choice; the first of several."""
        return self.right[0]


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

    def shuffled(self, items: Sequence[Option]) -> list[Option]:
        pool = list(items)
        for index in range(len(pool) - 1, 0, -1):
            other = self.below(index + 1)
            pool[index], pool[other] = pool[other], pool[index]
        return pool


REACH = {Level.EASY: 12, Level.MEDIUM: 8, Level.HARD: 5}
"""How far down a ranked pool a level draws its wrong options."""

RUNGS = 15
LOWEST = {Level.EASY: 9, Level.MEDIUM: 6, Level.HARD: 1}
"""The rung of the ladder of distances in a line from which a level takes its wrong options, or the next."""

PARTY = {Level.EASY: TABLE, Level.MEDIUM: TABLE // 2, Level.HARD: OPTIONS}
"""Neighbours at a table among whom a level draws: the nearest in time sit side by side."""


def deal(
    key: tuple[Option, ...],
    pool: tuple[Option, ...],
    *,
    ordered: bool,
    seed: str,
    mode: Mode = Mode.SINGLE,
    level: Level = Level.MEDIUM,
    seat: int | None = None,
    accept: tuple[str, ...] = (),
) -> Deal:
    """Draw the options of one question. What is drawn follows from the arguments alone.

    `ordered` options (dates) are shown in their own order, all others in a drawn one.

    Raises:
        ValueError: there is nothing to deal from.
    """
    if not key:
        raise ValueError("A question needs a key.")
    dice = Dice(seed)
    if mode in (Mode.TYPED, Mode.CARD):
        return Deal(options=key, right=tuple(range(len(key))), mode=mode, accept=accept)
    if mode == Mode.ORDER:
        return _in_order(key, dice)
    if mode == Mode.TRUEFALSE:
        return _asserted(deal(key, pool, ordered=ordered, seed=seed, level=level, seat=seat), seed=seed)
    sources = key[0].value.keys() & {"source", "sources"}
    if len(pool) < (1 if sources else FEWEST_OPTIONS - 1):
        raise ValueError("A question needs at least two wrong options, or one where two sources disagree.")
    if mode == Mode.MULTI:
        return _to_tick(key, pool, dice)
    if seat == IN_LINE:
        return _in_line(key[0], pool, seed=seed, level=level)
    if seat is not None:
        return _at_table(key[0], pool, seat=seat, ordered=ordered, seed=seed, level=level)
    own = [option for option in key if option.fact == key[0].fact]
    return _from_pool(own[dice.below(len(own))], pool, ordered=ordered, level=level, dice=dice)


TRUE, FALSE = (Option(text=str(said), value={"true": said}) for said in (True, False))


def _asserted(hand: Deal, *, seed: str) -> Deal:
    """Propose one of the options of a hand, as often a right as a wrong one.

    The seed pairs the options, alike for everybody at a table who is dealt the same four. Both of a pair
    propose the same one of their two answers: what is proposed is true for one of them, false for the other.
    """
    right = hand.options[hand.answer]
    identity = json.dumps([dict(option.value) for option in hand.options], sort_keys=True)
    dice = Dice(f"{seed}:{identity}:pairs")
    paired = dice.shuffled(hand.options)
    place = paired.index(right)
    pair = paired[place - place % 2 :][:2]
    if len(pair) < 2:
        pair.append(paired[0])
    coins = [dice.below(2) for _ in range(0, len(paired), 2)]
    proposed = pair[coins[place // 2]]
    if proposed == right:
        told = (replace(TRUE, note=right.note), FALSE)
        return Deal(options=told, right=(0,), mode=Mode.TRUEFALSE, proposed=right)
    told = (TRUE, replace(FALSE, note=proposed.note))
    return Deal(options=told, right=(1,), mode=Mode.TRUEFALSE, proposed=proposed, instead=right)


def _in_order(key: tuple[Option, ...], dice: Dice) -> Deal:
    shown = dice.shuffled(key)
    return Deal(options=tuple(shown), right=tuple(shown.index(item) for item in key), mode=Mode.ORDER)


def _to_tick(key: tuple[Option, ...], pool: tuple[Option, ...], dice: Dice) -> Deal:
    """All right options, and between two and as many wrong ones as there is room for."""
    most = min(len(pool), max(2, MOST_TO_TICK - len(key)))
    wrong = dice.shuffled(pool)[: 2 + dice.below(most - 1)]
    shown = dice.shuffled([*key, *wrong])
    right = tuple(index for index, option in enumerate(shown) if option in key)
    return Deal(options=tuple(shown), right=right, mode=Mode.MULTI)


def _at_table(
    right: Option, pool: tuple[Option, ...], *, seat: int, ordered: bool, seed: str, level: Level
) -> Deal:
    """Part the table into fours by the seed; the four with the question in it are its options.

    Everybody at the table parts it alike, so each four is dealt to four questions and each of its
    options is right in one of them: nothing that can be seen in the options tells which.
    """
    table = [*pool[:seat], right, *pool[seat:]]
    first = seat - seat % PARTY[level]
    party = table[first : first + PARTY[level]]
    identity = json.dumps([dict(option.value) for option in party], sort_keys=True)
    shuffled = Dice(f"{seed}:{identity}").shuffled(party)
    place = shuffled.index(right)
    options = shuffled[place - place % OPTIONS :][:OPTIONS]
    if ordered:
        options.sort(key=lambda option: option.sort)
    return Deal(options=tuple(options), right=(options.index(right),))


def _in_line(right: Option, pool: tuple[Option, ...], *, seed: str, level: Level) -> Deal:
    """Draw three wrong options, each about twice as far away as the one before; `sort` is the rung of each.

    So the right one, which stands at one end, is no farther from all others than the last of them. The seed
    draws the same rungs for everybody, so that each is offered as often as everybody else; only where the
    key is shown follows from the key too.
    """
    dice = Dice(f"{seed}:line")
    lowest = LOWEST[level] + dice.below(2)
    there, wrong = list(pool), list[Option]()
    for rung in (lowest, lowest + 2 + dice.below(2), lowest + 5):
        if there:
            # who stands on a rung stands for those above it that a short line does not have
            wrong.append(min(there, key=lambda option: (option.sort > rung, abs(option.sort - rung))))
            there.remove(wrong[-1])
    identity = json.dumps(dict(right.value), sort_keys=True)
    shown = Dice(f"{seed}:{identity}").shuffled([right, *wrong])
    return Deal(options=tuple(shown), right=(shown.index(right),))


def _from_pool(right: Option, pool: tuple[Option, ...], *, ordered: bool, level: Level, dice: Dice) -> Deal:
    """First the place of the key is drawn, then what stands around it.

    Where options have an order of their own (dates), the key's rank among them is drawn uniformly
    from the ranks that the pool allows, so that neither the earliest nor the middle date is a cue.
    """
    wanted = min(OPTIONS, len(pool) + 1)
    if not ordered:
        reach = pool[: max(REACH[level], wanted - 1)]
        wrong = dice.shuffled(reach)[: wanted - 1]
        place = dice.below(wanted)
        return Deal(options=(*wrong[:place], right, *wrong[place:]), right=(place,))
    below = [option for option in pool if option.sort < right.sort]
    above = [option for option in pool if option.sort > right.sort]
    ranks = [rank for rank in range(wanted) if rank <= len(below) and wanted - 1 - rank <= len(above)]
    rank = ranks[dice.below(len(ranks))]
    wrong = _nearest(below, rank, level, dice) + _nearest(above, wanted - 1 - rank, level, dice)
    options = sorted((*wrong, right), key=lambda option: option.sort)
    return Deal(options=tuple(options), right=(options.index(right),))


def _nearest(side: list[Option], count: int, level: Level, dice: Dice) -> list[Option]:
    """`count` options of one side, from the best-ranked that the level reaches."""
    return dice.shuffled(side[: max(count, REACH[level] // 2)])[:count]


def digest(question: Question) -> str:
    """What identifies the wording and the options of a question, to see whether it changed."""
    content = [
        question.stem,
        [option.to_json() for option in question.key],
        [option.to_json() for option in question.pool],
        [question.mode, question.seat, *question.accept],
        *(["typable"] if question.typable else []),
    ]
    return hashlib.blake2b(json.dumps(content, sort_keys=True).encode(), digest_size=16).hexdigest()
