"""The sources of a page, formatted and numbered once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from history import evidence, facts
from history.citing import cite
from history.models import Citation
from history.translating import told

from .parts import FACET_WORDS, Cited, Entry, Named, Side

NOBODY_CALLED: Mapping[int, str] = {}


def entries_of(
    citations: Sequence[Citation],
    value: facts.Fact | None,
    style: str,
    called: Mapping[int, str] = NOBODY_CALLED,
) -> dict[tuple, Entry]:
    """The sources, numbered once, also where the fact and several positions cite the same passage.

    A citation without a passage adds nothing to one of the same source that names it. `called` is what the
    reader calls speakers, by row number, where that is not their name.
    """
    entries: dict[tuple, Entry] = {}
    for citation in sorted(
        citations, key=lambda each: (each.position_id or 0, not any(_passage(each)[2]), each.pk)
    ):
        if found(citation, entries) is None:
            entry = _entry(citation, value, style, number=len(entries) + 1, called=called)
            entries[_passage(citation)] = entry
    return entries


def _passage(citation: Citation) -> tuple:
    return citation.source_id, citation.stance, (citation.locator, citation.quotation)


def found(citation: Citation, entries: dict[tuple, Entry]) -> Entry | None:
    """The entry that prints this citation."""
    source, stance, where = _passage(citation)
    if any(where):
        return entries.get((source, stance, where))
    return next((entry for key, entry in entries.items() if key[:2] == (source, stance)), None)


def _entry(
    citation: Citation, value: facts.Fact | None, style: str, *, number: int, called: Mapping[int, str]
) -> Entry:
    source, speaker = citation.source, citation.speaker
    frozen = source.frozen()
    return Entry(
        number=number,
        source=source.pk,
        runs=cite(source.record(), style=style),
        kind=told(
            evidence.kind_in_words(frozen, value)
            if value
            else evidence.KIND_WORDS[facts.SourceKind(frozen.kind)]
        ),
        locator=citation.locator,
        quotation=citation.quotation,
        stance=citation.stance,
        speaker=called.get(speaker.pk, speaker.name) if speaker else "",
        voice=source.publisher or source.container or source.title,
        language=source.language,
    )


def side(
    position: facts.Position,
    holders: Iterable[Named],
    own: Sequence[Citation],
    entries: dict[tuple, Entry],
) -> Side:
    """A position with those who hold it and the entries that its own citations point to."""
    cited = {
        entry.number: Cited(
            number=entry.number, voice=entry.voice, disputes=entry.stance == facts.Stance.DISPUTES
        )
        for entry in (found(citation, entries) for citation in own)
        if entry
    }
    return Side(
        holds=position.holds or position.value,
        held_by=tuple(holders),
        about=told(FACET_WORDS.get(position.facet, position.facet)),
        sources=tuple(cited.values()),
    )
