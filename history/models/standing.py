"""How far facts stand, worked out by the database: for filters and counts over many facts.

The rule is that of `history.evidence.standing_of` for the main facet of a fact; a test holds both together.
Pages that print single facts ask the evidence itself.
"""

from __future__ import annotations

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When

from history import evidence, facts

from .facts import AGREES, Participation, Position
from .sources import Citation

AGREEMENT = facts.FactKind.AGREEMENT
MAKERS = (facts.Role.PARTY, facts.Role.SIGNATORY)


def standing_now() -> Case:
    """An expression for queries over Fact: the computed standing of its main facet."""
    own = Q(fact=OuterRef("pk"))
    against = Position.objects.filter(own, ~Q(extra__has_key=AGREES))
    touched = Exists(against.filter(facet="statement"))
    touched_date = Exists(against.filter(facet="date"))
    disputed = Exists(Citation.objects.filter(own, stance=facts.Stance.DISPUTES))
    contested = Q(kind=AGREEMENT) & Q(touched_date) | ~Q(kind=AGREEMENT) & Q(touched) | Q(disputed)
    claimed = Q(standing=facts.Standing.CLAIMED) | Q(claimant__isnull=False) | ~Q(attribution="")
    carried = Q(standing__in=[facts.Standing.ESTABLISHED, facts.Standing.CONTESTED]) & Q(_established())
    return Case(
        When(standing=facts.Standing.CHARACTERISATION, then=Value(facts.Standing.CHARACTERISATION.value)),
        When(contested, then=Value(facts.Standing.CONTESTED.value)),
        When(claimed, then=Value(facts.Standing.CLAIMED.value)),
        When(carried, then=Value(facts.Standing.ESTABLISHED.value)),
        default=Value(facts.Standing.REPORTED.value),
        output_field=CharField(),
    )


def _established() -> Exists:
    """Some citation that is neither weak nor of an interested state, or the official text of a party."""
    supporting = Citation.objects.filter(fact=OuterRef("pk"), stance=facts.Stance.SUPPORTS)
    strong = supporting.exclude(source__kind__in=evidence.WEAK_KINDS)
    makers = Exists(_of_the_state().filter(role__in=MAKERS))
    official = Q(source__kind__in=evidence.OFFICIAL_KINDS, fact__kind=AGREEMENT) & Q(makers)
    return Exists(strong.filter(Q(source__state=None) | ~Q(Exists(_of_the_state())) | official))


def _of_the_state() -> QuerySet[Participation]:
    """Who took part in the fact of a citation and is, or belongs to, the state of its source."""
    state = OuterRef("source__state")
    acted = Q(actor=state) | Q(actor__related=state)
    return Participation.objects.filter(
        Q(actor__kind__in=[facts.ActorKind.STATE, facts.ActorKind.PARTY]) & acted
        | Q(actor__country=state)
        | Q(actor__country__related=state),
        fact=OuterRef("fact"),
    )
