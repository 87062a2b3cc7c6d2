"""One's own cards: a list of them, each with its reasons and its log, and what can be done to it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, OuterRef, Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as later
from django.views.decorators.http import require_POST, require_safe

from history.sentences import sentence
from history.translating import told
from quizzes import study, voiding
from quizzes.models import BankQuestion, Card, Review, Student
from quizzes.models.cards import CardQuerySet
from quizzes.study import particulars, tending
from quizzes.study.folding import study_day
from quizzes.study.tending import Deed
from quizzes.wording import kind_label, when_due

from .cards import number
from .clients import SignedIn
from .fragments import render_fragment, see_other, wants_fragment
from .sets import student_of

PAGE = 40
NO_SUCH_DAY = study.Moved(
    heading=sentence("There is no such day"),
    reason=sentence("Write in how many days it is to be asked again, from 0 to 3650; nothing was changed."),
)
FILTERS = {
    "": later("All"),
    "due": later("Due now"),
    "leeches": later("Often forgotten"),
    "suspended": later("Set aside"),
    "buried": later("Put off"),
    "parked": later("Not asked now"),
}
DEEDS = {
    Deed.SUSPEND: (later("Set it aside"), later("It is not asked until you take it up again.")),
    Deed.RESUME: (later("Take up again"), later("It is asked again when it is due.")),
    Deed.BURY: (later("Put off until tomorrow"), later("It is not asked today.")),
    Deed.DIG_UP: (later("No longer put off"), later("It is asked today if it is due.")),
    Deed.RESET: (later("Begin anew"), later("It becomes a new question, as if you had never met it.")),
    Deed.MOVE: (later("Ask again"), ""),
}


@require_safe
def index(request: SignedIn) -> HttpResponse:
    """All of one's cards, or those of one kind, or of one fact."""
    student = student_of(request.user) or Student(zone=settings.TIME_ZONE)  # who has not studied has no cards
    now = timezone.now()
    today = study_day(student, now)
    show = request.GET.get("show", "")
    if show not in FILTERS:
        show = ""
    fact = number(request.GET.get("fact"))
    cards = _kept(student, show, today=today, now=now)
    if fact:
        cards = cards.filter(fact=fact)
    page: Any = Paginator(_shown(cards, student), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": [_line(card, now=now, today=today) for card in page.object_list],
        "filters": [(name, label, name == show) for name, label in FILTERS.items()],
        "show": show,
        "fact": fact,
    }
    return render(request, "quizzes/cards/index.html", context)


def _kept(student: Student, show: str, *, today: int, now: datetime) -> CardQuerySet:
    cards = Card.objects.told_to(student.pk)
    match show:
        case "due":
            return cards.due(now=now, study_day=today)
        case "leeches":
            return cards.leeches()
        case "suspended":
            return cards.filter(suspended=True)
        case "buried":
            return cards.filter(buried_day__gte=today)
        case "parked":
            return cards.parked(student.language)
    return cards


def _shown(cards: CardQuerySet, student: Student) -> CardQuerySet:
    asked = BankQuestion.objects.filter(
        fact=OuterRef("fact"), facet=OuterRef("facet"), language=student.language
    )
    known = cards.annotate(kind=Subquery(asked.values("kind")[:1])).select_related(
        "fact__base", "fact__agreement"
    )
    return known.order_by(F("last_day").desc(nulls_last=True), "fact", "pk")


def _line(card: Card, *, now: datetime, today: int) -> dict[str, Any]:
    """What the list says of a card."""
    kind = card.__dict__["kind"]
    due = when_due(now=now, study_day=today, due_at=card.due_at, due_day=card.due_day or None)
    return {
        "card": card,
        "kind": told(kind_label(kind)) if kind else card.facet,
        "due": told(due),
        "standing": [told(each) for each in particulars.standing_of(card, today=today)],
        "parked": card.__dict__.get("reason") or "",
    }


@require_safe
def page(request: SignedIn, card: int) -> HttpResponse:
    """One card; its log goes on at ?page=2."""
    return _page(request, _student(request, card), card)


@require_safe
def of_answer(request: SignedIn, review: int) -> HttpResponse:
    """The card of an answer: where the folded section under a verdict gets it from."""
    card = Review.objects.visible_to(request.user).filter(pk=review).values_list("card", flat=True).first()
    if card is None:
        raise Http404
    if wants_fragment(request):
        return _page(request, _student(request, card), card)
    return see_other(reverse("card", args=[card]))


@require_POST
def tend(request: SignedIn, card: int, deed: str) -> HttpResponse:
    """Do one of the deeds to a card, once for each form."""
    if deed not in set(Deed):
        raise Http404
    student, wanted = _student(request, card), Deed(deed)
    days_off = _days_off(request) if wanted is Deed.MOVE else 0
    if days_off is None:
        return _told(request, student, card, NO_SUCH_DAY)
    try:
        outcome = tending.tend(
            student,
            card=card,
            number=number(request.POST.get("number")),
            deed=wanted,
            now=timezone.now(),
            days_off=days_off,
        )
    except Card.DoesNotExist as error:
        raise Http404 from error
    return _told(request, student, card, outcome)


def _days_off(request: SignedIn) -> int | None:
    text = request.POST.get("days", "").strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 4 and int(text) <= tending.MOST_DAYS):
        return None
    return int(text)


@require_POST
def undo(request: SignedIn, card: int) -> HttpResponse:
    """Take back the last answer or deed of a card."""
    student = _student(request, card)
    own = Review.objects.filter(card=card, pk=number(request.POST.get("review")))
    if not own.exists():
        raise Http404
    try:
        outcome = study.undo(student, review=own.get().pk, now=timezone.now())
    except Review.DoesNotExist as error:
        raise Http404 from error
    return _told(request, student, card, outcome)


@require_POST
def read(request: SignedIn) -> HttpResponse:
    """She has read what was done to her cards: the first page does not say it again."""
    student = student_of(request.user)
    if student is not None:
        given = request.POST.getlist("amendment")[: voiding.MOST_READ]
        voiding.told(student, amendments=[number(each) for each in given], now=timezone.now())
    return see_other(reverse("home"))


def _told(request: SignedIn, student: Student, card: int, outcome: object) -> HttpResponse:
    notice = told(outcome.reason) if isinstance(outcome, study.Moved) else ""
    if wants_fragment(request):
        return _page(request, student, card, notice=notice)
    if notice:
        messages.info(request, notice)
    return see_other(reverse("card", args=[card]))


def _page(request: SignedIn, student: Student, card: int, *, notice: str = "") -> HttpResponse:
    try:
        wanted = max(number(request.GET.get("page")), 1)
        found = particulars.particulars_of(student, card, now=timezone.now(), page=wanted)
    except Card.DoesNotExist as error:
        raise Http404 from error
    context = {
        "card": found,
        "said": {
            "kind": told(found.kind),
            "phase": told(found.phase),
            "known_for": told(found.known_for),
            "due": told(found.due),
            "standing": [told(each) for each in found.standing],
            "reason": " ".join(told(each) for each in found.reason),
        },
        "entries": [(line, told(line.words)) for line in found.lines],
        "deeds": [(deed, *DEEDS[deed]) for deed in found.deeds],
        "notice": notice,
        "most_days": tending.MOST_DAYS,
    }
    return render_fragment(
        request, page="quizzes/cards/page.html", fragment="quizzes/cards/_card.html", context=context
    )


def _student(request: SignedIn, card: int) -> Student:
    """Whose card it is. Raises Http404 where it is not hers, or a quiz keeps quiet about it."""
    student = student_of(request.user)
    if student is None or not Card.objects.told_to(student.pk).filter(pk=card).exists():
        raise Http404
    return student
