"""What the styles share in reading a record: which body is named, what is a repetition, what is italic."""

import re

from history.citing.record import Record
from history.citing.runs import same, tidy

STANDS_ALONE = frozenset({"book", "report", "pamphlet", "motion_picture"})
"""Types whose title is italic in Chicago and MLA; the title of everything else stands in quotation marks."""

PERIODICAL = frozenset({"article-journal", "article-newspaper", "article-magazine"})


def container_of(record: Record) -> str:
    """The container, unless it only repeats the title or an author."""
    container = tidy(record.container)
    return "" if same(container, tidy(record.title)) or is_author(container, record) else container


def publisher_of(record: Record) -> str:
    """The publisher, unless the container or an author already says it."""
    publisher = tidy(record.publisher)
    return "" if same(publisher, tidy(record.container)) or is_author(publisher, record) else publisher


def is_author(name: str, record: Record) -> bool:
    return any(same(tidy(name), tidy(author.literal)) for author in record.authors)


def pages_of(record: Record) -> str:
    """A page range with an en dash."""
    return re.sub(r"(?<=\w)\s*-+\s*(?=\w)", "–", tidy(record.pages))


def paged(pages: str) -> str:
    """ "p. 3", "pp. 3–9"; nothing if there are no pages."""
    if not pages:
        return ""
    return f"pp. {pages}" if re.search(r"[–,;]", pages) else f"p. {pages}"
