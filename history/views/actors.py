"""The people, states and bodies: a list, and a page with what one did and said."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as later
from django.views.decorators.http import require_safe

from history import facts
from history.dossier import actor_page, span
from history.models import Actor, ActorName, Participation
from history.models.labels import label_of
from history.translating import spoken, told

from .filters import Choice
from .shelf import STYLE_NAMES, Kept, edit_url, page_of, style_of, turns, typed, words_of

KINDS = {
    facts.ActorKind.PERSON: later("People"),
    facts.ActorKind.STATE: later("States"),
    facts.ActorKind.ORGANISATION: later("Organisations"),
    facts.ActorKind.GROUP: later("Groups"),
    facts.ActorKind.PARTY: later("Parties"),
    facts.ActorKind.OTHER: later("Others"),
}


@login_not_required
@require_safe
def actor_list(request: HttpRequest) -> HttpResponse:
    kept = Kept({name: typed(request, name) for name in ("q", "kind")})
    rows = Actor.objects.visible_to(request.user)
    for word in words_of(kept.values["q"]):
        spelled = ActorName.objects.filter(actor=OuterRef("pk"), folded__contains=word)
        rows = rows.filter(Q(name__icontains=word) | Q(Exists(spelled)))
    if kept.values["kind"]:
        rows = rows.filter(kind=kept.values["kind"])
    part = Participation.objects.filter(actor=OuterRef("pk"), fact__publication=facts.Publication.PUBLISHED)
    counted = part.order_by().values("actor").annotate(n=Count("fact", distinct=True)).values("n")
    rows = rows.annotate(facts=Coalesce(Subquery(counted), 0), called=label_of(ActorName, "pk", spoken()))
    page = page_of(rows.select_related("base").order_by("name", "pk"), request)
    kinds = [
        Choice(value=kind.value, words=str(words), chosen=kind.value == kept.values["kind"])
        for kind, words in KINDS.items()
    ]
    listed = [(row, told(span(row.start, row.end))) for row in page]
    context = {"shelf": "actors", "page": page, "listed": listed, "kinds": kinds, "kept": kept}
    return render(request, "history/actor_list.html", context | {"turns": turns(page, kept)})


@login_not_required
@require_safe
def actor(request: HttpRequest, pk: int) -> HttpResponse:
    found = Actor.objects.visible_to(request.user).select_related("base").filter(pk=pk).first()
    if found is None:
        raise Http404("There is nobody at this address.")
    style = style_of(request)
    context = {
        "shelf": "actors",
        "actor": found,
        "shown": actor_page(found, style=style),
        "style": style,
        "styles": STYLE_NAMES,
        "edit_url": edit_url(request, found),
    }
    return render(request, "history/actor.html", context)
