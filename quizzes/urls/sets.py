"""Addresses under /sets/."""

from __future__ import annotations

from django.urls import path

from quizzes.views import classes, own_sets, sets

urlpatterns = [
    path("", sets.shelves, name="sets"),
    path("new/", own_sets.new, name="set-new"),
    path("new/preview/", own_sets.preview, name="set-preview"),
    path("new/by-hand/", own_sets.new_by_hand, name="set-new-by-hand"),
    path("join/", sets.enter_code, name="set-code"),
    path("join/<str:code>/", sets.join, name="set-join"),
    path("<int:pk>/", sets.page, name="set"),
    path("<int:pk>/follow/", sets.follow, name="set-follow"),
    path("<int:pk>/leave/", sets.leave, name="set-leave"),
    path("<int:pk>/edit/", own_sets.edit, name="set-edit"),
    path("<int:pk>/edit/preview/", own_sets.preview, name="set-edit-preview"),
    path("<int:pk>/delete/", own_sets.delete, name="set-delete"),
    path("<int:pk>/share/", own_sets.share, name="set-share"),
    path("<int:pk>/stop-sharing/", own_sets.stop_sharing, name="set-stop-sharing"),
    path("<int:pk>/choose/", own_sets.choose, name="set-facts"),
    path("<int:pk>/choose/add/", own_sets.add, name="set-facts-add"),
    path("<int:pk>/choose/<int:fact>/up/", own_sets.move_up, name="set-fact-up"),
    path("<int:pk>/choose/<int:fact>/down/", own_sets.move_down, name="set-fact-down"),
    path("<int:pk>/choose/<int:fact>/take-out/", own_sets.take_out, name="set-fact-out"),
    path("<int:pk>/class/", classes.page, name="set-class"),
    path("<int:pk>/class/table.csv", classes.table, name="set-class-table"),
    path("<int:pk>/class/<int:student>/remove/", classes.remove, name="set-class-remove"),
]
