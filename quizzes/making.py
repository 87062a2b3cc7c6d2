"""From facts to proved questions: all at once, at tables, or of one fact alone."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeGuard

from history.factbase import FactBase
from history.facts import Fact
from history.names import bare
from quizzes.generators import AT_TABLES, actors, generate, order
from quizzes.proof import TITLES, Certain, Proved, certain, provably_wrong, prove, with_pool
from quizzes.questions import Kind, Mode, Option, Proposal, Question, Withheld
from quizzes.seating import Guest, at_table, seated, served, too_often
from quizzes.typed import as_typed, typable

TOO_LITTLE = "It says too little for the answer to be typed, and nothing else is provably wrong."
EXCLUDED = "A teacher left this kind of question out: {reason}"
Outcome = Question | Withheld
Made = tuple[Outcome, str]
"""An outcome and the name of the table at which the question sits, empty where it sits at none."""


class Facet:
    """One facet of a fact, and the ways to ask it whose stem and key are certain, found one by one."""

    def __init__(self, proposal: Proposal, base: FactBase, *, excluded: Mapping[str, str]) -> None:
        self.reason = proposal if isinstance(proposal, Withheld) else None
        self._untried = iter(() if isinstance(proposal, Withheld) else proposal)
        self._found: list[Certain] = []
        self._base, self._excluded = base, excluded

    @property
    def name(self) -> str:
        """The facet; known once a way was tried."""
        found = self.best()
        return found.question.facet if found else self.reason.facet if self.reason else ""

    def best(self) -> Certain | None:
        """The plainest way that fits nothing else; where there is none, the plainest that does."""
        found = next((each for each in self._found if not _others_fit(each)), None)
        while found is None and (tried := self._try_next()):
            found = tried if not _others_fit(tried) else None
        return found or next(iter(self._found), None)

    def all_ways(self) -> Iterator[Certain]:
        """Every way, the best first."""
        best = self.best()
        if best is None:
            return
        yield best
        yield from (each for each in self._found if each is not best)
        while tried := self._try_next():
            yield tried

    def _try_next(self) -> Certain | None:
        for question in self._untried:
            if question.kind in self._excluded:
                why = EXCLUDED.format(reason=self._excluded[question.kind])
                self.reason = Withheld(
                    fact=question.fact, facet=question.facet, kind=question.kind, reason=why
                )
                self._untried = iter(())
                return None
            judged = certain(with_wording(question), self._base)
            if isinstance(judged, Certain):
                found = typable(judged, self._base)
                self._found.append(found)
                return found
            self.reason = self.reason or judged
        return None


def facets(
    fact: Fact, base: FactBase, *, honour_exclusions: bool = True, kinds: Container[str] | None = None
) -> Iterator[Facet]:
    """Every facet that applies to a fact, or those of some kinds."""
    excluded = dict(fact.exclusions) if honour_exclusions else {}
    for proposal in generate(fact, base, kinds=kinds):
        yield Facet(proposal, base, excluded=excluded)


def _others_fit(found: Certain) -> bool:
    return found.question.kind in TITLES and len(found.question.key) > 1


def with_wording(question: Question) -> Question:
    """The question in the teacher's own words, where there are any; proved like any other."""
    own = dict(question.fact.wordings).get(question.facet)
    if not own:
        return question
    voice = question.attribution
    return replace(question, stem=own if not voice or own.startswith(voice) else f"{voice}: {own}")


def judge(fact: Fact, base: FactBase, *, honour_exclusions: bool = True) -> list[Outcome]:
    """Every question of one fact as the proof leaves it, with wrong options from the facts around it."""
    return [alone(facet, base) for facet in facets(fact, base, honour_exclusions=honour_exclusions)]


def alone(facet: Facet, base: FactBase) -> Outcome:
    """A facet asked without a table: in the first way for which the base has wrong options, else typed.

    What is typed for want of wrong options wants them still.
    """
    ways, reason = [], None
    for found in facet.all_ways():
        ways.append(found)
        outcome = _offered(found, base)
        if isinstance(outcome, Question):
            return outcome
        reason = reason or outcome
    typed = next((typed for found in ways if (typed := as_typed(found))), None)
    made = (typed and replace(typed, wants_options=True)) or reason or facet.reason
    if made is None:
        raise ValueError("A facet has ways to ask it, or a reason why not.")
    return made


def _offered(found: Certain, base: FactBase) -> Outcome:
    question = found.question
    if question.mode == Mode.ORDER:
        return question
    if question.mode == Mode.TYPED:
        return as_typed(found) or Withheld(
            fact=question.fact, facet=question.facet, kind=question.kind, reason=TOO_LITTLE
        )
    generator = AT_TABLES.get(question.kind)
    pool = question.pool or (generator.offers(question, base) if generator else ())
    judged = with_pool(replace(found, question=replace(question, pool=pool)), base)
    if not isinstance(judged, Proved):
        return judged
    if question.kind == Kind.ACTOR and (told := actors.stands_out(judged.question, base)):
        return Withheld(
            fact=question.fact, facet=question.facet, kind=question.kind, reason=told, wants_options=True
        )
    return judged.question


def still_seated(
    found: Certain, pool: tuple[Option, ...], *, seat: int | None, key: list[dict[str, Any]], base: FactBase
) -> Question | None:
    """The question at the table where it sat, if its answer is what it was and all others are still wrong."""
    question = found.question
    if not key or question.mode != Mode.SINGLE or question.key[0].to_json() != key[0]:
        return None
    suits = AT_TABLES[question.kind].company(question, base)
    for option in pool:
        other = base.get(option.fact) if option.fact else None
        if other is None or not suits(option, other) or not provably_wrong(option, found, base):
            return None
    return replace(question, pool=pool, seat=seat)


def in_order(fact: Fact, base: FactBase) -> Certain | None:
    """A fact as it would stand among others in an order, with nothing beside it; None where it may not.

    That no order is asked of it does not keep it out of the orders of others.
    """
    own = order.alone(fact, base)
    return Certain(question=own, meant=(fact,)) if own else None


def still_in_order(found: Certain, asked: Question, base: FactBase) -> Question | None:
    """What a fact was `asked` by order, if what is printed of it is as it was and all is still proved."""
    own = next((option for option in found.question.key if option.fact == asked.fact.pk), None)
    worded = any(facet.startswith("order:") for facet, _ in asked.fact.wordings)
    if own not in asked.key or worded or asked.given != found.question.given:
        return None
    judged = prove(asked, base)
    return judged.question if isinstance(judged, Proved) else None


def at_tables(
    facts: Iterable[Fact], base: FactBase, *, told: Callable[[int], None] = lambda done: None
) -> Iterator[tuple[Fact, list[Made]]]:
    """All questions of many facts, seated with each other; facts come in their own order.

    `told` is called with the number of facts whose stems and keys have been judged.
    """
    waiting: list[tuple[Fact, list[Facet]]] = []
    guests: list[Guest] = []
    of_facet: dict[int, Guest] = {}
    for done, fact in enumerate(facts, start=1):
        own = list(facets(fact, base))
        waiting.append((fact, own))
        for facet in own:
            if (best := facet.best()) and _may_sit(best.question):
                guest = Guest(best, base)
                guests.append(guest)
                of_facet[id(facet)] = guest
        told(done)
    seats = _seats(guests) | _voices([facet for _, own in waiting for facet in own], base)
    asked: set[frozenset[int | None]] = set()
    waiting.reverse()
    while waiting:
        # what is written is let go at once: a large base has many questions
        fact, own = waiting.pop()
        made: list[Made] = []
        for facet in own:
            whom = of_facet.pop(id(facet), None)
            seat = seats.pop(id(whom) if whom else id(facet), None)
            made.append(_once(seat or (_unseated(facet, whom, base), ""), asked))
        yield fact, made


def _voices(waiting: Iterable[Facet], base: FactBase) -> dict[int, Made]:
    """Whose claim it is, by the `id` of the facet; to be typed where one voice makes most claims."""
    found: dict[int, Outcome] = {}
    for facet in waiting:
        best = facet.best()
        if best is not None and best.question.kind == Kind.ATTRIBUTION:
            found[id(facet)] = alone(facet, base)
    typed = too_often([outcome for outcome in found.values() if _names_a_voice(outcome)])
    return {name: (_typed_voice(each) if id(each) in typed else each, "") for name, each in found.items()}


def _names_a_voice(outcome: Outcome) -> TypeGuard[Question]:
    """Whether it asks whose claim something is, with people to choose from."""
    return (
        isinstance(outcome, Question)
        and outcome.kind == Kind.ATTRIBUTION
        and outcome.mode == Mode.SINGLE
        and "entity" in outcome.key[0].value
    )


def _typed_voice(outcome: Outcome) -> Outcome:
    """Whose claim it is, to be typed: where one voice makes most claims, choosing it is no knowledge."""
    if not isinstance(outcome, Question) or outcome.fact.claimant is None:
        return outcome
    accept = tuple(map(bare, outcome.fact.claimant.spellings()))
    return replace(outcome, mode=Mode.TYPED, pool=(), accept=accept, seat=None, typable=False)


def _once(made: Made, asked: set[frozenset[int | None]]) -> Made:
    """A sequence whose items are those of another is the same question, whosever it is."""
    outcome, table = made
    if isinstance(outcome, Withheld) or outcome.mode != Mode.ORDER:
        return made
    items = frozenset(option.fact for option in outcome.key)
    if items in asked:
        reason = "The order of the same facts is asked already."
        fact, facet = outcome.fact, outcome.facet
        return Withheld(fact=fact, facet=facet, kind=outcome.kind, mode=outcome.mode, reason=reason), ""
    asked.add(items)
    return outcome, table


def _seats(guests: list[Guest]) -> dict[int, Made]:
    """The questions that found wrong options among each other: at a table, or else served one by one."""
    tables, alone = seated(guests)
    found: dict[int, Made] = {}
    for table in tables:
        first = table[0].found.question
        name = f"{first.fact.pk} {first.facet}"[:24]
        for guest, question in at_table(table):
            found[id(guest)] = question, name
    hands, _ = served([guest for guest in alone if guest.found.question.kind != Kind.DATE])
    for guest in alone:
        if id(guest) in hands:
            found[id(guest)] = replace(guest.found.question, pool=hands[id(guest)]), ""
    return found


def _unseated(facet: Facet, guest: Guest | None, base: FactBase) -> Outcome:
    """A question that found nobody to sit with is typed where it can be: its answer is too often right."""
    if guest is None or guest.found.question.kind == Kind.DATE:
        return alone(facet, base)
    typed = as_typed(guest.found)
    return replace(typed, wants_options=guest.lonely) if typed else alone(facet, base)


def typed_still(facet: Facet, base: FactBase) -> Outcome:
    """A facet that was typed because its answer is too often right: who is judged alone cannot tell that."""
    best = facet.best()
    if best is not None and best.question.kind == Kind.ATTRIBUTION:
        outcome = alone(facet, base)
        return _typed_voice(outcome) if _names_a_voice(outcome) else outcome
    return (as_typed(best) if best else None) or alone(facet, base)


def _may_sit(question: Question) -> bool:
    return question.mode == Mode.SINGLE and question.kind in AT_TABLES and not question.pool
