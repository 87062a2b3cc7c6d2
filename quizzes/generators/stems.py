"""The sentences of questions: what is printed, what is masked, and whose claim it is.

English is the only language of stems so far; its grammar stands here and in the modules that this one
brings together: `masking` and `masking_dates` hide, `leftovers` checks what is left, `sentences` asks and
tells, `particulars` tells homonyms apart.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from history import evidence
from history.dates import HistoricalDate, Precision, coarsened, containing, parse, say, when
from history.factbase import actor_words, is_bare, place_words
from history.facts import (
    UNASKED_ROLES,
    Actor,
    ActorKind,
    DateRole,
    Fact,
    FactDate,
    FactKind,
    Given,
    Place,
    Role,
    Standing,
)
from history.names import bare, contains, demonyms, fold
from quizzes.generators import leftovers, masking, sentences
from quizzes.generators.leftovers import says_something, unlisted
from quizzes.generators.lexicon import Lexicon, lexicon_of, lexicon_of_place
from quizzes.generators.masking_dates import mask_dates, mask_years, month_pattern, years_of
from quizzes.generators.particulars import particulars, told_apart
from quizzes.generators.sentences import DATE_PHRASES, attributed, capital, date_stem, ended, the, unfit

__all__ = [
    "DATE_PHRASES",
    "attributed",
    "capital",
    "date_stem",
    "ended",
    "mask_dates",
    "mask_years",
    "month_pattern",
    "particulars",
    "says_something",
    "the",
    "told_apart",
    "unfit",
    "unlisted",
    "years_of",
]
"""Names that generators ask of this module although their rules stand beside it."""

MIXED_WORD = re.compile(r"[A-Za-z][\u0370-\u052f]|[\u0370-\u052f][A-Za-z]")
"""A Greek or Cyrillic letter that passes for a Latin one."""

CATALOGUE_NUMBER = re.compile(r"Q\d{3,}")
"""The identifier that a title falls back on where the thing has no name in the language."""

FARTHEST = -9_998
"""The year 9,999 BCE. What lies before it no source knows to the year, whatever it prints."""

SAFE_DAYS = 7
"""A day whose date carries a note is asked by the month or year that holds it with a week to spare."""


def listed(parts: Iterable[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    items = list(parts)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def stripped_claim(fact: Fact) -> str:
    """The statement without its own "Putin says that", where the stem says whose claim it is anyway."""
    text = fact.printed_title
    if fact.title or not fact.claimant:
        return text
    names = "|".join(re.escape(word) for word in actor_words(fact.claimant))
    found = re.match(rf"(?:\w+ has )?(?:{names}) (?:says|said|say|writes|wrote)(?: that)? ", text)
    return capital(text[found.end() :]) if found else text


def with_claim(fact: Fact, facet: str, sentence: str) -> tuple[str, str]:
    """The sentence with whose claim it is in front, and that attribution ("" where it may stand bare)."""
    attribution = evidence.attribution(fact, facet)
    return attributed(attribution, sentence), attribution


def note_of(fact: Fact, actor: Actor | None = None, role: str = "", *, facet: str = "") -> str:
    """One sentence on what a fact was, when, and what `actor` did in it: the note of a wrong option."""
    text = stripped_claim(fact)
    named = actor is not None and any(contains(text, word) for word in actor_words(actor))
    return sentences.note_of(
        fact, text, actor=the(actor) if actor else "", named=named, role=role, facet=facet
    )


def safe_unit(dated: FactDate) -> HistoricalDate | None:
    """The finest calendar unit by which a date can be asked, or None.

    An interval or a set is asked by the unit that holds it whole; a doubtful or approximate date by
    one that holds its margins too; a day that carries a note by one with a week on either side,
    because the note says that the day is open to question (another time zone, another source).
    """
    date = dated.date
    if date.is_open:
        return None
    unit = containing(date)
    margin = SAFE_DAYS if dated.note and date.latest - date.earliest <= SAFE_DAYS else 0
    while unit is not None and not (
        unit.earliest <= min(date.outer_earliest, date.earliest - margin)
        and max(date.outer_latest, date.latest + margin) <= unit.latest
    ):
        unit = _coarser(unit)
    return unit


def agreed_unit(fact: Fact, dated: FactDate) -> HistoricalDate | None:
    """The finest calendar unit that holds a date whole, and all that anybody says of it."""
    unit = safe_unit(dated)
    claims = claimed_dates(fact, dated.role)
    while unit is not None and not all(claim.within(unit) for claim in claims):
        unit = _coarser(unit)
    return unit


LONG_SPANS = frozenset({DateRole.SPAN, DateRole.WHEN, DateRole.HELD})


def whole_span(fact: Fact, dated: FactDate) -> HistoricalDate | None:
    """A span of whole years that no calendar unit holds, to be asked as it is; None where it is no such."""
    date = dated.date
    if date.precision != Precision.INTERVAL or date.is_open or dated.role not in LONG_SPANS or dated.note:
        return None
    ends = [parse(end) for end in date.edtf.split("/")]
    if any(end.precision != Precision.YEAR or end.approximate or end.uncertain for end in ends):
        return None
    return date if all(claim.within(date) for claim in claimed_dates(fact, dated.role)) else None


def claimed_dates(fact: Fact, role: str) -> list[HistoricalDate]:
    """What the sources that are told apart give for the date of a role."""
    return [p.date for p in fact.positions if p.date and p.touches(f"date:{role}")]


_LADDER = (Precision.DAY, Precision.MONTH, Precision.YEAR, Precision.DECADE, Precision.CENTURY)


def _coarser(unit: HistoricalDate) -> HistoricalDate | None:
    if unit.precision == _LADDER[-1]:
        return None
    return coarsened(unit, _LADDER[_LADDER.index(unit.precision) + 1])


def too_far_back(date: HistoricalDate) -> bool:
    """Whether a date lies where years are estimates: "500,001 BCE" claims what nobody knows."""
    years = years_of(date)
    return years is not None and years[0] < FARTHEST


def nameless(fact: Fact) -> str:
    """Why nothing can be asked of what a fact is called; empty where it has a name."""
    if fact.foreign:
        return "It has no title in the language of its questions."
    if CATALOGUE_NUMBER.fullmatch(fact.title.partition(" ")[0]):
        return "Its title is only a number in a catalogue, so that nobody could know what is meant."
    if MIXED_WORD.search(fact.printed_title):
        return "A word of its title mixes letters of two scripts, so that it would stand out among others."
    return ""


def not_askable(fact: Fact, facet: str) -> str:
    """Why a facet cannot be asked because of how it stands; empty where it can."""
    if reason := nameless(fact):
        return reason
    if (
        facet.startswith("date")
        and (dated := fact.dated(facet.partition(":")[2]))
        and too_far_back(dated.date)
    ):
        return "A year more than ten thousand years before our era is an estimate, so it is not asked."
    standing = evidence.standing_of(fact, facet)
    if standing == Standing.CHARACTERISATION:
        return "It is praise or opinion, so it is not asked as a fact."
    if standing == Standing.CONTESTED and not (facet == "place" and _its_side_is_named(fact)):
        return "The sources disagree on it, so it is not asked as a fact."
    if fact.standing == Standing.CONTESTED and fact.printed_title.startswith("Whether "):
        return "What happened is itself disputed, so it is not asked as a fact."
    if fact.kind == FactKind.STATEMENT and fact.standing != Standing.ESTABLISHED:
        return "It is something that is said, so it is not asked as a fact."
    if standing == Standing.CLAIMED and not fact.corroborated and not _told_as_claim(fact, facet):
        return "It is one voice's claim and no established fact confirms it, so it is not asked as a fact."
    return ""


def _its_side_is_named(fact: Fact) -> bool:
    """Whether, of places on which sources disagree, one that is named says what the fact says."""
    voice = evidence.attribution(fact, "place")
    names = {fold(name) for place in fact.places for name in place.spellings()}
    return bool(fact.title) and any(
        evidence.speaker_of(citation.source) in voice
        for position in fact.positions
        if position.touches("place") and fold(position.value) in names
        for citation in position.citations
        if fold(citation.source.title)
    )


def _told_as_claim(fact: Fact, facet: str) -> bool:
    """Whether a claim is asked as what somebody says: it has a name of its own, and its voice is named."""
    return bool(fact.title and evidence.attribution(fact, facet))


def has_own_date_elsewhere(fact: Fact, date: HistoricalDate, siblings: Iterable[Fact]) -> bool:
    """Whether the date is that of the agreement itself, which is asked from the agreement's own fact."""
    if fact.kind == FactKind.AGREEMENT or fact.agreement is None:
        return False
    if any(dated.role == DateRole.IN_FORCE for dated in fact.dates):
        return False
    return any(
        other.pk != fact.pk
        and any(dated.date == date for dated in other.dates)
        and (
            other.kind == FactKind.AGREEMENT or any(dated.role == DateRole.IN_FORCE for dated in other.dates)
        )
        for other in siblings
    )


_TEXT = r"\b[Tt]he (?:new |annexation )?(?:treaty|agreement|armistice|declaration|communiqué|pact|protocol)\b"
_ANAPHOR = re.compile(rf"{_TEXT}(?: with (?:the )?[\w-]+)?(?! of| on| with|,|['’])")
_NAMELESS = re.compile(rf"{_TEXT}(?! of| on| with| between| to| for|,|['’]| \()")
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
    named = fact.agreement is not None and contains(text, fact.agreement.title)
    found = None if named else _NAMELESS.search(text)
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


def shown_date(fact: Fact) -> FactDate | None:
    """The date that a stem about something else may print: the primary one.

    Where the sources disagree, it is the calendar unit that holds what each of them says, if one does.
    """
    dated = fact.primary
    if dated is None or not evidence.sides_differ(fact, f"date:{dated.role}"):
        return dated
    if any(position.date is None for position in fact.positions if position.touches(f"date:{dated.role}")):
        return None
    unit = agreed_unit(fact, dated)
    return FactDate(role=dated.role, date=unit) if unit else None


def only_planned(fact: Fact) -> bool:
    """Whether all that is known of its time is when it was planned, announced or written down."""
    return bool(fact.dates) and all(dated.role in UNASKED_ROLES for dated in fact.dates)


def times(fact: Fact) -> tuple[HistoricalDate, ...]:
    """When anybody says that a fact was: whoever is offered beside its answer existed then."""
    dated = fact.primary
    return (dated.date, *claimed_dates(fact, dated.role)) if dated else ()


def date_remark(dated: FactDate) -> tuple[str, HistoricalDate] | None:
    """The date as a remark in brackets, and the value that it prints."""
    date = dated.date
    if dated.note or date.approximate or date.uncertain:
        unit = safe_unit(dated)
        if unit is None:
            return None
        date = unit
    phrase = DATE_PHRASES.get(DateRole(dated.role), "")
    return (f"({phrase} {when(date)})" if phrase else f"({say(date)})"), date


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


def mask_actors(fact: Fact, text: str, hidden: Iterable[Actor], *, together: bool = False) -> str:
    """`text` with every mention of the hidden actors masked; everybody else's name stays.

    In a statement a capital that stands for its government is masked too, unless the fact took place
    there; in a title it is a place ("Treaty of Paris"). Where all parties are asked for together, so are
    the people who stood for them.
    """
    right = tuple(hidden)
    secret = {actor.pk for actor in right}
    if together:
        secret |= {actor.pk for actor in fact.actors() if _stood_for(actor, right)}
    actors = [*right, *(actor for actor in fact.actors() if actor.pk in secret and actor not in right)]
    return masking.mask(
        text,
        [lexicon_of(actor) for actor in actors],
        _kept(fact, secret),
        scenes=None if fact.title else frozenset(fold(w) for place in fact.places for w in place.spellings()),
    )


def _stood_for(actor: Actor, states: Iterable[Actor]) -> bool:
    return actor.kind == ActorKind.PERSON and actor.country in {state.pk for state in states}


def _kept(fact: Fact, hidden: Container[int]) -> list[Lexicon]:
    """Names that may stand in the text: those of everybody else who took part or says so."""
    there = (*fact.actors(), *([fact.claimant] if fact.claimant else ()))
    return [lexicon_of(actor) for actor in there if actor.pk not in hidden]


_NOUNS = {ActorKind.STATE: "state", ActorKind.ORGANISATION: "organisation"}


def gap_question(actor: Actor, text: str) -> str:
    """What is asked of the one gap that hides an actor in `text`, which is the sentence before masking.

    A name belongs in the gap; an adjective is not the answer, but points to it.
    """
    if actor.kind == ActorKind.PERSON:
        return "Whose name belongs in the gap?"
    noun = _NOUNS.get(ActorKind(actor.kind) if actor.kind in set(ActorKind) else ActorKind.OTHER, "name")
    if masking.is_named(text, lexicon_of(actor)):
        return f"Which {noun} belongs in the gap?"
    return f"Which {noun if noun != 'name' else 'party'} does the gap stand for?"


def mask_places(fact: Fact, text: str, hidden: Iterable[Place]) -> str:
    """`text` with every mention of the hidden places masked: "Treaty of …", "the … commune"."""
    return masking.mask(text, [lexicon_of_place(place) for place in hidden])


def leftover(
    text: str,
    answers: Iterable[Actor | Place],
    *,
    kept: Iterable[Actor | Place] = (),
    others: Iterable[Actor | Place] = (),
) -> str:
    """A word that still tells who or where after masking; empty where none does (`leftovers.leftover`).

    `kept` are those whose names the stem prints by right, `others` those who are offered beside the answer.
    """
    return leftovers.leftover(text, _lexica(answers), _lexica(kept), _lexica(others))


def betrayed(fact: Fact, title: str, right: Iterable[Actor]) -> str:
    """Why a sentence with the answer masked cannot be asked: what it still says, or says no more."""
    answers = list(right)
    if not says_something(title):
        return "Without the answer the title says nothing."
    parties = {actor.pk for actor in fact.in_role(Role.PARTY)}
    if parties and parties <= {actor.pk for actor in answers} and (who := unlisted(title)):
        return f"The title names “{who}” as a maker, who is not listed as one."
    pks = {actor.pk for actor in answers}
    kept = [actor for actor in fact.actors() if actor.pk not in pks]
    if word := leftover(title, answers, kept=kept):
        return f"The title would still tell the answer: it says “{word}”."
    return ""


def place_betrayed(fact: Fact, title: str) -> str:
    """The same of a sentence that asks where it was."""
    word = leftover(title, fact.places, kept=fact.actors())
    return f"The title would still tell the answer: it says “{word}”." if word else ""


def _lexica(bearers: Iterable[Actor | Place]) -> list[Lexicon]:
    return [lexicon_of(each) if isinstance(each, Actor) else lexicon_of_place(each) for each in bearers]
