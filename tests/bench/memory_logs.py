"""Review logs in csv, whatever kept them: columns by name or place, times and ratings in any usual form.

Every fault that makes a file unreadable is one sentence, raised as `Unreadable`; lines that say nothing (no
rating, a manual change) are left out and counted.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from quizzes.memory import days

NAMES = {
    "card": "card cardid cid item itemid word wordid note noteid nid question fact prompt front key",
    "time": "reviewtime reviewedat reviewdatetime reviewdate reviewts answeredat timestamp datetime "
    "createdat time date ts at when epoch lastreview day dayoffset studyday",
    "rating": "rating reviewrating ease grade button buttonchosen answer result correct right score quality "
    "outcome y recalled passed response",
    "duration": "duration reviewduration milliseconds ms taken elapsedms durationms timetaken responsetime "
    "seconds",
    "elapsed": "elapseddays deltat elapsed interval days",
}
ANKI = {"id": "time", "cid": "card", "ease": "rating", "time": "duration"}
PLACES = ("card", "time", "rating", "duration")
WORDS = {
    **dict.fromkeys("again wrong false no fail failed incorrect forgot forgotten f n".split(), 1),
    **dict.fromkeys("hard difficult".split(), 2),
    **dict.fromkeys("good right true yes pass passed correct remembered t y ok".split(), 3),
    **dict.fromkeys("easy perfect".split(), 4),
}
EARLIEST, LATEST = datetime(1970, 1, 2, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


class Unreadable(ValueError):
    """A file that is no review log; its text is the sentence to show."""


@dataclass(frozen=True, slots=True)
class Line:
    """One answer. at: None in a log that has only days; grade: 1 to 4, or 0 where only right or wrong.

    chance (g) and slip (s) are known of made-up students alone: see `evidence.known`.
    """

    card: int
    study_day: int
    at: datetime | None
    right: bool
    grade: int
    chance: float = 0.0
    slip: float = 0.0


@dataclass(frozen=True, slots=True)
class Log:
    """The answers in the order of time. notes: sentences on what was taken for granted and left out."""

    lines: tuple[Line, ...]
    notes: tuple[str, ...]


def read(path: Path, *, zone: str | None = None, rollover_hour: int = days.ROLLOVER_HOUR) -> Log:
    """Read a log. zone: an IANA name or an offset such as +08:00; None takes it from the quiet hours.

    Raises Unreadable.
    """
    if zone is not None:
        _zone(zone)
    try:
        text = path.read_bytes().decode("utf-8-sig", errors="replace")
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror or error}.") from None
    if "\0" in text:
        raise Unreadable(f"{path} is not a text file: export the log as csv (UTF-8) first.")
    rows = _rows(text, path)
    places, rows = _columns(rows, path)
    notes: list[str] = []
    ratings = _ratings([_cell(row, places["rating"]) for row in rows], notes)
    kept = [index for index, grade in enumerate(ratings) if grade is not None]
    if not kept:
        raise Unreadable(f"{path} has no answers: no line has a rating from 1 to 4, or 0 and 1.")
    rows, grades = [rows[index] for index in kept], [ratings[index] or 0 for index in kept]

    if "time" in places:
        rows, grades, times = _timed(rows, grades, places["time"], notes)
        instants, numbers = _times(times)
    else:
        instants, numbers = None, _running(rows, places, notes)
    if instants is not None:
        place = _place(instants, zone, rollover_hour, notes)
        numbers = [_day(at, place, rollover_hour) for at in instants]
    cards: dict[str, int] = {}
    lines = [
        Line(
            card=cards.setdefault(_cell(row, places["card"]) or "", len(cards)),
            study_day=number,
            at=instants[index] if instants else None,
            right=grade != 1,
            grade=grade,
        )
        for index, (row, number, grade) in enumerate(zip(rows, numbers, grades, strict=True))
    ]
    lines.sort(key=lambda line: (line.study_day, line.at or EARLIEST))
    return Log(tuple(lines), tuple(notes))


def _rows(text: str, path: Path) -> list[list[str]]:
    try:
        first = "\n".join(text.splitlines()[:20])
        separator = max(",;\t|", key=first.count)
        csv.field_size_limit(1_000_000)
        rows = [row for row in csv.reader(StringIO(text), delimiter=separator) if any(map(str.strip, row))]
    except csv.Error as error:
        raise Unreadable(f"{path} is not csv: {error}.") from None
    if not rows:
        raise Unreadable(f"{path} is empty: a log has a line for each answer, with card, time and rating.")
    return rows


def _columns(rows: list[list[str]], path: Path) -> tuple[dict[str, int], list[list[str]]]:
    """Where each column stands, and the lines below the header."""
    head = ["".join(sign for sign in cell.lower() if sign.isalnum()) for cell in rows[0]]
    if len(head) < 3:
        raise Unreadable(f"{path} has too few columns ({len(head)}); card, time and rating are needed.")
    if _number(rows[0][1]) is not None or _moment(rows[0][1]):  # no header: columns by their places
        return dict(zip(PLACES, range(len(head)), strict=False)), rows
    if {"id", "cid", "ease"} <= set(head):
        return {ANKI[name]: place for place, name in enumerate(head) if name in ANKI}, rows[1:]
    places: dict[str, int] = {}
    for name, others in NAMES.items():
        for other in others.split():
            if other in head:
                places[name] = head.index(other)
                break
    missing = {"card", "rating"} - set(places)
    if missing or not {"time", "elapsed"} & set(places):
        lacking = sorted(missing) or ["time"]
        raise Unreadable(
            f"{path} has no column for the {' and the '.join(lacking)}; "
            f"its header is: {', '.join(rows[0][:12])[:200]}."
        )
    return places, rows[1:]


def _cell(row: list[str], place: int) -> str | None:
    return row[place].strip() if place < len(row) else None


def _number(cell: str | None) -> float | None:
    try:
        value = float(cell or "")
    except ValueError:
        return None
    return value if abs(value) < 1e300 else None


def _ratings(cells: Sequence[str | None], notes: list[str]) -> list[int | None]:
    """Grades from 1 to 4, None where a line says nothing; 0 and 1 are wrong and right, 0 to 5 as in SM-2."""
    numbers = [_number(cell) for cell in cells]
    words = [WORDS.get((cell or "").lower()) for cell in cells]
    values = Counter(number for number in numbers if number is not None)
    if set(values) == {1}:
        raise Unreadable(
            "Every rating is 1: that is Again of 1 to 4, or right of 0 and 1, and nothing tells which."
        )
    if values and set(values) <= {0, 1}:
        grade: Callable[[float], int | None] = lambda value: 3 if value else 1  # noqa: E731
        notes.append("Ratings are 0 and 1: wrong and right.")
    elif 5 in values:
        grade = lambda value: {0: 1, 1: 1, 2: 1, 3: 2, 4: 3, 5: 4}.get(int(value))  # noqa: E731
        notes.append("Ratings go from 0 to 5, as in SM-2: below 3 is Again, 3 Hard, 4 Good and 5 Easy.")
    else:
        grade = lambda value: int(value) if value in (1, 2, 3, 4) else None  # noqa: E731
    grades = [
        grade(number) if number is not None else word for number, word in zip(numbers, words, strict=True)
    ]
    left = sum(1 for value in grades if value is None)
    if left:
        notes.append(f"{left} lines have no rating from 1 to 4 and were left out.")
    return grades


def _moment(cell: str | None) -> datetime | None:
    text = re.sub(r"\s+(?=[+-]\d\d:?\d\d$)", "", (cell or "").strip().replace("/", "-").removesuffix(" UTC"))
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _timed(
    rows: list[list[str]], grades: list[int], place: int, notes: list[str]
) -> tuple[list[list[str]], list[int], list[float] | list[datetime]]:
    """The lines with a time, and their times: all numbers, or all dates."""
    cells = [_cell(row, place) for row in rows]
    numbers = [_number(cell) for cell in cells]
    counted = sum(number is not None for number in numbers) * 2 > len(numbers)
    times = numbers if counted else [_moment(cell) for cell in cells]
    lost = [cell for cell, time in zip(cells, times, strict=True) if time is None]
    if len(lost) * 10 > len(cells):
        raise Unreadable(
            f"{len(lost)} of {len(cells)} times, such as {str(lost[0])[:40]!r}, are no numbers of seconds or "
            "milliseconds since 1970 and no dates such as 2024-05-31T18:00:00Z."
        )
    if lost:
        notes.append(f"{len(lost)} lines have no time that can be read, such as {str(lost[0])[:40]!r}.")
    kept = [index for index, time in enumerate(times) if time is not None]
    return (
        [rows[index] for index in kept],
        [grades[index] for index in kept],
        [times[index] for index in kept],  # type: ignore[misc,return-value]
    )


def _times(times: list[float] | list[datetime]) -> tuple[list[datetime] | None, list[int]]:
    """Instants, or whole numbers of days where the column has no more than that.

    A time without a zone stays as it is (naive): it is local time already.
    """
    values = [time for time in times if not isinstance(time, datetime)]
    instants = [time for time in times if isinstance(time, datetime)]
    if values:
        largest = max(values)
        if largest < 1e7:
            return None, [int(value // 1) + 1 for value in values]
        unit = 1.0
        while largest / unit >= 1e11:  # milliseconds, microseconds, nanoseconds
            unit *= 1000
        try:
            instants = [datetime.fromtimestamp(value / unit, tz=UTC) for value in values]
        except (OverflowError, OSError, ValueError):
            raise Unreadable(
                "The times are numbers, but no seconds since 1970 that a calendar has."
            ) from None
    if len({instant.tzinfo is None for instant in instants}) == 2:
        raise Unreadable("Some times have a zone and some have none: give all of them one.")
    instants = [instant if instant.tzinfo is None else instant.astimezone(UTC) for instant in instants]
    for instant in instants:
        if not EARLIEST <= instant.replace(tzinfo=UTC) <= LATEST:
            raise Unreadable(f"The time {instant.isoformat()} lies outside 1970 to 2200.")
    return instants, []


def _running(rows: list[list[str]], places: dict[str, int], notes: list[str]) -> list[int]:
    """Study days from the days that elapsed on each card, where a log has no times."""
    notes.append("There are no times: each card's days are added up, and lines are taken to stand in order.")
    days_of: dict[str | None, int] = {}
    numbers = []
    for row in rows:
        card, elapsed = _cell(row, places["card"]), _number(_cell(row, places["elapsed"]))
        days_of[card] = days_of.get(card, 1) + int(min(max(elapsed or 0, 0), 100_000))
        numbers.append(days_of[card])
    return numbers


def _zone(name: str) -> tzinfo:
    try:
        offset = datetime.strptime(name.replace("UTC", "") or "+00:00", "%z").utcoffset()
        return timezone(offset or timedelta())
    except ValueError:
        pass
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Unreadable(f"There is no zone {name!r}: write a name such as Asia/Seoul or +09:00.") from None


def _place(instants: Sequence[datetime], zone: str | None, rollover_hour: int, notes: list[str]) -> tzinfo:
    day = f"study days begin at {rollover_hour}:00"
    if zone is not None:
        notes.append(f"In zone {zone}, {day}.")
        return _zone(zone)
    if instants[0].tzinfo is None:
        notes.append(f"Times have no zone and are taken as local; {day}.")
        return UTC
    hours = Counter(instant.hour for instant in instants)

    def bustle(hour: int) -> float:
        """How much was answered about an hour, the near hours weighing most."""
        away = {other: min((other + 0.5 - hour) % 24, (hour - other - 0.5) % 24) for other in hours}
        return sum(count / away[other] ** 2 for other, count in hours.items())

    offset = (rollover_hour - min(range(24), key=bustle) + 11) % 24 - 11
    notes.append(f"No zone was given: by the quiet hours of the log, UTC{offset:+d} was taken; {day} there.")
    return timezone(timedelta(hours=offset))


def _day(at: datetime, place: tzinfo, rollover_hour: int) -> int:
    aware = at.replace(tzinfo=place) if at.tzinfo is None else at
    return days.study_day(aware, zone=place, rollover_hour=rollover_hour)
