"""A teacher's own sets: made by a rule or by hand, changed, shared by a code, deleted."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import reselect, reswap, retarget

from history.models import Fact
from history.views.facts import matching, nearest
from quizzes import sets, tallies
from quizzes.forms.sets import NameForm, RuleForm, ticked
from quizzes.models import Set

from .clients import SignedIn
from .fragments import render_fragment, see_other, wants_fragment
from .sets import FactRow, facts_context, first_listed, in_words

SHOWN = 10
"""How many facts a preview names."""
FOUND = 30
"""How many facts a search offers to tick."""
CHOSEN = 25
"""How many chosen facts stand on a page."""
FORM = "quizzes/sets/form.html"
PREVIEW = "quizzes/sets/_preview.html"
READ = ["GET", "HEAD", "POST"]

teaching = permission_required("quizzes.add_set", raise_exception=True)


def own(request: HttpRequest, pk: int) -> Set:
    """One's own set; of anybody else's there is none."""
    return get_object_or_404(Set.objects.owned_by(request.user).select_related("base", "actor"), pk=pk)


# By rule


@teaching
@require_http_methods(READ)
def new(request: SignedIn) -> HttpResponse:
    form = RuleForm(request.POST if request.method == "POST" else None, instance=Set(owner=request.user))
    if form.is_valid():
        return _kept(form.rule())
    return _form(request, form)


@teaching
@require_http_methods(READ)
def edit(request: SignedIn, pk: int) -> HttpResponse:
    of = own(request, pk)
    data = request.POST if request.method == "POST" else None
    if of.by_hand:
        named = NameForm(data, instance=of)
        return _kept(named.instance) if named.is_valid() else _form(request, named)
    form = RuleForm(data, instance=of)
    return _kept(form.rule()) if form.is_valid() else _form(request, form)


@teaching
@require_POST
def preview(request: SignedIn, pk: int | None = None) -> HttpResponse:
    """What a rule finds, before it is saved; the name may still be missing."""
    form = RuleForm(request.POST, instance=own(request, pk) if pk else Set(owner=request.user))
    form.fields["name"].required = False
    found = _found(form.rule()) if form.is_valid() else {}
    context = {**_form_context(form), **found, "asked": True}
    if (form.errors or "marked" in request.POST) and wants_fragment(request):
        # What is wrong stands at its field, so the whole form changes: now, and once it is mended.
        whole = render(request, FORM, {**context, "fragment": PREVIEW})
        return retarget(reswap(reselect(whole, "#set-form"), "outerHTML"), "#set-form")
    return render_fragment(request, page=FORM, fragment=PREVIEW, context=context)


def _found(of: Set) -> dict[str, Any]:
    rows = sets.facts_of_rule(of)
    return {
        "rule": in_words(of),
        "count": rows.count(),
        "questions": tallies.questions_about(rows.values("pk")),
        "listed": first_listed(rows, SHOWN),
    }


def _kept(of: Set) -> HttpResponse:
    sets.save(of)
    return see_other(reverse("set", args=[of.pk]))


def _form(request: HttpRequest, form: NameForm) -> HttpResponse:
    return render(request, FORM, {**_form_context(form), "fragment": PREVIEW})


def _form_context(form: NameForm) -> dict[str, Any]:
    of = form.instance
    by_rule = isinstance(form, RuleForm)
    saved = [of.pk] if of.pk else []
    return {
        "form": form,
        "of": of,
        "by_rule": by_rule,
        "actors": form.suggested() if isinstance(form, RuleForm) else (),
        "save_url": reverse("set-edit", args=saved) if saved else reverse("set-new"),
        "preview_url": reverse("set-edit-preview", args=saved) if saved else reverse("set-preview"),
    }


# By hand


@teaching
@require_http_methods(READ)
def new_by_hand(request: SignedIn) -> HttpResponse:
    of = Set(owner=request.user, by_hand=True)
    form = NameForm(request.POST if request.method == "POST" else None, instance=of)
    if form.is_valid():
        sets.save(form.instance)
        return see_other(reverse("set-facts", args=[of.pk]))
    context = {**_form_context(form), "save_url": reverse("set-new-by-hand")}
    return render(request, FORM, context)


@teaching
@require_safe
def choose(request: SignedIn, pk: int) -> HttpResponse:
    """The facts chosen so far, in their order, and a search for more."""
    of = _by_hand(request, pk)
    query = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    context = {
        **facts_context(request, Fact.objects.filter(memberships__set=of), of, size=CHOSEN),
        "query": query,
        "found": _offered(of, query) if query else None,
        "most": FOUND,
    }
    return render(request, "quizzes/sets/choose.html", context)


def _offered(of: Set, query: str) -> list[FactRow]:
    """Facts with all these words that are not in the set yet, those with the whole phrase first."""
    rows = matching(Fact.objects.published(), query).exclude(memberships__set=of)
    return first_listed(rows, FOUND, before=nearest(query))


@teaching
@require_POST
def add(request: SignedIn, pk: int) -> HttpResponse:
    of = _by_hand(request, pk)
    chosen = ticked(request.POST.getlist("fact"))
    if not chosen:
        messages.warning(request, _("Nothing was ticked, so nothing was added."))
    else:
        number = sets.add(of, chosen)
        messages.success(request, _added(number))
    return see_other(reverse("set-facts", args=[of.pk]))


@teaching
@require_POST
def take_out(request: SignedIn, pk: int, fact: int) -> HttpResponse:
    of = _by_hand(request, pk)
    sets.take_out(of, fact)
    messages.success(request, _("Taken out of the set."))
    return _at(of, request)


@teaching
@require_POST
def move_up(request: SignedIn, pk: int, fact: int) -> HttpResponse:
    return _moved(request, pk, fact, up=True)


@teaching
@require_POST
def move_down(request: SignedIn, pk: int, fact: int) -> HttpResponse:
    return _moved(request, pk, fact, up=False)


def _moved(request: SignedIn, pk: int, fact: int, *, up: bool) -> HttpResponse:
    of = _by_hand(request, pk)
    sets.move(of, fact, up=up)
    position = sets.position(of, fact)
    found = "" if position is None else f"?page={position // CHOSEN + 1}#fact-{fact}"
    return see_other(reverse("set-facts", args=[of.pk]) + found)


def _at(of: Set, request: HttpRequest) -> HttpResponse:
    """Back to the page of the list that the button stood on."""
    number = request.POST.get("page", "")
    page = f"?page={number}" if number.isascii() and number.isdigit() and len(number) < 6 else ""
    return see_other(f"{reverse('set-facts', args=[of.pk])}{page}#chosen-title")


def _by_hand(request: HttpRequest, pk: int) -> Set:
    of = own(request, pk)
    if not of.by_hand:
        raise Http404("The facts of this set are found by a rule.")
    return of


# Sharing and deleting


@teaching
@require_POST
def share(request: SignedIn, pk: int) -> HttpResponse:
    of = own(request, pk)
    had = of.code
    sets.share(of)
    messages.success(
        request, _("There is a new code, and the old link has stopped.") if had else _("There is a link now.")
    )
    return see_other(reverse("set", args=[of.pk]))


@teaching
@require_POST
def stop_sharing(request: SignedIn, pk: int) -> HttpResponse:
    of = own(request, pk)
    sets.stop_sharing(of)
    messages.success(request, _("The link has stopped. Whoever follows the set goes on following it."))
    return see_other(reverse("set", args=[of.pk]))


@teaching
@require_http_methods(READ)
def delete(request: SignedIn, pk: int) -> HttpResponse:
    """Asks first, and says how many follow.

    A set with followers may be deleted: a refusal would only make the teacher remove them one by one, and
    no memory hangs on a set. What the students have learnt is theirs, and stays.
    """
    of = own(request, pk)
    if request.method == "POST":
        sets.remove(of)
        messages.success(request, _("“{name}” is deleted.").format(name=of.name))
        return see_other(reverse("sets"))
    return render(request, "quizzes/sets/delete.html", {"of": of, "followers": of.followers.count()})


def _added(number: int) -> str:
    words = ngettext("{number} fact added at the end.", "{number} facts added at the end.", number)
    return words.format(number=number)
