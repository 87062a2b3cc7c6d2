"""Fill what 0002 added: the facts of the sets there are, and the places of questions in the shuffled order."""

import hashlib

from django.db import migrations

UNDATED = 10**17
AT_A_TIME = 500


def fill(apps, schema_editor):
    Set = apps.get_model("quizzes", "Set")
    Membership = apps.get_model("quizzes", "Membership")
    Fact = apps.get_model("history", "Fact")
    BankQuestion = apps.get_model("quizzes", "BankQuestion")
    for each in Set.objects.all():
        Set.objects.filter(pk=each.pk).update(starter=True)
        facts = Fact.objects.filter(base=each.base_id, publication="published").order_by()
        Membership.objects.bulk_create(
            [
                Membership(set_id=each.pk, fact_id=pk, place=UNDATED if earliest is None else earliest)
                for pk, earliest in facts.values_list("pk", "earliest")
            ],
            batch_size=AT_A_TIME,
        )
    rows = []
    for row in BankQuestion.objects.select_related("fact__base").only(
        "facet", "mode", "language", "fact__key", "fact__base__key"
    ):
        identity = f"{row.fact.base.key}:{row.fact.key}:{row.facet}:{row.mode}:{row.language}".encode()
        row.lot = int.from_bytes(hashlib.blake2b(identity, digest_size=4).digest(), "big") >> 1
        rows.append(row)
    BankQuestion.objects.bulk_update(rows, ["lot"], batch_size=AT_A_TIME)


class Migration(migrations.Migration):
    dependencies = [("quizzes", "0002_sets_sittings_reports"), ("history", "0001_initial")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
