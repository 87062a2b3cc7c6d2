"""The catalogues of messages: what the code says is gathered, each language's file is brought up to date.

    python -m tests.catalogues [language …]        (make messages)

Nothing of gettext need be installed. Messages are what templates mark with {% translate %} and
{% blocktranslate %}, what code hands to the functions of `django.utils.translation`, and the sentences of
`history.sentences`. A message that is new has no translation yet, one that is no longer said is dropped;
nothing is guessed, so that no entry is ever fuzzy. What is compiled goes into the repository as well.
"""

from __future__ import annotations

import io
import re
import struct
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.template.base import Lexer, TokenType
from django.utils.text import smart_split
from django.utils.translation import trim_whitespace

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "config" / "locale"
LANGUAGES = ("en", "ru", "ko")
ROOMS = ("config", "history", "quizzes")
ONE, COUNTED = (1,), (1, 2)
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop", "later", "sentence"), ONE),
    **dict.fromkeys(("ngettext", "ngettext_lazy", "counted"), COUNTED),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
MARKED = re.compile(r"""_\(\s*("[^"]*"|'[^']*')\s*\)""")
NAME = re.compile(r"{{\s*([\w.]+)\s*}}")

Said = tuple[str, str | tuple[str, str], str]
"""Where something is said, in which words (with its plural), and in what context."""


def said() -> Iterator[Said]:
    """Everything that is marked in code and templates, by place."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield from _in_code(path)
    for path in sorted((ROOT / "templates").rglob("*.html")):
        for words, context in in_template(path.read_text(encoding="utf-8")):
            yield str(path.relative_to(ROOT)), words, context


def _in_code(path: Path) -> Iterator[Said]:
    with path.open("rb") as code:
        for _line, words, _comments, context in extract("python", code, keywords=KEYWORDS):
            yield str(path.relative_to(ROOT)), words, context or ""


def in_template(source: str) -> Iterator[tuple[str | tuple[str, str], str]]:
    """The messages of a template, as Django will look them up, each with its context."""
    block: list[str] | None = None
    plural: list[str] | None = None
    bits: list[str] = []
    for token in Lexer(source).tokenize():
        if block is not None:
            part = block if plural is None else plural
            if token.token_type == TokenType.BLOCK:
                if token.contents.startswith("endblocktrans"):
                    yield _block(block, plural, bits), _context(bits)
                    block = plural = None
                elif token.contents.strip() == "plural":
                    plural = []
                else:
                    raise ValueError(f"{{% {token.contents} %}} stands inside of a message.")
            elif token.token_type == TokenType.VAR:
                part.append(f"%({token.contents.strip()})s")
            elif token.token_type == TokenType.TEXT:
                part.append(token.contents.replace("%", "%%"))
            continue
        if token.token_type not in (TokenType.BLOCK, TokenType.VAR):
            continue
        for literal in MARKED.findall(token.contents):
            yield literal[1:-1], ""
        bits = list(smart_split(token.contents))
        if token.token_type == TokenType.BLOCK and bits[0] in ("translate", "trans"):
            if bits[1][0] in "\"'":
                yield bits[1][1:-1].replace("%", "%%"), _context(bits)
        elif token.token_type == TokenType.BLOCK and bits[0] in ("blocktranslate", "blocktrans"):
            block = []


def _block(one: list[str], many: list[str] | None, bits: list[str]) -> str | tuple[str, str]:
    tidy = trim_whitespace if "trimmed" in bits else str
    words = tidy("".join(one))
    return words if many is None else (words, tidy("".join(many)))


def _context(bits: list[str]) -> str:
    return bits[bits.index("context") + 1][1:-1] if "context" in bits else ""


def template() -> Catalog:
    """What is said, without a translation. What is said once with a number and once without is one entry."""
    found = Catalog(fuzzy=False)
    for place, words, context in said():
        found.add(words, locations=[(place, 0)], context=context or None)
    return found


def file_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def catalogue(language: str) -> Catalog:
    """The catalogue of a language as it stands in its file."""
    path = file_of(language)
    if not path.exists():
        return Catalog(locale=language, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def brought_up_to_date(language: str) -> Catalog:
    """The catalogue with what is said now; English says what stands in the code."""
    found = catalogue(language)
    found.update(template(), no_fuzzy_matching=True)
    found.obsolete.clear()
    for message in found:
        if message.id and message.fuzzy:  # what was said without a number has a plural now
            message.flags.discard("fuzzy")
            message.string = ("",) * found.num_plurals if message.pluralizable else ""
        if language == "en" and message.id:
            message.string = message.id
    found.fuzzy = False
    return found


def messages(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def written(catalog: Catalog) -> bytes:
    """As a file of gettext, headed by what it must say and nothing else."""
    buffer = io.BytesIO()
    write_po(
        buffer,
        catalog,
        width=100,
        sort_by_file=True,
        ignore_obsolete=True,
        include_lineno=False,
        omit_header=True,
    )
    head = "".join(f'"{line}\\n"\n' for line in _head(catalog).splitlines())
    return f'msgid ""\nmsgstr ""\n{head}\n'.encode() + buffer.getvalue()


def _head(catalog: Catalog) -> str:
    return (
        f"Language: {catalog.locale}\n"
        f"Plural-Forms: {catalog.plural_forms}\n"
        "MIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=utf-8\n"
        "Content-Transfer-Encoding: 8bit\n"
    )


def compiled(catalog: Catalog) -> bytes:
    """As gettext reads it (its manual, "The Format of GNU MO Files"): two tables of lengths and places."""
    entries = {b"": _head(catalog).encode()}
    for message in messages(catalog):
        context = f"{message.context}\4" if message.context else ""
        ids, strings = (
            tuple(text) if message.pluralizable else (text,) for text in (message.id, message.string)
        )
        if all(strings):
            entries[(context + "\0".join(ids)).encode()] = "\0".join(strings).encode()
    keys = sorted(entries)
    start = 7 * 4
    place = start + 16 * len(keys)
    tables: list[bytes] = []
    texts: list[bytes] = []
    for column in (keys, [entries[key] for key in keys]):
        for text in column:
            tables.append(struct.pack("<2I", len(text), place))
            texts.append(text + b"\0")
            place += len(text) + 1
    head = struct.pack("<7I", 0x950412DE, 0, len(keys), start, start + 8 * len(keys), 0, start)
    return head + b"".join(tables) + b"".join(texts)


def main(languages: Sequence[str]) -> None:
    for language in languages:
        catalog = brought_up_to_date(language)
        path = file_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written(catalog))
        path.with_suffix(".mo").write_bytes(compiled(catalog))
        missing = [m for m in messages(catalog) if not all(m.string if m.pluralizable else [m.string])]
        print(f"{language}: {len(messages(catalog))} messages, {len(missing)} without a translation")


if __name__ == "__main__":
    main(sys.argv[1:] or LANGUAGES)
