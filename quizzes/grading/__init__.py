"""Grading: from what was dealt and what was answered to a verdict with its reason.

`judging` takes any answer; `choosing` judges what was chosen, ticked or put in order, `dates` and `names`
what was typed; `distances` says how far off a date is, `recorded` what it is held against besides; `answers`
says what would have been right, `verdicts` what a verdict is. What is said is a `history.sentences.Sentence`.
"""

from .answers import answer_of, text_of
from .judging import Response, given_up, grade, self_graded
from .names import too_wide
from .recorded import Recorded, Told
from .verdicts import Verdict, Word

__all__ = [
    "Recorded",
    "Response",
    "Told",
    "Verdict",
    "Word",
    "answer_of",
    "given_up",
    "grade",
    "self_graded",
    "text_of",
    "too_wide",
]
