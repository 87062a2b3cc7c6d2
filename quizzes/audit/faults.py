"""The faults of one question, each decided from the rules of truth alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from history.dates import HistoricalDate

from .asked import Asked, Choice
from .folding import GAP, fold, scripts, words
from .leaks import leak
from .truth import (
    Truth,
    accepts,
    asked_only_as_planned,
    dates_asked,
    is_linked,
    judge,
    meant,
    printed,
    right_titles,
    sequence,
)
from .world import Record, World, day

FAULTS = {
    "malformed": "The question cannot be read, or asks about a fact that is not in the base.",
    "no key": "No option is marked as right.",
    "wrong key": "The answer marked as right is wrong by the facts.",
    "uncertain key": "The facts do not make the answer marked as right certain.",
    "ambiguous": "The stem fits several facts that have different answers, or two options are right.",
    "perhaps right": "An option marked as wrong could be right: the facts do not rule it out.",
    "overlap": "Two options share a day, or print the same.",
    "too precise": "The question or its answer is more exact than the source.",
    "mixed": "The options are of different sorts, so that some can be struck out unread.",
    "leak": "The stem prints the answer, or part of it.",
    "unattributed": "One voice's claim is asked without saying whose it is.",
    "contested": "The sources disagree, and the stem asks as if they did not.",
    "planned": "What was only planned or announced is asked as if it had happened.",
    "uncited": "No source is shown after answering.",
    "script": "One option stands in another script than the rest.",
    "grammar": "The grammar of the stem fits only some of the options.",
    "misprinted": "An option does not print the value that it stands for.",
    "duplicate": "The same question stands in the bank twice.",
    "anachronism": "An option did not exist at the time.",
    "unvouched": "Nothing in the base shows that an option existed at the time.",
    "successor": "A state is offered beside its own predecessor or successor.",
    "erratum": "A wrong value that a source prints is offered: students may have read it.",
    "contradiction": "What the stem prints does not fit the fact that is asked about.",
}
"""Every sort of fault, with one sentence for teachers."""

Fault = tuple[str, str]
"""The sort of a fault, and what shows it."""

_PLAN = re.compile(
    r"\b(plan|announc|schedul|intend|propos|expect|forecast|promis|invit|w(as|ere) to |w(ill|ould) )",
    re.I,
)
_UNITS = {
    "day": re.compile(r"\b(which|what) (date|day)\b", re.I),
    "month": re.compile(r"\b(which|what) month\b", re.I),
    "year": re.compile(r"\b(which|what) year\b", re.I),
    "decade": re.compile(r"\b(which|what) decade\b", re.I),
    "century": re.compile(r"\b(which|what) century\b", re.I),
}
_FINENESS = {"day": 0, "month": 1, "season": 2, "year": 3, "decade": 4, "century": 5}
_VOWEL = re.compile(r"[aeiou]", re.I)


def faults_of(question: Asked, world: World) -> Iterator[Fault]:
    """All faults of one question. Duplicates are seen only by who reads them all."""
    missing = [id for id in question.facts if id not in world.facts]
    if missing or not question.facts:
        yield "malformed", f"There is no fact {missing[0]}." if missing else "It is about no fact."
        return
    facts = meant(question, world)
    yield from _of_own(question, world)
    yield from _of_truth(question, facts, world)
    yield from _of_options(question, world)
    yield from _of_time(question, world)
    yield from _of_evidence(question, world)
    if found := leak(question, facts, world):
        yield "leak", f"“{found}” stands in the stem."


def _of_own(question: Asked, world: World) -> Iterator[Fault]:
    """Whether what is given fits the facts asked about, and is no finer than they are."""
    own = [world.facts[id] for id in question.facts]
    given = question.given_date
    if given is None or question.kind == "order":
        return
    role = str(question.given.get("date_role") or "")
    for fact in own:
        dates = (fact.said(role) if role else []) or fact.every_date()
        if dates and all(date.disjoint(given) for date in dates):
            yield "contradiction", f"The stem prints {given}, the fact {dates[0]}."
        elif dates and not any(date.within(given) for date in dates):
            yield "too precise", f"The stem prints {given}, the source only {dates[0]}."


def _of_truth(question: Asked, facts: Sequence[Record], world: World) -> Iterator[Fault]:
    if question.ask == "order:sequence":
        found = sequence(question, world)
        if found != Truth.RIGHT:
            yield "wrong key" if found == Truth.WRONG else "uncertain key", "The order of the answer."
    elif question.mode == "truefalse":
        yield from _of_assertion(question, facts, world)
    elif question.mode == "typed":
        yield from _of_typed(question, facts, world)
    elif question.mode == "card" and question.facet == "date" and question.kind != "source":
        yield from _of_dates_on_card(question, facts)
    else:
        yield from _of_choices(question, facts, world)
        if question.mode == "card":
            yield from _of_open_answer(question, facts, world, [fold(c.text) for c in question.choices])


def _of_typed(question: Asked, facts: Sequence[Record], world: World) -> Iterator[Fault]:
    """What is accepted must name every right answer, and nothing that is wrong."""
    if not question.accept:
        yield "no key", "Nothing is accepted."
        return
    found = {text: accepts(text, question, facts, world) for text in question.accept}
    wrong = [text for text, truth in found.items() if truth == Truth.WRONG]
    if wrong:
        yield "wrong key", f"“{wrong[0]}” is accepted and is wrong."
    if Truth.RIGHT not in found.values():
        yield "uncertain key", f"Nothing that is accepted is certainly right: {question.accept[0]}."
    if question.facet == "date":
        units = [date for text in question.accept if (date := day(text))]
        own = [fact for fact in facts if fact.id in question.facts]
        other = next((fact for fact in facts if _elsewhere(fact, own, question, units)), None)
        if other:
            yield "ambiguous", f"The stem also fits {other.id}, which has another date."
    yield from _of_open_answer(question, facts, world, [fold(text) for text in question.accept])


def _elsewhere(fact: Record, own: Sequence[Record], question: Asked, units: Sequence[HistoricalDate]) -> bool:
    """Whether a fact that the stem fits has a date that neither the asked ones hold nor what is accepted."""
    said = [*units, *(date for each in own for date in dates_asked(each, question))]
    if fact in own or is_linked(fact, own, {each.id for each in own}):
        return False
    return any(not any(date.within(each) for each in said) for date in dates_asked(fact, question))


def _of_dates_on_card(question: Asked, facts: Sequence[Record]) -> Iterator[Fault]:
    """A card shows every date that anybody gives, and none that nobody gives."""
    shown = [choice.date for choice in question.choices if choice.date]
    said = [date for fact in facts for date in dates_asked(fact, question)]
    if not shown:
        yield "no key", "The card shows no date."
    for date in said:
        if shown and not any(date.within(each) for each in shown):
            yield "ambiguous", f"{date} is right too, and the card does not show it."
            break
    for each in shown:
        if said and all(each.disjoint(date) for date in said):
            yield "wrong key", f"The card shows {each}."
        elif any(_finer(each, date) for date in said) and not any(date.within(each) for date in said):
            yield "too precise", f"The card shows {each}, the source is coarser."


def _of_assertion(question: Asked, facts: Sequence[Record], world: World) -> Iterator[Fault]:
    if question.claimed is None or not isinstance(question.answer, bool):
        yield "no key", "It asserts nothing, or has no answer."
        return
    found = judge(question.claimed, question, facts, world)
    if question.given.get("negated"):
        found = {Truth.RIGHT: Truth.WRONG, Truth.WRONG: Truth.RIGHT}.get(found, found)
    if found == Truth.OPEN:
        yield "uncertain key", "The facts do not decide it."
    elif (found == Truth.RIGHT) != question.answer:
        yield "wrong key", f"By the facts it is {'true' if found == Truth.RIGHT else 'false'}."


def _of_choices(question: Asked, facts: Sequence[Record], world: World) -> Iterator[Fault]:
    if not question.right:
        yield "no key", "No option is marked."
        return
    if question.mode == "single" and len(question.right) > 1:
        yield "ambiguous", "More than one option is marked as right."
    for index, choice in enumerate(question.choices):
        found = judge(choice, question, facts, world)
        if index in question.right:
            if found != Truth.RIGHT:
                yield from _of_key(choice, found, question, facts, world)
        elif found == Truth.RIGHT:
            yield "ambiguous", f"“{choice.text}” is right too."
        elif found == Truth.OPEN:
            yield "perhaps right", f"“{choice.text}” is not ruled out."


def _of_key(
    choice: Choice, found: Truth, question: Asked, facts: Sequence[Record], world: World
) -> Iterator[Fault]:
    own = [fact for fact in facts if fact.id in question.facts]
    alone = judge(choice, question, own, world)
    if alone == Truth.RIGHT and len(facts) > len(own):
        other = next(fact for fact in facts if fact not in own)
        yield "ambiguous", f"The stem also fits {other.id}, where the answer is another."
    elif choice.date is not None and any(
        _finer(choice.date, date) for fact in own for date in dates_asked(fact, question)
    ):
        yield "too precise", f"“{choice.text}” is finer than the source."
    elif alone == Truth.WRONG or found == Truth.WRONG:
        yield "wrong key", f"“{choice.text}” is wrong."
    else:
        yield "uncertain key", f"“{choice.text}” is not certain."


def _finer(one: HistoricalDate, other: HistoricalDate) -> bool:
    return one.within(other) and not other.within(one)


def _of_open_answer(
    question: Asked, facts: Sequence[Record], world: World, accepted: Sequence[str]
) -> Iterator[Fault]:
    """A typed answer or a card has no options, so every right answer must be among those accepted."""
    if question.facet == "title":
        wanted = right_titles(question, facts)
        if not all(any(text in title or title in text for text in accepted) for title in wanted):
            yield "ambiguous", "Another title fits the stem, and is not accepted."
    elif question.facet in ("actors", "place", "places"):
        for fact in facts:
            ids = (
                fact.places
                if question.facet != "actors"
                else [id for id, role in fact.actors if not question.role or role == question.role]
            )
            for id in ids:
                spellings = world.entities[id].spellings if id in world.entities else ()
                if spellings and not any(fold(name) in accepted for name in spellings):
                    yield "ambiguous", f"{world.entities[id].name} is right too, and is not accepted."
                    return


def _of_options(question: Asked, world: World) -> Iterator[Fault]:
    choices = question.choices
    for index, choice in enumerate(choices):
        if not printed(choice, question, world):
            yield "misprinted", f"“{choice.text}” stands for {choice.value}."
        for other in choices[:index]:
            if fold(choice.text) == fold(other.text):
                yield "overlap", f"“{choice.text}” stands there twice."
            elif choice.date and other.date and not choice.date.disjoint(other.date):
                yield "overlap", f"“{choice.text}” and “{other.text}” share a day."
    if len({choice.what for choice in choices}) > 1:
        yield "mixed", "Some options are dates, others names."
    yield from _of_units(question)
    types = {
        world.entities[c.value].type for c in choices if c.what == "entity" and c.value in world.entities
    }
    if len(types) > 1 and "person" in types:
        yield "mixed", f"The options are of the types {', '.join(sorted(types))}."
    if len({len(set(c.value)) for c in choices if c.what == "entities"}) > 1:
        yield "mixed", "The options name different numbers of parties."
    if question.mode == "single" and len({GAP in choice.text for choice in choices}) > 1:
        yield "mixed", "Some options have gaps, others none."
    yield from _of_scripts(question)
    yield from _of_grammar(question)


def _of_scripts(question: Asked) -> Iterator[Fault]:
    kinds = [scripts(choice.text) - {"LATIN"} for choice in question.choices]
    alone = [index for index, kind in enumerate(kinds) if kinds.count(kind) == 1]
    if alone and len(kinds) > 1:
        yield "script", f"“{question.choices[alone[0]].text}” stands out by its script."


def _of_units(question: Asked) -> Iterator[Fault]:
    units = {choice.date.precision.value for choice in question.choices if choice.date}
    if len(units) > 1:
        yield "mixed", f"The options are of the precisions {', '.join(sorted(units))}."
    wanted = next((unit for unit, pattern in _UNITS.items() if pattern.search(question.stem)), "")
    if wanted and units and wanted not in units:
        finer = all(_FINENESS[wanted] < _FINENESS.get(unit, 9) for unit in units)
        yield (
            "too precise" if finer else "grammar",
            f"The stem asks for a {wanted}, the options are {', '.join(units)}.",
        )


def _of_grammar(question: Asked) -> Iterator[Fault]:
    found = re.search(rf"\b(an?)\s+(?:{GAP}|$|[?:])", question.stem.strip())
    if found and len(question.choices) > 1:
        vowel = found.group(1) == "an"
        agree = [bool(_VOWEL.match(choice.text)) == vowel for choice in question.choices]
        if not all(agree):
            yield "grammar", f"“{found.group(1)}” fits only {sum(agree)} of the options."
    plural = [_is_plural(choice) for choice in question.choices]
    if question.mode == "single" and any(plural) and not all(plural):
        key = question.right and plural[question.right[0]]
        if plural.count(bool(key)) == 1:
            yield "grammar", "The right option alone names one, or several."


def _is_plural(choice: Choice) -> bool:
    return choice.what == "entities" and len(choice.value) > 1


def _of_time(question: Asked, world: World) -> Iterator[Fault]:
    """Wrong options must have existed at the time, and be no predecessor or successor of a right one."""
    own = [world.facts[id] for id in question.facts]
    if question.kind in ("order", "source"):
        return
    if question.facet == "date":
        wrong = {date.edtf for fact in own for date in fact.wrong}
        for choice in question.others:
            if choice.value in wrong:
                yield "erratum", f"“{choice.text}” is printed by a source."
        return
    right = [id for key in question.keys for id in _entities(key)]
    for choice in question.others:
        for id in _entities(choice):
            entity = world.entities.get(id)
            if entity is None or id in right:
                continue
            if choice.what == "entity" and any(_related(id, key, world) for key in right):
                yield "successor", f"“{choice.text}” succeeds or precedes the answer."
            for fact in own:
                yield from _of_existence(choice, id, fact, world)


def _related(one: str, other: str, world: World) -> bool:
    pair = (one, other), (other, one)
    return any(a in world.entities and b in world.entities[a].related for a, b in pair)


def _of_existence(choice: Choice, id: str, fact: Record, world: World) -> Iterator[Fault]:
    entity, primary = world.entities[id], fact.primary()
    if primary is None or entity.type == "place":
        return
    date = primary[1]
    if (entity.born and date.before(entity.born)) or (entity.ended and entity.ended.before(date)):
        yield "anachronism", f"“{choice.text}” did not exist at {date}."
        return
    early = entity.born is None and date.latest < entity.first
    late = (
        entity.ended is None and date.earliest > entity.last and (entity.type == "person" or not entity.born)
    )
    if early or late:
        yield "unvouched", f"Nothing shows “{choice.text}” at {date}."


def _entities(choice: Choice) -> tuple[str, ...]:
    if choice.what == "entities":
        return tuple(choice.value)
    return (choice.value,) if choice.what == "entity" else ()


def _of_evidence(question: Asked, world: World) -> Iterator[Fault]:
    if not any(fold(source) for source in question.sources):
        yield "uncited", "Nothing is cited."
    voice = str(question.given.get("source") or "")
    named = bool(voice) and words(voice) <= words(question.stem)
    for id in question.facts:
        fact = world.facts[id]
        asking = re.split(r"[.…:]\s", question.stem)[-1] if question.kind == "date" else question.stem
        if asked_only_as_planned(fact, question) and not _PLAN.search(asking):
            yield "planned", f"{id} was only planned or announced."
        if question.kind == "source":
            continue
        if fact.claim and not (named or _names(fact.attribution, question.stem)):
            yield "unattributed", f"{id} is a claim of {fact.attribution or 'one voice'}."
        facet = question.ask if question.facet != "places" else "place"
        if question.kind == "order":
            facet = f"date:{(fact.primary() or ('',))[0]}"
        disputed = fact.contested(facet) or (fact.kind == "statement" and fact.contested("statement"))
        if disputed and not named and not (question.mode == "card" and len(question.choices) > 1):
            yield "contested", f"The sources of {id} disagree."


def _names(voice: str, stem: str) -> bool:
    """Whether the stem names the voice of a claim, if only by the last word of its name."""
    parts = fold(voice).split()
    return bool(parts) and parts[-1] in words(stem)
