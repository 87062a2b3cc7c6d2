"""Write a bundle as nfacts/1. docs/formats.md names the keys that nfacts itself does not have.

A row that came from nfacts is written as it was: what the columns cannot hold stands in its `extra`,
either as it is (keys unknown to us) or under GIVEN, beside what we would write in its place. Once a
teacher has corrected that part, the two differ, and the correction is written.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Any

from history.facts import FactKind, Role, Standing

from .agreeing import contested_facets
from .bundle import (
    GIVEN,
    STANDS_FOR_BASE,
    Actor,
    Agreement,
    Bundle,
    Cite,
    Erratum,
    Fact,
    Place,
    Position,
    Source,
    Spelling,
)

FORMAT = "nfacts/1"


def write(bundle: Bundle) -> dict[str, Any]:
    """The whole base as one nfacts/1 object."""
    base = bundle.base
    found: dict[str, Any] = {
        "format": FORMAT,
        "name": base.name,
        "origin": base.origin,
        "notes": base.notes,
        **_filled(
            key="" if base.key == slug(base.name) else base.key,
            language="" if base.language == "en" else base.language,
            licence="" if base.licence == str(base.origin.get("licence", ""))[:300] else base.licence,
        ),
        **shown(base.extra),
        "entities": [
            *(restored(actor(row), row.extra) for row in bundle.actors.values()),
            *(restored(place(row), row.extra) for row in bundle.places.values()),
        ],
        "facts": [restored(fact(row, bundle), row.extra) for row in bundle.facts.values()],
    }
    full = [
        source(row)
        for row in bundle.sources.values()
        if not is_simple(row) and STANDS_FOR_BASE not in row.extra
    ]
    parts = _filled(
        agreements=[restored(agreement(row), row.extra) for row in bundle.agreements.values()],
        sources=full,
        errata=[erratum(row) for row in bundle.errata.values()],
    )
    return {**found, **parts}


def slug(text: str) -> str:
    """A short name for addresses, of letters, digits, hyphens and underscores."""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", text).strip("-")[:100]


def _filled(**values: Any) -> dict[str, Any]:
    """The values that say something."""
    return {name: str(value) if hasattr(value, "edtf") else value for name, value in values.items() if value}


def shown(extra: dict[str, Any]) -> dict[str, Any]:
    """The keys of a row that came from its file."""
    return {name: value for name, value in extra.items() if not name.startswith("_")}


def keep_given(extra: dict[str, Any], raw: dict[str, Any], written: dict[str, Any]) -> None:
    """Note in `extra` the parts of `raw` that writing the row gives otherwise."""
    given = {}
    for name in {**raw, **written}:
        if name not in raw or name not in written or raw[name] != written[name]:
            both = {"given": raw.get(name, ...), "written": written.get(name, ...)}
            given[name] = {side: value for side, value in both.items() if value is not ...}
    if given:
        extra[GIVEN] = given


def restored(written: dict[str, Any], extra: dict[str, Any]) -> dict[str, Any]:
    """The row as its file had it, wherever nobody has changed it since."""
    for name, both in extra.get(GIVEN, {}).items():
        if written.get(name, ...) != both.get("written", ...):
            continue
        if "given" in both:
            written[name] = both["given"]
        else:
            written.pop(name, None)
    return written


def _names(names: Iterable[Spelling]) -> dict[str, Any]:
    listed = list(names)
    return {
        "labels": {each.language: each.text for each in listed if each.label},
        "aliases": [{"text": each.text, **_filled(lang=each.language)} for each in listed if not each.label],
    }


def label_of(labels: dict[str, str], language: str) -> str:
    """The printed name among labels: that of the base's language, else English, else the first."""
    return labels.get(language) or labels.get("en") or next(iter(labels.values()), "")


def actor(row: Actor) -> dict[str, Any]:
    names = _names(row.names)
    return {
        "id": row.key,
        "type": row.kind,
        **names,
        **_filled(
            name="" if row.name in names["labels"].values() else row.name,
            born=row.start,
            ended=row.end,
            related=row.related,
            country=row.country,
            confusable=row.confusable,
            note=row.note,
            terms=[
                {"office": term.office, **_filled(start=term.start, end=term.end, exclusive=term.exclusive)}
                | _filled(cites=_cites(term.cites))
                | shown(term.extra)
                for term in row.terms
            ],
            cites=_cites(row.cites),
        ),
        **shown(row.extra),
    }


def place(row: Place) -> dict[str, Any]:
    names = _names(row.names)
    return {
        "id": row.key,
        "type": "place",
        **names,
        **_filled(
            name="" if row.name in names["labels"].values() else row.name,
            country=row.country,
            within=row.within,
            note=row.note,
        ),
        **shown(row.extra),
    }


def agreement(row: Agreement) -> dict[str, Any]:
    names = _names(row.names)
    return {
        "id": row.key,
        "title": row.title,
        **_filled(labels=names["labels"]),
        "aliases": names["aliases"],
        **_filled(kind=row.kind, subjects=row.subjects, note=row.note, cites=_cites(row.cites)),
        **shown(row.extra),
    }


def simple_key(text: str, url: str) -> str:
    """The key of a source of which only a text and an address are known."""
    return "s-" + hashlib.sha256(f"{text}\0{url}".encode()).hexdigest()[:16]


def is_simple(row: Source) -> bool:
    url = row.extra.get("_url", row.address)
    return row.key == simple_key(row.extra.get("_text", row.title), url)


def source(row: Source) -> dict[str, Any]:
    return {
        "id": row.key,
        "title": row.title,
        **_filled(
            type=row.type,
            authors=row.authors,
            container=row.container,
            publisher=row.publisher,
            issued=row.issued,
            accessed=row.accessed,
            language=row.language,
            url=row.address,
            kind=row.kind,
            origin=row.origin,
            state=row.state,
            seen=row.seen,
            note=row.note,
        ),
        **shown(row.extra),
    }


def _cite_rest(row: Cite) -> dict[str, Any]:
    return _filled(
        locator=row.locator,
        stance="" if row.stance == "supports" else row.stance,
        quotation=row.quotation,
        speaker=row.speaker,
    ) | shown(row.extra)


def _cites(rows: list[Cite]) -> list[dict[str, Any]]:
    return [{"source": row.source, **_cite_rest(row)} for row in rows]


def _source_item(row: Cite, bundle: Bundle) -> dict[str, Any]:
    cited = bundle.sources[row.source]
    item = {"text": cited.extra.get("_text", cited.title)}
    item |= _filled(url=cited.extra.get("_url", cited.address))
    return item | _filled(source="" if is_simple(cited) else cited.key) | _cite_rest(row)


def askable_roles(row: Fact) -> list[str]:
    return sorted({each.role for each in row.participations} - {Role.OTHER})


def implied_standing(*, claim: bool, contested: bool) -> str:
    """The standing of a fact that names none: claimed, contested by its own claims, or established."""
    if claim:
        return Standing.CLAIMED.value
    return Standing.CONTESTED.value if contested else Standing.ESTABLISHED.value


def lent_title(row: Fact, bundle: Bundle) -> tuple[str, str]:
    """What a fact without a title of its own prints, and from where: its agreement or its statement."""
    if row.kind == FactKind.AGREEMENT and row.agreement in bundle.agreements:
        return bundle.agreements[row.agreement].title, "agreement"
    return row.statement, "statement"


def _titles(row: Fact, bundle: Bundle) -> dict[str, Any]:
    """The titles of a fact; one that has none is written with what it prints, and says so."""
    if row.titles:
        return {"title": row.titles}
    text, where = lent_title(row, bundle)
    return {"title": {bundle.base.language: text}, "title_of": where} if text else {"title": {}}


def fact(row: Fact, bundle: Bundle) -> dict[str, Any]:
    """One fact in the keys of nfacts/1 and ours."""
    cites = [cite for cite in row.cites if STANDS_FOR_BASE not in cite.extra]
    roles = askable_roles(row)
    complete = bool(roles) and row.complete_roles == roles
    return {
        "id": row.key,
        "kind": row.kind,
        "type": row.type,
        **_titles(row, bundle),
        **_filled(
            dates=[
                {"role": each.role, "edtf": each.date.edtf, **_filled(raw=each.raw, note=each.note)}
                for each in row.dates
            ],
            actors=[_participation(each) for each in row.participations],
        ),
        "actors_complete": complete,
        **_filled(
            complete_roles=[] if complete else row.complete_roles,
            places=row.places,
            about=row.about,
            tags=row.tags,
        ),
        **({} if row.rank is None else {"rank": row.rank}),
        "sources": [_source_item(cite, bundle) for cite in cites],
        **_voices(row, bundle, cites),
        **_filled(
            statement=row.statement,
            note=row.note,
            agreement=row.agreement,
            corroborates=row.corroborates,
            exclusions=[{"facet": each.facet, "reason": each.reason} for each in row.exclusions],
        ),
        **shown(row.extra),
    }


def _participation(row: Any) -> dict[str, Any]:
    extra = dict(row.extra)
    given = extra.pop("_role", "")
    if given:
        return {"id": row.actor, "role": given, **shown(extra)}
    return {"id": row.actor, "role": row.role, **_filled(described_as=row.described_as), **shown(extra)}


def _voices(row: Fact, bundle: Bundle, cites: list[Cite]) -> dict[str, Any]:
    """Who says so: claim, attribution, claimant, claims, positions and the standing they do not imply."""
    claim = row.standing in (Standing.CLAIMED, Standing.CHARACTERISATION)
    claimant = bundle.actors[row.claimant].name if row.claimant else ""
    implied = implied_standing(claim=claim, contested=bool(contested_facets(row, bundle)))
    told = all(_is_claim(position) for position in row.positions)
    return _filled(
        claim=claim,
        attribution=row.attribution or claimant,
        claimant=row.claimant,
        claims=[_claim(position, cites) for position in row.positions if position.value or told],
        positions=[] if told else [_position(position) for position in row.positions],
        standing="" if row.standing == implied else row.standing,
    )


def _is_claim(row: Position) -> bool:
    """Whether `claims` of nfacts can hold all that a position says."""
    return not row.holds and not row.held_by and "attr" in row.extra


def _claim(row: Position, cites: list[Cite]) -> dict[str, Any]:
    keys = [cite.source for cite in cites]
    index = next((keys.index(cite.source) for cite in row.cites if cite.source in keys), None)
    found: dict[str, Any] = {"attr": row.extra.get("attr", row.facet), "value": row.value}
    return found | ({} if index is None else {"source": index}) | shown(row.extra)


def _position(row: Position) -> dict[str, Any]:
    return {
        "facet": row.facet,
        **_filled(value=row.value, holds=row.holds, held_by=row.held_by, cites=_cites(row.cites)),
        **shown(row.extra),
    }


def erratum(row: Erratum) -> dict[str, Any]:
    about = row.fact or row.actor
    return {"source": row.source, "about": about, "field": row.field, "wrong": row.wrong, "why": row.why}
