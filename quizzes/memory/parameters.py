"""The numbers of the memory model, as one value with a stable name."""

import hashlib
import json
import math
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

MODEL = "fsrs-6"

# The 21 default weights of FSRS-6, as published by open-spaced-repetition (https://github.com/
# open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm): w0-w3 first stabilities in days, w4-w7 difficulty,
# w8-w10 and w15-w16 growth after recall, w11-w14 stability after forgetting, w17-w19 answers within one day,
# w20 the decay of the forgetting curve.
DEFAULT_WEIGHTS: tuple[float, ...] = (
    *(0.212, 1.2931, 2.3065, 8.2956),
    *(6.4133, 0.8334, 3.0194, 0.001),
    *(1.8722, 0.1666, 0.796),
    *(1.4835, 0.0614, 0.2629, 1.6483),
    *(0.6014, 1.8729),
    *(0.5425, 0.0912, 0.0658),
    0.1542,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """Everything that turns a log of answers into a schedule.

    weights: the 21 weights of FSRS-6; desired_retention: the recall at which a card falls due, strictly
    between 0 and 1; learning_steps and relearning_steps: waits inside a day; maximum_interval: days;
    new_card_recall: the recall expected of a card never reviewed; slip_choice and slip_typed: how often
    somebody who knows the answer still gives a wrong one. Two values that schedule alike have one `id`.

    Raises ValueError where a number cannot be what its name says.
    """

    model: str = MODEL
    weights: tuple[float, ...] = DEFAULT_WEIGHTS
    desired_retention: float = 0.9
    learning_steps: tuple[timedelta, ...] = (timedelta(minutes=1), timedelta(minutes=10))
    relearning_steps: tuple[timedelta, ...] = (timedelta(minutes=10),)
    maximum_interval: int = 36_500
    new_card_recall: float = 0.3
    slip_choice: float = 0.02
    slip_typed: float = 0.04

    def __post_init__(self) -> None:
        if self.model != MODEL:
            raise ValueError(f"The model must be {MODEL!r}, the only one known here, not {self.model!r}.")
        if len(self.weights) != len(DEFAULT_WEIGHTS) or not all(map(math.isfinite, self.weights)):
            raise ValueError(
                f"FSRS-6 has {len(DEFAULT_WEIGHTS)} finite weights; {len(self.weights)} were given, "
                "or one of them is not a number."
            )
        if min(*self.weights[:4], self.weights[20]) <= 0:
            raise ValueError("The first stabilities (w0-w3) and the decay (w20) must be above 0.")
        for name in ("desired_retention", "new_card_recall"):
            if not 0 < getattr(self, name) < 1:
                raise ValueError(f"{name} must be between 0 and 1, not {getattr(self, name)}.")
        for name in ("slip_choice", "slip_typed"):
            if not 0 <= getattr(self, name) < 1:
                raise ValueError(f"{name} must be at least 0 and below 1, not {getattr(self, name)}.")
        if self.maximum_interval < 1:
            raise ValueError(f"maximum_interval must be at least one day, not {self.maximum_interval}.")
        if any(step <= timedelta() for step in (*self.learning_steps, *self.relearning_steps)):
            raise ValueError("Every learning step must be longer than nothing.")

    @property
    def id(self) -> str:
        """The model and a digest of every number: the same in every process, for ever."""
        return _digest(self)

    def slip(self, *, typed: bool) -> float:
        """How often somebody who knows the answer still gets the question wrong, between 0 and 1."""
        return self.slip_typed if typed else self.slip_choice

    def to_dict(self) -> dict[str, object]:
        """Only simple types, fit for JSON; the steps in seconds. Equal values are written alike: 1 as 1.0."""
        return {
            "model": self.model,
            "weights": [float(weight) for weight in self.weights],
            "desired_retention": self.desired_retention,
            "learning_steps": [step.total_seconds() for step in self.learning_steps],
            "relearning_steps": [step.total_seconds() for step in self.relearning_steps],
            "maximum_interval": self.maximum_interval,
            "new_card_recall": self.new_card_recall,
            "slip_choice": float(self.slip_choice),
            "slip_typed": float(self.slip_typed),
        }

    @classmethod
    def from_dict(cls, data: dict[str, object]) -> "Parameters":
        """The value that `to_dict` wrote. Raises TypeError or ValueError for any other."""
        fields: dict[str, object] = dict(data)
        fields["weights"] = tuple(_floats(fields["weights"]))
        for name in ("learning_steps", "relearning_steps"):
            fields[name] = tuple(timedelta(seconds=seconds) for seconds in _floats(fields[name]))
        return cls(**fields)  # type: ignore[arg-type]  # the dataclass checks what a dict cannot show


def _floats(value: object) -> list[float]:
    if not isinstance(value, list):
        raise ValueError(f"A list of numbers was expected, not {value!r}.")
    return [float(item) for item in value]


@lru_cache(maxsize=1024)
def _digest(parameters: Parameters) -> str:
    text = json.dumps(parameters.to_dict(), sort_keys=True, separators=(",", ":"))
    return f"{parameters.model}:{hashlib.blake2b(text.encode(), digest_size=8).hexdigest()}"
