"""Sets as everybody sees them: the shelves, one set, following and leaving, and joining by a code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser, User
from django.core.paginator import Page, Paginator
from django.db.models import Case, F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from history.dates import say
from history.facts import PRIMARY_ROLES
from history.models import Base, Fact
from history.models.standing import standing_now
from history.translating import spoken, told
from quizzes import rules, sets, study
from quizzes.forms.sets import CodeForm
from quizzes.models import Set, Student
from quizzes.models.sets import NewOrder
from quizzes.tallies import Tally, tallies

from .clients import SignedIn
from .fragments import see_other, wants_fragment

PAGE = 50
JOINED = later("You follow “{name}” now. Its questions come among your new ones from today.")
RESTS = later("Its cards rest: they are not asked, and nothing is lost. Follow it again and they go on.")
RESTS_CLOSED = later(
    "Its cards rest: they are not asked, and nothing is lost. You can come back with your teacher’s code."
)
ORDERED = {
    NewOrder.TIME: later("New questions come in the order of this set."),
    NewOrder.THREADS: later("New questions come one thread after another."),
    NewOrder.MIXED: later("New questions come mixed."),
}
NO_CODE = later(
    "No set has the code “{code}”. Look at the code again, or ask your teacher whether there is a new one."
)


# The shelves


@dataclass(frozen=True, slots=True)
class Row:
    """One set as a list shows it."""

    set: Set
    tally: Tally
    followed: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    key: str
    title: str
    rows: list[Row]


SHELVES = {
    "own": later("Your own"),
    "teacher": later("Your teacher’s"),
    "bases": later("Whole collections"),
    "periods": later("Periods"),
    "actors": later("People, states and organisations"),
    "topics": later("Topics"),
    "others": later("Other sets"),
}
CUT = frozenset({"periods", "actors", "topics"})
"""Shelves that show one collection at a time."""


@login_not_required
@require_safe
def shelves(request: HttpRequest) -> HttpResponse:
    """All sets that this reader may see, in groups; of the groups that grow, one collection at a time."""
    user = request.user
    visible = list(Set.objects.visible_to(user).named().select_related("base", "actor").distinct())
    followed = sets.followed(user) if isinstance(user, User) else set()
    bases = _bases(visible, user)
    chosen = _chosen(bases, request.GET.get("base", ""), visible, followed)
    shown = [each for each in visible if _shelf(each, user) not in CUT or each.base in (None, chosen)]
    counted = tallies([each.pk for each in shown], student_of(user))
    rows = [Row(each, counted[each.pk], each.pk in followed) for each in shown]
    rows = [row for row in rows if row.tally.facts or row.followed or row.set.owner_id == user.pk]
    context = {
        "shelves": _arranged(rows, user),
        "bases": bases if len(bases) > 1 else [],
        "chosen": chosen,
        "door": door(),
        "may_make": user.has_perm("quizzes.add_set"),
        "form": CodeForm(),
    }
    return render(request, "quizzes/sets/index.html", context)


def _shelf(of: Set, user: User | AnonymousUser) -> str:
    if of.owner_id is not None and of.owner_id == user.pk:
        return "own"
    if of.owner_id or of.code:
        return "teacher"
    if of.by_hand or of.standing or sum(map(bool, (of.period, of.actor_id, of.type))) > 1:
        return "others"
    if of.period:
        return "periods"
    if of.actor_id:
        return "actors"
    return "topics" if of.type else "bases"


def _bases(visible: Iterable[Set], user: User | AnonymousUser) -> list[Base]:
    """The collections of the shelves that show one at a time."""
    found = {of.base.pk: of.base for of in visible if of.base and _shelf(of, user) in CUT}
    return sorted(found.values(), key=lambda base: base.name)


def _chosen(bases: list[Base], wanted: str, visible: list[Set], followed: set[int]) -> Base | None:
    """The collection that was asked for, else the first of which something is followed, else the first."""
    for base in bases:
        if str(base.pk) == wanted:
            return base
    of_followed = {of.base_id for of in visible if of.pk in followed}
    return next((base for base in bases if base.pk in of_followed), bases[0] if bases else None)


def _arranged(rows: list[Row], user: User | AnonymousUser) -> list[Shelf]:
    filled: dict[str, list[Row]] = {key: [] for key in SHELVES}
    for row in rows:
        filled[_shelf(row.set, user)].append(row)
    filled["periods"].sort(key=lambda row: row.set.period.earliest if row.set.period else 0)
    return [Shelf(key, str(SHELVES[key]), found) for key, found in filled.items() if found]


# One set


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact in a list, with its date in words and how far it stands."""

    fact: Fact
    when: str
    standing: str


@login_not_required
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    of = get_object_or_404(readable(request.user).select_related("base", "actor", "owner"), pk=pk)
    user = request.user
    followed = isinstance(user, User) and of.pk in sets.followed(user)
    context = {
        **facts_context(request, Fact.objects.published().filter(memberships__set=of), of, size=PAGE),
        "row": Row(of, tallies([of.pk], student_of(user))[of.pk], followed),
        "rule": in_words(of),
        "own": of.owner_id is not None and of.owner_id == user.pk,
        "code": rules.spaced_code(of.code) if of.code else "",
        "link": request.build_absolute_uri(reverse("set-join", args=[of.code])) if of.code else "",
        "door": door(),
        "explained": True,
        "by_code": by_code(of, user),
        "manner": manner(of),
    }
    return render(request, "quizzes/sets/page.html", context)


def manner(of: Set) -> list[str]:
    """How a set is to be studied, in sentences; none where that is left to the students."""
    said = [str(ORDERED[NewOrder(of.new_order)])] if of.new_order else []
    if of.retention is not None:
        words = _("When its questions come back, the chance that they are known should be {percent} %.")
        said.append(words.format(percent=round(of.retention * 100)))
    return said


def readable(user: User | AnonymousUser) -> QuerySet[Set]:
    """What a reader may see; whoever may do everything sees every set."""
    return Set.objects.named() if user.is_superuser else Set.objects.visible_to(user).named().distinct()


def in_words(of: Set) -> str:
    if of.by_hand:
        return _("Facts chosen one by one.")
    rule = rules.described(
        rules.Rule(
            base=of.base.name if of.base else "",
            period=of.period,
            actor=of.actor.name if of.actor else "",
            type=of.type,
            standing=of.standing,
        )
    )
    return told(rule)


def facts_context(request: HttpRequest, rows: QuerySet[Fact], of: Set, *, size: int) -> dict[str, Any]:
    """One page of the facts of a set, in the order of the set. `rows` are joined to their places in it."""
    ordered = listable(rows).order_by("memberships__place", "pk")
    found: Page = Paginator(ordered, size).get_page(request.GET.get("page"))
    return {"of": of, "page": found, "listed": listed(found)}


def first_listed(rows: QuerySet[Fact], most: int, *, before: Sequence[Case] = ()) -> list[FactRow]:
    """The first facts of many, in order of time: they are looked up before their standing is worked out.

    `before` orders them by something else first.
    """
    ordered = rows.order_by(*before, F("earliest").asc(nulls_last=True), "pk")
    chosen = list(ordered.values_list("pk", flat=True)[:most])
    found = listable(Fact.objects.filter(pk__in=chosen)).order_by()
    return sorted(listed(found), key=lambda row: chosen.index(row.fact.pk))


def listable(rows: QuerySet[Fact]) -> QuerySet[Fact]:
    return rows.select_related("base", "agreement").prefetch_related("dates").annotate(stands=standing_now())


def listed(rows: Iterable[Fact]) -> list[FactRow]:
    return [FactRow(fact, _when(fact), fact.__dict__["stands"]) for fact in rows]


def _when(fact: Fact) -> str:
    """The primary date in words; empty where a fact has none."""
    by_role = {dated.role: dated.date for dated in fact.dates.all()}
    return next((say(by_role[role], spoken()) for role in PRIMARY_ROLES if role in by_role), "")


# Following and leaving


@require_POST
def follow(request: SignedIn, pk: int) -> HttpResponse:
    of = get_object_or_404(Set.objects.visible_to(request.user).distinct(), pk=pk)
    sets.follow(study.student_of(request.user), of)
    return _followed(request, of, followed=True, said=JOINED.format(name=of.name))


@require_POST
def leave(request: SignedIn, pk: int) -> HttpResponse:
    """A set that is open only to its followers stays in sight until the next page."""
    of = get_object_or_404(Set.objects.visible_to(request.user).distinct(), pk=pk)
    sets.leave(study.student_of(request.user), of)
    return _followed(
        request, of, followed=False, said=str(RESTS_CLOSED if by_code(of, request.user) else RESTS)
    )


def by_code(of: Set, user: User | AnonymousUser) -> bool:
    """Whether a student who leaves comes back by the code alone."""
    return bool(of.code) and of.owner_id != user.pk


def _followed(request: SignedIn, of: Set, *, followed: bool, said: str) -> HttpResponse:
    still = followed or Set.objects.visible_to(request.user).filter(pk=of.pk).exists()
    if wants_fragment(request):
        back = "sets" if request.POST.get("back") == "sets" else ""
        context = {
            "row": Row(of, Tally(), followed),
            "said": said,
            "closed": not still,
            "back": back,
            "explained": not back,
            "by_code": by_code(of, request.user),
        }
        return render(request, "quizzes/sets/_follow.html", context)
    messages.success(request, said)
    return see_other(_back(request, reverse("set", args=[of.pk]) if still else reverse("sets")))


def _back(request: HttpRequest, otherwise: str) -> str:
    """The list that the form stood on, where it says so."""
    back = request.POST.get("back", "")
    return reverse("sets") if back == "sets" else otherwise


# Joining by a code


@login_not_required
@require_safe
def enter_code(request: HttpRequest) -> HttpResponse:
    """What was typed into the field for a code; the page with the field where it is no code."""
    typed = request.GET.get("code", "")
    code = rules.code_of(typed)
    if code:
        return see_other(reverse("set-join", args=[code]))
    form = CodeForm(request.GET if typed else None)
    error = NO_CODE.format(code=typed[:60].replace("\x00", "")) if typed.strip() else ""
    return render(request, "quizzes/sets/code.html", {"form": form, "error": error})


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, code: str) -> HttpResponse:
    folded = rules.folded_code(code)
    found = Set.objects.filter(code=folded).select_related("owner").first() if folded else None
    if found is None:
        error = NO_CODE.format(code=code[:60].replace("\x00", ""))
        return render(request, "quizzes/sets/code.html", {"form": CodeForm(), "error": error}, status=404)
    user = request.user
    student = student_of(user)
    guest = student is not None and student.guest
    if request.method == "POST":
        if not isinstance(user, User) or guest:
            return see_other(f"{reverse(door())}?next={reverse('set-join', args=[folded])}")
        sets.follow(study.student_of(user), found, only="only" in request.POST)
        messages.success(request, JOINED.format(name=found.name))
        return see_other(reverse("set", args=[found.pk]))
    context = {
        "of": found,
        "code": folded,
        "teacher": shown_name(found.owner) if found.owner else "",
        "tally": tallies([found.pk], None)[found.pk],
        "followed": isinstance(user, User) and found.pk in sets.followed(user),
        "own": found.owner_id == user.pk,
        "guest": guest,
        "manner": manner(found),
        "door": door(),
    }
    return render(request, "quizzes/sets/join.html", context)


def shown_name(user: Any) -> str:
    return str(user.get_full_name() or user.get_username())


def door() -> str:
    """The name of the address where somebody without an account makes one."""
    try:
        reverse("signup")
    except NoReverseMatch:
        return "login"
    return "signup"


def student_of(user: User | AnonymousUser) -> Student | None:
    """The student that a user is; looking makes nobody one."""
    found: Student | None = getattr(user, "student", None)
    return found
