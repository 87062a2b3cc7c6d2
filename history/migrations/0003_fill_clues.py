"""Fill what 0002 added, for the facts there are; their `title_key` is the whole folded title from now on."""

from django.db import migrations

from history import claims, clues, facts

AT_A_TIME = 500


def fill(apps, schema_editor):
    Fact, Clue, Span = (apps.get_model("history", name) for name in ("Fact", "Clue", "Span"))
    parts = ("dates", "participations__actor", "about", "positions")
    rows = Fact.objects.select_related("base", "agreement").prefetch_related(*parts).order_by("pk")
    last = 0
    while some := list(rows.filter(pk__gt=last)[:AT_A_TIME]):
        last = some[-1].pk
        values = {row.pk: value_of(row) for row in some}
        for row in some:
            row.title_key = clues.title_of(values[row.pk])
        Fact.objects.bulk_update(some, ["title_key"])
        Clue.objects.bulk_create(
            [
                Clue(fact_id=pk, text=text)
                for pk, value in values.items()
                for text in sorted(clues.clues_of(value))
            ],
            batch_size=2_000,
        )
        Span.objects.bulk_create(
            [
                Span(fact_id=pk, width=span.width, earliest=span.earliest, latest=span.latest)
                for pk, value in values.items()
                for span in clues.spans_of(value)
            ],
            batch_size=2_000,
        )


def value_of(row):
    """As much of the frozen value as clues and spans are made from."""
    title = row.titles.get(row.base.language) or next(iter(row.titles.values()), "")
    if not title and row.kind == facts.FactKind.AGREEMENT and row.agreement:
        title = row.agreement.title
    return facts.Fact(
        pk=row.pk,
        key=row.key,
        base="",
        kind=row.kind,
        type=row.type,
        statement=row.statement,
        title=title,
        dates=tuple(facts.FactDate(role=dated.role, date=dated.date) for dated in row.dates.all()),
        participations=tuple(
            facts.Participation(actor=actor_of(part.actor), role=part.role)
            for part in row.participations.all()
        ),
        complete_roles=frozenset(row.complete_roles),
        about=tuple(actor_of(actor) for actor in row.about.all()),
        positions=tuple(
            facts.Position(facet="date", holds="", date=claims.read(held.value))
            for held in row.positions.all()
            if held.facet == "date" and held.value
        ),
    )


def actor_of(row):
    return facts.Actor(pk=row.pk, key=row.key, kind=row.kind, name=row.name)


class Migration(migrations.Migration):
    dependencies = [("history", "0002_clues")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
