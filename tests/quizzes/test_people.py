"""Names, signing up, what becomes of a guest's progress in an account, and guests who do not come back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.utils import timezone

from quizzes import sittings, study
from quizzes.models import Card, Report, Review, Set, Sitting, Student
from quizzes.people import names
from quizzes.people.guests import guest_of
from quizzes.people.pupils import add_pupils, faults_in
from quizzes.people.signing import Gone, Merged, Taken, merge, sign_up
from quizzes.study.enrolling import make_guest, student_of
from quizzes.study.folding import differs, events_of, folded
from tests.factories import UserFactory

from .small_bank import NOON, answer_asked, furnish, student, study_once

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"
LATER = NOON + timedelta(minutes=5)


def signed_up(name: str = "Mina", *, guest: Student | None = None, zone: str = "") -> Student:
    made = sign_up(name=name, password=PASSWORD, zone=zone, guest=guest, now=NOON)
    assert isinstance(made, Student)
    return made


def merged(guest: Student, account: Student) -> Merged:
    outcome = merge(guest, into=account.user)
    assert outcome is not None
    return outcome


# Names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mina", "mina"),
        ("Mina Park", " Mina\N{NO-BREAK SPACE} Park "),
        ("Ümit", "ÜMIT"),
        ("Straße", "STRASSE"),
        ("Jürgen", "Ju\N{COMBINING DIAERESIS}rgen"),
        ("Mina", "Ｍｉｎａ"),
        ("علی\N{ZERO WIDTH NON-JOINER}رضا", "علیرضا"),
    ],
)
def test_names_that_look_the_same_are_the_same(one: str, other: str) -> None:
    assert names.key(one) == names.key(other)


@pytest.mark.parametrize(("one", "other"), [("Muller", "Müller"), ("Mina Park", "MinaPark"), ("Ина", "Ина2")])
def test_names_that_differ_differ(one: str, other: str) -> None:
    assert names.key(one) != names.key(other)


@pytest.mark.parametrize(
    "name",
    ["Mina Park", "김민아", "Ольга", "علی\N{ZERO WIDTH NON-JOINER}رضا", "o'Brien-2_b", "ありさ", "नीता"],
)
def test_letters_of_any_script_make_a_name(name: str) -> None:
    assert names.fault(names.tidy(name)) == ""


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("x", "has 2 to 60 characters"),
        ("x" * 61, "has 2 to 60 characters"),
        ("\ufdfa" * 30, "has 2 to 60 characters"),  # one character that unfolds to eighteen
        ("mina@example.org", "is made of letters"),
        ("<b>mina</b>", "is made of letters"),
        ("mi\N{RIGHT-TO-LEFT OVERRIDE}na", "is made of letters"),
        ("mi\N{ZERO WIDTH SPACE}na", "is made of letters"),
        ("mina\N{HANGUL FILLER}", "is made of letters"),
        ("😀😀", "is made of letters"),
        ("...", "at least one letter"),
        ("z" + "\N{COMBINING ACUTE ACCENT}" * 9, "heaps too many"),
        ("guest-abc", "kept for guests"),
        ("Guest-abc", "kept for guests"),
    ],
)
def test_name_that_cannot_be_had_says_why(name: str, sentence: str) -> None:
    assert sentence in names.fault(names.tidy(name))


def test_somebody_is_found_however_the_name_is_typed() -> None:
    user = UserFactory(username="Ümit Park")
    assert names.known_as("ümit  park") == user
    assert names.known_as("Umit Park") is None


def test_exact_name_comes_first() -> None:
    UserFactory(username="anna")
    second = UserFactory(username="Anna")
    assert names.known_as("Anna") == second


# Guests


def test_guest_follows_the_starter_sets_in_the_zone_of_the_browser() -> None:
    furnish(1)
    guest = make_guest(zone="Asia/Seoul", now=NOON)
    assert (guest.guest, guest.zone, guest.user.date_joined) == (True, "Asia/Seoul", NOON)
    assert not guest.user.has_usable_password()
    assert list(guest.follows.all()) == list(Set.objects.all())
    assert guest_of(guest.user) == guest


@pytest.mark.parametrize("zone", ["", "Moon/Base", "../../etc/passwd", "x\0y", "x" * 10_000])
def test_zone_that_is_none_gives_way_to_the_schools(zone: str) -> None:
    assert make_guest(zone=zone, now=NOON).zone == settings.TIME_ZONE


def test_new_student_has_the_schools_zone(settings) -> None:
    settings.TIME_ZONE = "Europe/Berlin"
    assert student_of(UserFactory()).zone == "Europe/Berlin"


# Signing up


def test_guest_who_signs_up_keeps_everything() -> None:
    (row,) = furnish(1)
    guest = make_guest(zone="", now=NOON)
    card = study_once(guest, row, now=NOON)
    made = signed_up(guest=guest)
    user = User.objects.get()
    assert (made.pk, made.guest, user.username, user.pk) == (guest.pk, False, "Mina", guest.user_id)
    assert user.check_password(PASSWORD)
    assert card.student == made
    assert guest_of(user) is None


def test_visitor_who_signs_up_follows_the_starter_sets() -> None:
    furnish(1)
    made = signed_up(zone="Asia/Seoul")
    assert (made.guest, made.zone, made.follows.count()) == (False, "Asia/Seoul", 1)


def test_taken_name_is_refused_and_the_guest_stays_one() -> None:
    UserFactory(username="mina")
    guest = make_guest(zone="", now=NOON)
    assert sign_up(name="MINA", password=PASSWORD, zone="", guest=guest, now=NOON) == Taken()
    guest.refresh_from_db()
    assert guest.guest
    assert not guest.user.has_usable_password()


def test_guest_is_named_once() -> None:
    guest = make_guest(zone="", now=NOON)
    signed_up("Mina", guest=guest)
    assert sign_up(name="Other", password="another one 2", zone="", guest=guest, now=NOON) == Gone()
    assert User.objects.get().check_password(PASSWORD)


# Merging


def test_cards_that_the_account_lacks_come_along_with_their_answers() -> None:
    first, second, third = furnish(3)
    account, guest = student("mina"), make_guest(zone="", now=NOON)
    own = study_once(account, first, now=NOON)
    log = list(own.reviews.values())
    study_once(guest, first, now=LATER, right=False)
    for row in (second, third):
        study_once(guest, row, now=LATER)
    taken_back = Review.objects.filter(card__student=guest).latest("pk")
    study.undo(guest, review=taken_back.pk, now=LATER)
    outcome = merged(guest, account)
    assert (outcome.answers, outcome.cards, outcome.doubles) == (1, 2, 1)
    assert set(account.cards.values_list("fact", flat=True)) == {
        row.fact_id for row in (first, second, third)
    }
    assert list(Review.objects.filter(card=own).values()) == log
    assert Review.objects.count() == 4
    assert not User.objects.filter(pk=guest.user_id).exists()
    assert not Student.objects.filter(pk=guest.pk).exists()


def test_merged_cards_equal_the_fold_of_their_log_at_the_accounts_recall() -> None:
    rows = furnish(2)
    account, guest = student("mina", retention=0.8), make_guest(zone="", now=NOON)
    for row in rows:
        for days in (0, 3, 9):
            answer_again(guest, row, now=NOON + timedelta(days=days))
    before = {card.fact_id: card.due_day for card in guest.cards.all()}
    merged(guest, account)
    for card in Card.objects.filter(student=account):
        assert card.retention == 0.8
        assert not differs(card, folded(events_of(card), retention=0.8))
        assert card.due_day > before[card.fact_id]


def answer_again(of: Student, row, *, now) -> None:
    """A further answer to the same card, as study would ask it."""
    card = Card.objects.filter(student=of, fact=row.fact_id).first()
    if card is None:
        study_once(of, row, now=now)
        return
    asked = study.question_about(of, fact=row.fact_id, now=now)
    if asked is None:
        Card.objects.filter(pk=card.pk).update(due_at=now, due_day=None)
        asked = study.next_question(of, now=now)
    assert isinstance(answer_asked(of, asked, now=now), study.Answered)


def test_merging_twice_or_from_two_tabs_is_merging_once() -> None:
    (row,) = furnish(1)
    account, guest = student("mina"), make_guest(zone="", now=NOON)
    study_once(guest, row, now=NOON)
    merged(guest, account)
    assert merge(guest, into=account.user) is None
    assert Card.objects.count() == 1


def test_nobody_but_a_guest_is_merged() -> None:
    (row,) = furnish(1)
    account, other = student("mina"), student("other")
    study_once(other, row, now=NOON)
    assert merge(other, into=account.user) is None
    guest = make_guest(zone="", now=NOON)
    assert merge(guest, into=guest.user) is None
    assert Student.objects.count() == 3


def test_sittings_come_along_unless_nothing_of_them_remains() -> None:
    first, second = furnish(2)
    account, guest = student("mina"), make_guest(zone="", now=NOON)
    study_once(account, first, now=NOON)
    kept, emptied = (
        sittings.start_study(guest, size=5, mode="single", within=None, now=NOON + timedelta(hours=hours))
        for hours in (0, 20)
    )
    for sitting, row in ((kept, second), (emptied, first)):
        study_once(guest, row, now=NOON).reviews.update(sitting=sitting)
    assert merged(guest, account).sittings == 1
    assert list(Sitting.objects.values_list("pk", "student")) == [(kept.pk, account.pk)]


def test_reports_come_along_and_the_later_of_two_open_ones_counts() -> None:
    first, second = furnish(2)
    account, guest = student("mina"), make_guest(zone="", now=NOON)
    report(account, first, "mine", at=NOON)
    report(account, second, "mine", at=LATER)
    report(guest, first, "later", at=LATER)
    report(guest, second, "earlier", at=NOON)
    assert merged(guest, account).reports == 1
    assert set(Report.objects.values_list("student", "text")) == {(account.pk, "later"), (account.pk, "mine")}


def report(of: Student, row, text: str, *, at) -> Report:
    return Report.objects.create(question=row, student=of, reason="other", text=text, stem=row.stem, at=at)


def test_followed_sets_are_united() -> None:
    furnish(1)
    account, guest = student("mina"), make_guest(zone="", now=NOON)
    extra = Set.objects.create(name="extra", by_hand=True)
    guest.follows.add(extra)
    assert merged(guest, account).sets == 1
    assert extra in account.follows.all()
    assert account.follows.count() == 2


def test_account_without_a_student_becomes_one() -> None:
    (row,) = furnish(1)
    teacher = UserFactory(username="teacher", is_staff=True)
    guest = make_guest(zone="Asia/Seoul", now=NOON)
    study_once(guest, row, now=NOON)
    outcome = merge(guest, into=teacher)
    assert outcome is not None
    assert (outcome.cards, teacher.student.zone, teacher.student.guest) == (1, "Asia/Seoul", False)


# Pupils


def test_pupils_are_made_with_passwords_that_let_them_in() -> None:
    furnish(1)
    extra = Set.objects.create(name="extra", by_hand=True)
    mina, ola = add_pupils(["Mina", "Ola"], follow=extra, now=NOON)
    assert mina.password != ola.password
    assert len(mina.password) == 12
    assert extra in Student.objects.get(user__username="Mina").follows.all()
    user = User.objects.get(username="Mina")
    assert user.check_password(mina.password)
    user.refresh_from_db()
    assert int(user.password.split("$")[1]) > 100_000  # hashed as often as all others from then on


def test_pupils_follow_one_set_alone_if_asked() -> None:
    furnish(1)
    extra = Set.objects.create(name="extra", by_hand=True)
    add_pupils(["Mina"], follow=extra, only=True, now=NOON)
    add_pupils(["Ola"], follow=None, only=True, now=NOON)
    follows = {student.user.username: set(student.follows.all()) for student in Student.objects.all()}
    assert follows["Mina"] == {extra}
    assert follows["Ola"] == set(Set.objects.filter(starter=True)) != set()


def test_faults_name_the_line() -> None:
    UserFactory(username="Ola")
    found = faults_in([(1, "Mina"), (2, "ola"), (4, "mina"), (5, "x")])
    assert found == [
        "Line 2: somebody is called “ola” already.",
        "Line 4: “mina” stands in line 1 already.",
        "Line 5: A username has 2 to 60 characters; this one has 1.",
    ]


# Guests who do not come back


def test_purge_takes_only_guests_who_were_idle(capsys) -> None:
    (row,) = furnish(1)
    now = timezone.now()
    old, new = now - timedelta(days=40), now - timedelta(days=20)
    gone, came_back, fresh = (make_guest(zone="", now=at) for at in (old, old, new))
    study_once(gone, row, now=old)
    study_once(came_back, row, now=new)
    named = signed_up(guest=make_guest(zone="", now=old))
    call_command("purge_guests", "--dry-run")
    assert capsys.readouterr().out == "1 guests would be erased; nothing was.\n"
    call_command("purge_guests")
    assert capsys.readouterr().out == "1 guests erased, with 1 answers.\n"
    assert set(Student.objects.all()) == {came_back, fresh, named}
    call_command("purge_guests", "--days", "10")
    assert capsys.readouterr().out == "2 guests erased, with 1 answers.\n"
    assert set(User.objects.all()) == {named.user}


@pytest.mark.parametrize("days", ["0", "-1", "99999"])
def test_purge_refuses_days_that_make_no_sense(days: str) -> None:
    with pytest.raises(CommandError, match="--days must be from 1 to 3650"):
        call_command("purge_guests", f"--days={days}")
