"""The tables of questions, students and memory."""

from .bank import BankQuestion, OptionUse
from .cards import Card, Review
from .students import Set, Student

__all__ = ["BankQuestion", "Card", "OptionUse", "Review", "Set", "Student"]
