"""The signed token of a form: which question was dealt to whom, as the how-manieth review of its card.

It names what is needed to deal the same options again and nothing else. The seed of the deal is not in it:
the order of the options follows from the seed alone, so whoever knew it could work out the key. It is made
from the identity of card and review under the server's own secret, which also keeps it from being guessed.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core import signing
from django.utils.crypto import salted_hmac

VISITOR = 0
_SEED = "quizzes.study.seed"
_SHOWN = "quizzes.study.shown"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class BadToken(Exception):
    """A token that this server did not sign for this student."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """question: row of the bank; version: of its fact; card: row number, 0 for a card still to be made.

    number: of the review that the answer will be; shown: digest of stem and options as printed;
    dealt: milliseconds since 1970; nonce: what makes the form answerable once; sitting: row number, 0 outside
    of one; mode: how it is asked; student: to whom it was dealt, VISITOR for somebody without an account.
    """

    question: int
    version: int
    card: int
    number: int
    shown: str
    dealt: int
    nonce: str
    sitting: int
    mode: str
    student: int

    def sign(self) -> str:
        fields = [
            self.question,
            self.version,
            self.card,
            self.number,
            self.shown,
            self.dealt,
            self.nonce,
            self.sitting,
            self.mode,
        ]
        return _signer(self.student).sign_object(fields)

    def waited(self, now: datetime) -> int:
        """Milliseconds since the question was dealt, never negative."""
        return min(max(milliseconds(now) - self.dealt, 0), 2**31 - 1)


def read(text: str, *, student: int) -> Token:
    """The token that was signed for this student, or for the visitor that she was before.

    Raises:
        BadToken: it was not, or somebody changed it.
    """
    for whose in dict.fromkeys((student, VISITOR)):
        try:
            question, version, card, number, shown, dealt, nonce, sitting, mode = _signer(
                whose
            ).unsign_object(text)
        except (signing.BadSignature, ValueError, TypeError):
            continue
        return Token(
            question=question,
            version=version,
            card=card,
            number=number,
            shown=shown,
            dealt=dealt,
            nonce=nonce,
            sitting=sitting,
            mode=mode,
            student=whose,
        )
    raise BadToken("The form was not made for you by this server: open the question again.")


def nonce() -> str:
    return secrets.token_hex(16)


def seed(*, student: int, fact: int, facet: str, number: int) -> str:
    """What decides the deal: the same card in the same state is asked the same question."""
    return salted_hmac(_SEED, f"{student}:{fact}:{facet}:{number}", algorithm="sha256").hexdigest()


def fingerprint(stem: str, texts: Iterable[str]) -> str:
    """What was dealt: an answer counts only if the same options stand in the same order again.

    Made under the server's own secret, because a typed answer is among what is dealt: nobody can try texts
    until one gives the same print.
    """
    content = json.dumps([stem, *texts])
    return salted_hmac(_SHOWN, content, algorithm="sha256").hexdigest()[:16]


def milliseconds(at: datetime) -> int:
    return (at - _EPOCH) // timedelta(milliseconds=1)


def _signer(student: int) -> signing.Signer:
    """Without a timestamp, which would read the clock: the token says itself when it was dealt."""
    return signing.Signer(salt=f"quizzes.study.token:{student}")
