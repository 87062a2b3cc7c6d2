"""What sort of place a name means, as far as the name and what holds it tell, and how English says where."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from history.demonyms import INFLECTIONS
from history.facts import Place
from history.names import GAP, bare, fold
from history.spelling import distance


class Sort(StrEnum):
    """Places of one sort are offered beside each other: a town among rivers gives itself away."""

    TOWN = "town"
    SITE = "site"
    REGION = "region"
    SEVERAL = "several"
    NOWHERE = "nowhere"


_REGION = re.compile(
    r"(?<!\w)(?:bay|border|canal|cape|coast|desert|east|frontier|front|gulf|islands?|lake|line|mountains?|north|"
    r"northeast|northwest|ocean|peninsula|plain|province|region|river|sea|south|southeast|southwest|strait|straits|"
    r"territory|valley|west|zone)$",
    re.IGNORECASE,
)
_SITE = re.compile(
    r"(?<!\w)(?:academy|airfield|airport|base|bridge|camp|castle|cathedral|cemetery|church|cosmodrome|embassy|"
    r"fortress|garrison|hill|hotel|house|memorial|monastery|monument|museum|palace|park|school|shipyard|"
    r"spaceport|square|stadium|station|temple|theatre|tower|university|villa)(?!\w)",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"/|&|;|\w ?- ?[A-Z][a-z]+-|\s{2,}| and ")
_NOWHERE = re.compile(
    r"(?:not|un)\s?(?:known|stated|specified|available)\b|(?:u/?n|n/?[ak]|none|various)$|"
    r"(?:see|adopted|deposited|notified|signed)\b|.*\bsee notes$",
    re.IGNORECASE,
)


def is_sorted(text: str) -> bool:
    """Whether a noun after the gap tells what sort of place is hidden: "… island"."""
    after = [part.split() for part in text.split(GAP)[1:]]
    return any(words and (_REGION.fullmatch(words[0]) or _SITE.fullmatch(words[0])) for words in after)


WORDS_OF_A_NAME, WORDS_OF_A_SITE = 3, 2
"""Words beyond which the name of a site is a description, which nobody types as it is printed: of any, and of
one that says what it is."""


def sort_of(place: Place) -> Sort:
    """What sort of place it is; what nothing tells is taken for a town."""
    return _sort(place.name, bool(place.within))


@lru_cache(maxsize=20_000)
def _sort(name: str, is_inside: bool) -> Sort:
    """The same by the name, and whether another place holds it.

    >>> _sort("Yalu River", False), _sort("Seoul", False)
    (<Sort.REGION: 'region'>, <Sort.TOWN: 'town'>)
    """
    alone = bare(name)
    if _NOWHERE.match(alone):
        return Sort.NOWHERE
    if _SEVERAL.search(name.strip()) and fold(alone) not in INFLECTIONS:
        return Sort.SEVERAL
    if _SITE.search(alone):
        return Sort.SITE
    if _REGION.search(alone.partition(",")[0]):
        return Sort.REGION
    return Sort.SITE if is_inside else Sort.TOWN


def is_description(place: Place) -> bool:
    """Whether a name describes a site in so many words that nobody would type it as it is printed."""
    most = WORDS_OF_A_SITE if _SITE.search(place.name) else WORDS_OF_A_NAME
    return sort_of(place) == Sort.SITE and len(fold(place.name).split()) > most


def where(place: Place) -> str:
    """Where something was, within a sentence: "in Seoul". Empty where the name would need an article."""
    return f"in {bare(place.name)}" if sort_of(place) == Sort.TOWN else ""


def reads_like(one: str, other: str) -> bool:
    """Whether two folded names may be spellings of one place ("bagdad", "baghdad"), or one has the other."""
    if one[:1] != other[:1] and " " not in one and " " not in other:
        return False
    return _reads_like(one, other)


@lru_cache(maxsize=100_000)
def _reads_like(one: str, other: str) -> bool:
    if set(one.split()) <= set(other.split()) or set(other.split()) <= set(one.split()):
        return True
    most = 2 if min(len(one), len(other)) > SHORT_NAME else 1
    return one[:1] == other[:1] and distance(one, other, most=most) <= most


SHORT_NAME = 6
"""Letters up to which two names that differ in two of them are two places."""
