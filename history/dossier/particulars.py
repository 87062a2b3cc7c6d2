"""When, who, where and which text: the particulars of one fact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Value
from django.db.models.functions import Coalesce

from history import facts
from history.dates import HistoricalDate, say
from history.evidence import sides_differ
from history.models import ActorName, AgreementName, Fact, FactDate, FactPlace
from history.roles import ROLE_WORDS
from history.translating import spoken, told
from history.wording import topic

from .gathering import Gathered
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
    base, and the places of the fact: name, larger place, state.
    """

    spellings: dict[tuple[str, int], tuple[Spelling, ...]]
    labels: dict[tuple[str, int], str]
    places: dict[int, tuple[str, str, int]]

    def printed(self, what: str, pk: int, name: str) -> str:
        """Its name in the language of the page, where the base has one; else as the base calls it."""
        return self.labels.get((what, pk), name)

    def others(self, what: str, pk: int, name: str) -> tuple[Spelling, ...]:
        """The spellings that differ from the printed name."""
        printed = self.printed(what, pk, name)
        return tuple(each for each in self.spellings.get((what, pk), ()) if each.text != printed)


def names_of(fact: Fact) -> Names:
    """Every name on the page of a fact, in one query."""
    nothing = (Value(""), Value(""), Value(0))
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
            Coalesce(F("place__country_id"), Value(0)),
        ),
    )
    spellings: defaultdict[tuple[str, int], tuple[Spelling, ...]] = defaultdict(tuple)
    labels: dict[tuple[str, int], str] = {}
    where: dict[int, tuple[str, str, int]] = {}
    for what, of, text, language, label, name, within, country in sorted(rows):
        if what == "place":
            where[of] = (name, within, country)
        if text:
            spellings[what, of] += (Spelling(text=text, language=tag(language)),)
        if label and language == spoken():
            labels[what, of] = text
    return Names(spellings, labels, where)


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
                remark=row.described_as or told(ROLE_WORDS[facts.Role(row.role)]),
                language=fact.base.language if row.described_as else "",
                spellings=names.others("actor", row.actor_id, row.actor.name),
            )
            for row in gathered.participations[fact.pk]
        ),
        claim=_claim(fact),
        places=tuple(_places(gathered, names, gathered.primary(fact.pk))),
        agreement=_agreement(fact, names),
    )


def _dated(row: FactDate, *, contested: bool) -> Dated:
    role = told(DATE_WORDS[facts.DateRole(row.role)])
    return Dated(role=role, date=say(row.date, spoken()), note=row.note, contested=contested)


def _claim(fact: Fact) -> Named | None:
    if fact.claimant:
        return Named(
            pk=fact.claimant.pk, name=fact.claimant.name, remark=fact.attribution, language=fact.base.language
        )
    return Named(name=fact.attribution) if fact.attribution else None


def _agreement(fact: Fact, names: Names) -> Named | None:
    agreement = fact.agreement
    if agreement is None:
        return None
    spellings = names.others("agreement", agreement.pk, agreement.title)
    return Named(
        pk=agreement.pk,
        name=names.printed("agreement", agreement.pk, agreement.title),
        remark=topic(agreement.kind),
        language=fact.base.language,
        spellings=spellings,
    )


def _places(gathered: Gathered, names: Names, date: HistoricalDate | None) -> Iterable[Named]:
    """Each place with the larger one and the state that it belonged to then, where that is known."""
    for pk, (name, within, country) in names.places.items():
        state = gathered.kin[country].then(date) if country in gathered.kin else None
        around = (within, state.name if state else "")
        remark = ", ".join(dict.fromkeys(each for each in around if each and each != name))
        yield Named(
            name=names.printed("place", pk, name), remark=remark, spellings=names.others("place", pk, name)
        )
