"""The roles of dates and of actors in the words of those who choose among them."""

from __future__ import annotations

from collections.abc import Mapping

from history.facts import ActorKind, DateRole, Role
from history.sentences import Sentence, sentence

DATE_ROLES: Mapping[str, Mapping[DateRole, str]] = {
    "Something happened": {
        DateRole.WHEN: "happened (visit, battle, speech)",
        DateRole.HELD: "was held (meeting, conference)",
    },
    "An agreement, a law, a resolution": {
        DateRole.SIGNED: "was signed",
        DateRole.ADOPTED: "was adopted (by a vote)",
        DateRole.IN_FORCE: "took effect",
        DateRole.ENDED: "ran out",
        DateRole.TERMINATED: "was ended by a party",
    },
    "A war, a period, a state, a term of office": {
        DateRole.START: "began",
        DateRole.END: "ended",
        DateRole.SPAN: "lasted (from 1950 to 1953)",
        DateRole.BEGIN: "began (so in some imports)",
    },
    "Never asked": {
        DateRole.PLANNED: "was planned for",
        DateRole.ANNOUNCED: "was announced for",
        DateRole.DOCUMENT: "is the date of the document",
    },
}
"""Every role of a date under the sort of fact that has it, said of the fact."""

_WHEN = {
    DateRole.SIGNED: "When it was signed",
    DateRole.ADOPTED: "When it was adopted",
    DateRole.IN_FORCE: "When it took effect",
    DateRole.ENDED: "When it ran out",
    DateRole.TERMINATED: "When it was ended by a party",
    DateRole.WHEN: "When it happened",
    DateRole.HELD: "When it was held",
    DateRole.START: "When it began",
    DateRole.BEGIN: "When it began",
    DateRole.END: "When it ended",
    DateRole.SPAN: "From when to when it lasted",
}
_WHO = {
    Role.PARTY: "Who the parties were",
    Role.SIGNATORY: "Who signed it",
    Role.VISITOR: "Who the visitor was",
    Role.HOST: "Who the host was",
    Role.PARTICIPANT: "Who took part",
    Role.DELEGATE: "Who the delegates were",
    Role.SPEAKER: "Who spoke",
    Role.AUTHOR: "Who wrote it",
    Role.PUBLISHER: "Who published it",
    Role.SENDER: "Who sent it",
    Role.ADDRESSEE: "To whom it was addressed",
    Role.ADOPTER: "Who adopted it",
    Role.ABSTAINER: "Who abstained",
    Role.ANNOUNCER: "Who announced it",
    Role.APPOINTEE: "Who was appointed",
    Role.RECOGNISER: "Who recognised it",
    Role.RECOGNISED: "Who was recognised",
    Role.DONOR: "Who gave",
    Role.RECIPIENT: "Who received",
    Role.BELLIGERENT: "Who fought",
    Role.HOLDER: "Who held the office",
    Role.SUBJECT: "Whom it was about",
    Role.CLAIMANT: "Who claimed it",
}


def date_asked(role: str) -> str:
    """What a question for the date of a role asks: “When it was signed”."""
    return _WHEN[DateRole(role)] if role in _WHEN else "When it was"


def actor_asked(role: str) -> str:
    """What a question for the actors of a role asks: “Who signed it”."""
    return _WHO[Role(role)] if role in _WHO else "Who took part"


ROLE_WORDS: Mapping[Role, Sentence] = {
    Role.PARTY: sentence("party"),
    Role.SIGNATORY: sentence("signatory"),
    Role.VISITOR: sentence("visitor"),
    Role.HOST: sentence("host"),
    Role.PARTICIPANT: sentence("participant"),
    Role.DELEGATE: sentence("delegate"),
    Role.SPEAKER: sentence("speaker"),
    Role.AUTHOR: sentence("author"),
    Role.PUBLISHER: sentence("publisher"),
    Role.SENDER: sentence("sender"),
    Role.ADDRESSEE: sentence("addressee"),
    Role.ADOPTER: sentence("adopter"),
    Role.ABSTAINER: sentence("abstainer"),
    Role.ANNOUNCER: sentence("announcer"),
    Role.APPOINTEE: sentence("appointee"),
    Role.RECOGNISER: sentence("recogniser"),
    Role.RECOGNISED: sentence("recognised"),
    Role.DONOR: sentence("donor"),
    Role.RECIPIENT: sentence("recipient"),
    Role.BELLIGERENT: sentence("belligerent"),
    Role.HOLDER: sentence("holder"),
    Role.SUBJECT: sentence("subject"),
    Role.CLAIMANT: sentence("claimant"),
    Role.OTHER: sentence("other"),
}
"""What an actor was in a fact, said of the actor."""

KIND_WORDS: Mapping[str, Sentence] = {
    ActorKind.PERSON: sentence("Person"),
    ActorKind.STATE: sentence("State"),
    ActorKind.ORGANISATION: sentence("Organisation"),
    ActorKind.GROUP: sentence("Group"),
    ActorKind.PARTY: sentence("Party"),
    ActorKind.OTHER: sentence("Other"),
}
"""What an actor is."""
