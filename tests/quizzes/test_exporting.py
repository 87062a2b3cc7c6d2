"""The live bank as nquestions/1: every line is what a student would see."""

from __future__ import annotations

import io
import json
from collections import Counter

import pytest
from django.core.management import CommandError, call_command

from history.models import Fact
from quizzes.models import BankQuestion
from tests.factories.worlds import small_base

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def base():
    made = small_base()
    call_command("make_questions", stdout=io.StringIO())
    return made


@pytest.fixture
def lines(tmp_path):
    """Export with these arguments and give back what the file holds."""

    def export(*arguments: str) -> list[dict]:
        out = tmp_path / "questions.jsonl"
        call_command("export_questions", "--out", str(out), *arguments, stdout=io.StringIO())
        return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]

    return export


def line_of(lines, ask: str, fact: str = "f-fisheries", *arguments: str) -> dict:
    return next(line for line in lines(*arguments) if (line["fact"], line["ask"]) == (fact, ask))


def asked_of(line: dict) -> str:
    """The fact that a line is about, which a question of order names by its id alone."""
    return line["qid"].split(":")[1]


def test_date_line_has_every_field(lines):
    line = line_of(lines, "date:signed")
    options, sources = line.pop("options"), line.pop("sources")
    answer = line.pop("answer")
    assert line == {
        "qid": "small:f-fisheries:date:signed:single:en:1",
        "kind": "date",
        "ask": "date:signed",
        "mode": "single",
        "lang": "en",
        "fact": "f-fisheries",
        "given": {"title": "Agreement on Fisheries between Ardenia and Belmark"},
        "stem": "On which date was the Agreement on Fisheries between Ardenia and Belmark signed?",
    }
    assert options[answer] == {"text": "2 March 1951", "value": {"date": "1951-03-02"}}
    assert [set(option) for option in options] == [{"text", "value"}] * 4
    assert [len(sources), "Source" in sources[0]] == [1, True]


def test_party_line_names_actors_by_external_key(lines):
    line = line_of(lines, "actors:party")
    assert line["options"][line["answer"]] == {
        "text": "Ardenia and Belmark",
        "value": {"entities": ["ardenia", "belmark"]},
    }
    assert line["given"] == {
        "title": "Agreement on Fisheries between … and …",
        "date": "1951-03-02",
        "date_role": "signed",
    }


def test_option_of_one_actor_is_named_by_external_key(lines):
    row = BankQuestion.objects.live().get(fact__key="f-fisheries", facet="title")
    people = [part.actor for part in row.fact.participations.order_by("actor__key")]
    row.key, *row.pool = [[{"text": p.name, "value": {"entity": p.pk}}] for p in people]
    row.pool = [option for options in row.pool for option in options]
    row.save()
    shown = line_of(lines, "title")
    assert shown["options"][shown["answer"]] == {"text": "Ardenia", "value": {"entity": "ardenia"}}
    assert {option["value"]["entity"] for option in shown["options"]} == {
        "ardenia",
        "belmark",
        "mara-alder",
        "piet-borg",
    }


def test_agreement_line_names_facts_by_external_key(lines):
    line = line_of(lines, "title")
    assert line["kind"] == "agreement"
    assert line["options"][line["answer"]]["value"] == {"fact": "f-fisheries"}
    assert all(option["value"]["fact"].startswith("f-") for option in line["options"])


def test_given_place_and_actors_are_external_keys(lines):
    row = BankQuestion.objects.live().get(fact__key="f-fisheries", facet="title")
    fact = row.fact
    row.given = {"actors": [fact.participations.first().actor_id], "place": fact.places.get().pk}
    row.save()
    assert line_of(lines, "title")["given"] == {"actors": ["ardenia"], "place": "arden"}


def test_attribution_is_called_source(lines):
    BankQuestion.objects.filter(facet="title").update(kind="attribution")
    assert line_of(lines, "title")["kind"] == "source"


def test_one_seed_gives_the_same_lines(lines):
    assert lines("--seed", "7") == lines("--seed", "7")


def test_another_seed_deals_other_options(lines):
    shown = [[line.get("options") for line in lines("--seed", seed)] for seed in ("1", "2")]
    assert shown[0] != shown[1]


def test_sequence_line_has_its_items_and_their_order(lines):
    line = next(line for line in lines() if line["ask"] == "order:sequence")
    dates = dict(Fact.objects.values_list("key", "earliest"))
    assert (line["kind"], line["mode"]) == ("order", "single")
    assert sorted(line["items"]) == sorted(line["answer"])
    assert [dates[key] for key in line["answer"]] == sorted(dates[key] for key in line["items"])
    assert line["fact"] == line["answer"]
    assert [option["value"]["fact"] for option in line["options"]] == line["items"]


def test_typed_line_has_what_is_accepted_and_nothing_to_choose_from(lines):
    row = BankQuestion.objects.filter(mode="typed").select_related("fact").first()
    line = line_of(lines, "places", row.fact.key)
    assert row.facet == "place"
    assert line["mode"] == "typed"
    assert "options" not in line
    assert "answer" not in line
    assert line["accept"] == [option["text"] for option in line["answers"]] == row.accept


def test_multi_line_lists_all_that_are_right(lines):
    line = line_of(lines, "actors:signatory")
    assert line["mode"] == "multi"
    shown = [line["options"][index]["value"]["entity"] for index in line["answer"]]
    assert sorted(shown) == ["mara-alder", "piet-borg"]
    assert len(line["options"]) >= 4


def test_place_line_names_places_by_external_key(lines):
    row = BankQuestion.objects.live().filter(kind="place", mode="single").select_related("fact").first()
    line = line_of(lines, "places", row.fact.key)
    assert line["kind"] == "place"
    assert line["options"][line["answer"]]["value"] == {"entity": row.fact.places.get().key}


def test_members_of_a_table_are_dealt_the_same_fours(lines):
    """One seed for all: each four is offered in four lines, and each of it is right in one."""
    table = (
        BankQuestion.objects.exclude(table="").filter(facet="date:signed").values_list("fact__key", flat=True)
    )
    shown = [line for line in lines() if line["ask"] == "date:signed" and line["fact"] in table]
    fours = Counter(tuple(option["text"] for option in line["options"]) for line in shown)
    assert set(fours.values()) == {4}
    right = [line["options"][line["answer"]]["text"] for line in shown]
    assert len(set(right)) == len(right) == len(shown)


def test_every_qid_is_unique(lines):
    ids = [line["qid"] for line in lines()]
    assert len(ids) == len(set(ids)) == BankQuestion.objects.live().count()


def test_limit_bounds_the_whole_export(lines):
    assert lines("--limit", "3") == lines()[:3]


def test_per_fact_bounds_each_fact(lines):
    asked = [asked_of(line) for line in lines("--per-fact", "1")]
    assert asked == list(dict.fromkeys(asked_of(line) for line in lines()))


def test_kind_exports_that_kind_only(lines):
    assert {line["kind"] for line in lines("--kind", "actor")} == {"actor"}


def test_level_is_dealt(lines):
    easy, hard = (lines("--kind", "date", "--level", level) for level in ("easy", "hard"))
    assert [line["options"] for line in easy] != [line["options"] for line in hard]


def test_questions_that_are_not_live_are_left_out(lines):
    BankQuestion.objects.filter(fact__key="f-fisheries").update(state="stale")
    assert "f-fisheries" not in {asked_of(line) for line in lines()}


def test_command_says_how_many_were_written(tmp_path):
    out, said = tmp_path / "two.jsonl", io.StringIO()
    call_command("export_questions", "--out", str(out), "--limit", "2", stdout=said)
    assert said.getvalue() == f"2 questions written to {out}.\n"


def test_file_that_cannot_be_written_is_one_clear_sentence(tmp_path):
    path = tmp_path / "nowhere" / "questions.jsonl"
    with pytest.raises(CommandError) as caught:
        call_command("export_questions", "--out", str(path))
    assert str(caught.value) == f"{path} cannot be written: No such file or directory."


def test_true_or_false_is_written_where_it_is_asked_for(lines):
    """Every seed proposes half right and half wrong answers of those that a choice has, and no other mode."""
    chosen = {(asked_of(line), line["ask"]): line for line in lines() if line["mode"] == "single"}
    kinds = {"date", "actor", "agreement", "event", "place"}
    said = Counter()
    for seed in "123":
        written = lines("--mode", "truefalse", "--seed", seed)
        of_kinds = {name for name, line in chosen.items() if line["kind"] in kinds}
        assert {(asked_of(line), line["ask"]) for line in written} == of_kinds
        for line in written:
            assert (line["mode"], "options" in line, ":truefalse:" in line["qid"]) == (
                "truefalse",
                False,
                True,
            )
            assert line["stem"].endswith(f"Proposed answer: {line['assert']['text']}. True or false?")
            row = BankQuestion.objects.get(fact__key=line["fact"], facet=line["qid"].split(":", 2)[2][:-15])
            assert line["answer"] is (line["assert"]["text"] in [option["text"] for option in row.key])
            said[line["answer"]] += 1
    assert said[True] + said[False] > 30
    assert abs(said[True] - said[False]) < 0.4 * said.total()


def test_audit_finds_no_fault_in_what_is_true_or_false(lines, tmp_path, capsys):
    lines("--mode", "truefalse")
    call_command("audit_questions", "--questions", str(tmp_path / "questions.jsonl"), "--json")
    report = json.loads(capsys.readouterr().out)
    assert report["questions"] > 10
    assert report["faulty"] == 0, {name: fault for name, fault in report["faults"].items() if fault["count"]}
    assert sum(report["positions"]["true or false"]["2"]) == report["questions"]
