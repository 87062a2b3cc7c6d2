"""Which choices can be typed instead: each has one right answer in the whole base, and follows its facts."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import call_command

from history import desk
from history.changes import Change
from history.dates import Precision
from history.facts import DateRole, FactKind, Role
from history.models import Actor, Fact
from quizzes import bank, study, typed
from quizzes.making import facets
from quizzes.models import BankQuestion
from quizzes.proof import Certain
from quizzes.questions import Kind, Mode, digest
from quizzes.study import asking, queries
from quizzes.study.dealing import Row
from quizzes.study.responding import Given
from quizzes.wording import to_type, without_options
from tests.factories import (
    AgreementFactory,
    AgreementNameFactory,
    CitationFactory,
    FactDateFactory,
    FactFactory,
    ParticipationFactory,
    PlaceNameFactory,
    SourceFactory,
)
from tests.factories.quizzes import NOON
from tests.factories.worlds import derive, small_base

from . import worldlet as w
from .small_bank import rebuild_sets, student

pytestmark = pytest.mark.django_db


class _Silent(io.StringIO):
    """Where commands say what nobody reads."""


@pytest.fixture
def base():
    """The small world, with an agreement that has a name."""
    made = small_base()
    signed(made, "harbour", "Harbour Treaty", "1961-02-03", published=True)
    fill()
    call_command("make_questions", quiet=True, stdout=_Silent())
    return made


def fill() -> None:
    """Fill the derived columns, as the desk would."""
    derive(*Fact.objects.all())


def signed(base, key: str, title: str, date: str, **traits) -> Fact:
    agreement = AgreementFactory(base=base, key=key, title=title, kind="treaty")
    AgreementNameFactory(agreement=agreement, text=f"Treaty of {key.capitalize()}", language="en")
    fact = FactFactory(
        base=base,
        key=f"f-{key}",
        kind=FactKind.AGREEMENT,
        type="agreement",
        agreement=agreement,
        complete_roles=[Role.PARTY],
        **traits,
    )
    FactDateFactory(fact=fact, role=DateRole.SIGNED, date=date)
    for name in ("Ardenia", "Fennmark"):
        ParticipationFactory(fact=fact, actor=Actor.objects.get(base=base, name=name), role=Role.PARTY)
    CitationFactory(fact=fact, source=SourceFactory(base=base, independent=True))
    return fact


def question(key: str, facet: str) -> BankQuestion:
    return BankQuestion.objects.get(fact__key=key, facet=facet)


# What can be typed


def test_dates_places_and_names_can_be_typed(base) -> None:
    date = question("f-timber", "date:signed")
    assert (date.mode, date.typable, date.accept) == ("single", True, ["1956-09-28"])
    places = BankQuestion.objects.live().filter(kind="place", mode="single")
    assert {(row.typable, row.accept == [row.key[0]["text"]]) for row in places} == {(True, True)}
    title = question("f-harbour", "title")
    assert (title.mode, title.typable) == ("single", True)
    assert title.accept == ["Harbour Treaty", "Treaty of Harbour"]


def test_neither_sets_of_parties_nor_descriptions_can_be_typed(base) -> None:
    for facet in ("actors:party", "actors:signatory", "title"):
        row = question("f-timber", facet)
        assert (row.state, row.typable) == ("live", False), facet
    assert not BankQuestion.objects.filter(typable=True).exclude(mode="single").exists()
    assert not BankQuestion.objects.filter(typable=True, accept=[]).exists()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Korean Armistice Agreement", True),
        ("US-ROK Mutual Defense Treaty", True),
        ("Peace of Westphalia", True),
        ("한미상호방위조약", True),
        ("MDT", True),
        ("USSR-DPRK agreement on radio broadcasting", False),
        ("Treaty of Friendship, Cooperation and Mutual Assistance between the USSR and the DPRK", False),
        ("Joint Statement of the Fourth Round of the Six-Party Talks", False),
        ("The armistice", False),
        ("", False),
        ("…", False),
    ],
)
def test_name_is_short_and_capital(title: str, name: bool) -> None:
    assert typed.is_name(title) is name


@pytest.mark.parametrize(
    ("stem", "kind", "told"),
    [
        (
            "Which of these was signed on 1 May 1950?",
            "agreement",
            "Which agreement was signed on 1 May 1950?",
        ),
        (
            "According to X: which of these was signed?",
            "agreement",
            "According to X: which agreement was signed?",
        ),
        ("Among battles, which of these ended in 1950?", "event", "Among battles, what ended in 1950?"),
        ("A. Which of these people signed it?", "actor", "A. Who signed it?"),
        ("A. On which date was this?", "date", "A. On which date was this?"),
    ],
)
def test_stem_without_options(stem: str, kind: str, told: str) -> None:
    assert to_type(stem, kind=kind) == told
    assert to_type(told, kind=kind) == told
    assert kind == "agreement" or without_options(stem, kind=kind) == told


def test_whole_pack_can_be_typed_by_the_law_of_typed_answers(world) -> None:
    """Whatever can be typed is judged by the rule for what has to be: one answer in all that is meant."""
    typable = [question for question in world.live if question.typable]
    for question in typable:
        assert question.mode == Mode.SINGLE
        assert question.accept
        match question.kind:
            case Kind.DATE:
                assert question.accept == tuple(key.value["date"] for key in question.key)
                assert "/" not in question.accept[0]
            case Kind.ACTOR | Kind.PLACE:
                assert question.stem.count("…") < 2, question.stem
                role = question.facet.partition(":")[2]
                facts = [world.base.get(key.fact) for key in question.key]
                answers = [
                    fact.places if question.kind == Kind.PLACE else fact.in_role(role) for fact in facts
                ]
                assert all(len(own) == 1 for own in answers)
                assert set(question.accept) == {typed.bare(n) for (own,) in answers for n in own.spellings()}
            case Kind.AGREEMENT:
                given = question.given
                assert given.date
                assert given.date.precision == Precision.DAY
                assert [fact.pk for fact in world.base.fitting(given)] == [question.fact.pk]
                assert any(map(typed.is_name, question.accept))
            case Kind.ATTRIBUTION:
                assert {key.value["entity"] for key in question.key} == {question.fact.claimant.pk}
            case other:
                pytest.fail(f"{other} is typed: {question.stem}")
    kinds = [question.kind for question in typable]
    assert kinds.count(Kind.DATE) > 100
    assert kinds.count(Kind.AGREEMENT) > 10


def test_claim_that_somebody_else_makes_too_is_not_typed(world) -> None:
    """Two who claim the same are both right, and only one of them would be accepted."""
    claims = (fact for fact in world.base if fact.claimant)
    voices = (facet for fact in claims for facet in facets(fact, world.base, kinds={Kind.ATTRIBUTION}))
    fact = next(best.question for facet in voices if (best := facet.best()) and best.question.typable).fact
    other = replace(fact, pk=10**6, claimant=w.person(10**6, "Ada Quill"))
    both = type(world.base)([*world.base, other])
    again = next(f for f in facets(fact, both, kinds={Kind.ATTRIBUTION}) if f.best())
    assert not again.best().question.typable


def test_name_is_typed_only_where_nothing_else_is_hidden(world) -> None:
    one = next(q for q in world.live if q.typable and q.kind == Kind.ACTOR and "…" in q.stem)
    for stem, can in ((one.stem, True), (f"{one.stem} It was in ….", False)):
        found = Certain(question=replace(one, stem=stem, typable=False), meant=(one.fact,))
        assert typed.typable(found, world.base).question.typable is can


def test_digest_tells_whether_it_can_be_typed(world) -> None:
    one = next(question for question in world.live if question.typable)
    assert digest(one) != digest(replace(one, typable=False))


# It follows its facts


def test_fact_that_breaks_the_typed_form_alone_takes_it_back_at_once(base, publisher) -> None:
    """Another agreement of that month, whose day nobody knows: no wrong option, and perhaps as right."""
    row = question("f-harbour", "title")
    pupil = student(typing="always")
    rebuild_sets()
    token = _typed_token(pupil, row)
    late = signed(base, "pilots", "Pilots Treaty", "1961-02", in_review=True)
    desk.publish(late, user=publisher, now=NOON)
    row.refresh_from_db()
    assert (row.state, row.mode, row.typable) == ("live", "single", False)
    outcome = study.answer(pupil, token=token, given=Given(text="Harbour Treaty"), guessed=False, now=NOON)
    assert isinstance(outcome, study.Moved)
    desk.withdraw(late, user=publisher, reason="It is not known when.", now=NOON)
    call_command("make_questions", all=True, quiet=True, stdout=_Silent())
    row.refresh_from_db()
    assert (row.state, row.mode, row.typable) == ("live", "single", True)


def _typed_token(pupil, row: BankQuestion) -> str:
    rows = queries.with_memory(queries.live_rows("en"), pupil.pk).filter(pk=row.pk)
    asked = asking._asked(
        pupil, Row(**rows.values(*queries.KNOWN)[0]), now=NOON, counts=None, form=asking.PLAIN
    )
    assert asked.mode == "typed"
    assert asked.stem == "Which agreement was signed on 3 February 1961?"
    return asked.token


def test_new_spelling_is_accepted_at_once(base) -> None:
    row = BankQuestion.objects.live().filter(kind="place", typable=True)[0]
    place = row.fact.places.get()
    PlaceNameFactory(place=place, text="Port Est", language="en")
    bank.refresh(Change(places=frozenset({place.pk})))
    row.refresh_from_db()
    assert (row.typable, row.accept) == (True, [place.name, "Port Est"])


# Out of the house


def exported(tmp_path: Path, *options: str) -> list[dict]:
    out = tmp_path / "typed.jsonl"
    call_command("export_questions", "--out", str(out), *options, stdout=_Silent())
    return [json.loads(line) for line in out.read_text().splitlines()]


def test_export_writes_what_can_be_typed_and_the_audit_finds_no_fault(base, tmp_path: Path) -> None:
    lines = exported(tmp_path, "--mode", "typed")
    assert len(lines) == BankQuestion.objects.typed().count() > 10
    for line in lines:
        assert (line["mode"], "options" in line) == ("typed", False)
        assert line["accept"]
        assert ":typed:" in line["qid"]
        assert "hich of these" not in line["stem"]
    (title,) = [line for line in lines if line["ask"] == "title"]
    assert title["given"]["type"] == "agreement"
    told = io.StringIO()
    call_command("audit_questions", "--questions", str(tmp_path / "typed.jsonl"), stdout=told)
    assert "Faults: no questions" in told.getvalue()


def test_month_in_a_title_gives_no_year_away(tmp_path: Path) -> None:
    """Of a day whose month the title prints, the year alone is asked, and typed."""
    signed(small_base(), "september", "September Declaration", "1962-09-19", published=True)
    fill()
    call_command("make_questions", quiet=True, stdout=_Silent())
    lines = exported(tmp_path, "--mode", "typed", "--kind", "date")
    (line,) = [each for each in lines if "September Declaration" in each["stem"]]
    assert (line["ask"], line["accept"]) == ("date:signed", ["1962"])
    (tmp_path / "one.jsonl").write_text(json.dumps(line))
    told = io.StringIO()
    call_command("audit_questions", "--questions", str(tmp_path / "one.jsonl"), stdout=told)
    assert "Faults: no questions" in told.getvalue()
    (tmp_path / "one.jsonl").write_text(json.dumps({**line, "accept": ["19 September 1962", "1962-09-19"]}))
    told = io.StringIO()
    call_command("audit_questions", "--questions", str(tmp_path / "one.jsonl"), "--json", stdout=told)
    assert "leak" in json.loads(told.getvalue())["faults"]


def test_audit_finds_a_typed_question_that_fits_two(base, tmp_path: Path) -> None:
    """The auditor must be able to fail: without the word for its sort, the stem of a title fits more."""
    lines = exported(tmp_path, "--mode", "typed")
    (title,) = [line for line in lines if line["ask"] == "title"]
    fact = FactFactory(
        base=base, key="f-ship", kind="event", type="voyage", statement="The Gull sailed.", published=True
    )
    FactDateFactory(fact=fact, role=DateRole.WHEN, date="1961-02-03")
    CitationFactory(fact=fact, source=SourceFactory(base=base, independent=True))
    fill()
    for given, faults in ((title["given"], 0), ({k: v for k, v in title["given"].items() if k != "type"}, 1)):
        (tmp_path / "one.jsonl").write_text(json.dumps({**title, "given": given}))
        told = io.StringIO()
        call_command("audit_questions", "--questions", str(tmp_path / "one.jsonl"), "--json", stdout=told)
        assert json.loads(told.getvalue())["faulty"] == faults
