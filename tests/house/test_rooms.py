"""Rules of the house that imports cannot show: clocks, dice, names of rooms, upward strings, markup."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.pure

ROOT = Path(__file__).resolve().parents[2]
APPS = [ROOT / "config", ROOT / "history", ROOT / "quizzes"]
DOORS = re.compile(r"/(views|admin|management)(/|\.py$)|/(urls|apps|forms)\.py$|^config/")
CLOCKS = {"now", "utcnow", "today", "time", "time_ns", "monotonic", "localtime", "localdate"}
LINT = "from importlinter.cli import lint_imports_command as run; run()"
DRAWERS = {"utils", "helpers", "common", "misc", "core", "services", "managers"}


def modules() -> Iterator[tuple[str, ast.Module]]:
    for app in APPS:
        for path in sorted(app.rglob("*.py")):
            name = str(path.relative_to(ROOT))
            if "/migrations/" not in name:
                yield name, ast.parse(path.read_text(encoding="utf-8"), filename=name)


def calls(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """(object, method) of every call of the form object.method(...)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            yield name, node.func.attr


def test_only_doors_read_the_clock():
    faults = [
        f"{name}: {owner}.{method}()"
        for name, tree in modules()
        if not DOORS.search(name)
        for owner, method in calls(tree)
        if owner in {"datetime", "date", "time", "timezone"} and method in CLOCKS
    ]
    assert faults == []


def test_nobody_throws_dice_in_the_app():
    faults = []
    for name, tree in modules():
        imported = {
            alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for alias in node.names
        } | {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        if "random" in imported:
            faults.append(name)
    assert faults == []


def test_only_doors_and_settings_read_the_environment():
    faults = [
        name
        for name, tree in modules()
        if not DOORS.search(name)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
    ]
    assert faults == []


def test_history_names_no_model_of_the_quizzes():
    texts = [
        (name, node.value)
        for name, tree in modules()
        if name.startswith("history/")
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert [(name, text) for name, text in texts if re.fullmatch(r"quizzes\.\w+", text)] == []


def test_no_junk_drawers():
    names = {part for app in APPS for path in app.rglob("*") for part in (path.stem,)}
    assert names & DRAWERS == set()


def test_no_signals_and_no_save_overrides():
    faults = []
    for name, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and "signals" in (node.module or ""):
                faults.append(f"{name}: imports {node.module}")
            if "/models/" in name and isinstance(node, ast.FunctionDef) and node.name == "save":
                faults.append(f"{name}: def save")
    assert faults == []


def test_user_text_never_becomes_markup():
    faults = [
        f"{name}: {called}"
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for called in [getattr(node.func, "id", getattr(node.func, "attr", ""))]
        if called in {"mark_safe", "SafeString", "SafeText"}
    ]
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        if re.search(r"\|\s*safe\b|autoescape off", text):
            faults.append(str(path.relative_to(ROOT)))
    assert faults == []


def test_templates_hold_no_inline_script_or_style():
    faults = []
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        if re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\bsrc=)", text):
            faults.append(str(path.relative_to(ROOT)))
    assert faults == []


def test_templates_use_at_most_four_htmx_attributes_on_an_element():
    faults = []
    for path in (ROOT / "templates").rglob("*.html"):
        for element in re.findall(r"<[a-z][^>]*>", path.read_text(encoding="utf-8")):
            if len(re.findall(r"\shx-[a-z-]+", element)) > 4:
                faults.append(f"{path.relative_to(ROOT)}: {element[:80]}")
    assert faults == []


@pytest.mark.parametrize(
    ("victim", "line", "contract"),
    [
        ("history/dates/value.py", "import django", "pure rooms know no framework"),
        ("history/facts.py", "import random", "pure rooms know no framework"),
        ("history/desk.py", "import quizzes.bank", "config above quizzes above history"),
        ("history/models/facts.py", "import history.desk", "history: doors, deeds, tables, pure"),
        ("quizzes/proof.py", "import quizzes.models", "quizzes: doors, deeds, tables, pure"),
        ("quizzes/views/study.py", "import quizzes.memory.fsrs6", "only the memory room"),
        ("quizzes/memory/fsrs6.py", "import fsrs", "the oracles of the tests stay out"),
        ("quizzes/memory/fold.py", "import numpy", "numpy is an extra"),
        ("quizzes/helpers.py", "", "quizzes: doors, deeds, tables, pure"),
    ],
)
def test_import_contract_breaks_when_it_is_broken(tmp_path, victim, line, contract):
    for app in ("config", "history", "quizzes"):
        shutil.copytree(ROOT / app, tmp_path / app, ignore=shutil.ignore_patterns("__pycache__", "data"))
    shutil.copy(ROOT / ".importlinter", tmp_path)
    path = tmp_path / victim
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(f"{before}\n{line}\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    broken = [row for row in done.stdout.splitlines() if " BROKEN" in row]
    assert any(row.startswith(contract) for row in broken), done.stdout
