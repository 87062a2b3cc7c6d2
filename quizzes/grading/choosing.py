"""Options that were chosen, ticked or put in order, and what was said of one that was proposed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from quizzes.questions import Deal

from . import verdicts
from .answers import answer_of, bare, capital, named, within
from .verdicts import Verdict


def chosen(deal: Deal, choice: int) -> Verdict:
    if not 0 <= choice < len(deal.options):
        raise ValueError(f"The choice must be from 0 to {len(deal.options) - 1}, and is {choice}.")
    given, key = deal.options[choice].text, deal.options[deal.answer]
    if choice == deal.answer:
        return verdicts.right(f"{capital(key.text)} is right.", given=given)
    return verdicts.wrong(f"The right answer is {named(key)}.", given=given)


def judged(deal: Deal, choice: int) -> Verdict:
    """What was said of the answer that was proposed."""
    if not 0 <= choice < len(deal.options) or deal.proposed is None:
        raise ValueError(f"True is 0 and False is 1, and the choice is {choice}.")
    given = deal.options[choice].text
    if "sources" in deal.proposed.value:
        agree = "do not agree" if deal.instead else "agree"
        reason = f"{answer_of(deal)}: {deal.proposed.text} {agree}."
    else:
        reason = f"{answer_of(deal)}." if deal.instead else f"True: {named(deal.proposed)} is right."
    return (
        verdicts.right(reason, given=given) if choice == deal.answer else verdicts.wrong(reason, given=given)
    )


def ticked(deal: Deal, boxes: frozenset[int]) -> Verdict:
    """Right only if exactly the right options are ticked."""
    if not boxes or not boxes <= set(range(len(deal.options))):
        raise ValueError(f"What is ticked must be from 0 to {len(deal.options) - 1}, and is {set(boxes)}.")
    given = "; ".join(deal.options[index].text for index in sorted(boxes))
    right = set(deal.right)
    if boxes == right:
        only = f"{capital(given)} is right, and nothing else."
        return verdicts.right(
            only if len(right) == 1 else f"All {len(right)}, and nothing else.", given=given
        )
    found = len(boxes & right)
    too = " too" if found else ""
    parts = [
        _listed(deal, sorted(right - boxes), f"{{}} is right{too}", f"{{}} are right{too}"),
        _listed(deal, sorted(boxes - right), "{} is not", "{} are not"),
    ]
    told = capital(", ".join(part for part in parts if part))
    return verdicts.wrong(f"{found} of {len(right)}. {told}.", given=given)


def _listed(deal: Deal, indices: Sequence[int], one: str, several: str) -> str:
    texts = [within(deal.options[index].text) for index in indices]
    if len(texts) < 2:
        return one.format(texts[0]) if texts else ""
    return several.format(f"{', '.join(texts[:-1])} and {texts[-1]}")


def arranged(deal: Deal, sequence: tuple[int, ...]) -> Verdict:
    """Right only if every item stands in its place."""
    if sorted(sequence) != list(range(len(deal.options))):
        raise ValueError(f"Each of {len(deal.options)} items needs a place of its own, and not {sequence}.")
    given = " → ".join(deal.options[index].text for index in sequence)
    if sequence == deal.right:
        return verdicts.right(f"All {len(sequence)} are in order.", given=given)
    place = {item: number for number, item in enumerate(deal.right)}
    one, other = next(pair for pair in pairwise(sequence) if place[pair[0]] > place[pair[1]])
    earlier, later = deal.options[other].text, deal.options[one].text
    return verdicts.wrong(f"“{bare(earlier)}” comes before “{bare(later)}”.", given=given)
