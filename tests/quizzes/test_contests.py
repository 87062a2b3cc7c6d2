"""“I was right”: who may say so, of what, how often, and what she is told."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from quizzes import contests, proposals, study
from quizzes.contests import Word
from quizzes.models import Card, Contest, Proposal, Review, Sitting, Student
from quizzes.views import contests as views
from tests.cast import signed_in, staff
from tests.factories import ReviewFactory

from .small_bank import NOON, furnish, study_once
from .typed_world import actor, pupil, question, typed_world, types

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
LATER = NOON + timedelta(hours=1)
SENT = "Sent to the teachers. Until one of them has looked at it, the answer counts as it was judged."


@pytest.fixture(autouse=True)
def world():
    """Somebody reads what is stood by."""
    staff("reader", 0)
    return typed_world()


@pytest.fixture
def mina() -> Student:
    return pupil("mina")


@pytest.fixture
def wrong(mina: Student) -> Review:
    """A right name that nobody has entered."""
    review = types(mina, question("fisheries"), "Maizeman")
    assert review.right is False
    return review


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def press(client: Client, review: Review, **headers):
    return client.post(f"/contests/{review.pk}/", headers=headers or None)


# Once for each answer


def test_without_script_it_is_a_form_on_the_page_of_the_verdict(mina: Student, wrong: Review) -> None:
    client = signed_in(mina.user)
    page = client.get(f"/study/verdict/{wrong.pk}/").content.decode()
    assert f'action="/contests/{wrong.pk}/" hx-post="/contests/{wrong.pk}/"' in page
    answer = press(client, wrong)
    assert (answer.status_code, answer["Location"]) == (303, f"/study/verdict/{wrong.pk}/")
    shown = client.get(answer["Location"])
    assert SENT in text(shown)
    assert "I was right" not in text(shown)
    assert "Not right" in text(shown)


def test_fragment_replaces_the_button(mina: Student, wrong: Review) -> None:
    answer = press(signed_in(mina.user), wrong, **HTMX)
    assert (answer.status_code, text(answer)) == (200, SENT)
    assert "<html" not in answer.content.decode()


def test_log_holds_who_typed_what_to_which_question_and_when(mina: Student, wrong: Review) -> None:
    contests.stand_by(mina, wrong, now=LATER)
    (kept,) = Contest.objects.all()
    assert (kept.student, kept.review, kept.text, kept.at) == (mina, wrong, "Maizeman", LATER)
    assert kept.review.question == question("fisheries")
    assert (kept.proposal.actor, kept.proposal.folded) == (actor("Anton Halvorsen"), "maizeman")


def test_pressing_twice_is_pressing_once(mina: Student, wrong: Review) -> None:
    client = signed_in(mina.user)
    first, second = (text(press(client, wrong, **HTMX)) for _ in range(2))
    assert first == second == SENT
    assert Contest.objects.count() == Proposal.objects.count() == 1


def test_memory_does_not_move(mina: Student, wrong: Review) -> None:
    before = Card.objects.filter(student=mina).values().get()
    contests.stand_by(mina, wrong, now=LATER)
    assert Card.objects.filter(student=mina).values().get() == before
    assert Review.objects.count() == 1


# Of what, and whose


def test_answers_of_others_are_not_there(mina: Student, wrong: Review) -> None:
    client = signed_in(pupil("another").user)
    assert press(client, wrong).status_code == 404
    assert press(client, wrong, **HTMX).status_code == 404
    guest = pupil("guest")
    Student.objects.filter(pk=guest.pk).update(guest=True)
    assert press(signed_in(guest.user), wrong).status_code == 404
    assert press(signed_in(staff("somebody", 0)), wrong).status_code == 404
    assert not Contest.objects.exists()


def test_guest_stands_by_her_own(mina: Student, wrong: Review) -> None:
    Student.objects.filter(pk=mina.pk).update(guest=True)
    assert press(signed_in(mina.user), wrong).status_code == 303
    assert Contest.objects.count() == 1


def test_visitor_is_sent_to_the_door(wrong: Review) -> None:
    assert "/accounts/login/" in press(Client(), wrong)["Location"]
    assert Client().get("/contests/")["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("number", ["0", "999999", "9" * 30])
def test_number_of_no_answer_is_not_there(mina: Student, number: str) -> None:
    assert signed_in(mina.user).post(f"/contests/{number}/").status_code == 404


def test_only_posted(mina: Student, wrong: Review) -> None:
    assert signed_in(mina.user).get(f"/contests/{wrong.pk}/").status_code == 405


def test_right_answer_is_not_offered(mina: Student) -> None:
    right = types(mina, question("fisheries"), "Anton Halvorsen")
    assert right.right
    client = signed_in(mina.user)
    assert "I was right" not in text(client.get(f"/study/verdict/{right.pk}/"))
    assert press(client, right).status_code == 404


def test_choice_is_not_offered(mina: Student) -> None:
    card = study_once(mina, furnish(1)[0], now=NOON, right=False)
    review = card.reviews.get()
    client = signed_in(mina.user)
    assert "I was right" not in text(client.get(f"/study/verdict/{review.pk}/"))
    assert press(client, review).status_code == 404


def test_what_counted_nothing_leaves_nothing_to_stand_by(mina: Student) -> None:
    with pytest.raises(study.Unanswered, match="not specific enough"):
        types(mina, question("fisheries", "date:when"), "the 20th century")
    assert not Review.objects.exists()


def test_answer_without_a_text_is_not_offered(mina: Student) -> None:
    """“I do not know” is nothing to stand by."""
    card = Card.objects.create(student=mina, fact=question("timber").fact, facet="actors:speaker")
    review = ReviewFactory(card=card, question=question("timber"), right=False, shown={"mode": "typed"})
    assert contests.standing_of(review.pk) is None
    assert press(signed_in(mina.user), review).status_code == 404


def test_undone_answer_is_moot(mina: Student, wrong: Review) -> None:
    contests.stand_by(mina, wrong, now=NOON)
    study.undo(mina, review=wrong.pk, now=LATER)
    assert list(Proposal.objects.waiting()) == []
    assert list(Proposal.objects.raised()) == []
    client = signed_in(mina.user)
    assert "You took this answer back" in text(press(client, wrong))
    assert "You took this answer back" in text(press(client, wrong, **HTMX))
    assert "Maizeman" not in text(client.get("/contests/"))


def test_verdict_that_is_kept_back_cannot_be_contested(mina: Student, wrong: Review) -> None:
    """Else the refusal would tell how the answer was."""
    quiz = Sitting.objects.create(
        student=mina, purpose="quiz", feedback="at_end", started_at=NOON, plan=[wrong.question_id]
    )
    Review.objects.filter(pk=wrong.pk).update(sitting=quiz)
    client = signed_in(mina.user)
    assert press(client, wrong).status_code == 404
    Sitting.objects.update(finished_at=LATER)
    assert press(client, wrong).status_code == 303
    assert f"/study/verdict/{wrong.pk}/" in client.get(f"/sittings/{quiz.pk}/").content.decode()


def test_thirty_a_day_are_enough(mina: Student, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contests, "MOST_A_DAY", 1)
    first = types(mina, question("fisheries"), "Maizeman")
    second = types(mina, question("railway"), "Maizeman")
    assert contests.stand_by(mina, first, now=NOON)
    client = signed_in(mina.user)
    assert isinstance(contests.stand_by(mina, second, now=LATER), contests.TooMany)
    assert isinstance(contests.stand_by(mina, second, now=NOON + timedelta(days=1)), contests.Standing)
    third = types(mina, question("timber"), "Sawdusty")
    Contest.objects.update(at=third.at)
    monkeypatch.setattr("quizzes.views.contests.timezone.now", lambda: NOON)
    assert "come back to this one tomorrow" in text(press(client, third, **HTMX))
    assert press(client, third).status_code == 303
    assert "come back to this one tomorrow" in text(client.get("/contests/"))


def test_number_of_a_day_decides_the_form_of_the_word(mina: Student, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = types(mina, question("fisheries"), "Maizeman")
    monkeypatch.setattr(contests, "stand_by", lambda *_args, **_values: contests.TooMany())
    client = signed_in(mina.user)
    for number, told in (
        (1, "вы оспорили 1 ответ,"),
        (3, "вы оспорили 3 ответа,"),
        (30, "вы оспорили 30 ответов,"),
    ):
        said = replace(views.TOO_MANY, values={"count": number}, count=number)
        monkeypatch.setattr(views, "TOO_MANY", said)
        assert told in text(press(client, wrong, **HTMX, **{"Accept-Language": "ru"}))


# One text, one proposal


def test_all_who_type_the_same_stand_behind_one_proposal() -> None:
    for name, typed in (("a", "Maizeman"), ("b", "MAIZEMAN "), ("c", "maizemán")):
        student = pupil(name)
        contests.stand_by(student, types(student, question("fisheries"), typed), now=NOON)
    other = pupil("d")
    contests.stand_by(other, types(other, question("railway"), "Maizeman"), now=NOON)
    contests.stand_by(other, types(other, question("fisheries"), "Cornfellow"), now=NOON)
    found = dict(Proposal.objects.raised().values_list("folded", "students"))
    assert found == {"maizeman": 4, "cornfellow": 1}


def test_same_text_for_somebody_else_is_another_proposal(mina: Student) -> None:
    for key in ("fisheries", "timber"):
        contests.stand_by(mina, types(mina, question(key), "Ferrywoman"), now=NOON)
    assert {each.actor.name for each in Proposal.objects.all()} == {"Anton Halvorsen", "Boris Quandt"}


def test_date_is_meant_by_its_fact_and_facet(mina: Student) -> None:
    row = question("fisheries", "date:when")
    contests.stand_by(mina, types(mina, row, "4 June 1959"), now=NOON)
    (proposal,) = Proposal.objects.all()
    assert (proposal.named, proposal.fact, proposal.facet) == (None, row.fact, "date:when")
    assert proposal.folded == "1959-06-04"


@pytest.mark.parametrize(
    ("text", "facet", "folded"),
    [
        ("1. VI 1959", "date:when", "1959-06-01"),
        ("c. 1959", "date:when", "1959~"),
        ("1/6/1959", "date:when", "1959-06-01"),  # where it is read at all, the day comes first
        ("10. 11. 12", "date:when", "10. 11. 12"),
        ("Some  TIME ago", "date:when", "some time ago"),
        ("The Harbour-Conference", "title", "the harbour conference"),
        ("Maizemán", "", "maizeman"),
        ("—", "", "—"),
    ],
)
def test_what_two_answers_must_share(text: str, facet: str, folded: str) -> None:
    assert contests.folded_as(text, facet=facet) == folded


def test_place_is_meant_by_its_name(mina: Student) -> None:
    contests.stand_by(mina, types(mina, question("fisheries", "place"), "Eastport"), now=NOON)
    assert str(Proposal.objects.get().place) == "Esthaven"


def withheld(review: Review) -> None:
    row = review.question
    row.state, row.reason, row.key = "withheld", "Not now.", []
    row.save(update_fields=["state", "reason", "key"])


@pytest.mark.parametrize(
    ("facet", "typed", "meant"),
    [
        ("actors:speaker", "Maizeman", ("Anton Halvorsen", "")),
        ("place", "Eastport", ("Esthaven", "")),
        ("date:when", "4 June 1959", (None, "date:when")),
    ],
)
def test_question_that_is_withheld_by_now_means_what_was_right(
    mina: Student, facet: str, typed: str, meant: tuple[str | None, str]
) -> None:
    review = types(mina, question("fisheries", facet), typed)
    withheld(review)
    assert press(signed_in(mina.user), review).status_code == 303
    (proposal,) = Proposal.objects.all()
    assert (proposal.named and str(proposal.named), proposal.facet) == meant


@pytest.mark.parametrize("why", ["nothing on record", "nobody left"])
def test_nothing_is_offered_where_nobody_knows_what_was_right(mina: Student, wrong: Review, why: str) -> None:
    withheld(wrong)
    kept = {**wrong.verdict, "key": [{"entity": 0}]}
    if why == "nothing on record":
        del kept["key"]
    Review.objects.filter(pk=wrong.pk).update(verdict=kept)
    client = signed_in(mina.user)
    assert "I was right" not in text(client.get(f"/study/verdict/{wrong.pk}/"))
    assert press(client, wrong).status_code == 404
    assert not Proposal.objects.exists()


def test_declined_text_is_counted_up_and_not_raised_again(mina: Student, wrong: Review) -> None:
    contests.stand_by(mina, wrong, now=NOON)
    proposals.decline(Proposal.objects.get().pk, reason="That was a poet.", user=staff("t", 0), now=NOON)
    other = pupil("other")
    said = contests.stand_by(other, types(other, question("fisheries"), "maizeman"), now=LATER)
    assert isinstance(said, contests.Standing)
    assert (said.word, said.reply) == (Word.DECLINED, "That was a poet.")
    assert list(Proposal.objects.waiting()) == []
    assert Proposal.objects.raised().get().students == 2
    assert contests.news_for(other) == [], "she has just read the reason"
    assert len(contests.news_for(mina)) == 1
    proposals.decline(Proposal.objects.get().pk, reason="He was a poet.", user=staff("u", 0), now=LATER)
    assert len(contests.news_for(other)) == 1


# What she is told


def decided(mina: Student, wrong: Review, *, accept: bool) -> Client:
    contests.stand_by(mina, wrong, now=NOON)
    proposal, publisher = Proposal.objects.get(), staff("p", 1)
    if accept:
        proposals.accept(proposal.pk, text="Maizeman", language="en", user=publisher, now=LATER)
    else:
        proposals.decline(proposal.pk, reason="That was a poet.", user=publisher, now=LATER)
    return signed_in(mina.user)


@pytest.mark.parametrize(
    ("accept", "said"),
    [
        (True, "Your answer “Maizeman” now counts as right."),
        (
            False,
            "A teacher has looked at “Maizeman”, and it does not count as right: That was a poet.",
        ),
    ],
)
def test_first_page_says_it_once(mina: Student, wrong: Review, accept: bool, said: str) -> None:
    client = decided(mina, wrong, accept=accept)
    home = client.get("/")
    assert said in text(home)
    assert said in text(client.get(f"/study/verdict/{wrong.pk}/"))
    assert said in text(client.get("/contests/"))
    assert said in text(client.get("/")), "looking at a page puts nothing away"
    answers = re.findall(r'name="answer" value="(\d+)"', home.content.decode())
    assert answers == [str(wrong.pk)]
    answer = client.post("/contests/told/", {"answer": answers})
    assert (answer.status_code, answer["Location"]) == (303, "/")
    assert said not in text(client.get("/"))
    assert said in text(client.get("/contests/"))


def test_nobody_puts_away_the_news_of_another(mina: Student, wrong: Review) -> None:
    decided(mina, wrong, accept=True)
    other = signed_in(pupil("other").user)
    assert other.post("/contests/told/", {"answer": [wrong.pk, "x", "9" * 40]}).status_code == 303
    assert len(contests.news_for(mina)) == 1


def test_who_did_not_stand_by_it_is_told_too(mina: Student, wrong: Review) -> None:
    quiet = pupil("quiet")
    types(quiet, question("fisheries"), "maizeman")
    decided(mina, wrong, accept=True)
    assert [each.standing.text for each in contests.news_for(quiet)] == ["maizeman"]
    assert contests.news_for(pupil("third")) == []


def test_news_of_a_quiz_wait_for_its_end(mina: Student, wrong: Review) -> None:
    contests.stand_by(mina, wrong, now=NOON)
    quiz = Sitting.objects.create(student=mina, purpose="quiz", feedback="at_end", started_at=NOON)
    Review.objects.filter(pk=wrong.pk).update(sitting=quiz)
    proposals.accept(Proposal.objects.get().pk, text="Maizeman", language="", user=staff("p", 1), now=LATER)
    assert contests.news_for(mina) == []
    Sitting.objects.update(finished_at=LATER)
    assert len(contests.news_for(mina)) == 1


def test_pages_cost_the_same_for_one_and_for_three(
    mina: Student, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(mina.user)
    for typed in ("Maizeman", "Cornfellow", "Cobblestone"):
        contests.stand_by(mina, types(mina, question("fisheries"), typed), now=NOON)
        for proposal in Proposal.objects.open():
            proposals.decline(proposal.pk, reason="No.", user=staff(typed, 0), now=NOON)
        with django_assert_num_queries(4):
            page = client.get("/contests/")
        assert len(page.content) < 60_000
        with django_assert_num_queries(1):
            contests.news_for(mina)


def test_empty_page_says_how(mina: Student) -> None:
    assert "press “I was right” under its verdict" in text(signed_in(mina.user).get("/contests/"))
