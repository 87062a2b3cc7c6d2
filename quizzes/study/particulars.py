"""What a student may know of a card of hers: how well she knows it, why it comes back then, its log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db.models import OuterRef, Subquery

from history.dates import parse, say
from history.sentences import Sentence, Value, counted, sentence
from quizzes.memory.events import ANSWERS, TENDED, Event, Kind
from quizzes.memory.fold import live
from quizzes.memory.leeches import is_leech
from quizzes.memory.reasons import Reason, reason
from quizzes.memory.state import Phase, State
from quizzes.models import BankQuestion, Card, Review, Student
from quizzes.wording import grade_label, kind_label, when_due

from .amending import BREAK, EXAM, FIT, by_others
from .folding import card_seed, event_of, parameters_of, study_day
from .occasions import moved_because
from .tending import Deed
from .undoing import GRADED
from .wishing import wishes

LINES = 15
"""Entries of the log that are shown at once."""
WINS = 2
"""Times that the same wrong answer is given before it is called the one that keeps winning."""

_PHASES = {
    Phase.NEW: sentence("Not learnt yet"),
    Phase.LEARNING: sentence("Being learnt"),
    Phase.REVIEW: sentence("Learnt, and repeated after days"),
    Phase.RELEARNING: sentence("Forgotten, and being learnt again"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An entry of the log: when it was made, what it says, whether it still counts; `undo` is its row number
    where it is the one that can be taken back next, else 0."""

    at: datetime
    words: Value
    counts: bool
    undo: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """`kind` is what the question asks, in a word; `reason` says why it comes back when it does; `parked` why
    it is not asked at all now, in the language of the bank; `again` the wrong answer that keeps winning."""

    card: int
    number: int
    fact: int
    title: str
    language: str
    kind: Value
    phase: Value
    known_for: Value
    due: Value
    standing: tuple[Value, ...]
    reason: tuple[Value, ...]
    parked: str
    again: tuple[str, int] | None
    lines: tuple[Line, ...]
    page: int
    pages: int
    deeds: tuple[Deed, ...]


def particulars_of(student: Student, card: int, *, now: datetime, page: int = 1) -> Particulars:
    """Everything about one card, and a page of its log, or the nearest that there is: three queries.

    Raises:
        Card.DoesNotExist: the student has no such card.
    """
    cards = Card.objects.select_related("fact__base", "fact__agreement").filter(student=student.pk)
    wished = wishes(student.pk, OuterRef("fact"))
    row = cards.annotate(
        wish=Subquery(wished.values("retention")[:1]), wished_by=Subquery(wished.values("name")[:1])
    ).get(pk=card)
    log = list(row.reviews.order_by("number").defer("shown", "verdict"))
    asked = BankQuestion.objects.filter(fact=row.fact_id, facet=row.facet, language=student.language)
    question = asked.values("kind", "state", "reason").first()
    seed = card_seed(fact=row.fact_id, facet=row.facet)
    events = [event_of(review, seed=seed) for review in log]
    counting = {event.number: event for event in live(events)}
    state = State.from_dict(row.state) if row.state else State.new(number=row.number)
    today = study_day(student, now)
    why = reason(events, parameters_of(row))
    told = [review for review in reversed(log) if review.kind != Kind.UNDO]
    pages = max(-(-len(told) // LINES), 1)
    page = min(max(page, 1), pages)
    live_now = question is not None and question["state"] == BankQuestion.State.LIVE
    return Particulars(
        card=row.pk,
        number=row.number,
        fact=row.fact_id,
        title=row.fact.printed_title,
        language=row.fact.base.language,
        kind=kind_label(question["kind"]) if question else row.facet,
        phase=_PHASES[state.phase],
        known_for=known_for(state),
        due="" if row.suspended else _due(row, now=now, today=today),
        standing=tuple(standing_of(row, today=today)),
        reason=(*_reason(why, log, counting), *_wished(row)) if why and not row.suspended else (),
        parked="" if live_now or question is None else question["reason"],
        again=keeps_winning(log, counting),
        lines=tuple(_lines(told[(page - 1) * LINES : page * LINES], counting, last=_last(log, counting))),
        page=page,
        pages=pages,
        deeds=tuple(deeds_for(state, today=today)),
    )


def known_for(state: State) -> Value:
    """Stability in words, empty where nothing is known of it."""
    if state.stability is None:
        return ""
    return sentence("You will know it for {days}.", days=_days(state.stability))


def _days(stability: float) -> Sentence:
    days = round(stability)
    if days < 1:
        return sentence("less than a day")
    return counted("about {count} day", "about {count} days", days)


def _due(card: Card, *, now: datetime, today: int) -> Value:
    return when_due(now=now, study_day=today, due_at=card.due_at, due_day=card.due_day or None)


def standing_of(card: Card, *, today: int) -> Iterator[Value]:
    """What is out of the ordinary about a card."""
    if card.suspended:
        yield sentence("Set aside: it is not asked until you take it up again.")
    elif card.buried_day is not None and card.buried_day >= today:
        yield sentence("Put off until tomorrow.")
    if is_leech(card.lapses):
        yield counted(
            "Forgotten {count} time: it costs more than most.",
            "Forgotten {count} times: it costs more than most.",
            card.lapses,
        )


def deeds_for(state: State, *, today: int) -> Iterator[Deed]:
    """What a student can do to a card in this state, besides answering it."""
    if state.suspended:
        yield Deed.RESUME
    else:
        yield Deed.SUSPEND
        buried = state.buried_day is not None and state.buried_day >= today
        yield Deed.DIG_UP if buried else Deed.BURY
    if state.phase is Phase.REVIEW:
        yield Deed.MOVE
    if state.phase is not Phase.NEW:
        yield Deed.RESET


def _wished(row: Card) -> Iterator[Value]:
    """Whose wish it is that the card is known so well, where that is not the student's own."""
    wish: float | None = row.__dict__["wish"]
    if wish is not None:
        yield sentence("“{set}” wants {percent} %.", set=row.__dict__["wished_by"], percent=round(wish * 100))


def _reason(why: Reason, log: Sequence[Review], counting: dict[int, Event]) -> Iterator[Value]:
    """The same, where the answer that it speaks of may not be the last one."""
    if any(number > why.number and event.kind in GRADED for number, event in counting.items()):
        yield sentence(
            "What you answered since was practice, and leaves its day as it is. The answer before:"
        )
    yield from reasons(why, log)


def reasons(why: Reason, log: Sequence[Review]) -> Iterator[Value]:
    """Why the card comes back when it does, in a few sentences."""
    said = _verdict(why)
    after, percent = _days(why.after), round(why.retention * 100)
    if why.interval is None or why.days is None:
        yield sentence(
            "{verdict}: it is being learnt, so it comes back within minutes. You would know it for {after}.",
            verdict=said,
            after=after,
        )
        return
    waits: dict[str, Value] = {
        "after": after,
        "percent": percent,
        "interval": counted("{count} day", "{count} days", why.interval),
    }
    if why.before is None:
        yield sentence(
            "{verdict}: you would know it for {after}. To keep the chance that you know it at {percent} %, "
            "it comes back after {interval}.",
            verdict=said,
            **waits,
        )
    else:
        yield sentence(
            "{verdict}: before, you would have known it for {before}, now for {after}. To keep the chance "
            "that you know it at {percent} %, it comes back after {interval}.",
            verdict=said,
            before=_days(why.before),
            **waits,
        )
    if why.worth is not None and 0.005 < why.worth < 0.995:
        yield sentence(
            "The answer counts as {percent} % known, since there is luck and there are slips.",
            percent=round(why.worth * 100),
        )
    if why.chosen:
        yield sentence(
            "It was moved to a day on which you have less to do: after {days}.",
            days=counted("{count} day", "{count} days", why.days),
        )
    elif why.days != why.interval:
        yield sentence(
            "So that cards do not all come together, that became {days}.",
            days=counted("{count} day", "{count} days", why.days),
        )
    if why.moved is not None:
        yield _moved(next(row for row in log if row.number == why.moved))


def _verdict(why: Reason) -> Sentence:
    if why.grade is not None:
        return sentence("You said: {grade}", grade=grade_label(why.grade.name))
    if not why.right:
        return sentence("Not right")
    return sentence("Right, by a guess") if why.guessed else sentence("Right")


def _moved(entry: Review) -> Value:
    if entry.response.get("because") == BREAK:
        return moved_because(entry.response) or ""
    if entry.response.get("because") == EXAM:
        return sentence("It was brought forward since, so that you know it at your exam.")
    if entry.response.get("because") == FIT:
        return sentence(
            "It was put off since: many came forward at once when the model of your memory changed."
        )
    if by_others(entry):
        return sentence("The fact was corrected since, so it is asked again.")
    return sentence("You have moved it since.")


def keeps_winning(log: Sequence[Review], counting: dict[int, Event]) -> tuple[str, int] | None:
    """The wrong answer that was given most often, and how often; of equals the latest."""
    given: Counter[str] = Counter()
    for review in reversed(log):
        event, text = counting.get(review.number), str(review.response.get("text", ""))
        if event is not None and event.right is False and text:
            given[text] += 1
    found = given.most_common(1)
    return found[0] if found and found[0][1] >= WINS else None


def _last(log: Sequence[Review], counting: dict[int, Event]) -> int | None:
    """The number of the entry that is taken back next: none that others made."""
    others = {review.number for review in log if by_others(review)}
    return next((number for number in sorted(counting, reverse=True) if number not in others), None)


def _lines(told: Sequence[Review], counting: dict[int, Event], *, last: int | None) -> Iterator[Line]:
    for review in told:
        own = review.number == last and review.kind in GRADED | TENDED
        counts = review.number in counting or review.kind in (Kind.REGRADE, Kind.VOID)
        words = _entry(review, counting.get(review.number))
        yield Line(at=review.at, words=words, counts=counts, undo=review.pk if own else 0)


def _entry(review: Review, event: Event | None) -> Value:
    """What an entry says. One that only takes another back says nothing: that is shown as taken back."""
    given: dict[str, Any] = review.response
    match Kind(review.kind):
        case Kind.VOID:
            return (
                sentence("Your teacher made answers count again.")
                if given.get("lifts")
                else sentence("Your teacher found the question wrong.")
            )
        case Kind.REGRADE:
            return sentence("Your teacher counted the answer as right.")
        case Kind.SUSPEND:
            return sentence("Set aside") if given.get("on", True) else sentence("Taken up again")
        case Kind.BURY:
            on = given.get("on", True)
            return sentence("Put off until the next day") if on else sentence("No longer put off")
        case Kind.RESET:
            return sentence("Begun anew")
        case Kind.RESCHEDULE:
            if given.get("because") == BREAK:
                return moved_because(given) or ""
            if given.get("because") == EXAM:
                return sentence("Brought forward for your exam")
            if given.get("because") == FIT:
                return sentence("Put off, so that not all cards come at once")
            if by_others(review):
                return sentence("Asked again, because the fact was corrected")
            day = parse(date.fromordinal(given["due_day"]).isoformat())
            return sentence("Moved to {date}", date=partial(say, day))
        case Kind.IMPORT:
            return sentence("Brought from elsewhere")
    return _answer(review, event)


def _answer(review: Review, event: Event | None) -> Value:
    right = event.right if event is not None else review.right
    if review.grade and (event is None or event.grade is not None):
        word: Sentence = sentence("You said: {grade}", grade=grade_label(_GRADES[review.grade]))
    elif right:
        word = sentence("Right, by a guess") if review.guessed else sentence("Right")
    else:
        word = sentence("Not right")
    text = str(review.response.get("text", ""))
    if text:
        word = sentence("{verdict}: “{answer}”", verdict=word, answer=text)
    if Kind(review.kind) in ANSWERS:
        return word
    return sentence("{answer}, for practice", answer=word)


_GRADES = {1: "AGAIN", 2: "HARD", 3: "GOOD", 4: "EASY"}
