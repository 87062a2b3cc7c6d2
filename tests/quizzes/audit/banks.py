"""Clean banks for the auditor: what the app really asks, with the facts it asks about."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from django.core.management import call_command

from history.models import Base
from history.packs.stored import stored
from history.packs.writing import write
from quizzes.audit import World
from quizzes.exporting import export

Line = dict[str, Any]


@dataclass
class Bank:
    """Dealt questions, and the base they are about as nfacts/1. Both are copied before they are spoiled."""

    base: dict[str, Any]
    lines: list[Line] = field(repr=False)

    def world(self, change: Any = None) -> World:
        """The facts, each changed by a function that gets a copy of it (and may return more facts)."""
        base = copy.deepcopy(self.base) if change else self.base
        if change:
            base["facts"] += [more for fact in list(base["facts"]) for more in change(fact) or ()]
        world = World()
        world.add(base)
        return world

    def copies(self) -> list[Line]:
        return copy.deepcopy(self.lines)


def read(base: Base) -> Bank:
    call_command("make_questions", stdout=StringIO())
    return Bank(base=write(stored(base)), lines=list(export(seed=1)))
