"""A small bank of proved questions and somebody to answer them, made row by row."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth.models import User

from history.models import Base, Fact
from quizzes import sets, study
from quizzes.memory.state import Phase, State
from quizzes.models import BankQuestion, Card, Review, Set, Student
from quizzes.questions import Option
from quizzes.study import folding, tokens
from quizzes.study.dealing import deal

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
EVIDENCE: dict[str, Any] = {
    "standing": "established",
    "standing_reason": "An independent source says so.",
    "claim": "",
    "date_note": "",
    "sentence": "The treaty was signed on 6 July 1961.",
    "citations": [
        {
            "styles": {
                "chicago": [
                    ["Treaty Series", True, ""],
                    [", ", False, ""],
                    ["text", False, "https://example.org/1"],
                ],
                "apa": [["Treaty Series. APA.", False, "javascript:alert(1)"]],
            },
            "locator": "p. 4",
            "quotation": "",
            "stance": "supports",
            "kind": "treaty-text",
            "address": "javascript:alert(1)",
        }
    ],
    "positions": [],
}


def base(key: str = "korea") -> Base:
    made, _ = Base.objects.get_or_create(key=key, defaults={"name": key})
    Set.objects.get_or_create(base=made, defaults={"name": key, "starter": True})
    return made


def facts(count: int, *, base: Base, first: int = 0) -> list[Fact]:
    rows = [
        Fact(
            base=base,
            key=f"fact-{index}",
            kind="event",
            type="visit",
            statement=f"Event {index} happened.",
            publication="published",
            earliest=700_000 + index,
            latest=700_000 + index,
        )
        for index in range(first, first + count)
    ]
    made = Fact.objects.bulk_create(rows)
    rebuild_sets()
    return made


def rebuild_sets() -> None:
    """What a deed of the desk would have caused: rows made directly tell nobody."""
    for each in Set.objects.all():
        sets.rebuild(each)


def options(fact: int, facet: str, count: int = 8) -> tuple[list[dict], list[dict]]:
    """Key and pool; no text or value tells which is which."""
    made = [
        Option(
            text=f"Person {letter} of event {fact % 10_000}",
            value={"entity": 990_000_000 + index},
            note=f"Person {letter} came to another event.",
            fact=880_000_000 + index,
        ).to_json()
        for index, letter in enumerate("abcdefghijklm"[: count + 1])
    ]
    return made[:1], made[1:]


def questions(facts: list[Fact], *, facets: tuple[str, ...] = ("actors:visitor",)) -> list[BankQuestion]:
    rows = []
    for fact in facts:
        for facet in facets:
            key, pool = options(fact.pk, facet)
            rows.append(
                BankQuestion(
                    fact=fact,
                    facet=facet,
                    kind="actor",
                    state="live",
                    stem=f"Who took part ({facet}) in {fact.statement}",
                    key=key,
                    pool=pool,
                    evidence={**EVIDENCE, "fact": fact.pk},
                    fact_version=fact.version,
                    digest=f"{fact.pk}-{facet}",
                )
            )
    return BankQuestion.objects.bulk_create(rows)


def people(*names: str) -> list[dict[str, Any]]:
    return [Option(text=name, value={"entity": 990_000_000 + n}).to_json() for n, name in enumerate(names)]


def events(*dated: tuple[str, int]) -> list[dict[str, Any]]:
    """Items of a sequence, in their right order."""
    return [
        Option(text=text, value={"fact": 880_000_000 + year}, note=str(year), sort=year).to_json()
        for text, year in dated
    ]


MODES: dict[str, dict[str, Any]] = {
    "single": {"kind": "actor", "facet": "actors:visitor"},
    "multi": {
        "kind": "actor",
        "facet": "actors:party",
        "stem": "Which of these were parties to the Harbour Convention?",
        "key": people("Ardenia", "Borland", "Estwick"),
        "pool": people("", "", "", "Corvia", "Drenmark", "Fennia", "Galdor")[3:],
    },
    "typed": {
        "kind": "actor",
        "facet": "actors:speaker",
        "stem": "Who opened the Harbour Conference?",
        "key": people("Kim Jong Un"),
        "pool": people("", "Kim Jong Il", "Kim Il Sung")[1:],
        "accept": ["Kim Jong-eun", "Ким Чен Ын"],
    },
    "order": {
        "kind": "order",
        "facet": "order:sequence",
        "stem": "In which order did these happen?",
        "key": events(
            ("The Harbour Convention was signed", 1951),
            ("The lighthouse at Estwick was lit", 1953),
            ("The Timber Agreement came into force", 1957),
            ("The ferries between Ardenia and Borland were stopped", 1960),
        ),
        "pool": [],
    },
}
"""What a question of each mode has of its own."""


def question_in(mode: str, *, home: Base | None = None, **values: Any) -> BankQuestion:
    """One live question in this mode, about a fact of its own."""
    (fact,) = facts(1, base=home or base(), first=Fact.objects.count())
    key, pool = options(fact.pk, "actors:visitor")
    own = {"stem": f"Who took part in {fact.statement}", "key": key, "pool": pool, **MODES[mode], **values}
    made = BankQuestion.objects.create(
        fact=fact,
        mode=mode,
        state="live",
        evidence={**EVIDENCE, "fact": fact.pk},
        fact_version=fact.version,
        digest=f"{fact.pk}-{mode}",
        **own,
    )
    rebuild_sets()
    return made


def right_form(row: BankQuestion, *, of: Student | None, number: int = 1) -> dict[str, Any]:
    """The fields of the form with the right answer to a question as it was dealt."""
    dealt = deal(row, student=of.pk if of else tokens.VISITOR, number=number)
    match row.mode:
        case "typed":
            return {"text": dealt.options[0].text}
        case "order":
            return {f"place-{item}": str(place) for place, item in enumerate(dealt.right, 1)}
    return {"choice": [str(index) for index in dealt.right]}


def wrong_form(row: BankQuestion, *, of: Student | None, number: int = 1) -> dict[str, Any]:
    """The same with another answer: one more ticked, somebody else, the last item first."""
    form, count = right_form(row, of=of, number=number), len(row.key) + len(row.pool)
    match row.mode:
        case "typed":
            return {"text": "Oscar Marigold"}
        case "order":
            return {name: str(int(place) % len(form) + 1) for name, place in form.items()}
        case "multi":
            return {"choice": form["choice"][:-1]}
    return {"choice": [str((int(form["choice"][0]) + 1) % min(count, 4))]}


def furnish(count: int = 3, *, facets: tuple[str, ...] = ("actors:visitor",)) -> list[BankQuestion]:
    return questions(facts(count, base=base()), facets=facets)


def student(name: str = "pupil", **values: Any) -> Student:
    user = User.objects.create_user(username=name, password="a long enough one")
    made = Student.objects.create(user=user, **values)
    made.follows.set(Set.objects.all())
    return made


def review_cards(of: Student, questions: list[BankQuestion], *, now: datetime = NOON) -> None:
    """Many cards at once, due today; their states are set by hand and not the fold of a log."""
    today = folding.study_day(of, now)
    state = State(
        number=1,
        phase=Phase.REVIEW,
        met=True,
        stability=5.0,
        difficulty=5.0,
        due_day=today,
        last_day=today - 5,
        last_at=now - timedelta(days=5),
        reps=1,
    )
    Card.objects.bulk_create(
        Card(
            student=of,
            fact_id=row.fact_id,
            facet=row.facet,
            **folding.columns(state, retention=of.retention, first_day=today - 5),
        )
        for row in questions
    )


def let_wait(
    of: Student, *rows: BankQuestion, stability: float, since: int, due: int = 0, now: datetime = NOON
) -> None:
    """Let cards that there are wait: answered `since` days ago, due in `due` days, which may be past."""
    today = folding.study_day(of, now)
    state = State(
        number=1,
        phase=Phase.REVIEW,
        met=True,
        stability=stability,
        difficulty=5.0,
        last_day=today - since,
        due_day=today + due,
    )
    fresh = folding.columns(state, retention=of.retention, first_day=today - since)
    Card.objects.filter(student=of, fact__in=[row.fact_id for row in rows]).update(**fresh)


def known(
    of: Student, row: BankQuestion, *, stability: float, phase: Phase = Phase.REVIEW, now: datetime = NOON
) -> Card:
    """A card that is due today, as well known as is said; its state is set by hand."""
    today = folding.study_day(of, now)
    ago = max(round(stability), 1)
    waits = phase is not Phase.REVIEW
    state = State(
        number=3,
        phase=phase,
        met=True,
        stability=stability,
        difficulty=5.0,
        due_day=None if waits else today,
        due_at=now - timedelta(minutes=1) if waits else None,
        last_day=today - ago,
        last_at=now - timedelta(days=ago),
        reps=3,
    )
    return Card.objects.create(
        student=of,
        fact_id=row.fact_id,
        facet=row.facet,
        **folding.columns(state, retention=of.retention, first_day=today - 2 * ago),
    )


def chosen(index: int) -> study.Given:
    """What a form sends whose option of this index was chosen."""
    return study.Given(choices=(str(index),))


def right_choice(row: BankQuestion, *, of: Student, number: int) -> int:
    return deal(row, student=of.pk, number=number).answer


def option_of(asked: study.Asked, *, student: int = tokens.VISITOR) -> int:
    """The right choice of a question as it was dealt to this student, or to a visitor."""
    row = BankQuestion.objects.get(pk=asked.question)
    return deal(row, student=student, number=asked.number).answer


def answer_next(of: Student, *, now: datetime, right: bool = True, guessed: bool = False) -> study.Answered:
    """Answer whatever comes next."""
    asked = study.next_question(of, now=now)
    assert isinstance(asked, study.Asked), asked
    outcome = answer_asked(of, asked, now=now, right=right, guessed=guessed)
    assert isinstance(outcome, study.Answered), outcome
    return outcome


def answer_asked(
    of: Student, asked: study.Asked, *, now: datetime, right: bool = True, guessed: bool = False
) -> study.Answered | study.Moved:
    row = BankQuestion.objects.get(pk=asked.question)
    key = right_choice(row, of=of, number=asked.number)
    choice = key if right else (key + 1) % len(asked.options)
    return study.answer(of, token=asked.token, given=chosen(choice), guessed=guessed, now=now)


def study_once(of: Student, row: BankQuestion, *, now: datetime, right: bool = True) -> Card:
    """Meet one particular facet."""
    dealt = deal(row, student=of.pk, number=1)
    token = tokens.Token(
        student=of.pk,
        sitting=0,
        mode="single",
        question=row.pk,
        version=row.fact_version,
        card=0,
        number=1,
        shown=tokens.fingerprint(row.stem, [option.text for option in dealt.options]),
        dealt=tokens.milliseconds(now),
        nonce=tokens.nonce(),
    ).sign()
    choice = dealt.answer if right else (dealt.answer + 1) % len(dealt.options)
    outcome = study.answer(of, token=token, given=chosen(choice), guessed=False, now=now)
    assert isinstance(outcome, study.Answered), outcome
    return Review.objects.get(pk=outcome.review).card
