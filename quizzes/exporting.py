"""The live bank in nquestions/1: what a student would see, one JSON object a line (docs/formats.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from history.facts import FactKind
from history.models import Actor, Fact, Place
from quizzes.models import BankQuestion
from quizzes.questions import Deal, Kind, Level, Mode, Option, deal
from quizzes.wording import as_assertion, to_type

KIND_NAMES = {"attribution": "source"}
"""Inside the code the kind is attribution; the format calls it source."""


def export(
    *,
    seed: int = 1,
    limit: int | None = None,
    per_fact: int | None = None,
    kind: str = "",
    level: Level = Level.MEDIUM,
    mode: str = "",
) -> Iterator[dict[str, Any]]:
    """Live questions in the shuffled order of their lots, each dealt once with `seed`.

    `per_fact` bounds the questions of one fact, `limit` those of the whole export. Each is written in its own
    mode, as study asks it; in mode truefalse those that a quiz of true or false may ask, and in mode typed
    those that can be answered without options.
    """
    every = BankQuestion.objects
    chosen = {Mode.TRUEFALSE.value: every.true_or_false, Mode.TYPED.value: every.typed}
    rows = chosen.get(mode, every.live)().select_related("fact__base").order_by("lot", "pk")
    rows = rows.filter(kind=kind) if kind else rows
    keys = Keys()
    written, of_fact = 0, Counter[int]()
    for row in rows.iterator(chunk_size=500):
        of_fact[row.fact_id] += 1
        if per_fact is not None and of_fact[row.fact_id] > per_fact:
            continue
        if limit is not None and written >= limit:
            return
        written += 1
        yield as_line(row, seed=seed, level=level, keys=keys, mode=mode or row.mode)


ASK_NAMES = {"place": "places"}
MODE_NAMES = {"order": "single"}
"""Where the format has another word: a question of order says by its `ask` that it wants a sequence."""


class Keys:
    """External keys by row number, read once for a whole export."""

    def __init__(self) -> None:
        self.actors = dict(Actor.objects.values_list("pk", "key"))
        self.places = dict(Place.objects.values_list("pk", "key"))
        self.facts = dict(Fact.objects.values_list("pk", "key"))

    def value(self, value: dict[str, Any]) -> dict[str, Any]:
        if "entity" in value:
            return {"entity": self.actors[value["entity"]]}
        if "entities" in value:
            return {"entities": sorted(self.actors[pk] for pk in value["entities"])}
        if "place" in value:
            return {"entity": self.places[value["place"]]}
        if "fact" in value:
            return {"fact": self.facts[value["fact"]]}
        return value

    def given(self, given: dict[str, Any]) -> dict[str, Any]:
        found = dict(given)
        if "actors" in found:
            found["actors"] = [self.actors[pk] for pk in found["actors"]]
        if "place" in found:
            found["place"] = self.places[found["place"]]
        if "about" in found:
            found["about"] = self.actors[found["about"]]
        return found


def dealt(row: BankQuestion, *, seed: int | str, level: Level, mode: str = "") -> Deal:
    return deal(
        tuple(Option.from_json(option) for option in row.key),
        tuple(Option.from_json(option) for option in row.pool),
        ordered=row.kind == "date",
        seed=str(seed) if row.seat is not None else f"{seed}:{row.pk}",
        mode=Mode(mode or row.mode),
        level=level,
        seat=row.seat,
        accept=tuple(row.accept),
    )


def _ask(row: BankQuestion) -> str:
    """What is asked, as the format calls it; of an attribution, what the value is a value of."""
    if row.kind == Kind.ATTRIBUTION and row.given.get("value") and row.given.get("date_role"):
        return f"date:{row.given['date_role']}"
    return ASK_NAMES.get(row.facet, row.facet)


def as_line(row: BankQuestion, *, seed: int, level: Level, keys: Keys, mode: str) -> dict[str, Any]:
    hand = dealt(row, seed=seed, level=level, mode=mode)
    line: dict[str, Any] = {
        "qid": f"{row.fact.base.key}:{row.fact.key}:{row.facet}:{mode}:{row.language}:{seed}",
        "kind": KIND_NAMES.get(row.kind, row.kind),
        "ask": _ask(row),
        "mode": MODE_NAMES.get(mode, mode),
        "lang": row.language,
        "fact": row.fact.key,
        "given": keys.given(row.given),
        "stem": row.stem,
        "sources": [
            "".join(run[0] for run in entry["styles"]["chicago"]) for entry in row.evidence["citations"]
        ],
    }
    printed = [{"text": option.text, "value": keys.value(dict(option.value))} for option in hand.options]
    match Mode(mode):
        case Mode.TRUEFALSE if hand.proposed:
            line["stem"] = as_assertion(row.stem, hand.proposed.text, kind=row.kind)
            line["assert"] = {"text": hand.proposed.text, "value": keys.value(dict(hand.proposed.value))}
            line["answer"] = hand.instead is None
        case Mode.TYPED:
            line["stem"] = to_type(row.stem, kind=row.kind)
            if row.kind == Kind.AGREEMENT:  # the stem asks "Which agreement", and so for nothing else
                line["given"].setdefault("type", FactKind.AGREEMENT.value)
            line["accept"] = list(dict.fromkeys([option.text for option in hand.options] + list(row.accept)))
            line["answers"] = printed
        case Mode.CARD:
            line["answers"] = printed
        case Mode.ORDER:
            line["items"] = [keys.facts[option.value["fact"]] for option in hand.options]
            line["answer"] = [keys.facts[hand.options[index].value["fact"]] for index in hand.right]
            line["options"], line["fact"] = printed, line["answer"]
        case Mode.MULTI:
            line["options"], line["answer"] = printed, list(hand.right)
        case _:
            line["options"], line["answer"] = printed, hand.answer
    return line
