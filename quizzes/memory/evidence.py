"""What a graded answer says about memory, once luck and slips are taken out of it.

A right choice among k may be a guess, a wrong answer may be a slip. Bayes' rule over those two chances is
the update step of knowledge tracing (Corbett & Anderson 1995, "Knowledge tracing: modeling the acquisition
of procedural knowledge"), with FSRS's predicted recall as the prior. The grades Hard and Easy are never
inferred.
"""

from math import exp, factorial, log

from quizzes.memory.fsrs6 import Memory


def chance_of(options: int) -> float:
    """The chance that a blind guess among `options` is right; 0 options means a typed answer, so no chance.

    Raises ValueError for a negative number.
    """
    if options < 0:
        raise ValueError(f"A question has at least 0 options, not {options}.")
    return 1 / options if options else 0.0


def chance_of_ticks(options: int) -> float:
    """The chance that a blind guess ticks exactly the right ones: any set but the empty one is as likely."""
    return 1 / (2**options - 1)


def chance_of_order(items: int) -> float:
    """The chance that a blind guess puts so many items in their order."""
    return 1 / factorial(items)


def known(*, right: bool, recall: float, chance: float, slip: float) -> float:
    """The probability that the answer was known, given the verdict.

    recall: the chance of knowing before the answer; chance: g, of a lucky guess; slip: s, of a wrong answer
    in spite of knowing. All from 0 to 1, as is the result. With g = s = 0 the verdict alone decides.

    Raises ValueError for a value outside 0 to 1.
    """
    for name, value in (("recall", recall), ("chance", chance), ("slip", slip)):
        if not 0 <= value <= 1:
            raise ValueError(f"{name} is a probability from 0 to 1, not {value}.")
    if right:
        knew, lucky = recall * (1 - slip), (1 - recall) * chance
    else:
        knew, lucky = recall * slip, (1 - recall) * (1 - chance)
    if knew + lucky == 0:  # the model held this verdict impossible, so it can only be taken at its word
        return float(right)
    return knew / (knew + lucky)


def mix(p: float, *, good: Memory, again: Memory) -> Memory:
    """The memory between a known answer (p = 1) and an unknown one (p = 0), on a logarithmic scale.

    S = exp(p ln S_good + (1 - p) ln S_again), D alike; with p of 0 or 1 exactly what FSRS makes of Again or
    Good.
    """
    if p == 0:
        return again
    if p == 1:
        return good
    return Memory(
        stability=_between(p, good.stability, again.stability),
        difficulty=_between(p, good.difficulty, again.difficulty),
    )


def _between(p: float, good: float, again: float) -> float:
    value = exp(p * log(good) + (1 - p) * log(again))
    # a rounding error must not carry the mixture past either end
    return min(max(value, min(good, again)), max(good, again))
