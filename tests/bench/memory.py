"""Which scheduler knows best what will be remembered: python -m tests.bench.memory [--log FILE].

A log is split by time: each part is predicted by weights that were fitted to all answers of the days before.
Without a log, made-up students are predicted, whose memory is known and mostly not that of FSRS.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

if not __package__:  # run by its path, from wherever: the house is two folders up
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from quizzes.memory import days
from quizzes.memory.columns import Answers
from quizzes.memory.fitting import fit, fit_all, log_losses, predictions
from quizzes.memory.parameters import DEFAULT_WEIGHTS
from tests.bench import memory_peers as peers
from tests.bench.memory_logs import Line, Unreadable, read
from tests.bench.memory_plot import plot
from tests.bench.memory_students import KINDS, Kind, columns, student, true_loss

Numbers = NDArray[np.float64]
DEFAULTS, OURS = "FSRS-6, defaults", "ours, fitted"
STUDENTS_OF_A_KIND, ANSWERS_OF_A_STUDENT = 3, 6_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answers that were predicted, and what each model gave them."""

    right: NDArray[np.bool_]
    card: NDArray[np.int64]
    bins: NDArray[np.int64]
    chances: dict[str, Numbers]

    @classmethod
    def together(cls, outcomes: Sequence[Outcome]) -> Outcome:
        shifts = np.cumsum([0, *(outcome.card.max() + 1 for outcome in outcomes)])
        return cls(
            right=np.concatenate([outcome.right for outcome in outcomes]),
            card=np.concatenate([o.card + shift for o, shift in zip(outcomes, shifts, strict=False)]),
            bins=np.concatenate([outcome.bins for outcome in outcomes]),
            chances={
                name: np.concatenate([outcome.chances[name] for outcome in outcomes])
                for name in outcomes[0].chances
            },
        )


def evaluate(lines: Sequence[Line], *, cuts: Sequence[float]) -> Outcome | None:
    """Predict the lines after the first cut, fitting anew at each; cuts are shares, the last of them 1.

    None where there is nothing to predict.
    """
    deck, answers = _deck(lines)
    card, day, right, bins = _targets(deck)
    if len(card) < 12:
        return None
    order = np.sort(day)
    cut_days = [order[min(int(cut * len(order)), len(order) - 1)] for cut in cuts]
    cut_days[-1] = order[-1] + 1
    tested = day >= cut_days[0]
    if not tested.any():
        return None
    features = peers.hlr_features(deck)
    whole = {
        "SM-2": peers.sm2(deck),
        "Anki's SM-2": peers.anki_sm2(deck),
        "FSRS-6, defaults": peers.fsrs(deck, DEFAULT_WEIGHTS),
        "ours, defaults": predictions(answers, DEFAULT_WEIGHTS),
    }
    parts: dict[str, Numbers] = {}
    for begin, end in pairwise(cut_days):
        part, earlier = (day >= begin) & (day < end), day < begin
        if not part.any():
            continue
        known = answers.where(answers.study_day < begin)
        fitted = peers.fsrs_rs_weights(deck, int(begin)) or DEFAULT_WEIGHTS
        each = {
            "HLR": peers.hlr(features, right, earlier),
            "FSRS-6, by fsrs-rs": peers.fsrs(deck, fitted),
            "ours, always fitted": predictions(answers, fit_all(known)),
            OURS: predictions(answers, fit(known).weights),
        }
        for name, chances in each.items():
            parts.setdefault(name, np.zeros(len(day)))[part] = chances[part]
    names = (
        *("SM-2", "Anki's SM-2", "HLR", "FSRS-6, defaults", "FSRS-6, by fsrs-rs"),
        *("ours, defaults", "ours, always fitted", OURS),
    )
    return Outcome(
        right[tested], card[tested], bins[tested], {name: (whole | parts)[name][tested] for name in names}
    )


def _deck(lines: Sequence[Line]) -> tuple[list[list[tuple[int, int]]], Answers]:
    """The lines card by card, for the peers and for us."""
    cards: dict[int, list[Line]] = {}
    for line in lines:
        cards.setdefault(line.card, []).append(line)
    ordered = [line for card in cards.values() for line in card]
    answers = Answers.of(
        card=[number for number, card in enumerate(cards.values()) for _ in card],
        study_day=[line.study_day for line in ordered],
        right=[line.right for line in ordered],
        grade=[line.grade for line in ordered],
        chance=[line.chance for line in ordered],
        slip=[line.slip for line in ordered],
    )
    deck = [
        [(line.study_day, line.grade or (3 if line.right else 1)) for line in card] for card in cards.values()
    ]
    return deck, answers


def _targets(
    deck: peers.Deck,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_], NDArray[np.int64]]:
    """Card, study day, verdict and bin of each answer to predict, in the order of the peers."""
    rows = []
    for number, card in enumerate(deck):
        firsts = peers.first_of_each_day(card)
        lapses = 0
        for count, (before, after) in enumerate(pairwise(firsts), 2):
            rows.append((number, after[0], after[1] > 1, _bin(after[0] - before[0], count, lapses)))
            lapses += after[1] == 1
    table = np.array(rows, dtype=np.int64).reshape(-1, 4)
    return table[:, 0], table[:, 1], table[:, 2].astype(bool), table[:, 3]


def _bin(elapsed: int, count: int, lapses: int) -> int:
    """The bin of RMSE(bins), as srs-benchmark has it: days, reviews and lapses, each on a growing scale."""
    scale = (
        round(2.48 * 3.62 ** np.floor(np.log(elapsed) / np.log(3.62)), 2),
        round(1.99 * 1.89 ** np.floor(np.log(count) / np.log(1.89))),
        round(1.65 * 1.73 ** np.floor(np.log(lapses) / np.log(1.73))) if lapses else 0,
    )
    return int(round(scale[0] * 100) * 10**8 + scale[1] * 10**4 + scale[2])


def rmse_of_bins(right: NDArray[np.bool_], chances: Numbers, bins: NDArray[np.int64]) -> float:
    """Root mean square, over bins by their size, of the share remembered less the share expected."""
    _, place = np.unique(bins, return_inverse=True)
    size = np.bincount(place)
    gap = (np.bincount(place, right) - np.bincount(place, chances)) / size
    return float(np.sqrt((gap**2 * size).sum() / size.sum()))


def auc(right: NDArray[np.bool_], chances: Numbers) -> float:
    """How often a remembered answer had the higher chance of two, ties counting half."""
    _, place, count = np.unique(chances, return_inverse=True, return_counts=True)
    rank = (np.cumsum(count) - (count - 1) / 2)[place]
    good, bad = int(right.sum()), int((~right).sum())
    return float((rank[right].sum() - good * (good + 1) / 2) / (good * bad)) if good and bad else float("nan")


def intervals(outcome: Outcome, *, draws: int = 1_000) -> dict[str, tuple[float, float]]:
    """The 95 % intervals of each log loss, by drawing cards (with all their answers) anew."""
    dice = np.random.default_rng(20261122)
    _, place = np.unique(outcome.card, return_inverse=True)
    cards = int(place.max()) + 1
    size = np.bincount(place)
    drawn = np.array([np.bincount(dice.integers(0, cards, cards), minlength=cards) for _ in range(draws)])
    found = {}
    for name, chances in outcome.chances.items():
        losses = np.bincount(place, log_losses(outcome.right, chances))
        low, high = np.quantile((drawn * losses).sum(axis=1) / (drawn * size).sum(axis=1), [0.025, 0.975])
        found[name] = (float(low), float(high))
    return found


def show(outcome: Outcome, drawing: Path | None = None) -> None:
    """Print the table of models, and how well calibrated ours are; draw it too where a file is named."""
    spans = intervals(outcome)
    print(f"{'':<22}{'log loss':>9}  {'95 % interval':<17}{'RMSE(bins)':>11}{'AUC':>8}")
    for name, chances in outcome.chances.items():
        loss, (low, high) = log_losses(outcome.right, chances).mean(), spans[name]
        rmse, area = rmse_of_bins(outcome.right, chances, outcome.bins), auc(outcome.right, chances)
        print(f"{name:<22}{loss:>9.4f}  {low:.4f} to {high:.4f} {rmse:>11.4f}{area:>8.4f}")
    print(f"\nCalibration of {OURS}: {'expected':>10}{'remembered':>12}{'answers':>9}")
    for expected, remembered, count in calibration(outcome.right, outcome.chances[OURS]):
        print(f"{'':<28}{expected:>10.3f}{remembered:>12.3f}{count:>9}")

    if drawing:
        models = {name: evenly(outcome.right, outcome.chances[name]) for name in (DEFAULTS, OURS)}
        drawing.write_text(plot("Calibration: what was expected and what was remembered", models), "utf-8")


def calibration(right: NDArray[np.bool_], chances: Numbers) -> list[tuple[float, float, int]]:
    """For each tenth of chances: the mean expected, the share remembered, and how many answers."""
    tenth = np.minimum((chances * 10).astype(int), 9)
    return [
        (float(chances[tenth == at].mean()), float(right[tenth == at].mean()), int((tenth == at).sum()))
        for at in range(10)
        if (tenth == at).any()
    ]


def evenly(right: NDArray[np.bool_], chances: Numbers, groups: int = 20) -> list[tuple[float, float, int]]:
    """The same for groups of equal size, from the least expected to the most."""
    return [
        (float(chances[group].mean()), float(right[group].mean()), len(group))
        for group in np.array_split(np.argsort(chances, kind="stable"), groups)
        if len(group)
    ]


def made_up(cuts: Sequence[float]) -> Outcome:
    """Some students of every kind, each predicted from the answers of that student alone."""
    outcomes = []
    for name, kind in KINDS.items():
        for seed in range(STUDENTS_OF_A_KIND):
            lines = [
                Line(a.card, a.study_day, None, a.right, a.grade, a.chance, a.slip)
                for a in islice(student(kind, seed), ANSWERS_OF_A_STUDENT)
            ]
            outcome = evaluate(lines, cuts=cuts)
            if outcome is not None:
                outcomes.append(outcome)
        part = Outcome.together(outcomes[-STUDENTS_OF_A_KIND:])
        means = (f"{log_losses(part.right, chances).mean():.4f}" for chances in part.chances.values())
        print(f"{name:<24}", *means)
    return Outcome.together(outcomes)


LENGTHS = (16, 32, 64, 125, 250, 500, 1_000, 2_000, 4_000)
STUDENTS_OF_A_LENGTH, ANSWERS_TO_COME = 6, 1_000


def lengths(first: int) -> None:
    """What fits to histories of each length lose or gain on the answers to come, by their true chances.

    first: the seed of the first student of each kind.
    """
    print(f"log loss against the defaults, in thousandths, {STUDENTS_OF_A_LENGTH} students of each kind")
    print(f"{'answers':<24}", *(f"{length:>6}" for length in LENGTHS))
    differences: dict[int, list[float]] = {length: [] for length in LENGTHS}
    for name, kind in KINDS.items():
        means = []
        for length in LENGTHS:
            of_kind = [_difference(kind, first + seed, length) for seed in range(STUDENTS_OF_A_LENGTH)]
            differences[length] += of_kind
            means.append(sum(of_kind) / len(of_kind))
        print(f"{name:<24}", *(f"{mean:>6.1f}" for mean in means), flush=True)
    for name, of in (("mean", np.mean), ("worst student", np.max)):
        print(f"{name:<24}", *(f"{of(values):>6.1f}" for values in differences.values()))


def _difference(kind: Kind, seed: int, length: int) -> float:
    answers = list(islice(student(kind, seed), length + ANSWERS_TO_COME))
    weights = fit(columns(answers[:length])[0]).weights
    if weights == DEFAULT_WEIGHTS:
        return 0.0
    fitted, default = (true_loss(each, answers, length) for each in (weights, DEFAULT_WEIGHTS))
    return (fitted - default) * 1_000


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.memory", description=__doc__)
    parser.add_argument("--log", type=Path, help="a review log in csv: card, time, rating, duration")
    parser.add_argument(
        "--zone", help="where the student was, as Asia/Seoul or +09:00 (else: by quiet hours)"
    )
    parser.add_argument(
        "--rollover", type=int, default=days.ROLLOVER_HOUR, help="the hour of a new study day"
    )
    parser.add_argument(
        "--cuts",
        type=float,
        nargs="+",
        default=[part / 6 for part in range(1, 6)],
        help="shares of the log at which weights are fitted anew (0.8: once, the last fifth is predicted)",
    )
    parser.add_argument("--lengths", action="store_true", help="try fits to made-up histories of each length")
    parser.add_argument("--seed", type=int, default=1_000, help="of the first of these students")
    parser.add_argument("--plot", type=Path, help="write the calibration plot to this file, as SVG")
    options = parser.parse_args(arguments)
    cuts = [*sorted(options.cuts), 1.0]
    if not 0 < cuts[0] <= cuts[-2] < 1 or not 0 <= options.rollover <= 23:
        print(
            "Cuts are shares above 0 and below 1, and the day begins at an hour from 0 to 23.",
            file=sys.stderr,
        )
        return 2
    if options.lengths:
        lengths(options.seed)
        return 0
    if options.log is None:
        print(f"Made-up students, {STUDENTS_OF_A_KIND} of each kind, {ANSWERS_OF_A_STUDENT} answers each.")
        outcome = made_up(cuts)
        print()
        show(outcome, options.plot)
        return 0
    try:
        log = read(options.log, zone=options.zone, rollover_hour=options.rollover)
    except Unreadable as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{len(log.lines)} answers, {len({line.card for line in log.lines})} cards.", *log.notes)
    outcome = evaluate(log.lines, cuts=cuts)
    if outcome is None:
        print("Too few cards were asked again on a later day: there is nothing to predict.", file=sys.stderr)
        return 1
    shown = ", ".join(f"{cut:.0%}" for cut in cuts[:-1])
    print(f"{len(outcome.right)} answers predicted; weights were fitted at {shown} of the log.\n")
    show(outcome, options.plot)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
