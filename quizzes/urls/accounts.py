"""Addresses under /accounts/."""

from __future__ import annotations

from django.urls import path

from quizzes.views import accounts, languages, mydata, settings

urlpatterns = [
    path("signup/", accounts.signup, name="signup"),
    path("login/", accounts.sign_in, name="login"),
    path("logout/", accounts.sign_out, name="logout"),
    path("password/", accounts.password, name="password"),
    path("settings/", settings.settings, name="settings"),
    path("language/", languages.switch, name="language"),
    path("data/", mydata.data, name="data"),
    path("data/export/", mydata.export, name="data-export"),
    path("data/erase/", mydata.erase, name="data-erase"),
]
