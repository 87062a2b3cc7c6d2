"""Furnish the site that the browser visits, in a process of its own, and say who is signed in."""

from __future__ import annotations

import json
import sys
from datetime import timedelta

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.utils import timezone

from history.models import Actor, ActorName, Agreement, Base, Fact, FactDate, Place, Source
from quizzes import groups, sets, study
from quizzes.models import BankQuestion, Set, Student
from quizzes.models.students import Typing
from quizzes.questions import Mode
from tests.factories.history import (
    ActorFactory,
    CitationFactory,
    ErratumFactory,
    FactDateFactory,
    FactFactory,
    SourceFactory,
)
from tests.factories.worlds import derive, small_base
from tests.quizzes.small_bank import MODES, chosen, known, option_of, question_in
from tests.quizzes.typed_world import speeches_in

from .people import ADDRESS, GAZETTE, HOSTILE, PASSWORD, PUPILS, STAFF


def main() -> None:
    """Print {name: session key} of everybody, as JSON."""
    call_command("migrate", verbosity=0, skip_checks=True)
    call_command("furnish", stdout=sys.stderr)
    with transaction.atomic():
        sessions = furnish()
    call_command("make_questions", stdout=sys.stderr)
    with transaction.atomic():
        ask_single_choices_elsewhere()
        ask_in_every_mode(Base.objects.get(key="modes"))
    print(json.dumps(sessions))


def furnish() -> dict[str, str]:
    """The starter pack stands already. Beside it come the small world, and a hostile one like it."""
    korea = Base.objects.get()
    hostile = turned_hostile(small_base())
    small = small_base()
    Source.objects.filter(pk=Source.objects.filter(base=small).first().pk).update(title=GAZETTE)
    password = make_password(PASSWORD)
    teachers, publishers = groups.furnish()
    for name, group in zip(STAFF, (teachers, publishers), strict=True):
        User.objects.create(username=name, password=password, is_staff=True).groups.add(group)
    follow(small, User.objects.create(username="pupil", password=password))
    modes = Base.objects.create(key="modes", name="Every mode")
    speeches = speeches_in()
    bases = {
        "speeches": speeches,
        "small": small,
        "korea": korea,
        "hostile": hostile,
        "one a day": small,
        "modes": modes,
    }
    for kind, number in PUPILS.items():
        names = [f"{kind.replace(' ', '-')}-{index}" for index in range(number)]
        made = User.objects.bulk_create(User(username=name, password="!") for name in names)
        follow(bases.get(kind), *made, new_a_day=1 if kind == "one a day" else 20)
    Student.objects.filter(user__username__startswith="speeches").update(typing=Typing.ALWAYS)
    return {user.username: session(user) for user in User.objects.all()}


def ask_single_choices_elsewhere() -> None:
    """The stories of the other bases are told with questions of one kind of form.

    A name that a teacher accepts has the questions of all bases proved again, these among them.
    """
    others = BankQuestion.objects.live().exclude(mode=Mode.SINGLE)
    others = others.exclude(fact__base__key__in=["speeches", "modes"])
    others.update(state=BankQuestion.State.WITHHELD, reason="The other modes have stories of their own.")


def ask_in_every_mode(base: Base) -> None:
    """Made row by row, so that each stands alone, whatever the generators come to prefer."""
    for mode in MODES:
        question_in(mode, home=base)
    year = [{"text": "1953", "value": {"date": "1953"}, "note": "", "fact": None, "sort": 1953}]
    own = {"kind": "date", "facet": "date:when", "key": year, "pool": [], "accept": []}
    question_in("typed", home=base, stem="When was the lighthouse at Estwick lit?", **own)


def know_well(name: str) -> None:
    """Somebody who has known all dates of the small world for months; each is due."""
    pupil = Student.objects.get(user__username=name)
    for row in BankQuestion.objects.live().filter(fact__base__key="small", kind="date", typable=True):
        known(pupil, row, stability=100.0, now=timezone.now())


def grow_old(name: str) -> None:
    """Somebody who answered what the small world asks on six days of the last four weeks, the last of them
    today, and took one answer for another on the first three; nothing is left for her today."""
    pupil = Student.objects.get(user__username=name)
    asked_of = BankQuestion.objects.live().filter(fact__base__key="small").order_by("fact")
    facts = list(dict.fromkeys(asked_of.values_list("fact", flat=True)))
    for back in (26, 24, 20, 13, 6, 0):
        for minute, fact in enumerate(facts):
            now = timezone.now() - timedelta(days=back, minutes=len(facts) - minute)
            asked = study.question_about(pupil, fact=fact, now=now)
            if asked is None:
                continue
            choice = option_of(asked, student=pupil.pk)
            if back >= 20:
                others = [text for place, text in enumerate(asked.options) if place != choice]
                choice = asked.options.index(min(others))
            study.answer(pupil, token=asked.token, given=chosen(choice), guessed=False, now=now)
    pupil.new_a_day = 0
    pupil.save(update_fields=["new_a_day"])
    now = timezone.now()
    while isinstance(asked := study.next_question(pupil, now=now), study.Asked):
        choice = option_of(asked, student=pupil.pk)
        study.answer(pupil, token=asked.token, given=chosen(choice), guessed=False, now=now)


def follow(base: Base | None, *users: User, new_a_day: int = 20) -> None:
    followed = None
    if base:
        followed, _ = Set.objects.get_or_create(base=base, name=base.name[:200])
        sets.rebuild(followed)
    for user in users:
        student = Student.objects.create(user=user, new_a_day=new_a_day)
        student.follows.set([followed] if followed else [])


def session(user: User) -> str:
    """The key of a session in which this person is signed in."""
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "quizzes.views.backends.StudentBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)


def turned_hostile(base: Base) -> Base:
    """The same world twenty years later, with markup in whatever people may write."""
    base.key, base.name, base.licence = "hostile", f"Hostile {HOSTILE}", HOSTILE
    base.save(update_fields=["key", "name", "licence"])
    mark = Value(f" {HOSTILE}")
    for model, field in (
        (Actor, "name"),
        (Agreement, "title"),
        (Place, "name"),
        (Source, "title"),
        (Fact, "statement"),
    ):
        model.objects.filter(base=base).update(**{field: Concat(F(field), mark)})
    ActorName.objects.filter(actor__base=base).update(text=Concat(F("text"), mark))
    for dated in FactDate.objects.filter(fact__base=base):
        dated.date = str(dated.date).replace("195", "197").replace("1960", "1967")
        dated.note = HOSTILE
        dated.save(update_fields=["date", "note"])
    for fact in Fact.objects.filter(base=base):
        cite(fact)
    cite(claim_in(base))
    derive(*Fact.objects.filter(base=base))
    return base


def claim_in(base: Base) -> Fact:
    claimant = ActorFactory(base=base, name=f"Claimant {HOSTILE}")
    claim = FactFactory(
        base=base,
        published=True,
        claimed=True,
        claimant=claimant,
        statement=f"A tower was built, {HOSTILE}.",
        note=HOSTILE,
    )
    FactDateFactory(fact=claim, date="1945-05-09")
    return claim


def cite(fact: Fact) -> None:
    source = SourceFactory(
        base=fact.base,
        independent=True,
        title=f"Second source {HOSTILE}",
        publisher=HOSTILE,
        authors=[{"literal": HOSTILE}],
        address=ADDRESS,
    )
    CitationFactory(fact=fact, source=source, locator=HOSTILE, quotation=HOSTILE)
    ErratumFactory(fact=fact, source=source, wrong=HOSTILE, why=HOSTILE)
