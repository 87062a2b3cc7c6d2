"""Review logs of any usual make are read alike, and what cannot be read is refused in one sentence."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.bench import memory
from tests.bench.memory_logs import Unreadable, read

# card, an instant, grade: three days of evenings in Seoul, the last answer after midnight
ANSWERS = [
    ("a", datetime(2024, 5, 1, 10, tzinfo=UTC), 3),
    ("b", datetime(2024, 5, 1, 11, tzinfo=UTC), 1),
    ("b", datetime(2024, 5, 1, 12, tzinfo=UTC), 3),
    ("a", datetime(2024, 5, 2, 10, tzinfo=UTC), 1),
    ("b", datetime(2024, 5, 3, 16, 30, tzinfo=UTC), 4),
]
SEOUL = ZoneInfo("Asia/Seoul")


def _milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)


LOGS = {
    "by name": "card_id,review_time,review_rating,review_state,review_duration\n"
    + "".join(f"{card},{_milliseconds(at)},{grade},2,\n" for card, at, grade in ANSWERS),
    "by place": "".join(f"{card},{at.timestamp()},{grade},1200\n" for card, at, grade in ANSWERS),
    "in seconds": "card,time,rating,duration\n"
    + "".join(f"{card},{at.timestamp():.0f},{grade},3\n" for card, at, grade in ANSWERS),
    "in ISO times": "Rating;Card;Timestamp\n"
    + "".join(f"{grade};{card};{at.isoformat()}\n" for card, at, grade in ANSWERS),
    "in local times": "item\tanswered at\tgrade\n"
    + "".join(f"{card}\t{at.astimezone(SEOUL):%Y/%m/%d %H:%M:%S}\t{grade}\n" for card, at, grade in ANSWERS),
    "in words": "card,date,ease\n"
    + "".join(
        f"{card},{at:%Y-%m-%d %H:%M:%S} +0000,{['Again', 'Hard', 'Good', 'Easy'][grade - 1]}\n"
        for card, at, grade in ANSWERS
    ),
    "of Anki": "id,cid,usn,ease,ivl,lastIvl,factor,time,type\n"
    + "".join(f"{_milliseconds(at)},{card},-1,{grade},1,1,2500,4000,1\n" for card, at, grade in ANSWERS),
    "backwards and with a mark": "\ufeff"
    + "card,time,rating\r\n"
    + "".join(f'"{card}",{_milliseconds(at)},{grade}\r\n' for card, at, grade in reversed(ANSWERS))
    + "\r\n",
}


def _write(directory: Path, text: str) -> Path:
    path = directory / "log.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("make", LOGS)
def test_a_log_is_read_whatever_kept_it(make: str, tmp_path: Path) -> None:
    lines = read(_write(tmp_path, LOGS[make]), zone="Asia/Seoul").lines
    days = [line.study_day - lines[0].study_day for line in lines]
    assert days == [0, 0, 0, 1, 2]
    assert [line.grade for line in lines] == [3, 1, 3, 1, 4]
    assert [line.right for line in lines] == [True, False, True, False, True]
    first, second = lines[0].card, lines[1].card
    assert [line.card for line in lines] == [first, second, second, first, second]


@pytest.mark.parametrize(("yes", "no"), [("1", "0"), ("1.0", "0.0"), ("true", "false"), ("right", "wrong")])
def test_right_and_wrong_are_grades_enough(yes: str, no: str, tmp_path: Path) -> None:
    text = "card,time,correct\n" + f"a,1714557600,{yes}\nb,1714557601,{no}\n"
    assert [line.grade for line in read(_write(tmp_path, text)).lines] == [3, 1]


def test_responses_of_sm2_are_grades(tmp_path: Path) -> None:
    text = "card,time,quality\n" + "".join(f"a,{1714557600 + index},{index}\n" for index in range(6))
    assert [line.grade for line in read(_write(tmp_path, text)).lines] == [1, 1, 1, 2, 3, 4]


def test_days_alone_will_do(tmp_path: Path) -> None:
    elapsed = "card_id,elapsed_days,rating\n1,-1,3\n2,-1,3\n1,3,1\n2,5,3\n1,0,3\n"
    lines = read(_write(tmp_path, elapsed)).lines
    assert [(line.card, line.study_day) for line in lines] == [(0, 1), (1, 1), (0, 4), (0, 4), (1, 6)]
    offsets = "card_id,day_offset,rating\n1,0,3\n2,0,3\n1,3,1\n"
    assert [line.study_day for line in read(_write(tmp_path, offsets)).lines] == [1, 1, 4]


def test_lines_that_say_nothing_are_left_out_and_counted(tmp_path: Path) -> None:
    text = "card,time,rating\n" + "".join(f"a,{1714557600 + index},3\n" for index in range(20))
    log = read(_write(tmp_path, text + "a,1714557700,0\na,1714557701,\na,never,3\na\n"))
    assert len(log.lines) == 20
    assert "3 lines have no rating" in log.notes[0]
    assert "1 lines have no time" in log.notes[1]


@pytest.mark.parametrize("offset", [-8, 0, 5, 9])
def test_the_zone_is_taken_from_the_quiet_hours(offset: int, tmp_path: Path) -> None:
    local = datetime(2024, 5, 1, tzinfo=UTC) - timedelta(hours=offset)
    instants = [local + timedelta(days=day, hours=hour) for day in range(5) for hour in range(8, 24)]
    text = "card,time,rating\n" + "".join(f"a,{at.timestamp():.0f},3\n" for at in instants)
    log = read(_write(tmp_path, text))
    assert f"UTC{offset:+d} was taken" in log.notes[-1]
    assert sorted({line.study_day for line in log.lines}) == list(
        range(log.lines[0].study_day, log.lines[0].study_day + 5)
    )


BAD = {
    "": "is empty",
    "card,time\na,5\n": "too few columns",
    "a,b,c\n1,2,3\n": "no column for the card and the rating",
    "card,colour,rating\na,red,3\n": "no column for the time",
    "card,time,rating\na,1714557600,9\n": "no line has a rating",
    "card,time,rating\na,1714557600,1\nb,1714557700,1\n": "Every rating is 1",
    "card,time,rating\na,yesterday,3\n": "no numbers of seconds",
    "card,time,rating\na,1e290,3\na,-1e290,3\n": "no seconds since 1970 that a calendar has",
    "card,time,rating\na,9714557600,3\n": "outside 1970 to 2200",
    "card,time,rating\na,2024-05-01T10:00:00,3\na,2024-05-01T10:00:00Z,3\n": "Some times have a zone",
    "card,time,rating\0\n": "not a text file",
    "card,time,rating\na,-5,3\na,nan,3\n": "no numbers of seconds",
}


@pytest.mark.parametrize("text", BAD)
def test_what_cannot_be_read_is_refused_in_a_sentence(text: str, tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=BAD[text]) as refusal:
        read(_write(tmp_path, text))
    assert str(refusal.value).endswith(".") or "header is" in str(refusal.value)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="cannot be read"):
        read(tmp_path / "none.csv")


def test_a_zone_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="no zone 'Mars/Olympus'"):
        read(_write(tmp_path, LOGS["by name"]), zone="Mars/Olympus")


def test_the_command_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert memory.main(["--log", str(_write(tmp_path, "card,time\na,5\n"))]) == 1
    assert "too few columns" in capsys.readouterr().err
    assert memory.main(["--log", str(_write(tmp_path, LOGS["by name"]))]) == 1
    assert "nothing to predict" in capsys.readouterr().err
    assert memory.main(["--cuts", "1.5"]) == 2
    assert "above 0 and below 1" in capsys.readouterr().err


@pytest.mark.pure
def test_the_command_runs_by_its_path_from_any_folder(tmp_path: Path) -> None:
    command = [sys.executable, memory.__file__, "--log", str(tmp_path / "none.csv")]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.count("\n") == 1
    assert "cannot be read" in ran.stderr
