"""Each of the invented bases comes in, is told of, and goes out as it was."""

from __future__ import annotations

import copy
import gzip
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from history.models import Base, Fact, Position
from history.packs import nfacts
from history.packs.stored import stored
from history.packs.writing import write
from quizzes.models import BankQuestion

from . import BASES
from .parts import ERRORS

pytestmark = pytest.mark.django_db
SIZE = 60
REFUSED = {"nameless", "nothing"}

every_base = pytest.mark.parametrize("name", BASES)


def rows(raw: dict[str, Any], section: str) -> dict[str, Any]:
    """The rows of a section that can be read: the first of each id."""
    found: dict[str, Any] = {}
    for row in raw[section]:
        if row["id"] not in ERRORS | REFUSED:
            found.setdefault(row["id"], row)
    return found


def bring(raw: dict[str, Any], folder: Path, *, packed: bool = False) -> str:
    path = folder / ("base.json.gz" if packed else "base.json")
    content = json.dumps(raw, ensure_ascii=False).encode()
    path.write_bytes(gzip.compress(content) if packed else content)
    out = StringIO()
    call_command("import_facts", str(path), stdout=out)
    return out.getvalue()


def tally(told: str, section: str = "facts") -> list[int]:
    """New, changed, same, skipped and error of one section of a report."""
    line = next(line for line in told.splitlines() if line.split()[:1] == [section] and "." not in line)
    return [int(number) for number in line.split()[1:]]


def given_back(raw: dict[str, Any], folder: Path) -> dict[str, Any]:
    path = folder / "out.json"
    call_command("export_facts", base=raw["name"], out=path, stdout=StringIO())
    return json.loads(path.read_text(encoding="utf-8"))


@every_base
def test_what_comes_in_goes_out_as_it_was(name: str, tmp_path: Path) -> None:
    raw = BASES[name](1, SIZE)
    told = bring(raw, tmp_path)
    assert tally(told) == [SIZE, 0, 0, 0, 4]
    out = given_back(raw, tmp_path)
    assert rows(out, "facts") == rows(raw, "facts")
    assert rows(out, "entities") == rows(raw, "entities")
    assert {part: out[part] for part in raw if part not in ("facts", "entities")} == {
        part: value for part, value in raw.items() if part not in ("facts", "entities")
    }
    again = bring(raw, tmp_path, packed=True)
    assert tally(again) == [0, 0, SIZE, 0, 4]
    assert tally(bring(out, tmp_path)) == [0, 0, SIZE, 0, 0]


@every_base
def test_every_dirty_value_is_named_once_by_id_in_a_whole_sentence(name: str, tmp_path: Path) -> None:
    raw = BASES[name](2, SIZE)
    remarks = nfacts.read(copy.deepcopy(raw)).remarks
    facts = rows(raw, "facts")
    for remark in remarks:
        assert remark.key in facts or remark.key in ERRORS | REFUSED | {raw["facts"][0]["id"]}, remark
        assert remark.sentence.rstrip().endswith(".")
    named = {(remark.key, remark.sentence) for remark in remarks}
    assert len(named) == len(remarks)
    told = {key for key, _ in named}
    assert {"nameless", "nothing", *ERRORS} <= told
    for id, fact in facts.items():
        values = [each["edtf"] for each in fact.get("dates", ())]
        if any(value.startswith(("9999", "0001-01-01", "0000-00", "1900-01-01")) for value in values):
            assert id in told
        if any("&amp;" in title for title in fact["title"].values()):
            assert sum(key == id for key, _ in named) >= 2
        if "nowhere" in fact.get("places", ()):
            assert sum(key == id for key, _ in named) >= 2


@every_base
def test_a_changed_fact_is_changed_and_its_questions_are_stale_at_once(name: str, tmp_path: Path) -> None:
    raw = BASES[name](3, SIZE)
    bring(raw, tmp_path)
    BankQuestion.objects.all().delete()
    asked = Fact.objects.published().order_by("pk")
    for fact in asked:
        BankQuestion.objects.create(
            fact=fact, facet="title", kind="event", mode="single", language="en", stem="?", key=[], pool=[],
            state=BankQuestion.State.LIVE, stem_key=fact.title_key, fact_version=fact.version, lot=1,
        )  # fmt: skip
    fact = asked[7]
    changed = copy.deepcopy(raw)
    row = next(row for row in changed["facts"] if row["id"] == fact.key)
    row["dates"] = [{"role": (row.get("dates") or [{"role": "when"}])[0]["role"], "edtf": "1777-07-07"}]
    row.pop("claims", None)
    assert tally(bring(changed, tmp_path)) == [0, 1, SIZE - 1, 0, 4]
    row = BankQuestion.objects.get(fact=fact)
    assert row.state != BankQuestion.State.LIVE
    assert given_back(changed, tmp_path)["facts"] == given_back(changed, tmp_path)["facts"]


@every_base
def test_only_what_is_doubtful_waits_for_a_teacher(name: str, tmp_path: Path) -> None:
    raw = BASES[name](4, SIZE)
    bring(raw, tmp_path)
    waiting = set(Fact.objects.exclude(publication="published").values_list("key", flat=True))
    facts = rows(raw, "facts")
    unsourced = {
        id
        for id, fact in facts.items()
        if any(claim.get("source") not in range(len(fact["sources"])) for claim in fact.get("claims", ()))
    }
    assert waiting <= unsourced | {id for id, fact in facts.items() if "0000" in json.dumps(fact["dates"])}
    assert len(waiting) <= SIZE // 10


def test_claims_become_positions_with_value_and_source(tmp_path: Path) -> None:
    raw = BASES["compilers"](5, SIZE)
    bring(raw, tmp_path)
    told = {id: fact["claims"] for id, fact in rows(raw, "facts").items() if fact.get("claims")}
    for id, claims in told.items():
        fact = rows(raw, "facts")[id]
        held = Position.objects.filter(fact__key=id).order_by("pk")
        assert [position.value for position in held] == [claim["value"] for claim in claims]
        for position, claim in zip(held, claims, strict=True):
            titles = [citation.source.title for citation in position.citations.all()]
            sources = [source.get("text") for source in fact["sources"]]
            wanted = sources[claim["source"]] if claim["source"] < len(sources) else ""
            assert [title[:1000] for title in titles] == [
                (wanted or f"compilers, nobody/compilers, {40 * '0'}")[:1000]
            ]


@every_base
def test_the_stored_base_is_the_same_with_any_dice(name: str, tmp_path: Path) -> None:
    for seed in (11, 12):
        raw = {**BASES[name](seed, 24), "name": f"{name}-{seed}"}
        bring(raw, tmp_path)
        out = write(stored(Base.objects.get(key=raw["name"])))
        assert rows(out, "facts") == rows(raw, "facts")
