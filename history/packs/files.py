"""Open a file of facts within limits: how large it may be, how far it may unfold, how it is spelled.

Whatever is wrong with the file as a whole is refused with one sentence (`PackError`) before a single
row is looked at, so that a hostile file costs no more than the limits below.
"""

from __future__ import annotations

import gzip
import json
import zlib
from pathlib import Path
from typing import Any

import yaml

from .bundle import PackError

MOST_BYTES = 200 * 1024 * 1024
MOST_YAML_BYTES = 20 * 1024 * 1024
MOST_RATIO = 200
MOST_BRACKETS = 3_000_000
MOST_COMMAS = 12_000_000
MOST_DEPTH = 40
MOST_YAML_EVENTS = 300_000
CHUNK = 1024 * 1024


def read_file(path: Path) -> dict[str, Any]:
    """The object that a JSON or YAML file holds, gzipped or not. Raises PackError."""
    content = _content(path)
    yaml_name = path.name.removesuffix(".gz").endswith((".yaml", ".yml"))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PackError(f"{path.name} must be UTF-8 text: byte {error.start} is not.") from error
    _bounded(path.name, content, text, yaml_name)
    del content
    found = _yaml(path.name, text) if yaml_name else _json(path.name, text)
    if not isinstance(found, dict):
        raise PackError(f"{path.name} must hold one object with named parts.")
    return found


def _content(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise PackError(f"{path.name} must be a file that exists.")
        if path.stat().st_size > MOST_BYTES:
            raise PackError(f"{path.name} is larger than {MOST_BYTES // CHUNK} MB: split it.")
        content = path.read_bytes()
    except OSError as error:
        raise PackError(f"{path.name} cannot be read: {error.strerror}.") from error
    return _unzipped(path, content) if content.startswith(b"\x1f\x8b") else content


def _unzipped(path: Path, content: bytes) -> bytes:
    unfolded = bytearray()
    try:
        with gzip.open(path) as stream:
            while chunk := stream.read(CHUNK):
                unfolded += chunk
                if len(unfolded) > MOST_BYTES or len(unfolded) > CHUNK + MOST_RATIO * len(content):
                    raise PackError(f"{path.name} unfolds to more than is allowed: it was refused unread.")
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise PackError(f"{path.name} is broken or cut off: its compression cannot be undone.") from error
    return bytes(unfolded)


def _bounded(name: str, content: bytes, text: str, yaml_name: bool) -> None:
    """Refuse what would unfold in memory, judged by counting signs."""
    if yaml_name and len(content) > MOST_YAML_BYTES:
        raise PackError(f"{name} is larger than {MOST_YAML_BYTES // CHUNK} MB of YAML: split it.")
    if content.count(b"{") + content.count(b"[") > MOST_BRACKETS or content.count(b",") > MOST_COMMAS:
        raise PackError(f"{name} holds more rows than one file may: split it.")
    if not text.strip():
        raise PackError(f"{name} is empty.")


def _constant(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def _json(name: str, text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_constant)
    except json.JSONDecodeError as error:
        raise PackError(f"{name} is not JSON: line {error.lineno}, {error.msg.lower()}.") from error
    except RecursionError as error:
        raise PackError(f"{name} is nested too deep.") from error
    except ValueError as error:
        raise PackError(f"{name} is not JSON: it holds a number that JSON does not have.") from error


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """A safe loader that leaves dates as the text they are written in."""


_Loader.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _yaml(name: str, text: str) -> Any:
    try:
        _walk(name, text)
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - _Loader is a safe loader
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}" if mark else "somewhere"
        raise PackError(f"{name} is not YAML that can be read: {where} is not as it must be.") from error
    except RecursionError as error:
        raise PackError(f"{name} is nested too deep.") from error


def _walk(name: str, text: str) -> None:
    """Look at the YAML piece by piece first: to build it may take minutes, or crash if it is deep."""
    depth = 0
    for number, event in enumerate(yaml.parse(text, Loader=_Loader)):
        if number > MOST_YAML_EVENTS:
            raise PackError(f"{name} holds more parts than one YAML file may: split it or use nfacts/1.")
        if isinstance(event, yaml.AliasEvent):
            raise PackError(f"{name} uses YAML aliases: write each value out.")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MOST_DEPTH:
            raise PackError(f"{name} is nested too deep.")
