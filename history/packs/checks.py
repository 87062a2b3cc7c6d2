"""Check one row of a file, value by value; whatever is wrong is named by the row's id in one sentence."""

from __future__ import annotations

import math
import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeGuard

from history.dates import DateError, HistoricalDate, parse

from .bundle import PackError, Remark, Spelling

LONGEST = 20_000
MOST_FAULTY = 20_000
DEEPEST = 12
WEB_ADDRESS = re.compile(r"https?://[^\s|<>\"']+")
_MARKUP = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{2,6}|#x[0-9A-Fa-f]{2,6});|</?[A-Za-z][^<>]*>")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_LETTER = re.compile(r"[^\W\d_]")
_DEFAULTS = frozenset({"1900-01-01", "1970-01-01", "1899-12-30", "1899-12-31"})
"""Days with which tables and programs begin to count, and which they put where no date was entered."""
_SENTINELS = re.compile(r"9999|9999-.*|000[01]-01-01|0000-.*|1/1/0001")


def has_letters(text: str) -> bool:
    return _LETTER.search(text) is not None


def one_of(value: Any, choices: Container[str]) -> TypeGuard[str]:
    """Whether a value of a file, of whatever type, is one of some words."""
    return isinstance(value, str) and value in choices


def unfit(value: Any, depth: int = 0) -> str:
    """Why a value may not be stored at all, as the end of a sentence; empty where it may."""
    if isinstance(value, str):
        if len(value) > LONGEST:
            return f"a text of more than {LONGEST} characters"
        if value.isascii():
            return "a control character that no text may hold" if "\0" in value else ""
        broken = "\0" in value or any("\ud800" <= sign <= "\udfff" for sign in value)
        return "a character that no text may hold" if broken else ""
    if value is None or isinstance(value, (bool, int)):
        return ""
    if isinstance(value, float):
        return "" if math.isfinite(value) else "a number that is not finite"
    if depth > DEEPEST:
        return "lists within lists that are too deep"
    if isinstance(value, list):
        return next((reason for each in value if (reason := unfit(each, depth + 1))), "")
    if isinstance(value, dict):
        if any(not isinstance(name, str) for name in value):
            return "a name that is not text"
        return unfit(list(value), depth) or unfit(list(value.values()), depth)
    return "a value that is neither text nor number"


@dataclass(slots=True)
class Row:
    """One object of a file, with the place where remarks about it are kept."""

    section: str
    key: str
    raw: dict[str, Any]
    remarks: list[Remark]
    known: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)

    def say(self, sentence: str, *, error: bool = False) -> None:
        if sentence in self.told:
            return
        self.told.add(sentence)
        self.remarks.append(Remark(section=self.section, key=self.key, sentence=sentence, error=error))

    def value(self, name: str) -> Any:
        self.known.add(name)
        return self.raw.get(name)

    def text(self, name: str, most: int = LONGEST) -> str:
        return self.as_text(self.value(name), name, most)

    def as_text(self, value: Any, what: str, most: int = LONGEST) -> str:
        if value is None:
            return ""
        if not isinstance(value, str):
            self.say(f"Its {what} must be text, and is {value!r:.60}: it was left out.")
            return ""
        if len(value) > most:
            self.say(
                f"Its {what} must have at most {most} characters, and has {len(value)}: it was left out."
            )
            return ""
        return value

    def items(self, name: str) -> list[Any]:
        value = self.value(name)
        if value is None:
            return []
        if not isinstance(value, list):
            self.say(f"Its {name} must be a list, and is {value!r:.60}: it was left out.")
            return []
        return value

    def objects(self, name: str) -> list[dict[str, Any]]:
        return self.only_objects(self.items(name), name)

    def only_objects(self, items: Any, name: str) -> list[dict[str, Any]]:
        found = []
        for item in items if isinstance(items, list) else []:
            if isinstance(item, dict):
                found.append(item)
            else:
                self.say(f"Its {name} must hold objects, and {item!r:.60} is none: it was left out.")
        return found

    def date(self, value: Any, what: str = "date") -> HistoricalDate | None:
        """The date that an EDTF text means, None where there is none or it is dirty."""
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            self.say(f"Its {what} must be text in quotes, and is {value!r:.60}: it was left out.")
            return None
        if _SENTINELS.fullmatch(value.strip()):
            self.say(f"Its {what} {value} is no date but a mark for an unknown one: it was left out.")
            return None
        try:
            date = parse(value)
        except DateError as error:
            self.say(f"Its {what} {value:.60} cannot be read: {error} It was left out.")
            return None
        if value.strip() in _DEFAULTS:
            self.say(f"Its {what} {value} often stands where no date was entered: it was kept, check it.")
        if len(date.edtf) > 255:
            self.say(f"Its {what} has more than 255 characters: it was left out.")
            return None
        return date

    def reference(self, value: Any, table: Container[str], what: str) -> str:
        """A key that `table` holds, else empty."""
        if value is None or value == "":
            return ""
        if isinstance(value, str) and value in table:
            return value
        self.say(f"Its {what} refers to {value!r:.80}, which the file does not have: it was left out.")
        return ""

    def references(self, values: list[Any], table: Container[str], what: str) -> list[str]:
        found: dict[str, None] = {}
        for value in values:
            key = self.reference(value, table, what)
            if key:
                found[key] = None
        return list(found)

    def name(self, value: Any, what: str, most: int) -> str:
        """A text with at least one letter, else empty."""
        text = self.as_text(value, what, most)
        if text and not has_letters(text):
            self.say(f"Its {what} {text!r:.60} has no letters: it was left out.")
            return ""
        self.look(text, what)
        return text

    def look(self, text: str, what: str) -> None:
        """Name what does not belong into a printed text; it is kept, for the keeper of the file to mend."""
        if found := _MARKUP.search(text):
            self.say(f"Its {what} holds markup, {found.group()!r:.40}: it was kept, and is printed as it is.")
        if found := _UNSEEN.search(text):
            self.say(f"Its {what} holds the unseen character U+{ord(found.group()):04X}: it was kept.")

    def address(self, name: str) -> str:
        value = self.text(name, 2000)
        if value and not WEB_ADDRESS.fullmatch(value):
            self.say(f"Its address {value:.80} is no web address without spaces: it was left out.")
            return ""
        return value

    def rest(self) -> dict[str, Any]:
        """The parts of the file that nobody asked for, to be kept and given back."""
        return beyond(self.raw, self.known)

    def spellings(self, name: str) -> list[Spelling]:
        """The aliases of a row: [{text, lang, label}]."""
        found = []
        for alias in self.objects(name):
            text = self.name(alias.get("text"), "alias", 500)
            language = self.as_text(alias.get("lang"), "language of an alias", 35)
            if text:
                label = self._is_label(alias, text, language)
                found.append(Spelling(text=text, language=language, label=label))
        return unique_spellings(found)

    def _is_label(self, alias: dict[str, Any], text: str, language: str) -> bool:
        label = alias.get("label", False)
        if not isinstance(label, bool):
            self.say(f"The label of its alias {text!r:.60} must be true or false, and is {label!r:.40}.")
            return False
        if label and not language:
            self.say(f"Its alias {text!r:.60} is a label and says no language: it was kept as an alias.")
        return label and bool(language)

    def one_label_each(self, spellings: list[Spelling]) -> list[Spelling]:
        """Spellings, labels first, with one label at most in each language: a page prints one name."""
        printed: dict[str, str] = {}
        found = []
        for each in spellings:
            if each.label and printed.setdefault(each.language, each.text) != each.text:
                self.say(
                    f"It has two labels in {each.language}, {printed[each.language]!r:.60} and "
                    f"{each.text!r:.60}: only the first is printed, the other is an alias."
                )
                each = replace(each, label=False)
            found.append(each)
        return unique_spellings(sorted(found, key=lambda each: not each.label))


def beyond(item: dict[str, Any], known: Container[str]) -> dict[str, Any]:
    """The parts of an object that are not `known`; a leading underscore is kept for marks of ours."""
    return {name: value for name, value in item.items() if name not in known and not name.startswith("_")}


def unique_spellings(spellings: list[Spelling]) -> list[Spelling]:
    return list({(each.text, each.language, each.label): each for each in spellings}.values())


def rows(
    raw: Mapping[str, Any], section: str, remarks: list[Remark], taken: Container[str] = ()
) -> list[Row]:
    """The rows of one section that can be told apart; the others are named and left out."""
    items = raw.get(section)
    if items is None:
        return []
    if not isinstance(items, list):
        raise PackError(f"The part {section} must be a list.")
    found: dict[str, Row] = {}
    for number, item in enumerate(items, start=1):
        key = item.get("id") if isinstance(item, dict) else None
        fault = _fault(item, key, found, taken)
        if fault:
            name = key if isinstance(key, str) and key and not unfit(key) else f"no. {number}"
            remarks.append(Remark(section=section, key=name[:200], sentence=fault, error=True))
            if len(remarks) > MOST_FAULTY:
                raise PackError(
                    f"More than {MOST_FAULTY} rows are faulty, such as {section} {name:.60}: {fault}"
                )
        else:
            found[str(key)] = Row(section, str(key), item, remarks, {"id"})
    return list(found.values())


def _fault(item: Any, key: Any, found: Container[str], taken: Container[str]) -> str:
    if not isinstance(item, dict):
        return "It must be an object: it was left out."
    if not isinstance(key, str) or not key.strip():
        return "It must have an id that is text: it was left out."
    if len(key) > 200:
        return "Its id must have at most 200 characters: it was left out."
    if key in found or key in taken:
        return "Its id is used twice: only the first row was read."
    reason = unfit(item)
    return f"It holds {reason}: it was left out." if reason else ""
