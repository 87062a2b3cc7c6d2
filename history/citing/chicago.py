"""The Chicago Manual of Style, eighteenth edition, notes and bibliography (ch. 13).

Since the eighteenth edition a place of publication is no longer given, and a chapter's pages only in the
note.
"""

import re

from history.citing import dates, names
from history.citing.record import CslName, Record
from history.citing.runs import (
    Run,
    Runs,
    address_run,
    entry,
    italic,
    listed,
    marked,
    merged,
    opened,
    quoted,
    roman,
    tidy,
)
from history.citing.sources import (
    PERIODICAL,
    STANDS_ALONE,
    container_of,
    paged,
    pages_of,
    publisher_of,
)

_YEAR_ONLY = frozenset({"article-journal", "book", "chapter"})


def cite(record: Record, *, locator: str = "") -> Runs:
    """A full bibliography entry (CMOS 18, ch. 13): author, title, facts of publication, address.

    No author, the title comes first; no date, "n.d.", or the day of access if that is known. A locator
    belongs to the note; where one is given here it stands in brackets at the end.
    """
    sentences = [
        roman(_authors(record.authors)),
        _title(record),
        *map(opened, _facts(record)),
        roman(tidy(record.archive)),
        opened(roman(_accessed(record))),
        address_run(record.address),
    ]
    return entry(sentences, locator=locator)


def note(record: Record, *, locator: str = "") -> Runs:
    """A full footnote (CMOS 18, ch. 13): names as spoken, commas, book facts in brackets, then the locator.

    The pages of a book or journal are given by number alone; any other locator ("para. 3") as it stands.
    """
    place = tidy(locator).rstrip(".").strip()
    container, pages = container_of(record), re.sub(r"^pp?\.\s*(?=\d)", "", place) or pages_of(record)
    named = [roman(_note_authors(record.authors)), _title(record)]
    if record.type in STANDS_ALONE:
        elements = [(*listed(named), *_bracketed([*_series(record), *_published(record)])), roman(pages)]
    elif record.type == "chapter" and container:
        book = (Run("in "), *italic(container))
        facts = _bracketed([_volume(record), *_published(record)])
        elements = [(*listed([*named, book]), *facts), roman(pages)]
    elif record.type == "article-journal" and container:
        elements = [*named, (*_journal(record), *roman(pages and f": {pages}"))]
    else:
        elements = [*named, *_loose(record), roman(place or _loose_pages(record))]
    rest = [roman(tidy(record.archive)), roman(_accessed(record)), address_run(record.address)]
    return merged(marked(listed([*elements, *rest]), "."))


def _authors(authors: tuple[CslName, ...]) -> str:
    """Only the first name is turned round; of more than six the first three stand, then "et al."."""
    if not authors:
        return ""
    first, *others = [names.inverted(authors[0]), *map(names.natural, authors[1:])]
    if len(authors) > 6:
        return ", ".join([first, *others[:2]]) + ", et al."
    return _and([first, *others], comma=names.is_inverted(authors[0]))


def _note_authors(authors: tuple[CslName, ...]) -> str:
    """One or two names; of more the first, then "et al."."""
    written = [names.natural(author) for author in authors]
    return f"{written[0]} et al." if len(written) > 2 else _and(written, comma=False)


def _and(written: list[str], *, comma: bool) -> str:
    if len(written) < 2:
        return "".join(written)
    serial = "," if comma or len(written) > 2 else ""
    return f"{', '.join(written[:-1])}{serial} and {written[-1]}"


def _title(record: Record) -> Runs:
    title = tidy(record.title)
    return italic(title) if record.type in STANDS_ALONE else quoted(title)


def _facts(record: Record) -> list[Runs]:
    """The sentences between title and address."""
    container, pages = container_of(record), pages_of(record)
    if record.type in STANDS_ALONE:
        return [listed([_volume(record)]), listed([*_series(record)[1:], *_published(record)])]
    if record.type == "chapter" and container:
        return [listed([(Run("In "), *italic(container)), _volume(record)]), listed(_published(record))]
    if record.type == "article-journal" and container:
        return [(*_journal(record), *roman(pages and f": {pages}"))]
    return [listed([*_loose(record), roman(_loose_pages(record))])]


def _journal(record: Record) -> Runs:
    """Journal 12 (1994)."""
    volume = tidy(record.volume)
    return (*italic(container_of(record)), *roman(f"{volume and f' {volume}'} ({_date(record) or 'n.d.'})"))


def _loose(record: Record) -> list[Runs]:
    """Newspaper, site, treaty series: where it stands and when, with commas; a treaty's date first."""
    container, volume = container_of(record), tidy(record.volume)
    where = (*italic(container), *roman(volume and f" {volume}")) if container else _volume(record)
    publisher = "" if container and record.type in PERIODICAL | {"treaty"} else publisher_of(record)
    if record.type == "treaty":
        return [roman(_date(record)), where, roman(publisher)]
    undated = "" if _accessed(record) else "n.d."
    return [where, roman(publisher), roman(_date(record) or undated)]


def _loose_pages(record: Record) -> str:
    return paged(pages_of(record))


def _series(record: Record) -> list[Runs]:
    return [_volume(record), roman(container_of(record))]


def _published(record: Record) -> list[Runs]:
    return [roman(publisher_of(record)), roman(_date(record) or "n.d.")]


def _bracketed(facts: list[Runs]) -> Runs:
    return (Run(" ("), *listed(facts), Run(")"))


def _volume(record: Record) -> Runs:
    return roman(record.volume and f"vol. {tidy(record.volume)}")


def _date(record: Record) -> str:
    if record.issued is None:
        return ""
    return dates.chicago(record.issued.edtf, year_only=record.type in _YEAR_ONLY)


def _accessed(record: Record) -> str:
    """A day of access stands in only for a missing date."""
    if record.accessed is None or record.issued is not None:
        return ""
    return f"accessed {dates.chicago(record.accessed.edtf)}"
