"""Each reason for which a question is withheld, or an option dropped."""

from __future__ import annotations

from dataclasses import replace

import pytest

from history.facts import Agreement, Given, Position
from quizzes.proof import Proved, Truth, prove, truth
from quizzes.questions import Mode, Option, Question, Withheld
from tests.quizzes import worldlet as w

pytestmark = pytest.mark.pure

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
