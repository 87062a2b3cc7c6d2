"""Study: which question comes next, what an answer does, and how it is taken back.

`asking` chooses and deals, `answering` grades and records, `undoing` takes an answer back, `folding` makes
a card's columns from its log, `enrolling` makes a signed-in user a student, `tokens` are what a form carries
from a question to its answer. Nothing here reads a clock or a request: `now` is handed in.
"""

from .answering import Answered, Moved, NoSuchOption, answer
from .asking import Asked, Counts, Nothing, ask_again, counts, next_question, question_about
from .enrolling import student_of
from .folding import rebuild
from .tokens import BadToken
from .undoing import Undone, undo

__all__ = [
    "Answered",
    "Asked",
    "BadToken",
    "Counts",
    "Moved",
    "NoSuchOption",
    "Nothing",
    "Undone",
    "answer",
    "ask_again",
    "counts",
    "next_question",
    "question_about",
    "rebuild",
    "student_of",
    "undo",
]
