"""What is right, what is wrong, and what the facts leave open: the rules of truth, read afresh.

A student could mean every fact that fits all that the stem prints. An option is right or wrong only where
those facts decide it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import pairwise

from history.dates import HistoricalDate, civil

from .asked import Asked, Choice
from .folding import fold, pieces, stands_behind, words
from .world import NEVER_ASKED, PRIMARY, Record, World, day


class Truth(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    OPEN = "open"


HAPPENED = frozenset({"signed", "adopted", "when", "held", "start", "begin", "span"})
"""Roles of dates that a student may take for each other: the time at which it happened."""


def meant(question: Asked, world: World) -> list[Record]:
    """The facts that a student could mean, its own always first."""
    own = [world.facts[id] for id in question.facts if id in world.facts]
    found = {fact.id: fact for fact in own}
    if question.facet == "title" and question.mode not in ("typed", "card"):
        return own  # titles are judged by the options alone
    for fact in _candidates(question, world):
        if fact.id not in found and fits(fact, question, world) != Truth.WRONG:
            found[fact.id] = fact
    return list(found.values())


def _candidates(question: Asked, world: World) -> Iterable[Record]:
    given = question.given
    if given.get("title"):
        return world.behind(str(given["title"]))
    if given.get("actors"):
        rarest = min((str(id) for id in given["actors"]), key=lambda id: _facts_of(id, world))
        if question.given_date is not None:
            of_years = world.of_years(question.given_date)
            if len(of_years) < _facts_of(rarest, world):
                return of_years
        return [fact for each in world.namesakes(rarest) for fact in world.by_actor.get(each, ())]
    if given.get("place"):
        return [f for id in world.namesakes(str(given["place"])) for f in world.by_place.get(id, ())]
    if question.given_date is not None:
        return world.of_years(question.given_date)
    if given.get("type"):
        return world.by_type.get(str(given["type"]), ())
    return ()


def _facts_of(id: str, world: World) -> int:
    return sum(len(world.by_actor.get(each, ())) for each in world.namesakes(id))


def fits(fact: Record, question: Asked, world: World) -> Truth:
    """Whether a fact fits what is given. What it leaves open, it could be."""
    given, found = question.given, [Truth.RIGHT]
    if given.get("title"):
        parts = pieces(str(given["title"]))
        if not any(stands_behind(parts, title) for title in fact.texts):
            return Truth.WRONG
    if given.get("type") and fact.type != given["type"] and fact.kind != given["type"]:
        return Truth.WRONG
    if question.given_date is not None:
        found.append(_date_fits(fact, question.given_date, str(given.get("date_role") or "")))
    for id in given.get("actors") or ():
        if not world.lists(fact, str(id)):
            found.append(Truth.WRONG if fact.closed or _closed_makers(fact) else Truth.OPEN)
    if given.get("place"):
        found.append(_place_fits(fact, str(given["place"]), world))
    about = str(given.get("about") or "")
    if about and not any(world.same(own, about) for own in fact.about):
        found.append(Truth.WRONG if fact.about else Truth.OPEN)
    if Truth.WRONG in found:
        return Truth.WRONG
    return Truth.OPEN if Truth.OPEN in found else Truth.RIGHT


def _closed_makers(fact: Record) -> bool:
    return fact.is_closed("party") or fact.is_closed("adopter")


def _date_fits(fact: Record, given: HistoricalDate, role: str) -> Truth:
    dates = (fact.said(role) if role else []) or fact.every_date()
    if not dates:
        return Truth.OPEN
    if all(date.disjoint(given) for date in dates):
        return Truth.WRONG
    return Truth.RIGHT if any(date.within(given) for date in dates) else Truth.OPEN


def _place_fits(fact: Record, place: str, world: World) -> Truth:
    if not fact.places:
        return Truth.OPEN
    if any(world.in_place(own, place) for own in fact.places):
        return Truth.RIGHT
    if any(world.in_place(place, own) for own in fact.places):
        return Truth.OPEN
    return Truth.WRONG


def judge(choice: Choice, question: Asked, facts: Sequence[Record], world: World) -> Truth:
    """Whether a choice answers the question, over every fact that could be meant."""
    if question.kind == "source" or choice.what == "source":
        return _of_source(choice, question, world)
    if question.kind == "order":
        return _first_or_last(choice, question, world)
    if choice.what == "date":
        return _of_date(choice, question, facts)
    if choice.what == "fact":
        return _of_title(choice, question, world)
    if question.facet in ("place", "places"):
        return _of_place(choice, question, facts, world)
    return _of_actors(choice, question, facts, world)


def dates_asked(fact: Record, question: Asked) -> list[HistoricalDate]:
    """What anybody says on the date that is asked; with a source in the stem, what that source says."""
    role = question.role or (fact.primary() or ("when",))[0]
    printed = words(str(question.given.get("source") or ""))
    if printed and fact.contested(f"date:{role}"):
        own = [
            date
            for claim in fact.claims
            if claim.attr in ("date", f"date:{role}")
            and claim.source is not None
            and 0 <= claim.source < len(fact.sources)
            and (called := words(fact.sources[claim.source]))
            and called <= printed
            and (date := day(claim.value))
        ]
        if own:
            return own
    return fact.said(role)


def _of_date(choice: Choice, question: Asked, facts: Sequence[Record]) -> Truth:
    offered = choice.date
    if offered is None:
        return Truth.OPEN
    own = {fact.id for fact in facts if fact.id in question.facts}
    said: list[HistoricalDate] = []
    for fact in facts:
        dates = dates_asked(fact, question)
        if not dates and fact.id not in own and (not question.role or question.role in HAPPENED):
            if is_linked(fact, facts, own):
                continue
            dates = [date for role, date in fact.dates if role in HAPPENED]
        said += dates
    if not said:
        return Truth.OPEN
    if all(date.within(offered) for date in said):
        return Truth.RIGHT
    return Truth.WRONG if all(date.disjoint(offered) for date in said) else Truth.OPEN


def is_linked(fact: Record, facts: Sequence[Record], own: set[str]) -> bool:
    """Whether a fact and an asked one tell of one event."""
    asked = [each for each in facts if each.id in own]
    return any(
        fact.id in each.linked or each.id in fact.linked or {*fact.linked} & {*each.linked} for each in asked
    )


def _of_actors(choice: Choice, question: Asked, facts: Sequence[Record], world: World) -> Truth:
    role = question.role
    wanted = choice.value if choice.what == "entities" else (choice.value,)
    closed = True
    for fact in facts:
        listed = [id for id, own in fact.actors if not role or own == role]
        if not listed and role and fact.id not in question.facts:
            listed = [id for id, own in fact.actors if own != "other"]
        hits = [any(world.same(each, id) for id in listed) for each in wanted]
        if choice.what == "entities":
            if all(hits) and len(set(wanted)) >= len(set(listed)):
                if fact.is_closed(role):
                    return Truth.RIGHT
                closed = False
            elif not fact.is_closed(role) and (all(hits) or not listed or len(wanted) > len(listed)):
                closed = False
            continue
        if all(hits):
            return Truth.RIGHT
        unclear = any(world.same(wanted[0], id) for id, own in fact.actors if own == "other")
        claimed = fact.claimed("actor", "actors", f"actors:{role}") if fact.claims else []
        unclear = unclear or any(world.means(value, wanted[0]) for value in claimed)
        closed = closed and fact.is_closed(role) and not unclear
    return Truth.WRONG if closed and facts else Truth.OPEN


def _of_place(choice: Choice, question: Asked, facts: Sequence[Record], world: World) -> Truth:
    closed = True
    asked = set(question.facts)
    for fact in facts:
        if any(world.same(own, choice.value) for own in fact.places):
            return Truth.RIGHT
        if not fact.places and fact.id not in asked and is_linked(fact, facts, asked):
            continue
        near = any(
            world.in_place(own, choice.value) or world.in_place(choice.value, own) for own in fact.places
        ) or any(world.means(value, choice.value) for value in fact.claimed("place", "places"))
        closed = closed and fact.closed and bool(fact.places) and not near
    return Truth.WRONG if closed and facts else Truth.OPEN


def titled(choice: Choice, question: Asked, world: World) -> list[Record]:
    """Every fact that prints the title of an option."""
    found: dict[str, Record] = {}
    if choice.what == "fact" and choice.value in world.facts:
        own = world.facts[choice.value]
        found[own.id] = own
        found.update((fact.id, fact) for fact in world.by_title.get(own.title(question.lang), ()))
    found.update((fact.id, fact) for fact in world.behind(choice.text))
    return list(found.values())


def _of_title(choice: Choice, question: Asked, world: World) -> Truth:
    """An agreement or event: right if any fact of the printed title fits."""
    facts = titled(choice, question, world)
    found = {fits(fact, question, world) for fact in facts}
    if Truth.RIGHT in found:
        return Truth.RIGHT
    return Truth.WRONG if found == {Truth.WRONG} else Truth.OPEN


def _times(id: str, text: str, question: Asked, world: World) -> list[HistoricalDate]:
    """All dates of a fact, and of those of its title that what stands in brackets does not rule out."""
    own = world.facts.get(id)
    if own is None:
        return []
    found: list[HistoricalDate] = []
    alike = {each.id: each for each in (own, *world.by_title.get(own.title(question.lang), ()))}.values()
    remark = _remark(text, own.title(question.lang))
    for fact in alike:
        if remark and fact is not own and _ruled_out(fact, own, remark, world):
            continue
        primary = fact.primary()
        dates = fact.said(primary[0]) if primary else _planned(fact)
        if not dates:
            return []
        found += dates
    return found


def _planned(fact: Record) -> list[HistoricalDate]:
    """The dates of what was planned and never came to pass: whoever means that means these."""
    dates = [date for role, date in fact.dates if role == "planned"]
    return dates if len(dates) == len(fact.dates) and not any(date.is_open for date in dates) else []


def _remark(text: str, title: str) -> str:
    """What an option prints in brackets behind a title, folded."""
    found = re.fullmatch(r"(.+?)\s*\(([^()]+)\)\s*", text)
    if not found or stands_behind(pieces(text), title):
        return ""
    return fold(found[2]) if stands_behind(pieces(found[1]), title) else ""


def _ruled_out(fact: Record, own: Record, remark: str, world: World) -> bool:
    """Whether a fact certainly lacks an actor, or the place, that the brackets name of another."""

    def named(ids: Iterable[str]) -> list[str]:
        spelt = {id: {fold(part) for n in world.spellings(id) for part in (n, n.split("(")[0])} for id in ids}
        return [id for id, names in spelt.items() if any(n and f" {n} " in f" {remark} " for n in names)]

    actors, places = named(id for id, _ in own.actors), named(own.places)
    if fact.closed and any(not world.lists(fact, id) for id in actors):
        return True
    return bool(fact.places) and any(
        not any(world.in_place(each, id) or world.in_place(id, each) for each in fact.places) for id in places
    )


def before(one: Iterable[HistoricalDate], other: Sequence[HistoricalDate]) -> bool:
    """Whether all of one is wholly earlier than all of the other, margins included."""
    dates = list(one)
    return bool(dates and other) and all(a.before(b) for a in dates for b in other)


def _first_or_last(choice: Choice, question: Asked, world: World) -> Truth:
    own = _times(choice.value, choice.text, question, world)
    rest = [_times(c.value, c.text, question, world) for c in question.choices if c is not choice]
    if question.role == "last":
        first, not_first = [before(r, own) for r in rest], [before(own, r) for r in rest]
    else:
        first, not_first = [before(own, r) for r in rest], [before(r, own) for r in rest]
    if all(first):
        return Truth.RIGHT
    return Truth.WRONG if any(not_first) else Truth.OPEN


def sequence(question: Asked, world: World) -> Truth:
    """Whether a list of facts stands in the order of time."""
    answer = [str(each) for each in question.answer or ()]
    if sorted(answer) != sorted(question.items or answer) or len(answer) < 2:
        return Truth.WRONG
    texts = {str(choice.value): choice.text for choice in question.choices}
    times = [_times(id, texts.get(id, ""), question, world) for id in answer]
    pairs = list(pairwise(times))
    if all(before(one, other) for one, other in pairs):
        return Truth.RIGHT
    return Truth.WRONG if any(before(other, one) for one, other in pairs) else Truth.OPEN


def _of_source(choice: Choice, question: Asked, world: World) -> Truth:
    """Attribution: whose claim it is, or which source gives a value."""
    fact = world.facts.get(question.fact)
    if fact is None:
        return Truth.OPEN
    if choice.what == "source":
        return _of_voice(choice, question, fact)
    if choice.what == "sources":
        return _of_pair(choice.value, question, fact)
    if choice.what == "entity":
        said = {fold(fact.attribution)} | {
            world.named(id) for id, role in fact.actors if role in ("claimant", "speaker", "author")
        }
        if world.named(choice.value) in said:
            return Truth.RIGHT
        return Truth.WRONG if said - {""} else Truth.OPEN
    if choice.what == "date":
        return _of_date(choice, question, [fact])
    return Truth.OPEN


def _of_voice(choice: Choice, question: Asked, fact: Record) -> Truth:
    """A source of the fact: right if it gives the value, wrong if what it gives is another."""
    wanted = str(question.given.get("value") or "")
    if not wanted or not isinstance(choice.value, int) or not 0 <= choice.value < len(fact.sources):
        return Truth.OPEN
    facet = question.ask if question.facet in ("date", "actors", "place") else ""
    own = (
        fact.values_of(choice.value, facet)
        if facet
        else [claim.value for claim in fact.claims if claim.source == choice.value]
    )
    found = {_same_value(value, wanted) for value in own}
    if Truth.RIGHT in found:
        return Truth.RIGHT
    return Truth.WRONG if found == {Truth.WRONG} else Truth.OPEN


def _of_pair(indices: Sequence[int], question: Asked, fact: Record) -> Truth:
    """Whether two sources agree on a date: right if both give the same alone, wrong if no day is shared."""
    attr = f"date:{question.role}" if question.role else "date"
    given = [{c.value for c in fact.claims if (c.source, c.attr) == (index, attr)} for index in indices]
    if len(set(indices)) != 2 or any(len(values) != 1 for values in given):
        return Truth.OPEN
    (one, other) = (day(value) for values in given for value in values)
    if one is None or other is None:
        return Truth.OPEN
    if one.edtf == other.edtf:
        return Truth.RIGHT
    return Truth.WRONG if one.disjoint(other) else Truth.OPEN


def _same_value(one: str, other: str) -> Truth:
    first, second = day(one), day(other)
    if first is None or second is None:
        return Truth.RIGHT if fold(one) == fold(other) else Truth.WRONG
    if first.within(second):
        return Truth.RIGHT
    return Truth.WRONG if first.disjoint(second) else Truth.OPEN


def accepts(text: str, question: Asked, facts: Sequence[Record], world: World) -> Truth:
    """Whether a typed answer that is taken as right is right, by the facts a student could mean."""
    if question.facet == "date":
        return _date_typed(text, question, facts)
    if question.facet == "title":
        return _title_typed(text, question, world)
    if question.kind == "source":
        ids = {id for fact in facts for id in claimants(fact, world)}
    else:
        ids = {id for fact in facts for id in _listed(fact, question)}
    folded = fold(text)
    if any(world.means(folded, id) for id in ids):
        return Truth.RIGHT
    if world.is_name(folded):
        return Truth.WRONG
    parts = words(text)
    known = any(parts <= words(name) for id in ids for name in world.spellings(id))
    return Truth.RIGHT if known and parts else Truth.OPEN


def claimants(fact: Record, world: World) -> list[str]:
    """Who is said to make a claim: in the role of a claimant, or by the name in its attribution."""
    named = world.by_name.get(fold(fact.attribution), []) if fold(fact.attribution) else []
    return [id for id, role in fact.actors if role in ("claimant", "speaker", "author")] + named


def _listed(fact: Record, question: Asked) -> list[str]:
    if question.facet != "actors":
        return list(fact.places)
    return [id for id, role in fact.actors if not question.role or role == question.role]


def _title_typed(text: str, question: Asked, world: World) -> Truth:
    folded = fold(text)
    facts = world.by_title.get(folded, ())
    if not facts:
        own = [title for id in question.facts for title in world.facts[id].texts]
        return Truth.RIGHT if any(words(text) <= set(title.split()) for title in own) else Truth.OPEN
    found = {fits(fact, question, world) for fact in facts}
    if Truth.RIGHT in found or any(fact.id in question.facts for fact in facts):
        return Truth.RIGHT
    return Truth.WRONG if found == {Truth.WRONG} else Truth.OPEN


def _date_typed(text: str, question: Asked, facts: Sequence[Record]) -> Truth:
    """A date as people write it: EDTF, or words whose numbers and month must be those of the date."""
    said = [date for fact in facts for date in dates_asked(fact, question)]
    if not said:
        return Truth.OPEN
    date = day(text.strip())
    if date is not None:
        if all(each.within(date) for each in said):
            return Truth.RIGHT
        return Truth.WRONG if all(each.disjoint(date) for each in said) else Truth.OPEN
    return Truth.RIGHT if any(_could_print(text, each) for each in said) else Truth.WRONG


def _could_print(text: str, date: HistoricalDate) -> bool:
    if date.is_open:
        return True
    first, last = civil(date.earliest), civil(date.latest)
    fit = {abs(part) for part in (*first, *last)} | {1 - first[0], 1 - last[0]}
    fit |= {(first[0] - 1) // 100 + 1, first[0] // 10 * 10, first[0] // 100 * 100}
    fit |= {abs(first[0]) // 100 + 1, abs(last[0]) // 100 + 1}
    shown = {int(number) for number in _digits(text)}
    years = {number for number in shown if number > 31}
    span = range(min(first[0], last[0]), max(first[0], last[0]) + 1)
    return all(number in fit or number in span or 1 - number in span for number in years) and bool(
        shown & fit or not shown
    )


def right_titles(question: Asked, facts: Sequence[Record]) -> set[str]:
    """The titles that answer an open question for a title."""
    return {fact.title(question.lang) for fact in facts}


def asked_only_as_planned(fact: Record, question: Asked) -> bool:
    """Whether what is asked is known as a plan or an announcement alone."""
    if question.kind == "date" and question.role:
        return question.role in NEVER_ASKED
    roles = {role for role, _ in fact.dates}
    return bool(roles) and roles <= NEVER_ASKED and not roles & set(PRIMARY)


def printed(choice: Choice, question: Asked, world: World) -> bool:
    """Whether an option prints the value that it means."""
    text = fold(choice.text)
    if choice.what == "date":
        return choice.date is not None and _prints_date(choice.text, choice.date)
    if choice.what in ("entity", "entities"):
        ids = choice.value if choice.what == "entities" else (choice.value,)
        return all(_prints_entity(text, id, world) for id in ids)
    if choice.what == "fact":
        fact = world.facts.get(choice.value)
        if fact is None:
            return False
        parts, bare = pieces(choice.text), pieces(re.sub(r"\s*\([^()]*\)$", "", choice.text))
        return any(
            stands_behind(parts, title)
            or stands_behind(bare, title)
            or f" {text} " in f" {title} "
            or f" {title} " in f" {text} "
            for title in fact.texts
        ) or any(words(choice.text) <= set(title.split()) for title in fact.texts if text)
    return True


def _prints_entity(text: str, id: str, world: World) -> bool:
    entity = world.entities.get(id)
    if entity is None:
        return False
    return any(f" {fold(name.split('(')[0])} " in f" {text} " for name in entity.spellings)


MONTHS = {
    "en": (
        *("january", "february", "march", "april", "may", "june"),
        *("july", "august", "september", "october", "november", "december"),
    )
}


def _prints_date(text: str, date: HistoricalDate) -> bool:
    """Whether the numbers and the month that a text prints are those of the date."""
    if text == date.edtf:
        return True
    shown = {int(number) for number in _digits(text)}
    if date.is_open:
        return bool(shown)
    first, last = civil(date.earliest), civil(date.latest)
    era = "bc" in fold(text).replace(" ", "")
    years = {(1 - year if year <= 0 else year) for year in (first[0], last[0])}
    if any(year <= 0 for year in (first[0], last[0])) and not era:
        return False
    precision = date.precision.value
    if precision == "century":
        number = (first[0] - 1) // 100 + 1 if first[0] > 0 else 0
        return bool(shown & ({number, abs(number), first[0] // 100 + 1} | years)) or bool(era)
    if precision == "decade":
        return bool(shown & years)
    if precision == "year":
        return shown <= years and bool(shown)
    if not years <= shown:
        return False
    named = [name for name in MONTHS["en"] if f" {name} " in f" {fold(text)} "]
    if named and precision in ("day", "month"):
        expected = {MONTHS["en"][first[1] - 1], MONTHS["en"][last[1] - 1]}
        if not set(named) <= expected:
            return False
    return precision != "day" or first[2] in shown


def _digits(text: str) -> list[str]:
    return re.findall(r"\d+", text)
