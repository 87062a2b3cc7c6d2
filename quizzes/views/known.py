"""What a student knows, as a layer of the timeline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpRequest

from history.sentences import counted, sentence
from history.views.timeline import Seen
from quizzes.models import Card

KNOWN = Seen(
    word=sentence("known"),
    several=lambda number: counted("{count} known", "{count} known", number),
    css="known",
)
LEARNING = Seen(
    word=sentence("learning"),
    several=lambda number: counted("{count} learning", "{count} learning", number),
    css="learning",
)
UNMET = Seen(
    word=sentence("not met"),
    several=lambda number: counted("{count} not met", "{count} not met", number),
    css="unmet",
)
FEW = 500
"""Facts up to which they are named in the query; beyond that all of a student's cards are read."""


def layer(request: HttpRequest, facts: Sequence[int]) -> Mapping[int, Seen]:
    """How far a student is with each fact: known once all its cards that she has met wait for days.

    Empty for somebody who is no student.
    """
    student = getattr(request.user, "student", None)
    if student is None:
        return {}
    cards = Card.objects.told_to(student.pk).filter(first_day__isnull=False)
    if len(facts) <= FEW:
        cards = cards.filter(fact__in=facts)
    found = dict.fromkeys(facts, UNMET)
    for fact, phase in cards.values_list("fact", "phase"):
        if fact in found:
            learnt = phase == "review" and found[fact] is not LEARNING
            found[fact] = KNOWN if learnt else LEARNING
    return found
