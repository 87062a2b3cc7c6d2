"""Read the facts of nfacts/1, one object at a time. Pure."""

from __future__ import annotations

from typing import Any

from history.facts import DateRole, FactKind, Role, Standing

from . import writing
from .agreeing import contested_facets, mark_agreeing
from .bundle import (
    STANDS_FOR_BASE,
    Bundle,
    Cite,
    Exclusion,
    Fact,
    FactDate,
    Participation,
    Position,
    Source,
)
from .checks import WEB_ADDRESS, Row, beyond, has_letters, one_of
from .citing import cites
from .parts import position

FACETS = {
    "date": "date",
    "actors": "actors",
    "actor": "actors",
    "title": "title",
    "place": "place",
    "places": "place",
}
ROLES = frozenset(Role)
DATE_ROLES = frozenset(DateRole)
KINDS = frozenset(FactKind)
STANDINGS = frozenset(Standing)


def read_fact(row: Row, bundle: Bundle, keys: set[str]) -> None:
    kind = row.value("kind")
    titles = _titles(row)
    statement = row.text("statement")
    if not one_of(kind, KINDS):
        row.say(
            f"Its kind must be one of {', '.join(FactKind)}, and is {kind!r:.40}: it was left out.",
            error=True,
        )
        return
    if not titles and not statement.strip():
        row.say("It has neither a title nor a statement: it was left out.", error=True)
        return
    fact = Fact(key=row.key, kind=kind, type=_type(row, kind), titles=titles, statement=statement)
    fact.note, fact.tags, fact.rank = row.text("note"), row.items("tags"), _rank(row)
    fact.dates = _dates(row, bundle)
    _actors(row, fact, bundle)
    fact.places = row.references(row.items("places"), bundle.places, "places")
    fact.about = row.references(row.items("about"), bundle.actors, "about")
    fact.agreement = row.reference(row.value("agreement"), bundle.agreements, "agreement")
    if row.value("title_of") and list(titles.values()) == [writing.lent_title(fact, bundle)[0]]:
        fact.titles = {}
    fact.corroborates = row.references(row.items("corroborates"), keys, "corroborates")
    fact.exclusions = _exclusions(row)
    fact.cites = _sources(row, bundle)
    fact.positions = _positions(row, fact, bundle)
    if not _standing(row, fact, bundle):
        return
    fact.extra = row.rest()
    writing.keep_given(fact.extra, row.raw, writing.fact(fact, bundle))
    if not fact.cites:
        fact.cites = [_base_cite(bundle)]
    bundle.facts[row.key] = fact


def _titles(row: Row) -> dict[str, str]:
    titles = row.value("title")
    if titles is None or titles == {}:
        return {}
    if not isinstance(titles, dict):
        row.say("Its title must be an object of texts by language: it was left out.")
        return {}
    found = {language: row.as_text(text, "title") for language, text in titles.items()}
    for language, text in found.items():
        if not text.strip():
            row.say(f"Its title in {language:.20} is empty: it was left out.")
        elif not has_letters(text):
            row.say(f"Its title {text!r:.60} has no letters: it was kept, check it.")
        row.look(text, "title")
    return {language: text for language, text in found.items() if text.strip()}


def _type(row: Row, kind: str) -> str:
    found = row.text("type", 100)
    if not found.strip():
        row.say(f"It has no type: it counts as {kind}.")
    return found if found.strip() else kind


def _rank(row: Row) -> int | None:
    rank = row.value("rank")
    if rank is None:
        return None
    if isinstance(rank, int) and not isinstance(rank, bool) and abs(rank) < 2**63:
        return rank
    row.say(f"Its rank must be a whole number, and is {rank!r:.40}: it was left out.")
    return None


def _dates(row: Row, bundle: Bundle) -> list[FactDate]:
    found: dict[tuple[str, str], FactDate] = {}
    for item in row.objects("dates"):
        role, text, raw = item.get("role"), item.get("edtf"), item.get("raw")
        if not one_of(role, DATE_ROLES):
            row.say(f"A date has the role {role!r:.40}, which is unknown: it was left out.")
            continue
        if text in (None, ""):
            row.say(f"Its date {role} is empty: it was left out.")
            continue
        date = row.date(text, f"date {role}")
        if date is None:
            continue
        if date.edtf == "0000":
            sentence = (
                f"Its date {role} is the year 0000, which is 1 BCE but often stands for an unknown year."
            )
            bundle.doubtful[row.key] = f"{sentence} Check it before it is published."
            row.say(sentence)
        if (role, date.edtf) in found:
            row.say(f"Its date {role} {date} stands there twice: it was read once.")
            continue
        note = row.as_text(item.get("note"), "note of a date")
        kept = raw if isinstance(raw, str) and len(raw) <= 200 else ""
        found[role, date.edtf] = FactDate(role=role, date=date, raw=kept, note=note)
    return list(found.values())


def _actors(row: Row, fact: Fact, bundle: Bundle) -> None:
    found: dict[tuple[str, str, str], Participation] = {}
    lost = False
    for item in row.objects("actors"):
        actor = row.reference(item.get("id"), bundle.actors, "actor")
        if not actor:
            lost = True
            if not item.get("id"):
                row.say("One of its actors has no id: it was left out.")
            continue
        part = _participation(row, item, actor)
        if (actor, part.role, part.described_as) in found:
            row.say(f"The actor {actor} stands there twice as {part.described_as or part.role}: read once.")
        found.setdefault((actor, part.role, part.described_as), part)
    fact.participations = list(found.values())
    roles = writing.askable_roles(fact)
    listed = row.items("complete_roles")
    complete = row.value("actors_complete") is True
    fact.complete_roles = roles if complete else [role for role in roles if role in listed]
    if lost and fact.complete_roles:
        row.say("An actor was left out, so its list of actors no longer counts as complete.")
        fact.complete_roles = []


def _participation(row: Row, item: dict[str, Any], actor: str) -> Participation:
    role = item.get("role")
    described = row.as_text(item.get("described_as"), "description of an actor", 300)
    extra = beyond(item, {"id", "role", "described_as"})
    if one_of(role, ROLES):
        return Participation(actor=actor, role=role, described_as=described, extra=extra)
    text = row.as_text(role, "role", 300) if role else ""
    if text:
        extra["_role"] = text
    else:
        row.say(f"The actor {actor} has no role: it is shown and never asked.")
    return Participation(actor=actor, role=Role.OTHER.value, described_as=described or text, extra=extra)


def _exclusions(row: Row) -> list[Exclusion]:
    kinds = {"date", "actor", "agreement", "place", "order", "attribution"}
    found = {}
    for item in row.objects("exclusions"):
        if one_of(item.get("facet"), kinds):
            reason = row.as_text(item.get("reason"), "reason", 300)
            found[item["facet"]] = Exclusion(facet=item["facet"], reason=reason)
    return list(found.values())


def _sources(row: Row, bundle: Bundle) -> list[Cite]:
    found = []
    for item in row.objects("sources"):
        known = item.get("source")
        if isinstance(known, str) and known in bundle.sources:
            key = known
        else:
            key = _simple_source(row, item, bundle)
        if key:
            found += cites(row, [{**item, "source": key}], bundle, {"text", "url", "origin"})
    return found


def _simple_source(row: Row, item: dict[str, Any], bundle: Bundle) -> str:
    """The key of the source of that text and address, which is made when it is first met."""
    url = row.as_text(item.get("url"), "url of a source")
    text = row.as_text(item.get("text"), "text of a source") or url
    if not text.strip():
        row.say("One of its sources has no text: it was left out.")
        return ""
    key = writing.simple_key(text, url)
    if key in bundle.sources:
        return key
    good = WEB_ADDRESS.fullmatch(url) and len(url) <= 2000
    if url and not good:
        row.say(f"The address {url:.80} is no web address without spaces: it is kept and not shown.")
    if len(text) > 1000:
        row.say(f"The text of a source has {len(text)} characters: its first 1000 are shown.")
    origin = item.get("origin") or bundle.base.origin.get("repo") or text
    extra = {"_url": url} if url and not good else {}
    extra |= {"_text": text} if len(text) > 1000 else {}
    bundle.sources[key] = Source(
        key=key,
        title=text[:1000],
        address=url if good else "",
        type="webpage" if good else "document",
        origin=str(origin)[:200],
        extra=extra,
    )
    return key


def _base_cite(bundle: Bundle) -> Cite:
    """A citation of the base itself, for a fact that names no source."""
    key, base = "the-base-itself", bundle.base
    if key not in bundle.sources:
        told = [str(base.origin[part]) for part in ("repo", "commit") if base.origin.get(part)]
        bundle.sources[key] = Source(
            key=key,
            title=", ".join([base.name, *told])[:1000],
            origin=str(base.origin.get("repo") or base.name)[:200],
            extra={STANDS_FOR_BASE: True},
        )
    return Cite(source=key, extra={STANDS_FOR_BASE: True})


def _positions(row: Row, fact: Fact, bundle: Bundle) -> list[Position]:
    """The sides of a disagreement. Where a fact has `positions`, its `claims` only repeat them."""
    full, claims = row.objects("positions"), row.objects("claims")
    if full:
        return [position(row, item, bundle) for item in full]
    found = [_claim(row, item, fact, bundle) for item in claims]
    return [each for each in found if each is not None]


def _claim(row: Row, item: dict[str, Any], fact: Fact, bundle: Bundle) -> Position | None:
    """A value that one source of the fact gives; where it names none, the base itself says so."""
    attr, value = row.as_text(item.get("attr"), "attr of a claim"), item.get("value")
    text = value if isinstance(value, str) else "" if value is None else str(value)
    if not attr or not text or len(text) > 300:
        row.say("A claim must have an attr and a value of at most 300 characters: it was left out.")
        return None
    return Position(
        facet=FACETS.get(attr.partition(":")[0], "statement"),
        value=text,
        cites=_claim_cites(row, item.get("source"), fact) or [_base_cite(bundle)],
        extra=beyond(item, {"value", "source"}),
    )


def _claim_cites(row: Row, index: Any, fact: Fact) -> list[Cite]:
    if index is None:
        return []
    whole = len(fact.cites) == len(row.objects("sources"))
    if whole and type(index) is int and 0 <= index < len(fact.cites):
        return [Cite(source=fact.cites[index].source, locator=fact.cites[index].locator)]
    row.say(f"A claim refers to source {index!r:.40}, which the fact does not have.")
    return []


def _standing(row: Row, fact: Fact, bundle: Bundle) -> bool:
    """Set the standing; False where the fact is a claim of nobody and was left out."""
    claim = row.value("claim") is True
    told = row.value("standing")
    fact.claimant = row.reference(row.value("claimant"), bundle.actors, "claimant")
    voice = row.text("attribution", 300)
    same = bool(fact.claimant) and bundle.actors[fact.claimant].name == voice
    fact.attribution = "" if same else voice
    mark_agreeing(fact, bundle)
    fact.standing = writing.implied_standing(claim=claim, contested=bool(contested_facets(fact, bundle)))
    if one_of(told, STANDINGS):
        fact.standing = told
    elif told is not None:
        row.say(f"Its standing {told!r:.40} is unknown: it counts as {fact.standing}.")
    voiced = fact.claimant or fact.attribution.strip()
    if fact.standing in (Standing.CLAIMED, Standing.CHARACTERISATION) and not voiced:
        row.say("It is a claim and does not say whose: it was left out.", error=True)
        return False
    return True
