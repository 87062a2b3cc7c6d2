"""What stands around every request: the size of its body, the storage behind it, a session that ended."""

from __future__ import annotations

import logging
from collections.abc import Callable
from time import perf_counter
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from quizzes.views import errors

Handler = Callable[[HttpRequest], HttpResponseBase]

ADMIN = "/admin/"
FORM = "application/x-www-form-urlencoded"
ADMIN_LOGIN = "/admin/login/"

METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE"})
PROBES = frozenset({"/healthz", "/readyz"})

logger = logging.getLogger(__name__)
requests = logging.getLogger("quizzes.requests")


def log_requests(get_response: Handler) -> Handler:
    """Log each request by the route of its address: paths and queries hold names and search words.

    It stands outermost and looks at neither user nor session. Static files and probes are not logged.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        start = perf_counter()
        response = get_response(request)
        match = request.resolver_match
        unseen = request.path_info in PROBES or (match is None and response.status_code < 400)
        if not unseen and requests.isEnabledFor(logging.INFO):
            about = {
                "method": request.method if request.method in METHODS else "other",
                "route": match.route if match else None,
                "status": response.status_code,
                "milliseconds": round((perf_counter() - start) * 1000, 1),
            }
            requests.info("request", extra=about)
        return response

    return middleware


def nameless_probes(get_response: Handler) -> Handler:
    """Forget the cookies of a probe: Django looks up whose session it is even where everybody may enter."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path_info in PROBES:
            request.META.pop("HTTP_COOKIE", None)
        return get_response(request)

    return middleware


def limit_body(get_response: Handler) -> Handler:
    """Refuse a body that is too large before anything reads it: the CSRF check alone would store it.

    The admin takes larger bodies, for spreadsheets, but its login form does not: anybody can reach that.
    A form in another encoding than UTF-8 is refused here as well: with DEBUG, Django's own page about it
    would read the form again and fail.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.content_type == FORM and (request.encoding or "utf-8").lower() != "utf-8":
            return errors.bad_request(request)
        stated = request.META.get("CONTENT_LENGTH") or ""
        if not stated:
            chunked = request.META.get("HTTP_TRANSFER_ENCODING", "")
            return errors.length_required(request) if chunked else get_response(request)
        if not (stated.isascii() and stated.isdigit()):
            return errors.bad_request(request)
        if len(stated) > 18 or int(stated) > _limit(request.path_info):
            return errors.too_large(request)
        return get_response(request)

    return middleware


def _limit(path: str) -> int:
    large = path.startswith(ADMIN) and path != ADMIN_LOGIN
    return int(settings.ADMIN_BODY_LIMIT if large else settings.BODY_LIMIT)


def storage_faults(get_response: Handler) -> Handler:
    """Answer a disk or a database that fails with a clear 503, and drop the connection so that it heals.

    Django turns an exception into a 500 at every middleware, so each place where storage is used needs a
    hook of its own: views (`process_exception`), the user that is loaded before them (`process_view`), and
    the session that is saved after them, whose error is only seen by the bare middleware inside this one.
    """
    inner: Handler = getattr(get_response, "__wrapped__", get_response)

    def middleware(request: HttpRequest) -> HttpResponseBase:
        try:
            return inner(request)
        except Exception as error:
            if errors.is_storage_fault(error):
                return _unavailable(request, error)
            raise

    def process_view(request: HttpRequest, *_view: Any) -> HttpResponseBase | None:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        try:
            _ = request.user.is_authenticated
        except Exception as error:
            if errors.is_storage_fault(error):
                return _unavailable(request, error)
            raise
        return None

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        return _unavailable(request, error) if errors.is_storage_fault(error) else None

    middleware.process_view = process_view  # type: ignore[attr-defined]
    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


def _unavailable(request: HttpRequest, error: BaseException) -> HttpResponse:
    logger.error("The storage failed: %s", type(error).__name__, exc_info=error)
    errors.drop_connections()
    return errors.unavailable(request)


def htmx_login(get_response: Handler) -> Handler:
    """After a session ended, lead back from the login form to the page that the reader was looking at.

    HTMX is told to open the whole login page: a redirect would swap that form into a card. A form that was
    sent without HTMX leads back to its page, because its own address may answer to POST alone.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if response.status_code != 302:
            return response
        page = urlsplit(response["Location"]).path
        if page not in (resolve_url(settings.LOGIN_URL), reverse("admin:login")):
            return response
        if request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
            return HttpResponseClientRedirect(_login(page, _current_page(request)))
        if request.method not in ("GET", "HEAD"):
            return HttpResponseRedirect(_login(page, _referring_page(request)))
        return response

    return middleware


def _login(page: str, back: str | None) -> str:
    return f"{page}?{urlencode({REDIRECT_FIELD_NAME: back or reverse('home')})}"


def _current_page(request: HttpRequest) -> str | None:
    """The page of our own that HTMX says it stands on; None where it names another, or no address at all."""
    try:
        found: str | None = request.htmx.current_url_abs_path  # type: ignore[attr-defined]
    except ValueError:
        return None
    return found


def _referring_page(request: HttpRequest) -> str:
    """The page of our own that the form stood on; empty where the browser does not say."""
    referrer = request.META.get("HTTP_REFERER", "")
    ours = url_has_allowed_host_and_scheme(referrer, {request.get_host()}, require_https=request.is_secure())
    return urlsplit(referrer).path if ours else ""
