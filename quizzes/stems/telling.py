"""A fact told in a sentence: who is named in it, what stands for itself, and whose claim it is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from history import evidence
from history.dates import HistoricalDate
from history.factbase import actor_words, is_bare, place_words
from history.facts import (
    Actor,
    ActorKind,
    Fact,
    FactKind,
    Given,
    Place,
)
from history.names import bare, contains, demonyms
from history.wording import capital
from quizzes.stems import sentences
from quizzes.stems.places import where
from quizzes.stems.sentences import attributed, the


def listed(parts: Iterable[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    items = list(parts)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


_SAYS = r"(?:\w+ has )?(?:{names}) (?:says|said|say|(?P<writes>writes|wrote))(?P<that> that)? "
_OBJECT = re.compile(r"(?:an?|h[ie][sr]|its|their|no|nothing|some|many|so|yes|[“\"])(?!\w)", re.IGNORECASE)


def stripped_claim(fact: Fact) -> str:
    """The statement without its own "Putin says that", where the stem says whose claim it is anyway.

    What stays must be a sentence: "Putin wrote a letter" is one only as a whole.
    """
    text = fact.printed_title
    if fact.title or not fact.claimant:
        return text
    names = "|".join(re.escape(word) for word in actor_words(fact.claimant))
    found = re.match(_SAYS.format(names=names), text)
    if not found:
        return text
    said = text[found.end() :]
    told = found["that"] or sentences.is_clause(said) or not (found["writes"] or _OBJECT.match(said))
    return capital(said) if told else text


def with_claim(fact: Fact, facet: str, sentence: str) -> tuple[str, str]:
    """The sentence with whose claim it is in front, and that attribution ("" where it may stand bare)."""
    attribution = evidence.attribution(fact, facet)
    return attributed(attribution, sentence), attribution


def note_of(
    fact: Fact,
    actor: Actor | None = None,
    role: str = "",
    *,
    facet: str = "",
    place: Place | None = None,
    together: bool = False,
) -> str:
    """One sentence on what a fact was, when, and what `actor` did in it or that it was at `place`.

    It is the note of a wrong option, and says why somebody might have thought of it; `together` is said of
    an option that names all parties of an agreement.
    """
    text = stripped_claim(fact)
    who, named, there = "", False, ""
    if actor is not None:
        who, named = the(actor), any(contains(text, word) for word in actor_words(actor))
    elif together and fact.kind == FactKind.AGREEMENT:
        who, role = "they", sentences.TOGETHER
    if place is not None and not any(contains(text, name) for name in place_words(place)):
        there = where(place) or place.name
    return sentences.note_of(fact, text, actor=who, named=named, role=role, facet=facet, there=there)


_TEXT = (
    r"\b[Tt]h(?:e|is|at) (?:new |annexation )?"
    r"(?:treaty|agreement|armistice|declaration|communiqué|pact|protocol)\b"
)

_ANAPHOR = re.compile(rf"{_TEXT}(?: with (?:the )?[\w-]+)?(?! of| on| with|,|['’])")

_NAMELESS = re.compile(rf"{_TEXT}(?! of| on| with| between| to| for|,|['’]| \()")

_POINTING = re.compile(r"\b[Tt]h(?:(?:is|at) (?:day|date|week|month|year)|e (?:article|trip))\b")

_NOBODY = re.compile(
    r"\b[Tt]he (?:two|three|four) "
    r"(?:leaders|sides|countries|states|powers|governments|presidents|ministers|delegations)\b"
)


def explained(fact: Fact, text: str) -> str:
    """A statement that can stand alone: with the name of "the treaty" and people's names in full."""
    if fact.title:
        return text
    text = in_full(fact, text)
    if fact.agreement is None or contains(text, fact.agreement.title):
        return text
    name = fact.agreement.title
    return _ANAPHOR.sub(lambda match: f"{match.group()} ({name})", text, count=1)


def unexplained(fact: Fact, text: str) -> str:
    """Why a sentence cannot stand alone: what it points to is named nowhere in it; empty where it can."""
    if fact.title:
        return ""
    voice = evidence.attribution(fact, "statement").removeprefix("According to ").removeprefix("the ")
    if voice and re.match(rf"(?:[Tt]he )?{re.escape(voice.partition(',')[0])}(?!\w)", text):
        return "The sentence says itself whose report it is, which would stand before it as well."
    named = fact.agreement is not None and contains(text, fact.agreement.title)
    found = _POINTING.search(text) or (None if named else _NAMELESS.search(text))
    if found is None and not printed_actors(fact, text):
        found = _NOBODY.search(text)
    return f"The sentence says “{found.group()}” without saying which." if found else ""


def in_full(fact: Fact, text: str) -> str:
    """A statement with the first mention of each of its people in full: "Kim's visit" is nobody's visit."""
    people = [actor for actor in fact.actors() if actor.kind == ActorKind.PERSON]
    names = {word for actor in people for word in actor.spellings() if " " in word.strip()}
    for actor in people:
        parts = {word for word in actor_words(actor) if " " not in word and "-" not in word}
        parts &= set(re.split(r"[\s-]+", actor.name))
        parts -= {word for other in people if other.pk != actor.pk for word in actor_words(other)}
        if not parts or " " not in actor.name or any(contains(text, word) for word in actor.spellings()):
            continue
        whole = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
        part = "|".join(re.escape(word) for word in sorted(parts))
        found = re.compile(rf"(?:{whole})(?!\w)|(?<![\w-])(?P<part>{part})(?![\w-]|\s[A-Z])")
        for match in found.finditer(text):
            if match["part"]:
                text = f"{text[: match.start()]}{bare(actor.name)}{text[match.end() :]}"
                break
    return text


def names_country(text: str, person: Actor) -> bool:
    """Whether a text names a person's country, or what its people are called."""
    words = (bare(person.country_name), *demonyms(person.country_name)) if person.country_name else ()
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) for word in words if word)


def printed_actors(fact: Fact, text: str) -> tuple[Actor, ...]:
    """The participants whose names stand in a text."""
    return tuple(
        actor
        for actor in fact.actors()
        if any(contains(text, word) for word in actor_words(actor) if len(word) > 2)
    )


def printed_place(fact: Fact, text: str) -> Place | None:
    return next(
        (place for place in fact.places if any(contains(text, word) for word in place_words(place))), None
    )


def given_of(
    fact: Fact, title: str, *, date: HistoricalDate | None = None, role: str = "", attribution: str = ""
) -> Given:
    """What a stem with this title prints."""
    without = is_bare(fact)
    return Given(
        title=title,
        actors=printed_actors(fact, title) if without else (),
        place=printed_place(fact, title) if without else None,
        kind=fact.kind if without else "",
        type=fact.type if without else "",
        date=date,
        date_role=role,
        attribution=attribution,
        bare=without,
    )
