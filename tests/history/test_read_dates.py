"""The command read_dates: lines in, lines out, and the figures that it must hold."""

import json
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from history.dates import DateError, read

DATA = Path(__file__).parents[1] / "data"


def run(source: Path, target: Path) -> str:
    out = StringIO()
    call_command("read_dates", source, target, stdout=out)
    return out.getvalue()


def test_each_line_is_read(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    rows = [
        {"id": 1, "lang": "en", "input": "17 March 1949"},
        {"id": "b", "lang": "ko", "input": "49. 3. 17."},
        {"id": "c", "lang": "fr", "input": "banana\x00"},
        {"id": "d", "lang": ["ru"], "input": "1949"},
    ]
    source.write_text("\n\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert run(source, target) == "4 dates were read, 1 of them refused.\n"
    assert [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()] == [
        {"id": 1, "edtf": "1949-03-17"},
        {"id": "b", "edtf": "1949-03-17"},
        {"id": "c", "edtf": None},
        {"id": "d", "edtf": "1949"},
    ]


def test_what_is_meant_is_counted(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    rows = [
        {"id": 1, "set": "a", "lang": "en", "input": "1949", "edtf": "1949"},
        {"id": 2, "set": "a", "lang": "en", "input": "soon", "edtf": None},
        {"id": 3, "set": "a", "lang": "en", "input": "1950", "edtf": "1951"},
        {"id": 4, "set": "b", "lang": "ru", "input": "скоро", "edtf": "1951"},
    ]
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert run(source, tmp_path / "out.jsonl").splitlines()[1:] == [
        "set          lang     right  misread  refused  right %",
        "a            en           2        1        0    66.67",
        "b            ru           0        0        1     0.00",
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"id": 1, "input": "1949"}\n{', "Line 2 is not JSON"),
        ("[1]", "Line 1 is not a typed date"),
        ('{"id": 1, "input": 1949}', "Line 1 is not a typed date"),
        ('{"input": "1949"}', "Line 1 is not a typed date"),
        ("[" * 100_000, "Line 1 is not JSON"),
    ],
)
def test_a_bad_line_is_told_by_its_number(tmp_path: Path, text: str, sentence: str) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=sentence):
        run(source, tmp_path / "out.jsonl")
    assert not (tmp_path / "out.jsonl").exists()


def test_files_that_cannot_be_read_or_written_are_told(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    with pytest.raises(CommandError, match="cannot be read"):
        run(source, tmp_path / "out.jsonl")
    source.write_bytes(b"\xff")
    with pytest.raises(CommandError, match="not text in UTF-8"):
        run(source, tmp_path / "out.jsonl")
    source.write_text("")
    with pytest.raises(CommandError, match="cannot be written"):
        run(source, tmp_path / "nowhere" / "out.jsonl")


@pytest.mark.parametrize(("name", "least"), [("cldr", 0.995), ("treaty", 0.99)])
def test_the_shared_collection_is_read(name: str, least: float) -> None:
    counts = figures(DATA / "typed_dates.jsonl", name)
    assert counts
    for language, count in counts.items():
        assert count["right"] >= least * count.total(), (language, count)
        assert count["misread"] <= 0.001 * count.total(), (language, count)


def figures(path: Path, name: str) -> dict[str, Counter[str]]:
    """How many dates of a set are right, misread and refused, for each language."""
    counts: dict[str, Counter[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["set"] != name:
            continue
        try:
            outcome = "right" if read(row["input"], row["lang"]).edtf == row["edtf"] else "misread"
        except DateError:
            outcome = "refused" if row["edtf"] else "right"
        counts.setdefault(row["lang"], Counter())[outcome] += 1
    return counts
