"""Practising what comes next: facets of one fact fall due together, and stand apart all the same."""

from __future__ import annotations

import pytest

from quizzes import sittings
from quizzes.models import BankQuestion
from quizzes.study.folding import study_day

from .small_bank import NOON, furnish, known, student

pytestmark = pytest.mark.django_db


def test_facets_of_one_fact_do_not_follow_each_other() -> None:
    rows = furnish(2, facets=("actors:visitor", "actors:host"))
    pupil = student(new_a_day=0, session_size=4)
    for row in sorted(rows, key=lambda row: row.fact_id):
        known(pupil, row, stability=5.0)
    made = sittings.practise_ahead(pupil, today=study_day(pupil, NOON) - 30, now=NOON)
    assert made is not None
    assert sorted(made.plan) == sorted(row.pk for row in rows)
    facts = [BankQuestion.objects.get(pk=question).fact_id for question in made.plan]
    assert facts[0] != facts[1]
    assert facts[0] < facts[1]  # still by day, and then by card
