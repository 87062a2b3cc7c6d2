"""Which came first, which last, in which order? One of the three for each fact.

The facts of one type stand in a line, in the order of time, which is cut into stretches. A stretch has four
quarters, and each question takes one fact of each, by a shift along the quarters that is the same for the
whole stretch: so everybody in it is offered as often as everybody else, and nothing but the dates tells the
answer. Those of the first half are asked for by who came first, those of the second by who came last; in two
of five stretches the middle quarters are asked by the order of four instead. Where a line is cut follows
from the identity of the fact before the cut, so that a new fact moves few others.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from itertools import combinations, islice, pairwise
from typing import cast
from weakref import WeakKeyDictionary

from history import evidence
from history.factbase import FactBase, MemoryFactBase, same_name, same_place
from history.facts import Actor, DateRole, Fact, FactKind, Given, Standing
from history.names import GAP, fold
from quizzes import stems
from quizzes.generators import distractors
from quizzes.questions import IN_LINE, OPTIONS, POOL_SIZE, Kind, Mode, Option, Proposal, Question, Withheld
from quizzes.stems.masking_dates import TORN
from quizzes.stems.ways import ways


class Facet(StrEnum):
    FIRST = "order:first"
    LAST = "order:last"
    SEQUENCE = "order:sequence"


_TRIED = {
    Facet.FIRST: (Facet.FIRST, Facet.LAST, Facet.SEQUENCE),
    Facet.LAST: (Facet.LAST, Facet.FIRST, Facet.SEQUENCE),
    Facet.SEQUENCE: (Facet.SEQUENCE, Facet.FIRST, Facet.LAST),
}
FULL, FEWEST = 3, 2
"""Wrong options, or further items of a sequence: as many as we want, and as few as will do."""

SHORT_LINE = 16
"""Facts in a line below which it is not cut: everybody is asked with their neighbours."""

APART = 2
"""Days: time zones and reports shift a day by as much, so that order is asked only beyond them."""

STRETCH = 0.04
"""About how long a stretch is, as a share of its line: the wrong options stand within it."""

SHIFTS = POOL_SIZE // (OPTIONS - 1)
"""Facts of each quarter among which the seed chooses (`quizzes.questions.deal`)."""

SPACED = 0.05
"""How far apart the items of a sequence stand that belongs to no four, as a share of their line."""

MOST_ALIKE = 200
"""Facts of one title beyond which nobody looks for what tells them apart."""

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
    if reason := stems.nameless(fact):
        return reason
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
    text = fact.title or stems.stripped_claim(fact)
    if fact.primary:
        text = stems.mask_dates(text, fact.primary.date)
    return stems.mask_years(text).rstrip(". ")


def apart(fact: Fact, alike: Collection[Fact]) -> str:
    """What tells a fact from all that print `alike`: its text with who took part, or where, in brackets.

    Empty where nothing does, or where there is nobody to tell it from. A list that is open, and a place that
    is not known, could be the same.
    """
    text, others = text_of(fact), [other for other in alike if other.pk != fact.pk]
    if not others or len(others) > MOST_ALIKE or GAP in text:
        return ""
    for told, adds in islice(ways(fact, text, without=("date", "type")), 1, None):
        given = adds(Given())
        if not any(_could_be(other, given) for other in others):
            return told
    return ""


def _could_be(other: Fact, given: Given) -> bool:
    if other.is_closed and any(not _lists(other, actor) for actor in given.actors):
        return False
    place = given.place
    return place is None or not other.places or any(same_place(each, place) for each in other.places)


def _lists(fact: Fact, actor: Actor) -> bool:
    return any(same_name(own, actor) for own in fact.actors())


def item_of(fact: Fact, alike: Iterable[Fact] = (), *, text: str = "") -> Item | None:
    """A fact as an item, together with those that print `alike`; None where it has no place in a line.

    `text` is what is printed where that is more than its title.
    """
    if why_not(fact):
        return None
    text = text or text_of(fact)
    if stems.unexplained(fact, text):
        return None
    if not text.replace(GAP, "").strip(" .,;:()-") or TORN.search(text):
        return None
    if not fact.title and GAP in text:
        # a title with a gap is still a name; a sentence with one does not say what happened
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


def number_of(fact: Fact) -> int:
    """A number that follows from the identity of a fact alone."""
    digest = hashlib.blake2b(f"order:{fact.base}:{fact.key}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big")


def preferred(fact: Fact) -> Facet:
    """What is asked of a fact that stands in no stretch."""
    return (Facet.FIRST, Facet.FIRST, Facet.LAST, Facet.LAST, Facet.SEQUENCE)[number_of(fact) % 5]


def _may_meet(one: Item, other: Item) -> bool:
    """Whether two may stand side by side without the one telling the time of the other."""
    if one.fact.agreement and other.fact.agreement and one.fact.agreement.pk == other.fact.agreement.pk:
        return False
    if one.fact.pk in other.fact.corroborates or other.fact.pk in one.fact.corroborates:
        return False
    (like, words), (other_like, other_words) = one.like, other.like
    return like != other_like and not words <= other_words and not other_words <= words


Some = tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a line, cut into quarters of equal length; `mixed` if its middle is asked by order."""

    quarters: tuple[Sequence[Item], ...]
    shifts: tuple[int, ...]
    mixed: bool

    def asked(self, pk: int) -> tuple[int, int] | None:
        """The quarter of a fact and its place in it."""
        for number, quarter in enumerate(self.quarters):
            for place, item in enumerate(quarter):
                if item.fact.pk == pk:
                    return number, place
        return None

    def beside(self, quarter: int, place: int) -> list[tuple[int, Item]]:
        """Wrong options for who stands there, each with its number: the quarter it is for, and the shift.

        Those of a middle quarter have only three quarters on their side, so they take two of the outermost.
        """
        way = 1 if quarter < 2 else -1
        wanted = [quarter + way * step for step in (1, 2, 3)]
        halved = quarter in (1, 2)
        if halved:
            wanted[2] = wanted[1]
        found = []
        for slot, number in enumerate(wanted):
            shifts = self.shifts[slot - 1 :: 2] if halved and slot else self.shifts
            for turn, shift in enumerate(shifts[:SHIFTS]):
                there = self.quarters[number]
                found.append((slot * SHIFTS + turn + 1, there[(place + way * shift) % len(there)]))
        return found

    def in_order(self, quarter: int, place: int) -> Some:
        """One of each quarter, otherwise for the second quarter than for the third."""
        first = self.quarters[0][place - 1 if quarter == 2 else place]
        return (first, *(each[place] for each in self.quarters[1:]))


class Line:
    """Items in the order of time, and who is offered beside whom."""

    def __init__(self, items: Iterable[Item]) -> None:
        self.items = sorted(items, key=lambda item: item.place)
        self.places = [item.place for item in self.items]
        self.stretches: dict[int, Stretch] = {}
        if not self.short:
            for low, high in self._cuts():
                self._stretch(low, high)

    @property
    def short(self) -> bool:
        return len(self.items) < SHORT_LINE

    @cached_property
    def step(self) -> int:
        """How many places on the next item is, for nearly all of them, clear of an item."""
        items, steps = self.items, []
        for index in range(0, len(items), max(1, len(items) // 200)):
            ahead = range(index + 1, min(len(items), index + SKIPPED))
            steps.append(next((each - index for each in ahead if items[index].before(items[each])), SKIPPED))
        return sorted(steps)[len(steps) * 95 // 100] if steps else 1

    def _cuts(self) -> Iterator[tuple[int, int]]:
        """Where stretches begin and end: each at least half and at most twice as long as wanted."""
        usual = max(round(STRETCH * len(self.items)), 6 * self.step, SHORT_LINE)
        half = 1 << (usual // 2).bit_length() - 1
        low = 0
        for index, item in enumerate(self.items, start=1):
            rest, length = len(self.items) - index, index - low
            cut = length >= half and (number_of(item.fact) % half == 0 or length == 4 * half)
            if rest == 0 or (cut and rest >= half):
                yield low, index
                low = index

    def _stretch(self, low: int, high: int) -> None:
        size = (high - low) // OPTIONS
        shifts = (0, *range(self.step, size))
        if size < max(2, self.step):
            return
        spread = tuple(
            dict.fromkeys(shifts[len(shifts) * turn // (2 * SHIFTS)] for turn in range(2 * SHIFTS))
        )
        quarters = tuple(self.items[low + size * n : low + size * (n + 1)] for n in range(OPTIONS))
        mixed = len(spread) < 2 or number_of(self.items[low].fact) // 1009 % 5 < 2
        stretch = Stretch(quarters, spread, mixed)
        self.stretches.update((item.fact.pk, stretch) for quarter in quarters for item in quarter)

    def asked(self, key: Item) -> tuple[Facet, list[tuple[int, Item]] | Some] | None:
        """What is asked of an item that stands in a stretch, and with whom."""
        pk = key.fact.pk
        stretch = self.stretches.get(pk)
        if stretch is None or (found := stretch.asked(pk)) is None:
            return None
        quarter, place = found
        if stretch.mixed and quarter in (1, 2):
            some = stretch.in_order(quarter, place)
            clear = all(one.before(other) for one, other in pairwise(some))
            meet = all(_may_meet(one, other) for one, other in combinations(some, 2))
            return (Facet.SEQUENCE, some) if clear and meet else None
        way = 1 if quarter < 2 else -1
        beside = [
            (number, other)
            for number, other in stretch.beside(quarter, place)
            if _follows(key, other, way) and _may_meet(key, other)
        ]
        return Facet.FIRST if quarter < 2 else Facet.LAST, beside

    def _spaced(self, key: Item) -> Iterator[Some]:
        """Items of which the key is the earliest, then those of which it is the latest."""
        wide = max(1, round(SPACED * len(self.items)))
        for most in (FULL, FEWEST):
            for spaced in dict.fromkeys((wide, wide // 2 + 1, 1)):
                for way in (1, -1):
                    found, at = [key], self._at(key, way)
                    while len(found) <= most:
                        other = self._next(at + way * spaced, way, found)
                        if other is None:
                            break
                        found.append(other)
                        at = bisect_left(self.places, other.place)
                    if len(found) > most:
                        yield tuple(found[::way])

    @cached_property
    def sequences(self) -> dict[int, Some]:
        """For each fact that is asked by order outside of a stretch the items of it, no two alike."""
        found: dict[int, Some] = {}
        asked = {item.fact.pk: self.asked(item) for item in self.items if item.fact.pk in self.stretches}
        taken = {each[1] for each in asked.values() if each and each[0] == Facet.SEQUENCE}
        for item in self.items:
            if asked.get(item.fact.pk):
                continue
            if some := next((some for some in self._spaced(item) if some not in taken), None):
                found[item.fact.pk] = some
                taken.add(some)
        return found

    def sequence(self, key: Item) -> Some:
        """The items whose order is asked of a fact; empty where there are none."""
        return self.sequences.get(key.fact.pk, ())

    def beside(self, key: Item, facet: Facet, *, most: int) -> list[Item]:
        """The nearest items that are clear of the key on the side that the facet asks for."""
        way = 1 if facet == Facet.FIRST else -1
        found: list[Item] = []
        at = self._at(key, way)
        for index in range(at + way, at + way * 4 * SKIPPED, way):
            if not 0 <= index < len(self.items) or len(found) == most:
                break
            other = self.items[index]
            if _follows(key, other, way) and all(_may_meet(other, each) for each in (key, *found)):
                found.append(other)
        return found

    def _at(self, key: Item, way: int) -> int:
        """Where the key stands, or where it would have to stand for the next one to be its neighbour."""
        at = bisect_left(self.places, key.place)
        inside = at < len(self.items) and self.items[at].fact.pk == key.fact.pk
        return at if inside or way < 0 else at - 1

    def _next(self, at: int, way: int, found: Sequence[Item]) -> Item | None:
        """The first item from a place on that is clear of the last that was found and may meet them all."""
        for index in range(at, at + way * SKIPPED, way):
            if not 0 <= index < len(self.items):
                return None
            other = self.items[index]
            if _follows(found[-1], other, way) and all(_may_meet(other, each) for each in found):
                return other
        return None


def _follows(one: Item, other: Item, way: int) -> bool:
    return one.before(other) if way > 0 else other.before(one)


Group = tuple[str | bool, ...]


class Lines:
    """All lines of some facts: of one type and verb, of one type, of one kind, and of all."""

    def __init__(self, facts: Iterable[Fact], *, most: int = POOL_SIZE) -> None:
        self.most = most
        self._items: dict[Group, list[Item]] = defaultdict(list)
        self._lines: dict[Group, Line] = {}
        self._printed: dict[int, tuple[str, str]] = {}
        alike: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        for fact in facts:
            self._printed[fact.pk] = fact.base, fold(text_of(fact))
            alike[self._printed[fact.pk]].append(fact)
        self._alike = alike
        for group in alike.values():
            group.sort(key=lambda fact: fact.pk)
            told = {fact.pk: apart(fact, group) for fact in group}
            items = [item_of(fact, text=told[fact.pk]) for fact in group if told[fact.pk]]
            rest = next((fact for fact in group if not told[fact.pk]), None)
            items.append(item_of(rest, group) if rest else None)
            for item in filter(None, items):
                for name in self._names(item):
                    self._items[name].append(item)

    @staticmethod
    def _names(item: Item) -> tuple[Group, ...]:
        fact = item.fact
        alike: Group = (fact.base, item.gapped, item.voice)
        return (
            (*alike, fact.type, item.verb),
            (*alike, fact.type),
            (*alike, "", fact.kind),
            alike,
        )

    def alike(self, fact: Fact) -> list[Fact]:
        """The facts that print the same, the first made first."""
        return self._alike[self._printed[fact.pk]]

    def of(self, item: Item) -> tuple[list[Line], list[Line]]:
        """Lines in which an item can be asked: those of its own type, narrowest first, and the wider ones."""
        lines = [self._line(name) for name in self._names(item)]
        if lines[0].short:
            del lines[0]
        return lines[:-2], lines[-2:]

    def _line(self, name: Group) -> Line:
        if name not in self._lines:
            self._lines[name] = Line(self._items.get(name, ()))
        return self._lines[name]


_KEPT: WeakKeyDictionary[MemoryFactBase, Lines] = WeakKeyDictionary()
NEAR_POOL = 8
"""Wrong options of a fact that is asked alone, out of the neighbours that the base was asked for."""


def lines_around(fact: Fact, base: FactBase) -> Iterator[Lines]:
    """The lines in which a fact is asked: those of a whole base in memory, else of the facts near in time."""
    if isinstance(base, MemoryFactBase):
        if base not in _KEPT:
            _KEPT[base] = Lines(base)
        yield _KEPT[base]
        return
    if fact.primary is None:
        return
    date = fact.primary.date
    for type_ in (fact.type, ""):
        yield Lines([fact, *base.near(date, count=distractors.NEIGHBOURS, type=type_)], most=NEAR_POOL)


def generate(fact: Fact, base: FactBase) -> Iterator[Proposal]:
    item = _placed(fact, base)
    if isinstance(item, Withheld):
        yield item
        return
    ways = tuple(_ways(item, _TRIED[preferred(fact)], base))
    if ways:
        yield ways
    else:
        reason = "Too few facts of its kind lie clear of it in time."
        yield replace(_withheld(fact, reason), wants_options=True)


def alone(fact: Fact, base: FactBase) -> Question | None:
    """A fact as the only item of an order, without a stem; None where it has no place in one."""
    item = _placed(fact, base)
    if isinstance(item, Withheld):
        return None
    return Question(
        fact=fact,
        facet=preferred(fact),
        kind=Kind.ORDER,
        stem="",
        given=Given(attribution=item.voice),
        key=(item.option,),
        pool=(),
        attribution=item.voice,
    )


def _withheld(fact: Fact, reason: str) -> Withheld:
    return Withheld(fact=fact, facet=_TRIED[preferred(fact)][0], kind=Kind.ORDER, reason=reason)


def _placed(fact: Fact, base: FactBase) -> Item | Withheld:
    """A fact as an item, or why it is none."""
    if reason := why_not(fact):
        return _withheld(fact, reason)
    alike = twins(fact, base)
    if alike is None:
        return _withheld(fact, "Too many facts print its title.")
    told = apart(fact, alike)
    item = item_of(fact, text=told) if told else item_of(fact, alike)
    if item is None:
        reason = "Its title alone does not say which fact it is, and another of that title has no date."
        return _withheld(fact, reason)
    elder = fact if told else next(each for each in alike if each.pk == fact.pk or not apart(each, alike))
    if elder.pk != fact.pk:
        reason = f"The same is asked of another fact of this title ({elder.key})."
        return replace(_withheld(fact, reason), because=(elder.pk,))
    return item


def twins(fact: Fact, base: FactBase) -> list[Fact] | None:
    """The facts that an option could mean which prints this fact, the first made first."""
    if isinstance(base, MemoryFactBase):
        return next(lines_around(fact, base)).alike(fact)
    found = base.fitting(Given(title=fact.printed_title))
    if found is None:
        return None
    return sorted({each.pk: each for each in (fact, *found)}.values(), key=lambda each: each.pk)


def _ways(item: Item, facets: Sequence[Facet], base: FactBase) -> Iterator[Question]:
    """The best ways to ask a fact: in its stretch, by the order of several, beside its neighbours.

    Whoever stands in no stretch would be offered more seldom than those beside it, and so tell the answer:
    in a base that is made as a whole that is left for facts that can be asked in no other way.
    """
    whole = isinstance(base, MemoryFactBase)
    sequence = (Facet.SEQUENCE,)
    for wanted in (sequence, facets) if whole and Facet.SEQUENCE in facets else (facets,):
        for fewest in (FULL, FEWEST):
            for lines in lines_around(item.fact, base):
                for group in lines.of(item):
                    cut = (_in_stretch(item, line) for line in group if whole)
                    found = [question for question in cut if question][:1]
                    found += islice(_tried(item, group, wanted, fewest=fewest, most=lines.most), 1)
                    if found:
                        yield from found
                        return


def _tried(
    item: Item, lines: Iterable[Line], facets: Sequence[Facet], *, fewest: int, most: int
) -> Iterator[Question]:
    for facet in facets:
        for line in lines:
            if facet == Facet.SEQUENCE:
                items = line.sequence(item)
                if len(items) > fewest:
                    yield _sequence(item, items)
                    break
            else:
                others = line.beside(item, facet, most=most)
                if len(others) >= fewest:
                    yield _first_or_last(item, facet, [other.option for other in others], others)
                    break


def _in_stretch(item: Item, line: Line) -> Question | None:
    """What is asked of an item by the stretch of its line; None where it stands in none."""
    asked = line.asked(item)
    if asked is None:
        return None
    facet, some = asked
    if facet == Facet.SEQUENCE:
        return _sequence(item, cast(Some, some))
    numbered = cast(list[tuple[int, Item]], some)
    if len({(number - 1) // SHIFTS for number, _ in numbered}) < FULL:
        return None
    options = [replace(other.option, sort=number) for number, other in numbered]
    question = _first_or_last(item, facet, options, [other for _, other in numbered])
    return replace(question, seat=IN_LINE)


def _first_or_last(item: Item, facet: Facet, options: Iterable[Option], others: Iterable[Item]) -> Question:
    verb = _verb(item, *others)
    sentence = f"hich of these {verb} {'first' if facet == Facet.FIRST else 'last'}?"
    return Question(
        fact=item.fact,
        facet=facet,
        kind=Kind.ORDER,
        stem=f"{item.voice}, w{sentence}" if item.voice else f"W{sentence}",
        given=Given(attribution=item.voice),
        key=(item.option,),
        pool=tuple(options),
        attribution=item.voice,
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
