"""Exactly one option is right: the proof against an independent checker, and each of its reasons."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from history.dates import HistoricalDate, parse
from history.facts import Actor, Agreement, Fact, FactKind, Given, Place, Position
from history.names import fold
from quizzes.proof import Proved, Truth, prove, truth
from quizzes.questions import Kind, Mode, Option, Question, Withheld
from tests.quizzes import worldlet as w
from tests.quizzes.proof.test_order import could_be_behind

pytestmark = pytest.mark.pure

LAW = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
"""Not shrunk: a world of a dozen facts takes minutes to make smaller, and prints well as it is."""


# An independent checker, written from FORMATS.md, "How truth is decided". It shares no line with
# the proof: dates are sets of days, titles are compared by regular expression over the whole base.


def days(date: HistoricalDate, *, outer: bool) -> list[tuple[int, int]]:
    return list(date.outer_spans if outer else date.spans)


def share_a_day(one: HistoricalDate, other: HistoricalDate) -> bool:
    return any(max(a, c) <= min(b, d) for a, b in days(one, outer=True) for c, d in days(other, outer=True))


def lies_in(one: HistoricalDate, other: HistoricalDate) -> bool:
    return all(any(c <= a and b <= d for c, d in days(other, outer=False)) for a, b in days(one, outer=False))


def claims(fact: Fact, role: str) -> list[HistoricalDate]:
    own = [dated.date for dated in fact.dates if dated.role == role]
    return own + [position.date for position in fact.positions if position.date]


def could_be_meant(fact: Fact, stem: Given) -> bool:
    """Whether everything that the stem prints fits the fact; what the fact leaves open fits."""
    if stem.title and not stem.bare:
        pattern = ".*".join(re.escape(fold(part)) for part in stem.title.split("…"))
        if not re.fullmatch(pattern, fold(fact.printed_title)):
            return False
    if stem.kind and stem.kind != fact.kind:
        return False
    if stem.date is not None:
        dates = claims(fact, stem.date_role) or [dated.date for dated in fact.dates]
        if dates and not any(share_a_day(stem.date, date) for date in dates):
            return False
    if stem.place and fact.places and all(fold(p.name) != fold(stem.place.name) for p in fact.places):
        return False
    names = {fold(part.actor.name) for part in fact.participations}
    is_open = fact.kind == FactKind.AGREEMENT and not {"party", "adopter"} & fact.complete_roles
    return all(fold(actor.name) in names for actor in stem.actors) or is_open


def verdicts(option: Option, question: Question, base: list[Fact]) -> set[str]:
    """What each fact that the stem could mean says of an option: right, wrong or open."""
    if question.kind in (Kind.AGREEMENT, Kind.EVENT):
        return {verdict_of_title(option, question, base)}
    if question.kind == Kind.ORDER:
        return {verdict_of_order(option, question, base)}
    role = question.facet.partition(":")[2]
    found = set()
    for fact in base:
        if not could_be_meant(fact, question.given):
            continue
        if question.kind == Kind.DATE:
            offered, dates = parse(option.value["date"]), claims(fact, role)
            if dates and all(lies_in(date, offered) for date in dates):
                found.add("right")
            elif dates and not any(share_a_day(date, offered) for date in dates):
                found.add("wrong")
            else:
                found.add("open")
        elif question.kind == Kind.ACTOR:
            listed = {part.actor.pk for part in fact.participations if part.role == role}
            names = {fold(part.actor.name) for part in fact.participations if part.role == role}
            closed = role in fact.complete_roles
            if "entities" in option.value:
                same = set(option.value["entities"]) == listed
                found.add(("right" if same else "wrong") if closed else "open")
            elif option.value["entity"] in listed or fold(option.text) in names:
                found.add("right")
            else:
                found.add("wrong" if closed else "open")
        elif question.kind == Kind.PLACE:
            names = {fold(place.name) for place in fact.places}
            closed = bool(fact.participations) and all(
                part.role in fact.complete_roles for part in fact.participations
            )
            if fold(option.text) in names:
                found.add("right")
            else:
                found.add("wrong" if names and closed else "open")
    return found


def verdict_of_title(option: Option, question: Question, base: list[Fact]) -> str:
    """Right if a fact that the title prints certainly fits the stem, wrong if none of them could."""
    own = next(fact for fact in base if fact.pk == option.value["fact"])
    printing = [fact for fact in base if prints(option.text, fact) or prints(own.printed_title, fact)]
    could = [fact for fact in printing if could_be_meant(fact, question.given)]
    if any(is_meant(fact, question.given) for fact in could):
        return "right"
    return "open" if could else "wrong"


def prints(title: str, fact: Fact) -> bool:
    pattern = ".*".join(re.escape(fold(part)) for part in title.split("…"))
    return re.fullmatch(pattern, fold(fact.printed_title)) is not None


def is_meant(fact: Fact, stem: Given) -> bool:
    """Whether nothing that the stem prints is left open by the fact."""
    named = {fold(part.actor.name) for part in fact.participations}
    dates = [dated.date for dated in fact.dates if dated.role == stem.date_role]
    return (
        all(fold(actor.name) in named for actor in stem.actors)
        and (stem.place is None or bool(fact.places))
        and (stem.date is None or any(lies_in(date, stem.date) for date in dates))
    )


def remark_of(text: str, fact: Fact) -> str:
    """What an option of an order prints in brackets after a title, folded."""
    found = re.fullmatch(r"(.+) \((.+)\)", text)
    return fold(found[2]) if found and fold(found[1]) == fold(fact.printed_title) else ""


def first_and_last(option: Option, base: list[Fact]) -> tuple[int, int] | None:
    """The days on which a fact of that printed title may have been; None where one of them has none."""
    own = next(fact for fact in base if fact.pk == option.value["fact"])
    remark = remark_of(option.text, own)
    found = []
    for fact in base:
        if remark and fact.pk != own.pk and not could_be_behind(fact, remark, base):
            continue
        if fact.pk == own.pk or prints(option.text, fact) or prints(own.printed_title, fact):
            if fact.primary is None:
                return None
            told = claims(fact, fact.primary.role)
            found += [day for date in told for span in days(date, outer=True) for day in span]
    return min(found), max(found)


def verdict_of_order(option: Option, question: Question, base: list[Fact]) -> str:
    if option.value == question.key[0].value:
        return "right" if first_and_last(option, base) else "open"
    own, other = (first_and_last(each, base) for each in (question.key[0], option))
    if own is None or other is None:
        return "open"
    if question.facet == "order:last":
        own, other = other, own
    return "wrong" if own[1] < other[0] else "open"


@LAW
@given(w.bases())
def test_key_of_every_proved_question_is_right_for_every_fact_it_could_mean(base):
    facts = list(base)
    for question in w.live(base):
        if question.mode == Mode.ORDER:
            spans = [first_and_last(option, facts) for option in question.key]
            assert all(spans), question.key
            assert all(one[1] < other[0] for one, other in pairwise(spans)), question.key
        elif question.kind in (Kind.ACTOR, Kind.PLACE) and len({option.fact for option in question.key}) > 1:
            found = [verdicts(option, question, facts) for option in question.key]
            assert all("right" in each and "open" not in each for each in found), question.stem
            assert verdicts(question.key[0], question, [question.fact]) == {"right"}
        elif question.kind != Kind.ATTRIBUTION:
            for option in question.key:
                assert verdicts(option, question, facts) == {"right"}, question.stem


@LAW
@given(w.bases())
def test_everything_that_is_right_is_in_the_key(base):
    """Of titles all that certainly fit, of several in a role all of them."""
    facts = list(base)
    for question in w.live(base):
        if question.mode == Mode.MULTI:
            role = question.facet.partition(":")[2]
            listed = {part.actor.pk for part in question.fact.participations if part.role == role}
            assert {option.value["entity"] for option in question.key} == listed
        elif question.kind in (Kind.AGREEMENT, Kind.EVENT):
            own = question.fact.agreement
            texts = {
                fold(next(f for f in facts if f.pk == o.value["fact"]).printed_title) for o in question.key
            }
            for fact in facts:
                if could_be_meant(fact, question.given) and is_meant(fact, question.given):
                    assert fold(fact.printed_title) in texts or (own and fact.agreement == own), question.stem


@LAW
@given(w.bases())
def test_what_is_typed_is_a_date_one_name_or_one_place_in_every_spelling(base):
    """Where a stem fits several facts, each with one answer, the name of each may be typed."""
    facts = list(base)
    for question in w.live(base):
        if question.mode == Mode.TYPED:
            assert question.kind in (Kind.DATE, Kind.ACTOR, Kind.PLACE)
            assert question.pool == ()
            assert not re.search("Which of these|Choose", question.stem)
            if question.kind == Kind.DATE:
                assert question.accept == tuple(key.value["date"] for key in question.key)
                continue
            meant = [fact for fact in facts if could_be_meant(fact, question.given)]
            if len(question.key) == 1:
                meant = [question.fact]
            answers = [answers_of(fact, question) for fact in meant]
            assert all(len(own) == 1 for own in answers), question.stem
            assert set(question.accept) == {name for (own,) in answers for name in own.spellings()}


def answers_of(fact: Fact, question: Question) -> tuple[Actor, ...] | tuple[Place, ...]:
    if question.kind == Kind.PLACE:
        return fact.places
    return fact.in_role(question.facet.partition(":")[2])


@LAW
@given(w.bases())
def test_the_same_is_never_asked_twice(base):
    asked = [
        (question.stem, frozenset(option.text for option in question.key))
        for question in w.live(base)
        if question.kind != Kind.ORDER
    ]
    assert len(asked) == len(set(asked))


@LAW
@given(w.bases())
def test_every_pool_option_of_a_proved_question_is_wrong_for_every_fact_it_could_mean(base):
    facts = list(base)
    for question in w.live(base):
        for option in question.pool:
            assert verdicts(option, question, facts) == {"wrong"}, (question.stem, option.text)


@LAW
@given(w.bases())
def test_fact_base_finds_every_fact_that_fits(base):
    from history.factbase import fits
    from quizzes.generators import generate

    for fact in base:
        for proposal in generate(fact, base):
            if isinstance(proposal, Question):
                found = {other.pk for other in base.fitting(proposal.given)}
                assert found == {other.pk for other in base if fits(other, proposal.given)}


@LAW
@given(w.bases())
def test_law_4_options_of_a_date_share_one_precision_and_no_day(base):
    for question in w.live(base):
        if question.kind == Kind.DATE:
            dates = [parse(option.value["date"]) for option in (*question.key, *question.pool)]
            assert len({date.precision for date in dates}) == 1
            assert not any(
                share_a_day(one, other) for place, one in enumerate(dates) for other in dates[:place]
            )


@LAW
@given(w.bases())
def test_law_4_no_wrong_option_lies_in_the_true_interval(base):
    for question in w.live(base):
        if question.kind == Kind.DATE:
            for date in claims(question.fact, question.facet.partition(":")[2]):
                assert not any(share_a_day(date, parse(o.value["date"])) for o in question.pool)


@LAW
@given(w.bases())
def test_law_5_no_option_existed_outside_the_date(base):
    known = {part.actor.pk: part.actor for fact in base for part in fact.participations}
    for question in w.live(base):
        if question.kind == Kind.ACTOR:
            for option in question.pool:
                for pk in option.value.get("entities") or [option.value["entity"]]:
                    for date in claims(question.fact, question.fact.primary.role):
                        assert known[pk].existed(date), (question.stem, option.text)


@LAW
@given(w.bases())
def test_law_2_stem_begins_with_whose_claim_it_is_unless_established(base):
    for question in w.live(base):
        cited = {citation.source.kind for citation in question.fact.citations}
        if w.BOOK.kind not in cited:
            assert question.stem.startswith(("According to The Wire: ", "According to The Wire, "))


@LAW
@given(w.bases(least=8), st.data())
def test_second_right_answer_withdraws_the_question(base, data):
    """A copy of the fact with another answer fits the same stem, so that the key is no longer the one."""
    questions = [each for each in w.live(base) if each.kind not in (Kind.ORDER, Kind.ATTRIBUTION)]
    if not questions:
        return
    question = data.draw(st.sampled_from(questions))
    grown = w.grown(base, w.rival(question))
    again = prove(question, grown)
    assert isinstance(again, Withheld)
    assert again.reason.startswith("The stem also fits “")


@LAW
@given(w.bases(least=8), st.data())
def test_namesake_of_what_is_put_in_order_withdraws_or_drops_it(base, data):
    questions = [each for each in w.live(base) if each.kind == Kind.ORDER]
    if not questions:
        return
    question = data.draw(st.sampled_from(questions))
    item = base.get(data.draw(st.sampled_from([*question.key[:1], *question.pool, *question.key])).fact)
    day = "1800" if question.facet != "order:last" else "2000"
    if question.mode == Mode.ORDER and item.pk == question.key[0].fact:
        day = "2000"
    if question.mode != Mode.ORDER and item.pk == question.key[0].fact:
        day = "2000" if question.facet == "order:first" else "1800"
    dates = tuple(replace(each, date=parse(day)) for each in item.dates if each.role == item.primary.role)
    again = prove(question, w.grown(base, w.copy_of(item, 900, dates=dates, positions=())))
    if isinstance(again, Proved):
        assert question.mode != Mode.ORDER
        assert item.pk not in {option.fact for option in (*again.question.key, *again.question.pool)}


# Each reason, one by one

DAMS = [w.event(pk, f"The dam number {pk} broke.", f"195{pk}-0{pk + 1}-1{pk}") for pk in range(7)]
BASE = w.base_of(*DAMS)


def dam_question(**fields) -> Question:
    return replace(w.asked(DAMS[3], "date:when", BASE), **fields)


def reason(question: Question, base=BASE) -> str:
    judged = prove(question, base)
    assert isinstance(judged, Withheld), judged
    return judged.reason


def test_proved_question_keeps_its_stem_and_key():
    question = dam_question()
    assert prove(question, BASE) == Proved(question=question)


@pytest.mark.parametrize(
    ("stem", "leak"),
    [
        ("In which month of 1953 did it break?", "year 1953"),
        ("Which day of April was it?", "month April"),
    ],
)
def test_stem_that_prints_the_date_is_withheld(stem, leak):
    assert reason(dam_question(stem=stem)) == f"The stem still names the {leak}."


@pytest.mark.parametrize(
    ("stem", "key", "leak"),
    [
        ("Did it march in May?", "1950-03-02", False),
        ("Was it on 3 March?", "1950-03-02", True),
        ("On May 5th?", "1950-05", True),
        ("In May?", "1950", False),
        ("The 1950s?", "195X", True),
        ("In 1950?", "19XX", True),
        ("In 44?", "-0043", False),
        ("In 1950?", "../1960", False),
    ],
)
def test_date_leaks_by_its_year_or_its_month(stem, key, leak):
    question = dam_question(stem=stem, key=(Option(text="Key", value={"date": key}),))
    assert reason_or_none(question).startswith("The stem still names") is leak


def reason_or_none(question: Question) -> str:
    judged = prove(question, BASE)
    return judged.reason if isinstance(judged, Withheld) else ""


def test_uncited_fact_is_withheld():
    fact = w.copy_of(DAMS[3], 3, citations=())
    assert w.withheld(fact, "date:when", w.base_of(fact, *DAMS)) == "It has no citation."


def test_contested_facet_is_withheld_whatever_the_generator_says():
    fact = w.copy_of(DAMS[3], 3, positions=(Position(facet="date", holds="No."),))
    assert reason(dam_question(fact=fact)) == "It is asked only as who says so."


def test_reported_fact_without_its_voice_is_withheld():
    fact = w.copy_of(DAMS[3], 3, citations=w.REPORTED)
    question = dam_question(fact=fact)
    assert reason(question) == "The stem does not say whose claim it is."
    said = replace(question, stem=f"According to The Wire: {question.stem}")
    assert isinstance(prove(said, BASE), Proved)


def test_stem_that_does_not_fit_its_own_fact_is_withheld():
    assert reason(dam_question(given=Given(title="Nothing"))) == "The stem does not fit its own fact."


def test_key_that_is_not_certain_is_withheld():
    key = (Option(text="3 May 1953", value={"date": "1953-05-03"}),)
    assert reason(dam_question(key=key)) == "Its own fact does not make the answer certain."


def test_several_other_facts_are_counted():
    twins = [w.copy_of(DAMS[3], pk, dates=w.dated(when=f"19{pk}")) for pk in (90, 91)]
    assert reason(dam_question(), w.base_of(*DAMS, *twins)) == (
        "The stem also fits “The dam number 3 broke.” and 1 more, where the answer is another."
    )


@pytest.mark.parametrize(("kept", "words"), [(0, "0 wrong options"), (1, "1 wrong option")])
def test_small_pool_is_withheld(kept, words):
    assert reason(dam_question(pool=dam_question().pool[:kept])) == f"Only {words} can be proved wrong."


@pytest.mark.parametrize(
    "date", ["1953-04-13", "1953-04", "1953", "1952/1954", "1953-04-10/1953-04-13", "1954"]
)
def test_option_of_another_precision_or_of_the_day_itself_is_dropped(date):
    odd = Option(text="Odd", value={"date": date})
    judged = prove(dam_question(pool=(odd, *dam_question().pool)), BASE)
    assert odd not in judged.question.pool


def test_options_that_share_a_day_or_read_alike_are_dropped():
    first = dam_question().pool[0]
    again = replace(first, value={"date": "1944-04-04"})
    judged = prove(dam_question(pool=(first, first, again, *dam_question().pool[1:])), BASE)
    assert judged.question.pool == dam_question().pool


def test_option_that_the_stem_prints_is_dropped():
    question = dam_question()
    said = replace(question, stem=f"{question.stem} ({question.pool[0].text})")
    assert question.pool[0] not in prove(said, BASE).question.pool


def test_pool_is_bounded():
    many = [w.event(100 + n, f"Gate {n} broke.", f"19{10 + n}-07-07") for n in range(30)]
    pool = tuple(Option(text=f"7 July 19{10 + n}", value={"date": f"19{10 + n}-07-07"}) for n in range(30))
    judged = prove(dam_question(pool=pool), w.base_of(*DAMS, *many))
    assert len(judged.question.pool) == 15


PACT = Agreement(pk=1, key="p", kind="pact", title="Pact")


@pytest.mark.parametrize(
    ("other", "live"),
    [
        ({"agreement": PACT, "dates": w.dated(announced="1960")}, True),
        ({"agreement": PACT, "dates": w.dated(when="1960")}, False),
        ({"agreement": PACT, "dates": (), "positions": (Position(facet="date", holds="1960."),)}, False),
        ({"dates": w.dated(announced="1960")}, False),
        ({"dates": w.dated(announced="1960"), "corroborates": frozenset({3})}, True),
    ],
)
def test_linked_fact_that_is_silent_on_the_date_does_not_spoil_it(other, live):
    own = w.copy_of(DAMS[3], 3, agreement=PACT if "agreement" in other else None)
    twin = w.copy_of(DAMS[3], 90, **other)
    judged = w.outcome(own, "date:when", w.base_of(*(f for f in DAMS if f.pk != 3), own, twin))
    assert isinstance(judged, Question) is live


VISITORS = [w.person(40 + n, f"Guest Number{n}x") for n in range(5)]
VISITS = [
    w.event(
        40 + n,
        f"Guest Number{n}x opened dam {n}.",
        "1950",
        participations=w.parts(visitor=[who]),
        complete_roles=frozenset({"visitor"}),
    )
    for n, who in enumerate(VISITORS)
]


def visit_question(**fields) -> Question:
    return replace(w.asked(VISITS[0], "actors:visitor", w.base_of(*VISITS)), **fields)


def test_linked_fact_that_names_nobody_does_not_spoil_the_actor():
    silent = w.copy_of(VISITS[0], 90, participations=(), corroborates=frozenset({40}))
    own = w.copy_of(VISITS[0], 40)
    judged = w.outcome(own, "actors:visitor", w.base_of(own, silent, *VISITS[1:]))
    assert isinstance(judged, Question)


@pytest.mark.parametrize("name", ["Guest Number0x", "Number0x", "guest number0x"])
def test_stem_that_prints_the_answer_is_withheld(name):
    said = visit_question(stem=f"{name} opened a dam. Who?")
    assert reason(said, w.base_of(*VISITS)).startswith("The stem still names the answer: “")


def test_name_inside_somebody_elses_name_is_no_leak():
    host = w.person(80, "Guest Number0x Junior")
    people = w.parts(visitor=[VISITORS[0]], host=[host])
    fact = w.copy_of(VISITS[0], 40, participations=people, claimant=w.ALDER)
    stem = "According to Press, quoting Mara Alder: Guest Number0x Junior was host. Who was the visitor?"
    assert isinstance(prove(visit_question(fact=fact, stem=stem), w.base_of(*VISITS)), Proved)


def test_adjective_of_a_state_is_a_leak():
    ussr = w.state(90, "Soviet Union", "USSR")
    fact = w.event(90, "Envoys came.", "1950", participations=w.parts(subject=[ussr]))
    question = visit_question(fact=fact, facet="actors:subject", stem="Soviet envoys came. Which state?")
    assert reason(question) == "The stem still names the answer: “Soviet”."
    assert reason(replace(question, stem="They came.")) == "The stem does not fit its own fact."


def test_actor_of_an_open_role_is_neither_right_nor_wrong():
    open_one = w.copy_of(VISITS[0], 40, complete_roles=frozenset())
    question = visit_question(fact=open_one)
    found = [truth(option, question, [open_one], BASE) for option in (question.key[0], question.pool[0])]
    assert found == [Truth.RIGHT, Truth.UNKNOWN]


def test_homonym_of_somebody_listed_is_right():
    twin = Option(text="guest number0x", value={"entity": 999})
    assert truth(twin, visit_question(), [VISITS[0]], BASE) == Truth.RIGHT


@pytest.mark.parametrize(
    ("pks", "closed", "found"),
    [
        ([11, 12], True, "right"),
        ([11, 12], False, "unknown"),
        ([11, 13], True, "wrong"),
        ([11, 13], False, "unknown"),
    ],
)
def test_set_of_parties_is_judged_as_a_whole(pks, closed, found):
    fact = w.agreement(1, "Pact", "1950", (w.ARDENIA, w.BELMARK))
    fact = fact if closed else w.copy_of(fact, 1, complete_roles=frozenset())
    question = visit_question(fact=fact, facet="actors:party")
    assert truth(Option(text="Set", value={"entities": pks}), question, [fact], BASE) == found


def test_undated_fact_proves_no_date():
    fact = w.copy_of(DAMS[3], 3, dates=())
    assert truth(dam_question().key[0], dam_question(), [fact], BASE) == Truth.UNKNOWN


PACTS = [
    w.agreement(n, f"Pact on {word}", f"195{n}-02-02", (w.ARDENIA, w.BELMARK))
    for n, word in enumerate("ABCD")
]


def title_question(**fields) -> Question:
    return replace(w.asked(PACTS[0], "title", w.base_of(*PACTS)), **fields)


def test_number_of_a_text_is_no_date():
    texts = [
        w.agreement(n, f"Council resolution {1950 + n} (196{n})", f"196{n}-02-02", (w.ARDENIA, w.BELMARK))
        for n in range(5)
    ]
    assert w.asked(texts[1], "date:signed", w.base_of(*texts)).stem.endswith(
        "Council resolution 1951 signed?"
    )


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ("Dam of Arden breaks (12 February 1964)", "The stem also fits"),
        ("Dam of Arden (1964) breaks", "The stem also fits"),
        ("Dam of Arden breaks once more (1964)", ""),
    ],
)
def test_title_that_differs_only_in_its_dates_may_be_meant(other, reason):
    years = [w.event(10 + n, f"The bridge {n} fell", f"195{n}") for n in range(4)]
    one = w.event(1, "", "1956", title="1956 Dam of Arden breaks")
    two = w.event(2, "", "1964", title=other)
    base = w.base_of(one, two, *years)
    if reason:
        assert w.withheld(one, "date:when", base).startswith(reason)
        assert w.withheld(two, "date:when", base).startswith(reason)
    else:
        assert w.asked(one, "date:when", base).stem == "… Dam of Arden breaks. In which year was this?"


def test_title_that_could_fit_is_neither_right_nor_wrong():
    open_one = w.copy_of(PACTS[1], 1, dates=())
    option = title_question().pool[0]
    base = w.base_of(PACTS[0], open_one)
    assert truth(option, title_question(), [], base) == Truth.UNKNOWN
    assert truth(replace(option, value={"fact": 77}), title_question(), [], base) == Truth.UNKNOWN


def test_title_that_the_stem_prints_is_withheld():
    assert reason(title_question(stem="Was it the Pact on A?"), w.base_of(*PACTS)) == (
        "The stem still names the answer."
    )


def test_second_text_of_the_day_is_right_too_and_another_record_of_the_same_text_is_not_told():
    own = w.copy_of(PACTS[0], 0, agreement=PACT)
    other = w.agreement(9, "Pact on Z", "1950-02-02", (w.ARDENIA, w.BELMARK))
    made = w.asked(own, "title", w.base_of(own, other, *PACTS[1:]))
    assert [option.fact for option in made.key] == [0, 9]
    alone = replace(made, key=made.key[:1])
    assert "also fits “Pact on Z”" in reason(alone, w.base_of(own, other, *PACTS[1:]))
    same = w.copy_of(other, 9, agreement=PACT)
    assert isinstance(prove(alone, w.base_of(own, same, *PACTS[1:])), Proved)


def test_text_whose_parties_are_not_listed_may_fit_so_it_is_no_option_and_no_answer():
    hidden = w.agreement(9, "Pact on Z", "1950-02-02", (), complete_roles=frozenset())
    base = w.base_of(hidden, *PACTS)
    offered = replace(
        title_question(), pool=(*title_question().pool, Option(text="Pact on Z", value={"fact": 9}))
    )
    made = prove(offered, base)
    assert isinstance(made, Proved)
    assert 9 not in {option.value["fact"] for option in (*made.question.key, *made.question.pool)}


def test_reported_fact_is_asked_with_its_voice_in_front():
    fact = w.copy_of(DAMS[3], 3, citations=w.REPORTED)
    question = w.asked(fact, "date:when", w.base_of(fact, *(f for f in DAMS if f.pk != 3)))
    assert question.stem == "According to The Wire: The dam number 3 broke. On which date was this?"
    assert question.given.attribution == question.attribution == "According to The Wire"


def test_option_that_is_right_too_is_dropped():
    listed = Option(text="His Other Name", value={"entity": VISITORS[0].pk})
    judged = prove(visit_question(pool=(listed, *visit_question().pool)), w.base_of(*VISITS))
    assert judged.question.pool == visit_question().pool


@pytest.mark.parametrize(
    ("claim", "offered", "found"),
    [
        ("1950-06-28~", "1950-07", "unknown"),
        ("1950-06-28", "1950-07", "wrong"),
        ("1950-06-28/1950-07-02", "1950-07", "unknown"),
        ("1950-06-28", "1950-06", "right"),
        ("1950", "1950-06", "unknown"),
    ],
)
def test_date_is_wrong_only_where_no_day_is_shared_even_with_the_margins(claim, offered, found):
    fact = w.copy_of(DAMS[3], 3, dates=w.dated(when=claim))
    option = Option(text="Offered", value={"date": offered})
    assert truth(option, dam_question(), [fact], BASE) == found


PARTIES = [(w.STATES[n % 4], w.STATES[(n + 1 + n // 4) % 4]) for n in range(6)]
SITES = [
    w.agreement(
        60 + n,
        f"Pact on {word}",
        f"196{n}-05-02",
        PARTIES[n],
        places=(w.place(600 + n, f"Port {word}ville"),),
    )
    for n, word in enumerate(["Ash", "Birch", "Cedar", "Elm", "Fir", "Hazel"])
]


@pytest.mark.parametrize("facet", ["date:signed", "actors:party", "place", "title"])
def test_twins_are_asked_once(facet):
    """Two records of one title, day, place and makers: the first is asked, the second says so."""
    twin = w.copy_of(SITES[0], 90)
    base = w.base_of(*SITES, twin)
    found = [
        next(each for each in w.outcomes(fact, base) if each.facet.startswith(facet))
        for fact in (SITES[0], twin)
    ]
    assert isinstance(found[0], Question)
    assert isinstance(found[1], Withheld)
    assert found[1].because == (SITES[0].pk,)
    assert "The same is asked of another fact" in found[1].reason


def test_place_of_the_same_name_is_right_and_one_that_holds_it_is_neither():
    question = w.asked(SITES[0], "place", w.base_of(*SITES))
    homonym = w.copy_of(SITES[1], 91, places=(w.place(691, "Port Ashville"),))
    region = w.copy_of(SITES[1], 92, places=(w.place(692, "Ash County"),))
    inside = w.copy_of(SITES[0], SITES[0].pk, places=(replace(SITES[0].places[0], within=(692,)),))
    base = w.base_of(inside, *SITES[1:], homonym, region)
    options = [
        Option(text="Port Ashville", value={"place": 691}, fact=91),
        Option(text="Ash County", value={"place": 692}, fact=92),
        Option(text="Port Birchville", value={"place": 601}, fact=61),
    ]
    found = [truth(option, replace(question, fact=inside), [inside], base) for option in options]
    assert found == [Truth.RIGHT, Truth.UNKNOWN, Truth.WRONG]


def test_places_of_an_open_fact_prove_nothing_so_its_place_is_typed():
    open_one = w.copy_of(SITES[0], 60, complete_roles=frozenset())
    base = w.base_of(open_one, *SITES[1:])
    option = Option(text="Port Birchville", value={"place": 601}, fact=61)
    question = w.asked(open_one, "place", base)
    assert truth(option, question, [open_one], base) == Truth.UNKNOWN
    assert (question.mode, question.accept) == (Mode.TYPED, ("Port Ashville",))
