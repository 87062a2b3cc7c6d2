"""Questions sit at tables: each offers the answers of the others as its wrong options.

Where four questions share their four options, each option is right exactly once, so nothing that can be
seen in the options (length, wording, commonness, round years, the middle or the lonely date) tells which
is right; and the rank of the right date is spread evenly by itself. A table has up to sixteen seats. Fours
that sit side by side are near in time, the fours of one half not far, the halves farther: the level of
difficulty says among how many neighbours the seed draws (`quizzes.questions.PARTY`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from history.factbase import FactBase
from history.names import fold
from quizzes.generators import AT_TABLES
from quizzes.generators.distractors import Company
from quizzes.proof import Certain, provably_wrong
from quizzes.questions import FEWEST_OPTIONS, OPTIONS, Option, Question

OPEN_FOURS = 8
"""Fours that wait for members at a time; of more, the one that has waited longest is given up."""

PAIRED, FARTHEST = 0.04, 0.1
"""How far apart the fours of a half, and the halves of a table, sit, as a share of all fours of a family."""

TRIED = 12
"""Partners that are tried for a group before it sits alone."""


@dataclass(slots=True, eq=False)
class Guest:
    """A question whose key is certain, on its way to a table; `option` is its key as the others see it."""

    found: Certain
    base: FactBase
    families: tuple[str, ...] = ()
    time: int = 0
    option: Option = field(init=False)
    lonely: bool = False
    """Whether its family has too few answers to choose from."""
    _company: Company | None = None
    _judged: dict[int, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        question = self.found.question
        self.option = question.key[0]
        self.families = tuple(
            f"{question.fact.base} {family}" for family in AT_TABLES[question.kind].families(question)
        )
        primary = question.fact.primary
        self.time = self.option.sort or (primary.date.earliest if primary else 0)

    def takes(self, other: Guest) -> bool:
        """Whether the answer of the other may stand beside this key, and is provably wrong here."""
        known = self._judged.get(id(other))
        if known is None:
            if self._company is None:
                question = self.found.question
                self._company = AT_TABLES[question.kind].company(question, self.base)
            known = self._company(other.option, other.found.question.fact) and provably_wrong(
                other.option, self.found, self.base
            )
            self._judged[id(other)] = known
        return known


Group = list[Guest]
Table = list[Guest]


def seated(guests: Sequence[Guest]) -> tuple[list[Table], list[Guest]]:
    """Tables of four, eight, twelve or sixteen, and those who found no seat.

    Everybody sits with their narrowest family if they can, else with the next.
    """
    tables: list[Table] = []
    waiting = sorted(guests, key=_in_time)
    answers: dict[str, set[str]] = defaultdict(set)
    for guest in guests:
        answers[guest.families[-1]].add(fold(guest.option.text))
    for guest in guests:
        guest.lonely = len(answers[guest.families[-1]]) < FEWEST_OPTIONS
    for depth in range(max((len(guest.families) for guest in waiting), default=0)):
        by_family: dict[str, list[Guest]] = defaultdict(list)
        alone: list[Guest] = []
        for guest in waiting:
            if depth < len(guest.families):
                by_family[guest.families[depth]].append(guest)
            else:
                alone.append(guest)
        for family in by_family.values():
            made, left = _tables(family)
            tables += made
            alone += left
        waiting = sorted(alone, key=_in_time)
    return tables, waiting


def _tables(family: list[Guest]) -> tuple[list[Table], list[Guest]]:
    fours, left = _fours(family)
    halves = _paired(fours, step=max(1, round(PAIRED * len(fours))))
    tables = _paired(halves, step=max(1, round(FARTHEST * len(halves))))
    return tables, left


def _fours(family: list[Guest]) -> tuple[list[Group], list[Guest]]:
    """Fours of neighbours in time who may all stand beside each other."""
    fours: list[Group] = []
    left: list[Guest] = []
    open_fours: list[Group] = []
    for guest in family:
        four = next((four for four in open_fours if _suits(guest, four)), None)
        if four is None:
            open_fours.append([guest])
            if len(open_fours) > OPEN_FOURS:
                left += open_fours.pop(0)
            continue
        four.append(guest)
        if len(four) == OPTIONS:
            open_fours.remove(four)
            fours.append(four)
    for four in open_fours:
        left += four
    fours.sort(key=_middle)
    return _filled(fours, left)


def _filled(fours: list[Group], left: list[Guest]) -> tuple[list[Group], list[Guest]]:
    """Those who were left over, put into fours of their own as far as they suit each other at all."""
    again: list[Group] = []
    alone: list[Guest] = []
    for guest in sorted(left, key=lambda guest: guest.time):
        four = next((four for four in again if len(four) < OPTIONS and _suits(guest, four)), None)
        if four is None:
            if len(again) < 4 * OPEN_FOURS:
                again.append([guest])
            else:
                alone.append(guest)
        else:
            four.append(guest)
    for four in again:
        if len(four) == OPTIONS:
            fours.append(four)
        else:
            alone += four
    return sorted(fours, key=_middle), alone


def _in_time(guest: Guest) -> tuple[int, int]:
    return guest.time, guest.found.question.fact.pk


def _middle(group: Group) -> int:
    return sum(guest.time for guest in group) // len(group)


def _suits(guest: Guest, group: Group) -> bool:
    return all(guest.takes(other) and other.takes(guest) for other in group)


def _paired(groups: list[Group], *, step: int) -> list[Group]:
    """Groups joined two by two, `step` places apart where that can be."""
    paired: list[Group] = []
    taken: set[int] = set()
    for index, group in enumerate(groups):
        if index in taken:
            continue
        taken.add(index)
        places = [*range(index + step, index + step + TRIED), *range(index + step - 1, index, -1)]
        partner = next(
            (
                place
                for place in places[: 2 * TRIED]
                if place < len(groups)
                and place not in taken
                and all(_suits(guest, groups[place]) for guest in group)
            ),
            None,
        )
        if partner is None:
            paired.append(group)
        else:
            taken.add(partner)
            paired.append(sorted([*group, *groups[partner]], key=_order(group, groups[partner])))
    return paired


def _order(one: Group, other: Group) -> Callable[[Guest], int]:
    """The earlier group first, each as it was."""
    first, second = (one, other) if _middle(one) <= _middle(other) else (other, one)
    places = {id(guest): place for place, guest in enumerate([*first, *second])}
    return lambda guest: places[id(guest)]


def at_table(table: Table) -> Iterator[tuple[Guest, Question]]:
    """Everybody at a table with the question that they then are."""
    for seat, guest in enumerate(table):
        others = tuple(other.option for other in table if other is not guest)
        yield guest, replace(guest.found.question, pool=others, seat=seat)


# For those who found no table

HAND = OPTIONS - 1
LOOKED_AT = 40
"""Answers near in time among which a question without a table looks for wrong options."""


def served(guests: Sequence[Guest]) -> tuple[dict[int, tuple[Option, ...]], list[Guest]]:
    """Three wrong options for each of some questions, by `id`, and those who must go without.

    The options are the keys of the others, each offered three times as often as it is right: so a name
    that is offered often is no more and no less likely to be right. Found as a flow by augmenting paths.
    """
    found: dict[int, tuple[Option, ...]] = {}
    without: list[Guest] = []
    by_family: dict[str, list[Guest]] = defaultdict(list)
    for guest in guests:
        by_family[guest.families[-1]].append(guest)
    for family in by_family.values():
        helped, left = _Serving(family).served()
        found |= helped
        without += left
    return found, without


class _Serving:
    """One family, and who takes whose answer: each is taken three times as often as it is right."""

    def __init__(self, family: list[Guest]) -> None:
        self.family = sorted(family, key=_in_time)
        self.near = {id(guest): self._offers(place) for place, guest in enumerate(self.family)}

    def _offers(self, place: int) -> dict[str, Guest]:
        """Answers that the guest at a place takes, the nearest in time first."""
        guest, offers = self.family[place], {}
        places = range(max(0, place - LOOKED_AT), min(len(self.family), place + LOOKED_AT + 1))
        for other in sorted((self.family[each] for each in places), key=lambda o: abs(o.time - guest.time)):
            name = fold(other.option.text)
            if other is not guest and name not in offers and guest.takes(other):
                offers[name] = other
        return offers

    def served(self) -> tuple[dict[int, tuple[Option, ...]], list[Guest]]:
        seated = self._bounded(self.family)
        while seated:
            taken = self._flow(seated)
            hungry = [guest for guest in seated if len(taken[id(guest)]) < HAND]
            if not hungry:
                break
            # those with the fewest go first, half of them at a time: what they leave unasked is no longer
            # offered either, so that there may be enough for the rest
            fewest = min(len(taken[id(guest)]) for guest in hungry)
            last = [guest for guest in hungry if len(taken[id(guest)]) == fewest]
            gone = {id(guest) for guest in last[::2]}
            seated = self._bounded([guest for guest in seated if id(guest) not in gone])
        options = {
            id(guest): tuple(self.near[id(guest)][name].option for name in taken[id(guest)])
            for guest in seated
        }
        return options, [guest for guest in self.family if id(guest) not in options]

    def _bounded(self, guests: list[Guest]) -> list[Guest]:
        """Those among whom no answer is right in more than one of four: there are too few to offer it."""
        by_name: dict[str, list[Guest]] = defaultdict(list)
        for guest in guests:
            by_name[fold(guest.option.text)].append(guest)
        total = len(guests)
        while by_name:
            commonest = max(by_name.values(), key=len)
            surplus = len(commonest) - (total - len(commonest)) // HAND
            if surplus <= 0:
                break
            del commonest[len(commonest) - surplus :]
            total -= surplus
            by_name = {name: some for name, some in by_name.items() if some}
        kept = {id(guest) for some in by_name.values() for guest in some}
        return [guest for guest in guests if id(guest) in kept]

    def _flow(self, seated: list[Guest]) -> dict[int, list[str]]:
        right = Counter(fold(guest.option.text) for guest in seated)
        room = {name: HAND * number for name, number in right.items()}
        taken: dict[int, list[str]] = {id(guest): [] for guest in seated}
        takers: dict[str, list[Guest]] = defaultdict(list)
        # what a search in vain has seen is full and leads only to what is full: it stays so, whoever comes
        full: set[str] = set()

        def serve(guest: Guest, seen: set[str]) -> bool:
            mine = taken[id(guest)]
            for name in self.near[id(guest)]:
                if name in full or name in seen or name in mine or name not in room:
                    continue
                seen.add(name)
                if len(takers[name]) < room[name]:
                    takers[name].append(guest)
                    mine.append(name)
                    return True
                for other in takers[name]:
                    if other is not guest and serve(other, seen):
                        takers[name].remove(other)
                        taken[id(other)].remove(name)
                        takers[name].append(guest)
                        mine.append(name)
                        return True
            return False

        for _ in range(HAND):
            for guest in seated:
                seen: set[str] = set()
                if not serve(guest, seen):
                    full |= seen
        return taken


def too_often(questions: Sequence[Question]) -> set[int]:
    """The `id`s of single choices whose answer would be right more often than chance has it.

    Of questions that came with their wrong options: whoever is right ten times and offered as a wrong
    answer twice is a good guess. What is left over is right, in all, no more often than one option in a hand.
    """
    kept = list(questions)
    while kept:
        right: dict[str, list[Question]] = defaultdict(list)
        wrong: Counter[str] = Counter()
        for question in kept:
            right[fold(question.key[0].text)].append(question)
            wrong.update(fold(option.text) for option in question.pool[:HAND])
        surplus: set[int] = set()
        for name, asked in right.items():
            hand = min(HAND, *(len(question.pool) for question in asked))
            surplus |= {id(question) for question in asked[wrong[name] // hand :]}
        if not surplus:
            break
        kept = [question for question in kept if id(question) not in surplus]
    left = {id(question) for question in kept}
    return {id(question) for question in questions} - left
