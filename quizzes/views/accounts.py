"""In and out: sign up, sign in, log out, and a new password."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import User
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from quizzes.forms.accounts import PasswordForm, SignInForm, SignUpForm
from quizzes.models import Student
from quizzes.people.guests import guest_of
from quizzes.people.pupils import set_password
from quizzes.people.signing import Gone, Merged, merge, sign_up
from quizzes.views.backends import BACKEND

from .clients import SignedIn, client_address
from .fragments import LONGEST_ADDRESS, see_other
from .languages import carry, forget

form_page = require_http_methods(["GET", "HEAD", "POST"])
WINDOW = 600
"""Seconds over which accounts made from one address are counted."""

TOO_MANY = later(
    "Many accounts were made on this network in the last ten minutes, so this one was not. "
    "Try again in a few minutes; nobody who has an account is affected."
)


@login_not_required
@sensitive_post_parameters("password")
@never_cache
@form_page
def signup(request: HttpRequest) -> HttpResponse:
    """A name and a password, for a visitor or for a guest, who keeps everything."""
    guest = guest_of(request.user)
    if request.user.is_authenticated and guest is None:
        return redirect(onward(request))
    form = SignUpForm(sent(request))
    status = 200
    if request.method == "POST" and settings.SIGNUPS and form.is_valid():
        if _many_sign_ups(request):
            form.add_error(None, TOO_MANY)
            status = 429
        else:
            name, password = form.cleaned_data["username"], form.cleaned_data["password"]
            done = sign_up(
                name=name,
                password=password,
                zone=request.POST.get("zone", ""),
                guest=guest,
                now=timezone.now(),
            )
            if isinstance(done, Gone):
                return see_other(request.get_full_path())
            if isinstance(done, Student):
                return _welcome(request, done)
            return _name_taken(request, form, guest)
    form.point()
    return _page(request, "quizzes/accounts/signup.html", form, guest, status=status)


def _welcome(request: HttpRequest, student: Student) -> HttpResponse:
    _count_sign_up(request)
    user = User.objects.get(pk=student.user_id)
    login(request, user, backend=BACKEND)
    name = user.get_username().removesuffix(".")  # "lena M." has a full stop of her own
    messages.success(request, _("Welcome, {name}. Your progress is kept under this name.").format(name=name))
    return _on(request, user)


def _name_taken(request: HttpRequest, form: SignUpForm, guest: Student | None) -> HttpResponse:
    """Whose name and password these are is signed in: the form came twice, or she forgot her account."""
    name, password = form.cleaned_data["username"], form.cleaned_data["password"]
    owner = SignInForm(request, {"username": name, "password": password})
    if owner.is_valid():
        return _enter(request, owner.get_user(), guest)
    form.refuse_name()
    form.point()
    return _page(request, "quizzes/accounts/signup.html", form, guest)


@login_not_required
@sensitive_post_parameters("password")
@never_cache
@form_page
def sign_in(request: HttpRequest) -> HttpResponse:
    guest = guest_of(request.user)
    if request.user.is_authenticated and guest is None:
        return redirect(onward(request))
    form = SignInForm(request, sent(request))
    if request.method == "POST" and form.is_valid():
        return _enter(request, form.get_user(), guest)
    return _page(request, "registration/login.html", form, guest)


def _enter(request: HttpRequest, user: User, guest: Student | None) -> HttpResponse:
    merged = merge(guest, into=user) if guest is not None else None
    login(request, user)
    if merged is not None and (told := _came_along(merged)):
        messages.success(request, told)
    return _on(request, user)


def _on(request: HttpRequest, user: User) -> HttpResponse:
    """To the page that was asked for, in her language."""
    response = see_other(onward(request))
    carry(user, request, response)
    return response


def _came_along(merged: Merged) -> str:
    """What a merge did, in a sentence for each thing it did."""
    said = []
    if merged.cards:
        cards = ngettext("{cards} card", "{cards} cards", merged.cards).format(cards=merged.cards)
        words = ngettext(
            "{answers} answer came along to {cards}",
            "{answers} answers came along to {cards}",
            merged.answers,
        )
        said.append(words.format(answers=merged.answers, cards=cards))
    if merged.doubles:
        words = ngettext(
            "{count} card you had already stayed as it was",
            "{count} cards you had already stayed as they were",
            merged.doubles,
        )
        said.append(words.format(count=merged.doubles))
    if merged.sets:
        words = ngettext("you now also follow {count} set", "you now also follow {count} sets", merged.sets)
        said.append(words.format(count=merged.sets))
    sentence = "; ".join(said)
    return f"{sentence[:1].upper()}{sentence[1:]}." if said else ""


@login_not_required
@never_cache
@form_page
def sign_out(request: HttpRequest) -> HttpResponse:
    """A guest is warned first: nobody can sign in as a guest again."""
    guest = guest_of(request.user)
    sure = guest is None or request.POST.get("sure") == "yes"
    if request.method == "POST" and sure:
        logout(request)
        response = see_other(reverse("home"))
        forget(response)
        return response
    if not request.user.is_authenticated:
        return redirect("home")
    return render(request, "quizzes/accounts/logout.html", {"guest": guest})


@sensitive_post_parameters("old", "new")
@never_cache
@form_page
def password(request: SignedIn) -> HttpResponse:
    """One's own, with the old one; every other session of the account ends."""
    if guest_of(request.user):
        return redirect("signup")
    form = PasswordForm(request, sent(request))
    if request.method == "POST" and form.is_valid():
        set_password(request.user, form.cleaned_data["new"])
        request.user.refresh_from_db()
        update_session_auth_hash(request, request.user)
        messages.success(request, _("Your password is changed. Other devices have to sign in again."))
        return see_other(reverse("home"))
    form.point()
    return render(request, "quizzes/accounts/password.html", {"form": form})


def _page(
    request: HttpRequest,
    template: str,
    form: SignUpForm | SignInForm,
    guest: Student | None,
    *,
    status: int = 200,
) -> HttpResponse:
    asked = _asked_for(request)
    context = {
        "form": form,
        "guest": guest,
        "next": asked,
        "query": f"?{urlencode({REDIRECT_FIELD_NAME: asked})}" if asked else "",
        "open": bool(settings.SIGNUPS),
    }
    return render(request, template, context, status=status)


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, be it nothing; None where it was only looked at."""
    return request.POST if request.method == "POST" else None


def onward(request: HttpRequest) -> str:
    return _asked_for(request) or reverse("home")


def _asked_for(request: HttpRequest) -> str:
    """The page of this site that somebody wanted before she signed in; empty where it is none or this one."""
    asked = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME) or ""
    if not asked or len(iri_to_uri(asked)) > LONGEST_ADDRESS:
        return ""
    ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    doors = (reverse("login"), reverse("signup"), reverse("logout"))
    return asked if ours and asked.partition("?")[0] not in doors else ""


# A whole class sits behind one address and signs up within a minute, so an address may do that twice over.
# Only accounts that were made are counted, so mistakes cost nobody a place; whoever means ill is left with
# a few rows a minute. Each process counts for itself.


def _counter(request: HttpRequest) -> str:
    return f"signups:{client_address(request)}"


def _many_sign_ups(request: HttpRequest) -> bool:
    return int(cache.get(_counter(request), 0)) >= settings.SIGNUPS


def _count_sign_up(request: HttpRequest) -> None:
    counter = _counter(request)
    if not cache.add(counter, 1, WINDOW):
        cache.incr(counter)
