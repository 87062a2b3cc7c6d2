"""Whether proof and saving stay flat up to a million facts, beside a plain select by primary key:
python -m tests.bench.bench_scale [--million] [--only-postgres].

Each base is built and measured in a process of its own, so that its peak of memory is its own. The facts
are treaties of a few forms on subjects that many share, one state signs every third; the bank has
two live rows for each.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from tests import postgres
from tests.bench import stage, world

SIZES = 1_000, 10_000, 100_000
MILLION = 1_000_000
FORMS = "Treaty", "Agreement", "Convention", "Protocol", "Exchange of Notes"
CHUNK = 2_000
ROUNDS = 7
HEAD = (
    *("database", "facts", "floor ms", "fitting, title", "fitting, gaps", "fitting, date and party"),
    *("of floor", "prove, a question", "save", "touched", "MiB", "built in s"),
)


def subject(number: int) -> str:
    """A few subjects are those of thousands of treaties, most of one: the n-th is as rare as its number."""
    return world._word(number, 4).lower()


class Filler:
    """Writes rows of one model: what a row does not name is as in a row without values."""

    def __init__(self, model: Any, **always: Any) -> None:
        from django.db import connection

        self.connection = connection
        self.fields = {field.attname: field for field in model._meta.concrete_fields}
        row = model(**always)
        self.values = {
            name: field.get_db_prep_save(getattr(row, name), connection)
            for name, field in self.fields.items()
            if name != "id"
        }
        self.table = model._meta.db_table

    def write(self, rows: Sequence[dict[str, Any]]) -> None:
        if not rows:
            return
        varying = list(rows[0])
        columns = [*varying, *(name for name in self.values if name not in varying)]
        names = ", ".join(f'"{self.fields[name].column}"' for name in columns)
        rest = [self.values[name] for name in columns[len(varying) :]]
        made = ([*row.values(), *rest] for row in rows)
        with self.connection.cursor() as cursor:
            if self.connection.vendor == "postgresql":
                with cursor.copy(f'COPY "{self.table}" ({names}) FROM STDIN') as copy:
                    for row in made:
                        copy.write_row(
                            [
                                getattr(value, "dumps", str)(value.obj) if hasattr(value, "obj") else value
                                for value in row
                            ]
                        )
            else:
                marks = ", ".join(["%s"] * len(columns))
                cursor.executemany(f'INSERT INTO "{self.table}" ({names}) VALUES ({marks})', list(made))  # noqa: S608


def chunks(rows: Iterable[Any]) -> Iterator[list[Any]]:
    every = iter(rows)
    while some := list(islice(every, CHUNK)):
        yield some


def treaties(count: int) -> Iterator[tuple[int, str, tuple[int, int], int, int]]:
    """Row number, title, parties, day and place, the same in every run."""
    import random

    dice = random.Random(count)  # noqa: S311  # the same world each time, nothing secret
    for number in range(1, count + 1):
        one = 1 if number % 3 == 0 else dice.randrange(2, world.STATES + 1)
        other = dice.choice(
            [n for n in (dice.randrange(2, world.STATES + 1) for _ in range(3)) if n != one] or [1]
        )
        common = int(300 ** dice.random())
        about = (
            f"{subject(common)} and {subject(1_000 + dice.randrange(count))}"
            if number % 4
            else subject(common)
        )
        names = f"{world.state(one - 1)} and {world.state(other - 1)}"
        title = f"{dice.choice(FORMS)} between {names} concerning {about}"
        yield (
            number,
            title,
            (one, other),
            world.FIRST_DAY + dice.randrange(world.DAYS),
            dice.randrange(1, 101),
        )


def build(count: int) -> None:
    """The base and its bank, in plain rows."""
    from datetime import date

    from django.db import connection, transaction

    from history import clues, models
    from history.names import GAP, fold
    from quizzes.models import BankQuestion

    models.Base.objects.create(pk=1, key="scale", name="Scale")
    models.Actor.objects.bulk_create(
        models.Actor(pk=n, base_id=1, key=f"s{n}", kind="state", name=world.state(n - 1), start="1800")
        for n in range(1, world.STATES + 1)
    )
    models.Place.objects.bulk_create(
        models.Place(pk=n, base_id=1, key=f"p{n}", name=world.place(n - 1)) for n in range(1, 101)
    )
    models.Source.objects.create(
        pk=1, base_id=1, key="s", title="Treaty Series", kind="academic", origin="series"
    )
    made = {"base_id": 1, "kind": "agreement", "type": "bilateral", "publication": "published"}
    fact = Filler(models.Fact, **made, complete_roles=["party"])
    dated = Filler(models.FactDate, role="signed", date="1950", fact_id=1)
    part = Filler(models.Participation, role="party")
    where, cited = Filler(models.FactPlace), Filler(models.Citation, source_id=1, stance="supports")
    clue, span = Filler(models.Clue), Filler(models.Span, width=0)
    bank = Filler(BankQuestion, state="live", stem="?", fact_version=1)
    common: Counter[str] = Counter()
    with transaction.atomic():
        for some in chunks(treaties(count)):
            rows: dict[Filler, list[dict[str, Any]]] = {
                f: [] for f in (fact, dated, part, where, cited, clue, span, bank)
            }
            for pk, title, parties, day, place in some:
                text = date.fromordinal(day).isoformat()
                days = {"earliest": day, "latest": day}
                key = fold(title)
                rows[fact].append(
                    {"id": pk, "key": f"t{pk}", "titles": f'{{"en": "{title}"}}', "title_key": key, **days}
                )
                rows[dated].append({"fact_id": pk, "date": text, "date_earliest": day, "date_latest": day})
                rows[part] += [{"fact_id": pk, "actor_id": actor, **days} for actor in parties]
                rows[where].append({"fact_id": pk, "place_id": place})
                rows[cited].append({"fact_id": pk})
                rows[span].append({"fact_id": pk, **days})
                found = clues.words([key])
                common.update(found)
                names = [clues.named(world.state(actor - 1)) for actor in parties]
                rows[clue] += [{"fact_id": pk, "text": each} for each in (*found, *names)]
                masked = title
                for actor in parties:
                    masked = masked.replace(world.state(actor - 1), GAP)
                fixed = sorted(clues.words(clues.title_parts(masked)), key=lambda word: (common[word], word))[
                    :2
                ]
                stems = (
                    ("date:signed", "date", key, None, None),
                    ("actors:party", "actor", " ".join(sorted(fixed)), day, day),
                )
                rows[bank] += [
                    {
                        "fact_id": pk,
                        "facet": facet,
                        "kind": kind,
                        "stem_key": stem,
                        "given_earliest": first,
                        "given_latest": last,
                    }
                    for facet, kind, stem, first, last in stems
                ]
            for filler, each in rows.items():
                filler.write(each)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT setval(pg_get_serial_sequence('history_fact', 'id'), %s)", [count])
            cursor.execute("VACUUM ANALYZE")  # as autovacuum does within some minutes


def timed(work: Any) -> tuple[float, Any]:
    """Milliseconds of CPU, in this process and in that of the database if it has its own; and the result."""
    start = process_time() + served()
    found = work()
    return (process_time() + served() - start) * 1000, found


def served() -> float:
    """Seconds of CPU that the server of the database, on this machine, has spent for this connection."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return 0.0
    connection.ensure_connection()
    spent = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text()
    return int(spent.split()[0]) / 1e9


def measure(count: int) -> list[Any]:
    """Medians in milliseconds; every round has a fact base of its own, as every save has."""
    from history.changes import Change
    from history.facts import Given
    from history.models import Fact
    from history.models.factbase import StoredFactBase
    from history.names import GAP
    from quizzes import bank, making

    pks = [count * (2 * number + 1) // (2 * ROUNDS) for number in range(ROUNDS)]
    times: dict[str, list[float]] = {name: [] for name in HEAD}
    touched = []
    for number, pk in enumerate([pks[0], *pks]):
        own = StoredFactBase().get(pk)
        if own is None or own.primary is None:
            raise ValueError("The base must hold dated facts.")
        masked = own.title
        for actor in own.actors():
            masked = masked.replace(actor.name, GAP)
        date, party = own.primary.date, own.actors()[-1:]
        cases = {
            "fitting, title": Given(title=own.title),
            "fitting, gaps": Given(title=masked),
            "fitting, date and party": Given(kind=own.kind, actors=party, date=date),
        }
        row: dict[str, float] = {}
        seen = {pk}
        for name, given in cases.items():
            row[name], fitting = timed(lambda given=given: StoredFactBase().fitting(given))
            seen.update(fact.pk for fact in fitting or ())
        floor = Fact.objects.filter(pk__in=sorted(seen)).order_by()
        row["floor ms"], _ = timed(lambda floor=floor: list(floor))
        spent, judged = timed(lambda own=own: making.judge(own, StoredFactBase()))
        row["prove, a question"] = spent / len(judged)
        row["save"], _ = timed(lambda pk=pk: bank.refresh(Change(facts=frozenset({pk}))))
        touched.append(len(bank.touched_by({pk}, StoredFactBase())))
        if number:  # the first round warms what is kept between requests
            for name, spent in row.items():
                times[name].append(spent)
    middle = {name: median(some) for name, some in times.items() if some}
    middle["of floor"] = middle["fitting, gaps"] / middle["floor ms"]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [*(f"{middle[name]:.1f}" for name in HEAD[2:9]), median(touched), f"{peak:.0f}"]


def child(count: int, url: str) -> None:
    with stage.house(**({"DATABASE_URL": url} if url else {})):
        from django.core.management import call_command
        from django.db import connection

        if url:
            with connection.cursor() as cursor:
                cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        call_command("migrate", verbosity=0, skip_checks=True)
        spent, _ = timed(lambda: build(count))
        label = "PostgreSQL" if url else "SQLite"
        print(*[label, f"{count:,}", *measure(count), f"{spent / 1000:.0f}"], sep="\t")


def curve(sizes: Iterable[int], url: str = "") -> Iterator[list[str]]:
    for count in sizes:
        done = subprocess.run(  # our own interpreter and arguments
            [sys.executable, "-m", "tests.bench.bench_scale", "child", str(count), url],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        yield done.stdout.strip().splitlines()[-1].split("\t")


def main(arguments: Sequence[str]) -> None:
    sizes = (*SIZES, MILLION) if "--million" in arguments else SIZES
    rows = list(curve(sizes)) if "--only-postgres" not in arguments else []
    folder = postgres.programs()
    if folder is not None:
        with postgres.server(folder, autovacuum=True) as url:
            rows += curve(sizes, url)
    stage.table(HEAD, rows)


if __name__ == "__main__":
    if sys.argv[1:2] == ["child"]:
        child(int(sys.argv[2]), sys.argv[3])
    else:
        main(sys.argv[1:])
