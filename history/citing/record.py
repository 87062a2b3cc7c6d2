"""What a bibliography entry is made from: a source in the shape of CSL-JSON, with nothing invented."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

TYPE_BY_KIND: Mapping[str, str] = {
    "primary": "document",
    "treaty-text": "treaty",
    "un-document": "document",
    "government": "webpage",
    "academic": "document",
    "encyclopaedia": "entry-encyclopedia",
    "reference": "webpage",
    "news": "article-newspaper",
    "think-tank": "webpage",
    "state-media": "article-newspaper",
    "wiki": "webpage",
    "other": "document",
}
"""The CSL type of a source of which only the kind is known."""


class Dated(Protocol):
    """The one thing a bibliography asks of a HistoricalDate: its canonical EDTF text."""

    @property
    def edtf(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class CslName:
    """A person (family, given) or a body (literal), as in CSL-JSON.

    `family_first` says that the name is written family name first without a comma, as Chinese, Japanese,
    Korean and Vietnamese names are; left as None it is read from the script, which settles Hangul, Han and
    Kana only. Raises ValueError for a name without any part, and for a body that also has the parts of a
    person.
    """

    family: str = ""
    given: str = ""
    literal: str = ""
    particle: str = ""
    suffix: str = ""
    family_first: bool | None = None

    def __post_init__(self) -> None:
        person = bool(self.family.strip() or self.given.strip())
        body = bool(self.literal.strip())
        if not person and not body:
            raise ValueError("A name needs a family name, a given name or a literal; this one has none.")
        if person and body:
            raise ValueError(
                f"A literal name is not taken apart; give {self.literal!r} without family and given name."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A source as CSL knows it; every field but the title may be empty, and an empty field is never printed.

    `type` is a CSL 1.0.2 item type, `language` the BCP 47 tag of the title, `pages` a bare range ("3-9").
    Raises ValueError when the title is missing.
    """

    title: str
    type: str = "document"
    authors: tuple[CslName, ...] = ()
    container: str = ""
    publisher: str = ""
    issued: Dated | None = None
    accessed: Dated | None = None
    volume: str = ""
    pages: str = ""
    address: str = ""
    archive: str = ""
    language: str = ""

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise ValueError(
                "A source needs a title, and this one has none; give the one it prints, or a descriptive one."
            )
