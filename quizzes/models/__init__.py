"""The tables of questions, students and memory."""

from .amendments import Amendment, Voiding
from .bank import BankQuestion, OptionUse
from .cards import Card, Review
from .contests import Contest, Proposal, Regrade
from .reports import Report
from .school import SchoolWeights
from .sets import Membership, Set
from .sittings import Sitting
from .students import Student

__all__ = [
    "Amendment",
    "BankQuestion",
    "Card",
    "Contest",
    "Membership",
    "OptionUse",
    "Proposal",
    "Regrade",
    "Report",
    "Review",
    "SchoolWeights",
    "Set",
    "Sitting",
    "Student",
    "Voiding",
]
