"""The least that Django can do for an answer: the floor beside which answers are measured.

One select, one update, one insert and one select of the next card that is due, in one transaction, and a
string for a page; no session, no user, no template. Its handler runs without middleware.
"""

from __future__ import annotations

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import urlpatterns as product

TABLES = (
    "CREATE TABLE floor_card (id INTEGER PRIMARY KEY, student INTEGER, due INTEGER, number INTEGER, stem)",
    "CREATE INDEX floor_due ON floor_card (student, due)",
    "CREATE TABLE floor_review (id INTEGER PRIMARY KEY, card INTEGER, number INTEGER, choice INTEGER)",
)


def furnish(cards: int) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for sql in TABLES:
            cursor.execute(sql)
        cursor.executemany(
            "INSERT INTO floor_card VALUES (%s, 1, %s, 1, %s)",
            [(number, number, f"When was event number {number}?") for number in range(1, cards + 1)],
        )


def answer(request: HttpRequest) -> HttpResponse:
    card, choice = int(request.POST["card"]), int(request.POST["choice"])
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT number, due FROM floor_card WHERE id = %s", [card])
        number, due = cursor.fetchone()
        cursor.execute(
            "UPDATE floor_card SET number = %s, due = %s WHERE id = %s", [number + 1, due + 10**6, card]
        )
        cursor.execute(
            "INSERT INTO floor_review (card, number, choice) VALUES (%s, %s, %s)", [card, number + 1, choice]
        )
        cursor.execute("SELECT id, stem FROM floor_card WHERE student = 1 ORDER BY due LIMIT 1")
        following, stem = cursor.fetchone()
    return HttpResponse(f"<form><h1>{stem}</h1><input name=card value={following}></form>")


urlpatterns = [path("floor/", answer), *product]
