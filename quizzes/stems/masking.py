"""Hiding names in a sentence so that nothing of them is left: masks, and what they could not hide.

Everything that a sentence may call an actor or a place is worked out once (`lexicon`) and found
word by word, in any case. What belongs to the name goes with it: "the Government of the Hashemite
Kingdom of Jordan" leaves one gap, "an Egyptian loan" leaves no article that would tell, and "the
British and French Governments" leaves two gaps with the "and" between them. Words are only taken
out, never put in, so that the printed title still stands behind the masked one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from history.demonyms import STYLE_NOUNS, STYLE_WORDS
from history.names import GAP, tidy
from quizzes.stems.lexicon import KNOWN, LONG_WORD, SPELLED, TELLING, Lexicon
from quizzes.stems.words import Word, words_of

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


@dataclass(slots=True)
class Hit:
    """Tokens from `first` up to but not including `last` that name the owner."""

    first: int
    last: int
    owner: int
    adjective: bool


def mask(
    text: str,
    hidden: Sequence[Lexicon],
    kept: Sequence[Lexicon] = (),
    *,
    scenes: frozenset[str] | None = None,
    attributive: bool = False,
) -> str:
    """`text` with all that names the hidden as gaps. What names the kept more surely stays.

    With `scenes`, a capital that stands for its government is hidden too, unless it is one of them (folded).
    With `attributive`, an article stays where the name stands before a noun: "at the … summit".
    """
    hits = hits_of(text, hidden, kept, scenes)
    if not hits:
        return text
    tokens = words_of(text)[0]
    hyphened = _HYPHENED.search(text) is not None
    for hit in hits:
        _take_in(hit, hidden[hit.owner].parts, text, tokens)
        if hyphened:
            _take_hyphened(hit, kept, text, tokens)
        _widen(hit, text, tokens, attributive=attributive, person=hidden[hit.owner].person)
    pieces, done = [], 0
    for start, end in _spans(hits, hidden, text, tokens):
        pieces += [text[done:start], GAP]
        done = end
    return tidy("".join([*pieces, text[done:]]))


def is_named(text: str, bearer: Lexicon) -> bool:
    """Whether a text prints a name of the bearer, and not only an adjective ("the Japanese emperor")."""
    return any(not hit.adjective for hit in hits_of(text, [bearer], (), None))


def hits_of(
    text: str, hidden: Sequence[Lexicon], kept: Sequence[Lexicon], scenes: frozenset[str] | None
) -> list[Hit]:
    tokens, words = words_of(text)
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
    hits: list[Hit] = []
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
            hits.append(Hit(at, at + best[0], best[3], best[4]))
        at += best[0]
    return hits


def _match(
    tokens: Sequence[Word], at: int, each: Lexicon, scenes: frozenset[str] | None
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


def _is_printed_as_name(token: Word, proper: bool) -> bool:
    if len(token.word) < LONG_WORD and not proper:
        return token.raw.isupper() or not token.raw.isascii()
    return not (proper and token.raw[:1].islower())


def _between(text: str, one: Word, other: Word) -> str:
    return text[one.end : other.start]


def _take_in(hit: Hit, parts: frozenset[str], text: str, tokens: Sequence[Word]) -> None:
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


def _take_hyphened(hit: Hit, kept: Sequence[Lexicon], text: str, tokens: Sequence[Word]) -> None:
    """Take a state joined by a hyphen that nobody else who took part brings in: "Austria-Hungary"."""
    for step in (-1, 1):
        at = hit.first - 1 if step < 0 else hit.last
        if not 0 <= at < len(tokens):
            continue
        one, other = (tokens[at], tokens[hit.first]) if step < 0 else (tokens[hit.last - 1], tokens[at])
        word = tokens[at].word
        if len(_between(text, one, other)) != 1 or not _HYPHENED.match(text, one.end - 1):
            continue
        foreign = word in KNOWN and not any(word in each.firsts for each in kept)
        if foreign and tokens[at].raw[:1].isupper():
            hit.first, hit.last = (at, hit.last) if step < 0 else (hit.first, at + 1)


def _widen(hit: Hit, text: str, tokens: Sequence[Word], *, attributive: bool, person: bool) -> None:
    """Take the words that belong to the name: "the Government of the Kingdom of … ’s".

    Of a person the "’s" stays: who types the name does not type it.
    """
    absorbed = not person and _widen_right(hit, text, tokens)
    first = hit.first
    while first:
        before = tokens[first - 1]
        if not _SPACE.fullmatch(_between(text, before, tokens[first])):
            break
        if before.word in ("a", "an"):
            first -= 1
            break
        if before.word == "the":
            beside = hit.adjective or attributive
            if beside and not absorbed and _has_noun(hit, text, tokens) and first == hit.first:
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


def _style(of: int, text: str, tokens: Sequence[Word], word: str) -> int | None:
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


def _widen_right(hit: Hit, text: str, tokens: Sequence[Word]) -> bool:
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


def _style_after(at: int, text: str, tokens: Sequence[Word]) -> int | None:
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


def _joined(text: str, tokens: Sequence[Word], at: int) -> bool:
    """Whether only a space, or the apostrophe of "People's", stands before a token."""
    between = _between(text, tokens[at - 1], tokens[at])
    return _SPACE.fullmatch(between) is not None or (tokens[at].word == "s" and between in _APOSTROPHES)


def _is_style_noun(tokens: Sequence[Word], at: int) -> bool:
    token = tokens[at]
    if token.word == "council":
        return tokens[at - 1].word == "federal"
    return token.word in STYLE_NOUNS and (token.raw[:1].isupper() or token.word.startswith("government"))


def _has_noun(hit: Hit, text: str, tokens: Sequence[Word]) -> bool:
    """Whether a noun follows at once to which the article before the adjective belongs."""
    if hit.last >= len(tokens):
        return False
    between = _between(text, tokens[hit.last - 1], tokens[hit.last])
    return _SPACE.fullmatch(between) is not None and tokens[hit.last].word not in _FUNCTION_WORDS


def _spans(
    hits: list[Hit], hidden: Sequence[Lexicon], text: str, tokens: Sequence[Word]
) -> list[tuple[int, int]]:
    """The stretches of text that become gaps: those of one name, or side by side, are one."""
    merged: list[Hit] = []
    for hit in hits:
        if merged and _are_one(merged[-1], hit, hidden[hit.owner].parts, text, tokens):
            merged[-1].last = max(merged[-1].last, hit.last)
            merged[-1].owner = hit.owner
        else:
            merged.append(hit)
    return [_span(hit, text, tokens) for hit in merged]


def _are_one(one: Hit, other: Hit, parts: frozenset[str], text: str, tokens: Sequence[Word]) -> bool:
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


def _span(hit: Hit, text: str, tokens: Sequence[Word]) -> tuple[int, int]:
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
