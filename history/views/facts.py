"""The facts: a list to search and narrow down, and one page with all the evidence of a fact."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.contrib.auth.decorators import login_not_required
from django.db.models import Exists, F, OuterRef, Q, TextField
from django.db.models.functions import Cast
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from history.dates import day_number
from history.dossier import dossier, lines, listable
from history.models import Actor, ActorName, AgreementName, Fact, FactPlace, PlaceName
from history.models.facts import FactQuerySet

from .filters import fact_filters
from .shelf import STYLE_NAMES, edit_url, page_of, style_of, turns, words_of


@login_not_required
@require_safe
def fact_list(request: HttpRequest) -> HttpResponse:
    filters = fact_filters(request)
    rows = filters.of(matching(Fact.objects.published(), filters.query))
    page = page_of(listable(rows).order_by(F("earliest").asc(nulls_last=True), "pk"), request)
    context = {
        "shelf": "facts",
        "filters": filters,
        "page": page,
        "lines": lines(list(page)),
        "turns": turns(page, filters.kept),
    }
    return render(request, "history/fact_list.html", context)


@login_not_required
@require_safe
def fact_page(request: HttpRequest, pk: int) -> HttpResponse:
    fact = listable(Fact.objects.visible_to(request.user)).filter(pk=pk).first()
    if fact is None:
        raise Http404("There is no fact at this address.")
    style = style_of(request)
    context = {
        "shelf": "facts",
        "fact": fact,
        "dossier": dossier(fact, style=style),
        "style": style,
        "styles": STYLE_NAMES,
        "edit_url": edit_url(request, fact),
    }
    return render(request, "history/fact.html", context)


def matching(rows: FactQuerySet, query: str) -> FactQuerySet:
    """The facts in which every word of the query occurs: in text, as a name in any spelling, or as a year."""
    rows = rows.alias(printed=Cast("titles", TextField()))
    for word in words_of(query):
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
