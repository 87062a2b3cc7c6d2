"""The 55 traps of the starter pack: where a naive generator goes wrong, and what must happen.

Each trap is tried over the real pack with the compiler's exclusions ignored, so that the rules hold
and not a list.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations, pairwise

import pytest

from history import evidence
from history.dates import Precision, days_between, parse
from history.factbase import MemoryFactBase
from history.facts import FactKind, Role, Standing
from history.names import bare, contains, fold
from quizzes.grading import Word, grade
from quizzes.making import judge
from quizzes.questions import Deal, Kind, Mode, Option, Question, Withheld, deal
from tests.quizzes.conftest import World, options_of

pytestmark = pytest.mark.django_db

SEEDS = [str(seed) for seed in range(25)]


def dates(question: Question) -> list:
    return [parse(option.value["date"]) for option in options_of(question)]


def pool_dates(question: Question) -> list:
    return [parse(option.value["date"]) for option in question.pool]


def hands(question: Question):
    for seed in SEEDS:
        yield deal(
            question.key,
            question.pool,
            ordered=question.ordered,
            seed=seed,
            mode=question.mode,
            seat=question.seat,
            accept=question.accept,
        )


# Two right answers


def trap_1(world: World) -> None:
    for question in world.live:
        if question.given.bare:
            others = [f for f in world.base.fitting(question.given) if f.pk != question.fact.pk]
            for other in others:
                assert question.kind != Kind.DATE or other.dates == question.fact.dates
                if question.kind == Kind.ACTOR:
                    role = question.facet.partition(":")[2]
                    assert set(other.in_role(role)) == set(question.fact.in_role(role))
    assert "also fits" in world.reason("f-1950-04-stalin-kim", "date:when")


def trap_2(world: World) -> None:
    for question in world.of("f-2002-08-23-vladivostok", Kind.DATE):
        assert contains(question.stem, "Kim Jong Il")
    for question in world.of("f-2019-04-25-summit", Kind.DATE):
        assert contains(question.stem, "Kim Jong Un")
        assert contains(question.stem, "Vladimir Putin")


def trap_3(world: World) -> None:
    for key in ("f-1991-12-13-basic-agreement", "f-1992-01-20-denuclearisation"):
        question = world.the(key, "title")
        assert question.given.date is not None
        assert not any(actor.kind == "person" for actor in question.given.actors)


def trap_4(world: World) -> None:
    for key in ("f-1949-03-17-agreement", "f-1953-11-23-prc-dprk"):
        question = world.the(key, "actors:party")
        assert question.given.date is not None
        assert "1949" in question.stem or "1953" in question.stem
        for dated in world.of(key, Kind.DATE):
            assert contains(dated.stem, "DPRK")


def trap_5(world: World) -> None:
    for key in ("f-1961-07-06-ussr-dprk", "f-1961-07-11-prc-dprk"):
        assert world.the(key, "actors:party")
        for question in world.of(key, Kind.ACTOR):
            assert question.given.date.precision == Precision.DAY


def trap_6(world: World) -> None:
    for question in world.live:
        assert not question.stem.startswith(("Basic Treaty", "Treaty on Basic Relations."))
        for option in options_of(question):
            assert option.text not in ("Basic Treaty", "Treaty on Basic Relations", "Basic Agreement")


def trap_7(world: World) -> None:
    for question in world.kind(Kind.AGREEMENT):
        for option in options_of(question):
            assert option.text != "Moscow Declaration"
    assert contains(world.the("f-2001-08-04-moscow-declaration", "date:signed").stem, "Russia")


def trap_8(world: World) -> None:
    for question in world.kind(Kind.AGREEMENT):
        for option in options_of(question):
            assert option.text != "Pyongyang Declaration"
    for question in world.kind(Kind.DATE):
        assert not question.stem.startswith("Pyongyang Declaration")


def trap_9(world: World) -> None:
    """Of two facts of one day, none is offered as a wrong answer beside the other, in titles or in order."""
    same_day = [
        ("f-1950-10-19-pyongyang-falls", "f-1950-10-19-cpv-crosses"),
        ("f-1950-06-25-war-begins", "f-1950-06-25-unsc82"),
        ("f-2022-07-13-recognition", "f-2022-07-13-ukraine-cuts"),
    ]
    for pair in same_day:
        both = {world.by_key[key].pk for key in pair}
        for question in world.live:
            asked = question.fact.pk in both or question.mode == Mode.ORDER
            if asked and question.kind in (Kind.AGREEMENT, Kind.EVENT, Kind.ORDER):
                for hand in hands(question):
                    assert not both <= {option.value["fact"] for option in hand.options}, question.stem
    assert len(world.kind(Kind.ORDER)) > 100
    for question in world.kind(Kind.ORDER):
        if question.facet == "order:sequence":
            days = [all_days(world, option) for option in question.key]
            assert all(one[1] < other[0] for one, other in pairwise(days)), question.stem
        else:
            (first, last), way = all_days(world, question.key[0]), question.facet
            for option in question.pool:
                other = all_days(world, option)
                assert last < other[0] if way == "order:first" else other[1] < first, (
                    question.stem,
                    option.text,
                )


def all_days(world: World, option: Option) -> tuple[int, int]:
    """The first and last day that anybody gives to a fact, with the margins of what is doubtful."""
    fact = world.base.get(option.value["fact"])
    found = [each.date for each in fact.dates if each.role == fact.primary.role]
    found += [each.date for each in fact.positions if each.date and each.facet.startswith("date")]
    return min(date.outer_earliest for date in found), max(date.outer_latest for date in found)


def trap_10(world: World) -> None:
    """Both are right, so both are in the key, of which one is offered; and the same is not asked twice."""
    border = world.by_key["f-1957-10-14-border"]
    (radio,) = (
        fact
        for fact in world.base
        if fact.kind == FactKind.AGREEMENT and fact.dated("signed") == border.primary and fact.pk != border.pk
    )
    first, second = sorted((border, radio), key=lambda fact: fact.pk)
    question = world.the(first.key, "title")
    assert [option.value["fact"] for option in question.key] == [first.pk, second.pk]
    for hand in hands(question):
        assert len({border.pk, radio.pk} & {option.value["fact"] for option in hand.options}) == 1
        assert hand.options[hand.answer] in question.key
    assert world.reason(second.key, "title") == (
        f"The same is asked of another fact that fits as well ({first.key})."
    )


def trap_11(world: World) -> None:
    for question in world.of("f-1991-09-17-un-admission", Kind.ACTOR):
        assert not {"dprk", "rok"} & set().union(*(world.actor(option) for option in question.key))


def trap_12(world: World) -> None:
    question = world.the("f-1953-07-27-armistice", "actors:signatory")
    signatories = {actor.pk for actor in question.fact.in_role(Role.SIGNATORY)}
    assert (len(signatories), question.mode) == (5, Mode.MULTI)
    for hand in hands(question):
        offered = {option.value["entity"] for option in hand.options}
        assert {hand.options[index].value["entity"] for index in hand.right} == signatories
        assert len(offered - signatories) >= 2
        assert grade(hand, frozenset(hand.right)).right
        assert not grade(hand, frozenset(hand.right[:4])).right


def trap_13(world: World) -> None:
    for key, ordinal in (("f-2016-01-06-test", "fourth"), ("f-2016-09-09-test", "fifth")):
        for question in world.of(key, Kind.DATE):
            assert contains(question.stem, ordinal)


def trap_14(world: World) -> None:
    for key in ("f-2003-08-27-six-party", "f-2005-09-19-joint-statement", "f-2007-02-13-initial-actions"):
        for question in world.of(key, Kind.ACTOR):
            assert question.given.date is not None
            assert question.given.date.edtf[:4] in question.stem


def trap_15(world: World) -> None:
    for question in world.of("f-1989-hungary-poland", Kind.ACTOR):
        assert any("entities" in option.value for option in question.key)


# Anachronism


def trap_16(world: World) -> None:
    keys = world.actor_keys
    for question in world.kind(Kind.ACTOR):
        day = question.given.date
        for option in question.pool:
            for pk in option.value.get("entities") or [option.value["entity"]]:
                if keys[pk] == "russia":
                    assert day.latest >= parse("1991-12").earliest, question.stem
                if keys[pk] == "ussr":
                    assert day.earliest <= parse("1991-12-26").latest, question.stem
                if keys[pk] == "prc":
                    assert day.earliest >= parse("1949-10-01").earliest, question.stem
                if keys[pk] in ("dprk", "rok"):
                    assert day.earliest >= parse("1948-08-15").earliest, question.stem
    assert world.of("f-1949-03-17-agreement", Kind.ACTOR)
    assert world.of("f-2000-02-09-treaty", Kind.ACTOR)


def trap_17(world: World) -> None:
    for question in world.kind(Kind.ACTOR):
        if question.given.date.latest < parse("1949-10-01").earliest:
            for option in options_of(question):
                assert "prc" not in world.actor(option)


def trap_18(world: World) -> None:
    for question in world.of("f-2011-08-24-medvedev", Kind.ACTOR):
        assert all("vladimir-putin" not in world.actor(option) for option in question.key)
        assert question.facet in ("actors:host", "actors:visitor")


def trap_19(world: World) -> None:
    question = world.the("f-1949-03-17-agreement", "actors:signatory")
    assert all("vyacheslav-molotov" not in world.actor(option) for option in question.key)
    for any_question in world.live:
        assert "foreign minister Molotov" not in any_question.stem


def trap_20(world: World) -> None:
    lives = {"kim-il-sung": "1994-07-08", "joseph-stalin": "1953-03-05", "kim-jong-il": "2011-12-17"}
    born = {"vladimir-putin": "1952", "dmitry-medvedev": "1965", "boris-yeltsin": "1931"}
    seen = 0
    for question in world.kind(Kind.ACTOR):
        for option in question.pool:
            for key in world.actor(option):
                seen += 1
                if key in lives:
                    assert question.given.date.latest <= parse(lives[key]).latest, question.stem
                if key in born:
                    assert question.given.date.earliest > parse(born[key]).latest + 18 * 365, question.stem
    assert seen > 500


def trap_21(world: World) -> None:
    assert not world.of("f-1994-07-25-summit-missed", Kind.DATE)
    for question in world.kind(Kind.DATE):
        for option in question.pool:
            assert world.base.get(option.fact).key != "f-1994-07-25-summit-missed"


def trap_22(world: World) -> None:
    """Whatever prints that he was there prints that he was president no more."""
    told = [
        text
        for question in world.live
        for text in (question.stem, *(option.text for option in options_of(question)))
        if re.search(r"Carter met|President … met", text, re.IGNORECASE)
    ]
    assert len(told) > 3
    assert all(contains(text, "former") for text in told)
    firsts = [
        q.stem for q in world.live if contains(q.stem, "first") and contains(q.stem, "sitting US president")
    ]
    assert {q.fact.key for q in world.live if q.stem in firsts} <= {"f-2019-06-30-panmunjom"}


# Precision of dates


def trap_23(world: World) -> None:
    for key in ("f-1958-cpv-leave", "f-1959-nuclear", "f-1965-reactor", "f-1974-iaea"):
        (question,) = world.of(key, Kind.DATE)
        assert {date.precision for date in dates(question)} == {Precision.YEAR}
        assert "which date" not in question.stem


def trap_24(world: World) -> None:
    for key in ("pt-01", "ts-04", "f-1956-02-dubna"):
        (question,) = world.of(key, Kind.DATE)
        assert {date.precision for date in dates(question)} == {Precision.MONTH}
    (summit,) = world.of("f-2019-04-25-summit", Kind.DATE)
    assert summit.key[0].value == {"date": "2019-04-25"}


def trap_25(world: World) -> None:
    # ts-01 begins with "TASS reported", so that its voice cannot stand in front of it
    assert not world.of("ts-01", Kind.DATE)
    for question in world.of("pt-01", Kind.DATE):
        assert any(dated.note for dated in question.fact.dates)
        assert "2019" not in question.stem
        assert "2024" not in question.stem


def trap_26(world: World) -> None:
    for question in world.kind(Kind.DATE):
        found = dates(question)
        assert len({date.precision for date in found}) == 1, question.stem
        assert all(one.disjoint(other) for one in found for other in found if one != other)


def trap_27(world: World) -> None:
    (question,) = world.of("f-2000-07-19-putin-visit", Kind.DATE)
    assert question.key[0].value == {"date": "2000-07"}


def trap_28(world: World) -> None:
    verbs = {"signed": ("signed?",), "adopted": ("adopted?",)}
    verbs["in_force"] = ("was this", "enter into force")
    for question in world.kind(Kind.DATE):
        role = question.facet.partition(":")[2]
        if role in verbs:
            assert any(verb in question.stem for verb in verbs[role])
    for key, own in (("f-2024-10-24-duma", "2024-10-24"), ("f-2024-12-04-in-force", "2024-12-04")):
        (question,) = world.of(key, Kind.DATE)
        assert question.key[0].value["date"] == own


def trap_29(world: World) -> None:
    """A year against a month of it, or a day against its year: nobody knows, so they never meet."""
    dated = {fact.pk: fact.primary.date for fact in world.base if fact.primary}
    for question in world.kind(Kind.ORDER):
        beside = question.pool if question.pool else question.key
        for option in beside:
            if option.fact != question.fact.pk:
                assert dated[option.fact].disjoint(dated[question.fact.pk]), (question.stem, option.text)
    coarse = {pk for pk, date in dated.items() if date.precision == Precision.YEAR}
    asked = {option.fact for question in world.kind(Kind.ORDER) for option in options_of(question)}
    assert asked & coarse
    year, month = world.by_key["f-1956-02-dubna"], parse("1956")
    spoiled = replace(year, pk=10**6, key="vague", statement="Somewhat vague it was.", title="", dates=())
    spoiled = replace(spoiled, dates=(replace(year.primary, date=month),), agreement=None)
    grown = MemoryFactBase([*world.base, spoiled])
    for fact in (year, spoiled):
        for question in judge(fact, grown, honour_exclusions=False):
            if isinstance(question, Question) and question.kind == Kind.ORDER:
                assert not {year.pk, spoiled.pk} <= {option.fact for option in options_of(question)}


def trap_30(world: World) -> None:
    by_day = {
        "f-1945-12-27-communique",
        "f-1990-09-30-ussr-rok",
        "f-2017-09-11-unsc2375",
        "f-1983-09-01-kal007",
    }
    for key in by_day:
        for question in world.of(key, Kind.DATE):
            assert all(date.precision != Precision.DAY for date in dates(question))
    for question in world.kind(Kind.DATE):
        own = parse(question.key[0].value["date"])
        if own.precision == Precision.DAY:
            assert all(days_between(own, date) > 2 for date in pool_dates(question))


def trap_31(world: World) -> None:
    later = {
        "f-1950-01-17-luncheon": "1950-01-19",
        "f-1994-07-08-kim-dies": "1994-07-09",
        "pt-01": "2019-05",
    }
    for key, date in later.items():
        for question in world.of(key, Kind.DATE):
            assert all(not offered.overlaps(parse(date)) for offered in pool_dates(question))


def trap_32(world: World) -> None:
    birth = parse("[1941-02-16,1942-02-16]")
    assert birth.latest - birth.earliest == 365
    assert parse("1945-08~").precision == Precision.MONTH
    for question in world.kind(Kind.DATE):
        dated = question.fact.dated(question.facet.partition(":")[2])
        assert dated.date.within(parse(question.key[0].value["date"]))


# Contested, claimed, praise


def trap_33(world: World) -> None:
    for key in ("pt-02", "pt-04", "pt-15", "ts-02", "ts-09"):
        assert not [q for q in world.of(key) if q.kind != Kind.ATTRIBUTION]


def trap_34(world: World) -> None:
    """Asked only as what one of the sides says; what the other says is not offered."""
    assert_only_as_said(world, "ts-08", "f-liberation-tower")


def assert_only_as_said(world: World, *keys: str) -> None:
    for key in keys:
        for question in world.of(key, Kind.DATE):
            assert question.stem.startswith("According to "), question.stem
            claims = [each.date for each in question.fact.positions if each.date]
            named = [
                each.date
                for each in question.fact.positions
                if any(citation.source.title in question.stem for citation in each.citations)
            ]
            assert len(claims) > 1
            assert named, question.stem
            assert all(date.within(parse(question.key[0].value["date"])) for date in named if date)
            assert all(date.disjoint(claim) for date in pool_dates(question) for claim in claims)


def trap_35(world: World) -> None:
    questions = [q for q in world.of("f-1950-06-25-war-begins") if q.kind in (Kind.DATE, Kind.ACTOR)]
    assert any(q.kind == Kind.DATE for q in questions)
    for question in questions:
        assert not any(word in question.stem for word in ("attacked", "started", "provoked", "blam"))


def trap_36(world: World) -> None:
    """Neutral stems and options call it the Korean War; where it is asked for, each of its names will do."""
    partial = ("Fatherland Liberation War", "War to Resist", "6.25", "Great Fatherland")
    for question in world.live:
        texts = [option.text for option in options_of(question)] + [question.stem]
        for text in texts:
            if any(word in text for word in partial):
                assert question.kind == Kind.ATTRIBUTION or question.attribution, text
    war = Option(text="Korean War", value={"fact": 1})
    names = ("Korean War", "6.25", "War to Resist US Aggression and Aid Korea", "War to Resist US Aggression")
    hand = Deal(options=(war,), right=(0,), mode=Mode.TYPED, accept=names)
    for name in ("korean war", "The Korean War", "6.25", "war to resist us aggression"):
        assert grade(hand, name, others=("Vietnam War", "Cold War")).word == Word.RIGHT, name
    assert not grade(hand, "6.26", others=("Vietnam War", "Cold War")).right


def trap_37(world: World) -> None:
    """Whoever softened it is asked for what they wrote: no wording of the one is laid upon the other."""
    questions = world.of("ts-10")
    assert questions
    assert {question.kind for question in questions} == {Kind.ATTRIBUTION}
    for question in questions:
        cited = {citation.source.publisher for citation in question.fact.citations}
        voice = re.match(r"According to ([^,:]+)", question.stem)
        assert voice is None or any(voice[1] in name or name in voice[1] for name in cited), question.stem


def trap_38(world: World) -> None:
    for question in world.of("f-2024-06-19-treaty"):
        assert all(citation.source.key != "tass-2024-06-18" for citation in question.fact.citations)
    assert not [q for q in world.of("ts-16") if q.kind != Kind.ATTRIBUTION]


def trap_39(world: World) -> None:
    for question in world.live:
        kinds = {citation.source.kind for citation in question.fact.citations}
        if kinds == {"state-media"} and question.kind != Kind.ATTRIBUTION:
            assert question.stem.startswith("According to "), question.stem
            assert evidence.standing_of(question.fact, question.facet) != Standing.ESTABLISHED
    one_voice = [f for f in world.base if {c.source.origin for c in f.citations} == {"dprk"}]
    for fact in one_voice:
        assert len(evidence.voices(fact)) == 1


def trap_40(world: World) -> None:
    assert not [q for q in world.of("ts-06") if q.kind != Kind.ATTRIBUTION]


def trap_41(world: World) -> None:
    told = [
        text
        for question in world.live
        for text in (question.stem, *(option.text for option in options_of(question)))
        if re.search("(Putin|…) visited (Pyongyang|…), the first", text)
    ]
    assert len(told) > 3
    assert all("first Russian or Soviet head of state" in text for text in told)


def trap_42(world: World) -> None:
    assert not [q for q in world.of("f-2024-06-alliance") if q.kind != Kind.ATTRIBUTION]


def trap_43(world: World) -> None:
    for key in ("f-2019-02-28-hanoi", "f-2019-04-25-summit", "pt-08"):
        assert not world.of(key, Kind.AGREEMENT)


def trap_44(world: World) -> None:
    assert_only_as_said(world, "f-1995-treaty-renounced", "f-1996-treaty-not-denounced")


# Names


def typed(world: World, key: str, *, others: bool = True) -> tuple[Deal, list[str]]:
    """An actor of the pack, asked for by name, and all that the others are called."""
    actors = {actor.key: actor for fact in world.base for actor in fact.actors()}
    own = actors[key]
    hand = Deal(
        options=(Option(text=own.name, value={"entity": own.pk}),),
        right=(0,),
        mode=Mode.TYPED,
        accept=own.spellings(),
    )
    names = [name for actor in actors.values() if actor.pk != own.pk for name in actor.spellings()]
    return hand, names if others else []


def word(world: World, key: str, text: str) -> str:
    hand, others = typed(world, key)
    return grade(hand, text, others=others).word


def trap_45(world: World) -> None:
    """Whoever bears the name of the answer is the answer, though somebody else bears it too."""
    actors = {actor.key: actor for fact in world.base for actor in fact.actors()}
    homonyms = [
        (one, other)
        for one, other in combinations(actors.values(), 2)
        if one.kind == "person" and fold(one.name) == fold(other.name)
    ]
    for one, other in homonyms:
        assert word(world, one.key, one.name) == word(world, other.key, other.name) == Word.RIGHT
    hand = Deal(
        options=(Option(text="Kim Yong Il", value={"entity": 1}),),
        right=(0,),
        mode=Mode.TYPED,
        accept=("Kim Yong Il", "김영일"),
    )
    namesake = ["Kim Yong Il", "김용일"]
    assert grade(hand, "Kim Yong Il", others=namesake).word == Word.RIGHT
    assert grade(hand, "김영일", others=namesake).word == Word.RIGHT
    assert grade(hand, "김용일", others=namesake).word == Word.WRONG
    for question in world.live:
        if question.mode == Mode.TYPED and "entity" in question.key[0].value:
            (own,) = question.fact.in_role(question.facet.partition(":")[2])
            assert question.accept == tuple(map(bare, own.spellings()))


def trap_46(world: World) -> None:
    """No slip turns one Kim or Roh into another, and Kim alone says too little."""
    assert word(world, "kim-jong-un", "Kim Jong Gyu") == Word.WRONG
    assert word(world, "roh-tae-woo", "Roh Moo-hyun") == Word.WRONG
    people = {a.key: a for f in world.base for a in f.actors() if a.kind == "person"}
    kims = {key: actor for key, actor in people.items() if actor.name.startswith(("Kim ", "Roh "))}
    assert len(kims) > 8
    for key in kims:
        hand, others = typed(world, key)
        for other in kims.values():
            if other.key != key and fold(other.name) != fold(kims[key].name):
                assert not grade(hand, other.name, others=others).right, (key, other.name)
        assert grade(hand, kims[key].name.split()[0], others=others).word == Word.NOT_SPECIFIC


def trap_47(world: World) -> None:
    for text in ("Ri Hu Rak", "Lee Hu-rak", "Hu Rak Lee", "이후락"):
        assert word(world, "lee-hu-rak", text) == Word.RIGHT, text
    for text in ("Ким Ир Сен", "Kim Il-song", "金日成", "Kim Il Sung", "kim il sung"):
        assert word(world, "kim-il-sung", text) == Word.RIGHT, text


def trap_48(world: World) -> None:
    """Letters that stand for a state are never forgiven: DPR, DPRK, ROC, ROK and PRC are five states."""
    actors = {actor.key: actor for fact in world.base for actor in fact.actors()}
    assert all(fold(name) != "dpr" for name in actors["dprk"].spellings())
    short = {"dprk": "DPRK", "rok": "ROK", "prc": "PRC", "roc": "ROC"}
    asked = {key: name for key, name in short.items() if key in actors}
    assert len(asked) >= 3
    for key in asked:
        assert word(world, key, asked[key]) == Word.RIGHT, key
        for text in ("DPR", "DPRK", "ROC", "ROK", "PRC"):
            if text != asked[key]:
                assert word(world, key, text) == Word.WRONG, (key, text)


def trap_49(world: World) -> None:
    for question in world.kind(Kind.ACTOR):
        for actor in question.fact.in_role(question.facet.partition(":")[2]):
            for name in actor.spellings():
                if len(name) > 3:
                    others = [a for a in question.fact.actors() if a.pk != actor.pk]
                    inside = any(contains(other.name, name) for other in others)
                    assert inside or not contains(question.stem, name), (question.stem, name)
    party = world.the("f-1965-06-22-japan-rok", "actors:party")
    assert "Japan" not in party.stem


def trap_50(world: World) -> None:
    for question in world.of("f-1953-07-27-armistice", Kind.ACTOR):
        assert "state" not in question.stem
        for option in question.key:
            assert not {"rok", "ussr"} & world.actor(option)


# Distractors


def trap_51(world: World) -> None:
    spoiled = 0
    for question in world.kind(Kind.DATE):
        for wrong in question.fact.wrong_dates:
            spoiled += 1
            assert all(not date.overlaps(wrong) for date in pool_dates(question)), question.stem
    assert spoiled >= 8


def trap_52(world: World) -> None:
    for question in world.kind(Kind.DATE):
        held = [position.date for position in question.fact.positions if position.date]
        accepted = [dated.date for dated in question.fact.dates if question.facet.endswith(dated.role)]
        for date in pool_dates(question):
            assert all(date.disjoint(other) for other in (*accepted, *held))


def trap_53(world: World) -> None:
    for question in world.kind(Kind.AGREEMENT):
        for option in question.pool:
            other = world.base.get(option.value["fact"])
            assert other.kind == FactKind.AGREEMENT
            if question.fact.type == "un-resolution" or other.type == "un-resolution":
                assert other.type == question.fact.type


def trap_54(world: World) -> None:
    for question in world.kind(Kind.AGREEMENT):
        if question.given.actors:
            made = {actor.pk for actor in question.given.actors}
            for option in question.pool:
                other = world.base.get(option.value["fact"])
                assert made == {a.pk for role in (Role.PARTY, Role.ADOPTER) for a in other.in_role(role)}
    for question in world.kind(Kind.ACTOR):
        sizes = {len(option.value.get("entities", [1])) for option in options_of(question)}
        assert len(sizes) == 1


def trap_55(world: World) -> None:
    """A second text of the day by the same is right as well: it joins the key, whatever its number."""
    fact = world.by_key["f-1960-06-22-trade"]
    assert [option.fact for option in world.the(fact.key, "title").key] == [fact.pk]
    twin = replace(fact, pk=10**6, key="twin", title="USSR-DPRK agreement on fisheries", agreement=None)
    grown = MemoryFactBase([*world.base, twin])
    question, later = (
        next(o for o in judge(each, grown, honour_exclusions=False) if o.facet == "title")
        for each in (fact, twin)
    )
    assert {option.fact for option in question.key} == {fact.pk, twin.pk}
    assert twin.pk not in {option.fact for option in question.pool}
    assert isinstance(later, Withheld)
    assert later.because == (fact.pk,)
    renamed = replace(
        fact, pk=10**6, key="again", agreement=None, dates=(replace(fact.primary, date=parse("1961")),)
    )
    spoiled = judge(fact, MemoryFactBase([*world.base, renamed]), honour_exclusions=False)
    (date,) = (outcome for outcome in spoiled if outcome.facet == "date:signed")
    assert isinstance(date, Withheld)
    assert "also fits" in date.reason


@pytest.mark.parametrize("number", range(1, 56))
def test_trap_is_avoided(number: int, world: World) -> None:
    trap: Callable[[World], None] = globals()[f"trap_{number}"]
    trap(world)
