"""The auditor finds what is spoiled, and finds nothing in what is clean."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterator
from typing import Any

import pytest

from quizzes.audit import World, audit
from quizzes.audit.asked import Malformed, asked
from quizzes.audit.faults import FAULTS, faults_of

from . import spoiling
from .banks import Bank
from .spoiling import CHANGERS, SPOILERS, Line, dice

pytestmark = pytest.mark.django_db
"""The banks are made in the test database, which is set up only where some test asks for it."""


def found(line: Line, world: World) -> set[str]:
    try:
        return {name for name, _ in faults_of(asked(line), world)}
    except Malformed:
        return {"malformed"}


def with_duchy(world: World) -> World:
    row = {
        "id": spoiling.OLD,
        "type": "state",
        "labels": {"en": "Old Duchy"},
        "born": "1200",
        "ended": "1500",
    }
    world.add({"entities": [row]})
    return world


def is_plain(line: Line) -> bool:
    """Whether it is a single choice about one fact; the other kinds and modes are spoiled in test_kinds."""
    return line["mode"] == "single" and line["kind"] in ("date", "actor", "agreement", "event", "place")


def spoiled(banks: list[Bank], sort: str) -> Iterator[tuple[str, set[str]]]:
    """(qid, faults found) of every question that can be spoiled in one way."""
    spoiler, _ = SPOILERS[sort]
    thrown = dice(f"spoil {sort}")
    for bank in banks:
        world = with_duchy(bank.world())
        for line in filter(is_plain, bank.copies()):
            if spoiler(line, thrown):
                yield line["qid"], found(line, world)


def is_told(line: Line, sort: str) -> bool:
    """Whether a question about changed facts must show it."""
    changer, kind, _ = CHANGERS[sort]
    if sort == "claim asked bare":
        return True
    if changer is spoiling.left_open:
        return line["kind"] == "actor" and "entity" in spoiling.key_of(line)["value"]
    if kind == "day":
        return line["kind"] == "date" and len(spoiling.key_of(line)["value"]["date"]) == 10
    return line["kind"] == "date"


def changed(banks: list[Bank], sort: str) -> Iterator[tuple[str, set[str]]]:
    """(qid, faults found) of every question on whose facts one change tells."""
    changer, _, _ = CHANGERS[sort]
    for bank in banks:
        world = bank.world(changer)
        for line in filter(is_plain, bank.lines):
            if is_told(line, sort):
                row: dict[str, Any] = line
                if changer is spoiling.planned:
                    row = {**line, "ask": "date:planned"}
                if changer in (spoiling.claimed, spoiling.contested):
                    row = {**line, "given": {n: v for n, v in line["given"].items() if n != "source"}}
                yield line["qid"], found(row, world)


def test_a_clean_bank_has_no_fault(banks):
    for bank in banks:
        report = audit(lambda bank=bank: (("one", line) for line in bank.lines), bank.world())
        assert {name: count.details for name, count in report.faults.items() if count.number} == {}
        assert report.faulty == 0
        assert report.questions == len(bank.lines) > 20


@pytest.mark.parametrize("sort", SPOILERS)
def test_a_spoiled_question_is_caught(banks, sort):
    missed = [(qid, faults) for qid, faults in spoiled(banks, sort) if not faults & SPOILERS[sort][1]]
    assert missed == []


@pytest.mark.parametrize("sort", CHANGERS)
def test_a_question_on_changed_facts_is_caught(banks, sort):
    missed = [(qid, faults) for qid, faults in changed(banks, sort) if CHANGERS[sort][2] not in faults]
    assert missed == []


def test_more_than_a_thousand_faults_of_more_than_fifteen_sorts_are_spoiled_here(banks):
    counts = {sort: len(list(spoiled(banks, sort))) for sort in SPOILERS}
    counts |= {sort: len(list(changed(banks, sort))) for sort in CHANGERS}
    assert min(counts.values()) >= 20
    assert len(counts) > 15
    assert sum(counts.values()) > 1000


def test_a_question_that_is_there_twice_is_caught_within_one_deal(small):
    twice = [{**line, "qid": f"{line['qid']} again"} for line in small.lines]
    one_deal = audit(lambda: (("one", line) for line in small.lines + twice), small.world())
    assert one_deal.faults["duplicate"].number == len(twice)
    both = itertools.product(("one", "two"), small.lines)
    assert audit(lambda: list(both), small.world()).faulty == 0


def test_predecessors_and_successors_are_caught(banks):
    line, world = copy.deepcopy(banks[-1].lines[0]), banks[-1].world()
    other = spoiling.wrong(line, dice("1"))
    world.entities[other["value"]["entity"]].related = frozenset({spoiling.key_of(line)["value"]["entity"]})
    assert found(line, world) == {"successor"}


def test_a_wrong_value_in_print_is_no_option(small):
    line = next(line for line in filter(is_plain, small.lines) if line["kind"] == "date")
    base = {**small.base, "errata": [_erratum(line)]}
    world = World()
    world.add(base)
    assert found(line, world) == {"erratum"}


def _erratum(line: Line) -> dict[str, str]:
    return {"about": line["fact"], "field": "date", "wrong": spoiling.wrong(line, dice("2"))["value"]["date"]}


@pytest.mark.parametrize(
    "row",
    [
        {},
        [],
        {"qid": "q"},
        {"qid": "q", "kind": "date", "ask": "date", "stem": "When?", "fact": "f", "options": "none"},
        {"qid": "q", "kind": "riddle", "ask": "date", "stem": "When?"},
        {"qid": "q", "kind": "date", "ask": "date", "stem": "When?", "given": {"date": "soon"}},
        {"qid": "q", "kind": "date", "ask": "date", "stem": "When?", "options": [{"text": "1", "value": 1}]},
        {"qid": "q", "kind": "date", "ask": "date", "stem": "When?", "options": [{"text": "1", "value": {}}]},
        {"qid": "q", "kind": "date", "ask": "date", "stem": "When?", "answer": 7},
        {"qid": "q", "kind": "date", "ask": "date", "stem": "When?", "answer": "first"},
        {
            "qid": "q",
            "kind": "date",
            "ask": "date",
            "stem": "W",
            "options": [{"text": "1", "value": {"date": "x"}}],
        },
        {
            "qid": "q",
            "kind": "actor",
            "ask": "a",
            "stem": "W",
            "options": [{"text": "1", "value": {"entities": 1}}],
        },
        {
            "qid": "q",
            "kind": "actor",
            "ask": "a",
            "stem": "W",
            "options": [{"text": " ", "value": {"entity": "x"}}],
        },
    ],
)
def test_what_is_no_question_is_counted_and_told(row):
    report = audit(lambda: [("one", row)], World())
    assert report.faults["malformed"].number == report.faulty == report.questions == 1
    assert report.faults["malformed"].details[0].endswith(".")


def test_every_fault_has_one_sentence():
    assert [name for name, means in FAULTS.items() if not means.endswith(".") or means.count(". ")] == []
