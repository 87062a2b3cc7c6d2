"""Ways to ask are tried in turn: first the plainest that fits nothing else, at last the answer is typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from history.facts import Fact
from quizzes import making, typed
from quizzes.making import Facet
from quizzes.questions import Kind, Mode, Question, Withheld
from tests.quizzes import worldlet as w

pytestmark = pytest.mark.pure

ARDEN, BELGATE = w.place(31, "Arden"), w.place(32, "Belgate")
DAMS = [w.event(10 + n, f"The dam number {n} broke.", f"195{n}-02-0{n + 1}") for n in range(6)]
GATE = w.event(1, "The gate broke.", "1955-09-02", places=(ARDEN,))
MILL = w.event(2, "The mill broke.", "1955-09-02", places=(BELGATE,))


def the(facet: str, fact: Fact, *others: Fact) -> Facet:
    base = w.base_of(fact, *others)
    return next(each for each in making.facets(fact, base) if each.best() and each.name == facet)


def test_plainest_way_is_asked_where_nothing_else_fits():
    assert the("title", GATE, *DAMS).best().question.stem == "Which of these happened on 2 September 1955?"


def test_strict_way_comes_before_a_plainer_one_to_which_others_fit():
    facet = the("title", GATE, MILL, *DAMS)
    assert facet.best().question.stem == "Which of these happened in Arden on 2 September 1955?"
    assert [option.fact for option in facet.best().question.key] == [GATE.pk]
    ways = [each.question.stem for each in facet.all_ways()]
    assert ways == [
        "Which of these happened in Arden on 2 September 1955?",
        "Which of these happened on 2 September 1955?",
    ]


def test_shared_way_is_asked_where_there_is_no_strict_one():
    one, two = replace(GATE, places=()), replace(MILL, places=())
    found = the("title", one, two, *DAMS).best().question
    assert found.stem == "Which of these happened on 2 September 1955?"
    assert [option.fact for option in found.key] == [one.pk, two.pk]


def test_later_way_is_not_tried_before_it_is_wanted():
    """Whoever prints the least is enough: nothing after it costs anything."""
    tried = []
    base = w.base_of(*DAMS)
    question = w.asked(DAMS[0], "date:when", base)

    def ways() -> Iterator[Question]:
        for number in range(3):
            tried.append(number)
            yield question

    facet = Facet(ways(), base, excluded={})
    assert facet.best() is facet.best() is not None
    assert tried == [0]
    assert len(list(facet.all_ways())) == 3


def test_way_that_is_not_certain_is_passed_over():
    base = w.base_of(*DAMS)
    question = w.asked(DAMS[0], "date:when", base)
    leaking = replace(question, stem="When in 1950 was it?")
    facet = Facet(iter([leaking, question]), base, excluded={})
    assert facet.best().question == question


def test_where_no_way_is_certain_the_first_reason_is_told():
    base = w.base_of(*DAMS)
    question = w.asked(DAMS[0], "date:when", base)
    ways = [
        replace(question, stem="When in 1950 was it?"),
        replace(question, stem="When in February was it?"),
    ]
    facet = Facet(iter(ways), base, excluded={})
    assert facet.best() is None
    assert facet.name == "date:when"
    withheld = making.alone(facet, base)
    assert (withheld.reason, withheld.kind) == ("The stem still names the year 1950.", Kind.DATE)


def test_proposal_that_is_withheld_says_so():
    base = w.base_of(*DAMS)
    withheld = Withheld(fact=DAMS[0], facet="place", kind=Kind.PLACE, reason="Nobody knows.")
    facet = Facet(withheld, base, excluded={})
    assert (facet.best(), facet.name, making.alone(facet, base)) == (None, "place", withheld)


def test_homonyms_are_told_apart_by_a_remark():
    """Two of one title: each is asked by what the other is not."""
    one = w.agreement(40, "Treaty of Peace", "1950-05-02", (w.ARDENIA, w.BELMARK), places=(ARDEN,))
    two = w.agreement(41, "Treaty of Peace", "1970-05-02", (w.CASSOVIA, w.DORLAND), places=(BELGATE,))
    pacts = [w.agreement(50 + n, f"Pact {n}x", f"196{n}-05-02", (w.ARDENIA, w.BELMARK)) for n in range(4)]
    base = w.base_of(one, two, *pacts)
    stems = [w.asked(fact, "date:signed", base).stem for fact in (one, two)]
    assert len(set(stems)) == 2
    assert all("(" in stem for stem in stems)
    assert "(" not in w.asked(one, "date:signed", w.base_of(one, *pacts)).stem


def test_homonyms_that_nothing_tells_apart_are_withheld():
    one = w.event(40, "The gate broke.", "1950-05-02")
    two = w.event(41, "The gate broke.", "1970-05-02")
    base = w.base_of(one, two, *DAMS)
    found = w.outcome(one, "date:when", base)
    assert isinstance(found, Withheld)
    assert found.because == (41,)


# What a teacher says


def test_kind_that_a_teacher_left_out_is_withheld_with_her_reason():
    fact = replace(DAMS[0], exclusions=((Kind.DATE, "Too hard."),))
    base = w.base_of(fact, *DAMS[1:])
    (date,) = (each for each in making.judge(fact, base) if each.facet == "date:when")
    assert date.reason == "A teacher left this kind of question out: Too hard."
    assert all(isinstance(each, Question) or each.kind != Kind.EVENT for each in making.judge(fact, base))
    again = making.judge(fact, base, honour_exclusions=False)
    assert isinstance(next(each for each in again if each.facet == "date:when"), Question)


@pytest.mark.parametrize(
    ("citations", "stem"),
    [
        (w.CITED, "When was the flood?"),
        (w.REPORTED, "According to The Wire: When was the flood?"),
    ],
)
def test_teachers_words_are_asked_behind_the_voice(citations, stem):
    fact = replace(DAMS[0], wordings=(("date:when", "When was the flood?"),), citations=citations)
    assert w.asked(fact, "date:when", w.base_of(fact, *DAMS[1:])).stem == stem


def test_teachers_words_that_begin_with_the_voice_keep_it_once():
    own = "According to The Wire, when was the flood?"
    fact = replace(DAMS[0], wordings=(("date:when", own),), citations=w.REPORTED)
    assert w.asked(fact, "date:when", w.base_of(fact, *DAMS[1:])).stem == own


def test_teachers_words_are_proved_like_any_other():
    fact = replace(DAMS[0], wordings=(("date:when", "When in 1950 was the flood?"),))
    assert w.withheld(fact, "date:when", w.base_of(fact, *DAMS[1:])) == "The stem still names the year 1950."


def test_words_for_another_facet_change_nothing():
    fact = replace(DAMS[0], wordings=(("date:signed", "When was the flood?"),))
    assert w.asked(fact, "date:when", w.base_of(fact, *DAMS[1:])) == replace(
        w.asked(DAMS[0], "date:when", w.base_of(*DAMS)), fact=fact
    )


# Typed, where nothing can be offered


def test_date_without_wrong_options_is_typed():
    question = w.asked(DAMS[0], "date:when", w.base_of(DAMS[0]))
    assert (question.mode, question.pool, question.accept) == (Mode.TYPED, (), ("1950-02-01",))


def test_name_without_wrong_options_is_typed_in_every_spelling():
    guest = w.person(70, "Zeno Zander", "Z. Zander", "Зено")
    fact = w.event(
        70,
        "Zeno Zander opened a dam.",
        "1950-03-05",
        participations=w.parts(visitor=[guest]),
        complete_roles=frozenset({"visitor"}),
    )
    question = w.asked(fact, "actors:visitor", w.base_of(fact, *DAMS))
    assert (question.mode, question.accept) == (Mode.TYPED, ("Zeno Zander", "Z. Zander", "Зено"))
    assert question.stem == "… opened a dam (5 March 1950). Whose name belongs in the gap?"


def test_name_that_another_fact_of_the_stem_has_is_accepted_too():
    def visit(pk: int, name: str) -> Fact:
        parts = w.parts(visitor=[w.person(pk, name, f"{name[0]}. {name.split()[1]}")])
        roles = frozenset({"visitor"})
        return w.event(
            pk, f"{name} opened the dam.", "1950", participations=parts, complete_roles=roles, type="visit"
        )

    one, other = visit(70, "Zeno Zander"), visit(71, "Yann Yarrow")
    question = w.asked(one, "actors:visitor", w.base_of(one, other, *DAMS))
    assert question.stem == "… opened the dam (1950). Whose name belongs in the gap?"
    assert question.mode == Mode.TYPED
    assert question.accept == ("Zeno Zander", "Z. Zander", "Yann Yarrow", "Y. Yarrow")
    unlisted = replace(other, complete_roles=frozenset())
    assert w.withheld(one, "actors:visitor", w.base_of(one, unlisted, *DAMS))


def test_typed_stem_does_not_speak_of_options():
    signed = w.agreement(
        71,
        "Pact on Salt",
        "1950-03-02",
        (w.ARDENIA, w.BELMARK),
        participations=w.parts(party=(w.ARDENIA, w.BELMARK), signatory=[w.ALDER]),
        complete_roles=frozenset({"party", "signatory"}),
    )
    question = w.asked(signed, "actors:signatory", w.base_of(signed))
    assert question.mode == Mode.TYPED
    assert question.stem == "Pact on Salt (signed on 2 March 1950). Who signed it?"


@pytest.mark.parametrize("facet", ["title", "actors:party"])
def test_titles_and_sets_are_never_typed(facet):
    fact = w.agreement(71, "Pact on Salt", "1950-03-02", (w.ARDENIA, w.BELMARK))
    found = w.outcome(fact, facet, w.base_of(fact))
    assert isinstance(found, Withheld)
    assert found.wants_options or "title" in facet


@pytest.mark.parametrize(
    ("told", "date", "asked"),
    [
        ("It fell in Arden.", "1950", False),
        ("The northern gate fell in Arden.", "1950", True),
        ("It fell in Arden.", "1950-03-04", True),
    ],
)
def test_answer_is_typed_only_where_the_stem_leads_to_it(told, date, asked):
    """Of an open fact no other place is provably wrong; and “It fell in … (1950)” may be anywhere."""
    fact = w.event(70, told, date, places=(ARDEN,), participations=w.parts(subject=[w.BELMARK]))
    found = w.outcome(fact, "place", w.base_of(fact, *DAMS))
    assert isinstance(found, Question) is asked
    if asked:
        assert (found.mode, found.accept) == (Mode.TYPED, ("Arden",))
    else:
        assert found.reason == making.TOO_LITTLE


def test_several_dates_are_never_typed():
    found = the("date:when", *DAMS).best()
    question = found.question
    assert typed.as_typed(replace(found, question=question))
    for other in (replace(question, key=question.key * 2), replace(question, mode=Mode.MULTI)):
        assert typed.as_typed(replace(found, question=other)) is None


def test_typed_until_three_others_make_it_a_choice():
    modes = [w.asked(DAMS[0], "date:when", w.base_of(*DAMS[:number])).mode for number in (1, 2, 3, 4, 6)]
    assert modes == [Mode.TYPED, Mode.TYPED, Mode.TYPED, Mode.SINGLE, Mode.SINGLE]


# Seats that are kept


def test_seat_is_kept_while_all_others_are_wrong_and_the_answer_is_the_same():
    base = w.base_of(*DAMS)
    found = the("date:when", *DAMS).best()
    pool = tuple(the("date:when", dam, *DAMS).best().question.key[0] for dam in DAMS[1:4])
    key = [found.question.key[0].to_json()]
    kept = making.still_seated(found, pool, seat=2, key=key, base=base)
    assert (kept.pool, kept.seat) == (pool, 2)
    moved = replace(DAMS[0], dates=w.dated(when="1950-06-06"))
    elsewhere = the("date:when", moved, *DAMS[1:]).best()
    assert making.still_seated(elsewhere, pool, seat=2, key=key, base=base) is None


def test_seat_is_lost_when_another_at_the_table_may_be_right():
    base = w.base_of(*DAMS)
    found = the("date:when", *DAMS).best()
    near = replace(
        found.question.key[0], text="2 February 1950", value={"date": "1950-02-02"}, fact=DAMS[1].pk
    )
    far = the("date:when", DAMS[2], *DAMS).best().question.key[0]
    key = [found.question.key[0].to_json()]
    assert making.still_seated(found, (far, near), seat=0, key=key, base=base) is None
    gone = replace(far, fact=999)
    assert making.still_seated(found, (gone, far), seat=0, key=key, base=base) is None


def test_order_is_kept_while_what_is_printed_of_the_fact_is_the_same():
    events = [
        w.event(60 + n, f"{what} came.", f"195{n}-03-04")
        for n, what in enumerate(["Rain", "Snow", "Hail", "Fog"])
    ]
    base = w.base_of(*events)
    found = next(facet.best() for facet in making.facets(events[0], base) if facet.name.startswith("order"))
    asked = found.question
    assert making.still_in_order(found, asked, base) == asked
    other = replace(asked, key=tuple(replace(option, note="Something else.") for option in asked.key))
    assert making.still_in_order(found, other, base) is None
    worded = replace(asked, fact=replace(events[0], wordings=(("order:first", "What came first?"),)))
    assert making.still_in_order(found, worded, base) is None
    namesakes = [w.copy_of(event, 900 + n, dates=w.dated(when="1850")) for n, event in enumerate(events)]
    again = making.still_in_order(found, asked, w.base_of(*events, *namesakes))
    assert again is None
