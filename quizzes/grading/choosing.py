"""Options that were chosen, ticked or put in order, and what was said of one that was proposed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from history.sentences import Sentence, Value, counted, every, sentence
from quizzes.questions import Deal, Option

from . import verdicts
from .answers import answer_of, at_start, named, printed, row, text_of, within, without_stop
from .verdicts import Verdict


def chosen(deal: Deal, choice: int) -> Verdict:
    if not 0 <= choice < len(deal.options):
        raise ValueError(f"The choice must be from 0 to {len(deal.options) - 1}, and is {choice}.")
    given, key = text_of(deal.options[choice]), deal.options[deal.answer]
    if choice == deal.answer:
        return verdicts.right(sentence("{answer} is right.", answer=at_start(key)), given=given)
    return verdicts.wrong(sentence("The right answer is {answer}.", answer=named(key)), given=given)


def judged(deal: Deal, choice: int) -> Verdict:
    """What was said of the answer that was proposed."""
    if not 0 <= choice < len(deal.options) or deal.proposed is None:
        raise ValueError(f"True is 0 and False is 1, and the choice is {choice}.")
    verdict = verdicts.right if choice == deal.answer else verdicts.wrong
    return verdict(_of_proposed(deal, deal.proposed), given=text_of(deal.options[choice]))


def _of_proposed(deal: Deal, proposed: Option) -> Sentence:
    if "sources" in proposed.value:
        sources = proposed.text
        if deal.instead:
            return sentence("False: {sources} do not agree.", sources=sources)
        return sentence("True: {sources} agree.", sources=sources)
    if deal.instead:
        return sentence("{answer}.", answer=answer_of(deal))
    return sentence("True: {answer} is right.", answer=named(proposed))


def ticked(deal: Deal, boxes: frozenset[int]) -> Verdict:
    """Right only if exactly the right options are ticked."""
    if not boxes or not boxes <= set(range(len(deal.options))):
        raise ValueError(f"What is ticked must be from 0 to {len(deal.options) - 1}, and is {set(boxes)}.")
    given = row((text_of(deal.options[index]) for index in sorted(boxes)), "; ")
    right = set(deal.right)
    if boxes == right:
        only = deal.options[deal.answer]
        return verdicts.right(
            sentence("{answer} is right, and nothing else.", answer=at_start(only))
            if len(right) == 1
            else sentence("All {count}, and nothing else.", count=len(right)),
            given=given,
        )
    return verdicts.wrong(_mistaken(deal, right, boxes), given=given)


def _mistaken(deal: Deal, right: set[int], boxes: frozenset[int]) -> Sentence:
    """What was missed, and what was too much."""
    found, missed, wrong = right & boxes, sorted(right - boxes), sorted(boxes - right)
    too = bool(found)
    if not missed:
        return sentence(
            "{found} of {count}. {wrong}.",
            found=len(found),
            count=len(right),
            wrong=_wrong(deal, wrong, first=True),
        )
    if not wrong:
        return sentence(
            "{found} of {count}. {missed}.",
            found=len(found),
            count=len(right),
            missed=_missed(deal, missed, too=too),
        )
    return sentence(
        "{found} of {count}. {missed}, {wrong}.",
        found=len(found),
        count=len(right),
        missed=_missed(deal, missed, too=too),
        wrong=_wrong(deal, wrong),
    )


def _missed(deal: Deal, indices: Sequence[int], *, too: bool) -> Sentence:
    names = _names(deal, indices, first=True)
    if too:
        return counted("{names} is right too", "{names} are right too", len(indices), names=names)
    return counted("{names} is right", "{names} are right", len(indices), names=names)


def _wrong(deal: Deal, indices: Sequence[int], *, first: bool = False) -> Sentence:
    return counted(
        "{names} is not", "{names} are not", len(indices), names=_names(deal, indices, first=first)
    )


def _names(deal: Deal, indices: Sequence[int], *, first: bool) -> Value:
    """Options in a row; `first` where the row begins a sentence."""
    options = [deal.options[index] for index in indices]
    return every([at_start(options[0]) if first else within(options[0]), *map(within, options[1:])])


def arranged(deal: Deal, sequence: tuple[int, ...]) -> Verdict:
    """Right only if every item stands in its place."""
    if sorted(sequence) != list(range(len(deal.options))):
        raise ValueError(f"Each of {len(deal.options)} items needs a place of its own, and not {sequence}.")
    given = row((text_of(deal.options[index]) for index in sequence), " → ")
    if sequence == deal.right:
        return verdicts.right(sentence("All {count} are in order.", count=len(sequence)), given=given)
    place = {item: number for number, item in enumerate(deal.right)}
    one, other = next(pair for pair in pairwise(sequence) if place[pair[0]] > place[pair[1]])
    earlier, later = (without_stop(printed(deal.options[item])) for item in (other, one))
    return verdicts.wrong(
        sentence("“{earlier}” comes before “{later}”.", earlier=earlier, later=later), given=given
    )
