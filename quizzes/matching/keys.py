"""Under which keys a known name is found that a text could be taken for, without looking at all names.

`keys_of` and `probes_for` are two sides of one law: a name that any test of `match_name` holds against a
text, be it to accept it, to ask again or to refuse it, has a key that is probed. What only asks whether there
is anybody at all, such as somebody else of this family name, is an `Existence`: a few who have it are enough.

Nearness is found by the pigeonhole: a name is cut into four quarters, and two slips leave two of them as they
are, one slip three. A slip that swaps letters across two quarters is undone in the text before it is looked
up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, product
from zlib import crc32

from history.exonyms import in_english
from history.names import adjectives
from history.spelling import distance

from . import persons, sounds
from .alike import Name, has_word, names_of, slips_in
from .fit import KnownName
from .readings import readings, said_twice, with_doubtful_particle
from .scripts import is_hangul, is_latin, jamo
from .spelling import SHORT, Spelling, spelled
from .titles import has_all_words
from .words import ARTICLES, ONE_SPELLING, SMALL

PAIRS = tuple(combinations(range(4), 2))
MOST_SLIPS = 2
_SAME_SOUND = str.maketrans("CKZ", "SSS")
_SAME_INITIAL = {letter: group[0] for group in ("eijy", "vw", "ck") for letter in group}


@dataclass(frozen=True, slots=True)
class Existence:
    """Whether there is anybody who has so many keys of each group and of whom `holds` is true."""

    groups: tuple[frozenset[int], ...]
    holds: Callable[[Name], bool]
    least: int = 1


@dataclass(frozen=True, slots=True)
class Probes:
    """What names are looked up by that could matter to a text.

    any_of: keys of which they have one; near: groups of keys, of one of which they have `NEAR`; existences: a
    few of these are enough; far: keys of which they have one, though most who do are too far all the same, as
    `reaches` says of a name and of the name folded.
    """

    any_of: frozenset[int]
    near: tuple[frozenset[int], ...]
    existences: tuple[Existence, ...]
    far: frozenset[int]
    reaches: Callable[[str, str], bool]


NEAR = 3
"""Keys of `near` that a name within one slip shares."""


def _key(sort: str, text: str) -> int:
    # a few of a million are of one number by chance, which the match then tells apart
    return crc32(f"{sort}{text}".encode()) - 2**31


# Of a known name


def keys_of(names: Iterable[KnownName]) -> frozenset[int]:
    """All keys of a spelling in the ways in which it is known, with and without a remark."""
    return frozenset(key for known in names for name in names_of(known) for key in _keys(name))


def _keys(name: Name) -> Iterator[int]:
    own = name.spelled
    if not own.folded:
        return
    yield from _quarters("n", own.letters)
    if len(own.words) > 1 or own.hangul:
        for word in own.words:
            yield from _quarters("v", word)
    yield from (_key("e", text) for text in _joined(name))
    yield from (_key("b", " ".join(sorted(words))) for words in (_content(own), own.words))
    yield from (_key("w", word) for word in _content(own))
    if name.known.kind not in ("person", "place", "title"):
        yield from (_key("a", word) for word in adjectives(name.known.text))
    yield from _keys_of_sound(name)
    if name.person:
        yield from _keys_of_person(name)


def _quarters(sort: str, text: str) -> Iterator[int]:
    cuts = _cuts(len(text))
    for one, other in PAIRS:
        yield _pair(sort, len(text), (one, other), text[slice(*cuts[one])], text[slice(*cuts[other])])


def _cuts(length: int) -> list[tuple[int, int]]:
    return [(length * at // 4, length * (at + 1) // 4) for at in range(4)]


def _pair(sort: str, length: int, pair: tuple[int, int], one: str, other: str) -> int:
    return _key(sort, f"{length}.{pair[0]}{pair[1]}{one}.{other}")


def _content(name: Spelling) -> list[str]:
    return [word for word in name.turned if word not in SMALL] or list(name.turned)


def _joined(name: Name) -> set[str]:
    """The name without spaces, and what is left of three words of it without one."""
    words = name.spelled.turned
    found = {name.spelled.joined, name.spelled.letters}
    if len(words) == 3 and name.known.kind in ("", "person"):
        found |= {words[0] + words[2], words[0] + words[1]}
    return found


def _keys_of_sound(name: Name) -> Iterator[int]:
    own, latin = name.spelled, name.latin
    if name.known.kind == "title" or own.acronyms or not latin:
        return
    person = name.person or not name.known.kind
    if person and persons.is_korean(own.words):
        yield _key("l", own.latin)
        yield from _korean(own)
    elif persons.is_korean(latin) and sounds.korean(latin):
        yield from _korean(own)
    else:
        yield from _sounding(latin)
        if is_latin(own.folded):
            yield _bones(latin)


def _korean(spelling: Spelling) -> Iterator[int]:
    found = sounds.unmarked(sounds.korean(tuple(spelling.latin.split())))
    if spelling.korean:
        found |= sounds.korean_in_cyrillic(spelling.korean)
    return (_key("k", sound) for sound in found)


def _sounding(words: tuple[str, ...]) -> Iterator[int]:
    yield from (_key("j", sound) for sound in _sounds("".join(words)))
    if len(words) > 1:
        for pair in product(_sounds(words[0]), _sounds(words[-1])):
            yield _key("s", f"{len(words)} {' '.join(pair)}")


def _sounds(word: str) -> frozenset[str]:
    """How a word may sound, with one sign for sounds that are mixed up, so that there are few."""
    return frozenset(sound.translate(_SAME_SOUND) for sound in sounds.european(word))


def _bones(words: tuple[str, ...]) -> int:
    ends = [sounds.bones(word.replace("dzh", "j")) for word in (words[0], words[-1])]
    return _key("c", f"{len(words)} {' '.join(ends)}")


def _keys_of_person(name: Name) -> Iterator[int]:
    latin, words = name.latin, name.spelled.words
    for word in latin if persons.is_korean(latin) else (latin[:1] + latin[-1:]):
        yield from _keys_of_word(word)
    if len(words) > 1:
        for family in persons.families(words) or {words[-1]}:
            rest = words[:-1] if words[-1] == family else words[1:]
            yield _initial(family, rest[0])


def _keys_of_word(word: str) -> Iterator[int]:
    """Of a word at the end of a person's name, as it is and as it sounds."""
    yield _key("h", word)
    if len(word) >= SHORT:
        yield from (_key("q", sound) for sound in sounds.european(word))


def _initial(family: str, other: str) -> int:
    return _key("i", f"{family} {_SAME_INITIAL.get(other[0], other[0])}")


# Of a text


def probes_for(text: str, own: Iterable[KnownName], kind: str) -> Probes:
    """What names are looked up by that could matter to a text, where these are the accepted spellings.

    kind: of the accepted spellings, as `match_name` takes it.
    """
    mine = [name for known in own for name in names_of(known) if name.spelled.folded]
    whole, *rest = [spelled(reading) for reading in readings(text, kind)]
    any_of, existences = set[int](), list[Existence]()
    reach, words = {whole: 1}, dict[str, int]()
    twice = [*said_twice(text), *with_doubtful_particle(text, kind)]
    for reading in (whole, *rest, *map(spelled, twice)):
        any_of.update(_found_by(reading))
        existences += _telling(reading)
        slips = _slips(reading, mine)
        # what is near a reading is near the text as it stands too
        reach |= {reading: max(slips, 1), whole: max(slips, reach[whole])}
        words |= _slips_in_family(reading, mine)
    any_of.update(_held(whole))
    if not all(is_latin(reading.folded) for reading in (whole, *rest)):
        for name in mine:
            if name.person and len(name.spelled.words) == 1:
                existences.append(_bearing(name.spelled))
    letters = {reading.letters: slips for reading, slips in reach.items()}
    near = [frozenset(_near_one("n", text)) for text in letters]
    existences += [_near_word(word, slips) for word, slips in words.items()]
    two = [text for text, slips in letters.items() if slips > 1]
    two_in_word = [word for word, slips in words.items() if slips > 1]
    far = [_near_two("n", text) for text in (*two, *two_in_word)]
    far += [_near_two("v", word) for word in two_in_word]
    return Probes(
        any_of=frozenset(any_of),
        near=tuple(near),
        existences=tuple(existences),
        far=frozenset().union(*far),
        reaches=lambda text, folded: _reaches(two, two_in_word, text, folded),
    )


def _slips(reading: Spelling, own: Iterable[Name]) -> int:
    return max((slips_in(reading, name) or 0 for name in own), default=0)


def _found_by(given: Spelling) -> Iterator[int]:
    """The keys of names that are a reading, or sound like it, or stand for it."""
    if not given.folded:
        return
    for each in (given, *map(spelled, in_english(given.folded))):
        yield from (_key("e", text) for text in {each.joined, each.letters})
    yield _key("a", given.folded)
    words = given.turned
    turns = {(*words[1:], *words[:1]), (*words[-1:], *words[:-1])}
    if len(words) == 3:
        first, middle, last = words
        turns |= {(first, last), (last, first), (first, middle), (middle, first)}
    yield from (_key("e", "".join(turn)) for turn in turns)
    yield from (_key("b", " ".join(sorted(every))) for every in (_content(given), given.words))
    yield from _sounding_like(given)
    if len(given.words) > 1:
        first, *rest, last = given.words
        yield _initial(last, first)
        yield _initial(first, (*rest, last)[0])


def _sounding_like(given: Spelling) -> Iterator[int]:
    latin = tuple(given.latin.split())
    if not latin or given.acronyms:
        return
    yield _key("l", given.latin)
    yield from _korean(given)
    for words in {latin, persons.without_father(latin)}:
        for turn in {words, (*words[1:], *words[:1]), (*words[-1:], *words[:-1])} - {()}:
            yield from _sounding(turn)
            if not is_latin(given.folded) and not given.hangul:
                yield _bones(turn)


def _telling(given: Spelling) -> Iterator[Existence]:
    """Somebody else who has all words of a reading, or a single one at an end of the name."""
    words = dict.fromkeys(word for word in given.turned if word not in SMALL)
    if words:
        # the longest word first: it is the rarest, as a rule, and the walk is along those that have it
        groups = tuple(frozenset({_key("w", word)}) for word in sorted(words, key=len, reverse=True))
        yield Existence(groups, lambda name: has_all_words(given, name))
    if len(given.words) == 1:
        yield _bearing(given)


def _bearing(word: Spelling) -> Existence:
    return Existence((frozenset(_keys_of_word(word.latin)),), lambda name: has_word(word, name))


def _slips_in_family(reading: Spelling, own: Iterable[Name]) -> dict[str, int]:
    """A single word that is a slip of a family name, and within how many slips others may have a word."""
    if len(reading.words) != 1:
        return {}
    word = reading.words[0]
    most = min(MOST_SLIPS, max(reading.forgiven, int(len(word) > 3)))
    families = {family for name in own if name.person for family in persons.families(name.spelled.words)}
    away = [slips for each in families if (slips := distance(word, each, most=most)) <= most]
    return {word: max(1, min(away))} if away else {}


def _near_word(word: str, slips: int) -> Existence:
    """Somebody else one of whose words is within one slip, or as near as the family name is."""

    def holds(name: Name) -> bool:
        return any(distance(word, each, most=slips) <= slips for each in name.spelled.words)

    return Existence((frozenset(_near_one("v", word)),), holds, NEAR)


def _held(given: Spelling) -> Iterator[int]:
    """The keys of names that a text holds whole beside a word or two."""
    for more in (1, 2):
        for at in range(more + 1):
            words = given.words[at : len(given.words) - more + at]
            if words:
                joined = "".join(words)
                yield _key("e", jamo(joined) if given.hangul else joined)


# Nearness


def _near_one(sort: str, text: str) -> set[int]:
    """Keys of which a name within one slip has three."""
    found = set(_quarters(sort, text))
    size = len(text)
    for length in (size - 1, size, size + 1):
        if length < 1:
            continue
        more = size - length
        for pair in PAIRS:
            found.update(_shifted(sort, text, length, pair, ((0, 0), (0, more), (more, more))))
    for start, _ in _cuts(size)[1:]:
        found.update(_quarters(sort, _swapped(text, start)))
    return found


def _near_two(sort: str, text: str) -> set[int]:
    """Keys of which a name within two slips has one."""
    found = set[int]()
    for length in range(max(1, len(text) - 2), len(text) + 3):
        more = len(text) - length
        for pair in PAIRS:
            found.update(_shifted(sort, text, length, pair, _shifts(more, 2)))
        if abs(more) < 2:
            cuts = {start + shift for start, _ in _cuts(length)[1:] for shift in (-1, 0, 1)}
            for text_ in {_swapped(text, at) for at in cuts} - {text}:
                for pair in PAIRS:
                    found.update(_shifted(sort, text_, length, pair, _shifts(more, 1)))
    return found


def _reaches(letters: Iterable[str], words: Iterable[str], text: str, folded: str) -> bool:
    """Whether a name, or a word of it, has nearly the letters of a text: a cheap look before the match."""
    own = folded.split()
    if "&" in text or ")" in text or own[:1] in ([each] for each in ARTICLES) or is_hangul(folded):
        return True
    if any(word in ONE_SPELLING or "iz" in word for word in own):
        return True
    wholes = ["".join(own), own[0] + own[2]] if len(own) == 3 else ["".join(own)]
    return any(_may_be_near(one, other) for one in letters for other in wholes) or any(
        _may_be_near(one, other) for one in words for other in own
    )


def _may_be_near(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > MOST_SLIPS or len(set(one) ^ set(other)) > 2 * MOST_SLIPS:
        return False
    return distance(one, other, most=MOST_SLIPS) <= MOST_SLIPS


def _shifts(more: int, most: int) -> list[tuple[int, int]]:
    """By how many letters two quarters can be shifted in a text that has so many more than the name."""
    reach = range(-most, most + 1)
    return [(a, b) for a in reach for b in reach if abs(a) + abs(b - a) + abs(more - b) <= most]


def _shifted(
    sort: str, text: str, length: int, pair: tuple[int, int], shifts: Iterable[tuple[int, int]]
) -> Iterator[int]:
    cuts = _cuts(length)
    (low, high), (low_, high_) = cuts[pair[0]], cuts[pair[1]]
    for one, other in shifts:
        if low + one >= 0 and low_ + other >= 0 and high_ + other <= len(text):
            yield _pair(sort, length, pair, text[low + one : high + one], text[low_ + other : high_ + other])


def _swapped(text: str, at: int) -> str:
    """A text with the letters before and behind a cut swapped."""
    return text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :] if 0 < at < len(text) else text
