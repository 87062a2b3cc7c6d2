"""Which rows make one revision: a fact with its parts, an actor with its names and terms.

Registered here and not by the admin, so that a deed done from the command line is recorded too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import Context
from typing import TYPE_CHECKING, TypeVar

import reversion
from django.contrib.admin.models import LogEntry

if TYPE_CHECKING:
    from django.contrib.auth.models import User

T = TypeVar("T")

FOLLOW: dict[str, tuple[str, ...]] = {
    "Base": (),
    "Source": (),
    "Citation": (),
    "ActorName": (),
    "Term": ("citations",),
    "Actor": ("names", "terms", "citations", "errata"),
    "PlaceName": (),
    "Place": ("names",),
    "AgreementName": (),
    "Agreement": ("names", "citations"),
    "FactDate": (),
    "FactPlace": (),
    "Participation": (),
    "Position": ("citations",),
    "Erratum": (),
    "Exclusion": (),
    "Wording": (),
    "Fact": (
        "dates",
        "participations",
        "fact_places",
        "citations",
        "positions",
        "errata",
        "exclusions",
        "wordings",
    ),
}


def register() -> None:
    """Register every table of the fact base with django-reversion, once."""
    from history import models

    for name, follow in FOLLOW.items():
        model = getattr(models, name)
        if not reversion.is_registered(model):
            reversion.register(model, follow=follow)


@contextmanager
def revision(user: User | None) -> Iterator[None]:
    """A transaction whose saved rows are kept as one revision, with who did it."""
    with reversion.create_revision():
        if user is not None:
            reversion.set_user(user)
        yield


def remark(comment: str) -> None:
    """Say in the history what is done, after what the admin says of the form that was saved with it."""
    before = LogEntry(change_message=reversion.get_comment() or "").get_change_message()
    reversion.set_comment(f"{before} {comment}".strip())


def apart(function: Callable[[], T]) -> T:
    """Call `function` so that a revision it makes is its own, whatever revision is being made around it.

    The transaction is shared all the same. Without this, a fact that goes back to review because a
    source was changed would be in the source's revision, and reverting the source would revert it too.
    """
    return Context().run(function)
