"""What is withheld has no stem: it is kept apart from the stems that print nothing to be found by."""

from django.db import migrations


def part(apps, schema_editor):
    rows = apps.get_model("quizzes", "BankQuestion").objects.filter(state="withheld", stem_key="")
    rows.update(stem_key="-")


class Migration(migrations.Migration):
    dependencies = [("quizzes", "0006_true_or_false")]

    operations = [migrations.RunPython(part, migrations.RunPython.noop)]
