"""Two who write the keys of one name at once, as a teacher and make_questions do."""

from __future__ import annotations

from threading import Event, Thread

import pytest
from django.db import connection, connections, transaction

from history.models import ActorName, ActorNameKey
from quizzes import indexing
from tests.quizzes.names.test_naming import actor

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time"),
]


def test_second_waits_for_the_first() -> None:
    rows = ActorName.objects.filter(actor=actor("Lorenz").pk)
    ActorNameKey.objects.all().delete()
    begun, faults = Event(), list[Exception]()

    def second() -> None:
        try:
            with transaction.atomic():
                begun.set()
                indexing.write(ActorName, rows.all())
        except Exception as error:
            faults.append(error)
        finally:
            connections.close_all()

    other = Thread(target=second)
    with transaction.atomic():
        indexing.write(ActorName, rows.all())
        other.start()
        assert begun.wait(10)
        other.join(1)  # so that it comes to where it waits
    other.join(20)
    assert faults == []
    assert not other.is_alive()
