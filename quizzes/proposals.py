"""What a teacher makes of the answers that students stand by: a name, an exception, or nothing.

Each deed is one transaction with its record: who, when, and which answers were regraded. Accepting twice
changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from history import desk, naming
from history.models import Actor, Agreement, Fact, Participation, Place
from history.names import fold
from history.naming import Named
from history.revisions import revision
from quizzes import rivals
from quizzes.contests import CHANGE, COUNTED, folded_as, right_answers
from quizzes.models import BankQuestion, OptionUse, Proposal, Regrade, Review
from quizzes.questions import Mode
from quizzes.study.regrading import count_as_before, count_as_right

NOT_YOURS = "Your account may not decide on answers: ask whoever looks after the accounts."
NO_NAMES = "A date or an event has no names to add: correct its fact, or count these answers as right."
HAS_NAMES = "Its right answer has names: accept what was typed as one of them, or decline it."
OTHER_TEXT = "Only how it is spelled can be changed: students typed “{}”."
NOT_MEANT = "The name must go to one of those who are a right answer to these questions."
NO_REASON = "Say why it is not right: the students who stand by it read your reason."
COUNTS_ALREADY = "It was accepted before, and the answers count as right: take that back instead."
NOT_ADDED = "“{}” is a name of {} that was not added here: remove it there first, then take this back."
LONGEST_REPLY = 1000
VALUES: dict[type, str] = {Actor: "entity", Place: "place", Agreement: "fact"}
"""What the value of an option calls each; an agreement is meant by its fact."""
AT_A_TIME = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """It is accepted. regraded: answers that count as right by this deed; students: whose they are.

    sent_back: facts that went back to review because of the new name.
    """

    regraded: int = 0
    students: int = 0
    sent_back: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """It is accepted no more. answers: those that are judged as before again; students: whose they are.

    unnamed: whether a name went; sent_back: facts that went back to review because of that.
    """

    answers: int = 0
    students: int = 0
    unnamed: bool = False
    sent_back: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Declined:
    """It stays as it was judged."""


# Looking at one


def answers_behind(proposal: Proposal) -> list[Review]:
    """The answers that students stand by, with their questions, the first ones first."""
    answers = Review.objects.filter(contest__proposal=proposal).select_related("question")
    return list(answers.order_by("contest__pk")[:AT_A_TIME])


def candidates(proposal: Proposal, answers: Iterable[Review]) -> list[Named]:
    """Whose name it may be: whoever is a right answer to one of the questions, the main one first."""
    main = proposal.named
    if main is None:
        return []
    name = VALUES[type(main)]
    told = {value[name] for answer in answers for value in right_answers(answer) if name in value}
    if told <= {main.pk}:
        return [main]
    path = "facts__in" if isinstance(main, Agreement) else "pk__in"
    others = type(main)._default_manager.filter(**{path: told}).exclude(pk=main.pk)
    return [main, *others.distinct().order_by("pk")]


def answers_to_regrade(proposal: Proposal, row: Named | None = None) -> list[int]:
    """Wrong answers that accepting would regrade: typed alike, to questions with the same right answer.

    A question that is withheld says no longer what its right answer was: there the answer on record has to.
    Some answers may have been taken back or regraded: `count_as_right` passes over those.
    """
    meant = row or proposal.named
    questions = _questions_that_mean(proposal, meant) if meant else _questions_of_facet(proposal)
    asked = _asked_for(meant) if meant else None
    found: list[int] = []
    for some in _in_parts(list(questions)):
        wrong = Review.objects.filter(
            question__in=some, right=False, kind__in=COUNTED, shown__mode=Mode.TYPED
        )
        for review in wrong.only("pk", "question", "response", "verdict").order_by("pk"):
            text = str(review.response.get("text", ""))
            if folded_as(text, facet=proposal.facet) != proposal.folded:
                continue
            silent = questions[review.question_id or 0]
            if asked and silent and not asked(review.verdict.get("key", ())):
                continue
            found.append(review.pk)
    return found


def _questions_of_facet(proposal: Proposal) -> dict[int, bool]:
    rows = BankQuestion.objects.filter(fact=proposal.fact, facet=proposal.facet)
    return dict.fromkeys(rows.values_list("pk", flat=True), False)


def _questions_that_mean(proposal: Proposal, row: Named) -> dict[int, bool]:
    """Questions with this right answer to which somebody typed a wrong one, and whether each is silent on it.

    A stem that fits several facts takes the answer of each; such a question leans on all of them while it is
    asked. Those behind the proposal are looked at whatever they lean on.
    """
    facts = Fact.objects.filter(_answered_by(row))
    leaning = OptionUse.objects.filter(fact__in=facts.values("pk"), question__mode=Mode.TYPED)
    behind = Review.objects.filter(contest__proposal=proposal)
    wrong = Review.objects.filter(question=OuterRef("pk"), right=False, shown__mode=Mode.TYPED)
    rows = BankQuestion.objects.filter(
        Q(fact__in=facts.values("pk"))
        | Q(pk__in=leaning.values("question"))
        | Q(pk__in=behind.values("question")),
        Exists(wrong),
    )
    asked = _asked_for(row)
    return {
        pk: not key
        for pk, key in rows.values_list("pk", "key")
        if not key or asked(option["value"] for option in key)
    }


def _asked_for(row: Named) -> Callable[[Iterable[dict[str, Any]]], bool]:
    """Whether one of some values is this row; an agreement is meant by its facts."""
    name, meant = VALUES[type(row)], {row.pk}
    if isinstance(row, Agreement):
        meant = set(row.facts.values_list("pk", flat=True))
    return lambda values: any(value.get(name) in meant for value in values)


def _answered_by(row: Named) -> Q:
    """The facts of which a row can be the answer to something."""
    match row:
        case Actor():
            took_part = Participation.objects.filter(fact=OuterRef("pk"), actor=row)
            return Q(Exists(took_part)) | Q(claimant=row)
        case Place():
            return Q(places=row)
    return Q(agreement=row)


def _in_parts(pks: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(pks), AT_A_TIME):
        yield pks[start : start + AT_A_TIME]


# Deciding


def accept(
    proposal: int, *, text: str, language: str, to: Named | None = None, user: User, now: datetime
) -> Accepted | desk.Refused:
    """Make what was typed a name of whoever is meant, and count all answers that typed it as right.

    `text` may mend capitals and accents of what was typed; `to` is one of `candidates`, else the main one.
    """
    with revision(user):
        row = _held(proposal)
        if not user.has_perm(CHANGE):
            return desk.Refused((NOT_YOURS,))
        if row.state == Proposal.State.ACCEPTED:
            return Accepted()
        if row.named is None:
            return desk.Refused((NO_NAMES,))
        if fold(text)[:500] != row.folded:
            return desk.Refused((OTHER_TEXT.format(row.text),))
        named = to or row.named
        if named not in candidates(row, answers_behind(row)):
            return desk.Refused((NOT_MEANT,))
        if reason := naming.may_name(named, user) or rivals.against(named, text):
            return desk.Refused((reason,))
        answers = answers_to_regrade(row, named)  # before the name moves any question
        known = [naming.name_of(named, fold(text))]
        why = f"“{text}” was accepted as a name, because students type it."
        outcome = naming.add_name(named, text=text, language=language, why=why, user=user, now=now)
        if isinstance(outcome, desk.Refused):
            return outcome
        added = naming.name_of(named, fold(text))
        row.added_name = added[0] if added and added not in known else None
        done = _regrade(row, answers, user=user, now=now)
        fallen = outcome.facts if isinstance(outcome, desk.SentBack) else ()
    return Accepted(regraded=len(done), students=len({each.student_id for each in done}), sent_back=fallen)


def count(proposal: int, *, user: User, now: datetime) -> Accepted | desk.Refused:
    """Count these answers as right without any name: for dates and events, whose facts a teacher mends."""
    with transaction.atomic():
        row = _held(proposal)
        if not user.has_perm(CHANGE):
            return desk.Refused((NOT_YOURS,))
        if row.named is not None:
            return desk.Refused((HAS_NAMES,))
        if row.state == Proposal.State.ACCEPTED:
            return Accepted()
        done = _regrade(row, answers_to_regrade(row), user=user, now=now)
    return Accepted(regraded=len(done), students=len({each.student_id for each in done}))


def take_back(proposal: int, *, reason: str, user: User, now: datetime) -> TakenBack | desk.Refused:
    """Undo an acceptance, and say why: the name goes that it added, and the answers are judged as before.

    It is declined from then on. Whoever was told that an answer counts is told that it does not. A name that
    was mended by hand meanwhile is another one and stays; one that it did not add has to go by hand first, as
    answers with it would go on to count.
    """
    reason = " ".join(reason.split())
    with revision(user):
        row = _held(proposal)
        if not user.has_perm(CHANGE):
            return desk.Refused((NOT_YOURS,))
        if row.state != Proposal.State.ACCEPTED:
            return TakenBack()
        if refused := _unfit(reason):
            return desk.Refused((refused,))
        outcome = _unname(row, user=user, now=now) if row.named else None
        if isinstance(outcome, desk.Refused):
            return outcome
        standing = list(row.regrades.standing().order_by("pk"))
        events = [each.event_id for each in standing]
        done = count_as_before(events, why={"proposal": row.pk, "lifts": True}, now=now)
        _lift(standing, user=user, now=now)
        row.added_name = None
        _decide(row, Proposal.State.DECLINED, reply=reason, user=user, now=now)
        row.contests.update(told_at=None)
    return TakenBack(
        answers=len(done),
        students=len({each.student for each in done}),
        unnamed=outcome is not None,
        sent_back=outcome.facts if isinstance(outcome, desk.SentBack) else (),
    )


def _lift(regrades: list[Regrade], *, user: User, now: datetime) -> None:
    """Note that these count no more; who never read that they did has nothing new to read."""
    for each in regrades:
        each.lifted_by, each.lifted_at = user, now
        each.told_at = now if each.told_at is None else None
    Regrade.objects.bulk_update(regrades, ["lifted_by", "lifted_at", "told_at"], batch_size=AT_A_TIME)


def _unname(row: Proposal, *, user: User, now: datetime) -> desk.Done | desk.SentBack | desk.Refused | None:
    """Remove the name that accepting added, unless another decision relies on it; None where nothing went."""
    main = row.named
    assert main is not None  # noqa: S101
    bearer = (naming.bearer_of(type(main), row.added_name) if row.added_name else None) or main
    name = naming.name_of(bearer, row.folded)
    if name is None:
        return None
    # whoever is accepting the same text meanwhile holds the bearer, and is known once that is done
    list(type(bearer)._default_manager.select_for_update().filter(pk=bearer.pk).values_list("pk"))
    relying = _relying_on(row, type(main))
    if name[0] != row.added_name:
        added = relying.filter(added_name=name[0]).exists()
        return None if added else desk.Refused((NOT_ADDED.format(name[1], bearer),))
    if other := relying.filter(added_name=None).first():
        # it is that decision's from now on
        Proposal.objects.filter(pk=other.pk).update(added_name=name[0])
        return None
    why = f"“{name[1]}” was accepted as a name, and that was taken back."
    return naming.remove_name(bearer, name=name[0], why=why, user=user, now=now)


def _relying_on(row: Proposal, kind: type) -> QuerySet[Proposal]:
    """Other accepted proposals of the same text and kind."""
    path = next(name for name in ("actor", "place", "agreement") if isinstance(getattr(row, name), kind))
    accepted = Proposal.objects.filter(state=Proposal.State.ACCEPTED, folded=row.folded)
    return accepted.filter(**{f"{path}__isnull": False}).exclude(pk=row.pk).order_by("pk")


def _unfit(reason: str) -> str:
    """Why a reason is none for the students; empty where it is one."""
    if not reason:
        return NO_REASON
    if len(reason) > LONGEST_REPLY:
        return f"The reason is too long: at most {LONGEST_REPLY} characters, please."
    return ""


def decline(proposal: int, *, reason: str, user: User, now: datetime) -> Declined | desk.Refused:
    """Leave it as it was judged, and say why. The same text is then not raised again, only counted."""
    reason = " ".join(reason.split())
    with transaction.atomic():
        row = _held(proposal)
        if not user.has_perm(CHANGE):
            return desk.Refused((NOT_YOURS,))
        if row.state == Proposal.State.ACCEPTED:
            return desk.Refused((COUNTS_ALREADY,))
        if refused := _unfit(reason):
            return desk.Refused((refused,))
        if (row.state, row.reply) != (Proposal.State.DECLINED, reason):
            _decide(row, Proposal.State.DECLINED, reply=reason, user=user, now=now)
            row.contests.update(told_at=None)
    return Declined()


def _held(proposal: int) -> Proposal:
    """The proposal, held until the end of the transaction, while students go on to stand behind it.

    Raises Proposal.DoesNotExist where there is none of this number.
    """
    list(Proposal.objects.select_for_update(no_key=True).filter(pk=proposal).values_list("pk"))
    return Proposal.objects.select_related("actor", "place", "agreement", "fact").get(pk=proposal)


def _regrade(row: Proposal, answers: list[int], *, user: User, now: datetime) -> list[Regrade]:
    done = count_as_right(answers, why={"proposal": row.pk}, now=now)
    _decide(row, Proposal.State.ACCEPTED, reply="", user=user, now=now)
    return Regrade.objects.bulk_create(
        [
            Regrade(
                proposal=row,
                answer_id=each.answer,
                event=each.event,
                student_id=each.student,
                by=user,
                at=now,
            )
            for each in done
        ],
        batch_size=AT_A_TIME,
    )


def _decide(row: Proposal, state: Proposal.State, *, reply: str, user: User, now: datetime) -> None:
    row.state, row.reply, row.decided_by, row.decided_at = state, reply, user, now
    row.save(update_fields=["state", "reply", "decided_by", "decided_at", "added_name"])
