"""APA, seventh edition: an entry of the reference list.

Titles keep the capitals of the source: sentence case cannot be made without knowing every proper name. The
bracketed English translation that 9.38 asks for, and the description of form of 9.21, are left out, as both
would be invented.
"""

from dataclasses import replace

from history.citing import dates, names
from history.citing.record import CslName, Record
from history.citing.runs import Run, Runs, address_run, entry, italic, listed, roman, tidy
from history.citing.sources import PERIODICAL, container_of, paged, pages_of, publisher_of

_YEAR_ONLY = frozenset({"article-journal", "book", "chapter"})
_NEVER_ITS_PUBLISHERS_WORK = frozenset({"book", "chapter"})


def cite(record: Record, *, locator: str = "") -> Runs:
    """Author, date, title, source (APA 7, 9.4): without author the title first (9.12), undated "n.d." (9.17).

    A body that publishes its own page without naming an author is the author, and is not repeated as
    publisher (9.11, 9.24, 9.29). A treaty follows the legal form (11.9). No full stop after an address
    (9.35). The reference list has no locators; where one is given it stands in brackets at the end.
    """
    bare = not record.address.strip()
    if record.type == "treaty" and not record.authors:
        return entry([_treaty(record)], locator=locator, stop_at_end=bare)
    record = _with_group_author(record)
    head = [roman(_authors(record.authors)), _date(record), _title(record)]
    if not record.authors:
        head = [_title(record), _date(record)]
    source = [*_source(record), roman(tidy(record.archive)), _address(record)]
    return entry([*head, *source], locator=locator, stop_at_end=bare)


def _authors(authors: tuple[CslName, ...]) -> str:
    """APA 7, 9.8: all up to twenty; of more, the first nineteen, an ellipsis and the last."""
    written = [names.with_initials(author) for author in authors]
    if len(written) > 20:
        return ", ".join(written[:19]) + f", . . . {written[-1]}"
    return ", & ".join(filter(None, (", ".join(written[:-1]), *written[-1:])))


def _with_group_author(record: Record) -> Record:
    its_own = record.type not in _NEVER_ITS_PUBLISHERS_WORK and not container_of(record)
    if record.authors or not its_own or not record.publisher.strip():
        return record
    return replace(record, authors=(CslName(literal=record.publisher),))


def _date(record: Record) -> Runs:
    if record.issued is None:
        return roman("(n.d.)")
    return roman(f"({dates.apa(record.issued.edtf, year_only=record.type in _YEAR_ONLY)})")


def _title(record: Record) -> Runs:
    """Italic for a work that stands alone, roman for a part (APA 7, 9.19); its volume in brackets."""
    title = tidy(record.title)
    if container_of(record):
        return roman(title)
    return (*italic(title), *_details(record))


def _source(record: Record) -> list[Runs]:
    """Periodical, volume, pages (APA 7, 9.25); the book of a chapter (9.28); site or publisher (9.29-33)."""
    container, publisher = container_of(record), roman(publisher_of(record))
    if container and record.type in PERIODICAL:
        return [listed([italic(container), italic(tidy(record.volume)), roman(pages_of(record))])]
    if container and record.type == "chapter":
        return [(Run("In "), *italic(container), *_details(record)), publisher]
    return [(*roman(container), *(_details(record) if container else ())), publisher]


def _details(record: Record) -> Runs:
    volume = tidy(record.volume)
    details = ", ".join(filter(None, (volume and f"Vol. {volume}", paged(pages_of(record)))))
    return roman(details and f" ({details})")


def _address(record: Record) -> Runs:
    """A retrieval date only for an undated page (APA 7, 9.16)."""
    address = address_run(record.address)
    if not address or record.issued is not None or record.accessed is None:
        return address
    when = dates.chicago(record.accessed.edtf)
    return (Run(f"Retrieved {when}, from "), *address)


def _treaty(record: Record) -> Runs:
    """Name, date of signing, place in a treaty series, address (APA 7, 11.9): nothing italic.

    The publisher is named only where neither series nor address says where the text stands.
    """
    series = " ".join(filter(None, (tidy(record.volume), container_of(record), pages_of(record))))
    address = address_run(record.address)
    signed = dates.chicago(record.issued.edtf) if record.issued else ""
    publisher = "" if series or address else tidy(record.publisher)
    elements = [tidy(record.title), signed, series, publisher, tidy(record.archive)]
    return listed([*map(roman, elements), address])
