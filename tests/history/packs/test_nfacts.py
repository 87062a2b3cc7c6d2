"""nfacts/1: every dirty value is named, and what was read is written again."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from history.packs import nfacts, starter
from history.packs.bundle import Bundle, PackError, digest
from history.packs.files import read_file
from history.packs.writing import write

DATA = Path(settings.ROOT) / "tests" / "data"
SAMPLES = ("uk_treaties_200.json", "wikitrivia_200.json")


def small() -> dict[str, Any]:
    """A base with one clean fact."""
    return {
        "format": "nfacts/1",
        "name": "small",
        "origin": {"repo": "someone/something", "commit": "abc"},
        "notes": [],
        "entities": [
            {"id": "a", "type": "state", "labels": {"en": "Aland"}, "aliases": [{"text": "ALAND"}]},
            {"id": "b", "type": "state", "labels": {"en": "Borduria"}, "aliases": []},
            {"id": "p", "type": "place", "labels": {"en": "Port"}, "aliases": []},
        ],
        "facts": [
            {
                "id": "f1",
                "kind": "agreement",
                "type": "bilateral",
                "title": {"en": "Treaty of Port"},
                "dates": [{"role": "signed", "edtf": "1900-01-02", "raw": "2/1/1900"}],
                "actors": [{"id": "a", "role": "party"}, {"id": "b", "role": "party"}],
                "actors_complete": True,
                "places": ["p"],
                "tags": ["peace"],
                "rank": 7,
                "sources": [{"text": "Series 1", "url": "https://example.org/1", "locator": "p. 2"}],
            }
        ],
    }


def with_fact(**values: Any) -> dict[str, Any]:
    raw = small()
    raw["facts"][0] |= values
    return raw


def told(bundle: Bundle) -> list[str]:
    return [str(remark) for remark in bundle.remarks]


def by_id(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {row["id"]: row for row in rows}


def assert_written_as_read(raw: dict[str, Any]) -> None:
    written = write(nfacts.read(copy.deepcopy(raw)))
    assert by_id(written["facts"]) == by_id(raw["facts"])
    assert by_id(written["entities"]) == by_id(raw["entities"])
    assert {name: written[name] for name in raw if name != "entities"} == {
        name: value for name, value in raw.items() if name != "entities"
    }


@pytest.mark.parametrize("name", SAMPLES)
def test_sample_is_written_as_it_was_read(name: str) -> None:
    assert_written_as_read(read_file(DATA / name))


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"weather": {"wind": "west"}},
        {"actors": [{"id": "a", "role": "winner", "medal": "gold"}], "actors_complete": False},
        {"actors": [], "actors_complete": True, "tags": []},
        {"dates": [{"role": "signed", "edtf": " 1900-01 "}, {"role": "held", "edtf": "1900", "raw": 1900}]},
        {"dates": [{"role": "signed", "edtf": "9999"}]},
        {"sources": [{"text": "A", "locator": "1"}, {"text": "A", "locator": "2"}], "places": ["p", "p"]},
        {"claim": True, "attribution": "Herodotus"},
        {
            "sources": [{"text": "A"}, {"text": "B"}],
            "claims": [
                {"attr": "date:signed", "value": "1900", "source": 0},
                {"attr": "date:signed", "value": "1901", "source": 1, "page": 3},
            ],
        },
        {"_given": 1, "_digest": "x"},
    ],
)
def test_fact_is_written_as_it_was_read(values: dict[str, Any]) -> None:
    assert_written_as_read(with_fact(**values))


def test_starter_pack_survives_nfacts() -> None:
    pack = starter.read(read_file(Path(settings.ROOT) / "history" / "data" / "korea.yaml"))
    again = nfacts.read(json.loads(json.dumps(write(pack))))
    assert again.remarks == []
    assert again.base == pack.base
    for section in ("actors", "places", "sources", "agreements", "facts", "errata"):
        before, after = getattr(pack, section), getattr(again, section)
        assert {key: digest(row) for key, row in after.items()} == {
            key: digest(row) for key, row in before.items()
        }


def test_claims_that_differ_make_a_fact_contested() -> None:
    claims = [{"attr": "date:signed", "value": year, "source": 0} for year in ("1900", "1901")]
    fact = nfacts.read(with_fact(claims=claims)).facts["f1"]
    assert fact.standing == "contested"
    assert [(each.facet, each.value, each.cites[0].locator) for each in fact.positions] == [
        ("date", "1900", "p. 2"),
        ("date", "1901", "p. 2"),
    ]


def test_claims_that_agree_leave_a_fact_established() -> None:
    claims = [{"attr": "date:signed", "value": "1900", "source": 0}] * 2
    assert nfacts.read(with_fact(claims=claims)).facts["f1"].standing == "established"


def test_fact_without_sources_is_cited_to_its_base() -> None:
    bundle = nfacts.read(with_fact(sources=[]))
    source = bundle.sources[bundle.facts["f1"].cites[0].source]
    assert source.title == "small, someone/something, abc"
    assert write(bundle)["facts"][0]["sources"] == []


def test_roles_are_closed_only_where_the_file_says_so() -> None:
    assert nfacts.read(small()).facts["f1"].complete_roles == ["party"]
    assert nfacts.read(with_fact(actors_complete=False)).facts["f1"].complete_roles == []
    lost = with_fact(actors=[{"id": "a", "role": "party"}, {"id": "x", "role": "party"}])
    assert nfacts.read(lost).facts["f1"].complete_roles == []


DIRTY = [
    ({"dates": [{"role": "signed", "edtf": "1900-02-30"}]}, "date signed 1900-02-30 cannot be read"),
    ({"dates": [{"role": "signed", "edtf": "9999-12-31"}]}, "is no date but a mark for an unknown one"),
    ({"dates": [{"role": "signed", "edtf": "0000-00-00"}]}, "is no date but a mark for an unknown one"),
    ({"dates": [{"role": "signed", "edtf": "0000"}]}, "year 0000, which is 1 BCE"),
    ({"dates": [{"role": "signed", "edtf": 1900}]}, "must be text in quotes"),
    ({"dates": [{"role": "signed", "edtf": ""}]}, "date signed is empty"),
    ({"dates": [{"role": "sealed", "edtf": "1900"}]}, "role 'sealed', which is unknown"),
    ({"dates": [{"role": "signed", "edtf": "1900"}] * 2}, "stands there twice"),
    ({"dates": "1900"}, "dates must be a list"),
    ({"actors": [{"id": "nobody", "role": "party"}]}, "refers to 'nobody'"),
    ({"actors": [{"role": "party"}]}, "has no id"),
    ({"actors": [{"id": "p", "role": "party"}]}, "refers to 'p'"),
    ({"places": ["a"]}, "refers to 'a'"),
    ({"sources": [{"url": None}]}, "One of its sources has no text"),
    ({"sources": [{"text": "A", "url": "javascript:alert(1)"}]}, "is no web address"),
    ({"rank": "first"}, "rank must be a whole number"),
    ({"claims": [{"attr": "date", "value": "1900", "source": 9}]}, "source 9, which the fact does not have"),
    ({"standing": "sure"}, "standing 'sure' is unknown"),
    ({"title": {"en": "Treaty &amp; Co"}}, "Its title holds markup, '&amp;'"),
    ({"title": {"en": "Treaty <b>of</b> Port"}}, "Its title holds markup, '<b>'"),
    ({"title": {"en": "Treaty \u202eof Port"}}, "Its title holds the unseen character U+202E"),
    ({"title": {"en": "1234"}}, "Its title '1234' has no letters"),
    ({"dates": [{"role": "signed", "edtf": "1900-01-01"}]}, "often stands where no date was entered"),
]


@pytest.mark.parametrize(("values", "sentence"), DIRTY)
def test_dirty_value_is_named_and_left_out(values: dict[str, Any], sentence: str) -> None:
    bundle = nfacts.read(with_fact(**values))
    assert [line for line in told(bundle) if line.startswith("facts f1: ") and sentence in line]
    assert list(bundle.facts) == ["f1"]
    assert_written_as_read(with_fact(**values))


ERRORS = [
    ({"kind": "party"}, "kind must be one of"),
    ({"kind": ["event"]}, "kind must be one of"),
    ({"title": {"en": "  "}}, "neither a title nor a statement"),
    ({"title": {}}, "neither a title nor a statement"),
    ({"claim": True}, "does not say whose"),
    ({"note": "a\0b"}, "a control character that no text may hold"),
    ({"note": "\ud800"}, "a character that no text may hold"),
    ({"rank": float("inf")}, "a number that is not finite"),
    ({"note": "x" * 20_001}, "a text of more than 20000 characters"),
]


@pytest.mark.parametrize(("values", "sentence"), ERRORS)
def test_fact_that_cannot_stand_is_an_error(values: dict[str, Any], sentence: str) -> None:
    bundle = nfacts.read(with_fact(**values))
    assert bundle.facts == {}
    assert bundle.errors("facts") == 1
    assert any(
        remark.error and remark.key == "f1" and sentence in remark.sentence for remark in bundle.remarks
    )


def test_duplicate_id_keeps_the_first() -> None:
    raw = small()
    raw["facts"].append({**raw["facts"][0], "title": {"en": "Another"}})
    bundle = nfacts.read(raw)
    assert bundle.facts["f1"].titles == {"en": "Treaty of Port"}
    assert told(bundle) == ["facts f1: Its id is used twice: only the first row was read."]


def test_name_without_letters_is_left_out() -> None:
    raw = small()
    raw["entities"][1]["labels"] = {"en": "???"}
    bundle = nfacts.read(raw)
    assert set(bundle.actors) == {"a"}
    assert told(bundle)[:2] == [
        "entities b: Its label '???' has no letters: it was left out.",
        "entities b: It has no name: it was left out.",
    ]


def test_year_zero_waits_for_a_teacher() -> None:
    bundle = nfacts.read(with_fact(dates=[{"role": "signed", "edtf": "0000"}]))
    assert bundle.facts["f1"].dates[0].date.edtf == "0000"
    assert "Check it before it is published." in bundle.doubtful["f1"]


JUNK = (None, 5, "", "zz", [], {}, [[]], [5], {"a": 1}, True, [{"id": []}], {"en": []}, "\0")


def mutants(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    paths = [path] if path else []
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, each in items:
        paths += mutants(each, (*path, name))
    return paths


@pytest.mark.parametrize("junk", JUNK, ids=repr)
def test_no_junk_anywhere_breaks_the_reader(junk: Any) -> None:
    raw = write(nfacts.read(with_fact(claims=[{"attr": "date:signed", "value": "1900", "source": 0}])))
    raw["agreements"] = [{"id": "g", "title": "Pact", "aliases": [{"text": "P", "lang": "en"}], "cites": []}]
    raw["sources"] = [
        {"id": "s", "title": "Book", "kind": "news", "authors": [{"literal": "A"}], "issued": "1900"}
    ]
    raw["errata"] = [{"source": "s", "about": "f1", "field": "date", "wrong": "1901", "why": "No."}]
    raw["entities"][0] |= {"terms": [{"office": "King", "start": "1900"}], "related": ["b"], "born": "1800"}
    raw["facts"][0] |= {
        "positions": [{"facet": "date", "holds": "x", "held_by": ["a"], "cites": [{"source": "s"}]}]
    }
    for path in mutants(raw):
        changed = copy.deepcopy(raw)
        part = changed
        for name in path[:-1]:
            part = part[name]
        part[path[-1]] = junk
        try:
            write(nfacts.read(changed))
        except PackError:
            continue
