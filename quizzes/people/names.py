"""The names that people sign in with: how they are kept, and when two are the same name."""

from __future__ import annotations

import unicodedata
from itertools import groupby

from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizzes.study.enrolling import GUEST

LEAST, MOST = 2, 60
SIGNS = frozenset(" .-_'’")
JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
"""Invisible, but Persian and several Indian scripts are not spelt rightly without them."""
FILLERS = frozenset("\u115f\u1160\u3164\uffa0")
"""Letters by their category, and blank to the eye."""
MARKS_IN_A_ROW = 4


def tidy(name: str) -> str:
    """The name as it is kept: one form of every character, single spaces, none at the ends."""
    return " ".join(unicodedata.normalize("NFKC", name).split())


def key(name: str) -> str:
    """The same for two names that differ only in case, in spaces or in what cannot be seen."""
    if name.isascii():
        return " ".join(name.split()).casefold()
    visible = tidy(name).translate(dict.fromkeys(map(ord, JOINERS)))
    return tidy(tidy(visible).casefold())


def fault(name: str) -> str:
    """Why a tidy name cannot be had, as a sentence; empty where it can."""
    if not LEAST <= len(name) <= MOST:
        words = ngettext(
            "A username has {least} to {most} characters; this one has {count}.",
            "A username has {least} to {most} characters; this one has {count}.",
            len(name),
        )
        return words.format(least=LEAST, most=MOST, count=len(name))
    if not all(_belongs(character) for character in name):
        return _("A username is made of letters, digits, spaces and . - _ '; leave out everything else.")
    if not any(unicodedata.category(character)[0] in "LN" for character in name):
        return _("A username needs at least one letter or digit.")
    heaps = (len(list(run)) for marks, run in groupby(name, _is_mark) if marks)
    if max(heaps, default=0) > MARKS_IN_A_ROW:
        return _("This username heaps too many accents on one letter.")
    if key(name).startswith(GUEST):
        return _("Names that begin with “{word}” are kept for guests. Choose another one.").format(word=GUEST)
    return ""


def known_as(name: str) -> User | None:
    """The user whose name this is, in whatever case and spacing it was typed; a guest by the exact one."""
    exact = User.objects.filter(username=tidy(name)).first()
    if exact is not None:
        return exact
    wanted = key(name)
    others = User.objects.exclude(student__guest=True).values_list("pk", "username")
    found = next((pk for pk, username in others.iterator() if key(username) == wanted), None)
    return None if found is None else User.objects.filter(pk=found).first()


def _belongs(character: str) -> bool:
    if character in FILLERS:
        return False
    return (
        character in SIGNS
        or character in JOINERS
        or unicodedata.category(character)[0] in "LM"
        or character.isdecimal()
    )


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"
