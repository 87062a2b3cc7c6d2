"""From what a form sent to the answer that it means. Nothing of it is trusted."""

from __future__ import annotations

from dataclasses import dataclass

from history.names import fold
from history.sentences import Sentence, sentence
from quizzes.grading import Response
from quizzes.questions import Deal, Mode

LONGEST = 300
"""Letters of a typed answer."""

NO_CHOICE = sentence("Choose one of the answers first; nothing was counted.")
NO_TICK = sentence("Tick at least one of the answers first; nothing was counted.")
NO_TEXT = sentence("Write your answer first; nothing was counted.")
TOO_LONG = sentence(
    "An answer has at most {longest} letters: shorten yours. Nothing was counted.", longest=LONGEST
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The fields of a form as they came.

    choices: indices of options; places: the number beside each item, in the order in which the items were
    dealt; text: what was typed; settled: whether it is all that is known, though it says less than was asked;
    unknown: whether "I don't know" was pressed.
    """

    choices: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    text: str = ""
    settled: bool = False
    unknown: bool = False


NOTHING_GIVEN = Given()


class Unanswered(Exception):
    """The form holds no answer to its question; the sentence says what is missing. Nothing was stored.

    coarse: whether it holds a date that says less than was asked, which counts if its writer knows no more.
    """

    def __init__(self, sentence: Sentence, *, coarse: bool = False) -> None:
        super().__init__(str(sentence))
        self.sentence, self.coarse = sentence, coarse


def gives_up(given: Given, dealt: Deal) -> bool:
    """Whether a form says that the answer is not known, which can be said instead of typing."""
    return given.unknown and dealt.mode == Mode.TYPED


def response_in(given: Given, dealt: Deal) -> Response:
    """The answer that a form gives to the question as dealt.

    Raises:
        Unanswered: it gives none.
    """
    match dealt.mode:
        case Mode.MULTI:
            return frozenset(_indices(given, dealt, NO_TICK))
        case Mode.ORDER:
            return _sequence(given, dealt)
        case Mode.TYPED:
            return _text(given)
    return _indices(given, dealt, NO_CHOICE)[-1]


def _indices(given: Given, dealt: Deal, missing: Sentence) -> list[int]:
    known = {str(index): index for index in range(len(dealt.options))}
    if not given.choices or not set(given.choices) <= known.keys():
        raise Unanswered(missing)
    return [known[choice] for choice in given.choices]


def _sequence(given: Given, dealt: Deal) -> tuple[int, ...]:
    """Items in the order of their numbers."""
    count = len(dealt.options)
    known = {str(place): place for place in range(1, count + 1)}
    places = [known.get(place) for place in given.places]
    if len(places) != count or None in places:
        raise Unanswered(
            sentence(
                "Give each of the {count} a number of its own from 1 to {last}; nothing was counted.",
                count=count,
                last=count,
            )
        )
    for place in known.values():
        if places.count(place) > 1:
            raise Unanswered(
                sentence(
                    "Each number can be used only once, and {place} stands beside more than one; "
                    "nothing was counted.",
                    place=place,
                )
            )
    return tuple(places.index(place) for place in known.values())


def printable(text: str) -> str:
    """Without the signs that nobody sees, and with single spaces."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _text(given: Given) -> str:
    if len(given.text) > LONGEST:
        raise Unanswered(TOO_LONG)
    text = printable(given.text)
    if not fold(text):
        raise Unanswered(NO_TEXT)
    return text
