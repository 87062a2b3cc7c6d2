"""The language of the pages: which one a request gets, and how a reader chooses another.

What is chosen stands in a cookie, so that no request asks the database for it; whoever is signed in has it
kept with her settings too, and finds it on the next device. Without a choice the browser decides. The desk
of the teachers is English. Which language the questions are in is another matter: `Student.language`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.encoding import iri_to_uri
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from quizzes.models import Student

from .fragments import LONGEST_ADDRESS, see_other

ADMIN = "/admin/"
CODES = dict(settings.LANGUAGES)
ONLY_SENT: Mapping[str, tuple[str, ...]] = {
    "card-deed": ("card", "card"),
    "card-undo": ("card", "card"),
    "cards-read": ("home",),
    "contest": ("study",),
    "contests-told": ("home",),
    "language": ("home",),
    "progress-contrast": ("progress",),
    "progress-fit": ("progress",),
    "quiz-count": ("quiz-new",),
    "set-edit-preview": ("set-edit", "pk"),
    "set-fact-down": ("set-facts", "pk"),
    "set-fact-out": ("set-facts", "pk"),
    "set-fact-up": ("set-facts", "pk"),
    "set-facts-add": ("set-facts", "pk"),
    "set-follow": ("set", "pk"),
    "set-leave": ("set", "pk"),
    "set-preview": ("set-new",),
    "set-share": ("set", "pk"),
    "set-stop-sharing": ("set", "pk"),
    "sitting-ahead": ("home",),
    "sitting-finish": ("sitting", "sitting"),
    "sitting-retry": ("sitting", "sitting"),
    "sitting-start": ("study",),
    "study-answer": ("study",),
    "study-grade": ("study",),
    "study-undo": ("study",),
}
"""Addresses that take only what a form sends, and where it goes on from there: the name of a page, and what
of the address it keeps."""


def in_language(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable:
    """Answer in the reader's language, and say so. It needs neither session nor user: see above."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        desk = request.path_info.startswith(ADMIN)
        language = settings.LANGUAGE_CODE if desk else _of(request)
        with translation.override(language):
            response = get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Content-Language", language)
            if not desk:
                patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return response

    return middleware


def _of(request: HttpRequest) -> str:
    try:
        return translation.get_language_from_request(request)
    except ValueError:
        return settings.LANGUAGE_CODE


@login_not_required
@never_cache
@require_POST
def switch(request: HttpRequest) -> HttpResponseBase:
    """Another language, and back to the page on which it was chosen; what is no language changes nothing."""
    response = see_other(_back(request))
    language = request.POST.get("language", "")
    if language in CODES:
        _keep(request.user, language)
        remember(response, language)
    return response


def carry(user: AbstractBaseUser | AnonymousUser, request: HttpRequest, response: HttpResponseBase) -> None:
    """After signing in: the language that she chose before, else the one this browser was told."""
    chosen = Student.objects.filter(user=user.pk).values_list("interface", flat=True).first()
    told = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen:
        remember(response, chosen)
    elif chosen is not None and told in CODES:
        _keep(user, told)


def remember(response: HttpResponseBase, language: str) -> None:
    """Have the browser ask in this language from now on; in its own where `language` is empty."""
    if language not in CODES:
        forget(response)
        return
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )


def forget(response: HttpResponseBase) -> None:
    """Leave the browser as it was before: the next one who sits down at it may read another language."""
    response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")


def _keep(user: AbstractBaseUser | AnonymousUser, language: str) -> None:
    if user.is_authenticated:
        Student.objects.filter(user=user.pk).update(interface=language)


def _back(request: HttpRequest) -> str:
    """The page of this site that the form stood on, if it can be asked for again; else the first page.

    The browser says which one it was: pages of this site tell each other (SECURE_REFERRER_POLICY). A page
    that was brought up by another form says itself where it leads on to, if it knows.
    """
    page = request.POST.get("page") or request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    if not ours or len(iri_to_uri(page)) > LONGEST_ADDRESS:
        return reverse("home")
    parts = urlsplit(page)
    try:
        found = resolve(parts.path)
    except (Resolver404, ValueError):
        return reverse("home")
    if on := ONLY_SENT.get(found.url_name or ""):
        name, *kept = on
        return reverse(name, kwargs={part: found.kwargs[part] for part in kept})
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
