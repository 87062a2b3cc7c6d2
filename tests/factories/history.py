"""One factory a model of the fact base. Whatever a test does not name is empty or a plain sequence."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from history import facts, models
from history.names import fold


class BaseFactory(DjangoModelFactory):
    class Meta:
        model = models.Base

    key = factory.Sequence(lambda n: f"base-{n}")
    name = factory.Sequence(lambda n: f"Base {n}")


class ActorFactory(DjangoModelFactory):
    """`labels__ru` and the like are what it is called on pages in that language; then “en” has its name."""

    class Meta:
        model = models.Actor
        skip_postgeneration_save = True

    class Params:
        state = factory.Trait(kind=facts.ActorKind.STATE)

    base = factory.SubFactory(BaseFactory)
    key = factory.Sequence(lambda n: f"actor-{n}")
    name = factory.Sequence(lambda n: f"Actor {n}")
    kind = facts.ActorKind.PERSON

    @factory.post_generation
    def labels(actor: models.Actor, create: bool, extracted: None, **given: str) -> None:
        for language, text in {"en": actor.name, **given}.items() if given else ():
            ActorNameFactory(actor=actor, text=text, language=language, label=True)


class ActorNameFactory(DjangoModelFactory):
    class Meta:
        model = models.ActorName

    actor = factory.SubFactory(ActorFactory)
    text = factory.Sequence(lambda n: f"Spelling {n}")
    folded = factory.LazyAttribute(lambda name: fold(name.text))


class TermFactory(DjangoModelFactory):
    class Meta:
        model = models.Term

    actor = factory.SubFactory(ActorFactory)
    office = "President"


class PlaceFactory(DjangoModelFactory):
    class Meta:
        model = models.Place

    base = factory.SubFactory(BaseFactory)
    key = factory.Sequence(lambda n: f"place-{n}")
    name = factory.Sequence(lambda n: f"Place {n}")


class PlaceNameFactory(DjangoModelFactory):
    class Meta:
        model = models.PlaceName

    place = factory.SubFactory(PlaceFactory)
    text = factory.Sequence(lambda n: f"Spelling {n}")
    folded = factory.LazyAttribute(lambda name: fold(name.text))


class AgreementFactory(DjangoModelFactory):
    class Meta:
        model = models.Agreement

    base = factory.SubFactory(BaseFactory)
    key = factory.Sequence(lambda n: f"agreement-{n}")
    title = factory.Sequence(lambda n: f"Agreement {n}")


class AgreementNameFactory(DjangoModelFactory):
    class Meta:
        model = models.AgreementName

    agreement = factory.SubFactory(AgreementFactory)
    text = factory.Sequence(lambda n: f"Spelling {n}")
    folded = factory.LazyAttribute(lambda name: fold(name.text))


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = models.Source

    class Params:
        state_media = factory.Trait(
            kind=facts.SourceKind.STATE_MEDIA,
            state=factory.SubFactory(ActorFactory, state=True, base=factory.SelfAttribute("..base")),
        )
        independent = factory.Trait(kind=facts.SourceKind.ACADEMIC)

    base = factory.SubFactory(BaseFactory)
    key = factory.Sequence(lambda n: f"source-{n}")
    title = factory.Sequence(lambda n: f"Source {n}")
    origin = factory.Sequence(lambda n: f"origin-{n}")


class FactFactory(DjangoModelFactory):
    """A draft that nobody is in and nothing is cited for.

    The published trait sets the row as it is; `cited` adds one citation from an independent source.
    Contested needs its positions: `PositionFactory(fact=…)`.
    """

    class Meta:
        model = models.Fact
        skip_postgeneration_save = True

    class Params:
        in_review = factory.Trait(publication=facts.Publication.IN_REVIEW)
        published = factory.Trait(publication=facts.Publication.PUBLISHED)
        withdrawn = factory.Trait(publication=facts.Publication.WITHDRAWN)
        reported = factory.Trait(standing=facts.Standing.REPORTED)
        contested = factory.Trait(standing=facts.Standing.CONTESTED)
        claimed = factory.Trait(
            standing=facts.Standing.CLAIMED,
            claimant=factory.SubFactory(ActorFactory, base=factory.SelfAttribute("..base")),
        )
        characterisation = factory.Trait(
            standing=facts.Standing.CHARACTERISATION,
            kind=facts.FactKind.STATEMENT,
            claimant=factory.SubFactory(ActorFactory, base=factory.SelfAttribute("..base")),
        )
        cited = factory.Trait(
            citation=factory.RelatedFactory(
                "tests.factories.history.CitationFactory",
                factory_related_name="fact",
                source__independent=True,
                source__base=factory.SelfAttribute("..fact.base"),
            )
        )

    base = factory.SubFactory(BaseFactory)
    key = factory.Sequence(lambda n: f"fact-{n}")
    kind = facts.FactKind.EVENT
    type = "event"
    statement = factory.Sequence(lambda n: f"Event number {n} happened.")


class FactDateFactory(DjangoModelFactory):
    class Meta:
        model = models.FactDate

    fact = factory.SubFactory(FactFactory)
    role = facts.DateRole.WHEN
    date = "1950-06-25"


class FactPlaceFactory(DjangoModelFactory):
    class Meta:
        model = models.FactPlace

    fact = factory.SubFactory(FactFactory)
    place = factory.SubFactory(PlaceFactory, base=factory.SelfAttribute("..fact.base"))


class ParticipationFactory(DjangoModelFactory):
    class Meta:
        model = models.Participation

    fact = factory.SubFactory(FactFactory)
    actor = factory.SubFactory(ActorFactory, base=factory.SelfAttribute("..fact.base"))
    role = facts.Role.PARTICIPANT


class PositionFactory(DjangoModelFactory):
    class Meta:
        model = models.Position

    fact = factory.SubFactory(FactFactory, contested=True)
    facet = "date"
    holds = factory.Sequence(lambda n: f"What side {n} says.")


class CitationFactory(DjangoModelFactory):
    """A citation of nothing yet: name the fact, position, agreement, actor or term that it is for."""

    class Meta:
        model = models.Citation

    class Params:
        disputes = factory.Trait(stance=facts.Stance.DISPUTES)

    source = factory.SubFactory(SourceFactory)


class ErratumFactory(DjangoModelFactory):
    class Meta:
        model = models.Erratum

    base = factory.SelfAttribute("fact.base")
    fact = factory.SubFactory(FactFactory)
    source = factory.SubFactory(SourceFactory, base=factory.SelfAttribute("..base"))
    field = "date"
    wrong = "1951-06-25"


class ExclusionFactory(DjangoModelFactory):
    class Meta:
        model = models.Exclusion

    fact = factory.SubFactory(FactFactory)
    facet = "date"
    reason = "Too easy."


class WordingFactory(DjangoModelFactory):
    class Meta:
        model = models.Wording

    fact = factory.SubFactory(FactFactory)
    facet = "date:when"
    stem = factory.Sequence(lambda n: f"In which year did event number {n} happen?")
