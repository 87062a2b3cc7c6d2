"""Addresses under /contests/."""

from __future__ import annotations

from django.urls import path

from quizzes.views import contests

urlpatterns = [
    path("", contests.mine, name="contests"),
    path("told/", contests.told, name="contests-told"),
    path("<int:review>/", contests.contest, name="contest"),
]
