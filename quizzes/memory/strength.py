"""How well a card is known, where that decides how it is asked."""

from quizzes.memory.state import Phase, State

STRONG = 21.0
"""Days of stability from which an answer is to be recalled and no longer only recognised: three weeks, from
which Anki calls a card mature (Anki manual, "Card counts"). At a wanted recall of 0.9 it is the interval.
"""


def is_strong(state: State) -> bool:
    """Whether a card is known well enough to be answered without options.

    A card that was forgotten is not, until it has come back to intervals that long.
    """
    return state.phase is Phase.REVIEW and state.stability is not None and state.stability >= STRONG
