"""Grading: from what was dealt and what was answered to a verdict with its reason.

`judging` takes any answer; `choosing` judges what was chosen, ticked or put in order, `dates` and `names`
what was typed; `answers` says what would have been right, `verdicts` what a verdict is.
"""

from .answers import answer_of
from .dates import asked_for, match_date
from .judging import Response, given_up, grade, self_graded
from .names import too_wide
from .verdicts import Verdict, Word

__all__ = [
    "Response",
    "Verdict",
    "Word",
    "answer_of",
    "asked_for",
    "given_up",
    "grade",
    "match_date",
    "self_graded",
    "too_wide",
]
