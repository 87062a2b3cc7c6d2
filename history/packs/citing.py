"""Sources, citations and errata, as both formats have them. Pure."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from history.facts import SourceKind, Stance

from .bundle import Bundle, Cite, Erratum, Remark, Source
from .checks import Row, beyond, one_of, unfit

KNOWN = frozenset({"source", "locator", "stance", "quotation", "speaker"})

TYPES = {
    SourceKind.NEWS: "article-newspaper",
    SourceKind.STATE_MEDIA: "article-newspaper",
    SourceKind.ACADEMIC: "article-journal",
    SourceKind.TREATY_TEXT: "treaty",
    SourceKind.UN_DOCUMENT: "document",
    SourceKind.PRIMARY: "document",
    SourceKind.UNSTATED: "document",
    SourceKind.ENCYCLOPAEDIA: "entry-encyclopedia",
    SourceKind.THINK_TANK: "report",
}


def cites(row: Row, items: list[dict[str, Any]], bundle: Bundle, read: Collection[str] = ()) -> list[Cite]:
    """The citations of a row; `read` names the keys of an item that were read elsewhere."""
    found = []
    for item in items:
        source = row.reference(item.get("source"), bundle.sources, "citation")
        if not source:
            continue
        stance = item.get("stance", Stance.SUPPORTS)
        if not one_of(stance, set(Stance)):
            row.say(f"A citation has the stance {stance!r:.40}, which is unknown: it counts as supporting.")
            stance = Stance.SUPPORTS
        found.append(
            Cite(
                source=source,
                locator=row.as_text(item.get("locator"), "locator", 500),
                stance=str(stance),
                quotation=row.as_text(item.get("quotation"), "quotation"),
                speaker=row.reference(item.get("speaker"), bundle.actors, "speaker"),
                extra=beyond(item, KNOWN.union(read)),
            )
        )
    return found


def full_source(row: Row, bundle: Bundle, address: str, issued: str) -> None:
    """A source with all its fields; the two names are those of its address and its date in the file."""
    title = row.name(row.value("title"), "title", 1000)
    if not title:
        row.say("It has no title: it was left out.", error=True)
        return
    kind = row.value("kind") or SourceKind.UNSTATED
    if not one_of(kind, set(SourceKind)):
        row.say(f"Its kind {kind!r:.40} is unknown: it counts as other, which never establishes a fact.")
        kind = SourceKind.OTHER
    state = row.reference(row.value("state"), bundle.actors, "state")
    if kind == SourceKind.STATE_MEDIA and not state:
        row.say("It is state media and names no state: it counts as other, which never establishes a fact.")
        kind = SourceKind.OTHER
    publisher = row.text("publisher", 500)
    bundle.sources[row.key] = Source(
        key=row.key,
        title=title,
        type=row.text("type", 60) or TYPES.get(SourceKind(kind), "webpage"),
        authors=row.objects("authors"),
        container=row.text("container", 500),
        publisher=publisher,
        issued=row.date(row.value(issued), issued),
        accessed=row.date(row.value("accessed"), "accessed"),
        language=row.text("language", 35),
        address=row.address(address),
        kind=str(kind),
        origin=row.text("origin", 200) or (publisher or title)[:200],
        state=state,
        seen=row.text("seen", 40),
        note=row.text("note"),
    )
    bundle.sources[row.key].extra = row.rest()


def errata(raw: dict[str, Any], bundle: Bundle) -> None:
    """Wrong values that sources print; a date or an actor among them is understood as one."""
    items = raw.get("errata") or []
    for number, item in enumerate(items if isinstance(items, list) else [], start=1):
        if not isinstance(item, dict) or unfit(item):
            fault = "It must be an object of texts: it was left out."
            bundle.remarks.append(Remark(section="errata", key=f"no. {number}", sentence=fault, error=True))
            continue
        row = Row("errata", f"no. {number}", item, bundle.remarks)
        found = _erratum(row, bundle)
        if found is None:
            row.say(
                "It must name a source, a fact or actor it is about, and the wrong value: left out.",
                error=True,
            )
        else:
            bundle.errata[found.key] = found


def _erratum(row: Row, bundle: Bundle) -> Erratum | None:
    source = row.reference(row.value("source"), bundle.sources, "source")
    about, field, wrong = row.text("about"), row.text("field", 40), row.text("wrong", 500)
    if not source or not field or not wrong or (about not in bundle.facts and about not in bundle.actors):
        return None
    date = None
    if field in ("date", "existence"):
        silent = Row(row.section, row.key, row.raw, [])
        date = silent.date(wrong)
    return Erratum(
        source=source,
        field=field,
        wrong=wrong,
        fact=about if about in bundle.facts else "",
        actor=about if about not in bundle.facts else "",
        date=date,
        wrong_actor=wrong if field in ("actor", "actors") and wrong in bundle.actors else "",
        why=row.text("why"),
        extra=row.rest(),
    )
