"""The names that are printed in a language: labels, of which there is at most one a language.

A base prints every name in its own language. Whoever reads another reads the label in it where there is one.
Each search is one query, and none where nothing is in another language than the reader's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from .actors import ActorName
from .agreements import AgreementName
from .facts import Fact
from .places import PlaceName


@dataclass(frozen=True, slots=True)
class Label:
    """The name that is printed in a language, and the one that the base prints.

    shared: whether it is the label of another of the same sort too, so that by itself it could mean either.
    """

    text: str
    name: str
    shared: bool


Of = tuple[str, int]
"""What bears a name: “actor”, “place”, “agreement” or, by the row of a fact, the agreement that it is about
(“fact”) and the first of its places (“where”)."""


def labels(
    language: str,
    *,
    home: Iterable[str],
    actors: Collection[int] = (),
    places: Collection[int] = (),
    agreements: Collection[int] = (),
    facts: Collection[int] = (),
) -> dict[Of, Label]:
    """The labels in a language of what is named by row numbers, in one query.

    home: the languages of the bases that these come from; where all are this one, nothing is asked.
    """
    if is_spoken(home, language):
        return {}
    parts = []
    if actors:
        parts.append(_rows("actor", ActorName.objects.filter(actor__in=actors), "actor", language))
    if places:
        parts.append(_rows("place", PlaceName.objects.filter(place__in=places), "place", language))
    if agreements:
        own = AgreementName.objects.filter(agreement__in=agreements)
        parts.append(_rows("agreement", own, "agreement", language))
    if facts:
        told = AgreementName.objects.filter(agreement__facts__in=facts)
        parts.append(_rows("fact", told, "agreement", language, by="agreement__facts"))
        where = PlaceName.objects.filter(place__fact_places__fact__in=facts)
        parts.append(_rows("where", where, "place", language, by="place__fact_places__fact"))
    if not parts:
        return {}
    first, *others = parts
    found: dict[Of, Label] = {}
    for _pk, what, of, text, name, shared in sorted(first.union(*others, all=True) if others else first):
        found.setdefault((what, of), Label(text, name, bool(shared)))
    return found


def label_of(names: type[ActorName | PlaceName | AgreementName], what: str, language: str) -> Coalesce:
    """The label of the outer row's bearer, for a query of names; empty where there is none, or no language.

    names: where labels stand; what: the bearer, as the outer row calls it.
    """
    if not language:
        return Coalesce(Value(""), Value(""))
    bearer = next(name for name in ("actor", "place", "agreement") if hasattr(names, f"{name}_id"))
    rows = names._default_manager.filter(label=True, language=language, **{bearer: OuterRef(what)})
    rows = rows.exclude(**{f"{bearer}__base__language": language}).order_by("pk")
    return Coalesce(Subquery(rows.values("text")[:1]), Value(""))


def is_spoken(home: Iterable[str], language: str) -> bool:
    """Whether everything is in this language at home, so that no name has to be looked up."""
    return all(each.partition("-")[0] == language for each in home)


def actor_labels(language: str, *, fact: int, home: str, names: Collection[str]) -> dict[str, str]:
    """The labels of actors by the names that the base of a fact prints; of one name of two, neither's."""
    if not names or is_spoken([home], language):
        return {}
    rows = ActorName.objects.filter(
        label=True,
        language=language,
        actor__name__in=names,
        actor__base__in=Fact.objects.filter(pk=fact).values("base"),
    )
    return by_name(rows.order_by("pk").values_list("actor__name", "text"))


def by_name(rows: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Labels by the name of the base; of a name that has two there is none."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, text in rows:
        found[name].add(text)
    return {name: texts.pop() for name, texts in found.items() if len(texts) == 1}


def _rows(
    what: str, rows: QuerySet, bearer: str, language: str, *, by: str = ""
) -> QuerySet[ActorName, tuple]:
    """Row number, sort, bearer, label, name of the base, whether the label is shared."""
    name = "title" if bearer == "agreement" else "name"
    own_language = Q(**{f"{bearer}__base__language": language})
    same: QuerySet = rows.model._default_manager.filter(
        label=True,
        language=language,
        folded=OuterRef("folded"),
        **{f"{bearer}__base": OuterRef(f"{bearer}__base")},
    ).exclude(**{bearer: OuterRef(bearer)})
    chosen = rows.filter(label=True, language=language).exclude(own_language).order_by()
    return chosen.values_list(
        F("pk"), Value(what), F(by or f"{bearer}_id"), F("text"), F(f"{bearer}__{name}"), Exists(same)
    )
