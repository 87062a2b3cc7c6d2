from django.db import migrations, models

MISSED = ("What you missed", "Ваши ошибки", "틀린 문제")
"""How the title of a quiz of what was missed began, in each language."""


def take_out_the_prefix(apps, schema_editor):
    """What a title said in one language before the name of another quiz is a mark on the row."""
    Sitting = apps.get_model("quizzes", "Sitting")
    begun = models.Q()
    for prefix in MISSED:
        begun |= models.Q(title__startswith=prefix)
    for pk, title in Sitting.objects.filter(begun).values_list("pk", "title").iterator():
        rest = title
        while prefix := next((each for each in MISSED if rest == each or rest.startswith(f"{each}: ")), ""):
            rest = rest.removeprefix(prefix).removeprefix(": ")
        if rest != title:
            Sitting.objects.filter(pk=pk).update(title=rest, about={"missed": True})


class Migration(migrations.Migration):
    dependencies = [("quizzes", "0010_contests")]

    operations = [
        migrations.AddField(
            model_name="sitting",
            name="about",
            field=models.JSONField(
                default=dict,
                help_text=(
                    "What is asked: set, actor, first, last, kinds, as far as chosen; missed for once more."
                ),
            ),
        ),
        migrations.AlterField(
            model_name="sitting",
            name="title",
            field=models.CharField(
                blank=True,
                help_text="What is asked, in the words of a sitting without `about`.",
                max_length=300,
            ),
        ),
        migrations.RunPython(take_out_the_prefix, migrations.RunPython.noop, elidable=True),
    ]
