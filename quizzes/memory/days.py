"""Study days: the student's local days, which begin in the small hours and not at midnight.

A study day is written as the proleptic ordinal of its date (`date.toordinal`): 1 January of year 1 is day 1.
Counting study days, not periods of 24 hours, is what the forgetting curve was fitted on.
"""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

ROLLOVER_HOUR = 4
_TICK = timedelta(milliseconds=1)


def to_millisecond(at: datetime) -> datetime:
    """The instant in UTC, cut to whole milliseconds. Raises ValueError for a time without a zone."""
    at = _aware(at).astimezone(UTC)
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


def study_day(at: datetime, *, zone: tzinfo, rollover_hour: int = ROLLOVER_HOUR) -> int:
    """The study day of an instant: the last one that has begun. It never decreases as time goes on.

    Raises ValueError for a time without a zone or an hour outside 0 to 23.
    """
    wall = _aware(at).astimezone(zone).replace(tzinfo=None)
    day = (wall - timedelta(hours=_hour(rollover_hour))).toordinal()
    # Clocks that were set back across the rollover hour show yesterday again; the day goes on all the same.
    while begins(day + 1, zone=zone, rollover_hour=rollover_hour) <= at:
        day += 1
    return day


def begins(day: int, *, zone: tzinfo, rollover_hour: int = ROLLOVER_HOUR) -> datetime:
    """The instant (UTC) at which a study day begins: the first at which local clocks have reached the hour.

    Where the hour comes twice, the first counts; where clocks skip it, the moment of the skip.
    Raises ValueError for an hour outside 0 to 23.
    """
    wall = datetime.combine(date.fromordinal(day), time(_hour(rollover_hour)))
    early, late = sorted(wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if _wall(early, zone) == wall:
        return early
    # The hour was skipped: the two readings lie on either side of the skip, so look for it between them.
    while late - early > _TICK:
        middle = early + (late - early) / 2
        if _wall(middle, zone) < wall:
            early = middle
        else:
            late = middle
    return to_millisecond(late)


def _wall(at: datetime, zone: tzinfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None)


def _aware(at: datetime) -> datetime:
    if at.utcoffset() is None:
        raise ValueError(f"An instant needs a time zone; {at.isoformat()} has none.")
    return at


def _hour(hour: int) -> int:
    if not 0 <= hour <= 23:
        raise ValueError(f"The study day begins at an hour from 0 to 23, not {hour}.")
    return hour
