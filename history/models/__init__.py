"""The tables of the fact base: a file for each idea, each QuerySet beside its model."""

from .actors import Actor, ActorName, Term
from .agreements import Agreement, AgreementName
from .bases import Base
from .clues import Clue, Span
from .facts import (
    Erratum,
    Exclusion,
    Fact,
    FactDate,
    FactPlace,
    Participation,
    Position,
    Wording,
)
from .keys import ActorNameKey, PlaceNameKey
from .places import Place, PlaceName
from .sources import Citation, Source

__all__ = [
    "Actor",
    "ActorName",
    "ActorNameKey",
    "Agreement",
    "AgreementName",
    "Base",
    "Citation",
    "Clue",
    "Erratum",
    "Exclusion",
    "Fact",
    "FactDate",
    "FactPlace",
    "Participation",
    "Place",
    "PlaceName",
    "PlaceNameKey",
    "Position",
    "Source",
    "Span",
    "Term",
    "Wording",
]
