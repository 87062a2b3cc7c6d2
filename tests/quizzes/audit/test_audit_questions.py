"""The command: what it reads, what it prints, and how it ends."""

from __future__ import annotations

import gzip
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from history.models import Fact
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


@pytest.mark.django_db
def test_the_report_counts_why_the_rest_is_not_asked():
    fact = Fact.objects.filter(base=small_base()).order_by("pk")[0]
    BankQuestion.objects.create(
        fact=fact, facet="place", kind="place", state="withheld", fact_version=1,
        reason="The stem also fits “The dam” and 3 more, where the answer is another.",
    )  # fmt: skip
    last = run("--seed", 1).strip().splitlines()[-1].split(maxsplit=2)
    assert last == ["1", "place", "The stem also fits … and … more, where the answer is another."]
