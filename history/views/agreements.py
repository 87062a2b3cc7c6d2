"""The agreements: a list, and a page with the fact of one and all that is known about it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from history import facts
from history.dates import say
from history.dossier import agreement_page
from history.models import Agreement, AgreementName, Fact, FactDate
from history.models.labels import label_of
from history.translating import spoken

from .shelf import STYLE_NAMES, Kept, edit_url, page_of, style_of, turns, typed, words_of


@login_not_required
@require_safe
def agreement_list(request: HttpRequest) -> HttpResponse:
    kept = Kept({"q": typed(request, "q")})
    rows = Agreement.objects.visible_to(request.user)
    for word in words_of(kept.values["q"]):
        spelled = AgreementName.objects.filter(agreement=OuterRef("pk"), folded__contains=word)
        rows = rows.filter(Q(title__icontains=word) | Q(Exists(spelled)))
    own = Fact.objects.published().filter(agreement=OuterRef("pk"), kind=facts.FactKind.AGREEMENT)
    made = FactDate.objects.filter(
        fact__agreement=OuterRef("pk"),
        fact__kind=facts.FactKind.AGREEMENT,
        fact__publication=facts.Publication.PUBLISHED,
        role__in=facts.PRIMARY_ROLES,
    )
    rows = rows.annotate(
        earliest=Subquery(own.order_by("pk").values("earliest")[:1]),
        called=label_of(AgreementName, "pk", spoken()),
        made=Subquery(made.filter(date_earliest=OuterRef("earliest")).order_by("pk").values("date")[:1]),
    )
    rows = rows.select_related("base")
    page = page_of(rows.order_by(F("earliest").asc(nulls_last=True), "title", "pk"), request)
    listed = [(row, say(row.made, spoken()) if row.made else "") for row in page]
    context = {"shelf": "agreements", "page": page, "listed": listed, "kept": kept}
    return render(request, "history/agreement_list.html", context | {"turns": turns(page, kept)})


@login_not_required
@require_safe
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    found = Agreement.objects.visible_to(request.user).select_related("base").filter(pk=pk).first()
    if found is None:
        raise Http404("There is no agreement at this address.")
    style = style_of(request)
    context = {
        "shelf": "agreements",
        "agreement": found,
        "shown": agreement_page(found, style=style),
        "style": style,
        "styles": STYLE_NAMES,
        "edit_url": edit_url(request, found),
    }
    return render(request, "history/agreement.html", context)
