"""Weights fitted to one student: likelier than the prior, found again, and never much worse."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import Any

import numpy as np
import pytest

from quizzes.memory import fitting
from quizzes.memory.columns import Answers
from quizzes.memory.fitting import HIGHEST, LOWEST, Fitted, Reason, Settings, fit, fit_all
from quizzes.memory.parameters import DEFAULT_WEIGHTS
from tests.bench.memory_students import KINDS, Answer, columns, student, true_loss

DAY = 739_000


@cache
def _history(kind: str, seed: int, length: int) -> tuple[Answer, ...]:
    return tuple(islice(student(KINDS[kind], seed), length))


def _true_loss(weights: tuple[float, ...], kind: str, seed: int, since: int, until: int) -> float:
    return true_loss(weights, _history(kind, seed, until), since)


def _fitted(kind: str, seed: int, length: int, **settings: Any) -> Fitted:
    answers, _, _ = columns(_history(kind, seed, length))
    return fit(answers, settings=Settings(**settings))


@pytest.mark.parametrize("kind", ["as FSRS", "choosing of four", "not as FSRS", "irregular"])
def test_a_long_history_is_predicted_better_by_weights_of_its_own(kind: str) -> None:
    fitted = _fitted(kind, 5, 4_000)
    assert (fitted.adopted, fitted.reason) == (True, Reason.BETTER)
    assert fitted.loss_fitted < fitted.loss_default
    default, own = (_true_loss(w, kind, 5, 4_000, 5_500) for w in (DEFAULT_WEIGHTS, fitted.weights))
    assert own < default


def test_a_student_of_the_default_kind_keeps_the_defaults() -> None:
    fitted = _fitted("as the defaults", 5, 2_000)
    assert (fitted.weights, fitted.adopted, fitted.share) == (DEFAULT_WEIGHTS, False, 0)
    assert fitted.reason is Reason.NOT_BETTER
    assert 0 < fitted.tried < fitted.n


def test_a_fit_to_the_past_is_not_adopted_where_what_followed_was_otherwise() -> None:
    """All answers together would speak for new weights, but those held out do not."""
    before, after = _history("irregular", 5, 600), _history("as FSRS", 2, 600)
    shift = before[-1].study_day - after[0].study_day + 1
    moved = [replace(one, card=one.card + 10_000, study_day=one.study_day + shift) for one in after]
    answers, _, _ = columns([*before, *moved])
    fitted = fit(answers, settings=Settings(caution=-10, trust=-9))
    assert (fitted.weights, fitted.reason) == (DEFAULT_WEIGHTS, Reason.NOT_BETTER)
    assert fitted.loss_fitted > fitted.loss_default


def test_answers_of_one_day_are_one_witness() -> None:
    """A gain that one good day made is no sure one, however many answers that day had."""
    days = np.repeat(np.arange(20), 50)
    gains = np.where(days == 3, 0.5, 0.0) + np.tile([0.1, -0.1], 500)
    apart = fitting.error_of_sum(gains, np.arange(1_000))
    assert apart == pytest.approx(float(gains.std(ddof=1)) * 1_000**0.5)
    assert fitting.error_of_sum(gains, days) == pytest.approx(25, rel=0.01)
    assert fitting.error_of_sum(gains, np.zeros(1_000)) == apart


def test_good_and_bad_days_leave_fewer_independent_answers() -> None:
    for kind, least, most in (("as the defaults", 0.7, 1.0), ("irregular", 0.0, 0.5)):
        answers, _, _ = columns(_history(kind, 5, 2_000))
        task = fitting.Task(answers, DEFAULT_WEIGHTS, 0.3, Settings())
        share = task.independent(task.search(task.everything())) / len(task.when)
        assert least <= share <= most, kind


def test_few_answers_change_nothing() -> None:
    for length in (0, 1, 16):
        fitted = _fitted("irregular", 5, length)
        assert (fitted.weights, fitted.reason, fitted.tried) == (DEFAULT_WEIGHTS, Reason.TOO_FEW, 0)


LENGTHS = (16, 64, 250, 1_000, 2_000)


def _worse() -> Iterator[tuple[float, str, int]]:
    """How much worse than the defaults each fit predicts the answers that come next, in log loss."""
    for kind in KINDS:
        for length in LENGTHS:
            weights = _fitted(kind, 31, length).weights
            if weights != DEFAULT_WEIGHTS:
                losses = [_true_loss(w, kind, 31, length, length + 1_000) for w in (weights, DEFAULT_WEIGHTS)]
                yield losses[0] - losses[1], kind, length


def test_a_fit_is_never_much_worse_than_the_defaults_at_any_length() -> None:
    """`python -m tests.bench.memory --lengths` looks at many more students and lengths."""
    differences = list(_worse())
    assert max(differences)[0] <= 0.002, max(differences)
    assert len({length for _, _, length in differences}) > 2  # weights were adopted, and not only from many


def test_the_same_answers_give_the_same_weights() -> None:
    assert _fitted("not as FSRS", 5, 1_500) == _fitted("not as FSRS", 5, 1_500)


def test_weights_stay_within_their_bounds() -> None:
    """Where all is right, or all wrong, the likeliest weights lie beyond every bound."""
    card, day = np.repeat(np.arange(60), 20), np.tile(DAY + np.arange(20) ** 2, 60)
    for right in (True, False):
        answers = Answers.of(card=card, study_day=day, right=np.full(1_200, right))
        weights = fit_all(answers, settings=Settings(hold=0))
        assert all(low <= weight <= high for low, weight, high in zip(LOWEST, weights, HIGHEST, strict=True))
        assert weights != DEFAULT_WEIGHTS


def test_a_prior_holds_the_more_the_fewer_answers_there_are() -> None:
    prior = tuple(weight * 1.2 if index == 2 else weight for index, weight in enumerate(DEFAULT_WEIGHTS))
    answers, _, _ = columns(_history("irregular", 5, 600))
    few, _, _ = columns(_history("irregular", 5, 60))
    distances = [abs(fit_all(some, prior=prior)[2] - prior[2]) for some in (few, answers)]
    assert distances[0] < distances[1]
    held, loose = (fit_all(few, prior=prior, settings=Settings(hold=hold))[2] for hold in (2_500, 0))
    assert abs(held - prior[2]) < abs(loose - prior[2]) / 5
    assert fit_all(few.where(few.card < 0), prior=prior) == pytest.approx(prior)


def test_the_slopes_are_those_of_the_loss() -> None:
    """Fisher's gradient against differences of the loss itself, at a place that is not the optimum."""
    answers, _, _ = columns(_history("not as FSRS, choosing", 5, 800))
    task = fitting.Task(answers, DEFAULT_WEIGHTS, 0.3, Settings())
    importance, none = np.ones(len(task.when)), np.zeros(21)
    place = task.centre + 0.01
    gradient, curvature = task._slopes(place, importance)
    for index in range(21):
        step = np.zeros(21)
        step[index] = 1e-4
        above, below = task._objective([place + step, place - step], importance, none)
        assert gradient[index] == pytest.approx((above - below) / 2e-4, rel=0.02, abs=0.05)
    assert np.linalg.eigvalsh(curvature).min() > -1e-9


def test_a_guess_that_was_said_counts_as_not_known() -> None:
    """However it came out: what it was worth is told by the student, not by the verdict."""
    card, day = [0, 0, 1, 1], [DAY, DAY + 3, DAY, DAY + 3]
    answers = Answers.of(
        card=card,
        study_day=day,
        right=[True, True, True, False],
        guessed=[False, True, False, True],
        chance=[0.25] * 4,
        slip=[0.02] * 4,
    )
    task = fitting.Task(answers, DEFAULT_WEIGHTS, 0.3, Settings())
    assert task.right.tolist() == [False, False]
    assert task.chance.tolist() == task.slip.tolist() == [0, 0]
    losses = fitting.log_losses(task.right, task.probabilities([DEFAULT_WEIGHTS]))
    assert losses[0, 0] == losses[0, 1]


def test_recent_answers_can_be_made_to_weigh_more() -> None:
    answers, _, _ = columns(_history("changing", 5, 500))
    task = fitting.Task(answers, DEFAULT_WEIGHTS, 0.3, Settings(recency=0.25))
    importance = task._importance(task.everything())
    order = np.argsort(task.when, kind="stable")
    assert (np.diff(importance[order]) > 0).all()
    assert importance.max() == 1
    assert importance.min() == pytest.approx(0.25, abs=0.01)


@pytest.mark.parametrize("prior", [DEFAULT_WEIGHTS[:19], (0.0, *DEFAULT_WEIGHTS[1:])])
def test_a_prior_that_cannot_be_is_refused(prior: tuple[float, ...]) -> None:
    answers, _, _ = columns(_history("irregular", 5, 60))
    with pytest.raises(ValueError, match="A prior is 21 weights"):
        fit(answers, prior=prior)
