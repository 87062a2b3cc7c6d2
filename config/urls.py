"""All addresses."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path

from quizzes.views import health
from quizzes.views.home import home

handler400 = "quizzes.views.errors.bad_request"
handler500 = "quizzes.views.errors.server_error"

urlpatterns = [
    path("", home, name="home"),
    path("study/", include("quizzes.urls")),
    path("facts/", include("history.urls")),
    path("accounts/login/", LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("accounts/logout/", login_not_required(LogoutView.as_view()), name="logout"),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("admin/", admin.site.urls),
]
