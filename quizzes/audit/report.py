"""What an audit found, as values, as text for people and as JSON."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from .clues import KNOWING
from .faults import FAULTS

LIMIT_OVERALL = 2.0
LIMIT_OF_KIND = 5.0
LEAST_P = 0.001
SURE = 3.0
"""Standard errors from which on an excess is not put down to chance: a hundred of them are looked at."""
SHOWN = 20
EXAMPLES = 2
"""Facts that the text names where it does not name all."""
WORDS = {"source": "attribution"}
"""Kinds that the bank and its teachers call otherwise than the format."""


@dataclass(slots=True)
class Count:
    """How many questions have one fault, the first of them, and what shows it in the first few."""

    number: int = 0
    qids: list[str] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)
    details: list[str] = field(default_factory=list)

    def add(self, qid: str, detail: str, *, fact: str = "") -> None:
        self.number += 1
        if len(self.qids) < SHOWN:
            self.qids.append(qid)
            self.facts.append(fact)
            self.details.append(detail)


@dataclass(slots=True)
class Score:
    """How a guesser did: right answers, questions, what chance would have got, and the variance.

    A question that is dealt several times is one draw of its wording, so its deals stand together: the
    variance sums the squared excess of each question over all its deals.
    """

    right: int = 0
    asked: int = 0
    expected: float = 0.0
    variance: float = 0.0

    @property
    def accuracy(self) -> float:
        return 100 * self.right / self.asked if self.asked else 0.0

    @property
    def chance(self) -> float:
        return 100 * self.expected / self.asked if self.asked else 0.0

    @property
    def excess(self) -> float:
        """Percentage points over chance."""
        return self.accuracy - self.chance

    @property
    def error(self) -> float:
        """One standard error of the excess, in percentage points."""
        return 100 * math.sqrt(self.variance) / self.asked if self.asked else 0.0

    def over(self, limit: float) -> bool:
        return self.excess > limit and self.excess > SURE * self.error


@dataclass(slots=True)
class Report:
    """Everything that an audit found. `guesses` by guesser, then by kind; kind "" is overall."""

    facts: int
    questions: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    faulty: int = 0
    faults: dict[str, Count] = field(default_factory=lambda: {name: Count() for name in FAULTS})
    guesses: dict[str, dict[str, Score]] = field(default_factory=dict)
    positions: dict[str, dict[int, list[int]]] = field(default_factory=dict)
    position_p: dict[str, float | None] = field(default_factory=dict)
    ranks: dict[str, dict[int, list[int]]] = field(default_factory=dict)
    """How often the right date is the first, second … in time; by kind, then by number of options."""
    rank_ps: dict[str, float | None] = field(default_factory=dict)
    rank_p: float | None = None
    nearness: dict[str, float] = field(default_factory=dict)
    askable: dict[str, int] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    unasked: dict[str, list[str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """How people call the facts that the report names."""

    def over(self) -> list[tuple[str, str, Score]]:
        """The guessers that do better than the limits allow: (guesser, kind or "", score)."""
        return [
            (name, kind, score)
            for name, kinds in self.guesses.items()
            for kind, score in kinds.items()
            if name not in KNOWING and score.over(LIMIT_OF_KIND if kind else LIMIT_OVERALL)
        ]

    def uneven(self) -> list[str]:
        """Where the place or the rank of the right answer is not uniform."""
        found = [f"the place of the key ({kind or 'all'})" for kind, p in self.position_p.items() if low(p)]
        return [*found, "the rank of the right date"] if low(self.rank_p) else found

    def passed(self) -> bool:
        return not self.faulty and not self.over() and not self.uneven()


def low(p: float | None) -> bool:
    return p is not None and p < LEAST_P


def as_json(report: Report) -> dict[str, Any]:
    """The report as plain values."""
    return {
        "facts": report.facts,
        "questions": report.questions,
        "kinds": report.kinds,
        "faulty": report.faulty,
        "faults": {
            name: {"count": c.number, "means": FAULTS[name], "qids": c.qids, "details": c.details}
            for name, c in report.faults.items()
        },
        "guessers": {
            name: {
                kind or "all": {
                    "questions": s.asked,
                    "accuracy": round(s.accuracy, 2),
                    "chance": round(s.chance, 2),
                    "excess": round(s.excess, 2),
                    "error": round(s.error, 2),
                    "over": s.over(LIMIT_OF_KIND if kind else LIMIT_OVERALL),
                }
                for kind, s in kinds.items()
            }
            for name, kinds in report.guesses.items()
        },
        "positions": {kind or "all": table for kind, table in report.positions.items()},
        "position_p": {kind or "all": p for kind, p in report.position_p.items()},
        "ranks": {kind or "all": table for kind, table in report.ranks.items()},
        "rank_p": report.rank_p,
        "nearness": report.nearness,
        "coverage": {
            kind: {"askable": n, "asked": report.asked[kind], "unasked": report.unasked[kind][:SHOWN]}
            for kind, n in report.askable.items()
        },
        "passed": report.passed(),
    }


def as_text(
    report: Report, *, reasons: Sequence[str] = (), everything: bool = False, guessers: bool = False
) -> str:
    """The report for people: faults, coverage and its reasons, and in a sentence each what can be guessed.

    everything: names all facts that are not asked; guessers: prints the tables behind the sentences.
    """
    kinds = ", ".join(f"{number} {WORDS.get(kind, kind)}" for kind, number in sorted(report.kinds.items()))
    guessed = bool(_used(report))
    tables = guessed and guessers
    parts: list[Sequence[str]] = [
        [f"{report.questions} questions ({kinds or 'none'}) about {report.facts} facts."],
        _faults(report),
        _coverage(report, everything=everything),
        reasons,
        _guessing(report) if tables else [_guessing_in_short(report)] if guessed else [],
        _places(report) if tables else [_places_in_short(report)] if guessed else [],
        ["--guessers prints the figures behind the last two sentences."] if guessed and not guessers else [],
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


def _faults(report: Report) -> list[str]:
    number = f"{report.faulty or 'no'} question{'' if report.faulty == 1 else 's'}"
    lines = [f"Faults: {number} with at least one of {len(FAULTS)} sorts."]
    for name, count in report.faults.items():
        if count.number:
            lines.append(f"  {count.number:6}  {name}: {FAULTS[name]}")
            for qid, fact, detail in zip(count.qids[:5], count.facts, count.details, strict=False):
                called = report.names.get(fact, fact)
                lines.append(f"          {f'{called} ({qid})' if called else qid}: {detail}")
    return lines


def _guessing_in_short(report: Report) -> str:
    over: dict[str, list[str]] = {}
    for name, kind, _ in report.over():
        over.setdefault(name, []).append(WORDS.get(kind, kind) or "all together")
    if not over:
        return (
            f"No way of guessing without knowing history surely gains more than {LIMIT_OVERALL:g} points "
            f"over chance, or {LIMIT_OF_KIND:g} in a kind."
        )
    named = "; ".join(f"{name} ({', '.join(kinds)})" for name, kinds in over.items())
    return (
        f"{len(over)} of {len(_used(report))} ways of guessing without knowing history gain more than "
        f"{LIMIT_OVERALL:g} points over chance, or {LIMIT_OF_KIND:g} in a kind: {named}."
    )


def _places_in_short(report: Report) -> str:
    uneven = report.uneven()
    if uneven:
        return f"The right answer does not stand everywhere equally often: {', '.join(uneven)}."
    return "The right answer stands in every place equally often, and among dates as often early as late."


def _guessing(report: Report) -> list[str]:
    kinds = sorted({kind for scores in report.guesses.values() for kind in scores if kind})
    lines = [
        "Guessing without knowing history: points over chance, with one standard error.",
        f"Over {LIMIT_OVERALL:g} overall or {LIMIT_OF_KIND:g} in a kind: * is no accident, ? may be one.",
        "  " + f"{'':32}" + "".join(f"{WORDS.get(kind, kind):>16}" for kind in ("all", *kinds)),
    ]
    ordered = sorted(_used(report), key=lambda pair: -pair[1][""].excess)
    for name, scores in ordered:
        cells = "".join(f"{_cell(scores.get(kind), kind):>16}" for kind in ("", *kinds))
        lines.append(f"  {name:32}{cells}")
    if any(name in KNOWING for name, _ in ordered):
        lines.append(
            f"  Not held against the bank, for it needs other answers: {', '.join(sorted(KNOWING))}."
        )
    return lines


def _used(report: Report) -> list[tuple[str, dict[str, Score]]]:
    return [(name, scores) for name, scores in report.guesses.items() if scores[""].asked]


def _cell(score: Score | None, kind: str) -> str:
    if score is None:
        return "-"
    limit = LIMIT_OF_KIND if kind else LIMIT_OVERALL
    mark = "*" if score.over(limit) else "?" if score.excess > limit else " "
    return f"{score.excess:+.1f} ± {score.error:.1f}{mark}"


def _places(report: Report) -> list[str]:
    lines = [f"Where the right answer stands (uneven below p = {LEAST_P:g}):"]
    for kind, p in report.position_p.items():
        tables = "; ".join(" ".join(map(str, counts)) for _, counts in sorted(report.positions[kind].items()))
        lines.append(f"  place, {kind or 'all':12} p = {_p(p)}   {tables}")
    ranks = sorted(report.ranks.get("", {}).items())
    tables = "; ".join(" ".join(map(str, counts)) for _, counts in ranks)
    lines.append(f"  rank of the right date p = {_p(report.rank_p)}   {tables}")
    for kind, median in report.nearness.items():
        lines.append(f"  median rank in time of wrong options, {kind}: {median:.3f}")
    return lines


def _p(p: float | None) -> str:
    return "   -  " if p is None else f"{p:.4f}{'*' if low(p) else ' '}"


def _coverage(report: Report, *, everything: bool) -> list[str]:
    lines = ["Facts that could be asked, and are:", f"  {'kind':12}{'asked':>8}{'could be':>10}{'share':>8}"]
    for kind, number in report.askable.items():
        share = f"{100 * report.asked[kind] / number:.0f} %" if number else "-"
        lines.append(f"  {kind:12}{report.asked[kind]:8}{number:10}{share:>8}")
        unasked = report.unasked[kind]
        shown = unasked if everything else unasked[:EXAMPLES]
        lines += [f"      not asked: {report.names.get(id, id)}" for id in shown]
        if len(unasked) > len(shown):
            lines.append(f"      and {len(unasked) - len(shown)} more (--all names them)")
    return lines
