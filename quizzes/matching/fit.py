"""How a typed answer lies to the accepted ones."""

from __future__ import annotations

from enum import StrEnum


class Fit(StrEnum):
    """How a typed answer lies to the accepted ones.

    SAME: it is one of them; SLIP: it is one of them but for a slip that nobody else's name explains, or for a
    title before it, an 's behind it or what follows a comma; PART: it is a piece of one; FULLER: it holds one
    whole and a word or two more; TIE: it could as well be another known name; INSIDE: a day inside the
    accepted dates; CLOSE: within the margin of “about” or “perhaps”; COARSE: it holds the accepted date and
    more; OTHER: none of this, so it is wrong.
    """

    SAME = "same"
    SLIP = "slip"
    PART = "part"
    FULLER = "fuller"
    TIE = "tie"
    INSIDE = "inside"
    CLOSE = "close"
    COARSE = "coarse"
    OTHER = "other"
