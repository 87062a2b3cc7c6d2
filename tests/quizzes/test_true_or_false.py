"""True or false, for practice: proposed fairly, answered once, and nothing to do with memory."""

from __future__ import annotations

import io
import json
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import translation

from quizzes import sittings, study
from quizzes.models import BankQuestion, Card, Review, Sitting, Student
from quizzes.questions import Deal, Level, Mode, Option, deal
from quizzes.study import folding
from quizzes.study.dealing import dealt_as
from quizzes.views.titles import title_of

from .small_bank import NOON, chosen, furnish, option_of, question_in, review_cards, student
from .test_views_study import ANSWER, HTMX, token_in

QUIZ = "/quiz/"

# The deal


def options(count: int) -> list[Option]:
    return [Option(text=f"{1900 + n}", value={"date": f"{1900 + n}"}, sort=n) for n in range(count)]


def dealt(table: list[Option], seat: int | None, *, seed: str, ordered: bool = True) -> Deal:
    place = seat or 0
    return deal(
        (table[place],),
        (*table[:place], *table[place + 1 :]),
        ordered=ordered,
        seed=seed,
        mode=Mode.TRUEFALSE,
        level=Level.MEDIUM,
        seat=seat,
    )


@pytest.mark.parametrize("ordered", [True, False])
@pytest.mark.parametrize("count", [4, 8, 12])
def test_at_a_table_each_proposal_is_true_once_and_false_once(count: int, ordered: bool) -> None:
    table = options(count)
    for seed in map(str, range(50)):
        hands = [dealt(table, seat, seed=seed, ordered=ordered) for seat in range(count)]
        true = Counter(hand.proposed.text for hand in hands if hand.proposed and not hand.instead)
        false = Counter(hand.proposed.text for hand in hands if hand.proposed and hand.instead)
        assert true == false
        assert sum(true.values()) == count // 2


@pytest.mark.parametrize("count", [3, 4, 9])
def test_elsewhere_half_are_true_and_every_wrong_one_comes_as_often(count: int) -> None:
    """As far as chance allows: five standard errors of 3,000 deals."""
    table, deals = options(count), 3000
    hands = [dealt(table, None, seed=str(seed), ordered=False) for seed in range(deals)]
    true = sum(hand.right == (0,) for hand in hands)
    assert abs(true - deals / 2) < 5 * (deals / 4) ** 0.5
    false = Counter(hand.proposed.text for hand in hands if hand.proposed and hand.instead)
    expected = (deals - true) / (count - 1)
    assert len(false) == count - 1
    assert all(abs(number - expected) < 5 * expected**0.5 for number in false.values())


def test_what_is_proposed_wrongly_says_what_it_was_and_what_is_right() -> None:
    noted = [Option(text=text, value={"fact": n}, note=f"{text} was later.") for n, text in enumerate("abcd")]
    hands = [dealt(noted, None, seed=str(seed), ordered=False) for seed in range(20)]
    (false, *_) = [hand for hand in hands if hand.instead]
    assert false.proposed
    assert (false.instead, false.right) == (noted[0], (1,))
    assert [option.text for option in false.options] == ["True", "False"]
    assert false.options[1].note == false.proposed.note
    (true, *_) = [hand for hand in hands if not hand.instead]
    assert (true.right, true.proposed) == ((0,), noted[0])
    assert [option.note for option in true.options] == ["a was later.", ""]


# A quiz


def begin(of: Student, *, size: int = 3, **filters: object) -> int:
    wanted = sittings.Wanted(size=size, mode=Mode.TRUEFALSE, **filters)  # type: ignore[arg-type]
    made = sittings.start_quiz(of, wanted, lot=0, now=NOON)
    assert made is not None
    return made.pk


def next_in(of: Student, sitting: int) -> study.Asked:
    progress = study.progress_of(of, sitting)
    assert progress
    asked = study.next_in(of, progress, now=NOON)
    assert isinstance(asked, study.Asked), asked
    return asked


def key_of(of: Student, asked: study.Asked) -> int:
    row = BankQuestion.objects.get(pk=asked.question)
    return dealt_as(row, mode=Mode.TRUEFALSE, student=of.pk, number=asked.number).answer


def answer(of: Student, asked: study.Asked, *, right: bool = True) -> study.Answered | study.Moved:
    key = key_of(of, asked)
    given = chosen(key if right else 1 - key)
    return study.answer(of, token=asked.token, given=given, guessed=False, now=NOON)


@pytest.mark.django_db
def test_question_has_its_stem_one_answer_and_two_options() -> None:
    furnish(3)
    pupil = student()
    asked = next_in(pupil, begin(pupil))
    row = BankQuestion.objects.get(pk=asked.question)
    assert (asked.stem, asked.options, asked.mode) == (row.stem, ("True", "False"), "truefalse")
    assert asked.proposed in [option["text"] for option in (*row.key, *row.pool)]


@pytest.mark.django_db
def test_memory_learns_nothing_from_it() -> None:
    """Neither of a card that is due, nor of one that was never met: the state is the fold of the log."""
    rows = furnish(2)
    pupil = student()
    review_cards(pupil, rows[:1])
    before = Card.objects.values().get()
    sitting = begin(pupil, size=2)
    for right in (True, False, True):
        answer(pupil, next_in(pupil, sitting), right=right)
    assert {kind for (kind,) in Review.objects.values_list("kind")} == {"aside"}
    due, new = Card.objects.order_by("pk")
    moved = Card.objects.values().get(pk=due.pk)
    assert {name for name in before if before[name] != moved[name]} == {"number", "state"}
    assert {name for name in before["state"] if before["state"][name] != moved["state"][name]} == {"number"}
    assert (new.phase, new.first_day, new.last_day, new.state["met"]) == ("new", None, None, False)
    assert not folding.differs(new, folding.folded(folding.events_of(new), retention=new.retention))
    asked = study.next_question(pupil, now=NOON)
    assert isinstance(asked, study.Asked)
    assert (asked.card, asked.mode) == (due.pk, "single"), "what was due is due still"


@pytest.mark.django_db
def test_new_card_is_learnt_afterwards_as_if_nothing_had_been() -> None:
    (row,) = furnish(1)
    pupil, twin = student(), student("twin")
    answer(pupil, next_in(pupil, begin(pupil, size=1)))
    for each in (pupil, twin):
        asked = study.next_question(each, now=NOON)
        assert isinstance(asked, study.Asked)
        study.answer(
            each, token=asked.token, given=chosen(option_of(asked, student=each.pk)), guessed=False, now=NOON
        )
    states = [Card.objects.get(student=each, fact=row.fact_id).state for each in (pupil, twin)]
    assert {name for name in states[0] if states[0][name] != states[1][name]} == {"number"}


@pytest.mark.django_db
def test_wanted_recall_that_was_changed_waits_for_an_answer_that_counts() -> None:
    """Neither the answer nor its undo reckons the card anew."""
    (row,) = furnish(1)
    pupil = student()
    asked = study.next_question(pupil, now=NOON)
    assert isinstance(asked, study.Asked)
    right = chosen(option_of(asked, student=pupil.pk))
    study.answer(pupil, token=asked.token, given=right, guessed=False, now=NOON)
    before = Card.objects.values("retention", "due_at", "due_day", "first_day", "phase").get()
    pupil.retention = 0.8
    pupil.save()
    given = answer(pupil, next_in(pupil, begin(pupil, size=1)))
    assert isinstance(given, study.Answered)
    for _ in range(2):
        assert Card.objects.values(*before).get() == before
        assert not folding.rebuild(Card.objects.get(fact=row.fact_id))
        study.undo(pupil, review=given.review, now=NOON)


@pytest.mark.django_db
@pytest.mark.parametrize("right", [True, False])
def test_verdict_says_what_is_right_and_when_nothing(right: bool) -> None:
    furnish(8)
    pupil = student()
    sitting, seen = begin(pupil, size=8), set()
    for _ in range(8):
        asked = next_in(pupil, sitting)
        row, truth = BankQuestion.objects.get(pk=asked.question), key_of(pupil, asked) == 0
        given = answer(pupil, asked, right=right)
        assert isinstance(given, study.Answered)
        key, verdict = row.key[0]["text"], given.verdict
        seen.add(truth)
        assert verdict["stem"] == f"{row.stem} Proposed answer: {asked.proposed}. True or false?"
        assert verdict["answer"] == ("True" if truth else f"False: the right answer is {key}")
        told = "" if truth and right else f"True: {key} is right. " if truth else f"{verdict['answer']}. "
        assert verdict["sentence"] == f"{told}{row.evidence['sentence']}"
        assert (verdict["due"], len(verdict["citations"])) == ("", 1)
        assert {option["state"] for option in verdict["options"]} == (
            {"chosen-key", "other"} if right else {"key", "chosen-wrong"}
        )
    assert seen == {True, False}


@pytest.mark.django_db
def test_form_that_is_sent_twice_counts_once() -> None:
    furnish(2)
    pupil = student()
    sitting = begin(pupil, size=2)
    asked = next_in(pupil, sitting)
    first, again = (answer(pupil, asked, right=right) for right in (True, False))
    assert isinstance(first, study.Answered)
    assert isinstance(again, study.Answered)
    assert (first.review, again.replayed, again.verdict) == (again.review, True, first.verdict)
    assert Review.objects.count() == 1


@pytest.mark.django_db
def test_second_tab_is_told_so() -> None:
    furnish(1)
    pupil = student()
    sitting = begin(pupil, size=1)
    one, other = next_in(pupil, sitting), next_in(pupil, sitting)
    answer(pupil, one)
    moved = answer(pupil, other)
    assert isinstance(moved, study.Moved)
    assert str(moved.heading) == "Answered in another tab"


@pytest.mark.django_db
def test_undo_asks_it_again_as_true_or_false() -> None:
    furnish(2)
    pupil = student()
    sitting = begin(pupil, size=2)
    given = answer(pupil, next_in(pupil, sitting), right=False)
    assert isinstance(given, study.Answered)
    undone = study.undo(pupil, review=given.review, now=NOON)
    assert isinstance(undone, study.Undone)
    progress = study.progress_of(pupil, sitting)
    assert progress
    assert progress.done == 0
    again = study.question_of_card(pupil, card=undone.card, now=NOON, form=study.asking.Form.of(progress))
    assert again
    assert (again.question, again.mode) == (given.question, "truefalse")


@pytest.mark.django_db
def test_missed_ones_are_asked_once_more_and_retried_in_the_same_way() -> None:
    furnish(1)
    pupil = student()
    sitting = begin(pupil, size=1)
    answer(pupil, next_in(pupil, sitting), right=False)
    assert next_in(pupil, sitting).mode == "truefalse"
    answer(pupil, next_in(pupil, sitting))
    progress = study.progress_of(pupil, sitting)
    assert progress
    assert progress.over
    again = sittings.retry(pupil, progress, now=NOON)
    assert again
    assert again.mode == "truefalse"


@pytest.mark.django_db
def test_only_single_choices_of_five_kinds_are_asked_so() -> None:
    for mode in ("multi", "typed", "order"):
        question_in(mode)
    question_in("single", kind="attribution", facet="attribution")
    pupil = student()
    wanted = sittings.Wanted(size=5, mode=Mode.TRUEFALSE)
    assert sittings.start_quiz(pupil, wanted, lot=0, now=NOON) is None
    row = question_in("single")
    assert next_in(pupil, begin(pupil)).question == row.pk


def sources_agree() -> BankQuestion:
    """Whether two sources agree: a row that practice alone asks."""
    pairs = [{"sources": [0, 1]}, {"sources": [0, 2]}]
    texts = [Option(text=f"“A” and “{letter}”", value=pair) for letter, pair in zip("BC", pairs, strict=True)]
    row = question_in(
        "single",
        kind="attribution",
        facet="sources:signed",
        stem="“Treaty”. Which of its sources agree on when it was signed?",
        **{"key": [texts[0].to_json()], "pool": [texts[1].to_json()]},
    )
    BankQuestion.objects.filter(pk=row.pk).update(mode="truefalse", state="practice")
    return row


@pytest.mark.django_db
def test_whether_sources_agree_is_asked_here_alone(client: Client) -> None:
    row = sources_agree()
    pupil = student()
    assert isinstance(study.next_question(pupil, now=NOON), study.Nothing)
    assert study.question_about(pupil, fact=row.fact_id, now=NOON) is None
    assert study.question_for_visitor(lot=0, now=NOON) is None
    assert sittings.start_quiz(pupil, sittings.Wanted(size=5), lot=0, now=NOON) is None
    sitting = begin(pupil, size=1)
    asked = next_in(pupil, sitting)
    assert (asked.question, asked.options) == (row.pk, ("True", "False"))
    assert asked.proposed in ("“A” and “B”", "“A” and “C”")
    truth = key_of(pupil, asked) == 0
    given = answer(pupil, asked, right=False)
    assert isinstance(given, study.Answered)
    told = f"{truth}: {asked.proposed} {'agree' if truth else 'do not agree'}."
    assert given.verdict["sentence"].startswith(told)
    assert given.verdict["answer"] == str(truth)
    assert isinstance(study.undo(pupil, review=given.review, now=NOON), study.Undone)
    assert next_in(pupil, sitting).question == row.pk
    answer(pupil, next_in(pupil, sitting))
    assert isinstance(study.next_question(pupil, now=NOON), study.Nothing)


def treaty(*dates: str) -> dict[str, Any]:
    """A base of one treaty, with what each of its sources says."""
    claims = [{"attr": "date:signed", "value": date, "source": index} for index, date in enumerate(dates)]
    states = [
        {"id": name, "type": "state", "labels": {"en": name}, "aliases": []}
        for name in ("Ardenia", "Borland")
    ]
    fact = {
        "id": "treaty",
        "kind": "agreement",
        "type": "bilateral",
        "title": {"en": "Harbour Convention"},
        "dates": [{"role": "signed", "edtf": dates[0]}],
        "actors": [{"id": state["id"], "role": "party"} for state in states],
        "actors_complete": True,
        "sources": [{"text": text} for text in ("Register", "Series", "Almanac")],
        "claims": claims,
    }
    return {"format": "nfacts/1", "name": "one", "entities": states, "facts": [fact]}


@pytest.mark.django_db
def test_whether_sources_agree_follows_the_facts(tmp_path: Path) -> None:
    """Made for practice, set aside when a source is found to say something else, and withheld then."""

    def row_after(*dates: str) -> BankQuestion:
        (tmp_path / "one.json").write_text(json.dumps(treaty(*dates)))
        call_command("import_facts", str(tmp_path / "one.json"), "--quiet", stdout=io.StringIO())
        call_command("make_questions", stdout=io.StringIO())
        return BankQuestion.objects.get(facet="sources:signed")

    row = row_after("1904-05-04", "1904-05-04", "1905-05-04")
    assert (row.state, row.mode, len(row.key), len(row.pool)) == ("practice", "truefalse", 1, 2)
    assert (row.evidence["sentence"], row.evidence["standing"]) == ("", "contested")
    assert row_after("1904-05-04", "1904-05-04", "1904-05-04").state == "withheld"
    assert row_after("1904-05-04", "1905-05-04", "1905-05-04").key[0]["value"] == {"sources": [1, 2]}


@pytest.mark.django_db
def test_question_that_is_typed_by_now_is_left_out() -> None:
    first, second = furnish(2)
    pupil = student()
    sitting = begin(pupil, size=2)
    open_form = next_in(pupil, sitting)
    BankQuestion.objects.filter(pk=open_form.question).update(mode="typed", accept=["x"])
    assert isinstance(answer_blindly(pupil, open_form), study.Moved)
    other = next_in(pupil, sitting)
    assert {open_form.question, other.question} == {first.pk, second.pk}
    answer(pupil, other)
    progress = study.progress_of(pupil, sitting)
    assert progress
    assert isinstance(study.next_in(pupil, progress, now=NOON), study.Nothing)


def answer_blindly(of: Student, asked: study.Asked) -> study.Answered | study.Moved:
    return study.answer(of, token=asked.token, given=chosen(0), guessed=False, now=NOON)


@pytest.mark.django_db
def test_two_options_and_no_third() -> None:
    furnish(1)
    pupil = student()
    asked = next_in(pupil, begin(pupil, size=1))
    for choice in ("2", "true", "-1", ""):
        with pytest.raises(study.Unanswered):
            study.answer(
                pupil, token=asked.token, given=study.Given(choices=(choice,)), guessed=False, now=NOON
            )
    assert not Review.objects.exists()


# The pages


@pytest.mark.django_db
def test_quiz_page_offers_it_and_asks_so(client: Client) -> None:
    furnish(6)
    pupil = student()
    client.force_login(pupil.user)
    assert "True or false, for practice only" in client.get(QUIZ).content.decode()
    response = client.post(QUIZ, {"size": "5", "feedback": "at_once", "mode": "truefalse"})
    sitting = Sitting.objects.get()
    assert (response.status_code, sitting.mode, title_of(sitting)) == (303, "truefalse", "true or false")
    page = client.get(response["Location"])
    shown = page.context["question"]
    html = page.content.decode()
    assert f"Proposed answer: <b>{shown.proposed}</b>" in html
    assert html.count('name="choice"') == 2
    form = {"token": token_in(html), "choice": "0"}
    verdict = client.post(ANSWER, form, headers=HTMX)
    again = client.post(ANSWER, form)
    assert (again.status_code, again["Location"]) == (303, f"/study/verdict/{Review.objects.get().pk}/")
    assert "You will be asked again" not in verdict.content.decode()
    assert client.get(response["Location"]).context["question"].pk != shown.pk


@pytest.mark.django_db
def test_quiz_without_a_word_on_it_asks_by_choice(client: Client) -> None:
    furnish(6)
    client.force_login(student().user)
    client.post(QUIZ, {"size": "5", "feedback": "at_once"})
    assert Sitting.objects.get().mode == "single"
    assert client.post(QUIZ, {"size": "5", "feedback": "at_once", "mode": "card"}).status_code == 200


@pytest.mark.django_db
def test_verdicts_at_the_end(client: Client) -> None:
    furnish(6)
    pupil = student()
    client.force_login(pupil.user)
    page = client.post(QUIZ, {"size": "5", "feedback": "at_end", "mode": "truefalse"})["Location"]
    for _ in range(5):
        html = client.get(page).content.decode()
        response = client.post(ANSWER, {"token": token_in(html), "choice": "1"})
        assert response["Location"].startswith(page)
    assert "Quiz finished" in client.get(page).content.decode()
    assert Review.objects.filter(kind="aside").count() == 5


@pytest.mark.django_db
def test_later_days_see_no_trace_in_the_schedule() -> None:
    rows = furnish(2)
    pupil = student()
    review_cards(pupil, rows)
    counted = study.counts(pupil, NOON)
    sitting = begin(pupil, size=2)
    for _ in rows:
        answer(pupil, next_in(pupil, sitting))
    assert study.counts(pupil, NOON) == counted
    assert study.when_next(pupil, NOON + timedelta(days=1)) == "now"
    with translation.override("ru"):
        assert study.when_next(pupil, NOON + timedelta(days=1)) == "сейчас"
