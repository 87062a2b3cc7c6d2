"""What the desk allows, refuses and tells."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from reversion.models import Version

from history import changes, desk, mentions
from history.desk import Done, Refused, SentBack
from history.facts import DateRole, Publication, Role, SourceKind
from history.models import Actor, Fact
from history.names import fold
from tests.factories import (
    ActorFactory,
    AgreementFactory,
    BankQuestionFactory,
    CardFactory,
    CitationFactory,
    FactDateFactory,
    FactFactory,
    FactPlaceFactory,
    ParticipationFactory,
    PlaceFactory,
    PositionFactory,
    SourceFactory,
    TermFactory,
    small_base,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
NO_CITATION = "It has no citation: add the source that says so."


@pytest.fixture
def told(monkeypatch) -> list[changes.Change]:
    """Every Change that is told while the test runs."""
    heard: list[changes.Change] = []
    monkeypatch.setattr(changes, "_subscribers", [heard.append])
    return heard


def publication(fact: Fact) -> str:
    return Fact.objects.values_list("publication", flat=True).get(pk=fact.pk)


def comments(fact: Fact) -> list[str]:
    return [version.revision.comment for version in Version.objects.get_for_object(fact)]


def test_submit_draft(teacher, told):
    fact = FactFactory()
    assert desk.submit(fact, user=teacher, now=NOW) == Done()
    fact.refresh_from_db()
    assert (fact.publication, fact.changed_at) == (Publication.IN_REVIEW, NOW)
    assert comments(fact) == ["Submitted for review."]
    assert told == []


def test_submit_published_fact_is_refused(teacher):
    fact = FactFactory(published=True)
    assert desk.submit(fact, user=teacher, now=NOW) == Refused(("It is published already.",))
    assert publication(fact) == Publication.PUBLISHED


def test_submit_withdrawn_fact_brings_it_back_to_review(teacher):
    fact = FactFactory(withdrawn=True)
    assert desk.submit(fact, user=teacher, now=NOW) == Done()
    assert publication(fact) == Publication.IN_REVIEW


def test_publish_cited_fact(publisher, told):
    fact = FactFactory(in_review=True, cited=True)
    FactDateFactory(fact=fact, date="1950-06")
    assert desk.publish(fact, user=publisher, now=NOW) == Done()
    fact.refresh_from_db()
    assert (fact.publication, fact.version, fact.changed_at) == (Publication.PUBLISHED, 1, NOW)
    assert fact.title_key == fold(fact.statement)
    assert (fact.earliest, fact.latest) == (fact.dates.get().date.earliest, fact.dates.get().date.latest)
    assert told == [changes.Change(facts=frozenset({fact.pk}))]
    version = Version.objects.get_for_object(fact).get()
    assert (version.revision.user, version.revision.comment) == (publisher, "Published.")


def test_publish_without_citation_is_refused(publisher, told):
    fact = FactFactory(in_review=True)
    assert desk.publish(fact, user=publisher, now=NOW) == Refused((NO_CITATION,))
    assert publication(fact) == Publication.IN_REVIEW
    assert (told, comments(fact)) == ([], [])


def test_publish_by_teacher_is_refused(teacher):
    fact = FactFactory(in_review=True, cited=True)
    assert desk.publish(fact, user=teacher, now=NOW) == Refused((desk.ONLY_PUBLISHERS,))
    assert publication(fact) == Publication.IN_REVIEW


def test_publish_from_the_command_line_needs_no_user():
    fact = FactFactory(cited=True)
    assert desk.publish(fact, user=None, now=NOW) == Done()


def test_publish_twice_keeps_one_revision(publisher, told):
    fact = FactFactory(cited=True)
    desk.publish(fact, user=publisher, now=NOW)
    assert desk.publish(fact, user=publisher, now=NOW) == Done()
    assert len(comments(fact)) == 1
    assert len(told) == 1


def test_publish_tells_facts_that_lean_on_it(publisher, told):
    fact = FactFactory(cited=True)
    leaning = FactFactory(base=fact.base, published=True)
    leaning.corroborates.add(fact)
    desk.publish(fact, user=publisher, now=NOW)
    assert told == [changes.Change(facts=frozenset({fact.pk, leaning.pk}))]


def test_publish_is_undone_if_a_subscriber_fails(publisher, monkeypatch):
    def fail(change: changes.Change) -> None:
        raise RuntimeError

    monkeypatch.setattr(changes, "_subscribers", [fail])
    fact = FactFactory(cited=True)
    with pytest.raises(RuntimeError):
        desk.publish(fact, user=publisher, now=NOW)
    assert publication(fact) == Publication.DRAFT
    assert comments(fact) == []


def test_withdraw_published_fact(publisher, told):
    fact = FactFactory(published=True, cited=True)
    outcome = desk.withdraw(fact, reason=" The source was\nretracted. ", user=publisher, now=NOW)
    assert outcome == Done()
    assert publication(fact) == Publication.WITHDRAWN
    assert comments(fact) == ["Withdrawn: The source was retracted."]
    assert told == [changes.Change(facts=frozenset({fact.pk}))]


def test_withdraw_without_reason_is_refused(publisher):
    fact = FactFactory(published=True)
    assert desk.withdraw(fact, reason="  ", user=publisher, now=NOW) == Refused((desk.NO_REASON,))


def test_withdraw_by_teacher_is_refused(teacher):
    fact = FactFactory(published=True)
    assert desk.withdraw(fact, reason="Why not", user=teacher, now=NOW) == Refused((desk.ONLY_PUBLISHERS,))
    assert publication(fact) == Publication.PUBLISHED


def test_withdraw_draft_is_refused(publisher):
    outcome = desk.withdraw(FactFactory(), reason="Wrong.", user=publisher, now=NOW)
    assert outcome == Refused((desk.NEVER_PUBLISHED,))


def test_withdrawn_fact_can_be_published_again(publisher):
    fact = FactFactory(withdrawn=True, cited=True)
    assert desk.publish(fact, user=publisher, now=NOW) == Done()


def test_correct_published_fact_raises_its_version(publisher, told):
    fact = FactFactory(published=True, cited=True)
    dated = FactDateFactory(fact=fact, date="1950-06-25")

    def write(row: Fact) -> None:
        dated.date = "1950-06-26"
        dated.save()

    outcome = desk.correct(fact, write=write, why="Off by one day.", user=publisher, now=NOW)
    fact.refresh_from_db()
    assert outcome == Done()
    assert (fact.publication, fact.version) == (Publication.PUBLISHED, 2)
    assert fact.earliest == dated.date.earliest
    assert comments(fact) == ["Off by one day."]
    assert told == [changes.Change(facts=frozenset({fact.pk}))]


def test_correct_that_takes_the_citation_sends_it_back(publisher, told):
    fact = FactFactory(published=True, cited=True)
    outcome = desk.correct(
        fact, write=lambda row: row.citations.all().delete(), why="Not said there.", user=publisher, now=NOW
    )
    assert outcome == SentBack((NO_CITATION,), (fact.pk,))
    assert publication(fact) == Publication.IN_REVIEW
    assert told == [changes.Change(facts=frozenset({fact.pk}))]


def test_correct_by_teacher_writes_nothing(teacher):
    fact = FactFactory(published=True, cited=True)
    outcome = desk.correct(
        fact, write=lambda row: row.citations.all().delete(), why="", user=teacher, now=NOW
    )
    assert outcome == Refused((desk.ASK_A_PUBLISHER,))
    assert fact.citations.count() == 1


def test_save_fact_undoes_what_a_teacher_wrote_into_a_published_fact(teacher):
    fact = FactFactory(published=True, cited=True)

    @transaction.atomic
    def write() -> None:
        fact.citations.all().delete()
        desk.save_fact(fact, user=teacher, now=NOW)

    with pytest.raises(PermissionDenied):
        write()
    assert fact.citations.count() == 1


def test_save_draft_works_out_what_is_derived(teacher, told):
    fact = FactFactory(statement="Mao Zedong visited Moscow.")
    ParticipationFactory(fact=fact, actor=ActorFactory(base=fact.base, name="Mao Zedong"), role=Role.VISITOR)
    FactDateFactory(fact=fact, role=DateRole.WHEN, date="1949-12")
    assert desk.save_fact(fact, user=teacher, now=NOW, new=True) == Done()
    fact.refresh_from_db()
    assert (fact.title_key, fact.version) == ("mao zedong visited moscow", 1)
    clues = set(fact.clues.values_list("text", flat=True))
    assert clues == {"mao", "zedong", "visited", "moscow", "@mao zedong"}
    assert fact.spans.get().earliest == fact.earliest
    assert told == []


def test_delete_draft(teacher):
    fact = FactFactory(cited=True)
    assert desk.delete_fact(fact, user=teacher) == Done()
    assert not Fact.objects.exists()


def test_delete_published_fact_is_refused(publisher):
    fact = FactFactory(published=True)
    assert desk.delete_fact(fact, user=publisher) == Refused((desk.WITHDRAW_INSTEAD,))


@pytest.mark.parametrize("kept", [BankQuestionFactory, CardFactory])
def test_delete_withdrawn_fact_with_questions_or_cards_is_refused(publisher, kept):
    fact = FactFactory(withdrawn=True)
    kept(fact=fact)
    assert desk.delete_fact(fact, user=publisher) == Refused((desk.MET_BY_STUDENTS,))
    assert Fact.objects.filter(pk=fact.pk).exists()


# What is changed beside a fact


def test_source_that_becomes_state_media_sends_its_facts_back(teacher, told):
    fact, other = FactFactory(published=True, cited=True), FactFactory(published=True, cited=True)
    source = fact.citations.get().source
    source.kind, source.state = SourceKind.STATE_MEDIA, ActorFactory(base=fact.base, state=True)
    source.save()
    outcome = mentions.source_changed(source, user=teacher, now=NOW)
    assert isinstance(outcome, SentBack)
    assert outcome.facts == (fact.pk,)
    assert (publication(fact), publication(other)) == (Publication.IN_REVIEW, Publication.PUBLISHED)
    assert told == [changes.Change(facts=frozenset({fact.pk}))]
    assert comments(fact)[0].startswith(
        f"Back in review after a change of “{source}”. It is marked as established"
    )


def test_actor_changed_renews_what_its_facts_are_found_by(teacher, told):
    actor = ActorFactory(name="Mao Zedong")
    fact = FactFactory(base=actor.base, published=True, cited=True, statement="Mao Zedong visited Moscow.")
    FactFactory(base=actor.base, published=True, cited=True)
    ParticipationFactory(fact=fact, actor=actor)
    actor.name = "Chairman Mao"
    actor.save()
    assert mentions.actor_changed(actor, user=teacher, now=NOW) == Done()
    fact.refresh_from_db()
    assert fact.version == 1
    assert [clue.text for clue in fact.clues.filter(text__startswith="@")] == ["@chairman mao"]
    assert told == [changes.Change(actors=frozenset({actor.pk}), facts=frozenset({fact.pk}))]


def test_actor_that_turns_out_to_be_interested_sends_facts_back(teacher):
    voice = ActorFactory(state=True)
    person = ActorFactory(base=voice.base)
    fact = FactFactory(base=voice.base, published=True)
    ParticipationFactory(fact=fact, actor=person)
    CitationFactory(fact=fact, source__independent=True, source__state=voice, source__base=voice.base)
    person.country = voice
    person.save()
    outcome = mentions.actor_changed(person, user=teacher, now=NOW)
    assert isinstance(outcome, SentBack)
    assert publication(fact) == Publication.IN_REVIEW


def test_place_changed_reaches_facts_in_its_parts(teacher, told):
    city = PlaceFactory(name="Moscow")
    palace = PlaceFactory(base=city.base, within=city, name="Kremlin")
    fact = FactFactory(base=city.base, published=True, cited=True)
    FactPlaceFactory(fact=fact, place=palace)
    mentions.place_changed(city, user=teacher, now=NOW)
    assert told == [changes.Change(places=frozenset({city.pk}), facts=frozenset({fact.pk}))]


def test_agreement_changed_renews_the_title_that_its_fact_borrows(teacher, told):
    agreement = AgreementFactory(title="Treaty of Friendship")
    fact = FactFactory(
        base=agreement.base, kind="agreement", agreement=agreement, published=True, cited=True, statement="x"
    )
    mentions.agreement_changed(agreement, user=teacher, now=NOW)
    fact.refresh_from_db()
    assert fact.title_key == "treaty of friendship"
    assert told == [changes.Change(agreements=frozenset({agreement.pk}), facts=frozenset({fact.pk}))]


def test_term_changed_is_a_change_of_its_actor(teacher, told):
    term = TermFactory()
    mentions.term_changed(term, user=teacher, now=NOW)
    assert told == [changes.Change(actors=frozenset({term.actor.pk}))]


def test_base_changed_marks_all_its_questions(teacher, told):
    fact = FactFactory(published=True)
    FactFactory(published=True)
    mentions.base_changed(fact.base, user=teacher, now=NOW)
    assert told == [changes.Change(facts=frozenset({fact.pk}), bulk=True)]


def test_delete_source_in_use_is_refused_by_the_database(publisher):
    fact = FactFactory(cited=True)
    with pytest.raises(ProtectedError):
        mentions.delete(fact.citations.get().source, user=publisher, now=NOW)


def test_delete_actor_that_holds_a_position_tells_the_fact(publisher, told):
    position = PositionFactory(fact__published=True, fact__reported=True, fact__cited=True)
    holder = ActorFactory(base=position.fact.base)
    position.held_by.add(holder)
    pk = holder.pk
    mentions.delete(holder, user=publisher, now=NOW)
    assert not Actor.objects.filter(pk=pk).exists()
    assert told == [changes.Change(actors=frozenset({pk}), facts=frozenset({position.fact.pk}))]


def test_fact_sent_back_by_a_source_has_a_revision_of_its_own(publisher):
    fact = FactFactory(published=True, cited=True)
    source = fact.citations.get().source
    with desk.revision(publisher):
        desk.remark("Kind mended.")
        source.kind = SourceKind.OTHER
        source.save()
        mentions.source_changed(source, user=publisher, now=NOW)
    assert Version.objects.get_for_object(source).get().revision.comment == "Kind mended."
    assert Version.objects.get_for_object(fact).get().revision.comment.startswith("Back in review")


def test_small_base_could_be_published_as_it_is(publisher):
    small_base()
    for fact in Fact.objects.all():
        Fact.objects.filter(pk=fact.pk).update(publication=Publication.DRAFT)
        assert desk.publish(fact, user=publisher, now=NOW) == Done()


def test_citation_of_nothing_is_refused_by_the_database():
    with pytest.raises(IntegrityError):
        CitationFactory(source=SourceFactory())
