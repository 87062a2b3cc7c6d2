"""Sentences that pure code says to people, in whatever language they read.

A rule knows why a date was refused or an answer is wrong, but not in which language the page is. So it hands
out a sentence: English words with {gaps}, and what stands in the gaps. Doors put it into the reader's
language; `str()` gives the English. The extractor of messages finds the words where `sentence(...)` and
`counted(...)` are called with plain strings, as it finds those of gettext.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeAlias

Value: TypeAlias = "str | int | Sentence | Callable[[str], str]"
"""What stands in a gap: a text or a number, another sentence, or a function from a language (“en”, “ru”,
“ko”) to a text, such as `partial(say, date)`."""


class Words(Protocol):
    """Where the words of a language come from, such as a catalogue of gettext."""

    def __call__(self, one: str, many: str, count: int, /) -> str:
        """The translation of `one`, or, where `many` is not empty, of the form that `count` things need."""
        ...


def english(one: str, many: str, count: int, /) -> str:
    """The words as they stand in the code."""
    return many if many and count != 1 else one


_STOPPED = re.compile(r"(\{(\w+)\})\.")
"""A gap at the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """English words with gaps and what stands in them; `many` and `count` where a number decides the form."""

    one: str
    values: Mapping[str, Value]
    many: str = ""
    count: int = 1

    def put(self, words: Words = english, language: str = "en") -> str:
        """The sentence in a language. A full stop in a gap (“V век до н. э.”) ends the sentence as well."""
        texts = {name: in_words(value, words, language) for name, value in self.values.items()}
        said = words(self.one, self.many, self.count)
        return _STOPPED.sub(lambda gap: gap[1] if texts[gap[2]].endswith(".") else gap[0], said).format(
            **texts
        )

    def __str__(self) -> str:
        return self.put()


def sentence(words: str, /, **values: Value) -> Sentence:
    """A sentence of these English words; each gap is the name of a value in braces.

    >>> str(sentence("“{text}” is not specific enough.", text="Kim"))
    '“Kim” is not specific enough.'
    """
    return Sentence(words, values)


def counted(one: str, many: str, count: int, /, **values: Value) -> Sentence:
    """A sentence in which a number decides the form of a word; the gap {count} is that number.

    >>> str(counted("{count} year late", "{count} years late", 2))
    '2 years late'
    """
    return Sentence(one, {**values, "count": count}, many, count)


def either(values: Sequence[Value]) -> Value:
    """“A, B or C”, of at least one value."""
    *others, last = values
    return sentence("{some} or {last}", some=_row(others), last=last) if others else last


def every(values: Sequence[Value]) -> Value:
    """“A, B and C”, of at least one value."""
    *others, last = values
    return sentence("{some} and {last}", some=_row(others), last=last) if others else last


def _row(values: Sequence[Value]) -> Value:
    first, *rest = values
    return sentence("{first}, {rest}", first=first, rest=_row(rest)) if rest else first


def in_words(value: Value, words: Words = english, language: str = "en") -> str:
    """What stands in a gap, in a language."""
    match value:
        case Sentence():
            return value.put(words, language)
        case str() | int():
            return str(value)
    return value(language)


def renamed(said: Sentence, names: Mapping[str, str]) -> Sentence:
    """The sentence with other names in its gaps, where some of these stand there."""
    values = {
        gap: renamed(value, names)
        if isinstance(value, Sentence)
        else names.get(value, value)
        if isinstance(value, str)
        else value
        for gap, value in said.values.items()
    }
    return replace(said, values=values)


def texts_in(said: Sentence) -> set[str]:
    """The texts that stand in its gaps, names among them."""
    inner = (value for value in said.values.values() if isinstance(value, Sentence))
    own = {value for value in said.values.values() if isinstance(value, str)}
    return own.union(*map(texts_in, inner))


Packed: TypeAlias = "list[Any]"
"""A sentence as JSON: its words, those for many, the number, and what stands in the gaps."""


def packed(said: Sentence) -> Packed:
    """The sentence as JSON, to be kept and told later; a function of the language is kept in English."""
    values = {
        name: packed(value)
        if isinstance(value, Sentence)
        else value
        if isinstance(value, str | int)
        else value("en")
        for name, value in said.values.items()
    }
    return [said.one, said.many, said.count, values]


def unpacked(kept: Packed) -> Sentence:
    """The inverse of `packed`."""
    one, many, count, values = kept
    return Sentence(
        one,
        {name: unpacked(value) if isinstance(value, list) else value for name, value in values.items()},
        many,
        count,
    )
