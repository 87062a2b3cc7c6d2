"""The known names that a typed answer is held against: those of the right answer, and all that are like it.

Two queries a typed name that is no known spelling of the right answer, one where it is; they also say what
its reader calls whoever bears them. `finding` has the walks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.db.models import Prefetch

from history.exonyms import in_english
from history.facts import DateRole
from history.models import Actor, ActorName, AgreementName, FactDate, Place, PlaceName, Position
from history.models.labels import is_spoken, label_of
from history.names import bare, fold
from history.translating import spoken
from quizzes.matching import KnownName, core
from quizzes.matching.dating import without_year
from quizzes.models import BankQuestion
from quizzes.questions import Deal, Kind, Mode

from .finding import known, rows_for

YEARS_OF_TITLES = (DateRole.SIGNED, DateRole.ADOPTED, DateRole.IN_FORCE, DateRole.WHEN)
"""What of an agreement's dates has its year in its title."""
NAMING = "naming"
"""The type of a fact that tells what each side calls one thing, as its positions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names of the right answers, and others that a text could mean."""

    own: tuple[KnownName, ...] = ()
    others: tuple[KnownName, ...] = ()


def is_name(dealt: Deal) -> bool:
    """Whether a name is to be typed."""
    return dealt.mode == Mode.TYPED and "date" not in dealt.options[0].value


def names_for(question: BankQuestion, dealt: Deal, text: str) -> Names:
    """What a typed name is held against; nothing more where it is an accepted spelling as it stands."""
    accepted = (*dealt.accept, *(option.text for option in dealt.options))
    wanted = fold(text)
    if wanted in {fold(name) for each in accepted for name in (each, bare(each))}:
        return Names()
    if "fact" in dealt.options[0].value:
        return _titles(question, accepted, text)
    key = "place" if "place" in dealt.options[0].value else "entity"
    own = {option["value"][key] for option in question.key if key in option["value"]}
    spellings = (*accepted, *map(bare, accepted))
    if key == "place":
        spellings = (*spellings, *(option.text.partition(",")[0] for option in dealt.options))
    names = PlaceName if key == "place" else ActorName
    rows = rows_for(names, text, own=own, accepted=spellings, reader=_reader_of(question))
    offered = (option for option in question.pool if key in option["value"])
    kinds = {row[0]: row[4] for row in rows}
    called = {row[0]: row[5] for row in rows}
    within = _outer_names(own) if key == "place" and any(sign in text for sign in ",(") else ()
    return Names(
        own=tuple(replace(name, within=within) for row in rows if row[0] in own for name in known(row)),
        others=(
            *(name for row in rows if row[0] not in own for name in known(row)),
            *(
                KnownName(
                    text=option["text"],
                    bearer=option["text"],
                    kind=kinds.get(option["value"][key], "place" if key == "place" else ""),
                    label=called.get(option["value"][key], ""),
                )
                for option in offered
                if option["value"][key] not in own
            ),
        ),
    )


def _reader_of(question: BankQuestion) -> str:
    """The language of the reader; empty where it is that of the base."""
    return "" if is_spoken([question.language], spoken()) else spoken()


def _years_of(facts: set[int]) -> tuple[str, ...]:
    """The years in which an agreement was signed, adopted or took effect."""
    dates = FactDate.objects.filter(fact__in=facts, role__in=YEARS_OF_TITLES).order_by()
    return tuple(dict.fromkeys(f"{date.date.edtf:.4}" for date in dates))


def _titles(question: BankQuestion, accepted: Iterable[str], text: str) -> Names:
    """The names of an agreement or event, those that sides give it among them, and other agreements'."""
    own = {option["value"]["fact"] for option in question.key if "fact" in option["value"]}
    spellings = tuple(dict.fromkeys(name for each in accepted for name in (each, bare(each))))
    bearer, reader = question.key[0]["text"], _reader_of(question)
    years = _years_of(own) if without_year(text)[1] else ()
    rows = AgreementName.objects.values_list(
        "agreement__facts", "text", "agreement__title", label_of(AgreementName, "agreement", reader)
    )
    others = [] if question.kind == Kind.EVENT else list(rows.order_by())
    mine = {text for fact, text, _, _ in others if fact in own}
    texts = {option["text"]: (option["text"], "") for option in question.pool}
    texts |= {
        text: (title, label) for fact, text, title, label in others if fact not in own and text not in mine
    }
    return Names(
        own=(
            *(KnownName(text=text, bearer=bearer, kind="title", years=years) for text in spellings),
            *_of_sides(spellings, bearer, reader),
        ),
        others=tuple(
            KnownName(text=each, bearer=title, kind="title", label=label)
            for text, (title, label) in texts.items()
            for each in dict.fromkeys((text, bare(text)))
        ),
    )


def _of_sides(spellings: Iterable[str], bearer: str, reader: str) -> Iterator[KnownName]:
    """What each side calls the thing, where a fact tells the names that it has on different sides."""
    wanted = {fold(name) for name in spellings}
    sides = Position.objects.filter(fact__type=NAMING, fact__publication="published", facet="statement")
    of_fact: dict[int, list[Position]] = {}
    called = label_of(ActorName, "pk", reader)
    for side in sides.prefetch_related(Prefetch("held_by", Actor.objects.annotate(called=called))):
        of_fact.setdefault(side.fact_id, []).append(side)
    for positions in of_fact.values():
        if not any(fold(side.holds) in wanted for side in positions):
            continue
        for side in positions:
            if fold(side.holds) not in wanted:
                whose = tuple(actor.__dict__["called"] or actor.name for actor in side.held_by.all())
                yield KnownName(text=side.holds, bearer=bearer, kind="title", whose=whose)


def holds(question: BankQuestion, text: str) -> bool:
    """Whether a typed answer is a place, or the state, in which the right place lies."""
    mine = {option["value"]["place"] for option in question.key if "place" in option["value"]}
    outer, states = _about(mine)
    wanted = {fold(text), fold(core(text)), *in_english(text)}
    if wanted & {*(fold(place.name) for place in outer), *(fold(state.name) for state in states)}:
        return True
    return (
        PlaceName.objects.filter(place__in=outer, folded__in=wanted).exists()
        or ActorName.objects.filter(actor__in=states, folded__in=wanted).exists()
    )


def _about(mine: set[int]) -> tuple[list[Place], list[Actor]]:
    """The places in which some lie, and their states."""
    places: list[Place] = []
    for place in Place.objects.filter(pk__in=mine).select_related(
        "country", "within__country", "within__within__country"
    ):
        within = place.within
        places += filter(None, (place, within, within and within.within))
    states = [place.country for place in places if place.country]
    return [place for place in places if place.pk not in mine], states


def _outer_names(mine: set[int]) -> tuple[str, ...]:
    """All names of the places and states in which some places lie."""
    outer, states = _about(mine)
    names = (*(place.name for place in outer), *(state.name for state in states))
    places = PlaceName.objects.filter(place__in=outer).values_list("text", flat=True)
    actors = ActorName.objects.filter(actor__in=states).values_list("text", flat=True)
    return (*names, *places.order_by("pk"), *actors.order_by("pk"))
