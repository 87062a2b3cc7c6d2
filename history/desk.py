"""The deeds of the desk: what may be published, corrected and withdrawn, by whom, and who is told.

Every deed owns its transaction, locks the fact, reads it again, checks the rule, writes, keeps a
revision and tells `history.changes`. `user` is whoever asks for it; None is the command line of
whoever runs the machine, who may do everything. `now` is read at the door.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import DEFAULT_DB_ALIAS
from django.db.models.deletion import Collector

from history import facts
from history.changes import Change, tell
from history.derive import derived
from history.evidence import obstacles
from history.models import Fact
from history.models.clues import keep_clues
from history.models.factbase import frozen_facts
from history.revisions import apart, remark, revision

if TYPE_CHECKING:
    from django.contrib.auth.models import User

PUBLISH = "history.publish_fact"

ONLY_PUBLISHERS = "Only a publisher may do this: submit the fact for review and ask one."
ASK_A_PUBLISHER = "A published fact is changed by a publisher: tell one what is wrong."
NO_REASON = "Say why it is withdrawn: the next teacher will ask."
NEVER_PUBLISHED = "It was never published, so there is nothing to withdraw."
WITHDRAW_INSTEAD = (
    "A published fact is not deleted: withdraw it instead, so that what students were shown stays on record."
)
MET_BY_STUDENTS = (
    "Questions were made from this fact, and what students answered stays on record: withdraw it instead of "
    "deleting it."
)


@dataclass(frozen=True, slots=True)
class Done:
    """The deed is done."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was written; each reason is a whole sentence."""

    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SentBack:
    """The change is written, and because of it `facts` are no longer published but in review again."""

    reasons: tuple[str, ...]
    facts: tuple[int, ...]


def may_publish(user: User | None) -> bool:
    return user is None or user.has_perm(PUBLISH)


def may_change(fact: Fact, user: User | None) -> bool:
    """Whether the user may write this fact, as far as its publication decides it."""
    return fact.publication != facts.Publication.PUBLISHED or may_publish(user)


def submit(fact: Fact, *, user: User | None, now: datetime) -> Done | Refused:
    """Hand a draft, or a fact that was withdrawn and mended, to the publishers."""
    with revision(user):
        row = _locked(fact)
        if row.publication == facts.Publication.PUBLISHED:
            return Refused(("It is published already.",))
        if row.publication != facts.Publication.IN_REVIEW:
            remark("Submitted for review.")
            _move(row, facts.Publication.IN_REVIEW, now)
    return Done()


def publish(fact: Fact, *, user: User | None, now: datetime) -> Done | Refused:
    """Let students be asked about a fact, if its citations carry it."""
    if not may_publish(user):
        return Refused((ONLY_PUBLISHERS,))
    with revision(user):
        row = _locked(fact)
        if row.publication == facts.Publication.PUBLISHED:
            return Done()
        value = frozen([row])[row.pk]
        reasons = obstacles(value)
        if reasons:
            return Refused(reasons)
        remark("Published.")
        _derive(row, value)
        _move(row, facts.Publication.PUBLISHED, now)
        tell(Change(facts=_with_corroborated([row.pk])))
    return Done()


def withdraw(fact: Fact, *, reason: str, user: User | None, now: datetime) -> Done | Refused:
    """Stop asking about a fact. What students were shown stays on record."""
    if not may_publish(user):
        return Refused((ONLY_PUBLISHERS,))
    reason = " ".join(reason.split())
    if not reason:
        return Refused((NO_REASON,))
    with revision(user):
        row = _locked(fact)
        if row.publication == facts.Publication.DRAFT:
            return Refused((NEVER_PUBLISHED,))
        if row.publication != facts.Publication.WITHDRAWN:
            remark(f"Withdrawn: {reason}")
            _move(row, facts.Publication.WITHDRAWN, now)
            tell(Change(facts=_with_corroborated([row.pk])))
    return Done()


def correct(
    fact: Fact, *, write: Callable[[Fact], object], why: str, user: User | None, now: datetime
) -> Done | Refused | SentBack:
    """Change a fact with `write`, which gets the locked row; then as `save_fact`."""
    with revision(user):
        row = _locked(fact)
        if not may_change(row, user):
            return Refused((ASK_A_PUBLISHER,))
        remark(why)
        write(row)
        return save_fact(row, user=user, now=now)


def save_fact(fact: Fact, *, user: User | None, now: datetime, new: bool = False) -> Done | SentBack:
    """Settle a fact whose row and parts have just been written, inside the same transaction.

    The version goes up, the derived columns are worked out anew, and a published fact that its
    citations no longer carry goes back to review, its questions with it.

    Raises:
        PermissionDenied: the fact is published and the user may not publish; it undoes what was written.
    """
    with revision(user):
        row = _locked(fact)
        if not may_change(row, user):
            raise PermissionDenied(ASK_A_PUBLISHER)
        public = row.publication == facts.Publication.PUBLISHED
        value = frozen([row])[row.pk]
        reasons = obstacles(value) if public else ()
        if not new:
            row.version += 1
        _derive(row, value)
        _move(row, facts.Publication.IN_REVIEW if reasons else facts.Publication(row.publication), now)
        if public:
            tell(Change(facts=_with_corroborated([row.pk])))
    return SentBack(reasons, (row.pk,)) if reasons else Done()


def delete_fact(fact: Fact, *, user: User | None) -> Done | Refused:
    """Delete a fact that no student can have met."""
    with revision(user):
        row = _locked(fact)
        reasons = why_not_deleted(row)
        if reasons:
            return Refused(reasons)
        row.delete()
    return Done()


def why_not_deleted(fact: Fact) -> tuple[str, ...]:
    """What speaks against deleting a fact.

    Whatever other apps keep about a fact (questions, cards, reviews) would go with it, so the
    question is put to the database and no app is named here.
    """
    if fact.publication == facts.Publication.PUBLISHED:
        return (WITHDRAW_INSTEAD,)
    collector = Collector(using=DEFAULT_DB_ALIAS)
    collector.collect([fact])
    reached = {model for model, rows in collector.data.items() if rows}
    reached |= {rows.model for rows in collector.fast_deletes if rows.exists()}
    own = Fact._meta.app_label
    return (MET_BY_STUDENTS,) if any(model._meta.app_label != own for model in reached) else ()


def settle(
    mentioned: Iterable[int],
    *,
    cause: str,
    now: datetime,
    user: User | None,
    actors: Iterable[int] = (),
    places: Iterable[int] = (),
    agreements: Iterable[int] = (),
) -> Done | SentBack:
    """See that facts still stand after something that they mention was changed, and tell of it.

    Their derived columns follow; a published fact that its citations no longer carry goes back to
    review, each in a revision of its own.
    """
    pks = sorted(set(mentioned))
    fallen: dict[int, tuple[str, ...]] = {}
    published: set[int] = set()
    with revision(user):
        for start in range(0, len(pks), 500):
            rows = list(Fact.objects.select_for_update().filter(pk__in=pks[start : start + 500]))
            values = frozen(rows)
            keep_clues(values)
            for row in rows:
                pk, value = row.pk, values[row.pk]
                columns = derived(value)
                if any(getattr(row, name) != wanted for name, wanted in columns.items()):
                    Fact.objects.filter(pk=pk).update(**columns)
                if row.publication != facts.Publication.PUBLISHED:
                    continue
                published.add(pk)
                against = obstacles(value)
                if against:
                    fallen[pk] = against
                    comment = f"Back in review after a change of {cause}. {' '.join(against)}"
                    apart(partial(_send_back, row, comment, user, now))
        tell(
            Change(
                facts=_with_corroborated(published),
                actors=frozenset(actors),
                places=frozenset(places),
                agreements=frozenset(agreements),
            )
        )
    if not fallen:
        return Done()
    reasons = dict.fromkeys(each for several in fallen.values() for each in several)
    return SentBack(tuple(reasons), tuple(fallen))


def frozen(rows: Sequence[Fact]) -> dict[int, facts.Fact]:
    """The frozen values of facts as the database holds them now."""
    values = frozen_facts(Fact.objects.filter(pk__in=[row.pk for row in rows]))
    return {value.pk: value for value in values}


def _locked(fact: Fact) -> Fact:
    """The fact as it is now, held until the transaction ends."""
    return Fact.objects.select_for_update().get(pk=fact.pk)


def _derive(row: Fact, value: facts.Fact) -> None:
    for name, wanted in derived(value).items():
        setattr(row, name, wanted)
    keep_clues({row.pk: value})


def _move(row: Fact, publication: facts.Publication, now: datetime) -> None:
    row.publication = publication
    row.changed_at = now
    row.save(update_fields=["publication", "version", "title_key", "earliest", "latest", "changed_at"])


def _send_back(row: Fact, comment: str, user: User | None, now: datetime) -> None:
    with revision(user):
        remark(comment)
        _move(_locked(row), facts.Publication.IN_REVIEW, now)


def _with_corroborated(pks: Iterable[int]) -> frozenset[int]:
    """These facts and those that lean on them: whether a fact is corroborated is part of its value."""
    known = frozenset(pks)
    return known | frozenset(Fact.objects.filter(corroborates__in=known).values_list("pk", flat=True))
