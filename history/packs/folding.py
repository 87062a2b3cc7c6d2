"""Lay the agreements of a starter pack and their own facts together. Pure.

An agreement keeps its identity; its parties, signatories, place and dates go to the one fact that stands
for its signing, so that a corrected date has one truth. What the two say differently is remarked.
"""

from __future__ import annotations

import re

from history.dates import HistoricalDate
from history.facts import DateRole, FactKind, Role, SourceKind, Standing

from .bundle import FOLDED, Agreement, Bundle, Fact, FactDate, Participation, Remark
from .checks import Row
from .writing import askable_roles

OWN_TYPES = frozenset({"un-resolution", "declaration", "communique", "recognition"})
"""Types of facts that may stand for the making of an agreement where no fact of type agreement does."""
_RANK = [
    Standing.ESTABLISHED,
    Standing.CONTESTED,
    Standing.REPORTED,
    Standing.CLAIMED,
    Standing.CHARACTERISATION,
]
_MORE = re.compile(r"\bmore\b.*\b(members?|part(y|ies)|signator(y|ies))\b", re.IGNORECASE)


def fold_agreements(rows: list[Row], bundle: Bundle) -> None:
    """Fold every agreement into its own fact, made where there is none."""
    by_agreement: dict[str, list[Fact]] = {}
    for fact in bundle.facts.values():
        by_agreement.setdefault(fact.agreement, []).append(fact)
    for row in rows:
        agreement = bundle.agreements.get(row.key)
        if agreement:
            _fold(row, agreement, by_agreement.get(row.key, []), bundle)


def _fold(row: Row, agreement: Agreement, facts: list[Fact], bundle: Bundle) -> None:
    parties = row.references(row.items("parties"), bundle.actors, "parties")
    signatories = row.references(row.items("signatories"), bundle.actors, "signatories")
    signed = row.date(row.value("date_signed"), "date_signed")
    in_force = row.date(row.value("date_in_force"), "date_in_force")
    ended = row.date(row.value("date_ended"), "date_ended")
    place = row.references([row.value("place")], bundle.places, "place")
    whole = len(parties) == len(row.items("parties")) and not _MORE.search(agreement.note)
    agreement.extra = row.rest()
    fact = _own(agreement, facts, signed, row) or _made(agreement, parties, signed, bundle)
    if fact is None:
        row.say("It has neither parties nor a date of its own, so no fact was made of it.")
        return
    _turn(fact, signed)
    _compare_dates(row, fact, signed)
    _add_people(fact, parties, _party_role(agreement), signatories)
    _complete(row, fact, agreement, parties=parties, whole=whole)
    _place(row, fact, place)
    own_entry = any(each.type == "entry-into-force" for each in facts)
    _add_date(fact, DateRole.IN_FORCE, None if own_entry else in_force)
    _add_date(fact, DateRole.ENDED, ended)


def _party_role(agreement: Agreement) -> Role:
    return Role.ADOPTER if agreement.kind == "un-resolution" else Role.PARTY


def _own(agreement: Agreement, facts: list[Fact], signed: HistoricalDate | None, row: Row) -> Fact | None:
    """The fact that stands for the making of the agreement, None where none does."""
    named = sorted(
        (fact for fact in facts if fact.type == "agreement"),
        key=lambda fact: _RANK.index(Standing(fact.standing)),
    )
    if len(named) > 1:
        others = ", ".join(fact.key for fact in named[1:])
        row.say(f"Several facts are of kind agreement: {named[0].key} is taken as its own, not {others}.")
    if named:
        return named[0]
    standing = [fact for fact in facts if fact.type in OWN_TYPES and _same_day(fact, signed)]
    standing = [fact for fact in standing if fact.type != "recognition" or _is_signed(fact)]
    return standing[0] if len(standing) == 1 else None


def _same_day(fact: Fact, signed: HistoricalDate | None) -> bool:
    return bool(fact.dates) and (signed is None or fact.dates[0].date.overlaps(signed))


def _is_signed(fact: Fact) -> bool:
    return any(part.role == Role.SIGNATORY for part in fact.participations)


def _made(
    agreement: Agreement, parties: list[str], signed: HistoricalDate | None, bundle: Bundle
) -> Fact | None:
    if not parties or signed is None:
        return None
    fact = Fact(
        key=agreement.key,
        kind=FactKind.AGREEMENT.value,
        type=agreement.kind or "agreement",
        titles={bundle.base.language: agreement.title},
        agreement=agreement.key,
        cites=list(agreement.cites),
        standing=_standing(agreement, bundle),
        extra={FOLDED: True},
    )
    role = DateRole.ADOPTED if agreement.kind == "un-resolution" else DateRole.SIGNED
    fact.dates = [FactDate(role=role.value, date=signed)]
    bundle.facts[fact.key] = fact
    sentence = "It had no fact of its own: one was made of its parties and date."
    bundle.remarks.append(Remark(section="agreements", key=agreement.key, sentence=sentence))
    return fact


def _standing(agreement: Agreement, bundle: Bundle) -> str:
    weak = {SourceKind.STATE_MEDIA, SourceKind.OTHER}
    good = any(bundle.sources[cite.source].kind not in weak for cite in agreement.cites)
    return (Standing.ESTABLISHED if good else Standing.REPORTED).value


def _turn(fact: Fact, signed: HistoricalDate | None) -> None:
    """Make the fact the agreement's own, its date the day of signing where the agreement names one."""
    fact.kind = FactKind.AGREEMENT.value
    if signed is not None and fact.dates and fact.dates[0].role == DateRole.WHEN:
        fact.dates[0].role = DateRole.SIGNED.value


def _compare_dates(row: Row, fact: Fact, signed: HistoricalDate | None) -> None:
    if signed is None:
        return
    if not fact.dates:
        fact.dates = [FactDate(role=DateRole.SIGNED.value, date=signed)]
    held = fact.dates[0].date
    if held.disjoint(signed):
        row.say(f"It says it was signed {signed}, its fact {fact.key} says {held}: the fact's date stands.")
    elif held != signed:
        row.say(f"It dates itself {signed}, its fact {fact.key} {held}: the fact's date stands.")


def _add_people(fact: Fact, parties: list[str], party: Role, signatories: list[str]) -> None:
    for role, keys in ((party, parties), (Role.SIGNATORY, signatories)):
        for key in keys:
            held = [part for part in fact.participations if part.actor == key]
            shown = next((part for part in held if part.role == Role.OTHER), None)
            if any(part.role == role for part in held):
                continue
            if shown:
                shown.role = role.value
            else:
                fact.participations.append(Participation(actor=key, role=role.value))


def _complete(row: Row, fact: Fact, agreement: Agreement, *, parties: list[str], whole: bool) -> None:
    """Which roles list everybody: the parties of an agreement do, unless its note says otherwise."""
    present, closed = askable_roles(fact), set(fact.complete_roles)
    party = _party_role(agreement).value
    if parties:
        closed.add(party)
    if not whole:
        row.say(f"It had more parties than are listed, so nobody is ruled out as a party of {fact.key}.")
        closed -= {Role.PARTY.value, Role.SIGNATORY.value, party}
    heads = [part for part in fact.participations if part.role == Role.DELEGATE]
    if heads and len(heads) < len(parties):
        row.say(
            f"{fact.key} names {len(heads)} heads of delegation for {len(parties)} parties: not complete."
        )
        closed.discard(Role.DELEGATE.value)
    fact.complete_roles = [role for role in present if role in closed]


def _place(row: Row, fact: Fact, place: list[str]) -> None:
    if place and not fact.places:
        fact.places = place
    elif place and place != fact.places:
        row.say(
            f"It was signed in {place[0]}, its fact {fact.key} names {fact.places[0]}: the fact's stands."
        )


def _add_date(fact: Fact, role: DateRole, date: HistoricalDate | None) -> None:
    if date is not None and not any(each.role == role for each in fact.dates):
        fact.dates.append(FactDate(role=role.value, date=date))
