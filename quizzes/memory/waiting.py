"""Cards that wait for a day."""

from dataclasses import dataclass

from quizzes.memory import fsrs6
from quizzes.memory.parameters import Parameters


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A card in its intervals. id: whatever tells it from the others; days are study days."""

    id: int
    stability: float
    difficulty: float
    last_day: int
    due_day: int

    def recall_on(self, day: int, parameters: Parameters) -> float:
        """How likely it is known on a day if it is not asked until then."""
        elapsed = day - self.last_day
        return fsrs6.retrievability(
            stability=self.stability, elapsed_days=elapsed, weights=parameters.weights
        )
