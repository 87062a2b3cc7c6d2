"""A file that is broken as a whole is refused in one sentence."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from history.packs import files
from history.packs.bundle import PackError
from history.packs.reading import read

GOOD = b'{"format": "nfacts/1", "name": "n", "entities": [], "facts": []}'

BROKEN = [
    ("a.json", b"", "is empty"),
    ("a.json", b"{", "is not JSON: line 1"),
    ("a.json", b"[1]", "must hold one object"),
    ("a.json", b'{"a": NaN}', "a number that JSON does not have"),
    ("a.json", b"\xff\xfe\x00", "must be UTF-8 text: byte 0"),
    ("a.json", b'{"format": "nfacts/2"}', "must be a starter pack or have the format"),
    ("a.json", b'{"a":' * 50_000, "is nested too deep"),
    ("a.json", b'{"format": "nfacts/1", "name": "n", "facts": {}}', "The part facts must be a list."),
    ("a.json", b'{"format": "nfacts/1", "facts": []}', "must have a name"),
    ("a.json", b'{"format": "nfacts/1", "name": "???"}', "needs a short name"),
    ("a.json.gz", gzip.compress(GOOD)[:-9], "broken or cut off"),
    ("a.json.gz", b"\x1f\x8bnonsense", "broken or cut off"),
    ("a.yaml", b"a: [", "is not YAML"),
    ("a.yaml", b"a: &x [1]\nb: *x\n", "uses YAML aliases"),
    ("a.yaml", b"a: !!python/object:os.system {}\n", "is not YAML"),
    ("a.yaml", b"[" * 60, "nested too deep"),
    ("a.yaml", b"pack: 5\n", "must be an object with an id and a title"),
]


@pytest.mark.parametrize(("name", "content", "sentence"), BROKEN)
def test_broken_file_is_refused(tmp_path: Path, name: str, content: bytes, sentence: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(PackError, match=sentence.replace("(", r"\(")) as refusal:
        read(path)
    assert str(refusal.value).endswith(".")
    assert str(tmp_path) not in str(refusal.value)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="must be a file that exists"):
        read(tmp_path / "none.json")


def test_gzip_that_unfolds_too_far_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.json.gz"
    path.write_bytes(gzip.compress(b" " * 30_000_000))
    with pytest.raises(PackError, match="unfolds to more than is allowed"):
        read(path)


def test_too_large_a_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 10)
    path = tmp_path / "a.json"
    path.write_bytes(GOOD)
    with pytest.raises(PackError, match="is larger than"):
        read(path)


def test_more_rows_than_allowed_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_BRACKETS", 2)
    path = tmp_path / "a.json"
    path.write_bytes(GOOD)
    with pytest.raises(PackError, match="more rows than one file may"):
        read(path)


def test_more_yaml_than_allowed_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_YAML_EVENTS", 5)
    path = tmp_path / "a.yaml"
    path.write_text("a: [1, 2, 3, 4, 5, 6]\n")
    with pytest.raises(PackError, match="more parts than one YAML file may"):
        read(path)


def test_deep_yaml_is_refused_before_it_is_built(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("- " * 100_000)
    with pytest.raises(PackError, match="nested too deep"):
        read(path)


def test_flood_of_faulty_rows_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"format": "nfacts/1", "name": "n", "facts": [' + ",".join(["{}"] * 20_002) + "]}")
    with pytest.raises(
        PackError, match=r"More than 20000 rows are faulty, such as facts no\. 20001: It must have"
    ):
        read(path)


def test_dates_in_yaml_need_no_quotes(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("pack: {id: p, title: P}\nday: 1949-03-17\n")
    assert files.read_file(path)["day"] == "1949-03-17"


def test_gzipped_and_plain_files_are_read_alike(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(GOOD)
    (tmp_path / "b.json.gz").write_bytes(gzip.compress(GOOD))
    assert read(tmp_path / "a.json") == read(tmp_path / "b.json.gz")
