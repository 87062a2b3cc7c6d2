"""An agreement: its titles, the fact of its making, and everything else that is known about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from history import evidence, facts
from history.models import Agreement, AgreementName, Fact
from history.models.standing import standing_now

from .entries import entries_of
from .gathering import gather
from .lines import line, listable
from .particulars import Particulars, names_of, particulars, spellings_of
from .parts import Entry, Line, Spelling, Stand, stands_of
from .source import IN_TIME

MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementPage:
    """`called` is its name in the language of the page, empty where that is its title."""

    called: str
    spellings: tuple[Spelling, ...]
    fact: Fact | None
    stands: tuple[Stand, ...]
    who: str
    particulars: Particulars | None
    lines: tuple[Line, ...]
    entries: tuple[Entry, ...]
    more: bool


def agreement_page(agreement: Agreement, *, style: str) -> AgreementPage:
    """The page of an agreement that was selected with its base, in eight queries; published facts only."""
    about = listable(Fact.objects.published()).filter(agreement=agreement).annotate(now=standing_now())
    rows = list(about.order_by(*IN_TIME)[: MOST + 1])
    more, rows = len(rows) > MOST, rows[:MOST]
    own = _own(rows)
    names = names_of(own) if own else None
    states = [place[-1] for place in names.places.values()] if names else []
    gathered = gather(rows, cited=Q(agreement=agreement), actors=states)
    value = gathered.value(own) if own else None
    cited = [each for each in gathered.citations if each.agreement_id or (own and each.fact_id == own.pk)]
    titles = AgreementName.objects.filter(agreement=agreement).values_list("text", "language", "label")
    spellings, called = spellings_of(titles, agreement.title, agreement.base.language)
    return AgreementPage(
        called=called,
        spellings=spellings,
        fact=own,
        stands=stands_of(value, gathered.renamed) if value else (),
        who=line(own, gathered).who if own else "",
        particulars=particulars(own, gathered, names) if own and names else None,
        lines=tuple(line(row, gathered) for row in rows if row is not own),
        entries=tuple(entries_of(cited, value, style, gathered.called).values()),
        more=more,
    )


def _own(rows: Sequence[Fact]) -> Fact | None:
    """The fact of its making: of several that tell of it, the first of those that stand best."""
    telling = [row for row in rows if row.kind == facts.FactKind.AGREEMENT]
    order = [standing.value for standing in evidence.MEANING]
    return min(telling, key=lambda row: order.index(row.__dict__["now"]), default=None)
