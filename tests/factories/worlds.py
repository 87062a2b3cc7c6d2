"""A small coherent world: enough facts for date, actor and agreement questions to be proved."""

from __future__ import annotations

from history import desk, facts
from history.derive import derived
from history.models import Base, Fact
from history.models.clues import keep_clues

from .history import (
    ActorFactory,
    ActorNameFactory,
    AgreementFactory,
    BaseFactory,
    CitationFactory,
    FactDateFactory,
    FactFactory,
    FactPlaceFactory,
    ParticipationFactory,
    PlaceFactory,
    SourceFactory,
)

STATES = {
    "Ardenia": ("Arden", "Mara Alder"),
    "Belmark": ("Belgate", "Piet Borg"),
    "Cassovia": ("Cassel Bay", "Ines Calvo"),
    "Dorland": ("Dornum", "Emil Daub"),
    "Estwick": ("Esthaven", "Ruth Easton"),
    "Fennmark": ("Fennborg", "Olaf Finn"),
}
"""Each state with its capital and its foreign minister. Nobody of them exists."""

SUBJECTS = (
    ("Fisheries", "Ardenia", "Belmark", "1951-03-02"),
    ("Railways", "Cassovia", "Dorland", "1952-07-14"),
    ("Postal Exchange", "Estwick", "Fennmark", "1953-01-20"),
    ("Cultural Cooperation", "Ardenia", "Cassovia", "1954-11-05"),
    ("Air Services", "Belmark", "Dorland", "1955-05-17"),
    ("Timber", "Estwick", "Ardenia", "1956-09-28"),
    ("Water Rights", "Fennmark", "Belmark", "1957-02-11"),
    ("Extradition", "Cassovia", "Estwick", "1958-06-30"),
    ("Mutual Assistance", "Dorland", "Fennmark", "1959-10-08"),
    ("Coal and Steel", "Ardenia", "Dorland", "1960-04-25"),
)
"""Ten agreements: what about, between whom, and when. The first party's capital is where it was signed."""


def small_base() -> Base:
    """Ten published agreements between six states, each with its day, its place and its signatories.

    All is cited to one independent source each, parties and signatories are complete, and the derived
    columns are filled, so that questions about dates, actors and agreements can be proved.
    """
    base = BaseFactory(key="small", name="A small world")
    states, ministers, capitals = {}, {}, {}
    for name, (capital, minister) in STATES.items():
        states[name] = ActorFactory(base=base, key=name.casefold(), name=name, state=True, start="1830")
        ActorNameFactory(actor=states[name], text=name, language="en", label=True)
        ActorNameFactory(actor=states[name], text=f"Republic of {name}", language="en")
        ministers[name] = ActorFactory(
            base=base,
            key=minister.casefold().replace(" ", "-"),
            name=minister,
            country=states[name],
            start="1900",
            end="1980",
        )
        capitals[name] = PlaceFactory(base=base, key=capital.casefold(), name=capital, country=states[name])
    for subject, one, other, date in SUBJECTS:
        slug = subject.casefold().replace(" ", "-")
        agreement = AgreementFactory(
            base=base, key=slug, title=f"Agreement on {subject} between {one} and {other}", kind="agreement"
        )
        fact = FactFactory(
            base=base,
            key=f"f-{slug}",
            kind=facts.FactKind.AGREEMENT,
            type="agreement",
            statement=f"{one} and {other} signed an agreement on {subject}.",
            agreement=agreement,
            complete_roles=[facts.Role.PARTY, facts.Role.SIGNATORY],
            published=True,
        )
        FactDateFactory(fact=fact, role=facts.DateRole.SIGNED, date=date)
        FactPlaceFactory(fact=fact, place=capitals[one])
        for name in (one, other):
            ParticipationFactory(fact=fact, actor=states[name], role=facts.Role.PARTY)
            ParticipationFactory(fact=fact, actor=ministers[name], role=facts.Role.SIGNATORY)
        CitationFactory(fact=fact, source=SourceFactory(base=base, key=f"s-{slug}", independent=True))
    derive(*Fact.objects.filter(base=base))
    return base


def derive(*rows: Fact) -> None:
    """Fill the derived columns of facts that were made by factories, as the desk would."""
    values = desk.frozen(rows)
    for pk, value in values.items():
        Fact.objects.filter(pk=pk).update(**derived(value))
    keep_clues(values)
