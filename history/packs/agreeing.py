"""Whether the claims of a fact agree: to repeat or to refine one another is no contest. Pure."""

from __future__ import annotations

from history.claims import Own, differ, spellings
from history.facts import PRIMARY_ROLES

from .bundle import AGREES, Actor, Bundle, Fact, Place, Position

Facet = tuple[str, str]
"""What a claim is about: date and signed, place and nothing."""


def contested_facets(row: Fact, bundle: Bundle) -> set[Facet]:
    """The facets and roles on which the positions of a fact contradict each other or the fact itself."""
    return {facet for facet, held in _by_facet(row).items() if _differ(row, facet, held, bundle)}


def mark_agreeing(row: Fact, bundle: Bundle) -> None:
    """Mark the positions that contest nothing, so that the database can tell them without reading dates."""
    contested = contested_facets(row, bundle) if row.positions else set()
    for facet, held in _by_facet(row).items():
        for position in held:
            if facet in contested:
                position.extra.pop(AGREES, None)
            else:
                position.extra[AGREES] = True


def _by_facet(row: Fact) -> dict[Facet, list[Position]]:
    found: dict[Facet, list[Position]] = {}
    for position in row.positions:
        role = str(position.extra.get("attr", "")).partition(":")[2]
        found.setdefault((position.facet, role or _primary_role(row, position.facet)), []).append(position)
    return found


def _primary_role(row: Fact, facet: str) -> str:
    roles = {each.role for each in row.dates}
    return next((role.value for role in PRIMARY_ROLES if role in roles), "") if facet == "date" else ""


def _differ(row: Fact, facet: Facet, held: list[Position], bundle: Bundle) -> bool:
    if any(position.holds or position.held_by or not position.value for position in held):
        return True
    return differ([position.value for position in held], _own(row, facet, bundle))


def _own(row: Fact, facet: Facet, bundle: Bundle) -> list[Own]:
    root, role = facet
    if root == "date":
        return [each.date for each in row.dates if each.role == role]
    if root == "place":
        return [_spelled(bundle.places[key]) for key in row.places if key in bundle.places]
    if root == "actors":
        keys = dict.fromkeys(each.actor for each in row.participations if role in ("", each.role))
        return [_spelled(bundle.actors[key]) for key in keys if key in bundle.actors]
    return []


def _spelled(row: Actor | Place) -> Own:
    return spellings((row.key, row.name, *(name.text for name in row.names)))
