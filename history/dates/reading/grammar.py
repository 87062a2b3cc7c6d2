"""Which phrase of dates a run of tokens is: a date, a range, a list, an open end, a day in two calendars."""

from __future__ import annotations

from functools import partial

from history.dates.reading.calendars import dual_year, old_style, refused_dual_year, said_style, two_calendars
from history.dates.reading.ends import end_of, trimmed
from history.dates.reading.examples import YEAR_BEFORE, YEAR_OF_OURS
from history.dates.reading.kinds import Kind, Tokens, Unread, kinds
from history.dates.reading.lists import of_several
from history.dates.reading.pieces import date_of
from history.dates.reading.ranges import between_two, open_ended, two_ends, until_now
from history.dates.value import DateError, HistoricalDate
from history.sentences import sentence


def meant(tokens: Tokens, language: str) -> HistoricalDate:
    """The date that a phrase means, in the Gregorian calendar.

    Raises:
        DateError: it is a date that cannot be, or could be two.
        Unread: it is no phrase of a date.
    """
    style, tokens = said_style(trimmed(tokens))
    tokens, dual = dual_year(trimmed(tokens))
    if not tokens:
        raise Unread
    in_pair = Kind.OPEN in kinds(tokens) or Kind.SLASH in kinds(tokens)
    if style == Kind.OLD_STYLE and not in_pair:
        return old_style(tokens, language)
    if dual and style is None and not in_pair:
        raise refused_dual_year(tokens, language)
    return _phrase(tokens, language)


def _phrase(tokens: Tokens, language: str) -> HistoricalDate:
    whole = partial(meant, language=language)
    for phrase in (
        partial(of_several, whole=whole),
        between_two,
        two_calendars,
        _alone,
        until_now,
        open_ended,
        two_ends,
    ):
        try:
            return phrase(tokens, language)
        except Unread:
            continue
    if len({token.word for token in tokens if token.kind == Kind.ERA}) > 1:
        raise DateError(
            sentence("It names two eras: write {before} or {after}.", before=YEAR_BEFORE, after=YEAR_OF_OURS)
        )
    raise Unread


def _alone(tokens: Tokens, language: str) -> HistoricalDate:
    return date_of(end_of(tokens, language, alone=True))
