"""How often each card was forgotten stands in its state: keep it where an index finds it."""

from django.db import migrations
from django.db.models import IntegerField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast


def fill(apps, schema_editor):
    cards = apps.get_model("quizzes", "Card").objects.using(schema_editor.connection.alias)
    known = cards.filter(state__lapses__gt=0)
    known.update(lapses=Cast(KT("state__lapses"), IntegerField()))


class Migration(migrations.Migration):
    dependencies = [("quizzes", "0012_deeds_on_cards")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
