"""The timeline: the base by century, a century by decade, a decade by year, a year by its facts.

Other apps say what a reader makes of the facts: a function in `layers` is called with the request and the
row numbers on the page and gives {row number: what it makes of that fact}, as `Seen`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, F, Max, Min, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.views.decorators.http import require_safe

from history import evidence
from history.dates import OPEN_FUTURE, OPEN_PAST, civil
from history.dossier import Line, lines, listable
from history.facts import Standing
from history.models import Fact
from history.models.facts import FactQuerySet
from history.models.standing import standing_now
from history.sentences import Sentence, counted
from history.timeline import FINER, Bin, Mark, Placed, Scale, Unit, bins, months, places, unit_of
from history.translating import spoken, told

from .filters import Filters, timeline_filters
from .shelf import Kept, page_of, turns, typed


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Seen:
    """What a reader makes of a fact.

    word: stands beside it in the table, such as “known”; several: how many such facts there are, such as
    “2 known”; css: the class of its mark in the drawing.
    """

    word: Sentence
    several: Callable[[int], Sentence]
    css: str


Layer = Callable[[HttpRequest, Sequence[int]], Mapping[int, Seen]]
layers: list[Layer] = []

PAGE = 40
ROOM = 9.0
"""Percent of the width that a mark is given, so that it can be pressed on a narrow screen."""
ROW, LANE, TOP = 48, 32, 44
"""Height of the row of a unit, of a lane, and where the first lane's middle lies, in pixels."""
FURTHEST = 10**12
STANDINGS = tuple(standing.value for standing in evidence.MEANING)
NO_UNIT = {
    Scale.YEAR: later("“{text}” is no year that the timeline knows, so here is all of it."),
    Scale.DECADE: later("“{text}” is no decade that the timeline knows, so here is all of it."),
    Scale.CENTURY: later("“{text}” is no century that the timeline knows, so here is all of it."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """The part of a bar for one standing: left edge and width in percent."""

    standing: str
    words: str
    count: int
    left: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A unit with its facts counted; `address` is empty where there is nothing to see."""

    label: str
    total: int
    address: str
    segments: tuple[Segment, ...]
    skipped: int
    seen: str
    top: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A fact of a year: its line in the table, its mark in the drawing, and what the reader makes of it."""

    number: int
    line: Line
    mark: Placed
    top: int
    word: str
    css: str


@login_not_required
@require_safe
def timeline(request: HttpRequest) -> HttpResponse:
    filters = timeline_filters(request)
    unit, fault = _asked(request)
    rows = filters.of(Fact.objects.published())
    context: dict[str, Any] = {
        "shelf": "timeline",
        "filters": filters,
        "unit": unit,
        "fault": fault,
        "label": unit.named(spoken()) if unit else "",
        **_finer(FINER[unit.scale if unit else None]),
        "whole": filters.kept.query(),
        "standings": STANDINGS,
        **_beside(rows, unit, filters.kept),
    }
    if unit and unit.scale is Scale.YEAR:
        context |= _year(request, filters, rows, unit)
    else:
        context |= _bins(request, filters, rows, unit)
    return render(request, "history/timeline.html", context)


def _finer(scale: Scale | None) -> dict[str, str]:
    """What the parts of a drawing are called, and said of it."""
    match scale:
        case Scale.CENTURY:
            spans = _("The same as a table. A fact that spans more than one century is counted in each.")
            return {
                "finer": _("Century"),
                "by_finer": _("Facts by century, split by how far they stand."),
                "spans_finer": spans,
            }
        case Scale.DECADE:
            spans = _("The same as a table. A fact that spans more than one decade is counted in each.")
            return {
                "finer": _("Decade"),
                "by_finer": _("Facts by decade, split by how far they stand."),
                "spans_finer": spans,
            }
        case Scale.YEAR:
            spans = _("The same as a table. A fact that spans more than one year is counted in each.")
            return {
                "finer": _("Year"),
                "by_finer": _("Facts by year, split by how far they stand."),
                "spans_finer": spans,
            }
    return {}


def _stand(standing: str, count: int) -> Sentence:
    """How many facts stand so far."""
    match standing:
        case Standing.ESTABLISHED:
            return counted("{count} established", "{count} established", count)
        case Standing.REPORTED:
            return counted("{count} reported", "{count} reported", count)
        case Standing.CLAIMED:
            return counted("{count} claimed", "{count} claimed", count)
        case Standing.CONTESTED:
            return counted("{count} contested", "{count} contested", count)
    return counted("{count} praise or opinion", "{count} praise or opinion", count)


def _asked(request: HttpRequest) -> tuple[Unit | None, str]:
    """The unit that the address names by its first year, the finest first; or why there is none."""
    for scale in (Scale.YEAR, Scale.DECADE, Scale.CENTURY):
        text = typed(request, scale.value)
        if not text:
            continue
        digits = text.removeprefix("-")
        if digits.isascii() and digits.isdigit() and len(digits) < 13 and abs(int(text)) < FURTHEST:
            return unit_of(int(text), scale), ""
        return None, NO_UNIT[scale].format(text=text)
    return None, ""


def _address(unit: Unit, kept: Kept) -> str:
    return Kept(kept.values | {unit.scale.value: str(unit.first)}).query()


def _beside(rows: FactQuerySet, unit: Unit | None, kept: Kept) -> dict[str, Any]:
    """The nearest units before and after in which something begins, and how many facts have no date."""
    start, end = unit.days if unit else (0, 0)
    found = rows.aggregate(
        before=Max("earliest", filter=Q(earliest__lt=start, earliest__gt=OPEN_PAST)),
        after=Min("earliest", filter=Q(earliest__gt=end)),
        undated=Count("pk", filter=Q(earliest=None)),
    )
    if unit is None:
        return {"undated": found["undated"]}
    near = [
        unit_of(civil(day)[0], unit.scale) if day is not None else None
        for day in (found["before"], found["after"])
    ]
    coarser = unit.around()
    return {
        "before": _step(near[0], kept),
        "after": _step(near[1], kept),
        "up": _step(coarser, kept) or (_("All centuries"), kept.query()),
        "undated": 0,
    }


def _step(unit: Unit | None, kept: Kept) -> tuple[str, str] | None:
    return (unit.named(spoken()), _address(unit, kept)) if unit else None


def touching(rows: FactQuerySet, unit: Unit | None) -> FactQuerySet:
    """The dated facts that touch a unit; one with an open end lies at its known end."""
    rows = rows.filter(earliest__isnull=False)
    if unit is None:
        return rows
    start, end = unit.days
    return rows.filter(earliest__lte=end, latest__gte=start).exclude(
        Q(latest=OPEN_FUTURE, earliest__lt=start) | Q(earliest=OPEN_PAST, latest__gt=end)
    )


def _bins(request: HttpRequest, filters: Filters, rows: FactQuerySet, unit: Unit | None) -> dict[str, Any]:
    counted = touching(rows, unit).annotate(now=standing_now()).order_by()
    marks = [
        Mark(pk, "", earliest or 0, latest or 0, standing)
        for pk, earliest, latest, standing in counted.values_list("pk", "earliest", "latest", "now")
    ]
    found = bins(marks, unit)
    most = max((each.total for each in found), default=0)
    page = page_of(found, request)  # type: ignore[arg-type]
    shown = list(page)
    seen = _seen(request, {pk for each in shown for pk in each.ids})
    here = filters.kept if unit is None else Kept(filters.kept.values | {unit.scale.value: str(unit.first)})
    return {
        "bars": [_bar(each, most, filters.kept, seen, top=index * ROW) for index, each in enumerate(shown)],
        "row": ROW,
        "height": ROW * len(shown),
        "total": len(marks),
        "page": page,
        "turns": turns(page, here),
    }


def _bar(bin_: Bin, most: int, kept: Kept, seen: Mapping[int, Seen], top: int) -> Bar:
    segments, left = [], 0.0
    for standing in STANDINGS:
        count = bin_.counts.get(standing, 0)
        width = 100 * count / most if most else 0.0
        if count:
            segments.append(
                Segment(
                    standing=standing,
                    words=told(_stand(standing, count)),
                    count=count,
                    left=round(left, 2),
                    width=round(width, 2),
                )
            )
        left += width
    several = Counter(seen[pk] for pk in bin_.ids if pk in seen)
    return Bar(
        label=bin_.unit.named(spoken()),
        total=bin_.total,
        address=_address(bin_.unit, kept) if bin_.total else "",
        segments=tuple(segments),
        skipped=bin_.skipped,
        seen=", ".join(told(each.several(count)) for each, count in several.items()),
        top=top,
    )


def _year(request: HttpRequest, filters: Filters, rows: FactQuerySet, unit: Unit) -> dict[str, Any]:
    inside = listable(touching(rows, unit)).order_by(F("earliest").asc(), "latest", "pk")
    page = page_of(inside, request, PAGE)
    facts = list(page)
    listed = {line.pk: line for line in lines(facts)}
    marks = [
        Mark(row.pk, listed[row.pk].title, row.earliest, row.latest, listed[row.pk].standing)
        for row in facts
        if row.earliest is not None and row.latest is not None
    ]
    seen = _seen(request, set(listed))
    placed = places(marks, unit, least=ROOM)
    entries = [
        _entry(index, mark, listed, seen.get(mark.mark.id))
        for index, mark in enumerate(placed, start=page.start_index())
    ]
    here = Kept(filters.kept.values | {"year": str(unit.first)})
    return {
        "entries": entries,
        "ticks": [replace(tick, label=_(tick.label) if tick.label else "") for tick in months(unit)],
        "height": TOP + LANE * max((mark.lane for mark in placed), default=0) + 20,
        "total": page.paginator.count,
        "page": page,
        "turns": turns(page, here),
    }


def _entry(number: int, mark: Placed, listed: Mapping[int, Line], seen: Seen | None) -> Entry:
    return Entry(
        number=number,
        line=listed[mark.mark.id],
        mark=mark,
        top=TOP + LANE * mark.lane,
        word=told(seen.word) if seen else "",
        css=seen.css if seen else "",
    )


def _seen(request: HttpRequest, ids: Iterable[int]) -> dict[int, Seen]:
    """What the layers say of the facts; the first that knows one has the word."""
    wanted = sorted(ids)
    found: dict[int, Seen] = {}
    for layer in layers if wanted else ():
        found = {**layer(request, wanted), **found}
    return found
