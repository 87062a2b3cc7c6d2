"""The right answer, and what was typed, as they stand in a sentence."""

from __future__ import annotations

from quizzes.questions import Deal, Mode, Option

MOST_QUOTED = 80
"""Letters of a typed answer that a sentence repeats."""


def answer_of(deal: Deal) -> str:
    """The right answer in words."""
    texts = [deal.options[index].text for index in deal.right]
    if deal.instead and "sources" not in deal.instead.value:
        return f"{texts[0]}: the right answer is {named(deal.instead)}"
    between = {Mode.ORDER: " → ", Mode.TYPED: " or "}
    return between.get(deal.mode, "; ").join(texts)


def named(option: Option) -> str:
    """An option as it stands inside a sentence."""
    return f"“{bare(option.text)}”" if "fact" in option.value else within(option.text)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def within(text: str) -> str:
    """A text as it stands inside a sentence: "The Union" with a small article."""
    return f"the{text[3:]}" if text.startswith("The ") else text


def bare(text: str) -> str:
    """Without the full stop at its end."""
    return text.removesuffix(".")


def quoted(text: str) -> str:
    return text if len(text) <= MOST_QUOTED else f"{text[:MOST_QUOTED]}…"
