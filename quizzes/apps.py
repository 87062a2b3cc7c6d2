from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from history.changes import Change


class QuizzesConfig(AppConfig):
    name = "quizzes"
    verbose_name = "Quizzes: questions, students and their memory"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from history import changes
        from history.views import timeline

        from . import bank, indexing, sets
        from .views import known

        changes.subscribe(bank.refresh)
        changes.subscribe(sets.refresh)
        changes.subscribe(indexing.refresh)
        changes.subscribe(follow_corrections)
        timeline.layers.append(known.layer)


def follow_corrections(change: Change) -> None:
    """Look for whoever learned what is wrong by now, once the change is committed.

    What goes wrong there is logged and undoes nothing: make_questions looks again. After a wide change it is
    the only one to look, once it has proved the questions.
    """
    from django.db import transaction
    from django.utils import timezone

    from . import corrections

    if change.facts and not change.bulk:
        mark = partial(corrections.mark, change.facts)
        transaction.on_commit(lambda: mark(now=timezone.now()), robust=True)
