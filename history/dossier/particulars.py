"""When, who, where and which text: the particulars of one fact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import F, Value
from django.db.models.functions import Coalesce

from history import facts
from history.dates import HistoricalDate, say
from history.evidence import sides_differ
from history.models import ActorName, AgreementName, Fact, FactDate, FactPlace, PlaceName
from history.models.labels import label_of
from history.roles import ROLE_WORDS
from history.translating import spoken, told
from history.wording import known, topic

from .gathering import Gathered, reader_of
from .parts import DATE_WORDS, Dated, Named, Spelling


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    dates: tuple[Dated, ...]
    participants: tuple[Named, ...]
    claim: Named | None
    places: tuple[Named, ...]
    agreement: Named | None


@dataclass(frozen=True, slots=True)
class Names:
    """Spellings by what they name, the names printed on this page where it is in another language than the
    base, and the places of the fact: name, larger place, what the reader calls that, state.
    """

    spellings: dict[tuple[str, int], tuple[Spelling, ...]]
    labels: dict[tuple[str, int], str]
    places: dict[int, tuple[str, str, str, int]]

    def named_in(self, what: str, pk: int, language: str) -> str:
        """The language of its printed name, empty where it is that of the page."""
        return "" if (what, pk) in self.labels else language

    def printed(self, what: str, pk: int, name: str) -> str:
        """Its name in the language of the page, where the base has one; else as the base calls it."""
        return self.labels.get((what, pk), name)

    def others(self, what: str, pk: int, name: str) -> tuple[Spelling, ...]:
        """The spellings that differ from the printed name."""
        printed = self.printed(what, pk, name)
        return tuple(each for each in self.spellings.get((what, pk), ()) if each.text != printed)


def names_of(fact: Fact) -> Names:
    """Every name on the page of a fact, in one query."""
    nothing, reader = (Value(""), Value(""), Value(""), Value(0)), reader_of([fact.base.language])
    actors = ActorName.objects.filter(actor__participations__fact=fact).order_by()
    agreements = AgreementName.objects.filter(agreement=fact.agreement_id).order_by()
    places = FactPlace.objects.filter(fact=fact).order_by()
    rows = actors.values_list(
        Value("actor"), F("actor_id"), F("text"), F("language"), F("label"), *nothing
    ).union(
        agreements.values_list(
            Value("agreement"), F("agreement_id"), F("text"), F("language"), F("label"), *nothing
        ),
        places.values_list(
            Value("place"),
            F("place_id"),
            Coalesce(F("place__names__text"), Value("")),
            Coalesce(F("place__names__language"), Value("")),
            Coalesce(F("place__names__label"), Value(False)),
            F("place__name"),
            Coalesce(F("place__within__name"), Value("")),
            label_of(PlaceName, "place__within", reader),
            Coalesce(F("place__country_id"), Value(0)),
        ),
    )
    spellings: defaultdict[tuple[str, int], tuple[Spelling, ...]] = defaultdict(tuple)
    labels: dict[tuple[str, int], str] = {}
    where: dict[int, tuple[str, str, str, int]] = {}
    for what, of, text, language, label, name, within, within_called, country in sorted(rows):
        if what == "place":
            where[of] = (name, within, within_called, country)
        if text:
            spellings[what, of] += (Spelling(text=text, language=tag(language)),)
        if label and language == reader:
            labels[what, of] = text
    return Names(spellings, labels, where)


def spellings_of(
    rows: Iterable[tuple[str, str, bool]], name: str, home: str
) -> tuple[tuple[Spelling, ...], str]:
    """The other spellings of what has a page of its own, and its label in the language of the page.

    rows: text, language and whether that is a label; name: what the base prints; home: in which language.
    """
    reader, known = reader_of([home]), list(rows)
    called = next((text for text, language, label in known if label and language == reader), "")
    others = (row for row in known if row[0] not in (name, called))
    return tuple(Spelling(text=text, language=tag(language)) for text, language, _ in others), called


def tag(language: str) -> str:
    """A language tag as a page can print it; empty where it says nothing."""
    return "" if language.startswith("und") else language


def particulars(fact: Fact, gathered: Gathered, names: Names) -> Particulars:
    value = gathered.value(fact)
    return Particulars(
        dates=tuple(
            _dated(row, contested=sides_differ(value, f"date:{row.role}")) for row in gathered.dates[fact.pk]
        ),
        participants=tuple(
            Named(
                pk=row.actor_id,
                name=names.printed("actor", row.actor_id, row.actor.name),
                named_in=names.named_in("actor", row.actor_id, fact.base.language),
                remark=row.described_as or told(ROLE_WORDS[facts.Role(row.role)]),
                language=fact.base.language if row.described_as else "",
                spellings=names.others("actor", row.actor_id, row.actor.name),
            )
            for row in gathered.participations[fact.pk]
        ),
        claim=_claim(fact, gathered),
        places=tuple(_places(gathered, names, gathered.primary(fact.pk), fact.base.language)),
        agreement=_agreement(fact, names),
    )


def _dated(row: FactDate, *, contested: bool) -> Dated:
    role = told(DATE_WORDS[facts.DateRole(row.role)])
    return Dated(role=role, date=say(row.date, spoken()), note=row.note, contested=contested)


def _claim(fact: Fact, gathered: Gathered) -> Named | None:
    language = fact.base.language
    if fact.claimant:
        (named,) = gathered.named({fact.claimant.pk: fact.claimant.name}, language)
        return replace(named, remark=fact.attribution, language=language)
    return Named(name=fact.attribution, named_in=language) if fact.attribution else None


def _agreement(fact: Fact, names: Names) -> Named | None:
    agreement = fact.agreement
    if agreement is None:
        return None
    spellings = names.others("agreement", agreement.pk, agreement.title)
    kind = known(topic(agreement.kind))
    return Named(
        pk=agreement.pk,
        name=names.printed("agreement", agreement.pk, agreement.title),
        named_in=names.named_in("agreement", agreement.pk, fact.base.language),
        remark=told(kind),
        language=fact.base.language if isinstance(kind, str) else "",
        spellings=spellings,
    )


def _places(gathered: Gathered, names: Names, date: HistoricalDate | None, language: str) -> Iterable[Named]:
    """Each place with the larger one and the state that it belonged to then, where that is known."""
    for pk, (name, within, within_called, country) in names.places.items():
        state = gathered.kin[country].then(date) if country in gathered.kin else None
        around = dict(
            [(within, within_called), *([(state.name, gathered.called.get(state.pk, ""))] if state else [])]
        )
        plain = [each for each in around if each and each != name]
        called = [around[each] for each in plain]
        yield Named(
            name=names.printed("place", pk, name),
            named_in=names.named_in("place", pk, language),
            remark=", ".join(called if all(called) else plain),
            language="" if all(called) else language,
            spellings=names.others("place", pk, name),
        )
