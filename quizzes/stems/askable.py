"""Whether a fact can be asked at all, or why not."""

from __future__ import annotations

import re
from collections.abc import Iterable

from history import evidence
from history.dates import HistoricalDate
from history.facts import (
    UNASKED_ROLES,
    DateRole,
    Fact,
    FactKind,
    Standing,
)
from history.names import fold
from quizzes.stems.dating import too_far_back

MIXED_WORD = re.compile(r"[A-Za-z][\u0370-\u052f]|[\u0370-\u052f][A-Za-z]")
"""A Greek or Cyrillic letter that passes for a Latin one."""

CATALOGUE_NUMBER = re.compile(r"Q\d{3,}")
"""The identifier that a title falls back on where the thing has no name in the language."""


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


def only_planned(fact: Fact) -> bool:
    """Whether all that is known of its time is when it was planned, announced or written down."""
    return bool(fact.dates) and all(dated.role in UNASKED_ROLES for dated in fact.dates)
