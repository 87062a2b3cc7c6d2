"""Types of facts as people read them: “un-resolution” is “UN resolution”."""

from __future__ import annotations

import re

from history.sentences import Sentence, sentence

_WORDS = (
    sentence("Accession"),
    sentence("Accessions"),
    sentence("Agreement"),
    sentence("Agreements"),
    sentence("Agreement content"),
    sentence("Agreement step"),
    sentence("Agreement steps"),
    sentence("Aid"),
    sentence("Announcement"),
    sentence("Announcements"),
    sentence("Appointment"),
    sentence("Appointments"),
    sentence("Armistice"),
    sentence("Armistices"),
    sentence("Background"),
    sentence("Backgrounds"),
    sentence("Battle"),
    sentence("Battles"),
    sentence("Characterisation"),
    sentence("Characterisations"),
    sentence("Charter"),
    sentence("Charters"),
    sentence("Claim"),
    sentence("Claims"),
    sentence("Commemoration"),
    sentence("Commemorations"),
    sentence("Communique"),
    sentence("Communiques"),
    sentence("Conference"),
    sentence("Conferences"),
    sentence("Convention"),
    sentence("Conventions"),
    sentence("Correspondence"),
    sentence("Death"),
    sentence("Deaths"),
    sentence("Decision"),
    sentence("Decisions"),
    sentence("Declaration"),
    sentence("Declarations"),
    sentence("Declaration of war"),
    sentence("Declarations of war"),
    sentence("Denunciation"),
    sentence("Denunciations"),
    sentence("Dispute"),
    sentence("Disputes"),
    sentence("Election"),
    sentence("Elections"),
    sentence("Entry into force"),
    sentence("Entries into force"),
    sentence("Event"),
    sentence("Events"),
    sentence("Forecast"),
    sentence("Forecasts"),
    sentence("Founding"),
    sentence("Foundings"),
    sentence("Framework"),
    sentence("Frameworks"),
    sentence("Incident"),
    sentence("Incidents"),
    sentence("Meeting"),
    sentence("Meetings"),
    sentence("Memorandum"),
    sentence("Memorandums"),
    sentence("Military"),
    sentence("Monument"),
    sentence("Monuments"),
    sentence("Naming"),
    sentence("Namings"),
    sentence("Non-event"),
    sentence("Non-events"),
    sentence("Nuclear test"),
    sentence("Nuclear tests"),
    sentence("Outcome"),
    sentence("Outcomes"),
    sentence("Policy"),
    sentence("Policies"),
    sentence("Protocol"),
    sentence("Protocols"),
    sentence("Publication"),
    sentence("Publications"),
    sentence("Ratification"),
    sentence("Ratifications"),
    sentence("Ratification step"),
    sentence("Ratification steps"),
    sentence("Recognition"),
    sentence("Recognitions"),
    sentence("Speech"),
    sentence("Speeches"),
    sentence("State visit"),
    sentence("State visits"),
    sentence("Statement"),
    sentence("Statements"),
    sentence("Surrender"),
    sentence("Surrenders"),
    sentence("Talks"),
    sentence("Treaty"),
    sentence("Treaties"),
    sentence("UN resolution"),
    sentence("UN resolutions"),
    sentence("UN vote"),
    sentence("UN votes"),
    sentence("Visit"),
    sentence("Visits"),
    sentence("War"),
    sentence("Wars"),
)
"""Types that bases have, as they stand alone and as headings; what else a base calls its facts is content."""
_KNOWN = {str(words): words for words in _WORDS}

ABBREVIATIONS = frozenset("ad bce ce eec eu nato uk un us usa ussr".split())


def words_of_type(type: str) -> list[str]:
    """The words of a type, abbreviations in capitals; “non-aggression” stays one word."""
    text = re.sub(r"(?<!\bnon)[-_\s]+", " ", type)
    return [word.upper() if word.casefold() in ABBREVIATIONS else word for word in text.split()]


def capital(text: str) -> str:
    """With a capital at the beginning; those that stand further on are names and stay."""
    return text[:1].upper() + text[1:]


def topic(type: str) -> str:
    """A type as an entry of a list: “UN resolution”, “State visit”."""
    return capital(" ".join(words_of_type(type)))


def known(words: str) -> Sentence | str:
    """A type in words, one or several, as a sentence where it is of our own vocabulary; else as it stands."""
    return _KNOWN.get(words, words)
