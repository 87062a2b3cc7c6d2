"""The papers of the house say what is true: every setting and command is documented, nothing is leaked."""

from __future__ import annotations

import re
import subprocess
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.pure
def test_every_setting_is_in_the_administrators_guide():
    settings = read("config/settings.py")
    names = set(re.findall(r"(?:flag|number|choice|database)\(\s*\"([A-Z_]+)\"", settings))
    names |= set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", settings))
    guide = read("docs/administrators.md")
    assert len(names) > 8
    assert [name for name in sorted(names) if f"`{name}`" not in guide] == []


@pytest.mark.pure
def test_every_command_is_documented():
    papers = read("docs/administrators.md") + read("docs/formats.md") + read("docs/teachers.md")
    commands = [
        path.stem
        for app in ("history", "quizzes")
        for path in (ROOT / app / "management" / "commands").glob("*.py")
        if path.stem != "__init__"
    ]
    assert len(commands) > 5
    assert [name for name in sorted(commands) if f"`{name}" not in papers] == []


@pytest.mark.pure
def test_every_make_target_is_in_the_readme_or_contributing():
    targets = re.findall(r"^([a-z-]+):.*## ", read("Makefile"), re.M)
    papers = read("README.md") + read("CONTRIBUTING.md")
    assert [target for target in targets if f"make {target}" not in papers] == []


@pytest.mark.pure
def test_links_between_papers_lead_somewhere():
    dead = []
    for paper in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        for link in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", paper.read_text(encoding="utf-8")):
            if not (paper.parent / link).exists():
                dead.append(f"{paper.name}: {link}")
    assert dead == []


@pytest.mark.pure
def test_tracked_files_name_no_machine_and_no_registry():
    hosts = "|".join(["py" + "pi", "npm" + "js", "python" + "hosted", "deb" + "ian"])
    folders = "|".join(["wo" + "rk", "fa" + "rm", "ro" + "ot"])
    pattern = rf"((^|[^a-z.])/({folders})/|/bash_{'jobs'}|//[a-z.]*({hosts})[a-z.]*/)"
    found = subprocess.run(
        ["git", "grep", "-nIE", pattern, "--", ".", ":!*.min.js"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if found.returncode > 1:
        pytest.skip("not a git checkout")
    assert found.stdout == ""


@pytest.mark.django_db
def test_migrations_are_complete():
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


@pytest.mark.pure
def test_production_settings_refuse_a_weak_key():
    import sys

    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={"DEBUG": "0", "PATH": "/usr/bin:/bin", "SECRET_KEY": "short"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "SECRET_KEY must be set to at least 50 random characters" in done.stderr


@pytest.mark.pure
@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DEBUG", "perhaps", "DEBUG must be 1 or 0, and is 'perhaps'."),
        ("LOGIN_ATTEMPTS", "0", "LOGIN_ATTEMPTS must be from 3 to 1000, and is 0."),
        ("SESSION_DAYS", "a month", "SESSION_DAYS must be a whole number."),
        ("TIME_ZONE", "Middle-earth", "TIME_ZONE must name a time zone like Europe/Berlin"),
        ("DATABASE_URL", "nonsense", "DATABASE_URL must look like sqlite:///attest.sqlite3 or postgres://"),
        ("DATABASE_URL", "sqlite:////nowhere/x.sqlite3", "but there is no folder /nowhere."),
    ],
)
def test_settings_refuse_nonsense_and_name_the_variable(name, value, sentence):
    import sys

    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", name: value},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(name)
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1
