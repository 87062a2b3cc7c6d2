"""Which of many known names a text could come near: a cheap look before names are taken apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from history.demonyms import COMMON
from history.exonyms import in_english
from history.names import called, fold

from .readings import core
from .spelling import spelled
from .words import SMALL

REACH = 4
"""Letters that a name may have more or fewer than a text and still sound like it."""
LEAST_WORD = 2
MOST_WORDS = 12
"""Words of a text that names are searched for."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a name must have to be like a text: any one of these.

    words: words of the text, one of which it has; beside: words of the right answers, which somebody else may
    bear too, however the text spells them; letters: its letters, as they stand and in Latin ones, of
    which all but `REACH` are the name's; elsewhere: folded names that the text stands for.
    """

    words: tuple[str, ...]
    beside: tuple[str, ...]
    letters: tuple[Counter[str], ...]
    elsewhere: frozenset[str]

    @property
    def shortest(self) -> int:
        return min(letters.total() for letters in self.letters) - REACH

    @property
    def longest(self) -> int:
        return max(letters.total() for letters in self.letters) + REACH

    @property
    def halves(self) -> tuple[str, str] | None:
        """The first and the last letters of a single word: a slip leaves one of them as it is."""
        if len(self.words) != 1 or len(self.words[0]) < 4:
            return None
        half = (len(self.words[0]) - 1) // 2
        return self.words[0][:half], self.words[0][-half:]

    def holds(self, folded: str) -> bool:
        """Whether a folded name is like the text."""
        parts = folded.split()
        if folded in self.elsewhere or any(word in parts for word in (*self.words, *self.beside)):
            return True
        if not folded.isascii() and all("".join(letters).isascii() for letters in self.letters):
            return False
        signs = set(folded)
        for letters in self.letters:
            # sets are quicker than counts, and rule out most
            if len(signs.symmetric_difference(letters)) <= 2 * REACH + 1:
                own = Counter(folded.replace(" ", ""))
                if _apart(own, letters) <= REACH:
                    return True
        return len(self.words) == 1 and any(
            _apart(Counter(part), Counter(self.words[0])) <= 1
            for part in parts
            if abs(len(part) - len(self.words[0])) < 2
        )


def likeness(text: str, right: Iterable[str] = ()) -> Likeness:
    """What makes a name like a text, or like names of the right answers."""
    found, plain = spelled(text), core(text)
    forms = dict.fromkeys(("".join(found.words), found.latin.replace(" ", "")))
    words = [word for word in fold(plain).split() if len(word) >= LEAST_WORD and word not in SMALL]
    beside = dict.fromkeys(word for name in right for word in fold(name).split())
    telling = [word for word in beside if len(word) > LEAST_WORD and word not in COMMON | SMALL]
    elsewhere = (*in_english(text), *in_english(plain), *called(text), *called(plain))
    return Likeness(
        words=tuple(words[:MOST_WORDS]),
        beside=tuple(telling[:MOST_WORDS]),
        letters=tuple(map(Counter, forms)),
        elsewhere=frozenset(elsewhere),
    )


def _apart(one: Counter[str], other: Counter[str]) -> int:
    """Letters that one has and the other has not, whichever has more of them."""
    return max((one - other).total(), (other - one).total())
