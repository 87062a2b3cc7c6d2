"""A made-up base of any size in the shape of a treaty series, and the bank that its proof would leave.

One state is party to every third treaty, titles are unlike but for every twentieth, which shares its title
with three others, and the days are spread over 190 years, so that a larger base is a denser one.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

STATES = 200
PLACES = 100
FIRST_DAY, DAYS = 671_000, 69_000  # from 1838, as ordinals
SYLLABLES = "ba co di fu ga he ji ko la mi no pu ra se ti vo wa xe yu zi".split()


@dataclass(frozen=True, slots=True, kw_only=True)
class Treaty:
    number: int
    title: str
    parties: tuple[int, int]
    day: str
    place: int


def _word(number: int, length: int) -> str:
    letters = []
    for _ in range(length):
        number, rest = divmod(number, len(SYLLABLES))
        letters.append(SYLLABLES[rest])
    return "".join(letters).capitalize()


def state(number: int) -> str:
    return f"{_word(number, 3)}land"


def place(number: int) -> str:
    return f"{_word(number, 2)}ton"


def treaties(count: int) -> Iterator[Treaty]:
    """The same treaties in every run."""
    from datetime import date

    dice = random.Random(count)  # noqa: S311  # the same world each time, nothing secret
    for number in range(count):
        topic = _word((number // 80 if number % 20 == 0 else number + 8000), 4)
        one = 0 if number % 3 == 0 else dice.randrange(1, STATES)
        other = dice.choice(
            [index for index in (dice.randrange(1, STATES) for _ in range(4)) if index != one]
        )
        yield Treaty(
            number=number,
            title=f"Treaty on {topic} between {state(one)} and {state(other)}",
            parties=(one, other),
            day=date.fromordinal(FIRST_DAY + dice.randrange(DAYS)).isoformat(),
            place=dice.randrange(PLACES),
        )


def nfacts(count: int) -> dict[str, Any]:
    """The base as a file in the format nfacts/1 holds it."""
    entities = [_entity(f"state:{n}", "state", state(n)) for n in range(STATES)]
    entities += [_entity(f"place:{n}", "place", place(n)) for n in range(PLACES)]
    facts = [
        {
            "id": f"treaty:{treaty.number}",
            "kind": "agreement",
            "type": "bilateral",
            "title": {"en": treaty.title},
            "dates": [{"role": "signed", "edtf": treaty.day, "raw": treaty.day}],
            "actors": [{"id": f"state:{n}", "role": "party"} for n in treaty.parties],
            "actors_complete": True,
            "places": [f"place:{treaty.place}"],
            "sources": [
                {"text": f"Treaty Series {treaty.number}", "url": f"https://example.org/{treaty.number}"}
            ],
        }
        for treaty in treaties(count)
    ]
    return {
        "format": "nfacts/1",
        "name": f"made-up {count}",
        "key": "made-up",
        "entities": entities,
        "facts": facts,
    }


def _entity(key: str, kind: str, name: str) -> dict[str, Any]:
    return {"id": key, "type": kind, "labels": {"en": name}, "aliases": [{"text": f"Republic of {name}"}]}


def furnish(count: int) -> None:
    """The base in the tables, published, with its set."""
    from datetime import UTC, datetime

    from history.models import Base
    from history.packs import nfacts as reader
    from history.packs.store import load
    from quizzes import sets
    from quizzes.models import Set

    load(reader.read(nfacts(count)), now=datetime(2026, 1, 1, tzinfo=UTC))
    base = Base.objects.get(key="made-up")
    sets.rebuild(Set.objects.create(name="made-up", base=base, starter=True))


def bank(facets: int = 3) -> None:
    """So many live rows a fact, at most three, with wrong options from its neighbours in time.

    One fact is truly judged; the others get copies of its options, stem and evidence with their own keys
    and uses, because judging ten thousand takes minutes.
    """
    from django.db import connection, transaction

    from history.models import Fact
    from history.models.factbase import StoredFactBase
    from history.names import fold
    from quizzes import explaining, making
    from quizzes.bank import given_json
    from quizzes.models import BankQuestion, OptionUse
    from quizzes.questions import Question, digest

    base = StoredFactBase()
    facts = list(Fact.objects.order_by("earliest", "pk").prefetch_related("participations__actor"))
    middle = base.get(facts[len(facts) // 2].pk)
    if middle is None:
        raise ValueError("The base must hold published facts.")
    judged = [outcome for outcome in making.judge(middle, base) if isinstance(outcome, Question)][:facets]
    cited = explaining.citations_of([middle])[middle.pk]
    evidence = [explaining.evidence_of(question, cited) for question in judged]
    rows, uses = [], []
    for place_, fact in enumerate(facts):
        near = [other.pk for other in facts[max(0, place_ - 6) : place_ + 7] if other.pk != fact.pk]
        first = fact.participations.all()[0].actor
        for question, shown in zip(judged, evidence, strict=True):
            dated = question.given.date is not None
            titled = question.given.title and not question.given.bare
            rows.append(
                BankQuestion(
                    fact=fact,
                    facet=question.facet,
                    kind=question.kind,
                    state=BankQuestion.State.LIVE,
                    stem=f"{question.stem} ({fact.pk})",
                    key=[option.to_json() for option in question.key],
                    pool=[option.to_json() for option in question.pool],
                    given=given_json(question),
                    evidence={**shown, "fact": fact.pk},
                    fact_version=fact.version,
                    digest=digest(question),
                    stem_key=fact.title_key if titled else fold(first.name),
                    given_earliest=fact.earliest if dated else None,
                    given_latest=fact.latest if dated else None,
                )
            )
            uses.append(near)
    with transaction.atomic():
        BankQuestion.objects.bulk_create(rows, batch_size=500)
        pairs = zip(BankQuestion.objects.order_by("pk").values_list("pk", flat=True), uses, strict=True)
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {OptionUse._meta.db_table} (question_id, fact_id) VALUES (%s, %s)",  # noqa: S608
                [(row, pk) for row, near in pairs for pk in near],
            )
