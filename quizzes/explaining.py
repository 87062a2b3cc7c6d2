"""What a student sees after answering: why, whose claim, which sources.

Pure but for the formatted citations, which the deed hands in; kept in the bank row, so that an
answer reads one row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from history import citing, evidence
from history.dates import HistoricalDate, otherwise, parse, say, when
from history.facts import Citation, Fact
from history.models import Erratum, Source
from history.models.facts import held_date
from history.sentences import Sentence, every, in_words, packed, sentence
from quizzes.grading import Recorded, Told
from quizzes.questions import Kind, Mode, Question
from quizzes.stems import mask_dates, stripped_claim


def evidence_of(
    question: Question, cited: list[dict[str, Any]], printed: Iterable[Told] = ()
) -> dict[str, Any]:
    """The evidence of one question as JSON: see `quizzes.models.BankQuestion.evidence`.

    `cited` are the citations of its fact (`citations_of`), `printed` the wrong dates that pages print of it
    (`misprints_of`), the same for all its questions.
    """
    fact, facet = question.fact, question.facet
    whose, said = voice_of(question)
    claim = in_words(whose)
    truth = sentence_of(fact, claim, said)
    if question.mode == Mode.TRUEFALSE:  # whether sources agree: what each says stands beside the answer
        facet, whose, claim, truth = f"date:{question.given.date_role}", "", "", ""
    standing = evidence.standing_of(fact, facet)
    return {
        "fact": fact.pk,
        "sentence": truth,
        "standing": standing.value,
        "standing_reason": packed(evidence.reason_of(fact, facet)),
        "claim": claim,
        "whose": packed(whose) if isinstance(whose, Sentence) else [],
        "date_note": date_note(question),
        "dates": recorded_of(question, printed).to_json() if question.kind == Kind.DATE else {},
        "citations": cited,
        "positions": [
            {
                "holds": position.holds or position.value,
                "held_by": list(position.held_by),
                "sources": [citation.source.title for citation in position.citations],
            }
            for position in fact.positions
        ],
    }


def voice_of(question: Question) -> tuple[Sentence | str, HistoricalDate | None]:
    """Whose claim the answer is, called as the question calls it, and the date that this voice gives, if any.

    Where sources disagree, a question asks what one of them says, or which of them says it.
    """
    usual = evidence.attributed(question.fact, question.facet)
    key = question.key[0]
    if question.kind == Kind.ATTRIBUTION and "source" in key.value:
        said = held_date("date" if question.given.date_role else "", question.given.value)
        voices = every([option.text for option in question.key])
        return sentence("According to {voice}", voice=voices), said
    if question.attribution in ("", in_words(usual)):
        return usual, None
    return question.attribution, parse(key.value["date"]) if question.kind == Kind.DATE else None


def sentence_of(fact: Fact, attribution: str = "", said: HistoricalDate | None = None) -> str:
    """What is true, or what is said and by whom, in one sentence that also says when.

    `said` is the date that this voice gives, where it need not be the date of the fact.
    """
    text = fact.statement or fact.title
    if attribution:
        text = f"{attribution}: {stripped_claim(replace(fact, title='') if fact.statement else fact)}"
    text = text.rstrip(".")
    own = fact.primary.date if fact.primary else None
    date = said or own
    if date is None:
        return f"{text}."
    if said and own and said != own and mask_dates(text, own) != text:
        return f"{attribution}, it was {when(said)}."  # the text prints what another voice says
    return f"{text}." if say(date) in text else f"{text} ({say(date)})."


def date_note(question: Question) -> str:
    role = question.facet.partition(":")[2]
    return next(
        (dated.note for dated in question.fact.dates if dated.role == role and dated.note), ""
    ) or next((dated.note for dated in question.fact.dates if dated.note), "")


def recorded_of(question: Question, printed: Iterable[Told] = ()) -> Recorded:
    """What a typed date is held against: see `quizzes.grading.Recorded`.

    Of a date that one voice gives, what the note on the fact's own date says is no matter.
    """
    fact, key = question.fact, parse(question.key[0].value["date"])
    _, said = voice_of(question)
    dated = fact.dated(question.facet.partition(":")[2]) if said is None else None
    own = dated.date if dated and dated.date.within(key) else None
    return Recorded(
        exact=own,
        noted=otherwise(dated.note, dated.date) if dated else (),
        printed=tuple(told for told in printed if not told.date.within(key)),
        held=tuple(told for told in _held(fact, question.facet) if not told.date.within(key)),
    )


def _held(fact: Fact, facet: str) -> Iterator[Told]:
    """The dates of the sides of a disagreement, each by whoever holds it, or else by its first source."""
    for position in fact.positions:
        by = ", ".join(position.held_by) or next((cited.source.title for cited in position.citations), "")
        if position.date and by and position.touches(facet):
            yield Told(position.date, by)


def misprints_of(facts: Iterable[Fact]) -> dict[int, list[Told]]:
    """The wrong dates that pages print of some facts, by row number of the fact."""
    found: dict[int, list[Told]] = {}
    wanted = [fact.pk for fact in facts if fact.wrong_dates]
    wrong = Erratum.objects.filter(fact__in=wanted, date__isnull=False).order_by("pk")
    for fact, date, publisher, title in wrong.values_list(
        "fact", "date", "source__publisher", "source__title"
    ):
        if fact and date:
            found.setdefault(fact, []).append(Told(date, publisher or title))
    return found


def citations_of(facts: Iterable[Fact]) -> dict[int, list[dict[str, Any]]]:
    """The citations of some facts as JSON in every style, by row number; reads all sources at once."""
    wanted = list(facts)
    sources = Source.objects.in_bulk({citation.source.pk for fact in wanted for citation in fact.citations})
    return {
        fact.pk: [citation_json(citation, fact, sources) for citation in fact.citations] for fact in wanted
    }


def citation_json(citation: Citation, fact: Fact, sources: dict[int, Source]) -> dict[str, Any]:
    source = sources[citation.source.pk]
    record = source.record()
    return {
        "styles": {
            style: [[run.text, run.italic, run.href] for run in citing.cite(record, style=style)]
            for style in citing.STYLES
        },
        "locator": citation.locator,
        "quotation": citation.quotation,
        "stance": citation.stance,
        "kind": packed(evidence.kind_in_words(citation.source, fact)),
        "language": source.language,
        "address": source.address,
    }
