"""Addresses of the facts."""

from django.urls import path

from history import views

urlpatterns = [
    path("", views.fact_list, name="facts"),
    path("<int:pk>/", views.fact_page, name="fact"),
]
