"""Pieces of a formatted entry, and the punctuation between them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

_ENDS_A_SENTENCE = ".?!…。？！"
_OUR_WORDS = ("n.d.", "ca. ", "vol. ", "from ", "until ", "p. ", "pp. ", "accessed ")
_LINKABLE = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_GERMAN = re.compile(r"„([^“”]*)[“”]")
_STOPS, _THREE_STOPS = re.compile(r"\.{2,}"), re.compile(r"\.{3,}")
_SPACED_MARK = re.compile(r"\s+([,.])(?=\s|$)")
_OPENING_DOUBLE = re.compile(r"(^|[\s(\[«“‘/—–-])\"")
_OPENING_SINGLE = re.compile(r"(^|[\s(\[«“/—–-])'(?!\d\ds?\b)")
_TO_SINGLE = str.maketrans({"“": "‘", "”": "’"})


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one kind of text; `href` is set only for an http or https address."""

    text: str
    italic: bool = False
    href: str | None = None


Runs = tuple[Run, ...]


def plain(runs: Iterable[Run]) -> str:
    """The entry as bare text."""
    return "".join(run.text for run in runs)


@lru_cache(maxsize=20_000)
def tidy(text: str) -> str:
    """One line, directional quotation marks, "…" for three stops; the wording itself is not touched."""
    text = _THREE_STOPS.sub("…", " ".join(text.split()))
    text = _STOPS.sub(".", _SPACED_MARK.sub(r"\1", text))
    if '"' in text:
        text = _OPENING_DOUBLE.sub(r"\1“", text).replace('"', "”")
    if "'" in text:
        text = _OPENING_SINGLE.sub(r"\1‘", text).replace("'", "’")
    return text


def roman(text: str) -> Runs:
    return (Run(text),) if text else ()


def italic(text: str) -> Runs:
    return (Run(text, italic=True),) if text else ()


def quoted(title: str) -> Runs:
    """A title in double quotation marks, those inside it turned to single (CMOS 18, ch. 13; MLA 9, ch. 2)."""
    inside = re.sub(r"«\s*(.*?)\s*»", r"“\1”", _GERMAN.sub(r"“\1”", title))
    return (Run(f"“{inside.translate(_TO_SINGLE)}”"),)


def address_run(address: str) -> Runs:
    """The address as it stands, linked only if it is http or https."""
    address = address.strip()
    return (Run(address, href=address if _LINKABLE.fullmatch(address) else None),) if address else ()


def marked(runs: Runs, mark: str) -> Runs:
    """Put a full stop or a comma after the runs, inside a closing quotation mark, never after another stop.

    CMOS 18, ch. 6, and MLA 9, ch. 2: a full stop gives way to "?" and "!", a comma does not.
    """
    *before, last = runs
    body = last.text if last.href else last.text.rstrip("”")
    if "‘" in body and not last.href:
        body = body.rstrip("’")
    quotes = last.text[len(body) :]
    if mark == "." and body[-1:] in _ENDS_A_SENTENCE and not last.href:
        return runs
    if mark == "," and quotes:
        body = _without_sentence_stop(body)
    if quotes:
        return (*before, Run(body + mark + quotes, italic=last.italic))
    if last.italic or last.href:
        return (*runs, Run(mark))
    return (*before, Run(body + mark))


def _without_sentence_stop(text: str) -> str:
    """Drop the full stop of a sentence, keep that of an abbreviation such as "U.S." or an initial."""
    word = text.rsplit(" ", 1)[-1]
    abbreviated = "." in word[:-1] or len(word) < 3
    return text[:-1] if text.endswith(".") and not abbreviated else text


def listed(elements: Iterable[Runs]) -> Runs:
    """The elements that are there, with a comma between each two."""
    present = [element for element in elements if element]
    return joined([*(marked(element, ",") for element in present[:-1]), *present[-1:]])


def joined(parts: Sequence[Runs]) -> Runs:
    """The parts with a space between each two."""
    runs: list[Run] = []
    for part in parts:
        if runs:
            runs.append(Run(" "))
        runs.extend(part)
    return tuple(runs)


def entry(sentences: Iterable[Runs], *, locator: str = "", stop_at_end: bool = True) -> Runs:
    """The sentences that are there, each closed; the locator stands in brackets at the end of the last."""
    present = [sentence for sentence in sentences if sentence]
    if locator := tidy(locator).rstrip(".").strip():
        present[-1] = (*present[-1], Run(f" ({locator})"))
    closed = [marked(sentence, ".") for sentence in present]
    return merged(joined(closed if stop_at_end or locator else [*closed[:-1], present[-1]]))


def opened(runs: Runs) -> Runs:
    """A sentence that begins with one of our own abbreviations begins with a capital."""
    if not runs or runs[0].italic or not runs[0].text.startswith(_OUR_WORDS):
        return runs
    text = runs[0].text
    return (Run(text[0].upper() + text[1:]), *runs[1:])


def merged(runs: Runs) -> Runs:
    """Neighbours of one kind made one run."""
    done: list[Run] = []
    for run in runs:
        if done and not run.href and not done[-1].href and run.italic == done[-1].italic:
            done[-1] = Run(done[-1].text + run.text, italic=run.italic)
        else:
            done.append(run)
    return tuple(done)


def same(one: str, other: str) -> bool:
    """Whether two names of a body say the same, apart from case, spaces and a leading "The"."""
    return bool(one) and _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split()).removeprefix("the ")
