"""Parts of rows that both formats have alike: terms of office, agreements, positions. Pure."""

from __future__ import annotations

from typing import Any

from .bundle import Agreement, Bundle, Position, Spelling, Term
from .checks import Row, beyond, one_of
from .citing import cites

FACETS = frozenset({"date", "actors", "title", "place", "statement"})


def terms(row: Row, bundle: Bundle) -> list[Term]:
    """The times in office of an actor."""
    found = []
    for term in row.objects("terms"):
        office = row.name(term.get("office"), "office", 200)
        if office:
            start, end = (
                row.date(term.get("start"), "start of a term"),
                row.date(term.get("end"), "end of a term"),
            )
            cited = cites(row, row.only_objects(term.get("cites"), "cites"), bundle)
            rest = beyond(term, {"office", "start", "end", "cites", "exclusive"})
            exclusive = term.get("exclusive") is True
            found.append(
                Term(office=office, start=start, end=end, exclusive=exclusive, cites=cited, extra=rest)
            )
    return found


def make_symmetric(bundle: Bundle) -> None:
    """Who is related to one is related back; nobody is related to himself."""
    pairs = {(key, other) for key, actor in bundle.actors.items() for other in actor.related if other != key}
    pairs |= {(other, key) for key, other in pairs}
    for actor in bundle.actors.values():
        actor.related = []
    for key, other in sorted(pairs):
        bundle.actors[key].related.append(other)


def names_of(row: Row) -> list[Spelling]:
    """The names of a row: its labels, an object of texts by language, and its aliases."""
    labels = row.value("labels")
    if not isinstance(labels, dict):
        row.say("Its labels must be an object of texts by language: it has none.")
        labels = {}
    names = []
    for language, text in labels.items():
        label = row.name(text, "label", 300)
        if label and len(language) <= 35:
            names.append(Spelling(text=label, language=language, label=True))
    return row.one_label_each(names + row.spellings("aliases"))


def agreement(row: Row, bundle: Bundle) -> None:
    """The identity of an agreement, as both formats have it."""
    title = row.name(row.value("title"), "title", 1000)
    if not title:
        row.say("It has no title: it was left out.", error=True)
        return
    found = Agreement(
        key=row.key,
        title=title,
        kind=row.text("kind", 60),
        names=names_of(row) if "labels" in row.raw else row.one_label_each(row.spellings("aliases")),
        subjects=row.items("subjects"),
        note=row.text("note"),
        cites=cites(row, row.objects("cites"), bundle),
    )
    bundle.agreements[row.key] = found
    found.extra = row.rest()


def position(row: Row, item: dict[str, Any], bundle: Bundle) -> Position:
    """One side of a disagreement, as the starter pack and our own nfacts have it."""
    facet = item.get("facet", "statement")
    if not one_of(facet, FACETS):
        row.say(f"A position is about {facet!r:.40}, which is no facet: it is read as about the statement.")
        facet = "statement"
    known = {"facet", "value", "holds", "held_by", "cites"}
    holders = item.get("held_by")
    return Position(
        facet=facet,
        value=row.as_text(item.get("value"), "value of a position", 300),
        holds=row.as_text(item.get("holds"), "position"),
        held_by=row.references(
            holders if isinstance(holders, list) else [], bundle.actors, "holder of a position"
        ),
        cites=cites(row, row.only_objects(item.get("cites"), "cites"), bundle),
        extra=beyond(item, known),
    )
