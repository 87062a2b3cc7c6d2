"""The tables of questions, students and memory."""

from .bank import BankQuestion, OptionUse
from .cards import Card, Review
from .reports import Report
from .sets import Membership, Set
from .sittings import Sitting
from .students import Student

__all__ = [
    "BankQuestion",
    "Card",
    "Membership",
    "OptionUse",
    "Report",
    "Review",
    "Set",
    "Sitting",
    "Student",
]
