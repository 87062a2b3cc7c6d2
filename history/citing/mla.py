"""The MLA Handbook, ninth edition: an entry of the list of works cited (ch. 5)."""

from dataclasses import replace

from history.citing import dates, names
from history.citing.record import CslName, Record
from history.citing.runs import Runs, address_run, entry, italic, listed, opened, quoted, roman, tidy
from history.citing.sources import (
    PERIODICAL,
    STANDS_ALONE,
    container_of,
    is_author,
    paged,
    pages_of,
    publisher_of,
)


def cite(record: Record, *, locator: str = "") -> Runs:
    """Author. Title. Container, volume, publisher, date, location (MLA 9, ch. 5, the core elements).

    A missing element is left out, the date too. A body that is its own publisher is named as publisher
    only, and the publisher of a periodical is not named. The day of access closes the entry of an undated
    page. The locator belongs to the citation in the text; where one is given it stands in brackets at the
    end.
    """
    record = replace(record, authors=()) if _publishes_itself(record) else record
    title = tidy(record.title)
    sentences = [
        roman(_authors(record.authors)),
        italic(title) if record.type in STANDS_ALONE else quoted(title),
        opened(listed(_container(record))),
        _accessed(record),
    ]
    return entry(sentences, locator=locator)


def _authors(authors: tuple[CslName, ...]) -> str:
    """One or two names, the first turned round; of more the first, then "et al."."""
    if not authors:
        return ""
    first = names.inverted(authors[0])
    comma = "," if names.is_inverted(authors[0]) else ""
    if len(authors) > 2:
        return f"{first}{comma} et al."
    return f"{comma} and ".join([first, *map(names.natural, authors[1:])])


def _publishes_itself(record: Record) -> bool:
    if len(record.authors) != 1:
        return False
    return any(is_author(body, record) for body in (record.publisher, record.container))


def _container(record: Record) -> list[Runs]:
    container, volume = container_of(record), tidy(record.volume)
    unnamed = bool(container) and record.type in PERIODICAL
    return [
        italic(container),
        roman(volume and f"vol. {volume}"),
        roman("" if unnamed else publisher_of(record)),
        roman(dates.mla(record.issued.edtf) if record.issued else ""),
        roman(paged(pages_of(record))),
        roman(tidy(record.archive)),
        address_run(record.address),
    ]


def _accessed(record: Record) -> Runs:
    if record.accessed is None or record.issued is not None:
        return ()
    return roman(f"Accessed {dates.mla(record.accessed.edtf)}")
