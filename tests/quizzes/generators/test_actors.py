"""Who was it: parties together, everybody else one by one."""

from __future__ import annotations

import pytest

from history.dates import parse
from history.facts import Position, Role, Standing
from quizzes.questions import deal
from tests.quizzes import worldlet as w

pytestmark = pytest.mark.pure

PEOPLE = [w.person(pk, f"Guest Number{pk}x") for pk in range(60, 66)]
VISITS = [
    w.event(
        pk,
        f"Guest Number{pk}x came to see the dam.",
        f"1950-0{pk - 59}",
        participations=w.parts(visitor=[who]),
        complete_roles=frozenset({Role.VISITOR}),
    )
    for pk, who in zip(range(60, 66), PEOPLE, strict=True)
]
PAIRS = [(w.ARDENIA, w.BELMARK), (w.CASSOVIA, w.DORLAND), (w.ARDENIA, w.CASSOVIA), (w.BELMARK, w.DORLAND)]
PACTS = [
    w.agreement(pk, f"Pact on {word} between {one.name} and {other.name}", f"195{pk}-02-03", (one, other))
    for pk, (word, (one, other)) in enumerate(zip(["Fish", "Coal", "Rail", "Wood"], PAIRS, strict=True))
]


def visit(statement: str, role: str, *actors, **fields):
    return w.event(
        70,
        statement,
        "1950-03-05",
        participations=w.parts(**{role: actors}),
        complete_roles=frozenset({role}),
        **fields,
    )


def stem(fact, role, others=VISITS):
    return w.asked(fact, f"actors:{role}", w.base_of(fact, *others)).stem


def reason(fact, facet, others=VISITS):
    return w.withheld(fact, facet, w.base_of(fact, *others))


def test_gap_stands_for_one_person():
    question = w.asked(VISITS[2], "actors:visitor", w.base_of(*VISITS))
    assert question.stem == "… came to see the dam (March 1950). Whose name belongs in the gap?"
    assert [option.text for option in question.key] == ["Guest Number62x"]
    assert question.pool[0].note == "Guest Number61x came to see the dam (February 1950)."


def test_parties_are_asked_together():
    question = w.asked(PACTS[0], "actors:party", w.base_of(*PACTS))
    assert (
        question.stem
        == "Pact on Fish between … and … (signed on 3 February 1950). Between whom was it concluded?"
    )
    assert [option.text for option in question.key] == ["Ardenia and Belmark"]
    assert (
        question.pool[0].note
        == "They concluded the Pact on Rail between Ardenia and Cassovia (3 February 1952)."
    )


def test_event_between_parties_is_not_concluded():
    fact = w.event(
        70,
        "Ardenia and Belmark opened relations.",
        "1951",
        participations=w.parts(party=[w.ARDENIA, w.BELMARK]),
        complete_roles=frozenset({"party"}),
    )
    question = w.asked(fact, "actors:party", w.base_of(fact, *PACTS[1:]))
    assert question.stem == "… and … opened relations (1951). Between whom was it?"


def test_note_of_a_set_from_an_event_tells_the_event():
    told = w.event(
        71,
        "Ardenia and Dorland opened relations.",
        "1951",
        participations=w.parts(party=[w.ARDENIA, w.DORLAND]),
        complete_roles=frozenset({"party"}),
    )
    pool = w.asked(PACTS[0], "actors:party", w.base_of(told, *PACTS)).pool
    assert "Ardenia and Dorland opened relations (1951)." in [option.note for option in pool]


def test_note_of_somebody_whom_the_fact_does_not_name_says_what_it_is():
    crowd = w.event(
        71, "The fair opened.", "1950-03-01", participations=w.parts(visitor=[w.ALDER]), citations=w.REPORTED
    )
    signed = w.agreement(
        72, "Pact on Salt", "1950-03-02", [w.ARDENIA], participations=w.parts(signatory=[w.BORG])
    )
    notes = [o.note for o in w.asked(VISITS[2], "actors:visitor", w.base_of(crowd, signed, *VISITS)).pool]
    assert "According to The Wire: Mara Alder is known from this: The fair opened (1 March 1950)." in notes
    assert "Piet Borg signed the Pact on Salt (2 March 1950)." in notes


STATES = [
    w.event(80 + n, f"{s.name} built a dam.", f"195{n}", participations=w.parts(subject=[s]))
    for n, s in enumerate(w.STATES[:4])
]


def test_gap_of_a_name_asks_for_the_state():
    fact = visit("The dam of Ardenia broke.", "subject", w.ARDENIA)
    assert stem(fact, "subject", STATES[1:]).endswith("Which state belongs in the gap?")


def test_gap_of_an_adjective_asks_what_it_stands_for():
    fact = visit("The Japanese emperor spoke.", "subject", w.state(1, "Japan"))
    assert (
        stem(fact, "subject", STATES)
        == "The … emperor spoke (5 March 1950). Which state does the gap stand for?"
    )


@pytest.mark.parametrize(
    ("role", "people", "question"),
    [
        ("visitor", [w.ALDER], "Who was the visitor?"),
        ("visitor", [w.ALDER, w.BORG], "Which of these people were visitors? Choose all that are right."),
        ("participant", [w.ALDER, w.BORG], "Which of these people took part? Choose all that are right."),
        ("signatory", [w.ALDER], "Which of these people signed it?"),
        ("abstainer", [w.ARDENIA, w.BELMARK], "Which of these abstained? Choose all that are right."),
    ],
)
def test_question_is_about_the_role_where_there_is_no_gap(role, people, question):
    assert stem(visit("A dam was opened.", role, *people), role, [*VISITS, *STATES]).endswith(question)


@pytest.mark.parametrize(("number", "mode"), [(1, "single"), (2, "multi"), (5, "multi"), (6, "single")])
def test_two_to_five_in_a_role_are_asked_together(number, mode):
    """Of more than five, one is asked for: nobody ticks so many."""
    people = [w.person(300 + n, f"Envoy Number{n}y") for n in range(number)]
    fact = visit("A dam was opened.", "visitor", *people)
    question = w.asked(fact, "actors:visitor", w.base_of(fact, *VISITS))
    assert (question.mode, len(question.key)) == (mode, number)
    assert not {option.value["entity"] for option in question.pool} & {person.pk for person in people}
    for seed in "abcdefgh":
        hand = deal(question.key, question.pool, ordered=False, seed=seed, mode=question.mode)
        shown = [option for option in hand.options if option in question.key]
        assert len(shown) == (number if mode == "multi" else 1)
        assert len(hand.options) - len(shown) >= 2


def test_signatory_of_an_agreement_signed_it():
    fact = w.agreement(
        70,
        "Pact on Salt",
        "1950-03-05",
        [],
        participations=w.parts(signatory=[w.ALDER]),
        complete_roles=frozenset({"signatory"}),
    )
    assert stem(fact, "signatory").endswith("Which of these people signed it?")


def test_date_in_the_sentence_is_not_said_twice():
    fact = visit("On 5 March 1950 Alder opened the dam.", "visitor", w.ALDER)
    assert stem(fact, "visitor") == "On 5 March 1950 … opened the dam. Whose name belongs in the gap?"


@pytest.mark.parametrize(
    ("fact", "facet", "reason_begins"),
    [
        (
            visit("It rained.", "other", w.ALDER),
            "actors",
            "Nobody takes part in it in a role that can be asked.",
        ),
        (
            w.copy_of(VISITS[0], 70, complete_roles=frozenset()),
            "actors:visitor",
            "Nobody has confirmed that every visitor",
        ),
        (
            visit("They came.", "visitor", w.person(1, "Some", kind="group")),
            "actors:visitor",
            "A nameless group",
        ),
        (w.copy_of(VISITS[0], 70, dates=()), "actors:visitor", "The stem also fits"),
        (
            w.copy_of(PACTS[0], 70, participations=w.parts(party=[w.ARDENIA])),
            "actors:party",
            "Only one party is listed",
        ),
        (
            visit("They came.", "visitor", w.ALDER, w.ARDENIA),
            "actors:visitor",
            "People, states and bodies share",
        ),
        (visit("Mara Alder.", "visitor", w.ALDER), "actors:visitor", "Without the answer nothing is left"),
        (
            visit("The Alder-Borg dam broke.", "visitor", w.ALDER),
            "actors:visitor",
            "The answer is part of a longer word",
        ),
        (visit("It rained.", "subject", w.ALDER), "actors:subject", "The sentence leaves no gap"),
        (
            visit("Alder came.", "visitor", w.ALDER, w.BORG),
            "actors:visitor",
            "Only a part of the answer can be masked",
        ),
        (
            visit("Praise.", "visitor", w.ALDER, standing=Standing.CHARACTERISATION),
            "actors:visitor",
            "It is praise",
        ),
        (
            visit("The two leaders held talks.", "participant", w.ALDER),
            "actors:participant",
            "The sentence says “The two leaders”",
        ),
    ],
)
def test_actor_that_cannot_be_asked_says_why(fact, facet, reason_begins):
    assert reason(fact, facet).startswith(reason_begins)


def names(fact, others, facet="actors:visitor"):
    return [option.text for option in w.asked(fact, facet, w.base_of(fact, *others)).pool]


def came(pk, who, when="1950-03", **fields):
    fields = {"participations": w.parts(visitor=[who]), "complete_roles": frozenset({"visitor"}), **fields}
    return w.event(pk, f"{who.name} came to see dam {pk}.", when, **fields)


@pytest.mark.parametrize(
    "stranger",
    [
        w.person(90, "Not Yet Born", start=parse("1940")),
        w.person(90, "Long Dead", end=parse("1949")),
        w.person(90, "Never Known", start=None, end=None),
        w.person(90, "Guest Number62x"),
        w.person(90, "Some Heir", related=frozenset({62})),
        w.state(90, "A State"),
    ],
)
def test_actor_who_could_not_or_must_not_stand_there_is_never_offered(stranger):
    fact = w.copy_of(VISITS[2], 62, participations=w.parts(visitor=[PEOPLE[2]]))
    if stranger.related:
        fact = w.copy_of(
            fact,
            62,
            participations=w.parts(visitor=[w.person(62, "Guest Number62x", related=frozenset({90}))]),
        )
    others = [other for other in VISITS if other.pk != 62]
    assert stranger.name not in names(fact, [came(91, stranger), *others])


def test_actor_whom_a_source_prints_wrongly_is_never_offered():
    fact = w.copy_of(VISITS[2], 62, wrong_actors=frozenset({61}))
    assert "Guest Number61x" not in names(fact, [v for v in VISITS if v.pk != 62])


def test_actor_of_praise_is_never_offered():
    praise = came(91, w.ALDER, standing=Standing.CHARACTERISATION)
    assert "Mara Alder" not in names(VISITS[2], [praise, *(v for v in VISITS if v.pk != 62)])


def test_compatriots_come_first():
    fact = came(95, w.person(96, "Own Man", country=11))
    assert names(fact, [*VISITS, came(91, w.ALDER, "1953")])[0] == "Mara Alder"


def test_actor_known_only_a_generation_later_is_offered_only_where_nobody_nearer_is():
    late = [came(91 + n, who, f"199{n}") for n, who in enumerate((w.BORG, w.CALVO, w.DAUB))]
    late = [
        w.copy_of(
            f,
            f.pk,
            participations=w.parts(
                visitor=[w.person(200 + f.pk, f"Late {f.pk}x", end=None, active=(0, 10**6))]
            ),
        )
        for f in late
    ]
    near = [v for v in VISITS if v.pk != 62]
    assert not [name for name in names(VISITS[2], [*near, *late]) if name.startswith("Late")]
    assert len([name for name in names(VISITS[2], [near[0], *late]) if name.startswith("Late")]) == 2


def test_parties_that_did_not_exist_then_are_never_offered():
    young = w.state(99, "Youngland", start=parse("1960"))
    later = w.agreement(9, "Pact on Wine between Ardenia and Youngland", "1961-01-01", (w.ARDENIA, young))
    pool = w.asked(PACTS[0], "actors:party", w.base_of(later, *PACTS)).pool
    assert "Ardenia and Youngland" not in [option.text for option in pool]


def test_predecessor_of_a_party_is_never_offered():
    old = w.state(99, "Old Ardenia", related=frozenset({11}))
    ardenia = w.state(11, "Ardenia", related=frozenset({99}))
    fact = w.agreement(8, "Pact on Bread between Ardenia and Belmark", "1951-05-05", (ardenia, w.BELMARK))
    earlier = w.agreement(9, "Pact on Wine between Old Ardenia and Belmark", "1951-01-01", (old, w.BELMARK))
    pool = w.asked(fact, "actors:party", w.base_of(fact, earlier, *PACTS[1:])).pool
    assert "Old Ardenia and Belmark" not in [option.text for option in pool]


def test_set_of_parties_is_offered_once():
    again = w.agreement(9, "Pact on Wine between Dorland and Cassovia", "1957-01-01", (w.DORLAND, w.CASSOVIA))
    pool = w.asked(PACTS[0], "actors:party", w.base_of(again, *PACTS)).pool
    assert len({tuple(option.value["entities"]) for option in pool}) == len(pool) == 3


def test_open_agreement_lends_no_parties():
    open_one = w.agreement(
        9, "Pact on Wine", "1951-01-01", (w.ARDENIA, w.DORLAND), complete_roles=frozenset()
    )
    pool = w.asked(PACTS[0], "actors:party", w.base_of(open_one, *PACTS)).pool
    assert "Ardenia and Dorland" not in [option.text for option in pool]


def test_where_sources_disagree_on_the_day_the_stem_prints_what_holds_both():
    told = Position(facet="date", holds="No.", date=parse("1951"))
    fact = visit("Guest Number61x came to see a mill.", "visitor", PEOPLE[1], positions=(told,))
    assert stem(fact, "visitor").startswith("… came to see a mill (the 1950s).")


def test_what_was_only_planned_is_not_asked():
    fact = w.copy_of(VISITS[1], 70, dates=w.dated(planned="1950-03-05"))
    assert reason(fact, "actors:visitor") == "It was planned or announced; it never came to pass."


PRIZE = [
    w.event(
        80 + pk,
        "",
        "1950",
        title=f"{who.name} wins the Dam Prize",
        participations=w.parts(subject=[who]),
        complete_roles=frozenset({"subject"}),
    )
    for pk, who in enumerate(PEOPLE[:2])
]
"""Two that print the same once the answer is masked."""


def test_of_several_of_whom_the_same_is_true_the_eldest_is_asked_with_all_as_keys():
    base = w.base_of(*PRIZE, *VISITS)
    question = w.asked(PRIZE[0], "actors:subject", base)
    assert [option.text for option in question.key] == [PEOPLE[0].name, PEOPLE[1].name]
    assert not {option.text for option in question.key} & {option.text for option in question.pool}
    assert w.withheld(PRIZE[1], "actors:subject", base)


def test_nobody_is_asked_where_one_of_several_lists_is_open():
    open_one = w.copy_of(PRIZE[1], 81, complete_roles=frozenset())
    found = w.withheld(PRIZE[0], "actors:subject", w.base_of(PRIZE[0], open_one, *VISITS))
    assert found.startswith("The stem also fits")


def term(pk: int, who, start: str, **fields):
    return w.event(
        pk,
        "",
        start,
        title=who.name,
        kind="term",
        type="head-of-government",
        dates=w.dated(start=start),
        participations=w.parts(holder=[who]),
        complete_roles=frozenset({"holder"}),
        about=(w.ARDENIA,),
        **fields,
    )


def test_an_office_whose_title_is_its_holder_is_asked_by_its_sort_and_its_state():
    terms = [term(90 + pk, who, f"195{pk}") for pk, who in enumerate(PEOPLE)]
    question = w.asked(terms[2], "actors:holder", w.base_of(*terms, *VISITS))
    assert question.stem == "Head of government of Ardenia (1952). Who held the office?"
    assert (question.given.about, question.given.type) == (w.ARDENIA, "head-of-government")


def test_genitive_of_a_person_stays_outside_the_gap():
    who = PEOPLE[0]
    fact = visit("Guest Number60x's train came to the dam.", "visitor", who)
    assert stem(fact, "visitor", VISITS[1:]).startswith("…'s train came to the dam")


def test_somebody_long_out_of_public_life_is_not_offered():
    old = w.person(90, "Old Statesman", active=(parse("1920").earliest, parse("1930").latest))
    came = w.event(91, "Old Statesman came.", "1951-02", participations=w.parts(visitor=[old]))
    question = w.asked(VISITS[2], "actors:visitor", w.base_of(*VISITS, came))
    assert "Old Statesman" not in {option.text for option in question.pool}


def test_second_voice_beside_one_that_the_sentence_names_is_not_asked():
    parts = w.parts(announcer=[w.ARDENIA], speaker=[w.ALDER])
    fact = w.event(70, "Ardenia announced a visit.", "1950-03-05", participations=parts)
    fact = w.copy_of(fact, 70, complete_roles=frozenset({Role.SPEAKER, Role.ANNOUNCER}))
    assert reason(fact, "actors:speaker") == "The sentence names somebody else who says so."
