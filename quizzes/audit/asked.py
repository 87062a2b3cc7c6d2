"""One line of nquestions/1 as the auditor sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from history.dates import HistoricalDate

from .world import day

KINDS = frozenset({"date", "actor", "place", "agreement", "event", "order", "source"})
MODES = frozenset({"single", "multi", "typed", "card", "truefalse"})
VALUES = frozenset({"date", "entity", "entities", "fact", "source", "sources"})


class Malformed(ValueError):
    """A question that is not nquestions/1: one sentence that says why."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One option: what is printed, and the one thing it means (`what` names which)."""

    text: str
    what: str
    value: Any
    date: HistoricalDate | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question; `right` are the indices of the options that are held to be right.

    Of a true or false question the only option is what is `claimed`, and it is right if it is called true.
    """

    qid: str
    kind: str
    ask: str
    mode: str
    lang: str
    facts: tuple[str, ...]
    given: Mapping[str, Any]
    given_date: HistoricalDate | None
    stem: str
    choices: tuple[Choice, ...]
    right: tuple[int, ...]
    answer: Any
    sources: tuple[str, ...]
    accept: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    claimed: Choice | None = None
    """What a true or false question asserts."""
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def facet(self) -> str:
        return self.ask.partition(":")[0]

    @property
    def role(self) -> str:
        return self.ask.partition(":")[2]

    @property
    def fact(self) -> str:
        return self.facts[0] if self.facts else ""

    @property
    def keys(self) -> tuple[Choice, ...]:
        return tuple(self.choices[index] for index in self.right)

    @property
    def others(self) -> tuple[Choice, ...]:
        return tuple(choice for index, choice in enumerate(self.choices) if index not in self.right)


def asked(row: Mapping[str, Any]) -> Asked:
    """Read one line.

    Raises:
        Malformed: a field is missing, of a wrong type, or means nothing.
    """
    if not isinstance(row, Mapping):
        raise Malformed("It is no JSON object.")
    for name in ("qid", "kind", "ask", "stem"):
        if not isinstance(row.get(name), str) or not row[name].strip():
            raise Malformed(f"It has no {name}.")
    mode = row.get("mode") or "single"
    if row["kind"] not in KINDS or mode not in MODES:
        raise Malformed(f"It is of a kind or mode that the format does not know: {row['kind']}, {mode}.")
    given = row.get("given") or {}
    options = row.get("options") or []
    if not isinstance(given, Mapping) or not isinstance(options, list):
        raise Malformed("What it has given is no object, or its options are no list.")
    given_date = None
    if given.get("date"):
        given_date = day(str(given["date"]))
        if given_date is None:
            raise Malformed(f"It has given a date that cannot be read: {given['date']}.")
    if mode == "card":
        options = row.get("answers") or []
    told = row.get("assert")
    if mode == "truefalse" and isinstance(told, Mapping) and told.get("text"):
        options = [told]
    choices = tuple(_choice(option) for option in options)
    facts = row.get("fact")
    facts = facts if isinstance(facts, list) else [facts] if facts else []
    answer = row.get("answer")
    items = row.get("items") or ()
    return Asked(
        qid=row["qid"],
        kind=row["kind"],
        ask=row["ask"],
        mode=mode,
        lang=str(row.get("lang") or "en"),
        facts=tuple(str(fact) for fact in facts),
        given=given,
        given_date=given_date,
        stem=row["stem"],
        choices=choices,
        right=_right(answer, choices, mode, row["ask"]),
        answer=answer,
        sources=tuple(_text(source) for source in row.get("sources") or ()),
        accept=tuple(str(text) for text in row.get("accept") or ()),
        items=tuple(str(item["fact"] if isinstance(item, Mapping) else item) for item in items),
        claimed=_choice({"text": row["stem"], **told}) if isinstance(told, Mapping) else None,
    )


def _text(source: Any) -> str:
    return str(source.get("text", "")) if isinstance(source, Mapping) else str(source)


def _choice(option: Any) -> Choice:
    if not isinstance(option, Mapping) or not isinstance(option.get("value"), Mapping):
        raise Malformed("An option has no value.")
    text, value = option.get("text"), option["value"]
    if not isinstance(text, str) or not text.strip():
        raise Malformed("An option prints nothing.")
    what = next((name for name in value if name in VALUES), "")
    if not what:
        raise Malformed(f"An option means nothing that the format knows: {text}.")
    meant = value[what]
    if what == "date":
        date = day(str(meant))
        if date is None:
            raise Malformed(f"An option is a date that cannot be read: {meant}.")
        return Choice(text, what, str(meant), date)
    if what == "entities":
        if not isinstance(meant, list):
            raise Malformed(f"An option has no list of entities: {text}.")
        return Choice(text, what, tuple(str(each) for each in meant))
    if what == "sources":
        if not isinstance(meant, list) or not all(isinstance(each, int) for each in meant):
            raise Malformed(f"An option has no list of sources: {text}.")
        return Choice(text, what, tuple(meant))
    return Choice(text, what, meant if what == "source" else str(meant))


def _right(answer: Any, choices: tuple[Choice, ...], mode: str, ask: str) -> tuple[int, ...]:
    if mode == "card":
        return tuple(range(len(choices)))
    if mode == "truefalse":
        return (0,) if answer is True and choices else ()
    if mode == "typed" or ask == "order:sequence":
        return ()
    found = answer if isinstance(answer, list) else [] if answer is None else [answer]
    if any(isinstance(each, bool) or not isinstance(each, int) for each in found):
        raise Malformed("Its answer is no index of an option.")
    if any(not 0 <= each < len(choices) for each in found):
        raise Malformed("Its answer is the index of no option.")
    return tuple(found)
