"""What pure code says, in the language of the page that is being made."""

from __future__ import annotations

from django.utils.translation import get_language, gettext, ngettext

from history.sentences import Sentence


def told(sentence: Sentence | str) -> str:
    """A sentence in the active language; a text as it stands."""
    if isinstance(sentence, str):
        return sentence
    return sentence.put(_words, (get_language() or "en").partition("-")[0])


def _words(one: str, many: str, count: int, /) -> str:
    return ngettext(one, many, count) if many else gettext(one)
