"""Which questions can be answered by typing, with what spellings, where nothing is offered.

Whoever types is not held to what is offered, so the whole base must hold exactly one answer: nobody else may
be right in any fact that is meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from history.dates import Precision
from history.factbase import GENERIC_WORDS, FactBase
from history.facts import Fact
from history.names import GAP, bare, fold
from quizzes.proof import TITLES, Certain
from quizzes.proof.attribution import meant
from quizzes.questions import Kind, Mode, Question
from quizzes.wording import to_type

LONGEST_NAME = 6
"""Words of a title that somebody can be expected to write; what is longer is a description."""

SMALL = 3
"""Letters of a word that a name may write small: “of”, “and”."""

_NAMED = frozenset({Kind.ACTOR, Kind.PLACE})


def as_typed(found: Certain) -> Question | None:
    """The question with nothing to choose from, where its answer can be typed: a date or one name.

    Where the stem fits several facts, the name of each is accepted.
    """
    question = found.question
    accept = _accepted(found)
    if not accept or question.mode not in (Mode.SINGLE, Mode.TYPED):
        return None
    stem = to_type(question.stem, kind=question.kind)
    return replace(question, stem=stem, mode=Mode.TYPED, pool=(), accept=accept, seat=None, typable=False)


def typable(found: Certain, base: FactBase) -> Certain:
    """A question with options, and with what is accepted where somebody types instead, if that is proved.

    So can a title that is a name, of a day on which the stem leaves no other, and the voice behind a claim:
    these are typed at a student's wish or when she knows them well, not for want of options. A name is not
    typed where the stem hides more: “… becomes King of … (1253)” is told by its options alone.
    """
    question = found.question
    if question.mode != Mode.SINGLE or (question.kind in _NAMED and question.stem.count(GAP) > 1):
        return found
    accept = _accepted(found) or _title(found) or _voice(question, base)
    return replace(found, question=replace(question, accept=accept, typable=True)) if accept else found


def _accepted(found: Certain) -> tuple[str, ...]:
    """Every spelling of a date or of one name; nothing where another answer could be right too."""
    question = found.question
    several = len(question.key) > 1
    if (several and question.kind not in _NAMED) or "/" in question.key[0].value.get("date", ""):
        return ()
    if question.kind == Kind.DATE:
        return (question.key[0].value["date"],)
    role = question.facet.partition(":")[2]
    if not _says_enough(question) or not all(
        _has_one_answer(fact, question.kind, role) for fact in found.meant
    ):
        return ()
    return _spelt(found.meant, question.kind, role) if several else question.accept


def _spelt(facts: Iterable[Fact], kind: Kind, role: str) -> tuple[str, ...]:
    """Every spelling of the answers of some facts, each of which has one."""
    answers = [*(fact.places[0] if kind == Kind.PLACE else fact.in_role(role)[0] for fact in facts)]
    return tuple(dict.fromkeys(bare(name) for answer in answers for name in answer.spellings()))


def _says_enough(question: Question) -> bool:
    """Whether a stem leads to its answer without options: "… dies (1689)" may be said of thousands."""
    date = question.given.date
    words = [word for word in fold(question.given.title).split() if len(word) > 2]
    told = len([word for word in words if word not in GENERIC_WORDS])
    return told > 1 or (date is not None and date.precision == Precision.DAY)


def _has_one_answer(fact: Fact, kind: Kind, role: str) -> bool:
    if kind == Kind.PLACE:
        return len(fact.places) == 1
    return len(fact.in_role(role)) == 1 and fact.is_complete(role)


def _title(found: Certain) -> tuple[str, ...]:
    """Every name of an agreement of a day, or of an event of a day and a sort, that nothing else fits.

    An event is typed only if the stem says of which sort it was: much happens in a day that no base holds.
    """
    question, date = found.question, found.question.given.date
    if (
        question.kind not in TITLES
        or len(question.key) > 1
        or [fact.pk for fact in found.meant] != [question.fact.pk]
    ):
        return ()
    if date is None or date.precision != Precision.DAY:
        return ()
    if question.kind == Kind.EVENT and not (question.fact.title and question.given.type):
        return ()
    names = tuple(dict.fromkeys(bare(name) for name in _titles(question.fact) if GAP not in name))
    # Hangul has no capitals, and says nothing of a title that is printed in Latin letters
    written = [name for name in names if _has_capitals(name) == _has_capitals(names[0])]
    return names if any(map(is_name, written)) else ()


def _has_capitals(text: str) -> bool:
    return text.upper() != text.lower()


def _titles(fact: Fact) -> Iterator[str]:
    yield fact.title
    if fact.agreement:
        yield fact.agreement.title
        yield from (name.text for name in fact.agreement.names)


def is_name(title: str) -> bool:
    """Whether a title is a name rather than a description: short, and capital but for its small words.

    >>> is_name("Korean Armistice Agreement"), is_name("USSR-DPRK agreement on radio broadcasting")
    (True, False)
    """
    words = title.replace("-", " ").split()
    whole = fold(title).split()
    return 0 < len(whole) <= LONGEST_NAME and not any(
        word[0].islower() and len(word) > SMALL for word in words
    )


def _voice(question: Question, base: FactBase) -> tuple[str, ...]:
    """Every spelling of whoever makes a claim, where nobody else makes the same."""
    claimant = question.fact.claimant
    if question.kind != Kind.ATTRIBUTION or claimant is None:
        return ()
    if [option.value.get("entity") for option in question.key] != [claimant.pk]:
        return ()
    others = meant(question, base)
    if others is None or any(fact.claimant is None or fact.claimant.pk != claimant.pk for fact in others):
        return ()
    return tuple(map(bare, claimant.spellings()))
