"""The guessers find a cue that runs through a bank, and nothing where there is none."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from history.dates import parse
from quizzes.audit import World, as_json, as_text, audit
from quizzes.audit.asked import asked
from quizzes.audit.clues import GUESSERS, Texts, chosen, seen
from quizzes.audit.report import Report

from .spoiling import Line, dice

pytestmark = pytest.mark.pure
WORDS = ("amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heath", "islet", "jetty")
COUNT = 300


def report_of(lines: list[Line]) -> Report:
    return audit(lambda: (("one", line) for line in lines), World())


def line(number: int, options: list[dict[str, Any]], key: int, *, kind: str, stem: str = "Which?") -> Line:
    asks = {"date": "date:when", "actor": "actors:party", "agreement": "title"}
    return {
        "qid": f"q{number}",
        "kind": kind,
        "ask": asks[kind],
        "fact": f"f{number}",
        "given": {},
        "stem": f"{number}. {stem}",
        "options": options,
        "answer": key,
        "sources": ["a source"],
    }


def name(thrown: Random) -> str:
    return " ".join(thrown.sample(WORDS, 2)).title()


def of_names(change: Callable[[list[str], int, Random], str | None] | None = None) -> list[Line]:
    """Questions with four names, of which nothing tells the key, but for what `change` does to them.

    `change` gets the texts, which it may change, the index of the key, and dice; it may return a stem.
    """
    thrown, lines = dice("names"), []
    for number in range(COUNT):
        texts, key = [name(thrown) for _ in range(4)], thrown.randrange(4)
        stem = change(texts, key, thrown) if change else None
        options = [{"text": text, "value": {"entity": text}} for text in texts]
        lines.append(line(number, options, key, kind="actor", stem=stem or "Who was it?"))
    return lines


def of_years(key_among: Callable[[list[int], Random], int]) -> list[Line]:
    """Questions with four years in order, of which `key_among` says which is the key."""
    thrown, lines = dice("years"), []
    for number in range(COUNT):
        years = sorted(thrown.sample(range(1801, 1999), 4))
        key = key_among(years, thrown)
        options = [{"text": str(year), "value": {"date": str(year)}} for year in years]
        lines.append(line(number, options, key, kind="date"))
    return lines


def longest(texts: list[str], key: int, thrown: Random) -> None:
    texts[key] += " of the Long Name"


def shortest(texts: list[str], key: int, thrown: Random) -> None:
    texts[key] = texts[key][:4]


def common(texts: list[str], key: int, thrown: Random) -> None:
    texts[key] = "Amber Birch"


def rare(texts: list[str], key: int, thrown: Random) -> None:
    texts[key] = f"Zz{thrown.randrange(10**6)} Qq{thrown.randrange(10**6)}"


def shared_words(texts: list[str], key: int, thrown: Random) -> str:
    return f"Who was it of the {texts[key].split()[0]}?"


def spoken_of(texts: list[str], key: int, thrown: Random) -> str:
    for index in range(4):
        texts[index] = f"{'Quartz' if index == key else 'Rubble'} {texts[index]}"
    return "Who was it at Quartz?" if thrown.randrange(2) else "Who was it?"


def shared_digits(texts: list[str], key: int, thrown: Random) -> str:
    for index in range(4):
        texts[index] += f" {index + 7}"
    return f"Which number {key + 7}?"


def odd(texts: list[str], key: int, thrown: Random) -> None:
    texts[key] = f"The {texts[key]} (NKVD)"


def varied(texts: list[str], key: int, thrown: Random) -> None:
    for index in range(4):
        if index != key:
            part = texts[key].split()[index % 2]
            texts[index] = f"{part} {name(thrown).split()[0]}"


def article(texts: list[str], key: int, thrown: Random) -> str:
    for index in range(4):
        texts[index] = f"{'Embassy' if index == key else 'Mission'} {texts[index]}"
    return "It was an …"


def capitals(texts: list[str], key: int, thrown: Random) -> None:
    texts[key] = texts[key].upper()


def middling(texts: list[str], key: int, thrown: Random) -> None:
    lengths = iter(thrown.sample((2, 3, 24, 25), 3))
    for index in range(4):
        texts[index] = "Amber Birch"[:12] if index == key else "x" * next(lengths)


def alphabetical(texts: list[str], key: int, thrown: Random) -> None:
    for index in range(4):
        texts[index] = f"{'Aab' if index == key else 'Mmn'} {texts[index]}"


def alphabetical_last(texts: list[str], key: int, thrown: Random) -> None:
    texts[key] = f"Zz {texts[key]}"


def wordy(texts: list[str], key: int, thrown: Random) -> None:
    texts[:] = ["a b c d" if index == key else "abcd efg" for index in range(4)]


def numbered(texts: list[str], key: int, thrown: Random) -> None:
    texts[key] += " 7"


def unnumbered(texts: list[str], key: int, thrown: Random) -> None:
    texts[:] = [text if index == key else f"{text} 7" for index, text in enumerate(texts)]


def bracketed(texts: list[str], key: int, thrown: Random) -> None:
    texts[key] += " (again)"


def unbracketed(texts: list[str], key: int, thrown: Random) -> None:
    texts[:] = [text if index == key else f"{text} (again)" for index, text in enumerate(texts)]


def gapped(texts: list[str], key: int, thrown: Random) -> None:
    texts[key] += " of …"


def begun(texts: list[str], key: int, thrown: Random) -> str:
    return f"Who was it of the {texts[key].split()[0][:4]}ish side?"


def favourite(texts: list[str], key: int, thrown: Random) -> None:
    texts[key] = thrown.choice(WORDS[:3])


@pytest.mark.parametrize(
    ("guesser", "change"),
    [
        ("first by the alphabet", alphabetical),
        ("last by the alphabet", alphabetical_last),
        ("most words", wordy),
        ("has digits", numbered),
        ("has no digits", unnumbered),
        ("has brackets", bracketed),
        ("has no brackets", unbracketed),
        ("most gaps", gapped),
        ("words that begin like the stem’s", begun),
        ("most often right elsewhere", favourite),
        ("most often right when offered", favourite),
        ("longest option", longest),
        ("shortest option", shortest),
        ("most frequent option", common),
        ("most common words", common),
        ("most common parts", common),
        ("least frequent option", rare),
        ("least common words", rare),
        ("least common parts", rare),
        ("words shared with the stem", shared_words),
        ("most spoken of in stems", spoken_of),
        ("digits shared with the stem", shared_digits),
        ("odd one out", odd),
        ("most shared with other options", varied),
        ("grammar of the stem", article),
        ("most capitals", capitals),
        ("option of middling length", middling),
    ],
)
def test_a_cue_in_the_words_is_found(guesser, change):
    over = {name: score for name, kind, score in report_of(of_names(change)).over() if not kind}
    assert over[guesser].excess > 15


def rank(wanted: int) -> Callable[[list[int], Random], int]:
    return lambda years, thrown: wanted


def roundest(years: list[int], thrown: Random) -> int:
    key = thrown.randrange(4)
    years[:] = [year - year % 10 + (0 if index == key else 3) for index, year in enumerate(years)]
    return key


def most_alone(years: list[int], thrown: Random) -> int:
    gaps = [min(abs(year - other) for other in years if other != year) for year in years]
    return gaps.index(max(gaps))


def nearest_mean(years: list[int], thrown: Random) -> int:
    return min(range(4), key=lambda index: abs(years[index] - sum(years) / 4))


@pytest.mark.parametrize(
    ("guesser", "among"),
    [
        ("earliest date", rank(0)),
        ("latest date", rank(3)),
        ("middle date", rank(1)),
        ("round year", roundest),
        ("most isolated date", most_alone),
        ("date nearest the mean", nearest_mean),
        ("third place", rank(2)),
    ],
)
def test_a_cue_in_the_dates_is_found(guesser, among):
    over = {name: score for name, kind, score in report_of(of_years(among)).over() if not kind}
    assert over[guesser].excess > 15


def test_an_answer_that_comes_again_is_found():
    lines = of_names()
    for one, other in zip(lines[::2], lines[1::2], strict=True):
        other["options"][other["answer"]] = dict(one["options"][one["answer"]])
    score = report_of(lines).guesses["right in the question before"][""]
    assert score.excess > 15


def test_a_date_near_a_year_in_the_stem_is_found():
    lines = of_years(lambda years, thrown: thrown.randrange(4))
    for each in lines:
        year = int(each["options"][each["answer"]]["text"])
        each["stem"] += f" It followed the pact of {year - 2}."
    over = {name for name, kind, _ in report_of(lines).over() if not kind}
    assert "date nearest a year in the stem" in over


def test_who_knows_other_answers_is_told_and_not_held_against_the_bank():
    """At a table of four each option is right once: whoever has seen three answers knows the fourth."""
    thrown, lines = dice("tables"), []
    for table in range(COUNT // 4):
        texts = [f"{name(thrown)} {table}-{seat}" for seat in range(4)]
        for seat in range(4):
            options = [{"text": text, "value": {"entity": text}} for text in texts]
            lines.append(line(4 * table + seat, options, seat, kind="actor", stem="Who was it?"))
    report = report_of(lines)
    assert report.guesses["most seldom right elsewhere"][""].excess > 10
    assert "most seldom right elsewhere" not in {guesser for guesser, _, _ in report.over()}


def test_a_key_that_always_stands_in_one_place_is_found():
    lines = of_names()
    for each in lines:
        options = each["options"]
        options.insert(1, options.pop(each["answer"]))
        each["answer"] = 1
    report = report_of(lines)
    assert report.position_p["actor"] < 1e-9
    assert report.uneven() == ["the place of the key (all)", "the place of the key (actor)"]
    assert report.guesses["second place"][""].accuracy == 100


def test_a_rank_that_is_not_even_is_found():
    report = report_of(of_years(lambda years, thrown: thrown.choice((1, 1, 2, 2, 0, 3))))
    assert report.rank_p < 0.001
    assert "the rank of the right date" in report.uneven()


def test_where_there_is_no_cue_nobody_does_better_than_chance():
    lines = of_names() + [
        {**each, "qid": f"y{each['qid']}"} for each in of_years(lambda years, thrown: thrown.randrange(4))
    ]
    report = report_of(lines)
    assert [(name, kind) for name, kind, _ in report.over()] == []
    assert report.uneven() == []
    assert all(abs(scores[""].chance - 25) < 1e-9 for scores in report.guesses.values() if scores[""].asked)


def test_ties_are_broken_evenly_and_always_alike():
    counts = [0] * 4
    for number in range(4000):
        counts[chosen([1, 1, 1, 1], salt=str(number))] += 1
    assert max(counts) - min(counts) < 150
    assert chosen([0, 3, 1], salt="x") == 1
    assert {chosen([2, 0, 2], salt="again") for _ in range(5)} < {0, 2}


def test_deals_of_one_question_count_as_one_draw():
    lines = of_names(longest)[:40]
    once = report_of(lines).guesses["shortest option"][""]
    thrice = audit(lambda: [(deal, each) for deal in "abc" for each in lines], World())
    score = thrice.guesses["shortest option"][""]
    assert score.asked == 3 * once.asked
    assert score.error == pytest.approx(once.error, rel=1e-6)


def test_no_guesser_sees_the_key():
    row = of_names()[0]
    views = []
    for key in range(4):
        question = asked({**row, "answer": key})
        bank = Texts()
        bank.read(question)
        views.append([guesser(seen(question), bank) for guesser in GUESSERS.values()])
    assert views == [views[0]] * 4


def test_the_report_says_the_same_in_words_and_in_json():
    report = report_of(of_names(longest))
    text, values = as_text(report), as_json(report)
    assert "longest option" in text
    assert values["guessers"]["longest option"]["all"]["over"] is True
    assert values["passed"] is False
    assert values["questions"] == COUNT


def test_years_of_the_test_can_be_read():
    assert parse("1801").precision == "year"
