"""Which came first, which last, in which order? One of the three for each fact, by its identity.

Facts that are told apart only by when they were stand in a line: those of one type, with the same facet,
in the order of time. What is offered beside a fact stands at fixed places after it (which came first) or
before it (which came last). Because the places are the same for everybody in the line, each fact is
offered as often as every other, and nothing but the dates tells the answer.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from weakref import WeakKeyDictionary

from history import evidence
from history.factbase import FactBase, MemoryFactBase
from history.facts import DateRole, Fact, FactKind, Given, Standing
from history.names import GAP, fold
from quizzes.generators import distractors, stems
from quizzes.questions import IN_LINE, POOL_SIZE, Kind, Mode, Option, Proposal, Question, Withheld


class Facet(StrEnum):
    FIRST = "order:first"
    LAST = "order:last"
    SEQUENCE = "order:sequence"


_TRIED = {
    Facet.FIRST: (Facet.FIRST, Facet.LAST, Facet.SEQUENCE),
    Facet.LAST: (Facet.LAST, Facet.FIRST, Facet.SEQUENCE),
    Facet.SEQUENCE: (Facet.SEQUENCE, Facet.FIRST, Facet.LAST),
}
_SHARE = (Facet.FIRST,) * 2 + (Facet.LAST,) * 2 + (Facet.SEQUENCE,)
"""Of five facts two ask for the first, two for the last, and one for the whole order."""

FULL, FEWEST = 3, 2
"""Wrong options, or further items of a sequence: as many as we want, and as few as will do."""

SHORT_LINE = 16
"""Facts in a line of one facet below which all facts of the type stand in one line."""

APART = 2
"""Days: time zones and reports shift a day by as much, so that order is asked only beyond them."""

REACHED = (
    *(0.004, 0.008, 0.012, 0.016, 0.02),
    *(0.03, 0.04, 0.05),
    *(0.06, 0.07, 0.08, 0.09, 0.1, 0.11, 0.12),
)
"""Where in a line wrong options stand, as shares of its length; `quizzes.questions` draws a level from them."""

SPACED = 0.05
"""How far apart the items of a sequence stand, as a share of their line."""

SKIPPED = 40
"""Neighbours that are passed over because they cannot stand there, before a place stays empty."""

_VERBS = {
    DateRole.SIGNED: "was signed",
    DateRole.ADOPTED: "was adopted",
    DateRole.IN_FORCE: "entered into force",
    DateRole.START: "began",
    DateRole.BEGIN: "began",
    DateRole.SPAN: "began",
    DateRole.END: "ended",
}
_PLURALS = {"was signed": "were signed", "was adopted": "were adopted"}
CAME = "came"

_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth last final new old younger "
    "elder early late later earlier further additional supplementary amended amending revised renewed"
)
_RANK = re.compile(
    rf"\b(?:\d+(?:st|nd|rd|th)?|[ivxlc]+|{'|'.join(_ORDINALS.split())})\b",
    re.IGNORECASE,
)
_LITTLE = frozenset("a an and at between by for from in of on s the to with".split())


@dataclass(slots=True, eq=False)
class Item:
    """A fact as it stands in a line: what is printed of it, and the days on which it may have been.

    `first` and `last` span all facts that print the same, with every claim, margin and note.
    """

    fact: Fact
    text: str
    first: int
    last: int
    verb: str
    voice: str
    _option: Option | None = field(default=None, repr=False)
    _like: tuple[str, frozenset[str]] | None = field(default=None, repr=False)

    @property
    def place(self) -> tuple[int, int, int]:
        return self.first, self.last, self.fact.pk

    @property
    def option(self) -> Option:
        if self._option is None:
            facet = f"date:{self.fact.primary.role}" if self.fact.primary else "date"
            self._option = Option(
                text=self.text,
                value={"fact": self.fact.pk},
                note=distractors.told(self.fact, facet),
                fact=self.fact.pk,
            )
        return self._option

    @property
    def like(self) -> tuple[str, frozenset[str]]:
        """The text without what counts or ranks it, and its words."""
        if self._like is None:
            words = fold(_RANK.sub(" ", self.text)).split()
            self._like = " ".join(words), frozenset(words) - _LITTLE
        return self._like

    @property
    def gapped(self) -> bool:
        return GAP in self.text

    def before(self, other: Item) -> bool:
        return self.last + APART < other.first

    def clear(self, other: Item) -> bool:
        return self.before(other) or other.before(self)


def why_not(fact: Fact) -> str:
    """Why a fact has no place in the order of time; empty where it has."""
    dated = fact.primary
    if dated is None:
        return (
            "It has no date."
            if not fact.dates
            else "Its date was planned or announced; it never came to pass."
        )
    if dated.date.is_open:
        return "Its date is open at one end."
    if fact.kind == FactKind.STATEMENT or fact.printed_title.startswith("Whether "):
        return "It is something that is said, so it has no place in the order of time."
    if not fact.citations:
        return "It has no citation."
    facet = f"date:{dated.role}"
    standing = evidence.standing_of(fact, facet)
    if standing == Standing.CHARACTERISATION:
        return "It is praise or opinion, so it is not asked as a fact."
    if any(p.facet == "date" and p.touches(facet) and p.date is None for p in fact.positions):
        return "The sources disagree on its date, and one of them gives none that can be compared."
    if standing != Standing.ESTABLISHED and not evidence.attribution(fact, facet):
        return "It does not say whose claim its date is."
    return ""


def span_of(fact: Fact) -> tuple[int, int] | None:
    """The first and last day on which anybody lets it be; None where it has no date of its own."""
    dated = fact.primary
    if dated is None:
        return None
    facet = f"date:{dated.role}"
    dates = [each.date for each in fact.dates if each.role == dated.role]
    dates += [p.date for p in fact.positions if p.date and p.touches(facet)]
    margin = 0
    if dated.note and dated.date.latest - dated.date.earliest <= stems.SAFE_DAYS:
        margin = stems.SAFE_DAYS
    return min(d.outer_earliest for d in dates) - margin, max(d.outer_latest for d in dates) + margin


def text_of(fact: Fact) -> str:
    """What an option prints of a fact: its title or statement without anything that tells a date."""
    text = stems.YEAR_REMARK.sub("", fact.title or stems.stripped_claim(fact)).rstrip()
    if fact.primary:
        text = stems.mask_dates(text, fact.primary.date)
    return stems.mask_years(text).rstrip(". ")


def item_of(fact: Fact, alike: Iterable[Fact] = ()) -> Item | None:
    """A fact as an item, together with those that print `alike`; None where it has no place in a line."""
    if why_not(fact):
        return None
    text = text_of(fact)
    if not text.replace(GAP, "").strip(" .,;:()-"):
        return None
    spans = [span_of(each) for each in {each.pk: each for each in (fact, *alike)}.values()]
    known = [span for span in spans if span is not None]
    if len(known) < len(spans) or fact.primary is None:
        return None
    role = DateRole(fact.primary.role)
    return Item(
        fact=fact,
        text=text,
        first=min(first for first, _ in known),
        last=max(last for _, last in known),
        verb=_VERBS.get(role, CAME) if fact.title else CAME,
        voice=evidence.attribution(fact, f"date:{role}"),
    )


def preferred(fact: Fact) -> Facet:
    """Which of the three is asked of a fact, by its identity alone."""
    digest = hashlib.blake2b(f"order:{fact.base}:{fact.key}".encode(), digest_size=8).digest()
    return _SHARE[int.from_bytes(digest, "big") % len(_SHARE)]


def _may_meet(one: Item, other: Item) -> bool:
    """Whether two may stand side by side without the one telling the time of the other."""
    if one.fact.agreement and other.fact.agreement and one.fact.agreement.pk == other.fact.agreement.pk:
        return False
    if one.fact.pk in other.fact.corroborates or other.fact.pk in one.fact.corroborates:
        return False
    (like, words), (other_like, other_words) = one.like, other.like
    return like != other_like and not words <= other_words and not other_words <= words


class Line:
    """Items in the order of time, and at which places behind one the others are offered."""

    def __init__(self, items: Iterable[Item]) -> None:
        self.items = sorted(items, key=lambda item: item.place)
        self.places = [item.place for item in self.items]

    @cached_property
    def step(self) -> int:
        """How many places on the next item is, for nearly all of them, clear of an item."""
        items, steps = self.items, []
        for index in range(0, len(items), max(1, len(items) // 200)):
            ahead = range(index + 1, min(len(items), index + SKIPPED))
            steps.append(next((each - index for each in ahead if items[index].before(items[each])), SKIPPED))
        return sorted(steps)[len(steps) * 95 // 100] if steps else 1

    @cached_property
    def offsets(self) -> tuple[int, ...]:
        return tuple(
            max(self.step + place, round(share * len(self.items))) for place, share in enumerate(REACHED)
        )

    def beside(self, key: Item, facet: Facet, *, most: int) -> list[Item]:
        """Items that are clear of the key on the side that the facet asks for, the nearest first."""
        way = 1 if facet == Facet.FIRST else -1
        at = self._at(key, way)
        found: list[Item] = []
        for offset in self.offsets[:most]:
            other = self._next(at + way * offset, way, [key, *found], key)
            if other is not None:
                found.append(other)
        if len(found) < FULL:
            found = self._all(at + way, way, key, most)
        return found

    def in_order(self, key: Item) -> list[Item]:
        """Items of which the key is the earliest, else of which it is the latest, the earliest first.

        The two are spaced otherwise, so that no two items ask for the same.
        """
        spaced = max(self.step, round(SPACED * len(self.items)))
        for way, extra in ((1, 0), (-1, 1)):
            found, at, step = [key], self._at(key, way), spaced + extra
            while len(found) <= FULL:
                at += way * step
                other = self._next(at, way, found, found[-1])
                if other is None:
                    if step == 1:
                        break
                    found, at, step = [key], self._at(key, way), 1
                    continue
                found.append(other)
                at = bisect_left(self.places, other.place)
            if len(found) > FEWEST:
                return found[::way]
        return []

    def _at(self, key: Item, way: int) -> int:
        """Where the key stands, or where it would have to stand for the next one to be its neighbour."""
        at = bisect_left(self.places, key.place)
        inside = at < len(self.items) and self.items[at].fact.pk == key.fact.pk
        return at if inside or way < 0 else at - 1

    def _next(self, at: int, way: int, found: Sequence[Item], beyond: Item) -> Item | None:
        """The first item from a place on that is clear of `beyond` and may meet all that were found."""
        for index in range(at, at + way * SKIPPED, way):
            if not 0 <= index < len(self.items):
                return None
            other = self.items[index]
            clear = beyond.before(other) if way > 0 else other.before(beyond)
            if clear and all(other is not each and _may_meet(other, each) for each in found):
                return other
        return None

    def _all(self, at: int, way: int, key: Item, most: int) -> list[Item]:
        found: list[Item] = []
        for index in range(at, at + way * 4 * SKIPPED, way):
            if not 0 <= index < len(self.items) or len(found) == most:
                break
            other = self.items[index]
            clear = key.before(other) if way > 0 else other.before(key)
            if clear and all(_may_meet(other, each) for each in (key, *found)):
                found.append(other)
        return found


Group = tuple[str | bool, ...]


class Lines:
    """All lines of some facts: of one type and facet, of one type, of one kind, and of all."""

    def __init__(self, facts: Iterable[Fact], *, most: int = POOL_SIZE) -> None:
        self.most = most
        self._items: dict[Group, list[Item]] = defaultdict(list)
        self._lines: dict[Group, Line] = {}
        alike: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        for fact in facts:
            alike[fact.base, fold(text_of(fact))].append(fact)
        self._alike = alike
        for group in alike.values():
            group.sort(key=lambda fact: fact.pk)
            item = item_of(group[0], group)
            if item is not None:
                for name in self._names(item):
                    self._items[name].append(item)

    @staticmethod
    def _names(item: Item) -> tuple[Group, ...]:
        fact = item.fact
        alike: Group = (fact.base, item.gapped, item.voice)
        return (
            (*alike, fact.type, item.verb, preferred(fact).value),
            (*alike, fact.type, item.verb),
            (*alike, fact.type),
            (*alike, "", fact.kind),
            alike,
        )

    def alike(self, fact: Fact) -> list[Fact]:
        """The facts that print the same, the first made first."""
        return self._alike.get((fact.base, fold(text_of(fact))), [fact])

    def of(self, item: Item) -> tuple[list[Line], list[Line]]:
        """Lines in which an item can be asked: those of its own type, narrowest first, and the wider ones."""
        names = list(self._names(item))
        if len(self._items.get(names[0], ())) < SHORT_LINE:
            del names[0]
        lines = [self._line(name) for name in names]
        return lines[:-2], lines[-2:]

    def _line(self, name: Group) -> Line:
        if name not in self._lines:
            self._lines[name] = Line(self._items.get(name, ()))
        return self._lines[name]


_KEPT: WeakKeyDictionary[MemoryFactBase, Lines] = WeakKeyDictionary()
NEAR_POOL = 8
"""Wrong options of a fact that is asked alone, out of the neighbours that the base was asked for."""


def lines_around(fact: Fact, base: FactBase) -> Iterator[Lines]:
    """The lines in which a fact is asked: those of a whole base in memory, else of the facts nearest in time."""
    if isinstance(base, MemoryFactBase):
        if base not in _KEPT:
            _KEPT[base] = Lines(base)
        yield _KEPT[base]
        return
    if fact.primary is None:
        return
    date = fact.primary.date
    for group in ({"type": fact.type}, {}):
        yield Lines([fact, *base.near(date, count=distractors.NEIGHBOURS, **group)], most=NEAR_POOL)


def generate(fact: Fact, base: FactBase) -> Iterator[Proposal]:
    facets = _TRIED[preferred(fact)]

    def withheld(reason: str, *, wants_options: bool = False) -> Withheld:
        return Withheld(
            fact=fact, facet=facets[0], kind=Kind.ORDER, reason=reason, wants_options=wants_options
        )

    if reason := why_not(fact):
        yield withheld(reason)
        return
    alike = twins(fact, base)
    if alike is None:
        yield withheld("Too many facts print its title.")
        return
    item = item_of(fact, alike)
    if item is None:
        yield withheld(
            "Its title alone does not say which fact it is, and another of that title has no date."
        )
        return
    place = [each.pk for each in alike].index(fact.pk)
    if len(alike) > 1:
        facets = _TRIED[preferred(alike[0])][place : place + 1]
        if not facets:
            facets = (preferred(fact),)
            yield withheld("The same is asked of other facts of this title.")
            return
    ways = tuple(_ways(item, facets, base))
    if ways:
        yield ways
    else:
        yield withheld("Too few facts of its kind lie clear of it in time.", wants_options=True)


def twins(fact: Fact, base: FactBase) -> list[Fact] | None:
    """The facts that an option could mean which prints this fact, the first made first."""
    if isinstance(base, MemoryFactBase):
        return next(lines_around(fact, base)).alike(fact)
    found = base.fitting(Given(title=fact.printed_title))
    if found is None:
        return None
    return sorted({each.pk: each for each in (fact, *found)}.values(), key=lambda each: each.pk)


def _ways(item: Item, facets: Sequence[Facet], base: FactBase) -> Iterator[Question]:
    """The best way to ask the first facet that can be asked, and the next best."""
    for fewest in (FULL, FEWEST):
        for lines in lines_around(item.fact, base):
            own, wider = lines.of(item)
            for group in (own, wider):
                found = [
                    question
                    for facet in facets
                    if (question := _in_some(item, facet, group, fewest=fewest, most=lines.most))
                ]
                if found:
                    yield from found[:2]
                    return


def _in_some(item: Item, facet: Facet, lines: Iterable[Line], *, fewest: int, most: int) -> Question | None:
    for line in lines:
        if facet == Facet.SEQUENCE:
            items = line.in_order(item)
            if len(items) > fewest:
                return _sequence(item, items)
        else:
            others = line.beside(item, facet, most=most)
            if len(others) >= fewest:
                return _first_or_last(item, facet, others)
    return None


def _first_or_last(item: Item, facet: Facet, others: Sequence[Item]) -> Question:
    verb = _verb(item, *others)
    which = "first" if facet == Facet.FIRST else "last"
    sentence = f"hich of these {verb} {which}?"
    return Question(
        fact=item.fact,
        facet=facet,
        kind=Kind.ORDER,
        stem=f"{item.voice}, w{sentence}" if item.voice else f"W{sentence}",
        given=Given(attribution=item.voice),
        key=(item.option,),
        pool=tuple(other.option for other in others),
        attribution=item.voice,
        seat=IN_LINE,
    )


def _sequence(item: Item, items: Sequence[Item]) -> Question:
    verb = _verb(*items)
    order = "the order of time" if verb == CAME else f"the order in which they {_PLURALS.get(verb, verb)}"
    sentence = f"ut these in {order}, the earliest first."
    return Question(
        fact=item.fact,
        facet=Facet.SEQUENCE,
        kind=Kind.ORDER,
        stem=f"{item.voice}: p{sentence}" if item.voice else f"P{sentence}",
        given=Given(attribution=item.voice),
        key=tuple(each.option for each in items),
        pool=(),
        mode=Mode.ORDER,
        attribution=item.voice,
    )


def _verb(*items: Item) -> str:
    """What happened to all of them alike: "was signed", else "came"."""
    verbs = {item.verb for item in items}
    return verbs.pop() if len(verbs) == 1 else CAME
