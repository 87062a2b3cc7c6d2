"""The database and `history.evidence` agree on how far each fact stands; the pages stay small."""

from __future__ import annotations

import itertools

import pytest
from django.core.management import call_command
from django.test import Client

from history import facts
from history.dossier import lines, listable
from history.models import Fact
from history.models.standing import standing_now
from tests.factories import (
    ActorFactory,
    AgreementFactory,
    BaseFactory,
    CitationFactory,
    FactFactory,
    ParticipationFactory,
    PositionFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db


def computed() -> tuple[dict[int, str], dict[int, str]]:
    """What the evidence says and what the database says, by row number."""
    rows = list(listable(Fact.objects.all()))
    said = dict(Fact.objects.annotate(now=standing_now()).values_list("pk", "now"))
    return {line.pk: str(line.standing) for line in lines(rows)}, said


def test_both_agree_on_every_kind_of_citation() -> None:
    base = BaseFactory()
    russia, ussr, other = (ActorFactory(base=base, state=True) for _ in range(3))
    russia.related.add(ussr)
    citizen = ActorFactory(base=base, country=ussr)
    sources = [
        SourceFactory(base=base, kind=kind, state=state)
        for kind, state in itertools.product(
            ("academic", "treaty-text", "other", "state-media"), (russia, None)
        )
        if (kind, state) != ("state-media", None)
    ]
    treaty = AgreementFactory(base=base)
    for source, (actor, role), kind, standing in itertools.product(
        sources,
        (
            (russia, "party"),
            (ussr, "party"),
            (citizen, "signatory"),
            (ussr, "host"),
            (citizen, "host"),
            (other, "party"),
        ),
        (facts.FactKind.AGREEMENT, facts.FactKind.EVENT),
        ("established", "contested", "reported"),
    ):
        agreement = treaty if kind == facts.FactKind.AGREEMENT else None
        fact = FactFactory(base=base, kind=kind, standing=standing, agreement=agreement)
        ParticipationFactory(fact=fact, actor=actor, role=role)
        CitationFactory(fact=fact, source=source)
    evidence, database = computed()
    assert evidence == database
    assert set(evidence.values()) == {"established", "reported"}


def test_both_agree_on_claims_positions_and_disputes() -> None:
    for kind, facet in itertools.product(("agreement", "event"), ("date", "statement", "actors")):
        fact = FactFactory(cited=True, contested=True, kind=kind)
        PositionFactory(fact=fact, facet=facet)
    CitationFactory(fact=FactFactory(cited=True), disputes=True)
    CitationFactory(fact=FactFactory(cited=True, characterisation=True), disputes=True)
    FactFactory(cited=True, claimed=True)
    FactFactory(cited=True, attribution="A paper")
    FactFactory()
    evidence, database = computed()
    assert evidence == database
    assert sorted(set(evidence.values())) == sorted(facts.Standing)


@pytest.fixture
def pack() -> None:
    call_command("furnish", stdout=_Quiet(), stderr=_Quiet())


class _Quiet:
    def write(self, *_args: object) -> None: ...

    def flush(self) -> None: ...

    def isatty(self) -> bool:
        return False


def test_starter_pack_agrees_and_its_pages_are_small(pack: None, visitor: Client) -> None:
    evidence, database = computed()
    assert evidence == database
    assert len(evidence) > 200
    busiest = max(Fact.objects.all(), key=lambda fact: fact.participations.count() + fact.citations.count())
    for address in (
        "/facts/",
        "/facts/?page=3",
        f"/facts/{busiest.pk}/",
        "/facts/timeline/",
        "/facts/timeline/?year=2019",
        "/facts/timeline/?year=2024",
        "/facts/actors/",
        "/facts/sources/",
        "/facts/agreements/",
        *(f"/facts/actors/{pk}/" for pk in _busiest()),
    ):
        assert len(visitor.get(address).content) < 60_000, address


def _busiest() -> list[int]:
    from django.db.models import Count

    from history.models import Actor

    rows = Actor.objects.annotate(number=Count("participations")).order_by("-number")
    return list(rows.values_list("pk", flat=True)[:3])
