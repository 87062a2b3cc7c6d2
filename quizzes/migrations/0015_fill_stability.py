"""How firmly each card is known stands in its state: keep it where cards are ordered by it."""

from django.db import migrations
from django.db.models import FloatField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast


def fill(apps, schema_editor):
    cards = apps.get_model("quizzes", "Card").objects.using(schema_editor.connection.alias)
    known = cards.filter(state__stability__gt=0)
    known.update(stability=Cast(KT("state__stability"), FloatField()))


class Migration(migrations.Migration):
    dependencies = [("quizzes", "0014_risk")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
