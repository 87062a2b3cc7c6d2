"""The two clean banks, made once and rolled back."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from history.models import Base
from tests.factories.worlds import small_base

from . import making
from .banks import Bank, read


@pytest.fixture(scope="session")
def pack(django_db_setup, django_db_blocker) -> Bank:
    """The starter pack."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("import_facts", "history/data/korea.yaml", verbosity=0, stdout=StringIO())
        bank = read(Base.objects.get())
        transaction.set_rollback(True)
    return bank


@pytest.fixture(scope="session")
def small(django_db_setup, django_db_blocker) -> Bank:
    """Ten agreements between states that never were."""
    with django_db_blocker.unblock(), transaction.atomic():
        bank = read(small_base())
        transaction.set_rollback(True)
    return bank


@pytest.fixture(scope="session")
def banks(pack: Bank, small: Bank) -> list[Bank]:
    """Both of them, and single choices made by hand, so that every kind is there whatever the app asks."""
    made = Bank(base=making.base(), lines=[*making.lines("signer"), *making.lines("place")])
    return [pack, small, made]
