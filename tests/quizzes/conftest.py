"""The starter pack as a fact base in memory, with every question that the proof lets through."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

import pytest
from django.core.management import call_command
from django.db import transaction

from history.factbase import MemoryFactBase
from history.facts import Fact
from history.models.factbase import whole_base
from quizzes.making import judge
from quizzes.questions import Kind, Option, Question, Withheld


@dataclass
class World:
    """The pack and what it is asked, with the teacher's exclusions ignored: rules alone must hold."""

    base: MemoryFactBase
    outcomes: list[Question | Withheld] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.by_key: dict[str, Fact] = {fact.key: fact for fact in self.base}
        for fact in self.base:
            self.outcomes += judge(fact, self.base, honour_exclusions=False)

    @property
    def live(self) -> list[Question]:
        return [outcome for outcome in self.outcomes if isinstance(outcome, Question)]

    def kind(self, kind: Kind) -> list[Question]:
        return [question for question in self.live if question.kind == kind]

    def of(self, key: str, kind: Kind | None = None) -> list[Question]:
        assert key in self.by_key, key
        return [q for q in self.live if q.fact.key == key and kind in (None, q.kind)]

    def the(self, key: str, facet: str) -> Question:
        return next(q for q in self.live if q.fact.key == key and q.facet == facet)

    def reason(self, key: str, facet: str) -> str:
        return next(
            o.reason
            for o in self.outcomes
            if isinstance(o, Withheld) and o.fact.key == key and o.facet == facet
        )

    def actor(self, option: Option) -> set[str]:
        """External keys of the actors that an option names."""
        pks = option.value.get("entities") or [option.value["entity"]]
        return {self.actor_keys[pk] for pk in pks}

    @property
    def actor_keys(self) -> dict[int, str]:
        return {actor.pk: actor.key for fact in self.base for actor in fact.actors()}


@pytest.fixture(scope="session")
def world(django_db_setup, django_db_blocker) -> World:
    """The pack is loaded, read into memory and rolled back, once for all tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("import_facts", "history/data/korea.yaml", verbosity=0, stdout=_Quiet())
        loaded = World(whole_base())
        transaction.set_rollback(True)
    return loaded


class _Quiet:
    def write(self, *args: object, **kwargs: object) -> None:
        """Say nothing."""

    def flush(self) -> None:
        """Nothing is kept."""

    def isatty(self) -> bool:
        return False


def options_of(question: Question) -> list[Option]:
    return list(itertools.chain(question.key, question.pool))
