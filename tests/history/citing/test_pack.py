"""The whole starter pack through the three styles."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from history import citing
from history.citing import TYPE_BY_KIND, Record, Runs
from tests.history.citing.shelf import Day

PACK = Path(citing.__file__).parents[1] / "data" / "korea.yaml"

pytestmark = pytest.mark.skipif(
    not PACK.exists(), reason="the starter pack history/data/korea.yaml is not there"
)


def record_of(source: dict[str, Any]) -> Record:
    return Record(
        type=TYPE_BY_KIND[source["kind"]],
        title=source["title"],
        publisher=source["publisher"],
        issued=Day(str(source["date"])) if source["date"] else None,
        address=source["url"] or "",
        language=source["language"],
    )


@pytest.fixture(scope="module")
def sources() -> list[dict[str, Any]]:
    return yaml.safe_load(PACK.read_text("utf-8"))["sources"]


def without_addresses(runs: Runs) -> str:
    return "".join("@" if run.href else run.text for run in runs)


@pytest.mark.parametrize("locator", ["", "para. 3"])
@pytest.mark.parametrize("style", citing.STYLES)
def test_every_source_makes_a_clean_entry(sources: list[dict[str, Any]], style: str, locator: str) -> None:
    for source in sources:
        runs = citing.cite(record_of(source), style=style, locator=locator)
        text, whole = without_addresses(runs), citing.plain(runs)
        for fault in ("..", " ,", " .", ",,", ",.", "None", "  ", "()"):
            assert fault not in text, (fault, whole)
        assert whole == whole.strip()
        assert whole.endswith((".", "…”", "?”", "!”")) or runs[-1].href, whole
        assert [run.href for run in runs if run.href] == ([source["url"]] if source["url"] else []), whole


@pytest.mark.parametrize("style", citing.STYLES)
def test_no_publisher_is_named_twice(sources: list[dict[str, Any]], style: str) -> None:
    for source in sources:
        text = without_addresses(citing.cite(record_of(source), style=style))
        title = source["title"].replace("'", "’")
        publisher = source["publisher"].replace("'", "’")
        assert text.count(publisher) <= 1 + title.count(publisher), text


def test_every_source_makes_a_note_and_a_csl_item(sources: list[dict[str, Any]]) -> None:
    for source in sources:
        record = record_of(source)
        note = without_addresses(citing.note(record, locator="para. 3"))
        assert "para. 3" in note
        assert not any(fault in note for fault in ("..", " ,", " .", ",,", "None"))
        assert citing.csl_json(record, key=source["id"])["title"] == source["title"]


def test_an_unknown_style_is_refused() -> None:
    with pytest.raises(ValueError, match="one of apa, chicago, mla; 'harvard' is not"):
        citing.cite(Record(title="Atlas"), style="harvard")


def test_chicago_is_the_usual_style() -> None:
    assert citing.plain(citing.cite(Record(title="Atlas"))) == "“Atlas.” N.d."
