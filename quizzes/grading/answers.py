"""The right answer, and what was typed, as they stand in a sentence.

Dates are put into the language of whoever reads; what else an option says stays as the base has it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from history.dates import HistoricalDate, parse, say
from history.sentences import Sentence, Value, either, sentence
from history.wording import capital
from quizzes.questions import Deal, Mode, Option

MOST_QUOTED = 80
"""Letters of a typed answer that a sentence repeats."""


def text_of(option: Option) -> Value:
    """An option as it stands by itself."""
    if "date" in option.value:
        return partial(say, parse(option.value["date"]))
    if "true" in option.value:
        return sentence("True") if option.value["true"] else sentence("False")
    return printed(option)


def printed(option: Option) -> str:
    """A name or a title as its reader sees it."""
    return option.label or option.text


def answer_of(deal: Deal, *, first: Callable[[Option], Value] = text_of) -> Value:
    """The right answer in words; `first` is `at_start` or `within` where it stands there in a sentence."""
    leading, *others = (deal.options[index] for index in deal.right)
    texts = [first(leading), *map(text_of, others)]
    if deal.instead and "sources" not in deal.instead.value:
        return sentence("{judged}: the right answer is {answer}", judged=texts[0], answer=named(deal.instead))
    if deal.mode == Mode.TYPED:
        return either(texts)
    return row(texts, " → " if deal.mode == Mode.ORDER else "; ")


def row(values: Iterable[Value], sign: str) -> Value:
    """Values with a sign between them, which no language changes."""
    held = list(values)
    if len(held) == 1:
        return held[0]
    gaps = {f"value{place}": value for place, value in enumerate(held)}
    return Sentence(sign.join(f"{{{gap}}}" for gap in gaps), gaps)


def named(option: Option) -> Value:
    """An option as it stands inside a sentence."""
    return in_marks(option) if "fact" in option.value else within(option)


def in_marks(option: Option) -> Value:
    """An option in marks of quotation, where its very letters are meant."""
    return sentence("“{title}”", title=without_stop(printed(option)))


def within(option: Option) -> Value:
    """The same, without marks of quotation: in English "The Union" with a small article."""
    text = text_of(option)
    return partial(_in_sentence, text) if isinstance(text, str) else text


def _in_sentence(name: str, language: str) -> str:
    return small_article(name) if language == "en" else name


def at_start(option: Option) -> Value:
    """An option with which a sentence begins."""
    if "date" in option.value:
        return partial(_dated_at_start, parse(option.value["date"]))
    text = text_of(option)
    return capital(text) if isinstance(text, str) else text


def _dated_at_start(date: HistoricalDate, language: str) -> str:
    said = say(date, language)
    return said if date.approximate else capital(said)  # "c. 1950" stays small


def small_article(text: str) -> str:
    return f"the{text[3:]}" if text.startswith("The ") else text


def without_stop(text: str) -> str:
    """Without the full stop at its end."""
    return text.removesuffix(".")


def quoted(text: str) -> str:
    return text if len(text) <= MOST_QUOTED else f"{text[:MOST_QUOTED]}…"
