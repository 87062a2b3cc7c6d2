"""Questions at tables: each offers the answers of the others, and nothing in the options tells the key."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from history.facts import Role
from history.names import fold
from quizzes import making
from quizzes.proof import Certain, Proved, provably_wrong, prove
from quizzes.questions import IN_LINE, OPTIONS, Kind, Level, Mode, Question, deal
from quizzes.seating import HAND, Guest, seated, served
from tests.quizzes import worldlet as w

pytestmark = pytest.mark.pure

LAW = settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)

SEEDS = [str(seed) for seed in range(12)]
SUBJECTS = (
    "Fisheries Timber Railways Coal Wool Salt Grain Copper Iron Flax Hemp Ferries Bridges Canals Mail Cables "
    "Rubber Sugar Tin Coffee Silk Horses Oxen Lighthouses Fevers Passports Debts Coins Whaling Radio Customs "
    "Pensions Visas Quarantine Extradition Cotton Tea Furs Pilots Docks"
).split()
STATES = [
    w.state(50 + n, f"{name}land") for n, name in enumerate("Bel Dan Fen Gor Hil Jor Kor Lum Mor".split())
]


@cache
def pacts():
    """Forty agreements between two of nine states each, half a year apart."""
    facts = []
    for n, subject in enumerate(SUBJECTS):
        parties = STATES[n % 9], STATES[(n % 9 + 1 + n // 9) % 9]
        date = f"{1940 + n // 2}-{1 + n % 12:02}-{3 + n % 20:02}"
        facts.append(w.agreement(100 + n, f"Agreement on {subject}", date, parties))
    return w.base_of(*facts)


@lru_cache
def made() -> dict[str, list[Question]]:
    """The questions of each table, in the order of their seats."""
    return tables_of(pacts())


def tables_of(base) -> dict[str, list[Question]]:
    found: dict[str, list[Question]] = defaultdict(list)
    for _, outcomes in making.at_tables(base, base):
        for outcome, table in outcomes:
            if table:
                found[table].append(outcome)
    return {name: sorted(table, key=lambda each: each.seat) for name, table in found.items()}


def dealt(question: Question, seed: str, level: Level):
    return deal(
        question.key,
        question.pool,
        ordered=question.ordered,
        seed=seed,
        mode=question.mode,
        level=level,
        seat=question.seat,
    )


def guests_of(base, kind: Kind) -> list[Guest]:
    """Those whose plainest question of a kind is certain."""
    found = []
    for fact in base:
        for facet in making.facets(fact, base):
            best = facet.best()
            if isinstance(best, Certain) and best.question.kind == kind:
                found.append(Guest(best, base))
    return found


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("name", range(6))
def test_each_four_is_dealt_to_four_questions_and_each_option_is_right_in_one(name, level):
    tables = list(made().values())
    for table in tables[name::6]:
        for seed in SEEDS:
            right: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
            for question in table:
                hand = dealt(question, seed, level)
                four = tuple(option.text for option in hand.options)
                assert len(set(four)) == OPTIONS
                assert hand.options[hand.answer] == question.key[0]
                right[four][four[hand.answer]] += 1
            assert len(right) == len(table) // OPTIONS
            for four, keys in right.items():
                assert keys == Counter(dict.fromkeys(four, 1)), (seed, level)


@pytest.mark.parametrize("level", Level)
def test_places_of_keys_are_even_over_each_table(level):
    """For dates, which are shown in their own order, the place is the rank: neither end is a cue."""
    for table in made().values():
        for seed in SEEDS:
            places = Counter(dealt(question, seed, level).answer for question in table)
            assert places == Counter(dict.fromkeys(range(OPTIONS), len(table) // OPTIONS))


def test_dates_at_a_table_are_shown_in_the_order_of_time():
    for table in made().values():
        for question in table:
            if question.kind == Kind.DATE:
                days = [option.sort for option in dealt(question, "1", Level.MEDIUM).options]
                assert days == sorted(days)


def test_tables_are_found_for_dates_parties_and_titles_of_four_eight_twelve_or_sixteen():
    assert {question.facet for table in made().values() for question in table} == {
        "date:signed",
        "actors:party",
        "title",
    }
    sizes = {len(table) for table in made().values()}
    assert sizes <= {4, 8, 12, 16}
    assert 16 in sizes


def test_seats_are_numbered_and_pools_are_the_answers_of_the_others_in_their_order():
    for table in made().values():
        assert [question.seat for question in table] == list(range(len(table)))
        for question in table:
            assert question.pool == tuple(other.key[0] for other in table if other is not question)


def test_all_at_a_table_are_of_one_family():
    for table in made().values():
        assert len({question.facet for question in table}) == 1
        assert len({question.fact.type for question in table}) == 1


def test_every_option_at_a_table_is_proved_wrong_for_everybody_else():
    base = pacts()
    for table in made().values():
        for question in table:
            assert prove(question, base) == Proved(question=question)


def test_everybody_sits_once():
    sitting = Counter((q.fact.pk, q.facet) for table in made().values() for q in table)
    assert set(sitting.values()) == {1}


def test_harder_levels_draw_from_nearer_in_time():
    """From hard to easy the wrong options are farther from the key, over all tables of dates."""

    def distance(level: Level) -> float:
        days = [
            abs(option.sort - question.key[0].sort)
            for table in made().values()
            if len(table) == 16 and table[0].kind == Kind.DATE
            for question in table
            for seed in SEEDS
            for option in dealt(question, seed, level).options
        ]
        return sum(days) / len(days)

    found = [distance(level) for level in (Level.HARD, Level.MEDIUM, Level.EASY)]
    assert all(one < other for one, other in pairwise(found)), found


def test_hard_is_always_the_same_four_and_the_seed_parts_the_others_anew():
    table = next(table for table in made().values() if len(table) == 16)

    def fours(level: Level) -> set[frozenset[str]]:
        return {
            frozenset(option.text for option in dealt(question, seed, level).options)
            for question in table
            for seed in SEEDS
        }

    assert len(fours(Level.HARD)) == 4
    assert len(fours(Level.MEDIUM)) > 8
    assert len(fours(Level.EASY)) > 16


def test_easy_options_come_from_the_whole_table():
    table = next(table for table in made().values() if len(table) == 16)
    beside = {o.text for seed in map(str, range(200)) for o in dealt(table[0], seed, Level.EASY).options}
    assert len(beside) == 16


@LAW
@given(w.bases(least=14, most=22))
def test_whatever_the_base_tables_are_even_and_all_at_them_is_proved(base):
    for table in tables_of(base).values():
        assert len(table) in (4, 8, 12, 16)
        for question in table:
            assert prove(question, base) == Proved(question=question)
            assert question.mode == Mode.SINGLE


def test_namesakes_never_sit_together():
    """Two dates that touch, or two of the same day, would both be right of one of the stems."""
    facts = list(pacts())[:8]
    again = [w.copy_of(fact, 300 + n, title=f"Protocol on {SUBJECTS[n]}") for n, fact in enumerate(facts)]
    base = w.base_of(*facts, *again)
    for table in tables_of(base).values():
        if table[0].kind == Kind.DATE:
            assert len({question.key[0].text for question in table}) == len(table)


def test_three_find_no_table():
    base = w.base_of(*list(pacts())[:3])
    guests = guests_of(base, Kind.DATE)
    tables, left = seated(guests)
    assert (tables, {id(guest) for guest in left}) == ([], {id(guest) for guest in guests})


@pytest.mark.parametrize("count", [4, 5, 8, 11, 13, 16, 19])
def test_nobody_is_lost_between_tables_and_those_left(count):
    guests = guests_of(w.base_of(*list(pacts())[:count]), Kind.DATE)
    tables, left = seated(guests)
    sitting = [id(guest) for table in tables for guest in table]
    assert Counter([*sitting, *map(id, left)]) == Counter(map(id, guests))
    assert len(left) < OPTIONS


def test_families_do_not_mix_as_long_as_there_are_enough_of_each():
    events = [w.event(500 + n, f"The dam number {n} broke.", f"19{50 + n}-03-0{1 + n}") for n in range(8)]
    base = w.base_of(*list(pacts())[:8], *events)
    tables, left = seated(guests_of(base, Kind.DATE))
    assert [{guest.found.question.fact.type for guest in table} for table in tables] == [
        {"agreement"},
        {"event"},
    ]
    assert left == []


def test_two_of_each_type_sit_together_with_the_wider_family():
    events = [w.event(500 + n, f"The dam number {n} broke.", f"19{50 + n}-03-0{1 + n}") for n in range(2)]
    base = w.base_of(*list(pacts())[:2], *events)
    (table,), left = seated(guests_of(base, Kind.DATE))
    assert {guest.found.question.fact.type for guest in table} == {"agreement", "event"}
    assert left == []


# Those who found no table

PLACES = [w.place(70 + n, name) for n, name in enumerate("Arden Belgate Casselbay Dornum Esthaven".split())]


def placed(*counts: int) -> Iterator:
    """So many agreements signed in each of the five places."""
    where = [place for place, count in zip(PLACES, counts, strict=True) for _ in range(count)]
    for fact, place in zip(pacts(), where, strict=False):
        yield w.copy_of(fact, fact.pk, places=(place,))


def offers(guests, hands) -> tuple[Counter[str], Counter[str]]:
    """How often each answer is right and how often it is offered, among those who were served."""
    right = Counter(fold(guest.option.text) for guest in guests if id(guest) in hands)
    offered = Counter(fold(option.text) for hand in hands.values() for option in hand)
    return right, offered


@pytest.mark.parametrize(
    "counts",
    [(3, 3, 3, 3, 3), (2, 2, 2, 2, 2), (1, 1, 1, 1, 0), (4, 1, 1, 1, 1), (9, 2, 3, 4, 2), (6, 5, 5, 4, 0)],
)
def test_each_answer_is_offered_three_times_as_often_as_it_is_right(counts):
    base = w.base_of(*placed(*counts))
    guests = guests_of(base, Kind.PLACE)
    hands, left = served(guests)
    right, offered = offers(guests, hands)
    assert offered == Counter({name: HAND * number for name, number in right.items()})
    assert Counter([*hands, *map(id, left)]) == Counter(map(id, guests))


@pytest.mark.parametrize(
    ("counts", "number"),
    [
        ((3, 3, 3, 3, 3), 15),
        ((9, 1, 1, 1, 0), 4),
        ((4, 1, 1, 1, 1), 5),
        ((6, 5, 5, 4, 0), 16),
        ((9, 2, 3, 4, 2), 13),
    ],
)
def test_as_many_are_served_as_can_be(counts, number):
    """An answer that is right in more than one of four finds too few to offer it; nobody else goes short."""
    guests = guests_of(w.base_of(*placed(*counts)), Kind.PLACE)
    hands, left = served(guests)
    assert (len(hands), len(left)) == (number, sum(counts) - number)


def test_hands_are_three_wrong_answers_that_differ():
    base = w.base_of(*placed(3, 3, 3, 3, 3))
    guests = guests_of(base, Kind.PLACE)
    hands, left = served(guests)
    assert left == []
    for guest in guests:
        hand = hands[id(guest)]
        assert len({fold(option.text) for option in (guest.option, *hand)}) == OPTIONS
        assert all(provably_wrong(option, guest.found, base) for option in hand)


def test_too_few_answers_serve_nobody():
    guests = guests_of(w.base_of(*placed(4, 4, 4, 0, 0)), Kind.PLACE)
    hands, left = served(guests)
    assert (hands, len(left)) == ({}, 12)


def test_whoever_goes_without_is_typed_and_offered_to_nobody():
    base = w.base_of(*placed(9, 1, 1, 1, 0))
    asked = [o for _, own in making.at_tables(base, base) for o, _ in own if o.facet == "place"]
    assert Counter(question.mode for question in asked) == {Mode.TYPED: 8, Mode.SINGLE: 4}
    typed = {question.fact.pk for question in asked if question.mode == Mode.TYPED}
    assert not typed & {option.fact for question in asked for option in question.pool}
    assert all(question.accept == ("Arden",) for question in asked if question.mode == Mode.TYPED)


def test_questions_that_come_with_their_options_take_no_seat():
    for _, outcomes in making.at_tables(pacts(), pacts()):
        for outcome, table in outcomes:
            if outcome.kind == Kind.ORDER:
                assert table == ""
                assert outcome.seat in (None, IN_LINE)


def test_several_right_answers_take_no_seat():
    people = [
        w.person(80 + n, f"{first} Zelm{n}x") for n, first in enumerate("Ada Bo Cy Di Ed Flo Gil Hal".split())
    ]
    facts = [
        w.copy_of(
            fact,
            fact.pk,
            participations=(*fact.participations, *w.parts(signatory=[people[n % 8], people[(n + 1) % 8]])),
            complete_roles=frozenset({Role.PARTY, Role.SIGNATORY}),
        )
        for n, fact in enumerate(list(pacts())[:12])
    ]
    base = w.base_of(*facts)
    asked = [
        each for _, own in making.at_tables(base, base) for each in own if each[0].facet == "actors:signatory"
    ]
    assert {(question.mode, table, question.seat) for question, table in asked} == {(Mode.MULTI, "", None)}
