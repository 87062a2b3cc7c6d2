"""Which came first, which last, in which order: what is proposed, and that no cue but the dates is left."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from history.dates import civil, parse
from history.factbase import FactBase
from history.facts import Fact, FactDate, FactKind, Position, Standing
from quizzes.generators import order
from quizzes.generators.order.items import Item
from quizzes.generators.order.labels import labelled
from quizzes.proof import Truth
from quizzes.proof import order as proof
from quizzes.questions import IN_LINE, Level, Mode, Option, Question, Withheld, deal
from tests.quizzes import worldlet as w

pytestmark = pytest.mark.pure

NAMES = ("Alder Birch Cedar Dogwood Elm Fir Gum Hazel Ivy Juniper Kauri Larch Maple Nutmeg Oak Pine").split()
PLACES = "Arden Belgate Corvo Dunmore Esker Farrow Galt Hove Imber Jarrow Kerne Lorne".split()


def title_of(number: int) -> str:
    return f"Treaty on {NAMES[number % 16]} and {PLACES[number // 16 % 12]} Tolls"


def treaty(pk: int, day: str, title: str = "", **fields: object) -> Fact:
    return w.agreement(pk, title or title_of(pk), day, [w.ARDENIA, w.BELMARK], **fields)


def treaties(count: int, first: int = 1800) -> list[Fact]:
    """As many treaties, one every other year."""
    return [treaty(number, f"{first + 2 * number}-06-15") for number in range(1, count + 1)]


def ways(fact: Fact, base: FactBase) -> tuple[Question, ...]:
    [proposal] = order.generate(fact, base)
    assert not isinstance(proposal, Withheld), proposal.reason
    return tuple(proposal)


def reason(fact: Fact, facts: list[Fact]) -> str:
    [proposal] = order.generate(fact, w.base_of(*facts))
    assert isinstance(proposal, Withheld)
    return proposal.reason


def made(facts: list[Fact]) -> list[Question]:
    """The first way to ask each fact, with what the proof leaves of its pool."""
    base = w.base_of(*facts)
    found = []
    for fact in facts:
        for proposal in order.generate(fact, base):
            if isinstance(proposal, Withheld):
                continue
            question = next(iter(proposal))
            assert proof.doubt(question, base) == ""
            pool = [option for option in question.pool if proof.truth(option, question, base) == Truth.WRONG]
            found.append(replace(question, pool=tuple(pool)))
    return found


def dealt(question: Question, seed: str, level: Level = Level.MEDIUM) -> tuple[Option, ...]:
    return deal(
        question.key, question.pool, ordered=False, seed=seed, level=level, seat=question.seat
    ).options


def thrice_a_year(count: int) -> list[Fact]:
    """As many treaties, three of each other year, known to the year alone."""
    return [treaty(number, f"{1500 + (number - 1) // 3 * 2}") for number in range(1, count + 1)]


def test_the_older_half_is_asked_by_who_came_first_and_the_younger_by_who_came_last() -> None:
    facets = [question.facet for question in made(treaties(180))]
    assert facets == [order.Facet.FIRST] * 90 + [order.Facet.LAST] * 90


def test_a_third_of_what_is_not_clear_in_time_is_asked_by_order() -> None:
    facets = Counter(question.facet for question in made(thrice_a_year(180)))
    assert facets == {order.Facet.FIRST: 60, order.Facet.LAST: 60, order.Facet.SEQUENCE: 60}


@pytest.mark.parametrize("facts", [treaties(12), treaties(30), treaties(180), thrice_a_year(180)])
@pytest.mark.parametrize("level", Level)
def test_everybody_is_offered_as_often_as_everybody_else(facts: list[Fact], level: Level) -> None:
    questions = [q for q in made(facts) if q.seat == IN_LINE]
    assert len(questions) >= len(facts) // 2
    for seed in ("1", "2"):
        offered = Counter(option.value["fact"] for q in questions for option in dealt(q, seed, level))
        assert set(offered.values()) == {4}


def test_in_a_short_line_everybody_is_shown_as_often_by_the_order_of_four() -> None:
    questions = made(treaties(9))
    assert {question.mode for question in questions} == {Mode.ORDER}
    assert set(Counter(o.value["fact"] for q in questions for o in q.key).values()) == {4}


def test_the_harder_the_nearer_in_time() -> None:
    facts = treaties(180)
    far = {}
    for level in Level:
        away = [
            abs(option.value["fact"] - question.fact.pk) / len(facts)
            for question in made(facts)
            for option in dealt(question, "1", level)
            if option.value["fact"] != question.fact.pk
        ]
        far[level] = sorted(away)[len(away) // 2]
    assert far[Level.HARD] < 0.025 < far[Level.MEDIUM] < 0.075 < far[Level.EASY] < 0.2


def test_whoever_stands_in_no_ring_is_asked_among_those_who_were_shown_least() -> None:
    facts = treaties(60) + [treaty(100 + n, f"{1802 + 20 * n}/{1818 + 20 * n}") for n in range(5)]
    wide = [question for question in made(facts) if question.fact.pk >= 100]
    assert [question.mode for question in wide] == [Mode.ORDER] * 5
    assert max(Counter(o.value["fact"] for q in wide for o in q.key).values()) <= 2


def test_no_two_sequences_have_the_same_items() -> None:
    sequences = [
        frozenset(option.text for option in question.key)
        for question in made(thrice_a_year(120))
        if question.mode == Mode.ORDER
    ]
    assert len(sequences) == len(set(sequences)) > 0


def test_the_stem_says_was_signed_only_if_all_were() -> None:
    signed = treaties(4)
    assert ways(signed[0], w.base_of(*signed))[0].stem.startswith(
        "Put these in the order in which they were signed"
    )
    facts = [*signed[:2], *(w.event(pk, f"{NAMES[pk]} burned.", f"{1800 + pk}", type="agreement",
                                    kind=FactKind.AGREEMENT) for pk in (5, 6))]  # fmt: skip
    assert ways(facts[0], w.base_of(*facts))[0].stem == "Put these in the order of time, the earliest first."


def test_an_option_prints_no_date() -> None:
    facts = [
        treaty(pk, f"{1900 + pk}-01-01", f"{title_of(pk)} of 3 May {1900 + pk}, as amended in 1987")
        for pk in range(1, 9)
    ]
    for question in made(facts):
        for option in (*question.key, *question.pool):
            assert not any(sign.isdigit() for sign in option.text)


def test_options_with_and_without_gaps_never_meet() -> None:
    facts = treaties(20)
    facts += [treaty(100 + n, f"{1801 + n}-01-01", f"{title_of(n + 40)} of {1801 + n}") for n in range(1, 20)]
    for question in made(facts):
        assert len({"…" in option.text for option in (*question.key, *question.pool)}) == 1


def test_an_ordinal_is_never_offered_beside_its_sibling() -> None:
    facts = [treaty(n, f"{1900 + n}-01-01", f"{word} Treaty of Arden") for n, word in
             enumerate(("First", "Second", "Third", "Fourth", "Fifth"))]  # fmt: skip
    assert reason(facts[0], facts) == "Too few facts of its kind lie clear of it in time."


def test_a_title_is_never_offered_beside_one_that_names_it() -> None:
    facts = treaties(4)
    named = treaty(50, "1850-01-01", f"Protocol extending the {title_of(1)}")
    offered = {o.value["fact"] for q in ways(named, w.base_of(*facts, named)) for o in (*q.key, *q.pool)}
    assert 50 in offered
    assert 1 not in offered


def test_what_was_planned_is_not_asked() -> None:
    planned = treaty(1, "1900-01-01", dates=w.dated(planned="1900-01-01"))
    assert "never came to pass" in reason(planned, [planned, *treaties(9)[1:]])


def test_a_date_that_is_open_at_one_end_comes_before_or_after_what_it_cannot_reach() -> None:
    facts = [*treaties(30), treaty(90, "1830/.."), treaty(91, "../1824")]
    asked = {question.fact.pk: question for question in made(facts)}
    assert asked[90].key[-1].value["fact"] == 90
    assert asked[91].key[0].value["fact"] == 91
    assert {o.value["fact"] for o in asked[90].key} <= {*range(1, 15), 90, 91}
    assert {o.value["fact"] for o in asked[91].key} <= {*range(13, 31), 90, 91}


def test_praise_is_not_asked() -> None:
    praise = treaty(1, "1900-01-01", standing=Standing.CHARACTERISATION, attribution="A Paper")
    assert "praise" in reason(praise, [praise, *treaties(9)[1:]])


def test_a_claim_is_asked_only_among_claims_of_the_same_voice() -> None:
    mine = [
        replace(fact, standing=Standing.CLAIMED, attribution="Old Chronicle") for fact in treaties(5, 1700)
    ]
    question = ways(mine[0], w.base_of(*mine, *treaties(20)[6:]))[0]
    assert question.stem.startswith(question.attribution)
    assert "Old Chronicle" in question.attribution
    assert {option.value["fact"] for option in (*question.key, *question.pool)} <= {f.pk for f in mine}


def test_a_claim_alone_with_its_voice_is_withheld() -> None:
    mine = replace(treaty(90, "1840-01-01"), standing=Standing.CLAIMED, attribution="Old Chronicle")
    assert reason(mine, [mine, *treaties(20)]) == "Too few facts of its kind lie clear of it in time."


def test_a_contested_date_counts_with_all_its_claims() -> None:
    held = Position(facet="date", holds="", value="1990", date=parse("1990"))
    item = alone(replace(treaties(1)[0], positions=(held,)))
    assert item is not None
    assert civil(item.last) == (1990, 12, 31)


def test_twins_are_asked_each_beside_others_and_count_for_both() -> None:
    facts = [*treaties(20), treaty(99, "1807-02-03", title_of(1))]
    twins = [question for question in made(facts) if question.fact.pk in (1, 99)]
    assert len({frozenset(o.text for o in (*q.key, *q.pool)) for q in twins}) == 2
    for question in made(facts):
        if {1, 99} & {option.value["fact"] for option in (*question.key, *question.pool)}:
            assert not {2, 3} & {option.value["fact"] for option in (*question.key, *question.pool)}


def test_a_namesake_that_was_only_planned_counts_with_its_planned_day() -> None:
    planned = treaty(99, "1805-02-03", title_of(1), dates=w.dated(planned="1805-02-03"))
    for question in made([*treaties(20), planned]):
        if 1 in {option.value["fact"] for option in (*question.key, *question.pool)}:
            assert not {2, 99} & {option.value["fact"] for option in (*question.key, *question.pool)}


def test_an_undated_namesake_leaves_nothing_to_ask() -> None:
    facts = [*treaties(8), treaty(99, "1801-02-03", title_of(1), dates=())]
    assert "another of that title has no date" in reason(facts[0], facts)


def test_days_of_doubt_are_kept_apart() -> None:
    facts = treaties(4)
    near = treaty(50, "1802-06-16")
    offered = {o.value["fact"] for q in ways(near, w.base_of(*facts, near)) for o in (*q.key, *q.pool)}
    assert 1 not in offered


def test_a_note_leaves_a_week_open() -> None:
    fact = treaty(
        1, "1900-01-10", dates=(FactDate(role="signed", date=parse("1900-01-10"), note="Old style."),)
    )
    item = alone(fact)
    assert item is not None
    assert civil(item.first) == (1900, 1, 3)


def test_the_same_is_proposed_whatever_the_order_of_the_base() -> None:
    facts = treaties(60)
    one, other = w.base_of(*facts), w.base_of(*reversed(facts))
    for fact in facts:
        assert ways(fact, one) == ways(fact, other)


def test_a_fact_saved_alone_is_asked_with_its_neighbours() -> None:
    facts = treaties(60)
    whole = w.base_of(*facts)

    class Searched:
        """A base that can only be searched, as that over the tables."""

        get, near, fitting = whole.get, whole.near, whole.fitting
        of_actor, of_agreement, commonness = whole.of_actor, whole.of_agreement, whole.commonness

        def around(self, fact: Fact) -> list[Fact]:
            return facts[max(0, fact.pk - 13) : fact.pk + 12]

    for fact in facts:
        [proposal] = order.generate(fact, Searched())
        assert not isinstance(proposal, Withheld), proposal.reason
        first = next(iter(proposal))
        assert first.facet in set(order.Facet)
        assert all(abs(option.value["fact"] - fact.pk) < 25 for option in first.pool)


def alone(fact: Fact, *alike: Fact) -> Item | None:
    return labelled(fact, [fact, *alike])


def label(fact: Fact, facts: list[Fact]) -> str:
    item = labelled(fact, facts)
    assert item is not None
    return item.text


def sieges(*places: str, **fields: object) -> list[Fact]:
    return [
        w.event(
            200 + n,
            "",
            f"{1700 + n}",
            title="Siege of the Bridge",
            places=(w.place(300 + n, place),),
            **fields,
        )
        for n, place in enumerate(places)
    ]


def test_facts_of_one_title_are_told_apart_by_their_place() -> None:
    facts = sieges("Arden", "Belm", "Casso")
    assert [label(fact, facts) for fact in facts] == [
        f"Siege of the Bridge (in {place})" for place in ("Arden", "Belm", "Casso")
    ]


def test_so_are_those_that_print_alike_but_for_the_year() -> None:
    facts = [replace(fact, title=f"SIEGE {fact.primary.date.edtf}") for fact in sieges("Arden", "Belm")]
    assert [label(fact, facts) for fact in facts] == ["SIEGE … (in Arden)", "SIEGE … (in Belm)"]


def test_what_leaves_its_place_open_could_be_there() -> None:
    facts = sieges("Arden", "Belm")
    facts.append(replace(facts[0], pk=210, key="f210", dates=w.dated(when="1750"), places=()))
    item = labelled(facts[1], facts)
    assert item is not None
    assert item.text == "Siege of the Bridge (in Belm)"
    assert (civil(item.first)[0], civil(item.last)[0]) == (1701, 1750)
    assert label(facts[2], facts) == "Siege of the Bridge"


def test_an_open_list_could_have_anybody() -> None:
    closed = treaty(1, "1900", "Peace", participations=w.parts(party=[w.ARDENIA, w.BELMARK]))
    other = treaty(2, "1910", "Peace", participations=w.parts(party=[w.CASSOVIA, w.DORLAND]))
    assert label(closed, [closed, other]) == "Peace (between Ardenia and Belmark)"
    assert label(closed, [closed, replace(other, complete_roles=frozenset())]) == "Peace"


def test_a_gap_within_a_word_is_not_printed() -> None:
    assert alone(treaty(1, "1936", "Agreement of 1936unless replaced")) is None


def test_a_sentence_with_a_hole_says_so() -> None:
    holed = w.event(50, "The treaty of 1955 between Ardenia and Belmark ended.", "1955-03-02")
    assert "has a hole" in reason(
        holed, [holed, *(w.event(n, f"Dam {n} broke.", f"195{n}-07") for n in range(1, 9))]
    )
