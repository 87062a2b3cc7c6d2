"""Many cards at once are what `fold` makes of each."""

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.memory import formulas, many
from quizzes.memory.columns import Answers, answers_of
from quizzes.memory.events import ANSWERS, REWRITES, Event, Kind
from quizzes.memory.fold import fold, live, step
from quizzes.memory.fsrs6 import Grade
from quizzes.memory.parameters import DEFAULT_WEIGHTS, Parameters
from quizzes.memory.sameday import expected_recall
from quizzes.memory.state import Phase, State

DAY = 739_000
NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)
OTHER_WEIGHTS = tuple(weight * (1.1 if index % 2 else 0.8) for index, weight in enumerate(DEFAULT_WEIGHTS))


@st.composite
def logs(draw: st.DrawFn) -> list[Event]:
    """A card's log with days that repeat and go back, every kind of event and every kind of evidence."""
    log: list[Event] = []
    day = DAY
    for number in range(1, draw(st.integers(0, 14)) + 1):
        day += draw(st.sampled_from([-1, 0, 0, 0, 1, 3, 30, 400]))
        kind = draw(st.sampled_from([Kind.REVIEW] * 16 + list(Kind)))
        more: dict[str, Any] = {}
        if kind in REWRITES:
            if not log:
                continue
            more["target"] = draw(st.sampled_from([event.number for event in log]))
        if kind is Kind.IMPORT:
            more["state"] = State(
                phase=Phase.REVIEW,
                met=True,
                stability=9.5,
                difficulty=5.0,
                due_day=day,
                last_day=day - 3,
                reps=2,
            )
        if kind is Kind.RESCHEDULE:
            more["due_day"] = day + 5
        grade = draw(st.none() | st.sampled_from(Grade))
        right = draw(st.booleans()) if grade is None else grade is not Grade.AGAIN
        log.append(
            Event(
                number=number,
                kind=kind,
                at=NOON + timedelta(days=day - DAY),
                study_day=day,
                seed="card-1",
                right=right,
                grade=grade,
                guessed=grade is None and draw(st.booleans()),
                chance=draw(st.sampled_from([0.0, 0.25, 0.5, 1.0])),
                slip=draw(st.sampled_from([0.0, 0.02, 0.04])),
                **more,
            )
        )
    return log


decks = st.lists(logs(), max_size=6)


@settings(deadline=None, max_examples=100)
@given(deck=decks, exact=st.booleans())
def test_memories_are_those_of_the_fold(deck: list[list[Event]], exact: bool) -> None:
    answers, cards, rest = answers_of(deck)
    functions = formulas.EXACT if exact else formulas.FAST
    sets = [DEFAULT_WEIGHTS, OTHER_WEIGHTS]
    memories = many.fold_many(answers, weights=sets, functions=functions)
    for row, weights in enumerate(sets):
        for card, number in enumerate(cards):
            state = fold(deck[number], Parameters(weights=weights))
            ours = (memories.stability[row, card], memories.difficulty[row, card])
            expected = (state.stability, state.difficulty)
            assert ours == expected if exact else ours == pytest.approx(expected, rel=1e-9)
    for number in set(range(len(deck))) - set(cards) - set(rest):
        assert fold(deck[number], Parameters()).stability is None


@settings(deadline=None, max_examples=100)
@given(deck=decks)
def test_expected_recalls_are_those_of_the_fold(deck: list[list[Event]]) -> None:
    answers, cards, _ = answers_of(deck)
    expected = []
    for number in cards:
        state, recalls = State.new(), []
        for event in live(deck[number]):
            if event.kind in ANSWERS:
                recalls.append(expected_recall(state, study_day=event.study_day, parameters=Parameters()))
            elif event.kind is Kind.RESET:
                recalls = []
            state = step(state, event, Parameters())
        expected += recalls
    recall = many.fold_many(answers, weights=[DEFAULT_WEIGHTS]).recall
    assert recall[0].tolist() == pytest.approx(expected, rel=1e-9)


def _deck(cards: int) -> Answers:
    dice = np.random.default_rng(20261122)
    card = np.repeat(np.arange(cards), dice.integers(1, 9, cards))
    grade = dice.integers(0, 5, len(card))
    return Answers.of(
        card=card,
        study_day=DAY + np.cumsum(dice.integers(0, 3, len(card))),
        right=np.where(grade == 0, dice.random(len(card)) < 0.8, grade > 1),
        grade=grade,
        chance=np.where(grade == 0, 0.25, 0.0),
        slip=np.where(grade == 0, 0.02, 0.0),
    )


def test_batches_and_sets_of_weights_do_not_touch_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = _deck(300)
    sets = [DEFAULT_WEIGHTS, OTHER_WEIGHTS, DEFAULT_WEIGHTS]
    whole = many.fold_many(answers, weights=sets)
    monkeypatch.setattr(many, "BATCH", 50)
    parts = many.fold_many(answers, weights=sets)
    alone = many.fold_many(answers, weights=[OTHER_WEIGHTS], recalls=False)
    assert alone.recall.size == 0
    assert np.allclose(parts.recall, whole.recall, rtol=1e-12)
    assert np.array_equal(whole.recall[0], whole.recall[2])
    assert np.allclose(alone.stability[0], whole.stability[1], rtol=1e-12)


def test_answers_without_cards_are_no_memories() -> None:
    answers, cards, rest = answers_of([[]])
    memories = many.fold_many(answers, weights=[DEFAULT_WEIGHTS])
    assert (cards, rest, memories.stability.shape) == ([], [], (1, 0))


def test_some_answers_of_a_deck_are_a_deck_too() -> None:
    answers = _deck(40)
    some = answers.where(answers.card % 3 == 1)
    memories, whole = (many.fold_many(deck, weights=[DEFAULT_WEIGHTS]) for deck in (some, answers))
    assert np.allclose(memories.stability[0], whole.stability[0, 1::3], rtol=1e-12)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"card": [1]}, "numbered 0, 1, 2"),
        ({"card": [0, 0], "study_day": [1, 2], "right": [True]}, "an entry for each answer"),
        ({"card": [0, 1, 0], "study_day": [1, 2, 3], "right": [True] * 3}, "stand together"),
    ],
)
def test_columns_that_cannot_be_are_refused(columns: dict[str, Any], message: str) -> None:
    fields: dict[str, Any] = {"study_day": [1], "right": [True]} | columns
    with pytest.raises(ValueError, match=message):
        Answers.of(**fields)


def test_weights_of_another_length_are_refused() -> None:
    for wrong in ([], [DEFAULT_WEIGHTS[:19]]):
        with pytest.raises(ValueError, match="21 weights"):
            many.fold_many(_deck(3), weights=wrong)


@pytest.mark.parametrize("functions", [formulas.EXACT, formulas.FAST], ids=["exact", "fast"])
def test_each_card_can_have_its_own_weights(functions: formulas.Functions) -> None:
    answers = _deck(60)
    sets = [DEFAULT_WEIGHTS, OTHER_WEIGHTS]
    which = np.arange(answers.cards) % 2
    own = many.fold_many(answers, weights=sets, which=which, functions=functions)
    for number, weights in enumerate(sets):
        alone = many.fold_many(answers, weights=[weights], functions=functions)
        cards, places = which == number, which[answers.card] == number
        for name, chosen in (("stability", cards), ("difficulty", cards), ("recall", places)):
            ours, theirs = getattr(own, name)[0, chosen], getattr(alone, name)[0, chosen]
            assert np.allclose(ours, theirs, rtol=0 if functions is formulas.EXACT else 1e-12, atol=0)
