"""Facts as lists print them: each with its date, how far it stands, and who says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from history import evidence, facts
from history.dates import say
from history.models import Fact
from history.models.facts import FactQuerySet
from history.sentences import Sentence, renamed
from history.translating import spoken, told

from .gathering import Gathered, gather
from .parts import Line, main_facet, stands_of

NEEDED = ("base", "agreement", "claimant")
"""What a fact is selected with before it is listed."""


def listable(rows: FactQuerySet) -> FactQuerySet:
    """The facts as `lines` wants them."""
    return rows.select_related(*NEEDED)


def lines(rows: Sequence[Fact], remarks: Mapping[int, str] | None = None) -> tuple[Line, ...]:
    """The lines of facts that were selected with NEEDED, in five queries."""
    gathered = gather(rows)
    said = remarks or {}
    return tuple(line(row, gathered, remark=said.get(row.pk, "")) for row in rows)


def line(row: Fact, gathered: Gathered, *, remark: str = "", content: bool = False) -> Line:
    """One line; the remark is content where the base says it, else words of the page."""
    value = gathered.value(row)
    date = gathered.primary(row.pk)
    return Line(
        pk=row.pk,
        title=row.printed_title,
        when=say(date, spoken()) if date else "",
        stands=stands_of(value, gathered.renamed),
        who=_who(value, gathered),
        remark=remark,
        language=row.base.language,
        remarked_in=row.base.language if content else "",
    )


def _who(value: facts.Fact, gathered: Gathered) -> str:
    """Whose claim it is, called as the reader calls them."""
    said = evidence.attributed(value, main_facet(value))
    return told(renamed(said, gathered.renamed) if isinstance(said, Sentence) else said)
