"""Typed names in the closed world of known ones.

Never unfair: every spelling counts, and so does a slip of the finger, unless it comes as near to somebody
else's name. Numbers are never forgiven, be they digits, Roman or in words, nor is north for south, nor a
letter of an acronym. What could be two known names is asked again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from history.demonyms import COMMON
from history.exonyms import in_english
from history.names import adjectives, fold
from history.spelling import distance

from . import persons, sounds
from .fit import Fit, KnownName, Match, Overlooked
from .readings import readings
from .scripts import is_latin
from .spelling import SHORT, Spelling, spelled
from .words import GENERIC, OPPOSED, SMALL, TELLING, TITLE_WORDS

MORE = 2
"""Words that a name may have more than an accepted spelling to be asked for again, not called wrong."""
MOST_LETTERS = 14
"""Letters that one of two spellings that sound alike can have more, be it a father's name."""
FEWEST_BONES = 4
"""Consonants that names of two scripts must share where nothing else tells that they are one."""


@dataclass(frozen=True, eq=False)
class _Name:
    """A known name, as it is compared."""

    known: KnownName
    spelled: Spelling

    @property
    def person(self) -> bool:
        return self.known.kind == "person"

    @cached_property
    def latin(self) -> tuple[str, ...]:
        return tuple(self.spelled.latin.split())


Test = Callable[[Spelling, _Name], bool]


def match_name(
    text: str, *, accept: Iterable[str | KnownName], others: Iterable[str | KnownName] = ()
) -> Match:
    """How a text lies to the accepted spellings of a name.

    `others` are other known names: all that a slip could lead to and all that share a word with the text,
    or else what is forgiven may be theirs. An accepted spelling always fits, even where somebody else bears
    the same name; another known name never does otherwise, unless its bearer is printed as the right one is:
    of two people of one name nobody can tell which was meant.
    """
    own = [name for each in accept for name in _names(each) if name.spelled.folded]
    spellings = {name.spelled.folded for name in own}
    known = [
        name
        for each in others
        for name in _names(each)
        if name.spelled.folded and not {name.spelled.folded, fold(name.known.bearer)} & spellings
    ]
    kind = next((name.known.kind for name in own if name.known.kind), "")
    whole, *rest = [spelled(reading) for reading in readings(text, kind)]
    if exact := next((name for name in own if name.spelled.folded == whole.folded), None):
        return Match(fit=Fit.SAME, name=exact.known)
    return _World(own, known, whole).match((whole, *rest))


@lru_cache(maxsize=20_000)
def _names(known: str | KnownName) -> tuple[_Name, ...]:
    """A known name, and what is left of it without a middle name."""
    if isinstance(known, str):
        known = KnownName(text=known)
    whole = spelled(known.text)
    short = persons.shorter(whole.words) if known.kind == "person" else ()
    return (_Name(known, whole), *([_Name(known, spelled(" ".join(short)))] if short else []))


@dataclass(frozen=True, eq=False)
class _World:
    """The accepted names, all others, and the text as it stands."""

    own: list[_Name]
    known: list[_Name]
    whole: Spelling

    def match(self, given: tuple[Spelling, ...]) -> Match:
        for steps in (self._spelled, self._abroad, self._sounding, self._standing_for, self._slipped):
            found = next(steps(given), None)
            if found is not None:
                return found
        return self._piece(given) or self._more(given) or Match(fit=Fit.OTHER, other=self._meant(given))

    def _spelled(self, given: tuple[Spelling, ...]) -> Iterator[Match]:
        """The very name, or its words in another order, with less and less about it."""
        for at, reading in enumerate(given):
            for test, overlooked in ((_is_written, Overlooked.NOTHING), (_is_turned, Overlooked.ORDER)):
                found = self._held_against(reading, test, overlooked=overlooked)
                if found is None:
                    continue
                yield self._dressed(found) if at else found

    def _abroad(self, given: tuple[Spelling, ...]) -> Iterator[Match]:
        """What a state or place is called elsewhere, or was once."""
        for at, reading in enumerate(given):
            for english in map(spelled, in_english(reading.folded)):
                mine = _first(self.own, english, _is_place_called)
                theirs = _first(self.known, english, _is_place_called)
                if mine and not theirs and (near := self._as_near(reading, 1)) and near.spelled.forgiven:
                    theirs = near
                found = _between(mine, theirs, overlooked=Overlooked.ABROAD)
                if found is not None:
                    yield self._dressed(found) if at else found

    def _sounding(self, given: tuple[Spelling, ...]) -> Iterator[Match]:
        for at, reading in enumerate(given):
            if found := self._held_against(
                reading, _sounds_alike, overlooked=Overlooked.SOUND, own_first=True
            ):
                yield self._dressed(found) if at else found

    def _standing_for(self, given: tuple[Spelling, ...]) -> Iterator[Match]:
        """What stands for a whole name: an adjective, initials, a family name, a piece nobody else has."""
        for reading in given:
            for test, rival, overlooked in (
                (_is_adjective, _is_adjective, Overlooked.ADJECTIVE),
                (_is_shuffled, _is_shuffled, Overlooked.ORDER),
                (_has_initials, _has_initials, Overlooked.SHORT),
                (_is_family, _has_word, Overlooked.SHORT),
                (_holds_family, _has_all_words, Overlooked.SHORT),
                (_is_distinct_piece, _has_all_words, Overlooked.SHORT),
            ):
                mine = _first(self.own, reading, test)
                if mine is None:
                    continue
                theirs = _first(self.known, reading, rival) or self._as_near(reading, 1)
                if theirs is None:
                    yield Match(fit=Fit.SLIP, name=mine.known, overlooked=overlooked)
                else:
                    part = overlooked == Overlooked.SHORT
                    yield Match(fit=Fit.PART if part else Fit.TIE, name=mine.known, other=theirs.known)

    def _slipped(self, given: tuple[Spelling, ...]) -> Iterator[Match]:
        for reading in given:
            nearest: tuple[int, _Name] | None = None
            for name in self.own:
                slips = _slips(reading, name)
                if slips is not None and (nearest is None or slips < nearest[0]):
                    nearest = slips, name
            if nearest is not None:
                yield self._forgiven(reading, *nearest)
        for reading in given:
            yield from self._slip_in_family(reading)
            yield from self._slip_in_piece(reading)

    def _forgiven(self, reading: Spelling, slips: int, mine: _Name) -> Match:
        theirs = self._as_near(reading, slips)
        if theirs is not None:
            nearer = min(_distance(each, theirs.spelled, slips) for each in (reading, self.whole)) < slips
            fit = Fit.OTHER if nearer else Fit.TIE
            return Match(fit=fit, name=mine.known, other=theirs.known)
        if _is_telling_slip(reading, mine.spelled, slips):
            return Match(fit=Fit.OTHER)
        same = _first(self.known, reading, _sounds_alike)
        if same is not None:
            return Match(fit=Fit.TIE, name=mine.known, other=same.known)
        if persons.is_no_slip(reading.words, mine.spelled.words):
            return Match(fit=Fit.OTHER)
        return Match(fit=Fit.SLIP, name=mine.known, overlooked=Overlooked.SLIP)

    def _slip_in_piece(self, reading: Spelling) -> Iterator[Match]:
        """A slip or two in some words of a title that no other has."""
        for name in self.own:
            if name.known.kind != "title" or len(reading.words) < 2 or reading.digits:
                continue
            meant = [_meant_word(word, name.spelled) for word in reading.words]
            slips = sum(one != other for one, other in zip(meant, reading.words, strict=True))
            if None in meant or not 0 < slips < 3:
                continue
            whole = spelled(" ".join(filter(None, meant)))
            if not _is_distinct_piece(whole, name):
                continue
            theirs = _first(self.known, whole, _has_all_words) or self._as_near(reading, slips)
            if theirs is None:
                yield Match(fit=Fit.SLIP, name=name.known, overlooked=Overlooked.SLIP)

    def _slip_in_family(self, reading: Spelling) -> Iterator[Match]:
        """A slip in a family name that one person alone bears."""
        if len(reading.words) != 1:
            return
        word, most = reading.words[0], reading.forgiven
        near = [
            (slips, name)
            for name in self.own
            if name.person
            for family in persons.families(name.spelled.words)
            if len(family) > 4 and (slips := distance(word, family, most=min(most, 2))) <= most
        ]
        if not near:
            return
        slips, mine = min(near, key=lambda pair: pair[0])
        theirs = self._as_near(reading, slips) or next(
            (
                name
                for name in self.known
                if any(distance(word, each, most=slips) <= slips for each in name.spelled.words)
            ),
            None,
        )
        if theirs is None:
            yield Match(fit=Fit.SLIP, name=mine.known, overlooked=Overlooked.SLIP)
        else:
            yield Match(fit=Fit.TIE, name=mine.known, other=theirs.known)

    def _piece(self, given: tuple[Spelling, ...]) -> Match | None:
        for reading in given:
            if mine := _first(self.own, reading, _is_part):
                theirs = _first(self.known, reading, _has_all_words)
                return Match(fit=Fit.PART, name=mine.known, other=theirs.known if theirs else None)
        return None

    def _more(self, given: tuple[Spelling, ...]) -> Match | None:
        """An accepted name and a word or two more, which do not make another known name of it."""
        if _first(self.known, given[0], _is_held):
            return None
        for reading in given:
            if mine := _first(self.own, reading, _is_held):
                fits = self._fits_about(reading, mine)
                fit, overlooked = (Fit.SLIP, Overlooked.ABOUT) if fits else (Fit.FULLER, Overlooked.NOTHING)
                return Match(fit=fit, name=mine.known, overlooked=overlooked)
        return None

    def _fits_about(self, reading: Spelling, mine: _Name) -> bool:
        """Whether what a typed name has more is what a place is, or a given name in the same script.

        Of the Russians of a base often the family name alone is known in Cyrillic: Никита Хрущёв.
        """
        more = [word for word in reading.words if word not in mine.spelled.words]
        if mine.known.kind == "place":
            return set(more) <= GENERIC
        alone = mine.person and len(mine.spelled.words) == 1 and not is_latin(reading.folded)
        if not alone or any(_has_word(mine.spelled, name) for name in self.known):
            return False
        latin = tuple("".join(spelled(word).latin.split()) for word in more)
        return any(persons.given_agrees(latin, name.latin) for name in self.own)

    def _meant(self, given: tuple[Spelling, ...]) -> KnownName | None:
        """The other known name that a wrong answer is."""
        for reading in given:
            for test in (_sounds_alike, _has_initials, _is_family, _is_adjective):
                found = [name for name in self.known if test(reading, name)]
                if found and len({name.known.bearer or name.known.text for name in found}) == 1:
                    return found[0].known
            near = self._as_near(reading, 1)
            if near is not None and near.spelled.forgiven and near.spelled.digits == reading.digits:
                return near.known
        return None

    def _held_against(
        self, reading: Spelling, test: Test, *, overlooked: Overlooked, own_first: bool = False
    ) -> Match | None:
        """What a test says of the accepted names and of all others, None where it holds for neither."""
        mine = _first(self.own, reading, test)
        if mine is None and own_first:
            return None
        theirs = _first(self.known, reading, test)
        if mine is not None and theirs is None and overlooked != Overlooked.NOTHING:
            theirs = self._as_near(reading, 1)
        return _between(mine, theirs, overlooked=overlooked)

    def _dressed(self, found: Match) -> Match:
        """The match of what is left once something about a name is overlooked."""
        if found.fit != Fit.SAME:
            return found
        if theirs := self._as_near(self.whole, 1):
            return Match(fit=Fit.TIE, name=found.name, other=theirs.known)
        return Match(fit=Fit.SLIP, name=found.name, overlooked=Overlooked.ABOUT)

    def _as_near(self, reading: Spelling, slips: int) -> _Name | None:
        """The nearest other known name within so many slips of a reading, or of the text as it stands."""
        best: _Name | None = None
        for name in self.known:
            for each in (reading, self.whole) if reading is not self.whole else (reading,):
                far = abs(len(name.spelled.letters) - len(each.letters)) > slips
                if far or len(name.spelled.signs ^ each.signs) > 2 * slips:
                    continue
                away = _distance(each, name.spelled, slips)
                if away <= slips and (best is None or away < slips):
                    best, slips = name, away
        return best


def _first(names: list[_Name], reading: Spelling, test: Test) -> _Name | None:
    return next((name for name in names if test(reading, name)), None)


def _between(mine: _Name | None, theirs: _Name | None, *, overlooked: Overlooked) -> Match | None:
    """What follows where a test holds for an accepted name, for another one, for both or for neither."""
    if mine is None:
        return Match(fit=Fit.OTHER, other=theirs.known) if theirs else None
    if theirs is not None:
        return Match(fit=Fit.TIE, name=mine.known, other=theirs.known)
    return Match(fit=Fit.SAME, name=mine.known, overlooked=overlooked)


def _is_written(given: Spelling, name: _Name) -> bool:
    own = name.spelled
    if given.folded == own.folded or given.letters == own.letters != "":
        return True
    return given.joined == own.joined and given.numbers == own.numbers


def _is_place_called(given: Spelling, name: _Name) -> bool:
    return name.known.kind not in ("person", "title") and _is_written(given, name)


def _is_turned(given: Spelling, name: _Name) -> bool:
    own = name.spelled
    if given.numbers != own.numbers:
        return False
    if not given.signs & own.signs:
        return False
    if name.known.kind in ("", "person") and persons.is_turned(given.turned, own.turned):
        return True
    if name.known.kind == "title" and given.parties == own.parties != []:
        return _opposed(given) == _opposed(own)
    # who attacked whom is a matter of order, and so is north before south
    return not name.person and _opposed(given) == _opposed(own) and _content(given) == _content(own) != []


def _opposed(name: Spelling) -> list[str]:
    return [word for word in name.turned if word in OPPOSED]


def _is_shuffled(given: Spelling, name: _Name) -> bool:
    return sorted(given.words) == sorted(name.spelled.words) and _opposed(given) == _opposed(name.spelled)


def _content(name: Spelling) -> list[str]:
    return sorted(word for word in name.turned if word not in SMALL)


def _sounds_alike(given: Spelling, name: _Name) -> bool:
    """The same name in other letters; titles are written in words, whose letters are settled."""
    own = name.spelled
    if name.known.kind == "title" or given.numbers != own.numbers or own.acronyms or given.acronyms:
        return False
    if abs(len(given.latin) - len(own.latin)) > MOST_LETTERS:
        return False
    one, other = tuple(given.latin.split()), name.latin
    person = name.person or not name.known.kind
    if not one or not (person or one[0][0] in _FIRST_LETTERS.get(other[0][0], other[0][0])):
        return False
    if persons.is_korean(other) and (keys := sounds.korean(other)):
        return bool(sounds.korean(one) & keys)
    turns = [one]
    if person:
        one = persons.without_father(one) if len(one) > len(other) else one
        turns = [one, (*one[1:], one[0]), (one[-1], *one[:-1])]
    if any(_each_sounds_alike(turn, other) for turn in turns):
        return True
    crossed = is_latin(own.folded) and not is_latin(given.folded) and not given.hangul
    return crossed and any(_share_bones(turn, other) for turn in turns)


_FIRST_LETTERS = {
    letter: "".join(group) for group in ("ckqhxg", "ijyeu", "vwfpb", "sczt", "dtj") for letter in group
}
"""First letters that one sound can have."""


def _each_sounds_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if len(one) == len(other):
        return all(a == b or sounds.european(a) & sounds.european(b) for a, b in zip(one, other, strict=True))
    if abs(len("".join(one)) - len("".join(other))) > 1:
        return False
    return bool(sounds.european("".join(one)) & sounds.european("".join(other)))


def _share_bones(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    shared = [sounds.bones(a) for a in one]
    return shared == [sounds.bones(b) for b in other] and len("".join(shared)) >= FEWEST_BONES


def _is_adjective(given: Spelling, name: _Name) -> bool:
    if name.known.kind in ("person", "place", "title"):
        return False
    return given.folded in adjectives(name.known.text)


def _has_initials(given: Spelling, name: _Name) -> bool:
    own = name.spelled.words
    return name.person and len(given.words) > 1 and len(own) > 1 and persons.has_initials(given.words, own)


def _is_family(given: Spelling, name: _Name) -> bool:
    if not name.person or len(given.words) != 1:
        return False
    return persons.is_family(given.words, name.spelled.words) or any(
        _same_word(given.latin, family) for family in persons.families(name.latin)
    )


def _holds_family(given: Spelling, name: _Name) -> bool:
    """The family name and some of the others: Foster Dulles."""
    own, words = set(name.spelled.words), set(given.words)
    if not name.person or len(words) < 2 or not words < own or persons.initials(given.words):
        return False
    return bool(words & persons.families(name.spelled.words))


def _has_word(given: Spelling, name: _Name) -> bool:
    """Whether it is a word of somebody's name; in the middle only of a Korean one."""
    if not name.person:
        return False
    words = name.latin if persons.is_korean(name.latin) else (name.latin[0], name.latin[-1])
    return any(_same_word(given.latin, word) for word in words)


def _same_word(one: str, other: str) -> bool:
    long = min(len(one), len(other)) >= SHORT
    return one == other or (long and bool(sounds.european(one) & sounds.european(other)))


def _is_distinct_piece(given: Spelling, name: _Name) -> bool:
    """Words that tell a title, a body or a place, if nobody else's name has them all."""
    if name.known.kind not in ("title", "place", "organisation") or not _has_all_words(given, name):
        return False
    words = {word for word in given.turned if word not in SMALL}
    rest = {word for word in name.spelled.turned if word not in SMALL} - words
    if not rest:
        return False
    if len(words) > 1:
        return not words <= TITLE_WORDS
    word = next(iter(words), "")
    generic = {each for each in rest if each in COMMON or len(each) == 1}
    return name.known.kind == "place" and word.isalpha() and word not in COMMON and rest == generic


def _has_all_words(given: Spelling, name: _Name) -> bool:
    words = {word for word in given.turned if word not in SMALL}
    return bool(words) and words <= set(name.spelled.turned)


def _slips(given: Spelling, name: _Name) -> int | None:
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
    if len(given.words) != len(own.words):
        # a word more or less is no slip, though a space is
        most = 1
    away = _distance(given, own, most)
    return away if away <= most else None


def _meant_word(word: str, name: Spelling) -> str | None:
    """The word of a name that a word is, or is but for one slip."""
    if word in name.words or word in SMALL:
        return word
    if len(word) < SHORT or word in OPPOSED:
        return None
    return next((own for own in name.words if own not in OPPOSED and distance(word, own, most=1) == 1), None)


def _distance(given: Spelling, other: Spelling, most: int) -> int:
    return distance(given.letters, other.letters, most=most)


def _is_telling_slip(given: Spelling, own: Spelling, slips: int) -> bool:
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


def _is_part(given: Spelling, name: _Name) -> bool:
    """Some of its words, or their first letters beside one that is whole."""
    own, all_of_it = set(given.words), set(name.spelled.words)
    initials = {word for word in own - all_of_it if len(word) == 1}
    begun = {word[0] for word in all_of_it - own}
    return own - initials < all_of_it and initials <= begun and bool(own - initials - SMALL)


def _is_held(given: Spelling, name: _Name) -> bool:
    """Whether the name stands in it whole, beside a word or two that do not say somebody else."""
    words, own = given.words, name.spelled.words
    more = len(words) - len(own)
    if not 0 < more <= MORE or given.numbers != name.spelled.numbers:
        return False
    starts = [at for at in range(more + 1) if words[at : at + len(own)] == own]
    return any(not {*words[:at], *words[at + len(own) :]} & OPPOSED for at in starts)
