"""What a mask could not hide: words that still tell, titles that say nothing, makers that are not listed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from history.demonyms import COMMON
from history.names import GAP
from quizzes.stems.lexicon import KNOWN, LONG_WORD, RANKS, STOP, Lexicon
from quizzes.stems.masking import hits_of
from quizzes.stems.words import Word, words_of


def leftover(
    text: str,
    answers: Sequence[Lexicon],
    kept: Sequence[Lexicon] = (),
    others: Sequence[Lexicon] = (),
) -> str:
    """A word that still tells the answer after masking; empty where none does.

    `kept` may stand in the text by right; words that one of the `others`, who are offered beside the
    answer, bears too tell nothing. Found are what a mask would take, a name in any order of its words,
    what grew from a name by an ending that nobody foresaw, and a part of a person's name.
    """
    tokens, words = words_of(text)
    if not words:
        return ""
    if hits := hits_of(text, answers, kept, None):
        return tokens[hits[0].first].raw
    of_others = {hint for each in others for hint in each.hints | each.firsts}
    rightful = {word for each in kept for name in each.names for word in name}
    shared = {word for each in others for name in each.names for word in name}
    known = rightful | shared
    for each in answers:
        for name in each.names:
            telling = (name - COMMON - shared) or (name - STOP)
            if telling and telling <= words and not telling <= known:
                return " ".join(sorted(telling))
            for token in tokens:
                if _tells(token, name - known, each):
                    return token.raw
        if telling := each.hints & words - of_others:
            return min(telling)
    return ""


def _tells(token: Word, name: Iterable[str], bearer: Lexicon) -> bool:
    """Whether a printed word is a part of a person's name, or grew from a word of any other name."""
    word = token.word
    if len(word) < LONG_WORD or not token.raw[:1].isupper():
        return False
    if bearer.person:
        return word in name and (word not in RANKS or word in bearer.lasts)
    if word in KNOWN or word in COMMON or word in _NO_NAMES:
        return False
    return any(
        len(each) >= LONG_WORD
        and each not in COMMON
        and word[0] == each[0]
        and (_grew(word, each) or _is_slip(word, each))
        for each in name
    )


def _grew(word: str, name: str) -> bool:
    """Whether a word begins as the name does and goes on with a few letters of its own."""
    return _beginning(word, name) >= max(LONG_WORD + 1, len(name) - 2) and len(word) - len(name) <= LONG_WORD


def _is_slip(word: str, name: str) -> bool:
    """Whether a word is the name with two letters swapped, or one wrong, missing or too many."""
    if abs(len(word) - len(name)) > 1:
        return False
    start = _beginning(word, name)
    if len(word) == len(name) and sorted(word) == sorted(name) and word[start + 2 :] == name[start + 2 :]:
        return True
    if len(name) <= LONG_WORD:
        return False
    end = _beginning(word[start:][::-1], name[start:][::-1])
    return max(len(word), len(name)) - start - end <= 1


_NO_NAMES = frozenset("child children franc francs principle principles indiscriminate congress".split())


def _beginning(one: str, other: str) -> int:
    """How many letters two words share from the first on."""
    count = 0
    for sign, against in zip(one, other, strict=False):
        if sign != against:
            break
        count += 1
    return count


_LITTLE = frozenset(
    (
        "a an and as at between both by concluded for from in into it its of on or other parties "
        "respecting s signed that the their these this those to two was were with agreement agreements "
        "treaty treaties convention conventions exchange exchanges notes note letters letter protocol "
        "declaration no i ii iii iv v"
    ).split()
)


def says_something(masked: str) -> bool:
    """Whether a masked title says more than what sort of paper it is."""
    return not words_of(masked)[1] <= _LITTLE


_BETWEEN = re.compile(
    r"(?<!\w)between (.*?)(?= (?:concerning|regarding|relating|relative|respecting|for|on|amending|in|to|"
    r"modifying|prolonging|extending|constituting|with|about|supplementary|establishing|as|terminating|renewing|providing|"
    r"further|recording|fixing|regulating|governing|acting|deleting|signed|pending|placing|during)(?!\w)|[.;([]|$)",
    re.IGNORECASE,
)
_CONJUNCTS = re.compile(r",? and |, |/")


def unlisted(masked: str) -> str:
    """Who is named as a maker in a title whose parties are all masked; empty where nobody is.

    "Agreement between Canada and …", Canada not masked: the parties listed are not those of the text.
    """
    found = _BETWEEN.search(masked)
    for part in _CONJUNCTS.split(found[1]) if found else ():
        if GAP in part:
            continue
        for token in words_of(part)[0]:
            if token.raw[:1].isupper() and (token.word in KNOWN or token.word == "government"):
                return part.strip()
    return ""
