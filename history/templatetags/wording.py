"""Types, kinds and standings as they are printed: filters for templates."""

from __future__ import annotations

from django import template

from history.evidence import MEANING
from history.facts import Standing
from history.roles import KIND_WORDS
from history.translating import told
from history.wording import capital, topic

register = template.Library()
register.filter("topic", topic)


@register.filter
def standing_words(standing: str) -> str:
    """How far a fact stands: “Established”; what is no standing as it is."""
    return told(MEANING[Standing(standing)]) if standing in MEANING else capital(standing)


@register.filter
def actor_kind(kind: str) -> str:
    """What an actor is: “Person”; a kind that an import brought as it is."""
    return told(KIND_WORDS[kind]) if kind in KIND_WORDS else capital(kind)
