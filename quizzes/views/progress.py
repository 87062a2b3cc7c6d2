"""What a student has learnt, what will come, and what the year ahead would ask of her."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from history.timeline import Bin
from history.translating import spoken
from quizzes import exams, study
from quizzes.forms.progress import ExamForm, WayForm
from quizzes.models import Set, Student
from quizzes.statistics import ahead, confusions, deck, practice, retention
from quizzes.statistics.ahead import Way
from quizzes.study.folding import study_day

from .clients import SignedIn
from .drawing import Column, columns, points
from .fitting import fit_of
from .fragments import render_fragment, see_other

MOST = 5
"""Weak spots and confusions that are named."""

HEIGHT = 110
SQUARE = 260
ROW = 48
"""Pixels: of charts of columns, of the square of expectations, and of a period."""

ROWS = 12
"""Periods that are drawn; the table has all."""

WEEK, MONTH, YEAR = 7, 30, 365


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a chart: its date, what is counted of it, and its column."""

    on: date
    number: float
    column: Column


@dataclass(frozen=True, slots=True)
class Period:
    """A decade or century: how many of its facts are known, how many are being learnt; widths in percent."""

    label: str
    known: int
    learning: int
    width: float
    further: float
    top: int


@dataclass(frozen=True, slots=True)
class Expectation:
    """A bin of expectations in whole percents."""

    answers: int
    expected: int
    right: int
    least: int
    most: int
    fits: bool

    @classmethod
    def of(cls, found: retention.Bin) -> Expectation:
        return cls(
            answers=found.answers,
            expected=_percent(found.expected),
            right=_percent(found.right),
            least=_percent(found.least),
            most=_percent(found.most),
            fits=found.fits,
        )


def _percent(share: float) -> int:
    return round(100 * share)


@never_cache
@require_safe
def progress(request: SignedIn) -> HttpResponse:
    student = study.student_of(request.user)
    now = timezone.now()
    today = study_day(student, now)
    held = deck.deck(student, today=today)
    done = practice.practice(student, today=today)
    facts = deck.facts_by_progress(held)
    each = practice.pace(student)
    coming = deck.forecast(held, today=today, now=now)
    found = [each for each in deck.by_period(held) if each.total]
    periods = _periods(_fullest(found))
    foreseen = retention.retention(student)
    begins, placed = points(foreseen.bins, height=SQUARE)
    context: dict[str, Any] = {
        "student": student,
        "practice": done,
        "past": _days(done.days[0].study_day, [day.answers for day in done.days]),
        "known": sum(word == deck.KNOWN for word in facts.values()),
        "learning": sum(word == deck.LEARNING for word in facts.values()),
        "remembered": round(sum(card.recall for card in held)),
        "cards": len(held),
        "coming": _days(today, coming),
        "coming_minutes": practice.minutes_for(sum(coming[:WEEK]) / WEEK, each=each),
        "periods": periods,
        "every_period": _periods(found),
        "periods_height": ROW * len(periods),
        "foreseen": foreseen,
        "fit": fit_of(student),
        "expected": _percent(foreseen.expected),
        "right": _percent(foreseen.right),
        "expectations": [Expectation.of(each) for each in foreseen.bins],
        "begins": begins,
        "points": placed,
        "weak": deck.weak_spots(student, held, most=MOST),
        "confusions": confusions.confusions(student, most=MOST),
        "height": HEIGHT,
        "square": SQUARE,
    }
    return render(request, "quizzes/progress.html", context)


def _days(first: int, numbers: Sequence[float], *, step: int = 1, most: float = 0.0) -> list[Day]:
    """The days from a study day on, each `step` days after the one before; `most` as in `columns`."""
    start = date.fromordinal(first)
    drawn = columns(numbers, height=HEIGHT, most=most)
    return [
        Day(start + timedelta(days=step * place), number, column)
        for place, (number, column) in enumerate(zip(numbers, drawn, strict=True))
    ]


def _fullest(found: Sequence[Bin]) -> list[Bin]:
    """Those with the most facts, in the order of time: as many as a chart has room for."""
    by_number = sorted(range(len(found)), key=lambda place: (-found[place].total, place))
    return [found[place] for place in sorted(by_number[:ROWS])]


def _periods(found: Sequence[Bin]) -> list[Period]:
    most = max((each.total for each in found), default=0)
    periods: list[Period] = []
    for each in found:
        known, learning = (each.counts.get(word, 0) for word in (deck.KNOWN, deck.LEARNING))
        periods.append(
            Period(
                label=each.unit.named(spoken()),
                known=known,
                learning=learning,
                width=round(100 * known / most, 2),
                further=round(100 * learning / most, 2),
                top=ROW * len(periods),
            )
        )
    return periods


@require_POST
def contrast(request: SignedIn) -> HttpResponse:
    """Begin a quiz that sets two side by side that are mixed up."""
    student, now = study.student_of(request.user), timezone.now()
    pair, today = request.POST.get("pair", "")[:80], study_day(student, now)
    sitting = confusions.contrast(student, pair, today=today, now=now)
    if sitting is None:
        raise Http404
    if len(sitting.plan) < confusions.FEW:
        few = ngettext(
            "Only {count} question about the two can be practised now; "
            "what waits today is left for its session.",
            "Only {count} questions about the two can be practised now; "
            "what waits today is left for its session.",
            len(sitting.plan),
        )
        messages.info(request, few.format(count=len(sitting.plan)))
    return see_other(reverse("sitting", args=[sitting.pk]))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def exam(request: SignedIn) -> HttpResponse:
    """The day by which she wants to be ready, how things stand, and what each day until then asks."""
    student = study.student_of(request.user)
    today = study_day(student, timezone.now())
    if "forget" in request.POST:
        Student.objects.filter(pk=student.pk).update(exam_on=None, exam_set=None, exam_planned=None)
        return see_other(reverse("progress-exam"))
    form = ExamForm(request.POST or None, instance=student, today=date.fromordinal(today))
    if request.method == "POST" and form.is_valid():
        form.save()
        return see_other(reverse("progress-exam"))
    student.refresh_from_db()  # a form that was refused has changed the row that it was given
    outlook = exams.outlook(student, today=today)
    about = Set.objects.named().filter(pk=student.exam_set_id).first() if student.exam_set_id else None
    followed = set(student.follows.values_list("pk", flat=True))
    context: dict[str, Any] = {
        "form": form,
        "student": student,
        "outlook": outlook,
        "about": about.printed_name if about else "",
        "left_it": about is not None and about.pk not in followed,
        "followed": bool(followed),
        "height": HEIGHT,
    }
    if outlook is not None:
        load = outlook.plan.load
        context |= {
            "days": _days(today, load),
            "left": len(load),
            "minutes": practice.minutes_for(sum(load) / len(load), each=practice.pace(student)),
            "sure": _percent(student.exam_retention),
        }
    return render(request, "quizzes/exam.html", context)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """A way to learn, and what the year ahead would then be; answers a day, minutes a day."""

    way: Way
    soon: int
    soon_minutes: int
    later: int
    later_minutes: int
    known: int
    met: int
    waiting: int
    weeks: list[Day]

    @property
    def percent(self) -> int:
        return _percent(self.way.retention)


@never_cache
@require_safe
def year(request: SignedIn) -> HttpResponse:
    """The year ahead as she learns now, and beside it as she might."""
    student = study.student_of(request.user)
    now_way = ahead.way_of(student)
    asked = request.GET if WayForm.asked_in(request.GET) else None
    form = WayForm(asked, way=now_way)
    ways = [now_way]
    if asked is not None and form.is_valid():
        ways.append(replace(now_way, **form.wanted()))
    context = {"form": form, "outlooks": _outlooks(student, ways), "height": HEIGHT}
    return render_fragment(request, page="quizzes/year.html", fragment="quizzes/_year.html", context=context)


def _outlooks(student: Student, ways: Sequence[Way]) -> list[Outlook]:
    today = study_day(student, timezone.now())
    held, unmet, each = deck.deck(student, today=today), ahead.unmet(student), practice.pace(student)
    found = []
    played = [ahead.year(student, way, held=held, unmet=unmet, today=today) for way in ways]
    weeks = [simulation.by(WEEK)[: YEAR // WEEK] for simulation in played]  # whole ones
    most = max((number for week in weeks for number in week), default=0.0)
    for way, simulation, week in zip(ways, played, weeks, strict=True):
        soon, later = sum(simulation.answers[:MONTH]) / MONTH, sum(simulation.answers[-MONTH:]) / MONTH
        drawn = _days(today, week, step=WEEK, most=most)
        found.append(
            Outlook(
                way=way,
                soon=round(soon),
                soon_minutes=practice.minutes_for(soon, each=each),
                later=round(later),
                later_minutes=practice.minutes_for(later, each=each),
                known=round(simulation.known),
                met=round(simulation.cards),
                waiting=round(simulation.waiting[-1]),
                weeks=[replace(day, number=round(day.number)) for day in drawn],
            )
        )
    return found
