"""Addresses under /cards/."""

from __future__ import annotations

from django.urls import path

from quizzes.views import own_cards

urlpatterns = [
    path("", own_cards.index, name="cards"),
    path("news/", own_cards.read, name="cards-read"),
    path("of-answer/<int:review>/", own_cards.of_answer, name="card-of-answer"),
    path("<int:card>/", own_cards.page, name="card"),
    path("<int:card>/undo/", own_cards.undo, name="card-undo"),
    path("<int:card>/<str:deed>/", own_cards.tend, name="card-deed"),
]
