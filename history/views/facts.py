"""The facts: a list to search and narrow down, and one page with all the evidence of a fact."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.contrib.auth.decorators import login_not_required
from django.db.models import Case, Exists, F, OuterRef, Q, TextField, Value, When
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
    in_time = (F("earliest").asc(nulls_last=True), "pk")
    page = page_of(listable(rows).order_by(*nearest(filters.query), *in_time), request)
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


def nearest(query: str) -> list[Case]:
    """Orders what `matching` finds: first the facts in which the whole query stands as one phrase."""
    words = words_of(query)
    if len(words) < 2:
        return []
    phrase = reduce(or_, _places_of(" ".join(words)), Q(statement__icontains=" ".join(query.split())))
    return [Case(When(phrase, then=Value(0)), default=Value(1))]


def _holds(word: str) -> Q:
    found = _places_of(word)
    if word.isascii() and word.isdigit() and len(word) in (3, 4) and int(word):
        first, last = day_number(int(word), 1, 1), day_number(int(word), 12, 31)
        found.append(Q(earliest__lte=last, latest__gte=first))
    return reduce(or_, found)


def _places_of(text: str) -> list[Q]:
    """Where a folded text may stand in a fact."""
    spelled = Q(folded__contains=text)
    return [
        Q(printed__icontains=text),
        Q(statement__icontains=text),
        Q(title_key__contains=text),
        Q(agreement__title__icontains=text),
        Q(Exists(AgreementName.objects.filter(spelled, agreement=OuterRef("agreement")))),
        Q(Exists(ActorName.objects.filter(spelled, actor__participations__fact=OuterRef("pk")))),
        Q(Exists(Actor.objects.filter(name__icontains=text, participations__fact=OuterRef("pk")))),
        Q(Exists(PlaceName.objects.filter(spelled, place__fact_places__fact=OuterRef("pk")))),
        Q(Exists(FactPlace.objects.filter(place__name__icontains=text, fact=OuterRef("pk")))),
    ]
