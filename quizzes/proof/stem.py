"""What a stem must not print: its answer, and a claim as if it were a fact."""

from __future__ import annotations

import re
from collections.abc import Iterable

from history import evidence
from history.dates import HistoricalDate, Precision, civil, say
from history.dates.value import OPEN_FUTURE, OPEN_PAST
from history.factbase import actor_words
from history.facts import Actor, ActorKind, Standing
from history.names import bare, contains, demonyms, fold
from quizzes.questions import Kind, Question

from .dates import read, said_by


def leak(question: Question) -> str:
    """What the stem prints of its answer, as a sentence; empty if nothing."""
    match question.kind:
        case Kind.DATE:
            return _of_date(question)
        case Kind.ACTOR:
            role = question.facet.partition(":")[2]
            for actor in question.fact.in_role(role):
                if word := _leaked_name(question, actor):
                    return f"The stem still names the answer: “{word}”."
            return ""
        case Kind.PLACE:
            words = (word for place in question.fact.places for word in place.spellings())
            found = next((word for word in words if contains(question.stem, word)), "")
            return f"The stem still names the place: “{found}”." if found else ""
        case Kind.AGREEMENT | Kind.EVENT:
            if any(contains(question.stem, option.text) for option in question.key):
                return "The stem still names the answer."
    return ""


def _of_date(question: Question) -> str:
    for option in question.key:
        key = read(option.value["date"])
        if year := _leaked_year(question.stem, key):
            return f"The stem still names the year {year}."
        if month := _leaked_month(question.stem, key):
            return f"The stem still names the month {month}."
    return ""


def _leaked_year(stem: str, key: HistoricalDate) -> str:
    """A number that the stem prints, were it inside an id, and that is a year of the key in its era."""
    if key.earliest <= OPEN_PAST or key.latest >= OPEN_FUTURE:
        return ""
    first, last = civil(key.earliest)[0], civil(key.latest)[0]
    for found in re.findall(r"(?<!\d)\d{3,5}(?!\d)", stem):
        if first <= int(found) <= last or first <= 1 - int(found) <= last:
            return found
    return ""


def _leaked_month(stem: str, key: HistoricalDate) -> str:
    """The month of a day or month, where the stem prints it: few other options will be of that month."""
    if key.precision not in (Precision.DAY, Precision.MONTH):
        return ""
    month = next((word for word in say(key).split() if word.isalpha() and word != "BCE"), "")
    # "May" and "March" are also words, and mean the month only beside a day
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    pattern = rf"{day}\s+{month}(?!\w)|(?<!\w){month}\s+{day}(?!\w)"
    found = re.search(pattern if month in ("March", "May") else rf"(?<!\w){month}(?!\w)", stem)
    return month if found else ""


def _leaked_name(question: Question, actor: Actor) -> str:
    """A name of the answer that the stem prints as a whole, other than inside somebody else's name."""
    stem = _without(question.stem, _others(question, actor))
    for word in actor.spellings():
        if contains(stem, word):
            return word
    if actor.kind == ActorKind.PERSON:
        return next((word for word in actor_words(actor) if len(word) > 2 and contains(stem, word)), "")
    adjectives = (word for name in actor.spellings() for word in demonyms(name))
    return next(
        (word for word in adjectives if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", question.stem)), ""
    )


def _others(question: Question, actor: Actor) -> Iterable[str]:
    fact = question.fact
    for other in (*fact.actors(), *((fact.claimant,) if fact.claimant else ())):
        if other.pk != actor.pk:
            yield from other.spellings()


def _without(stem: str, names: Iterable[str]) -> str:
    for word in sorted(map(bare, names), key=len, reverse=True):
        if word and word in stem:
            stem = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", " ", stem)
    return stem


def unattributed(question: Question) -> str:
    """Laws 1 and 2: nothing uncited, and whose claim it is stands in front; empty where all is well."""
    fact = question.fact
    if not fact.citations:
        return "It has no citation."
    if question.kind in (Kind.ATTRIBUTION, Kind.ORDER):
        # an order is judged by the dates of all that stand in it (`proof.order`)
        return ""
    standing = evidence.standing_of(fact, question.facet)
    if standing == Standing.CONTESTED and question.kind == Kind.DATE and question.attribution:
        named = said_by(fact, question.facet, question.attribution)
        if named and question.stem.startswith(question.attribution):
            return ""
    if standing == Standing.CONTESTED and question.kind == Kind.PLACE and _names_its_side(question):
        return ""
    if standing in (Standing.CONTESTED, Standing.CHARACTERISATION):
        return "It is asked only as who says so."
    if standing != Standing.ESTABLISHED:
        voice = evidence.attribution(fact, question.facet)
        if not voice or not question.stem.startswith(voice):
            return "The stem does not say whose claim it is."
    return ""


def _names_its_side(question: Question) -> bool:
    """Whether the stem begins with a source that says of the place what the fact says."""
    if not question.attribution or not question.stem.startswith(question.attribution):
        return False
    names = {fold(name) for place in question.fact.places for name in place.spellings()}
    said = [each for each in question.fact.positions if each.facet == "place" and fold(each.value) in names]
    cited = (citation for position in said for citation in position.citations)
    return any(evidence.speaker_of(citation.source) in question.attribution for citation in cited)
