"""Fill what 0004 added: when those who took part in the facts there are were certainly there."""

from django.db import migrations, models

from history.dates.value import OPEN_FUTURE, OPEN_PAST
from history.facts import PRESENT_ROLES


def fill(apps, schema_editor):
    Fact, Participation = apps.get_model("history", "Fact"), apps.get_model("history", "Participation")
    dated = Fact.objects.filter(earliest__gt=OPEN_PAST, latest__lt=OPEN_FUTURE).exclude(kind="statement")
    own = Fact.objects.filter(pk=models.OuterRef("fact"))
    Participation.objects.filter(role__in=sorted(PRESENT_ROLES), fact__in=dated.values("pk")).update(
        earliest=models.Subquery(own.values("earliest")[:1]), latest=models.Subquery(own.values("latest")[:1])
    )


class Migration(migrations.Migration):
    dependencies = [("history", "0004_acting")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
