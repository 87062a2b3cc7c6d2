"""The audit: once through the questions for faults and texts, once more to guess."""

from __future__ import annotations

import hashlib
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .asked import Asked, Malformed, asked
from .chance import uniform_p
from .clues import GUESSERS, Texts, chosen, seen
from .coverage import KINDS, askable
from .faults import faults_of
from .folding import fold
from .report import Report, Score
from .world import World

BINS = 1000
Deals = Callable[[], Iterable[tuple[str, Mapping[str, Any]]]]
"""Opens the questions anew: pairs of the deal (a seed or a file) and one line of nquestions/1."""


def audit(deals: Deals, world: World) -> Report:
    """Read the questions twice, and hold none of them."""
    report = Report(facts=len(world.facts))
    bank = Texts()
    covered = _first_reading(deals, world, report, bank)
    _second_reading(deals, report, bank)
    for kind, ids in askable(world).items():
        report.askable[kind] = len(ids)
        report.asked[kind] = len(ids & covered[kind])
        report.unasked[kind] = sorted(ids - covered[kind])
    named = {id for some in report.unasked.values() for id in some}
    named.update(id for count in report.faults.values() for id in count.facts)
    report.names = {id: world.called(id) for id in named}
    return report


def _first_reading(deals: Deals, world: World, report: Report, bank: Texts) -> dict[str, set[str]]:
    covered: dict[str, set[str]] = {kind: set() for kind in KINDS}
    met: dict[str, set[bytes]] = defaultdict(set)
    near = _Nearness(world)
    for deal, row in deals():
        report.questions += 1
        try:
            question = asked(row)
        except Malformed as error:
            report.faulty += 1
            qid = row.get("qid") if isinstance(row, Mapping) else None
            report.faults["malformed"].add(str(qid or report.questions), str(error))
            continue
        report.kinds[question.kind] = report.kinds.get(question.kind, 0) + 1
        bank.read(question)
        found = dict(faults_of(question, world))
        found |= _duplicate(question, met[deal])
        for name, detail in found.items():
            report.faults[name].add(question.qid, detail, fact=question.fact)
        report.faulty += bool(found)
        if question.mode == "single" and len(question.right) == 1:
            _count_place(question, report)
            near.add(question)
        else:
            _count_other_modes(question, report)
        kind = "event" if question.kind == "agreement" and _is_event(question, world) else question.kind
        if kind in covered:
            covered[kind].update(question.facts)
    for kind, table in sorted(report.positions.items()):
        report.position_p[kind] = uniform_p(table.values())
    for kind, table in sorted(report.ranks.items()):
        report.rank_ps[kind] = uniform_p(table.values())
    report.rank_p = report.rank_ps.get("")
    report.nearness = near.medians()
    return covered


def _is_event(question: Asked, world: World) -> bool:
    fact = world.facts.get(question.fact)
    return fact is not None and fact.kind == "event"


def _duplicate(question: Asked, met: set[bytes]) -> dict[str, str]:
    """Whether one deal has asked the same already: the same words, and for an order the same options."""
    by_id = hashlib.blake2b(f"qid {question.qid}".encode(), digest_size=12).digest()
    if question.kind == "order":
        options = "|".join(sorted(fold(choice.text) for choice in question.choices) + sorted(question.items))
    else:
        options = ""
    text = f"{question.ask} {question.mode} {question.lang} {fold(question.stem)} {options}"
    by_text = hashlib.blake2b(text.encode(), digest_size=12).digest()
    found = {}
    if by_id in met:
        found["duplicate"] = "The same qid was there before."
    elif by_text in met:
        found["duplicate"] = f"“{question.stem}” was asked before."
    met.add(by_id)
    met.add(by_text)
    return found


def _count_place(question: Asked, report: Report) -> None:
    """Count where right answers stand, in whatever mode has an order that could tell them."""
    index, options = question.right[0], len(question.choices)
    for kind in ("", question.kind):
        _tick(report.positions, kind, options, index)
    view = seen(question)
    if view.days:
        rank = sorted(view.days).index(view.days[index])
        for kind in ("", question.kind):
            _tick(report.ranks, kind, options, rank)


def _count_other_modes(question: Asked, report: Report) -> None:
    if question.mode == "multi" and 0 < len(question.right) < len(question.choices):
        for index in question.right:
            _tick(report.positions, f"{question.kind}, several", len(question.choices), index)
    elif question.mode == "truefalse" and isinstance(question.answer, bool):
        for kind in ("", question.kind):
            _tick(report.positions, ", ".join(filter(None, ("true or false", kind))), 2, int(question.answer))
    elif question.ask == "order:sequence" and isinstance(question.answer, list) and question.answer:
        first = str(question.answer[0])
        if first in question.items:
            _tick(report.positions, "sequence", len(question.items), question.items.index(first))


def _tick(tables: dict[str, dict[int, list[int]]], name: str, cells: int, index: int) -> None:
    tables.setdefault(name, {}).setdefault(cells, [0] * cells)[index] += 1


def _second_reading(deals: Deals, report: Report, bank: Texts) -> None:
    report.guesses = {name: {"": Score()} for name in GUESSERS}
    tallies = [_Tally(scores, name) for name, scores in report.guesses.items()]
    numbers: dict[bytes, int] = {}
    kinds: list[str] = []
    before, place_before, deal_before = "", -1, ""
    for deal, row in deals():
        try:
            question = asked(row)
        except Malformed:
            continue
        if deal != deal_before:
            before, place_before, deal_before = "", -1, deal
        options = len(question.choices)
        if question.mode != "single" or len(question.right) != 1 or options < 2:
            continue
        number = numbers.setdefault(_identity(question), len(numbers))
        if number == len(kinds):
            kinds.append(sys.intern(question.kind))
        view, key = seen(question, before, place_before), question.right[0]
        before, place_before = view.folded[key], key
        for tally in tallies:
            scores = GUESSERS[tally.name](view, bank)
            if scores is not None:
                right = chosen(scores, salt=f"{tally.name} {question.qid}") == key
                tally.add(number, question.kind, right=right, options=options)
    for tally in tallies:
        tally.close(kinds)


def _identity(question: Asked) -> bytes:
    """What stays the same when a question is dealt again."""
    text = f"{'|'.join(question.facts)} {question.ask} {question.lang} {question.kind} {question.stem}"
    return hashlib.blake2b(text.encode(), digest_size=8).digest()


class _Tally:
    """What one guesser got, with the excess of each question over all its deals."""

    def __init__(self, scores: dict[str, Score], name: str) -> None:
        self.scores, self.name = scores, name
        self.excess = array("f")

    def add(self, number: int, kind: str, *, right: bool, options: int) -> None:
        if number >= len(self.excess):
            self.excess.extend([0.0] * (number + 1 - len(self.excess)))
        self.excess[number] += right - 1 / options
        for score in (self.scores[""], self.scores.setdefault(kind, Score())):
            score.right += right
            score.asked += 1
            score.expected += 1 / options

    def close(self, kinds: list[str]) -> None:
        for number, excess in enumerate(self.excess):
            if excess:
                self.scores[""].variance += excess**2
                self.scores[kinds[number]].variance += excess**2


class _Nearness:
    """How near in time wrong options are: what share of the facts of the type is nearer still."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.times: dict[str, list[float]] = defaultdict(list)
        self.bins: dict[str, list[int]] = defaultdict(lambda: [0] * (BINS + 1))
        for fact in world:
            if primary := fact.primary():
                self.times[fact.type].append((primary[1].earliest + primary[1].latest) / 2)
        for times in self.times.values():
            times.sort()

    def add(self, question: Asked) -> None:
        own = self.world.facts.get(question.fact)
        time = self._time(question.fact)
        if own is None or time is None:
            return
        times = self.times[own.type]
        for choice in question.others:
            if choice.date:
                other: float | None = (choice.date.earliest + choice.date.latest) / 2
            else:
                other = self._time(choice.value) if choice.what == "fact" else None
            if other is None:
                continue
            distance = abs(other - time)
            nearer = bisect_left(times, time + distance) - bisect_right(times, time - distance)
            self.bins[question.kind][min(BINS, round(BINS * max(0, nearer - 1) / len(times)))] += 1

    def _time(self, id: str) -> float | None:
        fact = self.world.facts.get(id)
        primary = fact.primary() if fact else None
        return (primary[1].earliest + primary[1].latest) / 2 if primary else None

    def medians(self) -> dict[str, float]:
        found = {}
        for kind, bins in sorted(self.bins.items()):
            half, passed = sum(bins) / 2, 0
            for index, count in enumerate(bins):
                passed += count
                if passed >= half:
                    found[kind] = index / BINS
                    break
        return found
