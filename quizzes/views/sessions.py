"""Sessions in the database, as Django keeps them, read by a query that is built once."""

from __future__ import annotations

from datetime import datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from quizzes.compiled import CompiledRow


def _valid(key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)


_session = CompiledRow(Session, _valid, key=str, now=datetime)


class SessionStore(db.SessionStore):
    """Django's own but for the one read that every request makes."""

    def _get_session_from_db(self) -> Session | None:
        key = self.session_key
        found = _session.first(key=key, now=timezone.now()) if key else None
        if found is None:
            self._session_key = None
        return found
