"""Guessing without knowing history: what a wily student could make of the options alone.

A guesser gives every option a score from its text, the stem and the texts of the whole bank; it chooses the
highest. Ties are broken by a hash of the question, so that a guesser with nothing to go by is right as often
as chance.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from history.dates import civil

from .asked import Asked
from .folding import fold, numbers, words

Scores = Sequence[float]
_SPLIT = re.compile(r"\s+and\s+|,\s*|;\s*")
_LITTLE = frozenset(
    "the a an of and in on at for to by with from which was were is it this these what who".split()
)


@lru_cache(maxsize=60_000)
def parts(text: str) -> frozenset[str]:
    """The parts of an option: the names of a list, or the whole text."""
    return frozenset(part for part in map(fold, _SPLIT.split(text)) if part)


@dataclass(slots=True)
class Texts:
    """How often each option, part and word is offered in the bank, and each word is printed in stems."""

    options: Counter[str] = field(default_factory=Counter)
    parts: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    stems: Counter[str] = field(default_factory=Counter)
    right: tuple[Counter[str], Counter[str]] = field(default_factory=lambda: (Counter(), Counter()))
    """How often each option is right in each half of the bank: who guesses in one has seen the other."""

    def read(self, question: Asked) -> None:
        if question.mode == "single" and len(question.right) == 1:
            self.right[half_of(question)][fold(question.choices[question.right[0]].text)] += 1
        for choice in question.choices:
            self.options[fold(choice.text)] += 1
            self.parts.update(parts(choice.text))
            self.words.update(words(choice.text))
        self.stems.update(words(question.stem))


def half_of(question: Asked) -> int:
    """The half of the bank in which a question lies, the same in all its deals."""
    identity = f"{question.fact} {question.ask} {question.lang}".encode()
    return hashlib.blake2b(identity, digest_size=1).digest()[0] % 2


@dataclass(slots=True)
class Seen:
    """One question as a guesser sees it: texts, folded once. `days` only if every option is a date."""

    stem: frozenset[str]
    ending: str
    texts: tuple[str, ...]
    folded: tuple[str, ...]
    words: tuple[frozenset[str], ...]
    days: tuple[float, ...] | None
    years: tuple[int, ...] | None
    told: float | None = None
    """The middle of the years that the stem prints."""
    before: str = ""
    """The text of the right option of the question before this one."""
    place_before: int = -1
    half: int = 0


def seen(question: Asked, before: str = "", place_before: int = -1) -> Seen:
    """What is printed of a question. Dates are taken from the options, whose texts print them."""
    texts = tuple(choice.text for choice in question.choices)
    days: tuple[float, ...] | None = None
    years = None
    dates = [choice.date for choice in question.choices if choice.date and not choice.date.is_open]
    if texts and len(dates) == len(texts):
        days = tuple((date.earliest + date.latest) / 2 for date in dates)
        years = tuple(civil(date.earliest)[0] for date in dates)
    return Seen(
        stem=words(question.stem) - _LITTLE,
        ending=question.stem.strip().rstrip("?:. "),
        texts=texts,
        folded=tuple(map(fold, texts)),
        words=tuple(words(text) - _LITTLE for text in texts),
        days=days,
        years=years,
        told=_told_year(question.stem) if years else None,
        before=before,
        place_before=place_before,
        half=half_of(question),
    )


def _told_year(stem: str) -> float | None:
    years = [number for number in numbers(stem) if 999 < number < 2100]
    return sum(years) / len(years) if years else None


Guesser = Callable[[Seen, Texts], "Scores | None"]


def _mean(counter: Counter[str], bag: frozenset[str]) -> float:
    return sum(counter[word] for word in bag) / len(bag) if bag else 0.0


def _longest(q: Seen, _: Texts) -> Scores:
    return [len(text) for text in q.texts]


def _shortest(q: Seen, _: Texts) -> Scores:
    return [-len(text) for text in q.texts]


def _middle_length(q: Seen, _: Texts) -> Scores:
    mean = sum(map(len, q.texts)) / len(q.texts)
    return [-abs(len(text) - mean) for text in q.texts]


def _common_words(q: Seen, bank: Texts) -> Scores:
    return [_mean(bank.words, bag) for bag in q.words]


def _rare_words(q: Seen, bank: Texts) -> Scores:
    return [-_mean(bank.words, bag) for bag in q.words]


def _common_parts(q: Seen, bank: Texts) -> Scores:
    return [_mean(bank.parts, parts(text)) for text in q.texts]


def _rare_parts(q: Seen, bank: Texts) -> Scores:
    return [-_mean(bank.parts, parts(text)) for text in q.texts]


def _frequent(q: Seen, bank: Texts) -> Scores:
    return [bank.options[text] for text in q.folded]


def _infrequent(q: Seen, bank: Texts) -> Scores:
    return [-bank.options[text] for text in q.folded]


def _told_of(q: Seen, bank: Texts) -> Scores:
    return [_mean(bank.stems, bag) for bag in q.words]


def _earliest(q: Seen, _: Texts) -> Scores | None:
    return q.days and [-day for day in q.days]


def _latest(q: Seen, _: Texts) -> Scores | None:
    return q.days


def _middle_date(q: Seen, _: Texts) -> Scores | None:
    if not q.days:
        return None
    order = sorted(q.days)
    return [-abs(order.index(day) - (len(order) - 1) / 2) for day in q.days]


def _mean_date(q: Seen, _: Texts) -> Scores | None:
    return q.days and [-abs(day - sum(q.days) / len(q.days)) for day in q.days]


def _lone_date(q: Seen, _: Texts) -> Scores | None:
    return q.days and [_nearest(q.days, index) for index in range(len(q.days))]


def _crowded_date(q: Seen, _: Texts) -> Scores | None:
    return q.days and [-_nearest(q.days, index) for index in range(len(q.days))]


def _nearest(days: Sequence[float], index: int) -> float:
    return min((abs(day - days[index]) for i, day in enumerate(days) if i != index), default=0)


def _round_year(q: Seen, _: Texts) -> Scores | None:
    return q.years and [_roundness(year) for year in q.years]


def _crooked_year(q: Seen, _: Texts) -> Scores | None:
    return q.years and [-_roundness(year) for year in q.years]


def _roundness(year: int) -> int:
    return sum(year % unit == 0 for unit in (5, 10, 50, 100, 500))


def _shared_words(q: Seen, _: Texts) -> Scores:
    return [len(bag & q.stem) for bag in q.words]


def _no_shared_words(q: Seen, _: Texts) -> Scores:
    return [-len(bag & q.stem) for bag in q.words]


def _shared_digits(q: Seen, _: Texts) -> Scores:
    stem = {word for word in q.stem if word.isdigit()}
    return [len(stem & bag) for bag in q.words]


def _form(text: str) -> tuple[object, ...]:
    """The form of an option, whatever its words."""
    tokens = text.split()
    return (
        len(tokens),
        any(sign.isdigit() for sign in text),
        text[:1].isupper(),
        text.casefold().startswith(("the ", "a ", "an ")),
        any(sign in text for sign in "(),;:-–"),
        any(len(token) > 1 and token.isupper() for token in tokens),
        text.endswith("."),
    )


def _odd(q: Seen, _: Texts) -> Scores:
    forms = [_form(text) for text in q.texts]
    return [
        sum(mine != theirs for other in forms for mine, theirs in zip(form, other, strict=True))
        for form in forms
    ]


def _ordinary(q: Seen, bank: Texts) -> Scores:
    return [-score for score in _odd(q, bank)]


def _overlapping(q: Seen, _: Texts) -> Scores:
    """The option that shares most with the others: wrong options are often made by varying the right one."""
    lists = [parts(text) for text in q.texts]
    return [
        sum(
            len(bag & q.words[other]) + 3 * len(lists[index] & lists[other])
            for other in range(len(lists))
            if other != index
        )
        for index, bag in enumerate(q.words)
    ]


def _apart(q: Seen, bank: Texts) -> Scores:
    return [-score for score in _overlapping(q, bank)]


def _agreeing(q: Seen, _: Texts) -> Scores:
    """The option that the grammar of the stem wants: its article, its number."""
    article = re.search(r"\b(an?)(?:\s+…|$)", q.ending)
    several = re.search(r"\b(states|people|persons|parties|both|between|whom)\b", q.ending)
    scores = [0.0] * len(q.texts)
    for index, text in enumerate(q.texts):
        if article:
            scores[index] += (text[:1].casefold() in "aeiou") == (article.group(1) == "an")
        if several:
            scores[index] += len(parts(text)) > 1
    return scores


def _capitals(q: Seen, _: Texts) -> Scores:
    return [sum(sign.isupper() for sign in text) / len(text) for text in q.texts]


def _alphabet(q: Seen, _: Texts) -> Scores:
    order = sorted(q.folded)
    return [-order.index(text) for text in q.folded]


def _alphabet_last(q: Seen, bank: Texts) -> Scores:
    return [-score for score in _alphabet(q, bank)]


def _most_words(q: Seen, _: Texts) -> Scores:
    return [len(text.split()) for text in q.texts]


def _fewest_words(q: Seen, _: Texts) -> Scores:
    return [-len(text.split()) for text in q.texts]


def _digits(q: Seen, _: Texts) -> Scores:
    return [any(sign.isdigit() for sign in text) for text in q.texts]


def _no_digits(q: Seen, bank: Texts) -> Scores:
    return [not score for score in _digits(q, bank)]


def _brackets(q: Seen, _: Texts) -> Scores:
    return [any(sign in text for sign in "()[]") for text in q.texts]


def _no_brackets(q: Seen, bank: Texts) -> Scores:
    return [not score for score in _brackets(q, bank)]


def _gaps(q: Seen, _: Texts) -> Scores:
    return [text.count("…") for text in q.texts]


def _often_right(q: Seen, bank: Texts) -> Scores:
    """The option that is right most often in the other half of the bank."""
    return [bank.right[1 - q.half][text] for text in q.folded]


def _share_right(q: Seen, bank: Texts) -> Scores:
    """The option that is right there most often for how often it is offered at all."""
    return [bank.right[1 - q.half][text] / (bank.options[text] or 1) for text in q.folded]


def _seldom_right(q: Seen, bank: Texts) -> Scores:
    """The option that is right most seldom there: who knows other answers can strike these out."""
    return [-bank.right[1 - q.half][text] for text in q.folded]


def _as_before(q: Seen, _: Texts) -> Scores | None:
    return [text == q.before for text in q.folded] if q.before else None


def _not_as_before(q: Seen, _: Texts) -> Scores | None:
    return [text != q.before for text in q.folded] if q.before in q.folded else None


def _place_before(q: Seen, _: Texts) -> Scores | None:
    return [index == q.place_before for index in range(len(q.texts))] if q.place_before >= 0 else None


def _near_told(q: Seen, _: Texts) -> Scores | None:
    """The date nearest to a year that the stem prints."""
    told = q.told
    return None if told is None or not q.years else [-abs(year - told) for year in q.years]


def _far_from_told(q: Seen, bank: Texts) -> Scores | None:
    near = _near_told(q, bank)
    return near and [-score for score in near]


def _same_initial(q: Seen, _: Texts) -> Scores:
    """The option whose words begin as words of the stem do: an adjective or an inflected name."""
    heads = {word[:4] for word in q.stem if len(word) > 3}
    return [len({word[:4] for word in bag if len(word) > 3} & heads) for bag in q.words]


def _at(position: int) -> Guesser:
    def guess(q: Seen, _: Texts) -> Scores | None:
        if position >= len(q.texts):
            return None
        return [float(index == position) for index in range(len(q.texts))]

    return guess


GUESSERS: dict[str, Guesser] = {
    "longest option": _longest,
    "shortest option": _shortest,
    "option of middling length": _middle_length,
    "most common words": _common_words,
    "least common words": _rare_words,
    "most common parts": _common_parts,
    "least common parts": _rare_parts,
    "most frequent option": _frequent,
    "least frequent option": _infrequent,
    "most spoken of in stems": _told_of,
    "earliest date": _earliest,
    "latest date": _latest,
    "middle date": _middle_date,
    "date nearest the mean": _mean_date,
    "most isolated date": _lone_date,
    "most crowded date": _crowded_date,
    "round year": _round_year,
    "crooked year": _crooked_year,
    "words shared with the stem": _shared_words,
    "fewest words shared": _no_shared_words,
    "digits shared with the stem": _shared_digits,
    "odd one out": _odd,
    "most ordinary form": _ordinary,
    "most shared with other options": _overlapping,
    "least shared with other options": _apart,
    "grammar of the stem": _agreeing,
    "most capitals": _capitals,
    "first by the alphabet": _alphabet,
    "last by the alphabet": _alphabet_last,
    "most words": _most_words,
    "fewest words": _fewest_words,
    "has digits": _digits,
    "has no digits": _no_digits,
    "has brackets": _brackets,
    "has no brackets": _no_brackets,
    "most gaps": _gaps,
    "most often right elsewhere": _often_right,
    "most often right when offered": _share_right,
    "most seldom right elsewhere": _seldom_right,
    "right in the question before": _as_before,
    "not right in the question before": _not_as_before,
    "same place as before": _place_before,
    "date nearest a year in the stem": _near_told,
    "date farthest from such a year": _far_from_told,
    "words that begin like the stem’s": _same_initial,
    "first place": _at(0),
    "second place": _at(1),
    "third place": _at(2),
    "fourth place": _at(3),
    "fifth place": _at(4),
}


KNOWING = frozenset({"most seldom right elsewhere"})
"""Guessers that strike out what they know to be right elsewhere: told, and not held against a bank."""


def chosen(scores: Scores, *, salt: str) -> int:
    """The index of the highest score; between equals a hash of the question decides, which is fair."""
    best = max(scores)
    top = [index for index, score in enumerate(scores) if score == best]
    if len(top) == 1:
        return top[0]
    digest = hashlib.blake2b(salt.encode(), digest_size=8).digest()
    return top[int.from_bytes(digest, "big") % len(top)]
