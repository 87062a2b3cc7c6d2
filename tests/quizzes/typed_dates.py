"""Typed dates with the verdicts that they get: a golden table, and how a question is made of its rows."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from history.dates import DateError, parse, say
from history.sentences import english
from quizzes.grading import Recorded, Told, Verdict, grade
from quizzes.questions import Deal, Mode, Option

TABLE = Path(__file__).parents[1] / "data" / "typed_verdicts.tsv"
COLUMNS = ("right", "recorded", "typed", "language", "settled", "word", "counts", "sentence")
REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """right: EDTF, several joined by " + "; recorded: see `recorded_in`; word: of the verdict, or "refused";
    counts: whether the answer is right; sentence: its English words, with dates in the language of the row.
    """

    right: str
    recorded: str
    typed: str
    language: str
    settled: bool
    word: str
    counts: bool
    sentence: str


def rows() -> list[Row]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [
            Row(**{**row, "settled": row["settled"] == "settled", "counts": row["counts"] == "yes"})  # type: ignore[arg-type]
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


def dealt(right: str) -> Deal:
    """A question to be typed whose right answers are these dates."""
    options = tuple(
        Option(text=say(parse(edtf)), value={"date": edtf}, fact=number)
        for number, edtf in enumerate(right.split(" + "), 1)
    )
    return Deal(options=options, right=tuple(range(len(options))), mode=Mode.TYPED)


def recorded_in(text: str) -> Recorded:
    """“exact=1949-03-17;noted=1949-03-18;printed=1950 by a page;held=1951 by somebody”."""
    parts = dict(part.split("=", 1) for part in text.split(";") if part)
    return Recorded(
        exact=parse(parts["exact"]) if "exact" in parts else None,
        noted=tuple(map(parse, parts.get("noted", "").split())),
        printed=tuple(_told(parts.get("printed", ""))),
        held=tuple(_told(parts.get("held", ""))),
    )


def _told(text: str) -> Iterator[Told]:
    if text:
        edtf, by = text.split(" by ", 1)
        yield Told(parse(edtf), by)


def judged(row: Row) -> Verdict:
    """The verdict on a row; raises DateError where its text is refused."""
    return grade(
        dealt(row.right),
        row.typed,
        recorded=recorded_in(row.recorded),
        settled=row.settled,
        language=row.language,
    )


def outcome(row: Row) -> tuple[str, bool, str]:
    """Word, whether it counts, and the sentence."""
    try:
        verdict = judged(row)
    except DateError as error:
        return REFUSED, False, error.sentence.put(english, row.language)
    return verdict.word.value, verdict.right, verdict.reason.put(english, row.language)
