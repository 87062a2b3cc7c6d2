"""Addresses under /reports/."""

from __future__ import annotations

from django.urls import path

from quizzes.views import reports

urlpatterns = [
    path("", reports.mine, name="reports"),
    path("<int:question>/", reports.report, name="report"),
]
