"""What a reader is shown of a fact, a source, an actor or an agreement, each in a fixed number of queries."""

from .actor import ActorPage, actor_page, facts_of
from .agreement import AgreementPage, agreement_page
from .fact import Dossier, dossier
from .lines import lines, listable
from .parts import Line, span
from .source import SourcePage, resting_on, source_page

__all__ = [
    "ActorPage",
    "AgreementPage",
    "Dossier",
    "Line",
    "SourcePage",
    "actor_page",
    "agreement_page",
    "dossier",
    "facts_of",
    "lines",
    "listable",
    "resting_on",
    "source_page",
    "span",
]
