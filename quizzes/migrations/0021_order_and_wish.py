"""In which order new facts come, for students and sets, and how sure a set wants its answers to be."""

import django.core.validators
from django.db import migrations, models
from django.db.models import F, Q

PLACES, STRIDE = 2**31 - 1, 1_640_531_527
"""As in `quizzes.curriculum` when this was written."""
ORDERS = [("time", "Time"), ("threads", "Threads"), ("mixed", "Mixed")]


def mixed_places(apps, schema_editor):
    small = F("fact_id") % PLACES
    mixed = (small * small % PLACES) * STRIDE % PLACES
    apps.get_model("quizzes", "Membership").objects.update(mixed=mixed)


class Migration(migrations.Migration):
    dependencies = [
        ("quizzes", "0020_school_weights"),
    ]

    operations = [
        migrations.AddField(
            model_name="set",
            name="new_order",
            field=models.CharField(
                blank=True,
                choices=ORDERS,
                default="",
                help_text="In which order new facts come; empty where that is left to the students.",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="set",
            name="retention",
            field=models.FloatField(
                blank=True,
                help_text="How likely its answers should still be known when they are asked again; empty "
                "where that is left to the students.",
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(0.7),
                    django.core.validators.MaxValueValidator(0.97),
                ],
            ),
        ),
        migrations.AddConstraint(
            model_name="set",
            constraint=models.CheckConstraint(
                condition=Q(retention=None) | Q(retention__gte=0.7, retention__lte=0.97),
                name="set_retention_in_range",
            ),
        ),
        migrations.AddField(
            model_name="student",
            name="new_order",
            field=models.CharField(
                choices=ORDERS,
                default="time",
                help_text="In which order new facts come from sets whose owner leaves that to her.",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="membership",
            name="mixed",
            field=models.IntegerField(default=0),
            preserve_default=False,
        ),
        migrations.RunPython(mixed_places, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            model_name="membership",
            index=models.Index(fields=["set", "mixed", "fact"], name="membership_mixed"),
        ),
    ]
