"""Typed names in the closed world of known ones.

Never unfair: every spelling counts, and so does a slip of the finger, unless it comes as near to somebody
else's name. Numbers are never forgiven, be they digits, Roman or in words, nor is north for south, nor a
letter of an acronym. What could be two known names is asked again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from history.exonyms import in_english
from history.names import fold
from history.spelling import distance

from . import another, dating, lying, persons, telling
from .alike import (
    Name,
    apart,
    has_initials,
    has_word,
    holds_family,
    is_adjective,
    is_doubtful,
    is_family,
    is_feminine,
    is_held,
    is_in_case,
    is_jumbled,
    is_korean_given,
    is_letter_off,
    is_other_place,
    is_part,
    is_place_called,
    is_respelled,
    is_short_family,
    is_shuffled,
    is_telling_slip,
    is_turned,
    is_written,
    names_of,
    slips_in,
    sounds_alike,
)
from .fit import Fit, KnownName, Match, Overlooked, with_kinds
from .readings import readings, said_twice, with_doubtful_particle
from .scripts import is_latin
from .spelling import Spelling, spelled
from .syllables import other_in_hangul
from .titles import has_all_words, is_distinct_piece, is_title_piece, meant_word
from .words import GENERIC, NAMESAKES

Test = Callable[[Spelling, Name], bool]


def match_name(
    text: str, *, accept: Iterable[str | KnownName], others: Iterable[str | KnownName] = ()
) -> Match:
    """How a text lies to the accepted spellings of a name.

    `others` are other known names: all that a slip could lead to and all that share a word with the text,
    or else what is forgiven may be theirs. An accepted spelling always fits, even where somebody else bears
    the same name; another known name never does otherwise, unless its bearer is printed as the right one is:
    of two people of one name nobody can tell which was meant.
    """
    named = [names_of(each) for each in with_kinds(accept)]
    own = [name for each in named for name in each if name.spelled.folded]
    # what is left of one without a middle name is somebody else's where he bears it
    spellings = {each[0].spelled.folded for each in named}
    known = [
        name
        for each in others
        for name in names_of(each)
        if name.spelled.folded and not {name.spelled.folded, fold(name.known.bearer)} & spellings
    ]
    kind = next((name.known.kind for name in own if name.known.kind), "")
    whole, *rest = [spelled(reading) for reading in readings(text, kind)]
    if exact := next((each[0] for each in named if each[0].spelled.folded == whole.folded != ""), None):
        return Match(fit=Fit.SAME, name=exact.known)
    twice = [_World(own, known, each).match((each,)) for each in map(spelled, said_twice(text))]
    if twice and all(each.right for each in twice):
        return twice[0]
    found = _World(own, known, whole).match((whole, *rest))
    if found.right and kind == "place" and (behind := lying.said_behind(text)):
        return lying.placed(found, behind, whole, own)
    if kind == "title" and another.says_more(found, whole, own):
        return Match(fit=Fit.FULLER, name=found.name)
    if found.fit is Fit.OTHER and not found.other:
        for doubtful in map(spelled, with_doubtful_particle(text, kind)):
            bare = _World(own, known, doubtful).match((doubtful,))
            if bare.right or bare.fit is Fit.PART:
                return Match(fit=Fit.FULLER, name=bare.name)
        if typed := another.on_other_keyboard(text, own):
            return typed
    if kind == "title" and not found.right and (found.fit is not Fit.OTHER or not found.other):
        return _dated(text, own, known) or found
    return found


def _dated(text: str, own: list[Name], known: list[Name]) -> Match | None:
    """The match of a title that is right but for the year about it."""
    title, year = dating.without_year(text)
    if not title:
        return None
    given = [spelled(reading) for reading in readings(title, "title")]
    return dating.dated(_World(own, known, given[0]).match(tuple(given)), year, [name.known for name in own])


@dataclass(frozen=True, eq=False)
class _World:
    """The accepted names, all others, and the text as it stands."""

    own: list[Name]
    known: list[Name]
    whole: Spelling

    def match(self, given: tuple[Spelling, ...]) -> Match:
        if self.whole.folded in NAMESAKES:
            return Match(fit=Fit.OTHER, other=self._meant(given))
        for steps in (
            self._spelled,
            self._abroad,
            self._declined,
            self._sounding,
            self._standing_for,
            self._slipped,
        ):
            found = next(steps(given), None)
            if found is not None:
                return another.unless_in_own_script(found, self.whole, self.own)
        if found := self._piece(given) or self._more(given):
            return found
        other = self._meant(given)
        if other is None:
            if jumbled := _first(self.own, self.whole, is_jumbled):
                return Match(fit=Fit.TIE, name=jumbled.known)
            if near := _first(self.own, self.whole, is_letter_off):
                part = other_in_hangul(self.whole, [near.spelled])
                return Match(fit=Fit.TIE, name=near.known, differs=part)
        return Match(fit=Fit.OTHER, other=other)

    def _spelled(self, given: tuple[Spelling, ...]) -> Iterator[Match]:
        """The very name, or its words in another order, with less and less about it."""
        for at, reading in enumerate(given):
            for test, overlooked in ((is_written, Overlooked.NOTHING), (is_turned, Overlooked.ORDER)):
                found = self._held_against(reading, test, overlooked=overlooked)
                if found is None:
                    continue
                if found.other and (mine := _first(self.own, reading, is_title_piece)):
                    found = Match(fit=Fit.PART, name=mine.known, other=found.other)
                yield self._dressed(found) if at else found

    def _declined(self, given: tuple[Spelling, ...]) -> Iterator[Match]:
        """A name in Cyrillic in another case than the first."""
        for reading in given:
            mine = _first(self.own, reading, is_in_case)
            if mine is None:
                continue
            titled = mine.known.kind == "title"
            theirs = (_first(self.known, reading, is_in_case) if titled else None) or self._as_near(
                reading, 1
            )
            if theirs:
                yield Match(fit=Fit.TIE, name=mine.known, other=theirs.known)
            else:
                yield Match(fit=Fit.SLIP, name=mine.known, overlooked=Overlooked.ABOUT)

    def _abroad(self, given: tuple[Spelling, ...]) -> Iterator[Match]:
        """What a state or place is called elsewhere, or was once."""
        for at, reading in enumerate(given):
            for english in map(spelled, in_english(reading.folded)):
                mine = _first(self.own, english, is_place_called)
                theirs = _first(self.known, english, is_place_called)
                if mine and not theirs and (near := self._as_near(reading, 1)) and near.spelled.forgiven:
                    theirs = near
                found = _between(mine, theirs, overlooked=Overlooked.ABROAD)
                if found is not None:
                    yield self._dressed(found) if at else found

    def _sounding(self, given: tuple[Spelling, ...]) -> Iterator[Match]:
        for at, reading in enumerate(given):
            if found := self._held_against(
                reading, sounds_alike, overlooked=Overlooked.SOUND, own_first=True
            ):
                if found.right and is_respelled(reading, self.own):
                    part = other_in_hangul(reading, [name.spelled for name in self.own])
                    found = Match(fit=Fit.TIE, name=found.name, differs=part)
                elif found.right and (differs := another.syllable(reading, self.own)):
                    found = Match(fit=Fit.TIE, name=found.name, differs=differs)
                yield self._dressed(found) if at else found

    def _standing_for(self, given: tuple[Spelling, ...]) -> Iterator[Match]:
        """What stands for a whole name: an adjective, initials, a family name, a piece nobody else has."""
        for reading in given:
            for test, rival, overlooked in (
                (is_adjective, is_adjective, Overlooked.ADJECTIVE),
                (is_shuffled, is_shuffled, Overlooked.ORDER),
                (has_initials, has_initials, Overlooked.SHORT),
                (is_family, has_word, Overlooked.SHORT),
                (holds_family, has_all_words, Overlooked.SHORT),
                (is_distinct_piece, has_all_words, Overlooked.SHORT),
            ):
                mine = _first(self.own, reading, test)
                if mine is None:
                    continue
                if test is is_family and is_short_family(reading, mine):
                    yield Match(fit=Fit.PART, name=mine.known)
                    continue
                theirs = _first(self.known, reading, rival) or self._as_near(reading, 1)
                if theirs is None:
                    yield Match(fit=Fit.SLIP, name=mine.known, overlooked=overlooked)
                else:
                    part = overlooked == Overlooked.SHORT
                    yield Match(fit=Fit.PART if part else Fit.TIE, name=mine.known, other=theirs.known)

    def _slipped(self, given: tuple[Spelling, ...]) -> Iterator[Match]:
        for reading in given:
            nearest: tuple[int, Name] | None = None
            for name in self.own:
                slips = slips_in(reading, name)
                if slips is not None and (nearest is None or slips < nearest[0]):
                    nearest = slips, name
            if nearest is not None:
                yield self._forgiven(reading, *nearest)
        for reading in given:
            yield from self._slip_in_family(reading)
            yield from self._slip_in_piece(reading)

    def _forgiven(self, reading: Spelling, slips: int, mine: Name) -> Match:
        theirs = self._as_near(reading, slips)
        if theirs is not None:
            nearer = min(apart(each, theirs.spelled, slips) for each in (reading, self.whole)) < slips
            fit = Fit.OTHER if nearer else Fit.TIE
            return Match(fit=fit, name=mine.known, other=theirs.known)
        if is_other_place(reading, mine):
            return Match(fit=Fit.OTHER)
        single = len(reading.words) == len(mine.spelled.words) == 1 and not reading.hangul
        doubtful = single and is_doubtful(reading.letters, mine.spelled.letters)
        if doubtful or is_feminine(reading, mine):
            return another.asked(reading, mine)
        if is_telling_slip(reading, mine.spelled, slips):
            return Match(fit=Fit.OTHER)
        same = _first(self.known, reading, sounds_alike)
        if same is not None:
            return Match(fit=Fit.TIE, name=mine.known, other=same.known)
        if mine.person and another.is_made(reading, mine.spelled, slips):
            return another.asked(reading, mine)
        if persons.is_no_slip(reading.words, mine.spelled.words):
            near = persons.may_be_slip(reading.words, mine.spelled.words)
            return another.asked(reading, mine) if near else Match(fit=Fit.OTHER)
        return Match(fit=Fit.SLIP, name=mine.known, overlooked=Overlooked.SLIP)

    def _slip_in_piece(self, reading: Spelling) -> Iterator[Match]:
        """A slip or two in some words of a title that no other has."""
        for name in self.own:
            if name.known.kind != "title" or len(reading.words) < 2 or reading.digits:
                continue
            meant = [meant_word(word, name.spelled) for word in reading.words]
            slips = sum(one != other for one, other in zip(meant, reading.words, strict=True))
            if None in meant or not 0 < slips < 3:
                continue
            whole = spelled(" ".join(filter(None, meant)))
            if not is_distinct_piece(whole, name):
                continue
            theirs = _first(self.known, whole, has_all_words) or self._as_near(reading, slips)
            if theirs is None:
                yield Match(fit=Fit.SLIP, name=name.known, overlooked=Overlooked.SLIP)

    def _slip_in_family(self, reading: Spelling) -> Iterator[Match]:
        """A slip in a family name that one person alone bears."""
        if len(reading.words) != 1:
            return
        word = reading.words[0]
        most = max(reading.forgiven, int(len(word) > 3))
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
        doubtful = is_feminine(reading, mine) or all(
            is_doubtful(word, family) or telling.is_another_family(word, family, slips)
            for family in persons.families(mine.spelled.words)
        )
        if theirs is None and not doubtful:
            yield Match(fit=Fit.SLIP, name=mine.known, overlooked=Overlooked.SLIP)
        elif theirs is None:
            yield another.asked(reading, mine)
        else:
            yield Match(fit=Fit.TIE, name=mine.known, other=theirs.known)

    def _piece(self, given: tuple[Spelling, ...]) -> Match | None:
        for reading in given:
            if mine := _first(self.own, reading, is_part):
                theirs = _first(self.known, reading, has_all_words)
                return Match(fit=Fit.PART, name=mine.known, other=theirs.known if theirs else None)
            if mine := _first(self.own, reading, is_korean_given):
                return Match(fit=Fit.PART, name=mine.known)
        for reading in given:
            # a given name in another script
            mine = _first(self.own, reading, has_word) if len(reading.words) == 1 else None
            if mine and len(mine.latin) > 1:
                return Match(fit=Fit.PART, name=mine.known)
        return None

    def _more(self, given: tuple[Spelling, ...]) -> Match | None:
        """An accepted name and a word or two more, which do not make another known name of it."""
        person = any(name.person for name in self.own)
        if any(is_held(given[0], name) for name in self.known if name.person or not person):
            return None
        for reading in given:
            if mine := _first(self.own, reading, is_held):
                fits = self._fits_about(reading, mine)
                fit, overlooked = (Fit.SLIP, Overlooked.ABOUT) if fits else (Fit.FULLER, Overlooked.NOTHING)
                return Match(fit=fit, name=mine.known, overlooked=overlooked)
        return None

    def _fits_about(self, reading: Spelling, mine: Name) -> bool:
        """Whether what a typed name has more is what a place is, or a given name in the same script.

        Of the Russians of a base often the family name alone is known in Cyrillic: Никита Хрущёв.
        """
        more = [word for word in reading.words if word not in mine.spelled.words]
        if mine.known.kind == "place":
            return set(more) <= GENERIC
        alone = mine.person and len(mine.spelled.words) == 1 and not is_latin(reading.folded)
        if not alone or any(has_word(mine.spelled, name) for name in self.known):
            return False
        # А. Я. without a space is nobody's name
        pairs = [word[0] if len(word) == 2 and word not in ("ян", "ия", "ли") else word for word in more]
        latin = tuple("".join(spelled(word).latin.split()) for word in (more if reading.hangul else pairs))
        return any(persons.given_agrees(latin, name.latin, hangul=reading.hangul) for name in self.own)

    def _meant(self, given: tuple[Spelling, ...]) -> KnownName | None:
        """The other known name that a wrong answer is."""
        for reading in given:
            for test in (sounds_alike, has_initials, is_family, is_adjective):
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

    def _as_near(self, reading: Spelling, slips: int) -> Name | None:
        """The nearest other known name within so many slips of a reading, or of the text as it stands."""
        best: Name | None = None
        for name in self.known:
            for each in (reading, self.whole) if reading is not self.whole else (reading,):
                far = abs(len(name.spelled.letters) - len(each.letters)) > slips
                if far or len(name.spelled.signs ^ each.signs) > 2 * slips:
                    continue
                away = apart(each, name.spelled, slips)
                if away <= slips and (best is None or away < slips):
                    best, slips = name, away
        return best


def _first(names: list[Name], reading: Spelling, test: Test) -> Name | None:
    return next((name for name in names if test(reading, name)), None)


def _between(mine: Name | None, theirs: Name | None, *, overlooked: Overlooked) -> Match | None:
    """What follows where a test holds for an accepted name, for another one, for both or for neither."""
    if mine is None:
        return Match(fit=Fit.OTHER, other=theirs.known) if theirs else None
    if theirs is not None:
        return Match(fit=Fit.TIE, name=mine.known, other=theirs.known)
    return Match(fit=Fit.SAME, name=mine.known, overlooked=overlooked)
