"""The teacher's desk: what accepting does and to whom, what it refuses, and what it leaves alone."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import translation
from reversion.models import Version

from history import naming
from history.desk import ASK_A_PUBLISHER, Refused
from history.models import Actor, ActorName, PlaceName
from quizzes import classes, contests, proposals, rivals, sittings, study
from quizzes.models import Card, Contest, Proposal, Regrade, Review, Sitting, Student
from quizzes.proposals import Accepted, Declined
from tests.cast import signed_in, staff
from tests.factories import ActorFactory, ActorNameFactory, PlaceFactory, PlaceNameFactory

from .small_bank import NOON
from .typed_world import HALVORSEN, QUANDT, actor, pupil, question, the_place, typed_world, types

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)
TYPED = "Maizeman"


@pytest.fixture(autouse=True)
def world():
    return typed_world()


@pytest.fixture
def mina() -> Student:
    return pupil("mina")


def stands_by(student: Student, key: str, text: str = TYPED, facet: str = "actors:speaker") -> Review:
    review = types(student, question(key, facet), text)
    assert review.right is False
    contests.stand_by(student, review, now=NOON)
    return review


def accept(user: User, *, text: str = TYPED, language: str = "en", **values) -> Accepted | Refused:
    proposal = Proposal.objects.get(folded=contests.folded_as(text, facet=""))
    return proposals.accept(proposal.pk, text=text, language=language, user=user, now=LATER, **values)


def counts() -> set[int]:
    """The answers that were regraded, by row number."""
    return set(Regrade.objects.values_list("answer", flat=True))


def check_states() -> None:
    """Every card is the fold of its log."""
    call_command("rebuild_states", "--check", stdout=StringIO())


# What accepting does


def test_name_is_added_and_new_answers_with_it_are_right(mina: Student, publisher: User) -> None:
    stands_by(mina, "fisheries")
    assert accept(publisher) == Accepted(regraded=1, students=1)
    added = ActorName.objects.get(actor=actor(HALVORSEN), text=TYPED)
    assert (added.language, added.label, added.folded) == ("en", False, "maizeman")
    assert TYPED in question("fisheries").accept
    assert types(pupil("other"), question("fisheries"), "maizeman").right
    assert types(pupil("third"), question("railway"), TYPED).right


def test_name_may_be_mended_in_its_capitals_and_accents_only(mina: Student, publisher: User) -> None:
    stands_by(mina, "fisheries", "maizeman")
    proposal = Proposal.objects.get()
    refused = proposals.accept(proposal.pk, text="Cornfellow", language="", user=publisher, now=LATER)
    assert refused == Refused((proposals.OTHER_TEXT.format("maizeman"),))
    assert proposals.accept(proposal.pk, text="Maizemän", language="", user=publisher, now=LATER).regraded
    assert ActorName.objects.filter(text="Maizemän").exists()


def test_exactly_the_answers_that_are_affected_are_regraded(mina: Student, publisher: User) -> None:
    """The same text, the same right answer, judged wrong, not taken back: of everybody, and nothing else."""
    silent, undoing, other = pupil("silent"), pupil("undoing"), pupil("other")
    affected = {
        stands_by(mina, "fisheries").pk,
        types(silent, question("railway"), "MAIZEMAN").pk,
        types(silent, question("fisheries"), "maizeman", now=NOON + timedelta(minutes=5)).pk,
    }
    taken_back = types(undoing, question("fisheries"), TYPED)
    study.undo(undoing, review=taken_back.pk, now=NOON)
    types(other, question("fisheries"), "Cornfellow")  # another text
    types(other, question("timber"), TYPED, now=NOON)  # another right answer
    types(other, question("fisheries", "place"), TYPED)  # the same fact, and another right answer
    types(undoing, question("railway"), HALVORSEN)  # right from the start
    before = {review["id"]: review for review in Review.objects.values()}
    assert accept(publisher) == Accepted(regraded=3, students=2)
    assert counts() == affected
    kept = {review["id"]: review for review in Review.objects.filter(pk__in=before).values()}
    assert kept == before, "no answer is ever changed"
    added = Review.objects.exclude(pk__in=before)
    assert set(added.values_list("kind", "right")) == {("regrade", True)}
    targets = {(review.card_id, review.undoes) for review in added}
    assert targets == set(Review.objects.filter(pk__in=affected).values_list("card", "number"))
    check_states()


def test_record_says_who_accepted_when_and_which(mina: Student, publisher: User) -> None:
    review = stands_by(mina, "fisheries")
    accept(publisher)
    proposal, regrade = Proposal.objects.get(), Regrade.objects.get()
    assert (proposal.state, proposal.decided_by, proposal.decided_at) == ("accepted", publisher, LATER)
    assert (regrade.proposal, regrade.answer, regrade.by, regrade.at) == (proposal, review, publisher, LATER)
    assert (regrade.event.kind, regrade.event.undoes, regrade.event.at) == ("regrade", review.number, LATER)
    assert regrade.event.response == {"proposal": proposal.pk}
    version = Version.objects.get_for_object(actor(HALVORSEN)).first()
    assert version.revision.user == publisher
    assert "accepted as a name" in version.revision.get_comment()


def test_accepting_twice_changes_nothing(mina: Student, publisher: User) -> None:
    stands_by(mina, "fisheries")
    accept(publisher)
    before = [list(table.objects.order_by("pk").values()) for table in (Review, Card, Proposal, ActorName)]
    again = {"text": TYPED, "language": "ru", "user": staff("another", 1), "now": LATER + timedelta(days=1)}
    assert proposals.accept(Proposal.objects.get().pk, **again) == Accepted()
    after = [list(table.objects.order_by("pk").values()) for table in (Review, Card, Proposal, ActorName)]
    assert after == before


def test_alias_that_was_entered_meanwhile_is_not_entered_twice(mina: Student, publisher: User) -> None:
    stands_by(mina, "fisheries")
    ActorNameFactory(actor=actor(HALVORSEN), text=TYPED, folded="maizeman")
    assert accept(publisher) == Accepted(regraded=1, students=1)
    assert ActorName.objects.filter(folded="maizeman").count() == 1


def test_all_or_nothing(mina: Student, publisher: User, monkeypatch: pytest.MonkeyPatch) -> None:
    stands_by(mina, "fisheries")

    def breaks(*_args, **_values):
        raise RuntimeError

    monkeypatch.setattr(proposals, "count_as_right", breaks)
    with pytest.raises(RuntimeError):
        accept(publisher)
    assert not ActorName.objects.filter(text=TYPED).exists()
    assert Proposal.objects.get().state == "open"


def test_place_gets_a_name_too(mina: Student, publisher: User) -> None:
    stands_by(mina, "fisheries", "Eastport", facet="place")
    assert accept(publisher, text="Eastport").regraded == 1
    assert PlaceName.objects.filter(place=the_place(), text="Eastport").exists()


def test_name_is_added_to_whoever_the_teacher_says(mina: Student, publisher: User) -> None:
    """A stem that fits two facts takes the answer of each."""
    review = stands_by(mina, "fisheries")
    row = question("fisheries")
    row.key = [*row.key, {**row.key[0], "text": QUANDT, "value": {"entity": actor(QUANDT).pk}}]
    row.save(update_fields=["key"])
    stranger = ActorFactory(name="Somebody Else")
    assert accept(publisher, to=stranger) == Refused((proposals.NOT_MEANT,))
    assert accept(publisher, to=actor(QUANDT)) == Accepted(regraded=1, students=1)
    assert ActorName.objects.filter(actor=actor(QUANDT), text=TYPED).exists()
    assert counts() == {review.pk}


def test_who_stood_by_it_for_another_is_told_that_it_is_no_name_of_what_is_right(
    mina: Student, publisher: User
) -> None:
    other = pupil("other")
    of_two, of_one = stands_by(mina, "fisheries"), stands_by(other, "railway")
    row = question("fisheries")
    row.key = [*row.key, {**row.key[0], "text": QUANDT, "value": {"entity": actor(QUANDT).pk}}]
    row.save(update_fields=["key"])
    assert accept(publisher, to=actor(QUANDT)).regraded == 1
    assert counts() == {of_two.pk}
    assert [each.standing.word for each in contests.news_for(mina)] == [contests.Word.ACCEPTED]
    (news,) = contests.news_for(other)
    assert (news.standing.word, news.answers) == (contests.Word.KNOWN, (of_one.pk,))
    client = signed_in(other.user)
    said = "“Maizeman” is known as a name by now, but not of what is right here"
    assert said in client.get("/").content.decode()
    assert said in client.get(f"/study/verdict/{of_one.pk}/").content.decode()
    for student in (mina, other):
        contests.told(student, answers=[of_one.pk, of_two.pk], now=LATER)
        assert contests.news_for(student) == []


def test_accepted_text_that_is_judged_wrong_again_is_looked_at_again(mina: Student, publisher: User) -> None:
    stands_by(mina, "fisheries")
    accept(publisher)
    ActorName.objects.filter(text=TYPED).delete()
    call_command("make_questions", stdout=StringIO())
    row = question("railway")
    row.accept = [HALVORSEN]
    row.save(update_fields=["accept"])
    other = pupil("other")
    review = types(other, row, TYPED)
    contests.stand_by(other, review, now=LATER)
    assert Proposal.objects.get().state == "open"
    assert accept(publisher) == Accepted(regraded=1, students=1)


def test_question_that_was_withheld_meanwhile_is_regraded_by_what_was_shown(
    mina: Student, publisher: User
) -> None:
    """A row that is withheld says no more what its right answer was; the verdict on record does."""
    review = stands_by(mina, "fisheries")
    other = types(pupil("other"), question("timber"), TYPED)
    for key in ("fisheries", "timber"):
        row = question(key)
        row.state, row.reason, row.key = "withheld", "Not now.", []
        row.save(update_fields=["state", "reason", "key"])
    assert accept(publisher).regraded == 1
    assert counts() == {review.pk}
    assert other.pk not in counts()


@pytest.mark.parametrize("language", ["en", "ru"])
def test_question_of_two_right_answers_that_was_withheld_is_regraded(
    mina: Student, publisher: User, language: str
) -> None:
    """“A or B” is the name of neither, and in no two languages the same."""
    row = question("fisheries")
    row.key = [*row.key, {**row.key[0], "text": QUANDT, "value": {"entity": actor(QUANDT).pk}}]
    row.save(update_fields=["key"])
    with translation.override(language):
        review = stands_by(mina, "fisheries")
    row.state, row.reason, row.key = "withheld", "Not now.", []
    row.save(update_fields=["state", "reason", "key"])
    assert proposals.candidates(Proposal.objects.get(), [review]) == [actor(HALVORSEN), actor(QUANDT)]
    assert accept(publisher, to=actor(QUANDT)) == Accepted(regraded=1, students=1)
    assert contests.standing_of(review.pk).word == contests.Word.ACCEPTED


def test_byname_with_an_article_leaves_the_question_alone(mina: Student, publisher: User) -> None:
    stands_by(mina, "fisheries", "The Maizeman")
    assert accept(publisher, text="The Maizeman").regraded == 1
    assert question("fisheries").state == "live"


# What it refuses


@pytest.mark.parametrize("own_row", [True, False])
def test_name_of_somebody_else_is_refused(mina: Student, publisher: User, own_row: bool) -> None:
    """Whether it stands among the spellings of the other or is only the name that is printed."""
    stands_by(mina, "fisheries")
    rival = ActorFactory(name="Oskar Lind" if own_row else "Mäizeman")
    if own_row:
        ActorNameFactory(actor=rival, text="Maizeman", folded="maizeman")
    refused = accept(publisher)
    assert refused == Refused((f"“{TYPED}” is a name of “{rival.name}” too, so it could mean either.",))
    assert not ActorName.objects.filter(actor=actor(HALVORSEN), text=TYPED).exists()
    assert not Regrade.objects.exists()


def test_piece_of_another_persons_name_is_refused(mina: Student, publisher: User) -> None:
    stands_by(mina, "fisheries")
    ActorFactory(name="Pavel Maizeman")
    assert accept(publisher).reasons == (
        f"“{TYPED}” is a part of the name of “Pavel Maizeman” too, so it is not specific enough.",
    )


def test_three_who_bear_it_are_told_alike_wherever_it_is_refused(mina: Student, publisher: User) -> None:
    for _ in range(3):
        ActorFactory(name="Maizeman")
    told = "“Maizeman” is a name of “Maizeman”, “Maizeman” and “Maizeman” too, so it could mean either."
    row = actor(HALVORSEN)
    assert rivals.against(row, TYPED) == told
    added = naming.add_name(row, text=TYPED, language="", why="", user=None, now=NOON)
    assert added == Refused((told,))


def test_near_names_and_names_of_another_kind_are_only_told(mina: Student, publisher: User) -> None:
    stands_by(mina, "fisheries")
    ActorFactory(name="Maizemen")
    PlaceNameFactory(place=PlaceFactory(name="Maizeman"), text="Maizeman", folded="maizeman")
    found = rivals.rivals(actor(HALVORSEN), TYPED)
    assert (found.same, found.pieces, found.near, found.elsewhere) == ((), (), ("Maizemen",), ("Maizeman",))
    assert accept(publisher).regraded == 1


def test_words_in_another_order_are_the_same_name() -> None:
    ActorFactory(name="Ada Brook")
    assert rivals.rivals(actor(HALVORSEN), "brook ADA").same == ("Ada Brook",)


def test_teacher_may_count_and_decline_but_names_are_for_publishers(mina: Student, teacher: User) -> None:
    """Published facts name him: such a row is changed by publishers only, here as on its own page."""
    stands_by(mina, "fisheries")
    assert accept(teacher) == Refused((ASK_A_PUBLISHER,))
    assert isinstance(
        proposals.decline(Proposal.objects.get().pk, reason="No.", user=teacher, now=LATER), Declined
    )


def test_who_may_not_decide_decides_nothing(mina: Student) -> None:
    stands_by(mina, "fisheries")
    stands_by(mina, "fisheries", "4 June 1959", facet="date:when")
    nobody = staff("nobody")
    named, dated = Proposal.objects.get(fact=None), Proposal.objects.get(actor=None)
    refused = Refused((proposals.NOT_YOURS,))
    assert accept(nobody) == refused
    assert proposals.count(dated.pk, user=nobody, now=LATER) == refused
    assert proposals.decline(named.pk, reason="No.", user=nobody, now=LATER) == refused
    assert set(Proposal.objects.values_list("state", flat=True)) == {"open"}


# A date: no name to add


def test_date_is_counted_as_right_for_these_answers(mina: Student, teacher: User) -> None:
    review = stands_by(mina, "fisheries", "4 June 1959", facet="date:when")
    other, later = pupil("other"), pupil("later")
    same = types(other, question("fisheries", "date:when"), "4  JUNE 1959")
    types(other, question("timber", "date:when"), "1963")
    proposal = Proposal.objects.get()
    refused = proposals.accept(proposal.pk, text="4 June 1959", language="", user=teacher, now=LATER)
    assert refused == Refused((proposals.NO_NAMES,))
    done = proposals.count(proposal.pk, user=teacher, now=LATER)
    assert done == Accepted(regraded=2, students=2)
    assert proposals.count(proposal.pk, user=teacher, now=LATER) == Accepted()
    assert counts() == {review.pk, same.pk}
    assert types(later, question("fisheries", "date:when"), "4 June 1959").right is False
    check_states()


def test_one_day_in_two_spellings_is_one_answer(mina: Student, teacher: User) -> None:
    row = question("fisheries", "date:when")
    review = stands_by(mina, "fisheries", "4 June 1959", facet="date:when")
    spelled = ["1959-06-04", "June 4, 1959", "4 июня 1959 г.", "1959년 6월 4일"]
    same = [types(pupil(text), row, text) for text in spelled]
    other = [types(pupil(text), row, text) for text in ("5 June 1959", "4 June 1960")]
    assert not any(each.right for each in (*same, *other))
    contests.stand_by(same[0].card.student, same[0], now=LATER)
    proposal = Proposal.objects.raised().get()
    assert proposal.students == 2
    assert proposals.count(proposal.pk, user=teacher, now=LATER) == Accepted(regraded=5, students=5)
    assert counts() == {review.pk, *(each.pk for each in same)}


def test_names_are_not_counted_without_becoming_names(mina: Student, teacher: User) -> None:
    stands_by(mina, "fisheries")
    assert proposals.count(Proposal.objects.get().pk, user=teacher, now=LATER) == Refused(
        (proposals.HAS_NAMES,)
    )


# Declining


def test_declining_needs_a_reason_that_can_be_bettered(mina: Student, teacher: User) -> None:
    stands_by(mina, "fisheries")
    pk = Proposal.objects.get().pk
    for reason in ("", "  \n "):
        assert proposals.decline(pk, reason=reason, user=teacher, now=LATER) == Refused(
            (proposals.NO_REASON,)
        )
    too_long = proposals.decline(pk, reason="x" * 1001, user=teacher, now=LATER)
    assert "at most 1000" in too_long.reasons[0]
    proposals.decline(pk, reason="No.", user=teacher, now=LATER)
    contests.told(mina, answers=Contest.objects.values_list("review", flat=True), now=LATER)
    assert contests.news_for(mina) == []
    proposals.decline(pk, reason="That was a poet.", user=teacher, now=LATER)
    (news,) = contests.news_for(mina)
    assert news.standing.reply == "That was a poet."
    assert Card.objects.get().number == 1, "memory stays as it was"


def test_declined_text_can_still_be_accepted_and_not_the_other_way(mina: Student, publisher: User) -> None:
    review = stands_by(mina, "fisheries")
    pk = Proposal.objects.get().pk
    proposals.decline(pk, reason="No.", user=publisher, now=LATER)
    assert accept(publisher).regraded == 1
    assert proposals.decline(pk, reason="No.", user=publisher, now=LATER) == Refused(
        (proposals.COUNTS_ALREADY,)
    )
    assert contests.standing_of(review.pk).word == contests.Word.ACCEPTED


# What else counts answers


def test_summary_of_a_sitting_and_class_page_follow(mina: Student, publisher: User) -> None:
    other = pupil("other")
    first, second = stands_by(mina, "fisheries"), types(other, question("fisheries"), TYPED)
    sitting = Sitting.objects.create(student=mina, purpose="quiz", started_at=NOON, size=1, plan=[])
    Review.objects.filter(pk=first.pk).update(sitting=sitting)
    of = mina.follows.get(base__key="speeches")

    def seen() -> tuple[bool, int, int]:
        progress = study.progress_of(mina, sitting.pk)
        summary = sittings.summary_of(progress)
        return summary.results[0].right, len(progress.missed), len(classes.shaky(of, NOON))

    assert seen() == (False, 1, 1)
    accept(publisher)
    assert seen() == (True, 0, 0)
    assert counts() == {first.pk, second.pk}


def test_deleting_who_was_meant_takes_the_proposal_along(mina: Student) -> None:
    stands_by(mina, "fisheries")
    stranger = ActorFactory(name="Nobody")
    Proposal.objects.update(actor=stranger)
    Actor.objects.filter(pk=stranger.pk).delete()
    assert not Contest.objects.exists()
    assert Review.objects.count() == 1
