"""The quizzes at the teacher's desk: the bank, the sets, reports and answers stood by, and the students.

Questions, cards and reviews are made by the app and by answering: here they are only read.
"""

from . import accounts, bank, facts, proposals, reports, sets, students

__all__ = ["accounts", "bank", "facts", "proposals", "reports", "sets", "students"]
