"""Choices that can be typed instead, and students who say how they want to answer."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("quizzes", "0008_interface"),
    ]

    operations = [
        migrations.AddField(
            model_name="bankquestion",
            name="typable",
            field=models.BooleanField(
                default=False,
                help_text="Whether what is to be chosen can be typed instead: it is the only right answer.",
            ),
        ),
        migrations.AddField(
            model_name="student",
            name="typing",
            field=models.CharField(
                choices=[("strength", "By Strength"), ("never", "Never"), ("always", "Always")],
                default="strength",
                help_text="Whether answers are chosen or typed, where both can be done.",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="sitting",
            name="mode",
            field=models.CharField(
                choices=[
                    ("single", "choices"),
                    ("card", "flashcards"),
                    ("truefalse", "true or false"),
                    ("typed", "typed answers"),
                ],
                default="single",
                max_length=10,
            ),
        ),
    ]
