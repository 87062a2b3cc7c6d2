"""Questions a second, a saved fact until its questions are ready, dates a second beside `edtf`, in one run:
python -m tests.bench.bench_questions."""

from __future__ import annotations

import json
import warnings
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from tests.bench import stage, world

STARTER = "history/data/korea.yaml"
DATES = "tests/data/uk_treaties_200.json", "tests/data/wikitrivia_200.json"
SIZES = 1_000, 10_000
ROUNDS = 3
BUDGET_A_SECOND, BUDGET_READY = 500, 200


def proving(folder: Path) -> None:
    """All questions of three bases, made on one core as make_questions makes them: judged, seated, written.

    The starter pack, a sample of public data and the made-up base.
    """
    from history.models.factbase import whole_base
    from history.packs import nfacts
    from history.packs.reading import read
    from history.packs.store import load
    from quizzes import bank
    from quizzes.models import BankQuestion

    now = datetime(2026, 1, 1, tzinfo=UTC)
    bases = {
        "starter pack": lambda: load(read(Path(STARTER)), now=now),
        "200 treaties": lambda: load(nfacts.read(json.loads(Path(DATES[0]).read_text("utf-8"))), now=now),
        f"made-up, {SIZES[0]:,}": lambda: world.furnish(SIZES[0]),
    }
    rows = []
    for label, furnish in bases.items():
        stage.move_to(folder / f"{label}.sqlite3")
        furnish()
        facts: list[int] = []

        def make(facts: list[int] = facts) -> None:
            base = whole_base()
            facts.append(len(base))
            for _ in bank.make_all(base, base, told=lambda judged: None):
                pass

        times = [stage.cpu(make) for _ in range(ROUNDS)]
        judged, live = BankQuestion.objects.count(), BankQuestion.objects.live().count()
        each = [f"{number / median(times) * 1000:.0f}" for number in (live, judged)]
        rows.append([label, facts[0], judged, live, f"{median(times):.0f}", *each, BUDGET_A_SECOND])
    head = ["generation with proof", "facts", "judged", "live", "ms CPU"]
    stage.table([*head, "live a second", "judged a second", "target"], rows)


def saving(files: dict[int, Path]) -> None:
    """One saved fact until its questions, and those it can touch, are proved and written."""
    from django.db import connection

    from history.models import Fact
    from history.models.factbase import StoredFactBase
    from quizzes import bank

    rows, flat = [], {}
    for label, mark in (("fact of two states", False), ("fact of the state in every third", True)):
        for size, file in files.items():
            stage.move_to(file)
            frequent = Fact.objects.filter(participations__actor__key="state:0")
            facts = Fact.objects.filter(pk__in=frequent) if mark else Fact.objects.exclude(pk__in=frequent)
            pks = list(facts.order_by("earliest", "pk").values_list("pk", flat=True))
            chosen = [pks[len(pks) * (2 + place) // (stage.ROUNDS + 4)] for place in range(stage.ROUNDS)]
            if not flat:
                bank.reprove([pks[0]])  # warms what is kept between requests
            times, queries, touched = [], [], []
            for pk in chosen:
                touched.append(len(bank.touched_by({pk}, StoredFactBase())))
                with stage.counted() as seen:
                    times.append(stage.cpu(lambda pk=pk: bank.reprove([pk])))
                queries.append(len(seen))
            flat[mark, size] = median(times)
            ratio = flat[mark, size] / flat[mark, SIZES[0]]
            row = [median(touched), median(queries), f"{median(times):.0f}", f"{ratio:.2f}", BUDGET_READY]
            rows.append([f"{label}, base of {size:,}", *row])
            connection.close()
    head = ["save to ready", "facts touched", "queries", "ms CPU", f"of {SIZES[0]:,}", "target"]
    stage.table(head, rows)


def dates() -> None:
    """Reading the dates of two samples of public data, each date as the file has it."""
    from edtf import parse_edtf

    from history.dates import DateError, parse

    texts = [
        dated["edtf"]
        for name in DATES
        for fact in json.loads(Path(name).read_text(encoding="utf-8"))["facts"]
        for dated in fact.get("dates", ())
    ][::4]

    def ours() -> int:
        refused = 0
        for text in texts:
            try:
                parse(text)
            except DateError:
                refused += 1
        return refused

    def theirs() -> int:
        refused = 0
        for text in texts:
            try:
                parse_edtf(text)
            except Exception:
                refused += 1
        return refused

    def fresh() -> int:
        forget = getattr(parse, "cache_clear", None)
        if forget:
            forget()
        return ours()

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs()
        works = {"edtf": theirs, "Attest, each new": fresh, "Attest, met before": ours}
        rounds = {name: [] for name in works}
        for _ in range(stage.ROUNDS):
            for name, work in works.items():
                rounds[name].append(stage.cpu(work))
        rows = [
            [
                name,
                f"{median(times) / len(texts) * 1000:.1f}",
                f"{len(texts) / median(times) * 1000:,.0f}",
                stage.ratio(times, rounds["edtf"], places=4),
                work(),
            ]
            for (name, work), times in zip(works.items(), rounds.values(), strict=True)
        ]
    stage.table([f"{len(texts)} dates", "µs CPU", "a second", "of edtf", "refused"], rows)


def main() -> None:
    with stage.house() as folder:
        files = {size: folder / f"{size}.sqlite3" for size in SIZES}
        dates()
        print()
        proving(folder)
        print()
        for size, file in files.items():
            stage.move_to(file)
            world.furnish(size)
            world.bank()
        saving(files)


if __name__ == "__main__":
    main()
