"""How the manuals write a person's name, and when it is turned round.

Family name first, no comma: a Chinese, Japanese, Korean or Vietnamese name in its own order is not
inverted, so no comma stands in it (CMOS 18, ch. 8 on such names and ch. 13 on authors; MLA 9, ch. 5 on
names not reversed). APA 7, 9.8 gives the initials of such a name after a comma once it is romanised; a name
printed in Hangul, Han or Kana has no initials in that sense, and the manuals ask for a romanisation, which
we do not invent: it is printed whole.
"""

import re
import unicodedata

from history.citing.record import CslName
from history.citing.runs import tidy

_EAST_ASIAN = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_HYPHENS = re.compile(r"[-\u2010\u2011]")


def natural(name: CslName) -> str:
    """As the name is spoken: "Sheila Jager", "Kim Il-sung", "김성보"."""
    if name.literal:
        return tidy(name.literal)
    if in_own_script(name):
        return _own_script(name)
    order = (name.given, _family(name)) if not name.family_first else (_family(name), name.given)
    return tidy(" ".join((*order, name.suffix)))


def inverted(name: CslName) -> str:
    """As the name begins an entry: "Jager, Sheila"; unchanged for a body or a family name first."""
    if not is_inverted(name):
        return natural(name)
    return tidy(", ".join(part for part in (_family(name), name.given, name.suffix) if part))


def is_inverted(name: CslName) -> bool:
    return bool(name.family and name.given) and not name.family_first and not in_own_script(name)


def with_initials(name: CslName) -> str:
    """APA 7, 9.8: "Kim, I.-S.", "Ким, И. С.", "King, M. L., Jr."; an East Asian script stands whole."""
    if name.literal or not (name.family and name.given) or in_own_script(name):
        return natural(name)
    return tidy(", ".join(part for part in (_family(name), initials(name.given), name.suffix) if part))


def initials(given: str) -> str:
    """A stop after each initial, a space between words, the hyphen of a hyphenated name kept (APA 7, 9.8)."""
    words = unicodedata.normalize("NFC", given).replace(".", ". ").split()
    return " ".join(filter(None, (_initial(word) for word in words)))


def in_own_script(name: CslName) -> bool:
    """Whether a person's name is in Hangul, Han or Kana, family name first unless the record denies it."""
    return name.family_first is not False and bool(_EAST_ASIAN.search(name.family + name.given))


def _initial(word: str) -> str:
    letters = (next(filter(str.isalpha, part), "") for part in _HYPHENS.split(word))
    return "-".join(f"{letter.upper()}." for letter in letters if letter)


def _family(name: CslName) -> str:
    return f"{name.particle} {name.family}".strip()


def _own_script(name: CslName) -> str:
    return tidy("".join([*name.family.split(), *name.given.split()]))
