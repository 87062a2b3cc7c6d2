"""The weights of one student, from the answers given so far.

A maximum a posteriori fit: the weights under which the answers are likeliest, held near the prior (the
published defaults, or those of the school). The fewer answers there are, the closer they are held: weights
that were fitted to short intervals would else say too much of long ones. The answers to predict are the first
of each card on a study day, as in every evaluation of FSRS; later ones only move the memory. Fitted weights
are adopted only where, held against answers later than those they were fitted on, they predicted better; the
surer the gain, the further the way from the prior to them. Days are good or bad, so that answers of one day
are no independent witnesses of that.

The search is Fisher scoring (Gauss-Newton on the likelihood): each step needs the slope of every prediction
by every weight, which one fold of 22 sets of weights gives at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np

from quizzes.memory.columns import Answers, Column
from quizzes.memory.many import Layout
from quizzes.memory.parameters import DEFAULT_WEIGHTS, Parameters

LOWEST: tuple[float, ...] = (
    *(0.001, 0.001, 0.001, 0.001),
    *(1.0, 0.001, 0.001, 0.001),
    *(0.0, 0.0, 0.001),
    *(0.001, 0.001, 0.001, 0.0),
    *(0.0, 1.0),
    *(0.0, 0.0, 0.0),
    0.1,
)
HIGHEST: tuple[float, ...] = (
    *(100.0, 100.0, 100.0, 100.0),
    *(10.0, 4.0, 4.0, 0.75),
    *(4.5, 0.8, 3.5),
    *(5.0, 0.25, 0.9, 4.0),
    *(1.0, 6.0),
    *(2.0, 2.0, 0.8),
    0.8,
)
"""Beyond these bounds no implementation of FSRS-6 goes."""

SPREAD: tuple[float, ...] = (
    *(1.2, 1.0, 1.0, 1.0),
    *(0.57, 0.28, 0.6, 0.12),
    *(0.39, 0.18, 0.33),
    *(0.3, 0.09, 0.16, 0.57),
    *(0.25, 1.03),
    *(0.31, 0.32, 0.14),
    0.27,
)
"""How far the weights of learners lie apart, as a standard deviation: from w4 on as published for the fits of
ten thousand collections (fsrs-rs, training), of w0 to w3 that of the logarithm."""

ENOUGH = 0.01
"""The search ends where a step gains less than this in the sum of all losses."""

LOGARITHMIC = 4
"""So many weights, the first stabilities, are fitted on a logarithmic scale."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How the fit is held back. The defaults are what simulations over many kinds of students came to.

    hold: below so many answers to predict the prior weighs more than by its spread, twice as much at half of
    them; recency: what the oldest answer counts for, the newest counting 1; fewest: answers to predict that a
    fit needs; parts: into so many the history is cut, each but the first held out once; caution: standard
    errors of gain below which weights that were better on held-out answers are not adopted all the same, and
    trust: from which they are adopted as far as can be; risky: above so many independent answers to predict
    both of these fall, as does what a needless fit can lose; most: how far on the way from the prior to the
    fitted weights that is, up to so many answers, and further above them; moods: where so many answers tell
    no more than an independent one, the way grows shorter, as the root of their number; steps: of the search.
    """

    hold: float = 2_500.0
    recency: float = 1.0
    fewest: int = 16
    parts: int = 4
    caution: float = 1.75
    trust: float = 2.75
    risky: float = 1_000.0
    most: float = 0.9
    moods: float = 2.0
    steps: int = 20


class Reason(StrEnum):
    """Why the weights were adopted, or not."""

    BETTER = "better"
    TOO_FEW = "too few"
    NOT_BETTER = "not better"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """What a fit came to.

    weights: those to use from now on; share: how far on the way from the prior (0) to the fitted (1) they
    lie; n: answers to predict; tried: those of them that were held out; loss_default, loss_fitted: their mean
    log loss under the prior, and under weights fitted to what came before (0 where none were held out).
    """

    weights: tuple[float, ...]
    share: float
    n: int
    tried: int
    loss_default: float
    loss_fitted: float
    adopted: bool
    reason: Reason


def fit(
    answers: Answers,
    *,
    prior: Sequence[float] = DEFAULT_WEIGHTS,
    new_card_recall: float = Parameters().new_card_recall,
    settings: Settings = Settings(),
) -> Fitted:
    """Fit one student's weights; the same answers always give the same weights.

    Raises ValueError for a prior that is not 21 weights within the bounds.
    """
    task = Task(answers, prior, new_card_recall, settings)
    n = len(task.when)
    if n < settings.fewest:
        return Fitted(
            weights=task.prior,
            share=0.0,
            n=n,
            tried=0,
            loss_default=0.0,
            loss_fitted=0.0,
            adopted=False,
            reason=Reason.TOO_FEW,
        )
    before, after, _ = task.trial()
    weights, share = task.prior, 0.0
    if after.sum() < before.sum():
        found = task.search(task.everything())
        witnesses = task.independent(found)
        risk = min(settings.risky / witnesses, 1.0)
        surely = task.sureness(found) / risk
        share = min(max((surely - settings.caution) / (settings.trust - settings.caution), 0.0), 1.0)
        share = min(share * (1 - (1 - settings.most) * risk), (settings.moods * witnesses / n) ** 0.5)
        weights = task.between(found, share)
    return Fitted(
        weights=weights,
        share=share,
        n=n,
        tried=len(before),
        loss_default=float(before.mean()),
        loss_fitted=float(after.mean()),
        adopted=share > 0,
        reason=Reason.BETTER if share else Reason.NOT_BETTER,
    )


def fit_all(
    answers: Answers,
    *,
    prior: Sequence[float] = DEFAULT_WEIGHTS,
    new_card_recall: float = Parameters().new_card_recall,
    settings: Settings = Settings(),
) -> tuple[float, ...]:
    """The fitted weights whether or not they predict better: for evaluations.

    Raises ValueError as `fit` does.
    """
    task = Task(answers, prior, new_card_recall, settings)
    return task.search(task.everything())


def predictions(
    answers: Answers,
    weights: Sequence[float],
    *,
    new_card_recall: float = Parameters().new_card_recall,
) -> Column:
    """How likely each answer to predict was to come out right: a card's first on each day but its first day.

    In the order of the columns. Raises ValueError for weights that are not 21.
    """
    task = Task(answers, DEFAULT_WEIGHTS, new_card_recall, Settings())
    return task.probabilities([weights])[0]


def log_losses(right: Column, probability: Column) -> Column:
    """-log of the probability given to what happened, for each answer; no probability counts as 0 or 1."""
    given = np.where(right, probability, 1 - probability)
    return -np.log(np.clip(given, 1e-4, 1))


def error_of_sum(gains: Column, groups: Column) -> float:
    """The standard error of the sum of all gains, where those of one group (a number each) go together."""
    excess = gains - gains.mean()
    sums = _sums(excess, groups)
    k = len(sums)
    together = float((sums**2).sum()) * k / (k - 1) if k > 1 else 0.0
    return max(together, float(gains.var(ddof=1)) * len(gains)) ** 0.5


def _sums(values: Column, groups: Column) -> Column:
    """The sum of the values in each group."""
    _, place = np.unique(groups, return_inverse=True)
    return np.bincount(place, values)


class Task:
    """One student's answers, laid out for many folds."""

    def __init__(
        self, answers: Answers, prior: Sequence[float], new_card_recall: float, settings: Settings
    ) -> None:
        self.prior = tuple(float(weight) for weight in prior)
        if len(self.prior) != 21 or not all(
            low <= weight <= high for low, weight, high in zip(LOWEST, self.prior, HIGHEST, strict=True)
        ):
            raise ValueError(f"A prior is 21 weights of FSRS-6 within their bounds, not {self.prior}.")
        self.settings, self.new_card_recall = settings, new_card_recall
        self.layout = Layout(answers)
        course = self.layout.course
        self.predicted = np.flatnonzero(course.first & (course.rank > 0))
        self.when = answers.study_day[self.predicted]
        # Somebody who says that she guesses says that she does not know, however the guess comes out.
        guessed = answers.guessed[self.predicted]
        graded = answers.grade[self.predicted] > 0
        self.right = answers.knew[self.predicted]
        self.chance = np.where(guessed | graded, 0.0, answers.chance[self.predicted])
        self.slip = np.where(guessed | graded, 0.0, answers.slip[self.predicted])
        self.spread = np.array(SPREAD)
        self.centre, self.low, self.high = (
            _to_scale(np.array(weights)) for weights in (self.prior, LOWEST, HIGHEST)
        )

    def between(self, weights: Sequence[float], share: float) -> tuple[float, ...]:
        """The weights that lie so far on the way from the prior, stabilities by their logarithms."""
        place = self.centre + share * (_to_scale(np.array(weights)) - self.centre)
        return tuple(round(weight, 4) for weight in _from_scale(place))

    def sureness(self, weights: Sequence[float]) -> float:
        """What fitted weights gain on the answers they were fitted to, in standard errors over study days.

        From that gain is taken what any fit would seem to gain: one for each weight that the answers, and not
        the prior, have settled (the effective number of parameters, as in Akaike's criterion).
        """
        everything = self.everything()
        before, after = self.losses([self.prior, weights])
        gains = before - after
        place = _to_scale(np.array(weights))
        _, curvature = self._slopes(place, self._importance(everything))
        held = np.diag(self._hold(everything) / self.spread**2)
        settled = float(np.trace(np.linalg.solve(curvature + held, curvature)))
        error = error_of_sum(gains, self.when)
        return (float(gains.sum()) - settled) / error if error else 0.0

    def independent(self, weights: Sequence[float]) -> float:
        """How many answers that know nothing of each other would tell as much as these.

        On a good day more come out right than were expected, and on a bad one fewer: by how much more than
        luck alone would have it, so many times as few are the witnesses.
        """
        expected = self.probabilities([weights])[0]
        days = _sums(self.right - expected, self.when)
        luck = float((expected * (1 - expected)).sum())
        return len(expected) / max(float((days**2).sum()) / max(luck, 1e-9), 1.0)

    def everything(self) -> Column:
        return np.ones(len(self.when), dtype=bool)

    def trial(
        self, *, taught: Column | None = None, tried: Column | None = None
    ) -> tuple[Column, Column, Column]:
        """Losses of later answers under the prior, and under weights fitted to the answers before them.

        And which answers to predict these were. taught: only these are fitted to (bool); tried: only these
        are predicted; all where there is none.
        """
        taught = self.everything() if taught is None else taught
        tried = self.everything() if tried is None else tried
        order = np.argsort(self.when, kind="stable")
        n, parts = len(order), self.settings.parts
        cuts = [n * part // parts for part in range(1, parts + 1)]
        after, places = [], []
        weights = self.prior
        for begin, end in pairwise(cuts):
            # no answer of the day that is to be predicted may be known
            chosen = (self.when < self.when[order[begin]]) & taught
            weights = self.search(chosen, start=weights)
            held = order[begin:end]
            held = held[tried[held]]
            after.append(self.losses([weights])[0][held])
            places.append(held)
        all_held = np.concatenate(places)
        return self.losses([self.prior])[0][all_held], np.concatenate(after), all_held

    def search(self, chosen: Column, *, start: Sequence[float] | None = None) -> tuple[float, ...]:
        """The likeliest weights for the chosen answers (bool), by Fisher scoring with damped steps."""
        importance = self._importance(chosen)
        low, high = self.low, self.high
        precision = self._hold(chosen) / self.spread**2
        place = _to_scale(np.array(start or self.prior))
        value, damping = self._objective([place], importance, precision)[0], 1e-3
        for _ in range(self.settings.steps):
            gradient, curvature = self._slopes(place, importance)
            gradient += precision * (place - self.centre)
            curvature[np.diag_indices(21)] += precision
            dampings = damping * np.array([0.01, 1.0, 30.0, 1000.0])
            tries = [
                np.clip(place - self._step(curvature, gradient, by, place, low, high), low, high)
                for by in dampings
            ]
            values = self._objective(tries, importance, precision)
            best = int(np.argmin(values))
            if not values[best] < value - ENOUGH:
                break
            place, value, damping = tries[best], values[best], max(dampings[best], 1e-6)
        return tuple(round(weight, 4) for weight in _from_scale(place))

    @staticmethod
    def _step(
        curvature: Column, gradient: Column, damping: float, place: Column, low: Column, high: Column
    ) -> Column:
        """A damped Newton step along the weights that no bound stops."""
        free = ~(((place <= low) & (gradient > 0)) | ((place >= high) & (gradient < 0)))
        matrix = curvature[np.ix_(free, free)]
        matrix = matrix + damping * np.diag(np.diag(matrix))
        step = np.zeros(21)
        step[free] = np.linalg.solve(matrix, gradient[free])
        return step

    def _hold(self, chosen: Column) -> float:
        """How many times as much the prior weighs as its spread would have it."""
        return max(self.settings.hold / max(int(chosen.sum()), 1), 1.0)

    def _importance(self, chosen: Column) -> Column:
        """What each answer counts for, 1 for the newest chosen; the others nothing."""
        importance = np.zeros(len(self.when))
        n = int(chosen.sum())
        if n:
            order = np.argsort(self.when[chosen], kind="stable")
            age = np.empty(n)
            age[order] = np.arange(1, n + 1) / n
            recency = self.settings.recency
            importance[chosen] = recency + (1 - recency) * age**3
        return importance

    def _objective(self, places: Sequence[Column], importance: Column, precision: Column) -> Column:
        losses = (self.losses([_from_scale(place) for place in places]) * importance).sum(axis=1)
        far = [((place - self.centre) ** 2 * precision).sum() for place in places]
        return losses + np.array(far) / 2

    def losses(self, sets: Sequence[Sequence[float]]) -> Column:
        return log_losses(self.right, self.probabilities(sets))

    def probabilities(self, sets: Sequence[Sequence[float]]) -> Column:
        """How likely each answer to predict was to come out right, under each set of weights."""
        known = self.layout.fold(sets, new_card_recall=self.new_card_recall).recall[:, self.predicted]
        return known * (1 - self.slip) + (1 - known) * self.chance

    def _slopes(self, place: Column, importance: Column) -> tuple[Column, Column]:
        """The gradient of the summed losses, and Fisher's curvature."""
        reach = np.where(place + 1e-5 > self.high, -1e-5, 1e-5)
        places = [place, *(place + np.diag(reach))]
        probability = np.clip(self.probabilities([_from_scale(one) for one in places]), 1e-4, 1 - 1e-4)
        here, slopes = probability[0], (probability[1:] - probability[0]) / reach[:, None]
        variance = here * (1 - here)
        # einsum and not BLAS, whose threads may add in another order on another day
        gradient = np.einsum("ij,j->i", slopes, importance * (here - self.right) / variance)
        curvature = np.einsum("ij,kj->ik", slopes * (importance / variance), slopes)
        return gradient, curvature


def _to_scale(weights: Column) -> Column:
    return np.concatenate([np.log(weights[:LOGARITHMIC]), weights[LOGARITHMIC:]])


def _from_scale(place: Column) -> tuple[float, ...]:
    return tuple(np.concatenate([np.exp(place[:LOGARITHMIC]), place[LOGARITHMIC:]]).tolist())
