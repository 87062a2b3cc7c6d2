"""What a student is shown, as plain values fit for the log: the question, then the verdict and its evidence.

The verdict is put into words once, when the answer is recorded. Every later look at it, a form that is sent
again included, shows those words. Only where the reader has chosen another language since, what follows from
the record alone is told in that one (`as_told`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any, Protocol

from history.dates import say
from history.models.labels import is_spoken
from history.names import fold
from history.sentences import Packed, Sentence, renamed, sentence, texts_in, unpacked
from history.translating import spoken, told
from quizzes import grading
from quizzes.memory.fsrs6 import Grade
from quizzes.models import BankQuestion, Review, Student
from quizzes.questions import Deal, Mode, Option
from quizzes.wording import grade_label, when_due

from .dealing import spoken_in, told_proposed, told_stem
from .labelling import names_in
from .occasions import percent_of
from .tokens import Token

NOBODY: Mapping[str, str] = {}
TRUE_AND_FALSE = sentence("True"), sentence("False")


class Graded(Protocol):
    """An answer that was graded: what `answering` knows before it writes."""

    @property
    def question(self) -> BankQuestion: ...
    @property
    def token(self) -> Token: ...
    @property
    def dealt(self) -> Deal: ...
    @property
    def response(self) -> grading.Response | None: ...
    @property
    def guessed(self) -> bool: ...
    @property
    def unknown(self) -> bool: ...
    @property
    def grade(self) -> Grade | None: ...
    @property
    def verdict(self) -> grading.Verdict: ...
    @property
    def now(self) -> datetime: ...
    @property
    def study_day(self) -> int: ...


def shown_question(question: BankQuestion, dealt: Deal, *, mode: str) -> dict[str, Any]:
    printed = () if mode == Mode.TYPED else dealt.options
    return {
        "stem": told_stem(question, dealt, mode=mode),
        "proposed": told_proposed(question, dealt),
        "options": [
            {"text": told(grading.text_of(option)), "value": dict(option.value)} for option in printed
        ],
        "kind": question.kind,
        "facet": question.facet,
        "mode": mode,
        "language": question.language,
        "digest": question.digest,
    }


def shown_verdict(
    student: Student, graded: Graded, fresh: dict[str, Any], *, recall: float | None = None
) -> dict[str, Any]:
    """The verdict with its evidence, in the student's citation style. `fresh` are the card's new columns.

    recall: as expected before the answer, None of what had never been learnt.

    `options` are what was to be chosen or ticked, or what was typed beside what is right; `order` are the
    places of a sequence, with what was put there and what belongs there. `key` says what was right when the
    question may say so no longer, or in another language. `told_in` is the language of the page.
    """
    question = graded.question
    return {
        "told_in": spoken(),
        "right": graded.verdict.right,
        "word": graded.verdict.word.value,
        "heading": told(
            _heading(
                right=graded.verdict.right,
                word=graded.verdict.word,
                guessed=graded.guessed,
                unknown=graded.unknown,
                grade=graded.grade.name if graded.grade else "",
            )
        ),
        **_sentences(graded, question.evidence.get("sentence", "")),
        "stem": told_stem(question, graded.dealt, mode=graded.token.mode),
        "proposed": told_proposed(question, graded.dealt),
        "mode": graded.token.mode,
        "language": question.language,
        "spoken_in": spoken_in(graded.dealt, question.language),
        "given": told(graded.verdict.given),
        "answer": told(grading.answer_of(graded.dealt)),
        "key": [dict(option.value) for option in _right(graded.dealt)],
        "options": _options(graded),
        "order": _order(graded),
        "guessed": graded.guessed,
        "grade": graded.grade.name.lower() if graded.grade else "",
        **shown_evidence(question, student.citation_style),
        **_due(graded, fresh),
        "likely": None if recall is None or graded.dealt.mode == Mode.TRUEFALSE else percent_of(recall),
    }


def _right(dealt: Deal) -> list[Option]:
    """What is right; where an answer was proposed, that or what is right instead."""
    if dealt.proposed:
        return [dealt.instead or dealt.proposed]
    return [dealt.options[index] for index in dealt.right]


def _due(graded: Graded, fresh: dict[str, Any]) -> dict[str, Any]:
    """When the card comes back, in words and figures; empty where the answer has nothing to do with that."""
    if graded.dealt.mode == Mode.TRUEFALSE:
        return {"due": ""}
    at, day = fresh["due_at"], fresh["due_day"]
    due = when_due(now=graded.now, study_day=graded.study_day, due_at=at, due_day=day)
    return {"due": told(due), "due_at": at.isoformat() if at else None, "due_day": day}


def as_told(review: Review) -> dict[str, Any]:
    """The verdict on record; where the page is in another language, with what can be told in it exactly.

    Those are the heading, when the card comes back, and “true” and “false”; the rest stays as it was said, in
    the language of `told_in`.
    """
    verdict: dict[str, Any] = review.verdict
    if verdict.get("told_in") in (None, spoken()):
        return verdict
    heading = _heading(
        right=verdict["right"],
        word=verdict["word"],
        guessed=verdict["guessed"],
        unknown=bool(review.response.get("unknown")),
        grade=verdict["grade"].upper(),
    )
    fresh: dict[str, Any] = {"heading": told(heading)}
    if verdict["due"]:
        at = datetime.fromisoformat(verdict["due_at"]) if verdict["due_at"] else None
        due = when_due(now=review.at, study_day=review.study_day, due_at=at, due_day=verdict["due_day"])
        fresh["due"] = told(due)
    if verdict["mode"] == Mode.TRUEFALSE:
        words = map(told, TRUE_AND_FALSE)
        fresh["options"] = [
            {**option, "text": text} for option, text in zip(verdict["options"], words, strict=True)
        ]
    return {**verdict, **fresh}


def shown_evidence(question: BankQuestion, style: str) -> dict[str, Any]:
    """What the answer rests on, with the citations in one style; `claimed_in` is the language of the claim.

    Whoever is named is called as the reader calls them, at the cost of one query.
    """
    evidence = question.evidence
    reason, positions = evidence.get("standing_reason", ""), evidence.get("positions", [])
    home = is_spoken([question.language], spoken())
    whose = [] if home else evidence.get("whose", [])
    citations = evidence.get("citations", [])
    kinds = [cited.get("kind", "") for cited in citations]
    said = [unpacked(words) for words in (whose, reason, *kinds) if words and not isinstance(words, str)]
    named = {name for each in positions for name in each.get("held_by", ())}.union(*map(texts_in, said))
    called = names_in(question, question.fact_id, sorted(named))
    return {
        "fact": question.fact_id,
        "standing": evidence.get("standing", ""),
        "standing_reason": _kept(reason, called),
        "claim": _kept(whose or evidence.get("claim", ""), called),
        "claimed_in": spoken() if whose else question.language,
        "date_note": evidence.get("date_note", ""),
        "citations": [_citation(cited, style, called) for cited in citations],
        "positions": [
            {**each, "held_by": [called.get(name, name) for name in each.get("held_by", ())]}
            for each in positions
        ],
    }


def _kept(words: Packed | str, called: Mapping[str, str] = NOBODY) -> str:
    """What evidence says of a fact, in the reader's language; older rows hold it in English."""
    return words if isinstance(words, str) else told(renamed(unpacked(words), called))


def _heading(*, right: bool, word: str, guessed: bool, unknown: bool, grade: str) -> Sentence:
    """word: of `grading.Word`; grade: the name that the student gave hers, else empty."""
    if grade:
        return sentence("You said: {grade}", grade=grade_label(grade))
    match word, right:
        case grading.Word.NEAR, _:
            return sentence("Near enough")
        case grading.Word.COARSER, True:
            return sentence("Right, but not exactly")
        case grading.Word.COARSER, False:
            return sentence("True, but not exactly enough")
        case _, True:
            return sentence("Right, by a guess") if guessed else sentence("Right")
    return sentence("Not known yet") if unknown else sentence("Not right")


def _sentences(graded: Graded, truth: str) -> dict[str, str]:
    """What was right, and what is true; what each wrong option was stands beside it.

    What is true is said in the language of the question: apart where the page has another. A sequence rests
    on several facts, whose dates stand beside it, so that the sentence of one says nothing.
    """
    verdict, reason = graded.verdict, told(graded.verdict.reason)
    if not truth or graded.dealt.mode == Mode.ORDER:
        return {"sentence": reason, "truth": ""}
    if graded.question.language != spoken():
        return {"sentence": reason, "truth": truth}
    answer = graded.dealt.options[graded.dealt.answer]
    if not verdict.right and "fact" in answer.value and truth.startswith(answer.text.removesuffix(".")):
        return {"sentence": told(sentence("The right answer: {truth}", truth=truth)), "truth": ""}
    given_whole = graded.dealt.mode not in (Mode.TYPED, Mode.TRUEFALSE)
    exactly = given_whole or told(verdict.given) == told(grading.answer_of(graded.dealt))
    return {"sentence": truth if verdict.right and exactly else f"{reason} {truth}", "truth": ""}


def _options(graded: Graded) -> list[dict[str, str]]:
    """Each option with what it was and what became of it."""
    dealt, response = graded.dealt, graded.response
    match response:
        case str(text):
            return _typed(graded, text)
        case tuple():
            return []
        case int(choice):
            chosen = {choice}
        case _:
            chosen = set(response or ())
    states = {(True, True): "chosen-key", (True, False): "key", (False, True): "chosen-wrong"}
    return [
        _option(option, states.get((index in dealt.right, index in chosen), "other"))
        for index, option in enumerate(dealt.options)
    ]


def _typed(graded: Graded, text: str) -> list[dict[str, str]]:
    """What was typed, with what a date was read as, and the right answer where it is written otherwise."""
    state = "chosen-key" if graded.verdict.right else "chosen-wrong"
    right = [_option(option, "key") for option in graded.dealt.options]
    right = [shown for shown in right if shown["text"] != text]
    return [{"text": text, "state": state, "note": "", "read_as": _read_as(graded, text)}, *right]


def _read_as(graded: Graded, text: str) -> str:
    """How a typed date was read, where it is not what was written; else empty."""
    date = graded.verdict.date
    if date is None or fold(say(date, spoken())) == fold(text):
        return ""
    return told(sentence("Read as {date}.", date=partial(say, date)))


def _option(option: Option, state: str) -> dict[str, str]:
    return {"text": told(grading.text_of(option)), "state": state, "note": option.note}


def _order(graded: Graded) -> list[dict[str, Any]]:
    if not isinstance(graded.response, tuple):
        return []
    options = graded.dealt.options
    return [
        {
            "given": told(grading.text_of(options[given])),
            "right": told(grading.text_of(options[right])),
            "note": options[right].note.removeprefix(options[right].text).strip(" ()."),
            "stands": given == right,
        }
        for given, right in zip(graded.response, graded.dealt.right, strict=True)
    ]


def _citation(cited: dict[str, Any], style: str, called: Mapping[str, str]) -> dict[str, Any]:
    styles: dict[str, list] = cited.get("styles", {})
    runs = styles.get(style) or next(iter(styles.values()), [])
    return {
        "runs": [{"text": text, "italic": italic, "href": _web(href)} for text, italic, href in runs],
        "locator": cited.get("locator", ""),
        "quotation": cited.get("quotation", ""),
        "stance": cited.get("stance", ""),
        "kind": _kept(cited.get("kind", ""), called),
        "language": cited.get("language", ""),
        "speaker": cited.get("speaker", ""),
        "address": _web(cited.get("address", "")),
    }


def _web(address: str | None) -> str:
    """Only what a browser opens as a page: an address of another kind could run as a script."""
    return address if address and address.startswith(("https://", "http://")) else ""
