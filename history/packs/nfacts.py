"""Read nfacts/1. Pure: a parsed file in, a checked bundle out, every dirty value remarked by id."""

from __future__ import annotations

from typing import Any

from . import writing
from .bundle import Actor, Base, Bundle, PackError, Place
from .checks import Row, rows, unfit
from .citing import cites, errata, full_source
from .nfacts_facts import read_fact
from .parts import agreement, make_symmetric, names_of, terms

LISTS = frozenset({"entities", "facts", "agreements", "sources", "errata"})
TOP = LISTS | {"format", "name", "origin", "notes", "key", "language", "licence"}


def read(raw: dict[str, Any], key: str = "") -> Bundle:
    """A bundle of an nfacts/1 object; `key` names the base where the file's own name should not."""
    bundle = Bundle(base=_base(raw, key))
    remarks = bundle.remarks
    entities = rows(raw, "entities", remarks)
    for row in entities:
        _entity(row, bundle)
    for row in rows(raw, "sources", remarks):
        full_source(row, bundle, "url", "issued")
    for row in rows(raw, "agreements", remarks):
        agreement(row, bundle)
    for row in entities:
        _relations(row, bundle)
    make_symmetric(bundle)
    facts = rows(raw, "facts", remarks)
    keys = {row.key for row in facts}
    for row in facts:
        read_fact(row, bundle, keys)
    known = set(bundle.facts)
    for fact in bundle.facts.values():
        fact.corroborates = [each for each in fact.corroborates if each in known]
    for row in entities:
        _keep_entity(row, bundle)
    errata(raw, bundle)
    return bundle


def _base(raw: dict[str, Any], key: str) -> Base:
    name = raw.get("name")
    if not isinstance(name, str) or not name.strip() or len(name) > 200 or unfit(name):
        raise PackError("The file must have a name of at most 200 characters.")
    origin, notes = raw.get("origin", {}), raw.get("notes", [])
    head = {part: value for part, value in raw.items() if part not in LISTS}
    if not isinstance(origin, dict) or not isinstance(notes, list) or unfit(head):
        raise PackError("The file's origin must be an object and its notes a list, of texts and numbers.")
    own = raw.get("key") if isinstance(raw.get("key"), str) else ""
    base_key = writing.slug(key or own or name)
    if not base_key:
        raise PackError("The base needs a short name of letters and digits: give one with --base.")
    licence = raw.get("licence") or origin.get("licence")
    language = raw.get("language")
    return Base(
        key=base_key,
        name=name,
        language=language if isinstance(language, str) and 0 < len(language) <= 20 else "en",
        licence=licence[:300] if isinstance(licence, str) else "",
        origin=origin,
        notes=notes,
        extra={part: value for part, value in raw.items() if part not in TOP},
    )


def _entity(row: Row, bundle: Bundle) -> None:
    """The names of an entity; what it refers to follows when all entities are known."""
    names = names_of(row)
    by_language = {each.language: each.text for each in names if each.label}
    name = row.name(row.value("name"), "name", 300) or writing.label_of(by_language, bundle.base.language)
    if not name:
        row.say("It has no name: it was left out.", error=True)
        return
    kind = row.name(row.value("type"), "type", 40) or "other"
    if kind == "place":
        bundle.places[row.key] = Place(key=row.key, name=name, names=names, note=row.text("note"))
        return
    bundle.actors[row.key] = Actor(
        key=row.key,
        kind=kind,
        name=name,
        names=names,
        note=row.text("note"),
        start=row.date(row.value("born"), "born"),
        end=row.date(row.value("ended"), "ended"),
    )


def _relations(row: Row, bundle: Bundle) -> None:
    actor, place = bundle.actors.get(row.key), bundle.places.get(row.key)
    if place:
        place.country = row.reference(row.value("country"), bundle.actors, "country")
        place.within = row.reference(row.value("within"), bundle.places, "larger place")
    if actor:
        actor.country = row.reference(row.value("country"), bundle.actors, "country")
        actor.related = row.references(row.items("related"), bundle.actors, "related")
        actor.confusable = row.references(row.items("confusable"), bundle.actors, "confusable")
        actor.cites = cites(row, row.objects("cites"), bundle)
        actor.terms = terms(row, bundle)


def _keep_entity(row: Row, bundle: Bundle) -> None:
    if row.key in bundle.actors:
        actor = bundle.actors[row.key]
        actor.extra = row.rest()
        writing.keep_given(actor.extra, row.raw, writing.actor(actor))
    elif row.key in bundle.places:
        place = bundle.places[row.key]
        place.extra = row.rest()
        writing.keep_given(place.extra, row.raw, writing.place(place))
