"""Load a bundle into the tables: one transaction, and a row that is the same is not touched.

What a row brought is remembered as a digest. A row is written again only when the file changed; where
somebody changed it here in the meantime, it is left alone and named, unless `overwrite` says otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from history import models
from history.changes import Change, tell
from history.derive import derived
from history.desk import frozen
from history.evidence import obstacles
from history.facts import Publication
from history.models.clues import keep_clues

from .bundle import Bundle, Remark, digest
from .saving import Saver
from .saving_facts import WHY_BACK
from .stored import DIGEST, Reader, chunks

SECTIONS: dict[str, type[Model]] = {
    "actors": models.Actor,
    "places": models.Place,
    "sources": models.Source,
    "agreements": models.Agreement,
    "facts": models.Fact,
    "errata": models.Erratum,
}
Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class Report:
    """What an import did: rows by section and outcome, remarks, and where the new facts now stand."""

    base: str
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    publication: Counter[str] = field(default_factory=Counter)

    def total(self, outcome: str) -> int:
        return sum(counter[outcome] for counter in self.counts.values())


@dataclass(slots=True)
class Plan:
    """Which rows of a section are to be written, and which rows they replace (key to row number)."""

    new: list[str] = field(default_factory=list)
    changed: dict[str, int] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)

    @property
    def written(self) -> list[str]:
        return [*self.new, *self.changed]


def load(
    bundle: Bundle, *, now: datetime, progress: Progress | None = None, overwrite: bool = False
) -> Report:
    """Bring the tables to what the bundle says; all or nothing.

    New facts against which nothing speaks are published, the others come in as in review, each with a
    remark that says what is missing. Rows that the file no longer has are left as they are and counted.
    """
    report = Report(base=bundle.base.key, remarks=list(bundle.remarks))
    with transaction.atomic():
        base = _base(bundle)
        reader = Reader(base)
        plans = {name: _plan(name, bundle, base, reader, report, overwrite) for name in SECTIONS}
        saver = Saver(bundle, base, now=now, progress=progress or (lambda section, done, total: None))
        saver.save(plans)
        _tell(plans, saver)
        report.remarks += saver.remarks
        report.publication = saver.publication
    return report


def _base(bundle: Bundle) -> models.Base:
    wanted = bundle.base
    values = {
        "name": wanted.name,
        "language": wanted.language,
        "licence": wanted.licence,
        "origin": wanted.origin,
        "notes": wanted.notes,
        "extra": wanted.extra,
    }
    base, made = models.Base.objects.get_or_create(key=wanted.key, defaults=values)
    changed = [name for name, value in values.items() if getattr(base, name) != value]
    if changed and not made:
        for name in changed:
            setattr(base, name, values[name])
        base.save(update_fields=changed)
    return base


def _known(name: str, base: models.Base) -> dict[str, tuple[int, str]]:
    """Row number and digest of each row of a section that the tables have, by key."""
    if name == "errata":
        rows = models.Erratum.objects.filter(base=base).select_related("fact", "actor", "source")
        return {
            f"{row.source.key}, {(row.fact or row.actor).key}, {row.field}: {row.wrong}": (  # type: ignore[union-attr]
                row.pk,
                row.extra.get(DIGEST, ""),
            )
            for row in rows
        }
    values = SECTIONS[name]._default_manager.filter(base=base).order_by()
    return {
        key: (pk, extra.get(DIGEST, ""))
        for pk, key, extra in values.values_list("pk", "key", "extra").iterator()
    }


def _plan(
    name: str, bundle: Bundle, base: models.Base, reader: Reader, report: Report, overwrite: bool
) -> Plan:
    rows: dict[str, Any] = getattr(bundle, name)
    known, plan = _known(name, base), Plan()
    count = report.counts[name] = Counter()
    for key, row in rows.items():
        pk, old = known.get(key, (0, ""))
        fresh = digest(row)
        if pk and fresh == old:
            count["same"] += 1
            continue
        plan.digests[key] = fresh
        if pk:
            plan.changed[key] = pk
        else:
            plan.new.append(key)
    if plan.changed and not overwrite:
        _leave_edited(name, plan, known, reader, report)
    count["new"], count["changed"] = len(plan.new), len(plan.changed)
    count["error"] = bundle.errors(name) + (bundle.errors("entities") if name == "actors" else 0)
    count["not in file"] = len(known.keys() - rows.keys())
    return plan


def _leave_edited(
    name: str, plan: Plan, known: dict[str, tuple[int, str]], reader: Reader, report: Report
) -> None:
    """Take out of the plan what somebody changed here since the last import brought it."""
    now_held = getattr(reader, name)(list(plan.changed))
    for key, row in now_held.items():
        if digest(row) != known[key][1]:
            del plan.changed[key]
            report.counts[name]["skipped"] += 1
            sentence = "It was changed here, and the file now has another version: it was left as it is here."
            report.remarks.append(Remark(section=name, key=key, sentence=sentence))


def _tell(plans: dict[str, Plan], saver: Saver) -> None:
    """Settle what hangs on changed rows, and tell the subscribers, once."""
    changed = {name: frozenset(plan.changed.values()) for name, plan in plans.items()}
    touched = _hanging_on(changed) - saver.fact_pks
    saver.remarks += settle(touched, now=saver.now)
    facts = touched | saver.fact_pks
    if facts or any(changed.values()):
        tell(
            Change(
                facts=frozenset(facts),
                actors=changed["actors"],
                places=changed["places"],
                agreements=changed["agreements"],
                bulk=True,
            )
        )


def _hanging_on(changed: dict[str, frozenset[int]]) -> set[int]:
    """The facts that name, cite or lean on a changed row."""
    found: set[int] = set()
    for name, pks in changed.items():
        for some in chunks(sorted(pks)):
            found |= models.Fact.objects.mentioning(SECTIONS[name], some)
    return found


def settle(pks: Iterable[int], *, now: datetime) -> list[Remark]:
    """Work out the derived columns of facts again, and take back to review what no longer stands."""
    remarks = []
    for some in chunks(sorted(pks), 200):
        rows = list(models.Fact.objects.filter(pk__in=some).order_by())
        values = frozen(rows)
        keep_clues(values)
        for row in rows:
            value = values[row.pk]
            columns: dict[str, Any] = {**derived(value)}
            against = obstacles(value) if row.publication == Publication.PUBLISHED else ()
            if against:
                columns |= {"publication": Publication.IN_REVIEW.value, "changed_at": now}
                sentence = " ".join([WHY_BACK, *against])
                remarks.append(Remark(section="facts", key=row.key, sentence=sentence))
            if any(getattr(row, name) != column for name, column in columns.items()):
                models.Fact.objects.filter(pk=row.pk).update(**columns)
    return remarks
