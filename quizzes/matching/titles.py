"""Which words of a title, or of the name of a body or place, stand for the whole of it."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from history.demonyms import COMMON
from history.spelling import distance

from .alike import Name
from .spelling import SHORT, Spelling
from .words import BODY_WORDS, GENERIC, OPPOSED, PEOPLES, SMALL, SUBJECTS, TITLE_WORDS


def is_distinct_piece(given: Spelling, name: Name) -> bool:
    """Words that tell a title, a body or a place, if nobody else's name has them all."""
    if name.known.kind not in ("title", "place", "organisation") or not has_all_words(given, name):
        return False
    own = [word for word in _compared(name.spelled, name) if word not in SMALL]
    words = {word for word in _compared(given, name) if word not in SMALL}
    rest = set(own) - words
    if not rest or _says_twice(given, name):
        return False
    if len(words) > 1:
        return _tells(words, name) and not _is_broken(given, own) and not _skips(given, name, own)
    word = next(iter(words), "")
    # New York is no York, though the Yalu River is the Yalu
    generic = {each for each in rest if each in GENERIC or len(each) == 1}
    return name.known.kind == "place" and word.isalpha() and word not in COMMON and rest == generic


def _says_twice(given: Spelling, name: Name) -> bool:
    """Whether a word stands in it more often than in the title: between China and China, 4·4 for 7·4."""
    own = _compared(name.spelled, name)
    return any(own.count(word) < _compared(given, name).count(word) for word in own if word not in SMALL)


def _tells(words: AbstractSet[str], name: Name) -> bool:
    """Whether some words of a title or body say which it is: a treaty of defence or a press office do not."""
    if name.known.kind == "organisation":
        return not words <= BODY_WORDS
    return not words <= TITLE_WORDS and (len(words) > 2 or not words <= TITLE_WORDS | SUBJECTS)


def _skips(given: Spelling, name: Name, own: list[str]) -> bool:
    """Whether a word in the middle of a body's name is left out: the UN Commission is no Temporary one."""
    typed = [word for word in _compared(given, name) if word not in SMALL]
    if name.known.kind != "organisation" or given.numbers:
        return False
    own = [word for word in own if word in typed or word not in PEOPLES]
    runs = (own[at : at + len(typed)] for at in range(len(own) - len(typed) + 1))
    return all(sorted(run) != sorted(typed) for run in runs)


def _is_broken(given: Spelling, own: list[str]) -> bool:
    """Whether a title is left with its first and its last word: Korean Agreement for Armistice Agreement."""
    words = [word for word in given.turned if word not in SMALL]
    if len(words) != 2 or words[1] not in TITLE_WORDS or len(own) < 3:
        return False
    return words == [own[0], own[-1]] and words[0].isalpha()


def is_title_piece(given: Spelling, name: Name) -> bool:
    """Some words of a title, which may well be the whole of another."""
    return name.known.kind == "title" and not given.numbers and has_all_words(given, name)


def has_all_words(given: Spelling, name: Name) -> bool:
    words = {word for word in _compared(given, name) if word not in SMALL}
    return bool(words) and words <= set(_compared(name.spelled, name))


def _compared(spelling: Spelling, name: Name) -> tuple[str, ...]:
    """The words of a name; in titles with one name for each state."""
    return spelling.stated if name.known.kind == "title" else spelling.turned


def meant_word(word: str, name: Spelling) -> str | None:
    """The word of a name that a word is, or is but for one slip."""
    if word in name.words or word in SMALL:
        return word
    if len(word) < SHORT or word in OPPOSED:
        return None
    return next((own for own in name.words if own not in OPPOSED and distance(word, own, most=1) == 1), None)
