"""The languages of the pages, and those of words that are in another one than the page."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def languages() -> list[tuple[str, str]]:
    """The languages to choose from: the code of each, and its name in itself."""
    return list(settings.LANGUAGES)


@register.simple_tag(takes_context=True)
def way_back(context: Context) -> str:
    """Where another language leads, where that is not the page itself: what the view says, if anything."""
    return str(context.get("back_to", ""))


@register.simple_tag
def lang(*known: str | None) -> SafeString | str:
    """` lang="…"` for an element whose words are in another language than the page; else nothing.

    Content is in the language of its base, English where nothing is said of it; of several languages the
    first that is known counts, and where none is, nothing is claimed.
    """
    language = next(filter(None, known), "" if known else "en")
    if not language or main(language) == main(get_language() or settings.LANGUAGE_CODE):
        return ""
    return format_html(' lang="{}"', language)


@register.simple_tag
def said(text: str, *known: str | None) -> SafeString | str:
    """A text that stands among words of the page, marked as `lang` marks an element."""
    marked = lang(*known)
    return format_html("<span{}>{}</span>", marked, text) if marked else text


def main(language: str) -> str:
    """The language of a tag: “en” of “en-GB”."""
    return language.partition("-")[0].casefold()
