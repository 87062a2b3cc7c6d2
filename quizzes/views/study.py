"""Study: a question, its verdict, a flashcard turned and graded, and an answer taken back."""

from __future__ import annotations

import secrets

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from history.sentences import sentence
from quizzes import study
from quizzes.models import Review, Student
from quizzes.questions import MOST_TO_TICK
from quizzes.study import Grade
from quizzes.views.backends import BACKEND

from . import cards
from .clients import SignedIn
from .fragments import see_other, wants_fragment
from .showing import next_url

NOT_NOW = sentence(
    "You have met all its questions, and they come back when they are due; or it has none that can be proved."
)
NO_QUESTIONS = sentence("No question can be asked yet: a teacher has to publish facts first.")
WITHDRAWN = sentence("It was corrected while you looked at it. It comes back as soon as it is ready.")
GRADES = {grade.name.lower(): grade for grade in Grade}
LOTS = 2**31


@login_not_required
@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """The next question: a student's own, or any of the starter sets for somebody without an account."""
    if not request.user.is_authenticated:
        return _for_visitor(request, fact=None)
    student = study.student_of(request.user)
    return cards.asked_again(request, student, sitting=0) or cards.next_question(request, student)


@login_not_required
@require_safe
def about(request: HttpRequest, fact: int) -> HttpResponse:
    """One fact at the student's own wish, from the page of the fact."""
    if not request.user.is_authenticated:
        return _for_visitor(request, fact=fact)
    student = study.student_of(request.user)
    asked = study.question_about(student, fact=fact, now=timezone.now())
    if asked is None:
        return cards.moved(
            request, study.Moved(heading=sentence("Nothing to ask about this fact now"), reason=NOT_NOW)
        )
    return cards.question(request, student, asked)


@login_not_required
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Grade and record the answer; somebody without an account is made a guest by it."""
    token, given = request.POST.get("token", ""), given_in(request.POST)
    guessed = request.POST.get("confidence") == "guess"
    user = request.user
    student = study.student_of(user) if user.is_authenticated else None
    try:
        if student is None:
            return _first_answer(request, token=token, given=given, guessed=guessed)
        outcome = study.answer(student, token=token, given=given, guessed=guessed, now=timezone.now())
    except study.Unanswered as error:
        return _again(request, student, token=token, given=given, error=error)
    except study.BadToken as error:
        if student is None:  # the form of somebody whose session has ended
            return redirect_to_login(reverse("study"))
        raise BadRequest(str(error)) from error
    return _outcome(request, student, outcome)


def given_in(form: QueryDict) -> study.Given:
    """What an answer's form holds, whatever the mode of its question."""
    places = (form.get(f"place-{index}") for index in range(MOST_TO_TICK))
    return study.Given(
        choices=tuple(form.getlist("choice")),
        places=tuple(place for place in places if place is not None),
        text=form.get("text", ""),
        settled=form.get("confidence") == "settled",
        unknown=form.get("confidence") == "unknown",
    )


@require_safe
def reveal(request: SignedIn) -> HttpResponse:
    """The back of a flashcard. To turn one changes nothing; one that was graded leads on."""
    student = study.student_of(request.user)
    try:
        revealed = study.reveal(student, token=request.GET.get("token", ""), now=timezone.now())
    except study.BadToken as error:
        raise BadRequest(str(error)) from error
    if revealed is None:
        return cards.moved(
            request, study.Moved(heading=sentence("This question was corrected"), reason=WITHDRAWN)
        )
    if isinstance(revealed, study.Answered):
        return see_other(_after(revealed))
    return cards.revealed(request, student, revealed)


@require_POST
def grade(request: SignedIn) -> HttpResponse:
    """Record the student's own grade of a flashcard, and go on with the next."""
    student = study.student_of(request.user)
    given = GRADES.get(request.POST.get("grade", ""))
    if given is None:
        raise BadRequest("Say how well you knew it with one of the four buttons.")
    try:
        token = request.POST.get("token", "")
        outcome = study.grade(student, token=token, grade=given, now=timezone.now())
    except study.BadToken as error:
        raise BadRequest(str(error)) from error
    if isinstance(outcome, study.Moved):
        return cards.moved(request, outcome)
    return _go_on(request, student, outcome)


@require_safe
def verdict(request: SignedIn, review: int) -> HttpResponse:
    stored = cards.own_answer(request, review)
    if stored is None:
        raise Http404
    answered = study.answered_of(stored)
    if answered.waits:
        raise Http404
    student = study.student_of(request.user)
    return cards.verdict(request, student, answered, taken_back=cards.is_taken_back(stored))


@require_POST
def undo(request: SignedIn, review: int) -> HttpResponse:
    """Take an answer back and ask the same question again."""
    student = study.student_of(request.user)
    try:
        outcome = study.undo(student, review=review, now=timezone.now())
    except Review.DoesNotExist as error:
        raise Http404 from error
    if isinstance(outcome, study.Moved):
        return cards.moved(request, outcome)
    sitting = cards.number(request.POST.get("sitting"))
    if wants_fragment(request):
        again = cards.asked_again(request, student, sitting=sitting, card=outcome.card)
        return again or cards.next_question(request, student)
    return see_other(f"{next_url(sitting)}?again={outcome.card}")


def _outcome(request: HttpRequest, student: Student, outcome: study.Answered | study.Moved) -> HttpResponse:
    if isinstance(outcome, study.Moved):
        return cards.moved(request, outcome)
    if outcome.at_end:
        return _go_on(request, student, outcome)
    if wants_fragment(request):
        return cards.verdict(request, student, outcome)
    return see_other(reverse("study-verdict", args=[outcome.review]))


def _go_on(request: HttpRequest, student: Student, outcome: study.Answered) -> HttpResponse:
    """To the next question without a verdict between: the answer can still be taken back there."""
    if wants_fragment(request):
        return cards.next_question(request, student, sitting=outcome.sitting, after=outcome.review)
    return see_other(_after(outcome))


def _after(outcome: study.Answered) -> str:
    return cards.address_after(outcome.sitting, outcome.review)


def _for_visitor(request: HttpRequest, *, fact: int | None) -> HttpResponse:
    lot = secrets.randbelow(LOTS)
    asked = study.question_for_visitor(lot=lot, fact=fact, now=timezone.now())
    if asked is None:
        reason = NO_QUESTIONS if fact is None else NOT_NOW
        return cards.moved(request, study.Moved(heading=sentence("Nothing to ask now"), reason=reason))
    return cards.question(request, None, asked)


def _first_answer(request: HttpRequest, *, token: str, given: study.Given, guessed: bool) -> HttpResponse:
    """Sign in the guest whom the first answer made."""
    zone = request.POST.get("zone", "")
    outcome = study.first_answer(token=token, given=given, guessed=guessed, zone=zone, now=timezone.now())
    if isinstance(outcome, study.Moved):
        return cards.moved(request, outcome)
    login(request, outcome.student.user, backend=BACKEND)
    page = reverse("study-verdict", args=[outcome.answered.review])
    # a whole page, because the frame around the card is another for somebody who is signed in
    return HttpResponseClientRedirect(page) if wants_fragment(request) else see_other(page)


def _again(
    request: HttpRequest,
    student: Student | None,
    *,
    token: str,
    given: study.Given,
    error: study.Unanswered,
) -> HttpResponse:
    """The same form with the same token and what was given, because that is no answer yet."""
    whose = study.VISITOR if student is None else student.pk
    asked = study.ask_again(whose, token=token, now=timezone.now())
    if asked is None:
        return see_other(reverse("study"))
    return cards.question(request, student, asked, given=given, error=error)
