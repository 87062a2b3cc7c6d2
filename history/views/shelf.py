"""What the pages of facts, actors, agreements, sources and the timeline have in common."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from history.citing import STYLES
from history.names import fold

PAGE = 50
LONGEST = 200
MOST_WORDS = 6
STYLE_NAMES = {"chicago": "Chicago", "apa": "APA", "mla": "MLA"}


def style_of(request: HttpRequest) -> str:
    """The citation style of this page: as its address says, else the reader's own, else Chicago."""
    asked = request.GET.get("style", "")
    if asked in STYLES:
        return asked
    own = getattr(getattr(request.user, "student", None), "citation_style", "")
    return own if own in STYLES else "chicago"


def edit_url(request: HttpRequest, row: models.Model) -> str:
    """Where staff change what the page shows; empty for everybody else."""
    name = row._meta.model_name
    if not (getattr(request.user, "is_staff", False) and request.user.has_perm(f"history.change_{name}")):
        return ""
    return reverse(f"admin:history_{name}_change", args=[row.pk])


def typed(request: HttpRequest, name: str) -> str:
    """A text of the address, short and without what no database takes."""
    return request.GET.get(name, "").replace("\x00", "").strip()[:LONGEST]


def number(text: str) -> int | None:
    """A row number of the address, or None."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def words_of(query: str) -> list[str]:
    return fold(query).split()[:MOST_WORDS]


@dataclass(frozen=True, slots=True)
class Kept:
    """What the address of a list holds and its pages keep."""

    values: dict[str, str]

    @property
    def narrowed(self) -> bool:
        """Whether the address asks for less than everything."""
        return any(self.values.values())

    def query(self, *, without: str = "", **other: str | int) -> str:
        """The address after its path; a bare question mark asks for everything."""
        kept = {name: value for name, value in self.values.items() if value and name != without}
        kept |= {name: str(value) for name, value in other.items()}
        return f"?{urlencode(kept)}" if kept else "?"


def page_of(rows: QuerySet, request: HttpRequest, size: int = PAGE) -> Page:
    """The page that the address asks for; the first or last where there is no such page."""
    return Paginator(rows, size).get_page(request.GET.get("page"))


def turns(page: Page, kept: Kept) -> dict[str, str]:
    """The addresses of the pages before and after; empty where there is none."""
    return {
        "earlier": kept.query(page=page.previous_page_number()) if page.has_previous() else "",
        "later": kept.query(page=page.next_page_number()) if page.has_next() else "",
    }
