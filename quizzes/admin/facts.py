"""The questions of a fact on its page, and what a save did to them and to those of other facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from history.admin.facts import FactAdmin
from history.admin.publishing import Teller
from history.facts import Publication
from history.models import Fact
from quizzes import bank
from quizzes.models import BankQuestion, OptionUse
from quizzes.questions import Kind, Mode
from quizzes.wording import facet_label

from .bank import HOW, address_of, is_asked, linked, plain_reason, texts

State = BankQuestion.State
MOST = 5
"""Other facts that a message or a reason names."""

STATES = {
    State.LIVE: "Asked",
    State.PRACTICE: "Asked for practice only",
    State.STALE: "Waiting to be proved again",
    State.WITHHELD: "Not asked",
}


def _to_be_named() -> QuerySet[Fact]:
    return Fact.objects.select_related("base", "agreement").prefetch_related("dates")


# The section at the foot of a fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A question as the page of its fact shows it; `others` are the facts that stand in its way."""

    label: str
    how: str = ""
    stem: str = ""
    right: Sequence[str] = ()
    wrong: Sequence[str] = ()
    reason: str = ""
    others: Sequence[SafeString] = ()


def questions_of(request: HttpRequest, fact: Fact) -> str:
    """The read-only section “Questions from this fact” at the foot of a fact's page."""
    if not request.user.has_perm("quizzes.view_bankquestion"):
        return ""
    uses = Prefetch(
        "uses", OptionUse.objects.order_by("pk").prefetch_related(Prefetch("fact", _to_be_named()))
    )
    rows = (
        carried(fact).exclude(reason=bank.GONE).order_by("kind", "facet", "language").prefetch_related(uses)
    )
    lines: dict[str, list[Line]] = {name: [] for name in STATES.values()}
    kinds = list(Kind)
    for row in sorted(rows, key=lambda row: kinds.index(Kind(row.kind))):
        lines[STATES[State(row.state)]].append(_line(row))
    context = {
        "sections": [(name, some) for name, some in lines.items() if some],
        "withdrawn": fact.publication == Publication.WITHDRAWN,
    }
    return render_to_string("admin/history/fact/_questions.html", context)


def carried(fact: Fact) -> QuerySet[BankQuestion]:
    """The rows of a fact without those of questions that it was asked once and cannot be asked any more."""
    return BankQuestion.objects.filter(fact=fact).exclude(reason=bank.NOT_CARRIED)


def _line(row: BankQuestion) -> Line:
    label = facet_label(row.facet, row.kind)
    if is_asked(row):
        return Line(
            label=label,
            how=HOW[Mode(row.mode)],
            stem=row.stem,
            right=texts(row.key),
            wrong=texts(row.pool),
        )
    others = [use.fact for use in row.uses.all()] if row.state == State.WITHHELD else []
    return Line(label=label, reason=plain_reason(row), others=[linked(other) for other in others[:MOST]])


FactAdmin.panels.append(questions_of)


# What a save did


@contextmanager
def followed() -> Iterator[Teller]:
    """Watch what becomes of questions while facts are written, and say it afterwards."""
    with bank.watched() as moves:

        def tell(request: HttpRequest, written: Sequence[Fact]) -> None:
            if len(written) == 1:
                _tell_own(request, written[0])
            _tell_others(request, moves, {fact.pk for fact in written})

        yield tell


FactAdmin.followers.append(followed)


def _tell_own(request: HttpRequest, fact: Fact) -> None:
    """How many questions of a published fact are asked, and how many are not."""
    if not Fact.objects.published().filter(pk=fact.pk).exists():
        return
    states = list(carried(fact).values_list("state", flat=True))
    asked, practised, waiting, withheld = (states.count(state) for state in STATES)
    parts = [
        f"{_number(asked)} of it {'is' if asked == 1 else 'are'} asked"
        if asked
        else "No question of it is asked"
    ]
    if practised:
        parts.append(_count(practised, "is for practice only", "are for practice only"))
    if waiting:
        parts.append(_count(waiting, "waits to be proved again", "wait to be proved again"))
    if withheld:
        parts.append(_count(withheld, "is not", "are not") if asked else f"{withheld} withheld")
    told = format_html('{}. <a href="{}">Which, and why</a>', ", ".join(parts), address_of(fact.pk))
    messages.add_message(request, messages.INFO if asked else messages.WARNING, told)


def _tell_others(request: HttpRequest, moves: bank.Moves, written: set[int]) -> None:
    """Which questions of other facts were withdrawn or came back, by title."""
    withdrawn = _by_fact(moves.withdrawn(), written)
    back = _by_fact(moves.back(), written)
    named = {*list(withdrawn)[:MOST], *list(back)[:MOST]}
    facts = {fact.pk: fact for fact in _to_be_named().filter(pk__in=named)}
    for pk, facets in list(withdrawn.items())[:MOST]:
        messages.warning(
            request,
            format_html(
                "{} of {} {} withdrawn: {}",
                _number(len(facets)),
                linked(facts[pk]),
                "was" if len(facets) == 1 else "were",
                _why(facts[pk], facets),
            ),
        )
    for pk, facets in list(back.items())[:MOST]:
        verb = "is" if len(facets) == 1 else "are"
        messages.info(
            request, format_html("{} of {} {} asked again.", _number(len(facets)), linked(facts[pk]), verb)
        )
    for more, verb in ((len(withdrawn) - MOST, "withdrawn"), (len(back) - MOST, "asked again")):
        if more > 0:
            messages.info(request, f"Questions of {more} more facts were {verb}.")
    if waiting := len(moves.waiting()):
        messages.warning(
            request,
            f"{_number(waiting)} of other facts {'waits' if waiting == 1 else 'wait'} to be proved again: "
            "run make_questions. Until then nobody is asked them.",
        )


def _by_fact(moved: list[tuple[int, str]], written: set[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for fact, facet in moved:
        if fact not in written:
            found.setdefault(fact, []).append(facet)
    return found


def _why(fact: Fact, facets: Sequence[str]) -> str:
    """The reasons why questions of a fact are withheld now, inside a sentence."""
    rows = carried(fact).filter(state=State.WITHHELD).prefetch_related("uses__fact")
    reasons = dict.fromkeys(plain_reason(row) for row in rows if row.facet in facets or row.kind in facets)
    text = " ".join(reasons)
    return f"{text[:1].lower()}{text[1:]}"


def _number(number: int) -> str:
    return f"{number} question{'' if number == 1 else 's'}"


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"
