"""Addresses under /study/."""

from __future__ import annotations

from django.urls import path

from quizzes.views import study

urlpatterns = [
    path("", study.ask, name="study"),
    path("fact/<int:fact>/", study.about, name="study-fact"),
    path("answer/", study.answer, name="study-answer"),
    path("verdict/<int:review>/", study.verdict, name="study-verdict"),
    path("undo/<int:review>/", study.undo, name="study-undo"),
]
