"""The answer hidden in a sentence, and whether anything is left that tells it."""

from __future__ import annotations

from collections.abc import Container, Iterable

from history.facts import (
    Actor,
    ActorKind,
    Fact,
    Place,
    Role,
)
from history.names import fold
from quizzes.stems import leftovers, masking
from quizzes.stems.leftovers import says_something, unlisted
from quizzes.stems.lexicon import LONG_WORD, Lexicon, lexicon_of, lexicon_of_place
from quizzes.stems.places import Sort, sort_of


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
    return masking.mask(text, [lexicon_of_place(place) for place in hidden], attributive=True)


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
    """The same of a sentence that asks where it was: of a site, any word of its name tells."""
    word = leftover(title, fact.places, kept=fact.actors())
    if not word:
        said = {word for word in fold(title).split() if len(word) >= LONG_WORD}
        sites = [place for place in fact.places if sort_of(place) == Sort.SITE]
        names = (name for place in sites for name in place.spellings())
        word = next((word for name in names for word in fold(name).split() if word in said), "")
    return f"The title would still tell the answer: it says “{word}”." if word else ""


def _lexica(bearers: Iterable[Actor | Place]) -> list[Lexicon]:
    return [lexicon_of(each) if isinstance(each, Actor) else lexicon_of_place(each) for each in bearers]
