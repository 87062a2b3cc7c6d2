"""The names of a question in the language of whoever reads it.

Options follow the page only all together: one name in other letters than the rest would tell which is right,
or which is not. Answers that are proposed are the same for two questions, true in one and false in the other,
so each may have its own. What the bank holds stays as it is: what was dealt is dealt again by its words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from history.models.labels import Label, Of, actor_labels, labels
from history.names import fold
from history.sentences import every
from history.translating import spoken, told
from history.wording import capital
from quizzes.questions import Deal, Option

INFLECTED, SHORTEST_STEM = 2, 4
"""Letters at the end of the name of a place that a language may change, and those that it leaves at least."""


class Written(Protocol):
    """A row of the bank, as far as its language goes."""

    @property
    def language(self) -> str: ...


def labelled(dealt: Deal, row: Written) -> Deal:
    """What was dealt with the names of the reader's language, in one query; in none where that is the base's.

    The options have labels all or none, and none where two would read alike, one could mean somebody who is
    not among them, or one tells more than the name of the base: a number, which may be a year, or where a
    text was made. Either may stand in the question, and would give the answer away.
    """
    named = [each for each in (dealt.proposed, dealt.instead, *dealt.options) if each]
    found = labels(
        spoken(),
        home=[row.language],
        actors={pk for each in named for pk in _actors(each)},
        places={each.value["place"] for each in named if "place" in each.value},
        facts={each.value["fact"] for each in named if "fact" in each.value},
    )
    if not found:
        return dealt
    if dealt.proposed is None:
        return replace(dealt, options=_together(dealt.options, found))
    (proposed,) = _together([dealt.proposed], found)
    instead = _together([dealt.instead], found)[0] if dealt.instead else None
    return replace(dealt, proposed=proposed, instead=instead)


def _together(options: Sequence[Option], found: Mapping[Of, Label]) -> tuple[Option, ...]:
    """The options with their labels, if all have one and no two the same."""
    told_as = [_label(option, found) for option in options]
    if not all(told_as) or len(set(map(fold, told_as))) < len(told_as):
        return tuple(options)
    return tuple(replace(option, label=label) for option, label in zip(options, told_as, strict=True))


def _actors(option: Option) -> tuple[int, ...]:
    value: Mapping[str, Any] = option.value
    return (value["entity"],) if "entity" in value else tuple(value.get("entities", ()))


def _label(option: Option, found: Mapping[Of, Label]) -> str:
    """What is printed of an option; empty where it has no label, or one that may not be shown.

    Of a title that is printed otherwise than the agreement is called, such as with a gap, nobody knows what
    its label would have to leave out.
    """
    value = option.value
    if actors := _actors(option):
        own = [found.get(("actor", pk)) for pk in actors]
        named = sorted((each for each in own if each), key=lambda each: each.name)
        text = capital(told(every([each.text for each in named]))) if len(named) == len(own) else ""
        return "" if any(each.shared for each in named) or _says_more(text, option.text) else text
    what = next((name for name in ("place", "fact") if name in value), "")
    label = found.get((what, value[what])) if what else None
    if label is None or label.shared or label.name != option.text or _says_more(label.text, label.name):
        return ""
    where = found.get(("where", value["fact"])) if what == "fact" else None
    return "" if where and _says_where(label, where) else label.text


def _says_where(label: Label, where: Label) -> bool:
    """Whether a label has a place, in whatever form, that the title of the base has not."""
    names = (fold(where.text), fold(where.name))
    there, at_home = (name[: max(SHORTEST_STEM, len(name) - INFLECTED)] for name in names)
    return there in fold(label.text) and at_home not in fold(label.name)


def _says_more(label: str, name: str) -> bool:
    """Whether a label has a figure that the name has not."""
    return not {*filter(str.isdigit, label)} <= {*filter(str.isdigit, name)}


def names_in(row: Written, fact: int, names: Sequence[str]) -> dict[str, str]:
    """What the reader calls actors, by the names that the base of a fact prints."""
    return actor_labels(spoken(), fact=fact, home=row.language, names=names)
