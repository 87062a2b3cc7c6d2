"""What make_questions prints for whoever runs it."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command

from history.models import Fact
from quizzes import bank
from quizzes.models import BankQuestion
from tests.factories.worlds import small_base

pytestmark = pytest.mark.django_db


def run(*args: str) -> list[str]:
    out = StringIO()
    call_command("make_questions", *args, stdout=out)
    return out.getvalue().splitlines()


def test_the_table_has_headings_and_a_total():
    small_base()
    lines = run()
    assert lines[0].split() == ["kind", *BankQuestion.State.values]
    rows = {kind: [int(number) for number in numbers] for kind, *numbers in map(str.split, lines[1:-1])}
    total = rows.pop("all")
    assert total == [sum(column) for column in zip(*rows.values(), strict=True)]
    assert total[0] == BankQuestion.objects.live().count() > 0
    assert lines[-1] == "Why they are withheld: manage.py audit_questions."


def test_what_is_not_asked_any_more_is_not_counted():
    base = small_base()
    before = run()
    fact = Fact.objects.filter(base=base)[0]
    BankQuestion.objects.create(
        fact=fact, facet="date:held", kind="date", state="withheld", fact_version=1, reason=bank.NOT_CARRIED
    )
    assert run() == before
