"""What a sitting is about, in the language of the page that names it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from django.utils.translation import gettext as _

from history.sentences import Value, sentence
from history.translating import told
from history.wording import known
from quizzes.models import Sitting
from quizzes.questions import Mode
from quizzes.wording import kind_label

_MODES = {Mode.TRUEFALSE.value: sentence("true or false"), Mode.TYPED.value: sentence("typed")}


class Titled(Protocol):
    """A sitting, or how far it has come."""

    @property
    def about(self) -> Mapping[str, Any]: ...
    @property
    def title(self) -> str: ...
    @property
    def purpose(self) -> str: ...
    @property
    def mode(self) -> str: ...


def title_of(sitting: Titled, *, beside: str = "") -> str:
    """What is asked in it, empty where that is anything; `beside` is a kind that is named there already."""
    title = sitting.title or ", ".join(filter(None, _parts(sitting, beside)))
    if not sitting.about.get("missed"):
        return title
    return ": ".join(filter(None, (_("What you missed"), title)))


def _parts(sitting: Titled, beside: str) -> list[str]:
    about = sitting.about
    actor, kinds = about.get("actor", ""), about.get("kinds", [])
    quiz = sitting.purpose == Sitting.Purpose.QUIZ
    return [
        told(_contrast(*about.get("contrast", ()))),
        _("What comes next") if about.get("ahead") else "",
        told(known(about.get("set", ""))),
        _("with {actor}").format(actor=actor) if actor else "",
        told(_span(about.get("first", ""), about.get("last", ""))),
        ", ".join(told(kind_label(kind)) for kind in kinds if kinds != [beside]).lower(),
        told(_MODES.get(sitting.mode, "")) if quiz else "",
    ]


def _contrast(one: str = "", other: str = "") -> Value:
    """Two that are to be told apart."""
    return sentence("{one} or {other}", one=one, other=other) if one and other else ""


def _span(first: str, last: str) -> Value:
    """Two years as they were typed, either of which may be missing."""
    return sentence("{first} to {last}", first=first, last=last) if first and last else first or last
