"""Types and kinds as they are printed: a filter for templates."""

from __future__ import annotations

from django import template

from history.wording import topic

register = template.Library()
register.filter("topic", topic)
