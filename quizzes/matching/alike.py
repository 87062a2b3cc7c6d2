"""In which ways a typed name can be like a known one, each a test of the two alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from history.names import adjectives
from history.spelling import distance

from . import chinese, persons, sounds
from .endings import is_declined
from .fit import KnownName
from .places import is_place
from .scripts import is_cyrillic, is_latin
from .spelling import SHORT, Spelling, spelled
from .words import OPPOSED, SMALL, TELLING

MORE = 2
"""Words that a name may have more than an accepted spelling to be asked for again, not called wrong."""
MOST_LETTERS = 14
"""Letters that one of two spellings that sound alike can have more, be it a father's name."""
MOST_SHORT = 6
"""Letters of a word that a letter more, less or another may well make another word of."""
SHORT_IN_HANGUL = 4
"""Syllables of a name that tells each of them: Korean names have three as a rule, or two."""
FEWEST_BONES = 4
_STATES_IN_HANGUL = re.compile("[한미일중조소북남러영]{2,3}")
"""Consonants that names of two scripts must share where nothing else tells that they are one."""


@dataclass(frozen=True, eq=False)
class Name:
    """A known name, as it is compared."""

    known: KnownName
    spelled: Spelling

    @property
    def person(self) -> bool:
        return self.known.kind == "person"

    @cached_property
    def latin(self) -> tuple[str, ...]:
        return tuple(self.spelled.latin.split())

    @cached_property
    def families(self) -> frozenset[str]:
        """Its family names in Latin letters, as its own script has them."""
        if is_latin(self.spelled.folded):
            return persons.families(self.latin)
        return frozenset(spelled(word).latin for word in persons.families(self.spelled.words))


@lru_cache(maxsize=20_000)
def names_of(known: str | KnownName) -> tuple[Name, ...]:
    """A known name, and what is left of it without a middle name."""
    if isinstance(known, str):
        known = KnownName(text=known)
    whole = spelled(known.text)
    short = persons.shorter(whole.words) if known.kind == "person" else ()
    return (Name(known, whole), *([Name(known, spelled(" ".join(short)))] if short else []))


def is_written(given: Spelling, name: Name) -> bool:
    own = name.spelled
    if given.folded == own.folded or given.letters == own.letters != "":
        return True
    return given.joined == own.joined and given.numbers == own.numbers


def is_place_called(given: Spelling, name: Name) -> bool:
    return name.known.kind not in ("person", "title") and is_written(given, name)


def is_turned(given: Spelling, name: Name) -> bool:
    own = name.spelled
    if given.numbers != own.numbers:
        return False
    if not given.signs & own.signs:
        return False
    if name.known.kind in ("", "person") and persons.is_turned(given.turned, own.turned):
        return _has_middle_of(given, name)
    if name.known.kind == "title" and given.parties == own.parties != []:
        return [w for w in given.stated if w in OPPOSED] == [w for w in own.stated if w in OPPOSED]
    # who attacked whom is a matter of order, and so is north before south
    return not name.person and _opposed(given) == _opposed(own) and _content(given) == _content(own) != []


def _has_middle_of(given: Spelling, name: Name) -> bool:
    """Whether no other middle name is typed than the whole name has: William Henry is no William K."""
    if len(given.words) != 3 or len(name.spelled.words) != 2:
        return True
    whole = spelled(name.known.text).words
    return len(whole) != 3 or given.words[1][0] == whole[1][0]


def _opposed(name: Spelling) -> list[str]:
    return [word for word in name.turned if word in OPPOSED]


def is_shuffled(given: Spelling, name: Name) -> bool:
    if name.person and persons.is_korean(name.spelled.words):
        return False
    return sorted(given.words) == sorted(name.spelled.words) and _opposed(given) == _opposed(name.spelled)


def _content(name: Spelling) -> list[str]:
    return sorted(word for word in name.turned if word not in SMALL)


def sounds_alike(given: Spelling, name: Name) -> bool:
    """The same name in other letters; titles are written in words, whose letters are settled."""
    own = name.spelled
    if (
        name.known.kind == "title"
        or is_other_place(given, name)
        or given.numbers != own.numbers
        or own.acronyms
        or given.acronyms
    ):
        return False
    if abs(len(given.latin) - len(own.latin)) > MOST_LETTERS:
        return False
    one, other = tuple(given.latin.split()), name.latin
    person = name.person or not name.known.kind
    if person and persons.is_feminine(one, other):
        return False
    if not one or not other or not (person or sounds.begin_alike(one[0], other[0])):
        return False
    if person and persons.is_korean(own.words):
        return _korean_sounds_alike(given, own)
    if persons.is_korean(other) and (keys := sounds.korean(other)):
        return bool(sounds.korean(one) & keys)
    if not _glides_agree(given, own):
        return False
    turns = [one]
    if person:
        one = persons.without_father(one) if len(one) > len(other) else one
        turns = [one, (*one[1:], one[0]), (one[-1], *one[:-1])]
    # H. Clinton is no Klinton; of Hangul each syllable is a word
    initialled = not given.hangul and persons.initials(one) != persons.initials(other)
    turns = [turn for turn in turns if not initialled or len(turn) == len(other)]
    if any(_each_sounds_alike(turn, other) for turn in turns):
        return True
    crossed = is_latin(own.folded) and not is_latin(given.folded) and not given.hangul
    return crossed and any(_share_bones(turn, other) for turn in turns)


def _glides_agree(given: Spelling, own: Spelling) -> bool:
    """Whether two spellings of one script differ in more than what sounds alike in it: Мяо is no Мао."""
    if is_cyrillic(given.folded) and is_cyrillic(own.folded):
        if len(given.words) != len(own.words):
            return sounds.russian("".join(given.words)) == sounds.russian("".join(own.words))
        return sorted(map(sounds.russian, given.words)) == sorted(map(sounds.russian, own.words))
    if given.hangul and own.hangul and max(map(len, (given.folded, own.folded))) < SHORT_IN_HANGUL:
        return len(given.folded) == len(own.folded)
    if is_latin(given.folded) and is_latin(own.folded) and chinese.is_chinese(own.words):
        return re.findall("[iy](?=[aou])", given.folded) == re.findall("[iy](?=[aou])", own.folded)
    return True


def _korean_sounds_alike(given: Spelling, own: Spelling) -> bool:
    if not given.korean and not own.korean:
        return bool(sounds.korean(tuple(given.latin.split())) & sounds.korean(tuple(own.latin.split())))
    if given.latin == own.latin:
        return True
    keys = [
        sounds.korean_in_cyrillic(each.korean)
        if each.korean
        else sounds.unmarked(sounds.korean(tuple(each.latin.split())))
        for each in (given, own)
    ]
    return bool(keys[0] & keys[1])


def _each_sounds_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if len(one) == len(other):
        return all(a == b or sounds.european(a) & sounds.european(b) for a, b in zip(one, other, strict=True))
    if abs(len("".join(one)) - len("".join(other))) > 1:
        return False
    return bool(sounds.european("".join(one)) & sounds.european("".join(other)))


def _share_bones(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if len(one) != len(other) or not all(map(persons.shares_bones, one, other)):
        return False
    return len("".join(map(sounds.bones, one))) >= FEWEST_BONES


def is_in_case(given: Spelling, name: Name) -> bool:
    """Whether it is a name in Cyrillic in another case."""
    own = name.spelled
    if not own.folded or is_other_place(given, name):
        return False
    return is_declined(
        given, own, person=name.person, family_first=name.person and persons.has_family_first(own.words)
    )


def is_other_place(given: Spelling, name: Name) -> bool:
    """Whether it is a state or place of the world, held against one that is not called so."""
    return name.known.kind not in ("person", "title") and is_place(given.folded)


def is_adjective(given: Spelling, name: Name) -> bool:
    if name.known.kind in ("person", "place", "title"):
        return False
    return given.folded in adjectives(name.known.text)


def has_initials(given: Spelling, name: Name) -> bool:
    own = name.spelled.words
    return name.person and len(given.words) > 1 and len(own) > 1 and persons.has_initials(given.words, own)


def is_family(given: Spelling, name: Name) -> bool:
    if not name.person or len(given.words) != 1:
        return False
    return persons.is_family(given.words, name.spelled.words) or any(
        _same_word(given.latin, family) for family in name.families
    )


def holds_family(given: Spelling, name: Name) -> bool:
    """The family name and some of the others: Foster Dulles."""
    own, words = set(name.spelled.words), set(given.words)
    if not name.person or len(words) < 2 or not words < own or persons.initials(given.words):
        return False
    if persons.has_family_first(name.spelled.words):
        return False
    return bool(words & persons.families(name.spelled.words))


def has_word(given: Spelling, name: Name) -> bool:
    """Whether it is a word of somebody's name; in the middle only of a Korean one."""
    if not name.person or not name.latin:
        return False
    words = name.latin if persons.is_korean(name.latin) else (name.latin[0], name.latin[-1])
    return any(_same_word(given.latin, word) for word in words)


def _same_word(one: str, other: str) -> bool:
    long = min(len(one), len(other)) >= SHORT
    return one == other or (long and bool(sounds.european(one) & sounds.european(other)))


def is_short_family(given: Spelling, name: Name) -> bool:
    """A family name of one syllable in another script, which many more bear."""
    few = len(given.folded) == 1 if given.hangul else len(given.folded) < 4
    return few and not given.folded.isascii() and is_family(given, name)


def is_feminine(given: Spelling, name: Name) -> bool:
    return name.person and persons.is_feminine(tuple(given.latin.split()), name.latin)


def is_doubtful(given: str, own: str) -> bool:
    """Whether a slip in one short word may as well be another word."""
    return len(own) <= MOST_SHORT and not persons.is_small_slip(given, own)


def is_respelled(given: Spelling, own: Iterable[Name]) -> bool:
    """Whether a Korean name is known in other syllables of Hangul, the family name aside."""
    known = [each.spelled.folded for each in own if each.person and each.spelled.hangul]
    known = [each for each in known if len(each) == len(given.folded) == 3]
    return given.hangul and bool(known) and all(each[1:] != given.folded[1:] for each in known)


def is_korean_given(given: Spelling, name: Name) -> bool:
    """The last two syllables of a Korean name, which are its given name."""
    own = name.spelled
    return name.person and given.hangul and len(given.folded) == 2 and own.folded[1:] == given.folded


def is_letter_off(given: Spelling, name: Name) -> bool:
    """Whether a short name in Hangul has one letter of a syllable otherwise, which may be a slip."""
    own = name.spelled
    if not given.hangul or not own.hangul or name.known.kind == "title" or is_place(given.folded):
        return False
    least = 2 if name.known.kind == "place" else 3
    same = len(given.words) == len(own.words) == 1 and len(given.folded) == len(own.folded) >= least
    return same and distance(given.letters, own.letters, most=1) == 1


def is_jumbled(given: Spelling, name: Name) -> bool:
    """An acronym with its letters in another order, or with one too many."""
    own, typed = name.spelled.letters, given.letters
    if own not in name.spelled.acronyms or len(own) < 4 or len(given.words) != 1:
        return False
    more = len(typed) == len(own) + 1 and distance(typed, own, most=1) == 1
    return more or (typed != own and sorted(typed) == sorted(own))


def slips_in(given: Spelling, name: Name) -> int | None:
    """Slips of the finger that lead from a name to what was typed, None where these are too many."""
    own = name.spelled
    most = own.forgiven
    if not most or given.digits != own.digits or abs(len(given.letters) - len(own.letters)) > most:
        return None
    if not OPPOSED & set(given.words) <= set(own.words):
        return None
    if not own.acronyms <= set(given.words) or not given.acronyms <= set(own.words):
        return None
    if name.person and persons.initials(given.words) != persons.initials(own.words):
        return None
    if name.known.kind == "title" and own.hangul and _states_of(given) != _states_of(own):
        return None
    if len(given.words) != len(own.words):
        # a word more or less is no slip, though a space is
        most = 1
    away = apart(given, own, most)
    return away if away <= most else None


def _states_of(title: Spelling) -> str:
    """The syllables for states with which a title in Hangul begins: 한미, 조소, 북러."""
    found = _STATES_IN_HANGUL.match("".join(title.words))
    return found[0] if found else ""


def apart(given: Spelling, other: Spelling, most: int) -> int:
    return distance(given.letters, other.letters, most=most)


def is_telling_slip(given: Spelling, own: Spelling, slips: int) -> bool:
    """Whether it comes as near to the opposite, such as South Korea, be that known or not."""
    for group in TELLING:
        for word in group:
            # SouthKorea is one word
            if word not in own.words and not (len(word) > 3 and own.letters.startswith(word)):
                continue
            for opposite in group - {word}:
                letters = own.letters.replace(word, opposite, 1)
                if distance(given.letters, letters, most=slips) <= slips:
                    return True
    return False


def is_part(given: Spelling, name: Name) -> bool:
    """Some of its words, or their first letters beside one that is whole."""
    own, all_of_it = set(given.words), set(name.spelled.words)
    initials = {word for word in own - all_of_it if len(word) == 1}
    begun = {word[0] for word in all_of_it - own}
    return own - initials < all_of_it and initials <= begun and bool(own - initials - SMALL)


def is_held(given: Spelling, name: Name) -> bool:
    """Whether the name stands in it whole, beside a word or two that do not say somebody else."""
    words, own = given.words, name.spelled.words
    more = len(words) - len(own)
    if not 0 < more <= MORE or given.numbers != name.spelled.numbers:
        return False
    starts = [at for at in range(more + 1) if words[at : at + len(own)] == own]
    return any(not _opposes((*words[:at], *words[at + len(own) :]), name) for at in starts)


def _opposes(more: tuple[str, ...], name: Name) -> bool:
    """Whether words beside a name make another of it; a state beside a person's does not."""
    return bool(OPPOSED & set(more)) and not (name.person and is_place(" ".join(more)))
