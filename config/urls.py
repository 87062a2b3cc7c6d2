"""All addresses."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

from quizzes.views import health
from quizzes.views.home import home

handler400 = "quizzes.views.errors.bad_request"
handler500 = "quizzes.views.errors.server_error"

urlpatterns = [
    path("", home, name="home"),
    path("", include("quizzes.urls.study")),
    path("facts/", include("history.urls")),
    path("cards/", include("quizzes.urls.cards")),
    path("sets/", include("quizzes.urls.sets")),
    path("reports/", include("quizzes.urls.reports")),
    path("contests/", include("quizzes.urls.contests")),
    path("accounts/", include("quizzes.urls.accounts")),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("admin/", admin.site.urls),
]
