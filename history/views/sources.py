"""The sources: a list, and a page with who stands behind one and what rests on it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from history import evidence, facts
from history.dossier import source_page
from history.models import Citation, Source
from history.sentences import Sentence, sentence
from history.translating import told
from history.wording import capital

from .filters import Choice
from .shelf import STYLE_NAMES, Kept, edit_url, page_of, style_of, turns, typed, words_of


@login_not_required
@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    kept = Kept({name: typed(request, name) for name in ("q", "kind", "origin")})
    rows = Source.objects.visible_to(request.user).select_related("state")
    for word in words_of(kept.values["q"]):
        rows = rows.filter(
            Q(title__icontains=word)
            | Q(publisher__icontains=word)
            | Q(container__icontains=word)
            | Q(origin__icontains=word)
        )
    if kept.values["kind"]:
        rows = rows.filter(kind=kept.values["kind"])
    if kept.values["origin"]:
        rows = rows.filter(origin=kept.values["origin"])
    published = Citation.objects.filter(source=OuterRef("pk"), fact__publication=facts.Publication.PUBLISHED)
    counted = published.order_by().values("source").annotate(n=Count("fact", distinct=True)).values("n")
    page = page_of(rows.annotate(facts=Coalesce(Subquery(counted), 0)).order_by("title", "pk"), request)
    kinds = [
        Choice(value=kind.value, words=capital(told(words)), chosen=kind.value == kept.values["kind"])
        for kind, words in evidence.KIND_WORDS.items()
    ]
    listed = [(row, told(_kind(row))) for row in page]
    context = {"shelf": "sources", "page": page, "listed": listed, "kinds": kinds, "kept": kept}
    return render(request, "history/source_list.html", context | {"turns": turns(page, kept)})


def _kind(row: Source) -> Sentence:
    kind = evidence.KIND_WORDS[facts.SourceKind(row.kind)]
    return sentence("{kind} of {state}", kind=kind, state=row.state.name) if row.state else kind


@login_not_required
@require_safe
def source(request: HttpRequest, pk: int) -> HttpResponse:
    found = Source.objects.visible_to(request.user).select_related("state", "base").filter(pk=pk).first()
    if found is None:
        raise Http404("There is no source at this address.")
    style = style_of(request)
    context = {
        "shelf": "sources",
        "source": found,
        "shown": source_page(found, style=style),
        "style": style,
        "styles": STYLE_NAMES,
        "edit_url": edit_url(request, found),
    }
    return render(request, "history/source.html", context)
