"""Study: which question comes next, what an answer does, and how it is taken back.

`asking` chooses and deals, `looking` says what waits, `responding` reads a form, `answering` grades,
`recording` writes, `revealing` turns a flashcard, `undoing` takes an answer back, `tending` is what else a
student does to a card, `amending` what others do to many, `spreading` finds the calmest day, `progress` says
how far a sitting has come, `visiting` answers for somebody without an account, `folding` makes a card's
columns from its log, `enrolling` makes people students, `tokens` are what a form carries from a question to
its answer. Nothing here reads a clock or a request: `now` is handed in.
"""

from quizzes.memory.fsrs6 import Grade

from .answering import Answered, Moved, answer, answered_of, grade
from .asking import (
    Asked,
    Nothing,
    ask_again,
    next_in,
    next_question,
    question_about,
    question_for_visitor,
    question_of_card,
)
from .enrolling import student_of
from .folding import rebuild
from .looking import Counts, counts, when_next
from .progress import Progress, progress_of
from .responding import NOTHING_GIVEN, Given, Unanswered
from .revealing import Revealed, reveal
from .tokens import VISITOR, BadToken
from .undoing import Undone, undo, was_taken_back
from .visiting import Welcomed, first_answer

__all__ = [
    "NOTHING_GIVEN",
    "VISITOR",
    "Answered",
    "Asked",
    "BadToken",
    "Counts",
    "Given",
    "Grade",
    "Moved",
    "Nothing",
    "Progress",
    "Revealed",
    "Unanswered",
    "Undone",
    "Welcomed",
    "answer",
    "answered_of",
    "ask_again",
    "counts",
    "first_answer",
    "grade",
    "next_in",
    "next_question",
    "progress_of",
    "question_about",
    "question_for_visitor",
    "question_of_card",
    "rebuild",
    "reveal",
    "student_of",
    "undo",
    "was_taken_back",
    "when_next",
]
