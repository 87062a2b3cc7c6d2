"""The command: what it reads, what it prints, and how it ends."""

from __future__ import annotations

import gzip
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from history.models import Fact
from quizzes import bank
from quizzes.models import BankQuestion
from tests.factories.worlds import small_base


def run(*args: object) -> str:
    out = StringIO()
    call_command("audit_questions", *map(str, args), stdout=out)
    return out.getvalue()


@pytest.fixture
def files(small, tmp_path):
    questions, facts = tmp_path / "q.jsonl", tmp_path / "f.json.gz"
    questions.write_text("".join(json.dumps(line) + "\n" for line in small.lines), encoding="utf-8")
    with gzip.open(facts, "wt", encoding="utf-8") as stream:
        json.dump(small.base, stream)
    return questions, facts


@pytest.mark.django_db
def test_the_live_bank_is_dealt_once_for_each_seed():
    small_base()
    call_command("make_questions", stdout=StringIO())
    report = json.loads(run("--seed", 1, 2, "--json"))
    once = json.loads(run("--seed", 1, "--json"))
    assert report["questions"] == 2 * once["questions"] > 40
    assert report["facts"] == 10
    assert report["faulty"] == 0


@pytest.mark.django_db
def test_facts_that_are_not_published_do_not_count():
    base = small_base()
    Fact.objects.filter(base=base, key="f-timber").update(publication="draft")
    assert json.loads(run("--seed", 1, "--json"))["facts"] == 9


def test_files_are_read_without_a_database(files, small):
    questions, facts = files
    text = run("--questions", questions, "--facts", facts)
    assert text.startswith(f"{len(small.lines)} questions (")
    assert " about 10 facts." in text
    assert "no questions with at least one of" in text
    assert "Facts that could be asked, and are:" in text
    assert run("--questions", questions, "--facts", facts, "--limit", 5).startswith("5 questions")


def test_a_line_that_is_no_json_is_a_fault(files):
    questions, facts = files
    questions.write_text("{\n", encoding="utf-8")
    report = json.loads(run("--questions", questions, "--facts", facts, "--json"))
    assert report["faults"]["malformed"]["count"] == 1
    assert report["faults"]["malformed"]["qids"] == [f"{questions}, line 1"]


def test_strict_ends_with_a_status_where_there_is_a_fault(files):
    questions, facts = files
    questions.write_text('{"qid": "broken"}\n', encoding="utf-8")
    run("--questions", questions, "--facts", facts)
    with pytest.raises(SystemExit) as ended:
        run("--questions", questions, "--facts", facts, "--strict")
    assert ended.value.code == 1


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        '{"format": "nfacts/2"}',
        '{"format": "nfacts/1", "facts": [1]}',
        '{"format": "nfacts/1", "facts": [{}]}',
    ],
)
def test_facts_of_another_format_are_refused_in_a_sentence(files, tmp_path, content):
    path = tmp_path / "other.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CommandError, match=r"no JSON|not nfacts/1"):
        run("--questions", files[0], "--facts", path)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        run("--questions", tmp_path / "none.jsonl", "--facts", tmp_path / "none.json")


def fits_another(fact: Fact, others: int) -> BankQuestion:
    reason = f"The stem also fits “The dam” and {others} more, where the answer is another."
    return BankQuestion.objects.create(
        fact=fact, facet="place", kind="place", state="withheld", fact_version=1, reason=reason
    )


@pytest.mark.django_db
def test_the_report_counts_why_the_rest_is_not_asked():
    facts = Fact.objects.filter(base=small_base()).order_by("pk")
    for number, fact in enumerate(facts[:3]):
        fits_another(fact, number)
    lines = run("--seed", 1).splitlines()
    found = lines.index("       3  The stem also fits “…”, where the answer is another. (place)")
    assert [line.strip()[:20] for line in lines[found + 1 : found + 3]] == [
        f"“{fact.printed_title}"[:20] for fact in facts[:2]
    ]
    assert f"“{facts[2].printed_title}"[:20] not in "\n".join(lines[found:])
    assert f"“{facts[2].printed_title}"[:20] in run("--seed", 1, "--all").partition("Why the rest")[2]


@pytest.mark.django_db
def test_what_is_not_carried_any_more_is_no_reason():
    fact = Fact.objects.filter(base=small_base()).order_by("pk")[0]
    row = fits_another(fact, 3)
    BankQuestion.objects.filter(pk=row.pk).update(reason=bank.NOT_CARRIED)
    assert "Why the rest" not in run("--seed", 1)


@pytest.mark.django_db
def test_faults_coverage_and_reasons_come_before_a_sentence_on_guessing():
    small_base()
    call_command("make_questions", stdout=StringIO())
    text = run("--seed", 1)
    heads = (
        "Faults:",
        "Facts that could be asked",
        "Why the rest",
        "No way of guessing",
        "--guessers prints",
    )
    places = [text.index(head) for head in heads]
    assert places == sorted(places)
    assert "±" not in text
    assert "longest option" not in text
    assert "longest option" in run("--seed", 1, "--guessers")


def test_facts_are_named_by_title_and_date(files):
    questions, facts = files
    questions.write_text("", encoding="utf-8")
    text = run("--questions", questions, "--facts", facts)
    assert "not asked: “Agreement on Coal and Steel between Ardenia and Dorland”, 25 April 1960" in text
    assert " more (--all names them)" in text
    assert text.count("not asked:") < run("--questions", questions, "--facts", facts, "--all").count(
        "not asked:"
    )


def test_a_fault_names_its_fact(files, small):
    questions, facts = files
    line = next(line for line in small.lines if line["mode"] == "single") | {"sources": []}
    questions.write_text(json.dumps(line) + "\n", encoding="utf-8")
    text = run("--questions", questions, "--facts", facts)
    assert f" ({line['qid']}): " in text
