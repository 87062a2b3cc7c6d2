"""An acceptance taken back: the name goes, the answers are judged as before, and whoever was told is told."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.urls import reverse

from history import naming
from history.desk import Refused
from history.models import ActorName
from quizzes import contests, proposals
from quizzes.models import Card, Contest, Proposal, Regrade, Review, Student
from quizzes.models.cards import regraded
from quizzes.proposals import TakenBack
from tests.cast import signed_in
from tests.factories import ActorNameFactory

from .small_bank import NOON
from .typed_world import HALVORSEN, actor, pupil, question, typed_world, types

pytestmark = pytest.mark.django_db
ACCEPTED, LATER = NOON + timedelta(hours=1), NOON + timedelta(hours=2)
TYPED, REASON = "Maizeman", "That is somebody else."


@pytest.fixture(autouse=True)
def world():
    return typed_world()


@pytest.fixture
def mina() -> Student:
    return pupil("mina")


def accepted(student: Student, user: User) -> Review:
    review = types(student, question("fisheries", "actors:speaker"), TYPED)
    contests.stand_by(student, review, now=NOON)
    done = proposals.accept(Proposal.objects.get().pk, text=TYPED, language="en", user=user, now=ACCEPTED)
    assert isinstance(done, proposals.Accepted)
    assert done.regraded
    return review


def take_back(user: User, *, reason: str = REASON) -> TakenBack | Refused:
    return proposals.take_back(Proposal.objects.get().pk, reason=reason, user=user, now=LATER)


def columns(card: Card) -> dict:
    kept = Card.objects.filter(pk=card.pk).values().get()
    return {name: value for name, value in kept.items() if name not in ("number", "state")}


def check_states() -> None:
    call_command("rebuild_states", "--check", stdout=StringIO())


def test_name_goes_and_answers_are_judged_as_before(mina: Student, publisher: User) -> None:
    review = types(mina, question("fisheries", "actors:speaker"), TYPED)
    before = columns(review.card)
    contests.stand_by(mina, review, now=NOON)
    proposals.accept(Proposal.objects.get().pk, text=TYPED, language="en", user=publisher, now=ACCEPTED)
    log = list(Review.objects.values())
    assert take_back(publisher) == TakenBack(answers=1, students=1, unnamed=True)
    assert not ActorName.objects.filter(text=TYPED).exists()
    assert TYPED not in question("fisheries").accept
    assert columns(review.card) == before
    assert list(Review.objects.filter(pk__in=[row["id"] for row in log]).values()) == log, (
        "nothing is changed"
    )
    added = Review.objects.exclude(pk__in=[row["id"] for row in log]).get()
    regrade = Regrade.objects.get()
    assert (added.kind, added.undoes) == ("void", regrade.event.number)
    assert (regrade.lifted_by, regrade.lifted_at) == (publisher, LATER)
    check_states()
    assert types(pupil("other"), question("fisheries"), TYPED).right is False


def test_answer_counts_as_right_for_no_page_any_more(mina: Student, publisher: User) -> None:
    from django.db.models import Exists

    review = accepted(mina, publisher)
    assert Review.objects.filter(Exists(regraded()), pk=review.pk).exists()
    take_back(publisher)
    assert not Review.objects.filter(Exists(regraded()), pk=review.pk).exists()
    standing = contests.standing_of(review.pk)
    assert standing is not None
    assert (standing.word, standing.reply) == (contests.Word.DECLINED, REASON)


def test_who_was_told_is_told_again(mina: Student, publisher: User) -> None:
    silent, unaware = pupil("silent"), pupil("unaware")
    quiet = [types(each, question("railway"), TYPED) for each in (silent, unaware)]
    mine = accepted(mina, publisher)
    for student in (mina, silent):
        (news,) = contests.news_for(student)
        assert news.standing.word == contests.Word.ACCEPTED
        contests.told(student, answers=news.answers, now=ACCEPTED)
        assert contests.news_for(student) == []
    take_back(publisher)
    for student, review in ((mina, mine), (silent, quiet[0])):
        (news,) = contests.news_for(student)
        assert (news.standing.word, news.standing.reply) == (contests.Word.DECLINED, REASON)
        assert REASON in signed_in(student.user).get("/").content.decode()
        contests.told(student, answers=[review.pk], now=LATER)
        assert contests.news_for(student) == []
    assert contests.news_for(unaware) == [], "who never read that it counts has nothing to read"


def test_twice_is_once(mina: Student, publisher: User) -> None:
    accepted(mina, publisher)
    take_back(publisher)
    before = [list(table.objects.order_by("pk").values()) for table in (Review, Card, Proposal, Regrade)]
    assert take_back(publisher, reason="Another reason.") == TakenBack()
    assert [list(t.objects.order_by("pk").values()) for t in (Review, Card, Proposal, Regrade)] == before


def test_accepted_again_after_that(mina: Student, publisher: User) -> None:
    review = accepted(mina, publisher)
    take_back(publisher)
    done = proposals.accept(
        Proposal.objects.get().pk, text=TYPED, language="en", user=publisher, now=LATER + timedelta(hours=1)
    )
    assert isinstance(done, proposals.Accepted)
    assert done.regraded == 1
    assert Regrade.objects.standing().get().answer == review
    assert Regrade.objects.count() == 2
    assert [each.standing.word for each in contests.news_for(mina)] == [contests.Word.ACCEPTED]
    check_states()
    assert take_back(publisher) == TakenBack(answers=1, students=1, unnamed=True)
    check_states()


def test_name_that_was_removed_by_hand(mina: Student, publisher: User) -> None:
    accepted(mina, publisher)
    ActorName.objects.filter(text=TYPED).delete()
    assert take_back(publisher) == TakenBack(answers=1, students=1)


def test_name_that_was_mended_by_hand_stays(mina: Student, publisher: User) -> None:
    accepted(mina, publisher)
    ActorName.objects.filter(text=TYPED).update(text="Maizewoman", folded="maizewoman")
    assert take_back(publisher) == TakenBack(answers=1, students=1)
    assert ActorName.objects.filter(text="Maizewoman").exists()


def test_name_that_somebody_else_entered_has_to_go_by_hand(mina: Student, publisher: User) -> None:
    ActorNameFactory(actor=actor(HALVORSEN), text=TYPED, folded="maizeman")
    review = types(mina, question("fisheries"), "Cornfellow")
    contests.stand_by(mina, review, now=NOON)
    Proposal.objects.update(folded="maizeman", text=TYPED)
    Review.objects.filter(pk=review.pk).update(response={"text": TYPED})
    proposals.accept(Proposal.objects.get().pk, text=TYPED, language="", user=publisher, now=ACCEPTED)
    assert take_back(publisher) == Refused((proposals.NOT_ADDED.format(TYPED, HALVORSEN),))
    assert Regrade.objects.standing().count() == 1
    ActorName.objects.filter(text=TYPED).delete()
    assert take_back(publisher) == TakenBack(answers=1, students=1)


def test_name_on_which_another_decision_relies_stays_until_that_is_taken_back(
    mina: Student, publisher: User
) -> None:
    accepted(mina, publisher)
    first = Proposal.objects.get()
    other = Proposal.objects.create(
        actor=actor("Boris Quandt"), text=TYPED, folded=first.folded, at=NOON, state=Proposal.State.ACCEPTED
    )
    done = proposals.take_back(first.pk, reason=REASON, user=publisher, now=LATER)
    assert done == TakenBack(answers=1, students=1)
    name = ActorName.objects.get(text=TYPED)
    other.refresh_from_db()
    assert other.added_name == name.pk
    assert proposals.take_back(other.pk, reason=REASON, user=publisher, now=LATER) == TakenBack(unnamed=True)
    assert not ActorName.objects.filter(text=TYPED).exists()


def test_name_that_became_the_printed_one_is_not_removed(mina: Student, publisher: User) -> None:
    accepted(mina, publisher)
    ActorName.objects.filter(text=TYPED).update(label=True)
    assert take_back(publisher) == Refused((naming.PRINTED.format(TYPED),))


@pytest.mark.parametrize("reason", ["", "   ", "x" * 1001])
def test_reason_is_needed(reason: str, mina: Student, publisher: User) -> None:
    accepted(mina, publisher)
    assert isinstance(take_back(publisher, reason=reason), Refused)
    assert ActorName.objects.filter(text=TYPED).exists()


def test_all_or_nothing(mina: Student, publisher: User, monkeypatch: pytest.MonkeyPatch) -> None:
    accepted(mina, publisher)

    def breaks(*_args, **_values):
        raise RuntimeError

    monkeypatch.setattr(proposals, "count_as_before", breaks)
    with pytest.raises(RuntimeError):
        take_back(publisher)
    assert ActorName.objects.filter(text=TYPED).exists()
    assert Proposal.objects.get().state == "accepted"


def test_on_the_page(mina: Student, publisher: User) -> None:
    accepted(mina, publisher)
    client, proposal = signed_in(publisher), Proposal.objects.get()
    page, address = (
        reverse("admin:quizzes_proposal_change", args=[proposal.pk]),
        reverse("admin:quizzes_proposal_take_back", args=[proposal.pk]),
    )
    assert "Take it back" in client.get(page).content.decode()
    assert "Say why it is not right" in client.post(address, {"reason": ""}).content.decode()
    done = client.post(address, {"reason": REASON}, follow=True).content.decode()
    assert "accepted no more" in done
    assert "1 answer of 1 student is judged as before again" in done
    shown = client.get(page).content.decode()
    assert "Take it back" not in shown
    assert "taken back on" in shown
    assert client.get(address).status_code == 404


def test_only_who_may_decide_takes_back(mina: Student, publisher: User) -> None:
    accepted(mina, publisher)
    address = reverse("admin:quizzes_proposal_take_back", args=[Proposal.objects.get().pk])
    assert signed_in(mina.user).post(address, {"reason": REASON}).status_code in (302, 403)
    assert proposals.take_back(
        Proposal.objects.get().pk, reason=REASON, user=mina.user, now=LATER
    ) == Refused((proposals.NOT_YOURS,))
    assert Contest.objects.count() == 1
