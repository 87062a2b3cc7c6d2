"""The weights of a school: what many have in common, tried on those who were not asked."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import islice

import numpy as np
import pytest

from quizzes.memory import pooling
from quizzes.memory.columns import Answers
from quizzes.memory.fitting import fit
from quizzes.memory.parameters import DEFAULT_WEIGHTS
from quizzes.memory.pooling import Bounds, Whose, Word, fit_in_school, foresees, pool, thinned, together
from tests.bench.memory_school import SCHOOLS
from tests.bench.memory_students import KINDS, columns, student, true_loss

ALIKE = SCHOOLS["alike, as FSRS"].pupil
CLASS = 9
"""The number of a class whose pupils forget otherwise than the published weights say."""


@cache
def _pupil(number: int, length: int) -> Answers:
    return columns(list(islice(student(ALIKE(CLASS, number), 9_000 + number), length)))[0]


@cache
def _usual(number: int, length: int) -> Answers:
    return columns(list(islice(student(KINDS["as the defaults"], number), length)))[0]


@cache
def _school() -> tuple[float, ...]:
    return pool(_pupil(number, 500) for number in range(12)).weights


def test_what_pupils_have_in_common_is_adopted_and_foresees_a_new_one() -> None:
    found = pool(_pupil(number, 500) for number in range(12))
    assert (found.word, found.students) == (Word.BETTER, 12)
    assert found.loss_fitted < found.loss_default
    assert found.n > found.tried > found.n / 2
    answers = list(islice(student(ALIKE(CLASS, 50), 9_050), 800))
    assert true_loss(found.weights, answers, 0) < true_loss(DEFAULT_WEIGHTS, answers, 0) - 0.005
    assert pool(_pupil(number, 500) for number in range(12)) == found


def test_pupils_as_the_published_weights_have_it_keep_those() -> None:
    found = pool(_usual(number, 500) for number in range(10))
    assert found.word in (Word.UNSURE, Word.WORSE)


@pytest.mark.parametrize(("pupils", "length"), [(7, 500), (10, 100), (0, 0)])
def test_few_students_or_answers_are_too_few(pupils: int, length: int) -> None:
    found = pool(_pupil(number, length) for number in range(pupils))
    assert (found.word, found.weights) == (Word.TOO_FEW, DEFAULT_WEIGHTS)


def test_students_with_next_to_no_answers_do_not_make_up_the_number() -> None:
    """Seven who have answered much, and some who have answered twice: the weights would tell of the seven."""
    many, few = [_pupil(number, 500) for number in range(7)], [_pupil(number, 2) for number in range(7, 20)]
    assert pool([*many, *few]).word is Word.TOO_FEW


def test_gain_of_one_student_alone_adopts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Students are the witnesses, not their answers."""
    owner = np.repeat(np.arange(10), 100)
    gains = np.where(owner == 4, 0.5, 0.001)
    monkeypatch.setattr(pooling, "_trial", lambda *_: (gains, np.zeros(1_000), owner))
    assert pool(_pupil(number, 500) for number in range(10)).word is Word.UNSURE


def test_nobody_is_predicted_by_weights_that_know_her_or_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[set[int], int]] = []
    search = pooling.Task.search

    def look(task, chosen, **rest):
        owner = np.repeat(np.arange(10), 500)[task.predicted]
        seen.append((set(owner[chosen].tolist()), int(task.when[chosen].max())))
        return search(task, chosen, **rest)

    monkeypatch.setattr(pooling.Task, "search", look)
    pool((_pupil(number, 500) for number in range(10)), bounds=Bounds(shares=1_000))
    trials, (everybody, _) = seen[:-1], seen[-1]
    assert everybody == set(range(10))
    assert len(trials) == 6
    assert all(students <= {1, 3, 5, 7, 9} for students, _ in trials[:3])
    assert all(students <= {0, 2, 4, 6, 8} for students, _ in trials[3:])
    assert [until for _, until in trials[:3]] == sorted(until for _, until in trials[:3])


def test_one_who_has_answered_most_is_thinned_to_her_share() -> None:
    long, short = _pupil(0, 4_000), _pupil(1, 200)
    found = pool([long, *[_pupil(number, 200) for number in range(1, 12)]])
    alone = pool([short, *[_pupil(number, 200) for number in range(1, 12)]])
    assert found.n < 2 * alone.n + 1_500


def test_thinned_answers_are_whole_cards() -> None:
    answers = _pupil(0, 500)
    half = thinned(answers, 0.5)
    assert half.cards == answers.cards // 2
    lengths = np.bincount(answers.card)
    assert set(np.bincount(half.card).tolist()) <= set(lengths.tolist())
    assert thinned(answers, 1.0) is answers


def test_answers_together_are_those_of_each() -> None:
    parts = [_pupil(0, 60), _pupil(1, 40)]
    whole = together(parts)
    assert len(whole) == 100
    assert whole.cards == parts[0].cards + parts[1].cards
    assert whole.where(whole.card >= parts[0].cards).study_day.tolist() == parts[1].study_day.tolist()


# One student in a school


def test_a_new_student_has_the_weights_of_the_school() -> None:
    for length in (0, 16):
        found, whose = fit_in_school(_pupil(50, length), _school())
        assert (found.weights, whose) == (_school(), Whose.SCHOOL)


def test_a_student_of_another_kind_has_the_published_ones() -> None:
    other = columns(list(islice(student(SCHOOLS["unlike"].newcomer(CLASS, 0), 5), 500)))[0]
    assert not foresees(other, _school())
    found, whose = fit_in_school(other, _school())
    assert (found.weights, whose) == (DEFAULT_WEIGHTS, Whose.PUBLISHED)


def test_without_a_school_all_is_as_before() -> None:
    found, whose = fit_in_school(_pupil(50, 100), ())
    assert (found.weights, whose) == (DEFAULT_WEIGHTS, Whose.PUBLISHED)


def test_own_weights_are_held_near_those_of_the_school(monkeypatch: pytest.MonkeyPatch) -> None:
    priors = []

    def look(answers, *, prior, settings):
        priors.append(prior)
        return replace(fit(answers, prior=prior, settings=settings), adopted=True)

    monkeypatch.setattr(pooling, "fit", look)
    _, whose = fit_in_school(_pupil(50, 300), _school())
    assert (priors, whose) == ([_school()], Whose.OWN)
