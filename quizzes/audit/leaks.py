"""Whether a stem gives its answer away: by a year, a month, a name in any order, or a demonym."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from history.dates import civil

from .asked import Asked, Choice
from .folding import fold, holds, numbers, words
from .truth import MONTHS, dates_asked
from .world import Record, World, day

_COMMON = frozenset(
    (
        "the a an of and in on at for to by with from s republic democratic people peoples union united"
        " states state federal federation kingdom socialist great new north south east west northern"
        " southern eastern western army command council general assembly party ministry office commission"
        " san saint government national international empire region conference organisation organization"
        " city islands island central part parts former de la le el al von van da der das"
    ).split()
)
_IRREGULAR = dict(
    pair.split(":")
    for pair in (
        "france:french britain:british kingdom:british netherlands:dutch spain:spanish"
        " greece:greek denmark:danish switzerland:swiss wales:welsh ireland:irish sweden:swedish"
        " finland:finnish turkey:turkish poland:polish germany:german soviet:soviet"
        " norway:norwegian portugal:portuguese iceland:icelandic ottoman:ottoman scotland:scottish"
        " england:english philippines:philippine thailand:thai peru:peruvian cyprus:cypriot"
        " america:american egypt:egyptian china:chinese wien:viennese moscow:muscovite"
    ).split()
)
_ENDINGS = frozenset(
    "n an ian ean ese i ish ic ine ite ino er ians ans ns ese s nian vian lian gian rian".split()
)


@lru_cache(maxsize=50_000)
def _adjectives(word: str) -> tuple[str, tuple[str, ...]]:
    """The irregular adjective of a name ("" if none), and the stems from which a regular one grows."""
    stems = tuple({word, re.sub(r"(ia|ea|land|[aeiouy])$", "", word)})
    return _IRREGULAR.get(word, ""), tuple(stem for stem in stems if len(stem) >= 4)


def is_adjective_of(adjective: str, name: str) -> bool:
    """Whether a word is made from a name of a country or city ("Japanese" from "Japan")."""
    irregular, stems = _adjectives(name)
    if adjective == irregular:
        return True
    return any(adjective.startswith(stem) and adjective[len(stem) :] in _ENDINGS for stem in stems)


def leak(question: Asked, facts: list[Record], world: World) -> str:
    """What the stem prints of its answer; empty if nothing. What it proposes is no leak."""
    if question.claimed:
        question = replace(question, stem=question.stem.rpartition(question.claimed.text)[0])
    if question.kind == "order":
        return _order_leak(question, world)
    if question.kind == "source":
        return _voice_leak(question, world)
    if question.mode == "typed":
        question = _as_shown(question, facts, world)
    if question.facet == "date":
        return _date_leak(question)
    if question.facet == "title":
        return _title_leak(question)
    return _name_leak(question, facts, world)


def _as_shown(question: Asked, facts: list[Record], world: World) -> Asked:
    """A typed question as if its right answers stood below it, dates as exactly as they are accepted."""
    shown: list[Choice] = []
    accepted = [date for text in question.accept if (date := day(text))]
    for fact in facts:
        if fact.id not in question.facts:
            continue
        if question.facet == "date":
            dates = accepted or dates_asked(fact, question)
            shown += [Choice(date.edtf, "date", date.edtf, date) for date in dates]
        elif question.facet == "title":
            shown.append(Choice(fact.title(question.lang), "fact", fact.id))
        else:
            ids = [id for id, role in fact.actors if not question.role or role == question.role]
            if question.facet != "actors":
                ids = list(fact.places)
            shown += [Choice(world.entities[id].name, "entity", id) for id in ids if id in world.entities]
    return replace(question, choices=tuple(shown), right=tuple(range(len(shown))))


def _order_leak(question: Asked, world: World) -> str:
    """An item that prints its own year needs no knowing; where all print theirs, the question is a sum."""
    items = [(choice.text, str(choice.value)) for choice in question.choices]
    for text, id in items:
        fact = world.facts.get(id)
        dates = [date for _, date in fact.dates if not date.is_open] if fact else []
        years = {civil(day)[0] for date in dates for day in (date.earliest, date.latest)}
        for number in numbers(text):
            if number > 99 and (number in years or 1 - number in years):
                return f"{number}, in “{text}”"
    return ""


def _voice_leak(question: Asked, world: World) -> str:
    """The name of whoever says so, where it is asked who says so."""
    stem = fold(question.stem)
    for key in question.keys:
        name = fold(key.text)
        if key.what in ("entity", "source") and name and holds(stem, name):
            return key.text
    return ""


def _date_leak(question: Asked) -> str:
    printed = set(numbers(question.stem))
    stem = fold(question.stem)
    for key in question.keys:
        date = key.date
        if date is None or date.is_open:
            continue
        first, last = civil(date.earliest), civil(date.latest)
        for number in printed:
            if number > 99 and (first[0] <= number <= last[0] or first[0] <= 1 - number <= last[0]):
                return str(number)
        if first[0] == last[0] and holds(stem, str(abs(first[0]))) and f"ad {first[0]}" in stem:
            return str(first[0])
        if date.precision.value in ("day", "month"):
            month = MONTHS["en"][first[1] - 1]
            months = {civil(other.date.earliest)[1] for other in question.choices if other.date}
            if months == {first[1]} and len(question.choices) > 1:
                continue
            day = r"\d{1,2}(?:st|nd|rd|th)?"
            pattern = (
                rf"\b{day} {month}\b|\b{month} {day}\b" if month in ("may", "march") else rf"\b{month}\b"
            )
            if found := re.search(pattern, stem):
                return found.group()
    return ""


def _title_leak(question: Asked) -> str:
    stem = fold(question.stem)
    for key in question.keys:
        text = fold(key.text)
        if holds(stem, text):
            return key.text
        rest = words(key.text) - _COMMON
        others = [words(other.text) for other in question.others]
        if len(rest) > 1 and rest <= words(question.stem) and not any(rest <= other for other in others):
            return key.text
    return ""


def _name_leak(question: Asked, facts: list[Record], world: World) -> str:
    own = [fact for fact in facts if fact.id in question.facts]
    keys = [id for key in question.keys for id in _ids(key.value)]
    offered = {id for choice in question.choices for id in _ids(choice.value)}
    people = {id for fact in own for id, _ in fact.actors} | {id for fact in own for id in fact.places}
    others = (people | offered) - set(keys)
    strangers = [fold(name) for id in others if id in world.entities for name in world.entities[id].spellings]
    strangers += [fold(fact.attribution) for fact in own]
    elsewhere = _words_of((id for other in question.others for id in _ids(other.value)), world)
    for id in keys:
        entity = world.entities.get(id)
        if entity is None:
            continue
        names = {fold(re.sub(r"\(.*?\)", " ", name)): name for name in entity.spellings}
        stem = fold(question.stem)
        for short, name in names.items():
            longer = [each for each in strangers if each != short and holds(each, short)]
            if len(short) > 1 and holds(_without(stem, longer), short) and _is_printed(question.stem, name):
                return name
        present = set(_without(stem, _sharing(strangers, names)).split())
        for short, name in names.items():
            rest = set(short.split()) - _COMMON
            if rest and sum(map(len, rest)) > 3 and rest <= present and _is_printed(question.stem, *rest):
                return name
        if found := _part_leak(question.stem, present, names, elsewhere, person=entity.type == "person"):
            return found
    return ""


def _part_leak(
    stem: str, present: set[str], names: Iterable[str], elsewhere: set[str], *, person: bool
) -> str:
    """A surname, or an adjective, that points to this option and to no other."""
    for name in names:
        parts = name.split()
        for part in parts:
            if part in _COMMON or len(part) < 4 or part in elsewhere:
                continue
            if person and part in present and part == parts[-1] and _is_printed(stem, part):
                return part
            if person or len(parts) > 4:
                continue
            for word in present:
                if word[:3] == part[:3] and word not in elsewhere and is_adjective_of(word, part):
                    return word
            irregular = _adjectives(part)[0]
            if irregular and irregular in present:
                return irregular
    return ""


def _ids(value: object) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return value
    return (value,) if isinstance(value, str) else ()


def _words_of(ids: Iterable[str], world: World) -> set[str]:
    return {
        word for id in ids if id in world.entities for name in world.entities[id].spellings
        for word in fold(name).split()
    }  # fmt: skip


def _sharing(strangers: Iterable[str], names: Iterable[str]) -> list[str]:
    """The names of others that share a word with a name of the answer."""
    own = {word for name in names for word in name.split()}
    return [name for name in strangers if not own.isdisjoint(name.split())]


def _without(text: str, names: Iterable[str]) -> str:
    """A folded text without names of others, the longest first."""
    room = f" {text} "
    for name in sorted(set(names), key=len, reverse=True):
        room = room.replace(f" {name} ", " | ")
    return room.strip()


def _is_printed(stem: str, *names: str) -> bool:
    """Whether one of the names stands in the stem with a capital, or in a script that has none."""
    for name in names:
        pattern = r"\W+".join(re.escape(word) for word in fold(name).split())
        found = re.search(rf"(?<!\w){pattern}(?!\w)", stem, re.IGNORECASE)
        if found is None or not (found.group()[:1].islower() and found.group()[:1].isascii()):
            return True
    return False
