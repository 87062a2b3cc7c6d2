"""Read a starter pack (facts/pack.README.md describes its fields). Pure.

The pack has agreements with parties and dates beside its facts; `folding` lays them together.
"""

from __future__ import annotations

from typing import Any

from history.facts import DateRole, FactKind, Role, Standing

from . import writing
from .bundle import Actor, Base, Bundle, Exclusion, Fact, FactDate, PackError, Participation, Place, Spelling
from .checks import Row, one_of, rows, unfit
from .citing import cites, errata, full_source
from .folding import fold_agreements
from .parts import agreement, make_symmetric, position, terms
from .roles import role_of

STATEMENTS = frozenset(
    {"characterisation", "claim", "statement", "forecast", "naming", "background", "dispute"}
)
QUESTIONS = ("date", "actor", "agreement", "place", "order", "attribution")
OPEN_BY_NATURE = frozenset({Role.DELEGATE, Role.PARTICIPANT})
"""Nobody lists everybody who sat at a table: these roles are never complete, whatever a fact may ask."""
LEFT_OUT = "The compiler of the pack left this kind out."
DATE_ROLES = {
    "non-event": DateRole.PLANNED,
    "agreement": DateRole.SIGNED,
    "un-resolution": DateRole.ADOPTED,
    "entry-into-force": DateRole.IN_FORCE,
}


def read(raw: dict[str, Any], key: str = "") -> Bundle:
    """A bundle of a starter pack; `key` names the base where the pack's own id should not."""
    bundle = Bundle(base=_base(raw, key))
    remarks = bundle.remarks
    actors, places = rows(raw, "actors", remarks), rows(raw, "places", remarks)
    for row in actors:
        _actor(row, bundle)
    for row in places:
        _place(row, bundle)
    for row in rows(raw, "sources", remarks):
        full_source(row, bundle, "url", "date")
    for row in actors:
        _actor_relations(row, bundle)
    for row in places:
        _place_relations(row, bundle)
    make_symmetric(bundle)
    agreements = rows(raw, "agreements", remarks)
    for row in agreements:
        agreement(row, bundle)
    facts = rows(raw, "facts", remarks, bundle.agreements)
    keys = {row.key for row in facts}
    for row in facts:
        _fact(row, bundle, keys)
    for fact in bundle.facts.values():
        fact.corroborates = [each for each in fact.corroborates if each in bundle.facts]
    fold_agreements(agreements, bundle)
    errata(raw, bundle)
    return bundle


def _base(raw: dict[str, Any], key: str) -> Base:
    pack = raw.get("pack")
    if not isinstance(pack, dict) or unfit(pack):
        raise PackError("The part pack must be an object with an id and a title.")
    found, title, language = pack.get("id"), pack.get("title"), pack.get("language", "en")
    if not isinstance(found, str) or not isinstance(title, str) or not title.strip() or len(title) > 200:
        raise PackError("The part pack must have an id and a title of at most 200 characters.")
    base_key = writing.slug(key or found)
    if not base_key or not isinstance(language, str) or len(language) > 20:
        raise PackError("The part pack must have an id of letters and digits, and a short language tag.")
    rest = {name: value for name, value in pack.items() if name not in {"title", "language", "method"}}
    notes = [pack["method"]] if pack.get("method") else []
    return Base(key=base_key, name=title, language=language, notes=notes, extra={"pack": rest})


def _names(row: Row, bundle: Bundle) -> tuple[str, list[Spelling]]:
    name = row.name(row.value("name"), "name", 300)
    label = [Spelling(text=name, language=bundle.base.language, label=True)] if name else []
    if not name:
        row.say("It has no name: it was left out.", error=True)
    return name, row.one_label_each(label + row.spellings("aliases"))


def _actor(row: Row, bundle: Bundle) -> None:
    name, names = _names(row, bundle)
    if not name:
        return
    kind = row.name(row.value("kind"), "kind", 40) or "other"
    bundle.actors[row.key] = Actor(key=row.key, kind=kind, name=name, names=names, note=row.text("note"))


def _actor_relations(row: Row, bundle: Bundle) -> None:
    actor = bundle.actors.get(row.key)
    if actor is None:
        return
    actor.country = row.reference(row.value("country"), bundle.actors, "country")
    actor.related = row.references(row.items("related"), bundle.actors, "related")
    actor.confusable = row.references(
        row.items("easily_confused_with"), bundle.actors, "easily_confused_with"
    )
    existence = row.value("existence")
    if isinstance(existence, dict):
        actor.start, actor.end = (
            row.date(existence.get("start"), "start"),
            row.date(existence.get("end"), "end"),
        )
        actor.cites += cites(row, row.only_objects(existence.get("cites"), "cites"), bundle)
    for cite in actor.cites:
        cite.extra["about"] = "existence"
    spelled = cites(row, [{"source": source} for source in row.items("alias_cites")], bundle)
    for cite in spelled:
        cite.extra["about"] = "names"
    actor.cites += spelled
    actor.terms = terms(row, bundle)
    actor.extra = row.rest()


def _place(row: Row, bundle: Bundle) -> None:
    name, names = _names(row, bundle)
    if name:
        bundle.places[row.key] = Place(key=row.key, name=name, names=names, note=row.text("note"))


def _place_relations(row: Row, bundle: Bundle) -> None:
    place = bundle.places.get(row.key)
    if place:
        place.country = row.reference(row.value("in"), bundle.actors, "state")
        place.within = row.reference(row.value("within"), bundle.places, "larger place")
        place.extra = row.rest()


def kind_of(kind: str) -> str:
    """The kind of a fact in the words of the app; folding may still make an event an agreement."""
    if kind == "agreement":
        return FactKind.AGREEMENT.value
    return (FactKind.STATEMENT if kind in STATEMENTS else FactKind.EVENT).value


def _fact(row: Row, bundle: Bundle, keys: set[str]) -> None:
    kind, statement = row.text("kind", 100), row.text("statement")
    if not kind.strip() or not statement.strip():
        row.say("It must have a kind and a statement: it was left out.", error=True)
        return
    fact = Fact(key=row.key, kind=kind_of(kind), type=kind, statement=statement, note=row.text("note"))
    _standing(row, fact, bundle)
    _date(row, fact)
    asked = row.items("questions")
    _actors(row, fact, bundle, complete="actor" in asked)
    fact.places = row.references([row.value("place")], bundle.places, "place")
    fact.agreement = row.reference(row.value("agreement"), bundle.agreements, "agreement")
    fact.corroborates = row.references(row.items("see"), keys, "see")
    fact.cites = cites(row, row.objects("cites"), bundle)
    fact.positions = [position(row, item, bundle) for item in row.objects("positions")]
    fact.exclusions = [Exclusion(facet=each, reason=LEFT_OUT) for each in QUESTIONS if each not in asked]
    for other in set(map(str, asked)) - set(QUESTIONS):
        row.say(f"Its questions name {other:.40}, which is no kind of question: it was passed over.")
    fact.extra = row.rest()
    voiced = fact.claimant or fact.standing not in (Standing.CLAIMED, Standing.CHARACTERISATION)
    if not voiced:
        row.say("It is a claim and does not say whose: it was left out.", error=True)
        return
    bundle.facts[row.key] = fact


def _standing(row: Row, fact: Fact, bundle: Bundle) -> None:
    status = row.value("status")
    fact.claimant = row.reference(row.value("claimant"), bundle.actors, "claimant")
    if one_of(status, set(Standing)):
        fact.standing = str(status)
        return
    row.say(f"Its status {status!r:.40} is unknown: it counts as reported.")
    fact.standing = Standing.REPORTED.value


def _date(row: Row, fact: Fact) -> None:
    date = row.date(row.value("date"))
    note = row.text("date_note")
    if date is None:
        if note:
            fact.extra["date_note"] = note
            row.known.discard("date_note")
        return
    span = DateRole.HELD if "/" in date.edtf else DateRole.WHEN
    role = DATE_ROLES.get(fact.type, span)
    fact.dates = [FactDate(role=role.value, date=date, note=note, raw=str(row.raw["date"])[:200])]


def _actors(row: Row, fact: Fact, bundle: Bundle, *, complete: bool) -> None:
    found: dict[tuple[str, str, str], Participation] = {}
    lost = False
    for item in row.objects("actors"):
        actor = row.reference(item.get("actor"), bundle.actors, "actor")
        text = row.as_text(item.get("role"), "role", 300)
        role = role_of(text, fact.kind)
        if role is None:
            row.say(f"The role {text!r:.60} is unknown: it is shown and never asked.")
            role = Role.OTHER
        lost = lost or not actor
        if actor:
            found[actor, role, text] = Participation(actor=actor, role=role.value, described_as=text)
    fact.participations = list(found.values())
    still_open = OPEN_BY_NATURE | {str(role) for role in row.raw.get("open_roles") or ()}
    if complete and not lost:
        fact.complete_roles = [role for role in writing.askable_roles(fact) if role not in still_open]
    if complete and lost:
        row.say("An actor was left out, so its list of actors does not count as complete.")
