"""Loading a bundle: idempotent, all or nothing, and never over what somebody changed here."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from history import changes, models
from history.changes import Change
from history.packs import nfacts, starter
from history.packs.bundle import Bundle, digest
from history.packs.files import read_file
from history.packs.store import Report, load
from history.packs.stored import stored
from history.packs.writing import write

from .test_nfacts import by_id, small, with_fact

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DATA = Path(settings.ROOT) / "tests" / "data"
PACK = Path(settings.ROOT) / "history" / "data" / "korea.yaml"
SECTIONS = ("actors", "places", "sources", "agreements", "facts", "errata")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> list[Change]:
    """What subscribers heard; nobody else is subscribed."""
    heard: list[Change] = []
    monkeypatch.setattr(changes, "_subscribers", [heard.append])
    return heard


def bring(raw: dict[str, Any], **options: Any) -> Report:
    return load(nfacts.read(copy.deepcopy(raw)), now=options.pop("now", NOW), **options)


def outcome(report: Report, section: str) -> dict[str, int]:
    return {name: number for name, number in report.counts[section].items() if number}


def pack() -> Bundle:
    return starter.read(read_file(PACK), "korea")


def rows(bundle: Bundle) -> dict[str, dict[str, str]]:
    return {name: {key: digest(row) for key, row in getattr(bundle, name).items()} for name in SECTIONS}


def test_pack_is_stored_as_it_was_read() -> None:
    report = load(pack(), now=NOW)
    assert {name: outcome(report, name) for name in SECTIONS} == {
        "actors": {"new": 135},
        "places": {"new": 32},
        "sources": {"new": 327},
        "agreements": {"new": 56},
        "facts": {"new": 227},
        "errata": {"new": 25},
    }
    assert report.publication == {"published": 227}
    assert rows(stored(models.Base.objects.get())) == rows(pack())


def test_second_import_touches_nothing(told: list[Change], django_assert_max_num_queries: Any) -> None:
    load(pack(), now=NOW)
    before = list(models.Fact.objects.order_by("pk").values())
    told.clear()
    with django_assert_max_num_queries(60):
        report = load(pack(), now=NOW + timedelta(days=1))
    assert {name: outcome(report, name) for name in SECTIONS} == {
        name: {"same": len(getattr(pack(), name))} for name in SECTIONS
    }
    assert list(models.Fact.objects.order_by("pk").values()) == before
    assert told == []


@pytest.mark.parametrize("name", ["uk_treaties_200.json", "wikitrivia_200.json"])
def test_sample_is_given_back(name: str) -> None:
    raw = read_file(DATA / name)
    report = bring(raw)
    assert outcome(report, "facts") == {"new": 200}
    written = write(stored(models.Base.objects.get()))
    assert by_id(written["facts"]) == by_id(raw["facts"])
    assert by_id(written["entities"]) == by_id(raw["entities"])
    assert outcome(bring(raw), "facts") == {"same": 200}


def test_changed_file_updates_exactly_the_changed_fact(told: list[Change]) -> None:
    raw = small()
    raw["facts"].append({**small()["facts"][0], "id": "f2"})
    bring(raw)
    told.clear()
    raw["facts"][1]["dates"][0]["edtf"] = "1900-01-03"
    report = bring(raw, now=NOW + timedelta(days=1))
    assert outcome(report, "facts") == {"same": 1, "changed": 1}
    first, second = models.Fact.objects.order_by("key")
    assert (first.version, second.version) == (1, 2)
    assert (first.changed_at, second.changed_at) == (NOW, NOW + timedelta(days=1))
    assert second.earliest == second.latest == first.earliest + 1
    assert second.dates.count() == 1
    assert told == [Change(facts=frozenset({second.pk}), bulk=True)]


def test_new_name_of_an_actor_reaches_the_facts_that_name_it(told: list[Change]) -> None:
    raw = with_fact(title={"en": "Sildavian Treaty"})
    bring(raw)
    told.clear()
    assert models.Fact.objects.get().title_key == "sildavian treaty"
    raw["entities"][0]["labels"] = {"en": "Sildavia"}
    report = bring(raw)
    fact = models.Fact.objects.get()
    assert outcome(report, "actors") == {"same": 1, "changed": 1}
    assert outcome(report, "facts") == {"same": 1}
    assert fact.version == 1
    assert fact.clues.filter(text="@sildavia").exists()
    actor = models.Actor.objects.get(key="a")
    assert told == [Change(facts=frozenset({fact.pk}), actors=frozenset({actor.pk}), bulk=True)]


def test_rows_that_left_the_file_stay() -> None:
    bring(small())
    raw = small()
    raw["facts"] = []
    report = bring(raw)
    assert models.Fact.objects.count() == 1
    assert outcome(report, "facts") == {"not in file": 1}


def test_fact_changed_here_is_left_as_it_is() -> None:
    bring(small())
    models.Fact.objects.update(titles={"en": "Corrected"})
    assert outcome(bring(small()), "facts") == {"same": 1}
    report = bring(with_fact(rank=9))
    assert outcome(report, "facts") == {"skipped": 1}
    assert models.Fact.objects.get().titles == {"en": "Corrected"}
    assert "It was changed here" in report.remarks[-1].sentence
    assert outcome(bring(with_fact(rank=9), overwrite=True), "facts") == {"changed": 1}
    assert models.Fact.objects.get().titles == {"en": "Treaty of Port"}


def test_withdrawn_fact_stays_withdrawn() -> None:
    bring(small())
    models.Fact.objects.update(publication="withdrawn")
    bring(with_fact(rank=9))
    assert models.Fact.objects.get().publication == "withdrawn"


def test_fact_that_no_longer_stands_goes_back_to_review() -> None:
    bring(small())
    sides = [{"facet": "date", "holds": f"In {year}.", "value": year} for year in ("1900", "1901")]
    report = bring(with_fact(positions=sides))
    assert models.Fact.objects.get().publication == "in_review"
    assert report.remarks[-1].sentence == (
        "Back in review after an import. Each position of a contested fact needs a citation of its own."
    )


def test_fact_falls_when_the_state_of_its_source_turns_out_to_be_a_successor() -> None:
    """The fact and its source stay as they are: the second file changes only the states behind them."""
    raw = small()
    raw["entities"] += [
        {"id": "c", "type": "state", "labels": {"en": "Carpania"}},
        {"id": "n", "type": "person", "labels": {"en": "Ana Noor"}, "country": "a"},
    ]
    raw["sources"] = [{"id": "s", "title": "Gazette", "kind": "government", "origin": "c", "state": "c"}]
    raw["facts"] = [
        {
            "id": "f1",
            "kind": "event",
            "type": "visit",
            "statement": "Ana Noor opened the harbour.",
            "actors": [{"id": "n", "role": "visitor"}],
            "standing": "established",
            "sources": [{"source": "s"}],
        }
    ]
    bring(raw)
    assert models.Fact.objects.get().publication == "published"
    by_id(raw["entities"])["a"]["related"] = ["c"]
    bring(raw)
    assert models.Fact.objects.get().publication == "in_review"


def test_doubtful_fact_comes_in_as_in_review() -> None:
    report = bring(with_fact(dates=[{"role": "signed", "edtf": "0000"}]))
    assert models.Fact.objects.get().publication == "in_review"
    assert report.publication == {"in_review": 1}


def test_subscriber_that_fails_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(change: Change) -> None:
        raise RuntimeError("no")

    monkeypatch.setattr(changes, "_subscribers", [refuse])
    with pytest.raises(RuntimeError):
        bring(small())
    assert [models.Base.objects.count(), models.Actor.objects.count(), models.Fact.objects.count()] == [
        0,
        0,
        0,
    ]


def test_dirty_base_is_loaded_without_its_dirty_values() -> None:
    raw = with_fact(
        dates=[{"role": "signed", "edtf": "9999"}],
        actors=[{"id": "a", "role": "x" * 301}],
        sources=[{"text": "t" * 1500, "url": "javascript:alert(1)"}],
    )
    bring(raw)
    fact = models.Fact.objects.get()
    assert (fact.earliest, fact.dates.count(), fact.citations.get().source.address) == (None, 0, "")
    assert write(stored(fact.base))["facts"] == raw["facts"]


def test_commands_import_and_export(tmp_path: Path) -> None:
    out, file = StringIO(), tmp_path / "korea.json"
    call_command("import_facts", str(PACK), base="korea", quiet=True, stdout=out)
    assert "facts                     227        0        0        0        0" in out.getvalue()
    call_command("export_facts", base="korea", out=file, stdout=out)
    assert len(json.loads(file.read_text())["facts"]) == 227
    call_command("import_facts", str(file), stdout=out)
    assert "facts                       0        0      227        0        0" in out.getvalue()


def test_commands_refuse_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"Nothing was imported\. none\.json must be a file that exists\."):
        call_command("import_facts", str(tmp_path / "none.json"))
    with pytest.raises(CommandError, match=r"There is no base x\. The bases are: none yet\."):
        call_command("export_facts", base="x")


def test_rows_borrowed_from_another_base_are_exported_with_the_fact() -> None:
    bring(small())
    bring({**small(), "name": "other"})
    borrowed = models.Actor.objects.get(base__key="other", key="b")
    models.Participation.objects.filter(actor__key="b", fact__base__key="small").update(actor=borrowed)
    written = write(stored(models.Base.objects.get(key="small")))
    assert [actor["id"] for actor in written["facts"][0]["actors"]] == ["a", "other::b"]
    assert by_id(written["entities"])["other::b"]["labels"] == {"en": "Borduria"}
    assert nfacts.read(written).remarks == []
