"""What pure code says, in the language of the page that is being made."""

from __future__ import annotations

from django.utils.functional import lazy
from django.utils.translation import get_language, gettext, ngettext

from history.sentences import Value, in_words


def told(said: Value) -> str:
    """A sentence, or what stands in a gap of one, in the active language; a text as it stands."""
    return in_words(said, _words, spoken())


told_later = lazy(told, str)
"""As `told`, for what is kept longer than a request: the choices and labels of forms."""


def spoken() -> str:
    """The active language as pure code calls it: “en”, “ru”, “ko”."""
    return (get_language() or "en").partition("-")[0]


def _words(one: str, many: str, count: int, /) -> str:
    return ngettext(one, many, count) if many else gettext(one)
