"""Types, kinds and standings as they are printed: filters for templates."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from history.evidence import MEANING
from history.facts import Standing
from history.roles import KIND_WORDS
from history.translating import told
from history.wording import capital, known, topic

from .languages import said

register = template.Library()


@register.simple_tag
def type_words(type: str, *languages: str) -> SafeString | str:
    """A type in the language of the page where it is of our own vocabulary, else marked by `said`."""
    words = known(topic(type))
    return said(words, *languages) if isinstance(words, str) else told(words)


@register.filter
def standing_words(standing: str) -> str:
    """How far a fact stands: “Established”; what is no standing as it is."""
    return told(MEANING[Standing(standing)]) if standing in MEANING else capital(standing)


@register.filter
def actor_kind(kind: str) -> str:
    """What an actor is: “Person”; a kind that an import brought as it is."""
    return told(KIND_WORDS[kind]) if kind in KIND_WORDS else capital(kind)
