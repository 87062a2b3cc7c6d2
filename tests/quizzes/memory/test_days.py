"""Study days in every zone: they never run backwards, and each begins when its zone's clocks say so."""

import os
import time
from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.memory.days import begins, study_day, to_millisecond

ZONES = sorted(available_timezones() - {"localtime"})
FIRST, LAST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2030, 12, 31, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
HOURS = (-25, -4, -2, -1, -0.5, 0, 0.5, 1, 2, 4, 25)


def _transitions(zone: ZoneInfo) -> list[datetime]:
    """Each instant between FIRST and LAST at which the zone's offset changes."""
    found = []
    early, before = FIRST, FIRST.astimezone(zone).utcoffset()
    while early < LAST:
        late = early + timedelta(days=7)
        after = late.astimezone(zone).utcoffset()
        if before != after:
            low, high = early, late
            while high - low > timedelta(seconds=1):
                middle = (low + (high - low) / 2).replace(microsecond=0)
                same = middle.astimezone(zone).utcoffset() == before
                low, high = (middle, high) if same else (low, middle)
            found.append(high)
        early, before = late, after
    return found


def _kinds_of_zone() -> list[tuple[ZoneInfo, list[datetime]]]:
    """One zone of each set that kept the same time, with its transitions."""
    kinds = {}
    for name in ZONES:
        zone = ZoneInfo(name)
        changes = _transitions(zone)
        offsets = [at.astimezone(zone).utcoffset() for at in (FIRST, *changes)]
        kinds[tuple(changes), tuple(offsets)] = (zone, changes)
    return list(kinds.values())


def test_a_study_day_never_runs_backwards_in_any_zone() -> None:
    for zone, changes in _kinds_of_zone():
        for change in changes:
            around = [change + timedelta(hours=hours) for hours in HOURS]
            instants = sorted([*around, change - MILLISECOND])
            for hour in (0, 2, 4):
                days = [study_day(at, zone=zone, rollover_hour=hour) for at in instants]
                assert days == sorted(days), (zone, change, hour)
                starts = [begins(day, zone=zone, rollover_hour=hour) for day in range(days[0], days[-1] + 2)]
                assert starts == sorted(starts), (zone, change, hour)
                expected = [days[0] + bisect_right(starts, at) - 1 for at in instants]
                assert days == expected, (zone, change, hour)


@settings(deadline=None)
@given(
    seconds=st.integers(0, 1_600_000_000),
    name=st.sampled_from(ZONES),
    hour=st.integers(0, 23),
)
def test_an_instant_lies_in_its_study_day(seconds: int, name: str, hour: int) -> None:
    zone, at = ZoneInfo(name), datetime(1990, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    day = study_day(at, zone=zone, rollover_hour=hour)
    assert begins(day, zone=zone, rollover_hour=hour) <= at < begins(day + 1, zone=zone, rollover_hour=hour)


@settings(deadline=None)
@given(day=st.integers(730_000, 742_000), name=st.sampled_from(ZONES))
def test_the_first_instant_of_a_day_is_in_it_and_the_one_before_is_not(day: int, name: str) -> None:
    zone = ZoneInfo(name)
    start = begins(day, zone=zone)
    assert study_day(start, zone=zone) == day
    assert study_day(start - MILLISECOND, zone=zone) == day - 1


def _at(text: str, zone: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def test_an_ordinary_night_in_seoul() -> None:
    seoul = ZoneInfo("Asia/Seoul")
    sunday = date(2018, 9, 16).toordinal()
    assert study_day(_at("2018-09-17T03:59:59.999", "Asia/Seoul"), zone=seoul) == sunday
    assert study_day(_at("2018-09-17T04:00:00", "Asia/Seoul"), zone=seoul) == sunday + 1
    assert begins(sunday, zone=seoul) == datetime(2018, 9, 15, 19, tzinfo=UTC)


def test_leap_day_is_a_day_like_any_other() -> None:
    day = study_day(datetime(2024, 2, 29, 12, tzinfo=UTC), zone=UTC)
    assert date.fromordinal(day) == date(2024, 2, 29)
    assert study_day(datetime(2024, 3, 1, 12, tzinfo=UTC), zone=UTC) == day + 1


def test_days_of_23_and_25_hours_count_as_one() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    spring, autumn = date(2025, 3, 29).toordinal(), date(2025, 10, 25).toordinal()
    assert begins(spring + 1, zone=berlin) - begins(spring, zone=berlin) == timedelta(hours=23)
    assert begins(autumn + 1, zone=berlin) - begins(autumn, zone=berlin) == timedelta(hours=25)


def test_an_hour_that_is_skipped_begins_the_day_with_the_skip() -> None:
    # Clocks in New York went from 02:00 EST straight to 03:00 EDT, which is 07:00 UTC.
    start = begins(date(2025, 3, 9).toordinal(), zone=ZoneInfo("America/New_York"), rollover_hour=2)
    assert start == datetime(2025, 3, 9, 7, tzinfo=UTC)
    # Havana skips midnight itself.
    start = begins(date(2025, 3, 9).toordinal(), zone=ZoneInfo("America/Havana"), rollover_hour=0)
    assert start == datetime(2025, 3, 9, 5, tzinfo=UTC)


def test_an_hour_that_comes_twice_begins_the_day_once() -> None:
    new_york = ZoneInfo("America/New_York")
    day = date(2025, 11, 2).toordinal()
    assert begins(day, zone=new_york, rollover_hour=1) == datetime(2025, 11, 2, 5, tzinfo=UTC)
    again = datetime(2025, 11, 2, 1, 0, tzinfo=new_york, fold=1)
    assert study_day(again, zone=new_york, rollover_hour=1) == day


def test_clocks_set_back_across_the_rollover_hour_do_not_bring_yesterday_back() -> None:
    # At 00:01 on 7 November 2010 clocks in St. John's were set back to 23:01 of the day before.
    zone = ZoneInfo("America/St_Johns")
    sunday = date(2010, 11, 7).toordinal()
    change = datetime(2010, 11, 7, 2, 31, tzinfo=UTC)
    assert change.astimezone(zone).date() == date(2010, 11, 6)
    days = [
        study_day(change + timedelta(minutes=minutes), zone=zone, rollover_hour=0)
        for minutes in (-2, -1, 0, 58, 59, 60)
    ]
    assert days == [sunday - 1, *[sunday] * 5]


def test_a_date_that_never_was_still_has_its_number() -> None:
    # Samoa went from 29 December 2011 straight to the 31st.
    apia = ZoneInfo("Pacific/Apia")
    skipped = date(2011, 12, 30).toordinal()
    midnight = datetime(2011, 12, 30, 10, tzinfo=UTC)
    assert begins(skipped, zone=apia) == midnight
    assert begins(skipped + 1, zone=apia) == midnight + timedelta(hours=4)
    assert begins(skipped, zone=apia, rollover_hour=0) == begins(skipped + 1, zone=apia, rollover_hour=0)
    assert study_day(midnight, zone=apia, rollover_hour=0) == skipped + 1


def test_the_zone_of_the_process_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    at, zone = datetime(2025, 7, 1, 18, 30, tzinfo=UTC), ZoneInfo("Asia/Seoul")
    days = set()
    for process_zone in ("UTC", "Pacific/Kiritimati", "America/Los_Angeles"):
        monkeypatch.setitem(os.environ, "TZ", process_zone)
        time.tzset()
        days.add((study_day(at, zone=zone), begins(739_000, zone=zone)))
    monkeypatch.undo()
    time.tzset()
    assert len(days) == 1


def test_any_aware_reading_of_an_instant_will_do() -> None:
    at = datetime(2025, 7, 1, 18, 30, tzinfo=UTC)
    elsewhere = at.astimezone(timezone(timedelta(hours=-7)))
    seoul = ZoneInfo("Asia/Seoul")
    assert study_day(at, zone=seoul) == study_day(elsewhere, zone=seoul)
    assert to_millisecond(elsewhere) == at


def test_milliseconds_are_cut_not_rounded() -> None:
    at = datetime(2025, 7, 1, 23, 59, 59, 999_999, tzinfo=UTC)
    assert to_millisecond(at).microsecond == 999_000


def test_a_time_without_a_zone_is_refused() -> None:
    for function in (to_millisecond, lambda at: study_day(at, zone=UTC)):
        with pytest.raises(ValueError, match="needs a time zone"):
            function(datetime(2025, 7, 1))  # noqa: DTZ001 - the naive time is the point


@pytest.mark.parametrize("hour", [-1, 24])
def test_an_hour_no_clock_shows_is_refused(hour: int) -> None:
    with pytest.raises(ValueError, match="from 0 to 23"):
        begins(739_000, zone=UTC, rollover_hour=hour)
