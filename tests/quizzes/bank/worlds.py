"""Facts of the small world that come and go, and the rows that they leave."""

from __future__ import annotations

from io import StringIO

from django.core.management import call_command

from history import desk
from history.facts import DateRole, FactKind, Role
from history.models import Fact, Place
from history.models.factbase import whole_base
from quizzes import making
from quizzes.models import BankQuestion
from quizzes.proof import provably_wrong
from quizzes.questions import Kind, Option, Withheld
from tests.factories import (
    AgreementFactory,
    CitationFactory,
    FactDateFactory,
    FactFactory,
    FactPlaceFactory,
    ParticipationFactory,
    SourceFactory,
)
from tests.factories.quizzes import NOON


def make_questions(**options) -> None:
    """Without a word."""
    call_command("make_questions", stdout=StringIO(), **options)


def question(key: str, facet: str) -> BankQuestion:
    return BankQuestion.objects.get(fact__key=key, facet=facet)


def an_agreement(base, key: str, title: str, parties: tuple[str, str], date: str, **traits) -> Fact:
    """A cited agreement between two states of the small world, not yet published unless a trait says so."""
    agreement = AgreementFactory(base=base, key=key, title=title, kind="agreement")
    fact = FactFactory(
        base=base,
        key=f"f-{key}",
        kind=FactKind.AGREEMENT,
        type="agreement",
        agreement=agreement,
        complete_roles=[Role.PARTY, Role.SIGNATORY],
        in_review=True,
        **traits,
    )
    FactDateFactory(fact=fact, role=DateRole.SIGNED, date=date)
    for name in parties:
        ParticipationFactory(fact=fact, actor=base_actor(base, name), role=Role.PARTY)
    CitationFactory(fact=fact, source=SourceFactory(base=base, independent=True))
    return fact


def base_actor(base, name: str):
    from history.models import Actor

    return Actor.objects.get(base=base, name=name)


def whaling(base, *, place: str = "", date: str = "1956-09-28") -> Fact:
    """A second agreement of the day on which Estwick and Ardenia signed the one on timber in Esthaven."""
    fact = an_agreement(
        base, "whaling", "Agreement on Whaling between Estwick and Ardenia", ("Estwick", "Ardenia"), date
    )
    if place:
        FactPlaceFactory(fact=fact, place=Place.objects.get(base=base, name=place))
    return fact


def right(key: str, facet: str = "title") -> list[str]:
    return [option["text"] for option in question(key, facet).key]


TIMBER = "Agreement on Timber between Estwick and Ardenia"


WHALING = "Agreement on Whaling between Estwick and Ardenia"


def move(fact: Fact, date: str, publisher) -> None:
    dated = fact.dates.get()
    dated.date = date
    dated.save()
    desk.save_fact(fact, user=publisher, now=NOON)


def offered(kind: str) -> set[str]:
    """What questions of a kind that may be asked offer as wrong."""
    live = BankQuestion.objects.live().filter(kind=kind)
    return {option["text"] for row in live for option in row.pool}


def snapshot() -> dict[tuple[str, str], tuple]:
    """What is asked of each fact, and with which options."""
    return {
        (row.fact.key, row.facet): (row.state, row.reason, row.digest, row.table, row.seat)
        for row in BankQuestion.objects.select_related("fact")
    }


def _shape(outcomes):
    return [
        (o.facet, o.reason) if isinstance(o, Withheld) else (o.facet, o.stem, o.key, o.pool)
        for o in outcomes
        if o.kind != Kind.ORDER
    ]


def undated(base, title: str) -> Fact:
    fact = an_agreement(base, "undated", title, ("Estwick", "Ardenia"), "1956-09-28")
    fact.dates.all().delete()
    return fact


def of_titles():
    return BankQuestion.objects.live().filter(kind="agreement")


def texts_of(row: BankQuestion) -> list[str]:
    return [option["text"] for option in row.pool]


def proved_of_titles() -> None:
    """Every question of titles that may be asked holds under the whole base as it is now."""
    values = whole_base()
    rows = list(of_titles())
    assert len(rows) > 5
    for row in rows:
        ways = making.facets(values.get(row.fact_id), values, kinds={"agreement"})
        found = next(each for facet in ways for each in facet.all_ways() if each.question.stem == row.stem)
        assert [option.to_json() for option in found.question.key] == row.key
        assert all(provably_wrong(Option.from_json(option), found, values) for option in row.pool), row


def offered_dates() -> set[str]:
    return {option["text"] for row in BankQuestion.objects.live() for option in row.pool}
