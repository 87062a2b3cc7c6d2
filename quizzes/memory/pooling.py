"""The weights of a school: those under which the answers of all its students are likeliest.

They are the prior of each student and what a new one begins with, so they are tried as they will be used: on
students whom the fit has not seen, and on answers later than those it was made from. They are adopted where
those are predicted better than by the published weights, the students being the witnesses: what one of them
gains in a thousand answers is one word for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from quizzes.memory.columns import Answers, Column, course_of
from quizzes.memory.fitting import Fitted, Settings, Task, error_of_sum, fit
from quizzes.memory.parameters import DEFAULT_WEIGHTS, Parameters

SETTINGS = Settings()

LEEWAY = 1.0
"""By so much, in the sum of all log losses, a student's answers may speak against the school's weights before
she has the published ones: they are e times as likely by those then. What is lost is below 0.002 an answer
from 500 answers to predict on."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much a school has to have, and how sure it must be.

    students: with as many answers to predict as one student's fit needs, at least, so that the weights tell
    of none of them; answers: to predict, of all together; caution: standard errors of gain from which they
    are adopted; most: answers that are fitted to; shares: a student gives no more than this many times her
    part of them; groups: of students, each predicted by weights of the others.
    """

    students: int = 8
    answers: int = 1_000
    caution: float = 2.0
    most: int = 200_000
    shares: int = 3
    groups: int = 2


class Word(StrEnum):
    """What a fit says of the weights of a school.

    UNSURE leaves those that there were, WORSE brings the published ones back.
    """

    BETTER = "better"
    UNSURE = "unsure"
    WORSE = "worse"
    TOO_FEW = "too few"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """What a fit to many students came to.

    weights: those fitted to all, or the published ones where there are too few answers; students and n: how
    many students and answers to predict were fitted to; tried: those that were held out; loss_default and
    loss_fitted: their mean log loss (0 where none were).
    """

    weights: tuple[float, ...]
    word: Word
    students: int
    n: int
    tried: int = 0
    loss_default: float = 0.0
    loss_fitted: float = 0.0


def pool(
    students: Iterable[Answers],
    *,
    new_card_recall: float = Parameters().new_card_recall,
    settings: Settings = SETTINGS,
    bounds: Bounds = Bounds(),
) -> Pooled:
    """Fit one set of weights to the answers of many; the same answers always give the same weights."""
    predicted = [(answers, _predicted(answers)) for answers in students]
    telling = [(answers, n) for answers, n in predicted if n >= settings.fewest]
    n = sum(n for _, n in telling)
    if len(telling) < bounds.students or n < bounds.answers:
        return Pooled(weights=DEFAULT_WEIGHTS, word=Word.TOO_FEW, students=len(telling), n=n)
    fair = min(bounds.shares * n, bounds.most) // len(telling)
    drawn = [thinned(answers, fair / n) for answers, n in telling]
    task = Task(together(drawn), DEFAULT_WEIGHTS, new_card_recall, settings)
    owner = np.repeat(np.arange(len(drawn)), [len(answers) for answers in drawn])[task.predicted]
    before, after, whose = _trial(task, owner, bounds)
    gains = before - after
    error = error_of_sum(gains, whose)
    gain = float(gains.sum())
    surely = gain >= bounds.caution * error > 0
    word = Word.BETTER if surely else Word.UNSURE if gain > 0 else Word.WORSE
    return Pooled(
        weights=task.search(task.everything()),
        word=word,
        students=len(drawn),
        n=len(task.when),
        tried=len(gains),
        loss_default=float(before.mean()),
        loss_fitted=float(after.mean()),
    )


class Whose(StrEnum):
    """Whose weights a student has."""

    OWN = "own"
    SCHOOL = "school"
    PUBLISHED = "published"


def fit_in_school(
    answers: Answers, school: Sequence[float], *, settings: Settings = SETTINGS
) -> tuple[Fitted, Whose]:
    """Fit one student's weights, held near those of her school, and say whose she should have.

    Her own where they are adopted; else the school's (no weights stand for none), unless they would have
    predicted her answers worse than the published ones, near which her own are held then. Raises ValueError
    as `fit` does.
    """
    base, whose = DEFAULT_WEIGHTS, Whose.PUBLISHED
    if school and foresees(answers, school, settings=settings):
        base, whose = tuple(school), Whose.SCHOOL
    found = fit(answers, prior=base, settings=settings)
    return found, Whose.OWN if found.adopted else whose


def foresees(answers: Answers, school: Sequence[float], *, settings: Settings = SETTINGS) -> bool:
    """Whether these weights predict the answers as well as the published ones, or too few tell otherwise."""
    task = Task(answers, DEFAULT_WEIGHTS, Parameters().new_card_recall, settings)
    if not len(task.when):
        return True
    published, theirs = task.losses([task.prior, school]).sum(axis=1)
    return bool(theirs <= published + LEEWAY)


def _trial(task: Task, owner: Column, bounds: Bounds) -> tuple[Column, Column, Column]:
    """Losses of later answers under the published weights and under those fitted to earlier ones of others.

    And whose answer each was.
    """
    groups = [owner % bounds.groups == group for group in range(bounds.groups)]
    before, after, held = zip(*(task.trial(taught=~own, tried=own) for own in groups), strict=True)
    return np.concatenate(before), np.concatenate(after), owner[np.concatenate(held)]


def together(parts: Sequence[Answers]) -> Answers:
    """The answers of several students as those of one, no card in common."""
    columns = {name: np.concatenate([getattr(part, name) for part in parts]) for name in Answers.__slots__}
    shifts = np.cumsum([0, *(part.cards for part in parts[:-1])])
    columns["card"] = np.concatenate([part.card + by for part, by in zip(parts, shifts, strict=True)])
    return Answers(**columns)


def thinned(answers: Answers, share: float) -> Answers:
    """About this share of the cards, evenly from among them, each with all its answers; all from 1 on."""
    if share >= 1:
        return answers
    reached = np.floor(np.arange(1, answers.cards + 1) * share)
    return answers.where((np.diff(reached, prepend=0) > 0)[answers.card])


def _predicted(answers: Answers) -> int:
    course = course_of(answers)
    return int((course.first & (course.rank > 0)).sum())
