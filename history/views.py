"""The facts as students read them: a list to search, and one page with all the evidence of a fact."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.core.paginator import Paginator
from django.db.models import Exists, F, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from history import facts
from history.citing import STYLES
from history.dates import day_number, say
from history.dossier import dossier
from history.models import Actor, ActorName, AgreementName, Fact, FactDate, FactPlace, PlaceName
from history.names import fold

PAGE = 50
MOST_WORDS = 6
STYLE_NAMES = {"chicago": "Chicago", "apa": "APA", "mla": "MLA"}


@require_safe
def fact_list(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    rows = matching(Fact.objects.published(), query).select_related("base", "agreement")
    ordered = rows.prefetch_related("dates").order_by(F("earliest").asc(nulls_last=True), "pk")
    page = Paginator(ordered, PAGE).get_page(request.GET.get("page"))
    listed = [{"fact": fact, "when": _when(fact.dates.all())} for fact in page]
    return render(request, "history/fact_list.html", {"page": page, "listed": listed, "query": query})


@require_safe
def fact_page(request: HttpRequest, pk: int) -> HttpResponse:
    fact = Fact.objects.select_related("base", "agreement", "claimant").filter(pk=pk).first()
    if fact is None or not _may_read(request, fact):
        raise Http404("There is no fact at this address.")
    style = request.GET.get("style", "")
    style = style if style in STYLES else "chicago"
    context = {"fact": fact, "dossier": dossier(fact, style=style), "style": style, "styles": STYLE_NAMES}
    return render(request, "history/fact.html", context)


def _may_read(request: HttpRequest, fact: Fact) -> bool:
    if fact.publication == facts.Publication.PUBLISHED:
        return True
    return request.user.is_staff and request.user.has_perm("history.view_fact")


def _when(dates: Iterable[FactDate]) -> str:
    """The primary date in words; empty where a fact has none."""
    by_role = {dated.role: dated.date for dated in dates}
    return next((say(by_role[role]) for role in facts.PRIMARY_ROLES if role in by_role), "")


def matching(rows: QuerySet[Fact], query: str) -> QuerySet[Fact]:
    """The facts in which every word of the query occurs: in text, as a name in any spelling, or as a year."""
    rows = rows.alias(printed=Cast("titles", TextField()))
    for word in fold(query).split()[:MOST_WORDS]:
        rows = rows.filter(_holds(word))
    return rows


def _holds(word: str) -> Q:
    spelled = Q(folded__contains=word)
    found = [
        Q(printed__icontains=word),
        Q(statement__icontains=word),
        Q(title_key__contains=word),
        Q(agreement__title__icontains=word),
        Q(Exists(AgreementName.objects.filter(spelled, agreement=OuterRef("agreement")))),
        Q(Exists(ActorName.objects.filter(spelled, actor__participations__fact=OuterRef("pk")))),
        Q(Exists(Actor.objects.filter(name__icontains=word, participations__fact=OuterRef("pk")))),
        Q(Exists(PlaceName.objects.filter(spelled, place__fact_places__fact=OuterRef("pk")))),
        Q(Exists(FactPlace.objects.filter(place__name__icontains=word, fact=OuterRef("pk")))),
    ]
    if word.isascii() and word.isdigit() and len(word) in (3, 4) and int(word):
        first, last = day_number(int(word), 1, 1), day_number(int(word), 12, 31)
        found.append(Q(earliest__lte=last, latest__gte=first))
    return reduce(or_, found)
