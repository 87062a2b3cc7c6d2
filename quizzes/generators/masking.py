"""Hiding names in a sentence so that nothing of them is left: masks, and what they could not hide.

Everything that a sentence may call an actor or a place is worked out once (`lexicon`) and found
word by word, in any case. What belongs to the name goes with it: "the Government of the Hashemite
Kingdom of Jordan" leaves one gap, "an Egyptian loan" leaves no article that would tell, and "the
British and French Governments" leaves two gaps with the "and" between them. Words are only taken
out, never put in, so that the printed title still stands behind the masked one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from history.demonyms import (
    BYNAMES,
    CAPITALS,
    COMMON,
    COMMON_IN_LOWER_CASE,
    ENDINGS,
    INFLECTIONS,
    REGULAR,
    STYLE_NOUNS,
    STYLE_WORDS,
)
from history.facts import Actor, ActorKind, Place
from history.names import GAP, bare, fold, tidy

LONG_WORD = 4
"""Letters from which a word is a name in any case; shorter ones ("US") only in capitals."""

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?|[^\W_]+")
_ROMAN = re.compile(r"[ivxlc]+")
_LAST_VOWEL = re.compile(r"(?:ia|ea|land|[aeiouy])$")
_ADJECTIVE = re.compile(r"(?:an|on|en|ish|ch|ese|[^a]i|ic|ss|ot|av|ak|ek|ne|o|et|rb|at|thai)s?$")
_JOINT = re.compile(r"[\s‐-―/-]+")
_SPACE = re.compile(r"\s+")
_APOSTROPHES = "'’`´"
_FUNCTION_WORDS = frozenset(
    (
        "and or of in on at for to with by from between concerning relating relative regarding respecting "
        "is was are were has have had as under over about against through the a an amending modifying "
        "providing constituting extending renewing prolonging establishing which that"
    ).split()
)
_RANKS = frozenset(
    (
        "emperor empress king queen prince princess president general marshal premier lord sir pope saint "
        "duke count sultan caliph shah tsar admiral captain doctor dr lady the of and von van de der da "
        "di del la le al el bin ibn holy roman elder younger great first second third"
    ).split()
)

_STOP = frozenset("a al an and da de del der des di du el et for in la le of on s the to van von y".split())

SPELLED, BYNAME, TELLING = 1000, 500, 400
"""How surely a word means somebody; what grows from a name by an ending ranks by the length of the name."""


_KNOWN = frozenset(
    {
        *INFLECTIONS,
        *(word for made in INFLECTIONS.values() for word in made),
        *(f"{name}{ending}" for name in REGULAR for ending in ("", "n", "ns", "i", "ian", "ese", "s")),
    }
)
"""Words of states that the tables have: they are hidden by name, so what looks alike is another state."""


def _roots() -> dict[str, tuple[str, ...]]:
    """The names from which an adjective is made, with all that is made of them: "Korean Empire", Korea."""
    found: dict[str, dict[str, None]] = {}
    for name, made in INFLECTIONS.items():
        for word in made:
            if word not in INFLECTIONS:
                found.setdefault(word, {}).update(dict.fromkeys((name, *made)))
    return {word: tuple(roots) for word, roots in found.items()}


_ROOTS = _roots()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What a sentence may call one actor or place; all words are folded."""

    words: dict[str, int]
    """Single words and how surely they mean the actor."""
    phrases: dict[str, tuple[tuple[str, ...], ...]]
    """Names of several words by their first word, the longest first."""
    proper: frozenset[str]
    """Words that name somebody only where they begin with a capital letter."""
    adjectives: frozenset[str]
    capitals: frozenset[str]
    """Seats of government that stand for the state, unless something is said to lie there."""
    firsts: frozenset[str]
    names: tuple[frozenset[str], ...]
    """The words of each name, by which `leftover` finds a name in another order."""
    parts: frozenset[str]
    hints: frozenset[str]
    """What a body's name says of a state ("Workers' Party of Korea"): no name of its own, and yet telling."""
    person: bool


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    word: str
    raw: str


@dataclass(slots=True)
class _Hit:
    """Tokens from `first` up to but not including `last` that name the owner."""

    first: int
    last: int
    owner: int
    adjective: bool


@lru_cache(maxsize=4_000)
def _tokens(text: str) -> tuple[tuple[_Token, ...], frozenset[str]]:
    tokens = tuple(
        _Token(found.start(), found.end(), fold(found.group()), found.group())
        for found in _TOKEN.finditer(text)
    )
    return tokens, frozenset(token.word for token in tokens)


def lexicon_of(actor: Actor) -> Lexicon:
    return lexicon(actor.spellings(), actor.kind)


def lexicon_of_place(place: Place) -> Lexicon:
    parts = [part for name in place.spellings() for part in name.split("/")]
    return lexicon((*place.spellings(), *parts), "")


@lru_cache(maxsize=20_000)
def lexicon(spellings: tuple[str, ...], kind: str) -> Lexicon:
    """What a sentence may call the bearer of these names."""
    words: dict[str, int] = {}
    hints: dict[str, int] = {}
    phrases: set[tuple[str, ...]] = set()
    proper: set[str] = set()
    capitals: set[str] = set()
    names = [name for raw in spellings for name in _written(raw) if fold(name)]

    def add(name: str, rank: int) -> None:
        parts = tuple(name.split())
        if len(parts) > 1:
            phrases.add(parts)
        elif parts:
            words[parts[0]] = max(rank, words.get(parts[0], 0))

    if kind == ActorKind.PERSON:
        for name in names:
            add(fold(name), SPELLED)
            add(fold(name.partition(",")[0]), SPELLED)
            for part in _parts_of_person(name):
                add(part, TELLING)
                proper.add(part)
        proper -= {fold(name) for name in names if len(fold(name)) >= LONG_WORD}
    else:
        for name in names:
            key = fold(name)
            add(key, SPELLED)
            without = key.removeprefix("the ")
            add(without, SPELLED)
            upright = fold(re.sub(r"^(.*?), (.* of(?: the)?)$", r"\2 \1", name))
            if not set(upright.split()) <= COMMON | {"s"}:
                add(upright, SPELLED)
            for byname in BYNAMES.get(without, ()):
                add(byname, BYNAME)
            capitals.update(fold(city) for city in CAPITALS.get(key, ()))
            for word in without.split():
                if kind not in _STATES and word in _KNOWN:
                    _add_word(word, hints, set())
                else:
                    _add_word(word, words, proper)
    exact = {fold(name) for name in names}
    proper |= {word for word in words if word in COMMON_IN_LOWER_CASE and word not in exact}
    firsts = {*words, *(phrase[0] for phrase in phrases), *capitals}
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        by_first.setdefault(phrase[0], []).append(phrase)
    return Lexicon(
        words=words,
        phrases={first: tuple(found) for first, found in by_first.items()},
        proper=frozenset(proper),
        adjectives=frozenset(word for word, rank in words.items() if _is_adjective(word, rank, exact)),
        capitals=frozenset(capitals),
        firsts=frozenset(firsts),
        names=tuple(frozenset(fold(bare(name)).split()) - _STOP for name in names),
        parts=frozenset(word for name in names for word in fold(name).split()) - _STOP,
        hints=frozenset(hints) - set(words),
        person=kind == ActorKind.PERSON,
    )


_STATES = (ActorKind.STATE, ActorKind.PARTY, "")
"""Whose names consist of what a state or place is called; "" are places."""

_SPELT = (("organization", "organisation"), ("labor", "labour"), ("program", "programme"), ("&", "and"))


def _written(name: str) -> Iterable[str]:
    """A name with and without the remark in brackets at its end, in British and American spelling."""
    found = {name: None, bare(name): None}
    for one, other in _SPELT:
        for each in tuple(found):
            for old, new in ((one, other), (other, one)):
                found[re.sub(rf"(?<!\w){old}(?!\w)", new, each, flags=re.IGNORECASE)] = None
    return found


def _is_adjective(word: str, rank: int, exact: set[str]) -> bool:
    """Whether it stands beside a noun, so that an article before it is the noun's."""
    if word in exact or (rank == TELLING and word not in INFLECTIONS.get(word, ())):
        return False
    return _ADJECTIVE.search(word) is not None and (
        word not in INFLECTIONS or word in INFLECTIONS.get(word, ())
    )


def _parts_of_person(name: str) -> list[str]:
    """The parts of a person's own name: not where the person is from, nor a rank or number."""
    own = re.split(r",|\s(?:of|the|von|van|de|di|da|del)\s", bare(name))[0]
    parts = [part for part in re.split(r"[\s‐-―-]+", own) if len(part) > 2 and part[:1].isupper()]
    words = [fold(part) for part in parts if not part.endswith(".")]
    return [word for word in words if word not in _RANKS and not _ROMAN.fullmatch(word)]


def _add_word(word: str, words: dict[str, int], proper: set[str]) -> None:
    """One word of a name, with the adjectives and peoples that English makes of it."""
    for made in (*INFLECTIONS.get(word, ()), *_ROOTS.get(word, ())):
        words[made] = max(BYNAME, words.get(made, 0))
    if len(word) < LONG_WORD or word in COMMON or word.isdigit():
        return
    words[word] = max(TELLING, words.get(word, 0))
    stem = _LAST_VOWEL.sub("", word)
    for ending in ENDINGS:
        words.setdefault(word + ending, len(word))
        if len(stem) >= LONG_WORD and stem != word:
            made = stem + ending
            if made not in words:
                words[made] = len(word)
                proper.add(made)


def mask(
    text: str,
    hidden: Sequence[Lexicon],
    kept: Sequence[Lexicon] = (),
    *,
    scenes: frozenset[str] | None = None,
) -> str:
    """`text` with all that names the hidden as gaps. What names the kept more surely stays.

    With `scenes`, a capital that stands for its government is hidden too, unless it is one of them (folded).
    """
    hits = _hits(text, hidden, kept, scenes)
    if not hits:
        return text
    tokens = _tokens(text)[0]
    hyphened = _HYPHENED.search(text) is not None
    for hit in hits:
        _take_in(hit, hidden[hit.owner].parts, text, tokens)
        if hyphened:
            _take_hyphened(hit, kept, text, tokens)
        _widen(hit, text, tokens)
    pieces, done = [], 0
    for start, end in _spans(hits, hidden, text, tokens):
        pieces += [text[done:start], GAP]
        done = end
    return tidy("".join([*pieces, text[done:]]))


def is_named(text: str, bearer: Lexicon) -> bool:
    """Whether a text prints a name of the bearer, and not only an adjective ("the Japanese emperor")."""
    return any(not hit.adjective for hit in _hits(text, [bearer], (), None))


def _hits(
    text: str, hidden: Sequence[Lexicon], kept: Sequence[Lexicon], scenes: frozenset[str] | None
) -> list[_Hit]:
    tokens, words = _tokens(text)
    index: dict[str, list[tuple[int, Lexicon, bool]]] = {}
    for owner, each in enumerate(hidden):
        if not each.firsts.isdisjoint(words):
            for word in words & each.firsts:
                index.setdefault(word, []).append((owner, each, True))
    if not index:
        return []
    for each in kept:
        if not each.firsts.isdisjoint(index):
            for word in index.keys() & each.firsts:
                index[word].append((-1, each, False))
    begun = set(index)
    for each in kept:
        for word in words & each.phrases.keys() - begun:
            index.setdefault(word, []).append((-1, each, False))
    hits: list[_Hit] = []
    at = 0
    while at < len(tokens):
        best: tuple[int, int, bool, int, bool] | None = None
        for owner, each, secret in index.get(tokens[at].word, ()):
            length, rank, adjective = _match(tokens, at, each, scenes)
            if length and (best is None or (length, rank, secret) > best[:3]):
                best = (length, rank, secret, owner, adjective)
        if best is None:
            at += 1
            continue
        if best[2]:
            hits.append(_Hit(at, at + best[0], best[3], best[4]))
        at += best[0]
    return hits


def _match(
    tokens: Sequence[_Token], at: int, each: Lexicon, scenes: frozenset[str] | None
) -> tuple[int, int, bool]:
    """How many tokens from here name the bearer, how surely, and whether as an adjective."""
    token = tokens[at]
    for phrase in each.phrases.get(token.word, ()):
        if len(phrase) <= len(tokens) - at and all(
            tokens[at + offset].word == word for offset, word in enumerate(phrase)
        ):
            return len(phrase), SPELLED, False
    rank = each.words.get(token.word, 0)
    if rank and _is_printed_as_name(token, token.word in each.proper):
        return 1, rank, token.word in each.adjectives
    if scenes is not None and token.word in each.capitals - scenes and token.raw[:1].isupper():
        before = tokens[at - 1].word if at else ""
        if before not in ("of", "at", "in", "near"):
            return 1, TELLING, False
    return 0, 0, False


def _is_printed_as_name(token: _Token, proper: bool) -> bool:
    if len(token.word) < LONG_WORD and not proper:
        return token.raw.isupper() or not token.raw.isascii()
    return not (proper and token.raw[:1].islower())


def _between(text: str, one: _Token, other: _Token) -> str:
    return text[one.end : other.start]


def _take_in(hit: _Hit, parts: frozenset[str], text: str, tokens: Sequence[_Token]) -> None:
    """Take words of the same name that stand beside: "Workers' Party" of the Workers' Party of Korea."""
    while hit.first:
        before = tokens[hit.first - 1]
        between = _between(text, before, tokens[hit.first])
        if before.word not in parts or not before.raw[:1].isupper() or not _SPACE.fullmatch(between):
            break
        hit.first -= 1
    while hit.last < len(tokens):
        after = tokens[hit.last]
        between = _between(text, tokens[hit.last - 1], after).lstrip(_APOSTROPHES)
        if after.word not in parts or not after.raw[:1].isupper() or not _SPACE.fullmatch(between):
            break
        hit.last += 1
        hit.adjective = False


_HYPHENED = re.compile(r"\w[‐-―-]\w")


def _take_hyphened(hit: _Hit, kept: Sequence[Lexicon], text: str, tokens: Sequence[_Token]) -> None:
    """Take a state joined by a hyphen that nobody else who took part brings in: "Austria-Hungary"."""
    for step in (-1, 1):
        at = hit.first - 1 if step < 0 else hit.last
        if not 0 <= at < len(tokens):
            continue
        one, other = (tokens[at], tokens[hit.first]) if step < 0 else (tokens[hit.last - 1], tokens[at])
        word = tokens[at].word
        if len(_between(text, one, other)) != 1 or not _HYPHENED.match(text, one.end - 1):
            continue
        foreign = word in _KNOWN and not any(word in each.firsts for each in kept)
        if foreign and tokens[at].raw[:1].isupper():
            hit.first, hit.last = (at, hit.last) if step < 0 else (hit.first, at + 1)


def _widen(hit: _Hit, text: str, tokens: Sequence[_Token]) -> None:
    """Take the words that belong to the name: "the Government of the Kingdom of … ’s"."""
    absorbed = _widen_right(hit, text, tokens)
    first = hit.first
    while first:
        before = tokens[first - 1]
        if not _SPACE.fullmatch(_between(text, before, tokens[first])):
            break
        if before.word in ("a", "an"):
            first -= 1
            break
        if before.word == "the":
            if hit.adjective and not absorbed and _has_noun(hit, text, tokens) and first == hit.first:
                break
            first -= 1
            continue
        if (
            before.word in ("of", "in")
            and (start := _style(first - 1, text, tokens, before.word)) is not None
        ):
            first = start
            continue
        if before.word in STYLE_WORDS and before.raw[:1].isupper():
            first -= 1
            continue
        if before.word == "of" and first > 1 and tokens[first - 2].word == "and":
            first -= 1  # "the Governments of France and of Spain"
        break
    hit.first = first


def _style(of: int, text: str, tokens: Sequence[_Token], word: str) -> int | None:
    """Where the style before an "of" or "in" begins: "Federal Republic of", "His Majesty's Government in"."""
    at = of - 1
    if at < 0 or not _SPACE.fullmatch(_between(text, tokens[at], tokens[of])):
        return None
    noun = tokens[at].word
    if noun not in STYLE_NOUNS or (word == "in" and noun != "government"):
        return None
    if tokens[at].raw[:1].islower() and not noun.startswith("government"):
        return None
    while at:
        before = tokens[at - 1]
        gap = _between(text, before, tokens[at])
        royal = ("his", "her", "s", "majesty", "majestys", "britannic")
        joined = _SPACE.fullmatch(gap) or (tokens[at].word == "s" and gap in _APOSTROPHES)
        if not joined or not (
            before.word in royal or (before.word in STYLE_WORDS and before.raw[:1].isupper())
        ):
            break
        at -= 1
    return at


def _widen_right(hit: _Hit, text: str, tokens: Sequence[_Token]) -> bool:
    """Take a possessive s, "Government", "Federal Republic" and ", Republic of"; whether a noun was taken."""
    absorbed = False
    while hit.last < len(tokens):
        token = tokens[hit.last]
        gap = _between(text, tokens[hit.last - 1], token)
        if token.word == "s" and gap in _APOSTROPHES:
            hit.last += 1
            continue
        end = _style_after(hit.last, text, tokens)
        if end is None and token.word == "of" and text[token.end : token.end + 1] == ")":
            end = hit.last + 1
        if end is None:
            break
        hit.last = end
        absorbed = True
    return absorbed


def _style_after(at: int, text: str, tokens: Sequence[_Token]) -> int | None:
    """Where a style after a name ends: " Government", " (Federal Republic of)", ", Republic of"."""
    opening = text[tokens[at - 1].end : tokens[at].start].replace(" ", "")
    if opening not in ("", "(", ","):
        return None
    last, noun = at, False
    while last < len(tokens) and (last == at or _joined(text, tokens, last)):
        token = tokens[last]
        capital = token.raw[:1].isupper()
        if _is_style_noun(tokens, last):
            noun = True
        elif not (noun and token.word == "of") and not (
            token.word in STYLE_WORDS and (capital or token.word == "s")
        ):
            break
        last += 1
    if not noun:
        return None
    rest = text[tokens[last - 1].end :]
    if opening == "(":
        return last if rest.lstrip().startswith(")") else None
    if tokens[last - 1].word == "of":
        if opening == "":
            return last - 1
        # "Korea, Republic of, …" but not "China, Republic of Korea and Japan"
        name_follows = last < len(tokens) and tokens[last].raw[:1].isupper() and rest[:1] == " "
        return None if name_follows else last
    return last if opening == "" else None


def _joined(text: str, tokens: Sequence[_Token], at: int) -> bool:
    """Whether only a space, or the apostrophe of "People's", stands before a token."""
    between = _between(text, tokens[at - 1], tokens[at])
    return _SPACE.fullmatch(between) is not None or (tokens[at].word == "s" and between in _APOSTROPHES)


def _is_style_noun(tokens: Sequence[_Token], at: int) -> bool:
    token = tokens[at]
    if token.word == "council":
        return tokens[at - 1].word == "federal"
    return token.word in STYLE_NOUNS and (token.raw[:1].isupper() or token.word.startswith("government"))


def _has_noun(hit: _Hit, text: str, tokens: Sequence[_Token]) -> bool:
    """Whether a noun follows at once to which the article before the adjective belongs."""
    if hit.last >= len(tokens):
        return False
    between = _between(text, tokens[hit.last - 1], tokens[hit.last])
    return _SPACE.fullmatch(between) is not None and tokens[hit.last].word not in _FUNCTION_WORDS


def _spans(
    hits: list[_Hit], hidden: Sequence[Lexicon], text: str, tokens: Sequence[_Token]
) -> list[tuple[int, int]]:
    """The stretches of text that become gaps: those of one name, or side by side, are one."""
    merged: list[_Hit] = []
    for hit in hits:
        if merged and _are_one(merged[-1], hit, hidden[hit.owner].parts, text, tokens):
            merged[-1].last = max(merged[-1].last, hit.last)
            merged[-1].owner = hit.owner
        else:
            merged.append(hit)
    return [_span(hit, text, tokens) for hit in merged]


def _are_one(one: _Hit, other: _Hit, parts: frozenset[str], text: str, tokens: Sequence[_Token]) -> bool:
    if other.first <= one.last - 1:
        return True
    between = text[tokens[one.last - 1].end : tokens[other.first].start]
    if _JOINT.fullmatch(between):
        return True
    if one.owner != other.owner:
        return False
    words = [token.word for token in tokens[one.last : other.first]]
    if words == ["and"]:  # "Trinidad and Tobago", but not "Germany and the German bank"
        return {tokens[one.last - 1].word, tokens[other.first].word} <= parts
    return words in (["of"], ["of", "the"]) and "," not in between


def _span(hit: _Hit, text: str, tokens: Sequence[_Token]) -> tuple[int, int]:
    start, end = tokens[hit.first].start, tokens[hit.last - 1].end
    inside = text[start:end]
    if inside.count("(") > inside.count(")") and text[end:].lstrip().startswith(")"):
        end = text.index(")", end) + 1
    if (
        tokens[hit.last - 1].raw.endswith("s")
        and text[end : end + 1] in ("'", "’")
        and text[end + 1 : end + 2]
        in (
            " ",
            "",
        )
    ):
        end += 1
    return start, end


def leftover(
    text: str,
    answers: Sequence[Lexicon],
    kept: Sequence[Lexicon] = (),
    others: Sequence[Lexicon] = (),
) -> str:
    """A word that still tells the answer after masking; empty where none does.

    `kept` may stand in the text by right; words that one of the `others`, who are offered beside the
    answer, bears too tell nothing. Found are what a mask would take, a name in any order of its words,
    what grew from a name by an ending that nobody foresaw, and a part of a person's name.
    """
    tokens, words = _tokens(text)
    if not words:
        return ""
    if hits := _hits(text, answers, kept, None):
        return tokens[hits[0].first].raw
    of_others = {hint for each in others for hint in each.hints | each.firsts}
    rightful = {word for each in kept for name in each.names for word in name}
    shared = {word for each in others for name in each.names for word in name}
    known = rightful | shared
    for each in answers:
        for name in each.names:
            telling = (name - COMMON - shared) or (name - _STOP)
            if telling and telling <= words and not telling <= known:
                return " ".join(sorted(telling))
            for token in tokens:
                if _tells(token, name - known, person=each.person):
                    return token.raw
        if telling := each.hints & words - of_others:
            return min(telling)
    return ""


def _tells(token: _Token, name: Iterable[str], *, person: bool) -> bool:
    """Whether a printed word is a part of a person's name, or grew from a word of any other name."""
    word = token.word
    if len(word) < LONG_WORD or not token.raw[:1].isupper():
        return False
    if person:
        return word in name
    if word in _KNOWN or word in COMMON or word in _NO_NAMES:
        return False
    return any(
        len(each) >= LONG_WORD
        and each not in COMMON
        and word[0] == each[0]
        and (_grew(word, each) or _is_slip(word, each))
        for each in name
    )


def _grew(word: str, name: str) -> bool:
    """Whether a word begins as the name does and goes on with a few letters of its own."""
    return _beginning(word, name) >= max(LONG_WORD + 1, len(name) - 2) and len(word) - len(name) <= LONG_WORD


def _is_slip(word: str, name: str) -> bool:
    """Whether a word is the name with two letters swapped, or one wrong, missing or too many."""
    if abs(len(word) - len(name)) > 1:
        return False
    start = _beginning(word, name)
    if len(word) == len(name) and sorted(word) == sorted(name) and word[start + 2 :] == name[start + 2 :]:
        return True
    if len(name) <= LONG_WORD:
        return False
    end = _beginning(word[start:][::-1], name[start:][::-1])
    return max(len(word), len(name)) - start - end <= 1


_NO_NAMES = frozenset("child children franc francs principle principles indiscriminate congress".split())


def _beginning(one: str, other: str) -> int:
    """How many letters two words share from the first on."""
    count = 0
    for sign, against in zip(one, other, strict=False):
        if sign != against:
            break
        count += 1
    return count


_LITTLE = frozenset(
    (
        "a an and as at between both by concluded for from in into it its of on or other parties "
        "respecting s signed that the their these this those to two was were with agreement agreements "
        "treaty treaties convention conventions exchange exchanges notes note letters letter protocol "
        "declaration no i ii iii iv v"
    ).split()
)


def says_something(masked: str) -> bool:
    """Whether a masked title says more than what sort of paper it is."""
    return not _tokens(masked)[1] <= _LITTLE


_BETWEEN = re.compile(
    r"(?<!\w)between (.*?)(?= (?:concerning|regarding|relating|relative|respecting|for|on|amending|in|to|"
    r"modifying|prolonging|extending|constituting|with|about|supplementary|establishing|as|terminating|renewing|providing|"
    r"further|recording|fixing|regulating|governing|acting|deleting|signed|pending|placing|during)(?!\w)|[.;([]|$)",
    re.IGNORECASE,
)
_CONJUNCTS = re.compile(r",? and |, |/")


def unlisted(masked: str) -> str:
    """Who is named as a maker in a title whose parties are all masked; empty where nobody is.

    "Agreement between Canada and …", Canada not masked: the parties listed are not those of the text.
    """
    found = _BETWEEN.search(masked)
    for part in _CONJUNCTS.split(found[1]) if found else ():
        if GAP in part:
            continue
        for token in _tokens(part)[0]:
            if token.raw[:1].isupper() and (token.word in _KNOWN or token.word == "government"):
                return part.strip()
    return ""
