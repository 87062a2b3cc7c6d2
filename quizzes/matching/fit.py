"""How a typed answer lies to the accepted ones, and what there is to say about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from history.names import bare, fold


class Fit(StrEnum):
    """How a typed answer lies to the accepted ones.

    SAME: it is one of them, however it is spelled; SLIP: it is one of them but for what was overlooked
    (`Overlooked` says what); PART: it is a piece of one; FULLER: it holds one whole and a word or two more;
    TIE: it could as well be another known name; OTHER: none of this, so it is wrong.
    """

    SAME = "same"
    SLIP = "slip"
    PART = "part"
    FULLER = "fuller"
    TIE = "tie"
    OTHER = "other"


class Overlooked(StrEnum):
    """What was forgiven. NOTHING: it is an accepted spelling, but for case, accents, hyphens and the like."""

    NOTHING = ""
    ORDER = "order"
    """The words in another order, or a father's name more or less."""
    SOUND = "sound"
    """The same name in other letters: another romanisation, or another script."""
    ABROAD = "abroad"
    """What a state or place is called in another language, or was at another time."""
    ABOUT = "about"
    """A title before it, an 's behind it, or what follows a comma."""
    SHORT = "short"
    """A family name, initials or another piece that nobody else known bears."""
    ADJECTIVE = "adjective"
    """Soviet for the Soviet Union."""
    SLIP = "slip"
    """A slip of the finger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownName:
    """A spelling of a name, and whose it is.

    text: the spelling; bearer: the printed name of who bears it; kind: “person”, “place”, “title” or another
    of the kinds of actors, empty where it is unknown: only persons have family names and initials, no place
    and no title an adjective; whose: all who call it so, where the name belongs to one side, such as “North
    Korea”; within: all names of the states and places that a place lies in; label: what the reader calls its
    bearer, where that is not the printed name; years: those in which a title was signed or took effect.
    """

    text: str
    bearer: str = ""
    kind: str = ""
    whose: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    label: str = ""
    years: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What became of a typed name.

    fit: how it lies to the accepted spellings; name: the accepted spelling that it was taken for, or is a
    piece of; other: another known name that it is, or could as well be; overlooked: what was forgiven;
    differs: the word that may make another name of it, be that known or not; meant: an accepted spelling that
    the same keys are on another keyboard.
    """

    fit: Fit
    name: KnownName | None = None
    other: KnownName | None = None
    overlooked: Overlooked = Overlooked.NOTHING
    differs: str = ""
    meant: str = ""

    @property
    def right(self) -> bool:
        return self.fit in (Fit.SAME, Fit.SLIP)


def known_names(text: str, bearer: str, kind: str, label: str = "") -> list[KnownName]:
    """A name, and what it is without a remark: of a cipher name or the like only the whole counts."""
    plain = bare(text)
    remarked = kind == "person" and plain != text and text != bearer
    return [
        KnownName(
            text=each,
            bearer=bearer,
            kind="" if remarked or (kind == "person" and each != plain) else kind,
            label=label,
        )
        for each in dict.fromkeys((text, plain))
    ]


def with_kinds(accept: Iterable[str | KnownName]) -> list[KnownName]:
    """The accepted spellings, each once; those that are nothing but a text are of the kind of the others."""
    every = list(accept)
    found = [each for each in every if isinstance(each, KnownName)]
    kind = next((each.kind for each in found if each.kind), "")
    known = {fold(each.text) for each in found}
    texts = dict.fromkeys(each for each in every if isinstance(each, str) and fold(each) not in known)
    return [*found, *(KnownName(text=text, kind=kind) for text in texts)]
