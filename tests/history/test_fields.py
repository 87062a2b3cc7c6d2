from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.state import ModelState, ProjectState
from django.db.migrations.writer import MigrationWriter
from django.db.models import F
from django.test.utils import isolate_apps

from history.dates import DateError, parse, read
from history.fields import HistoricalDateField, HistoricalDateFormField, columns


@pytest.fixture(scope="module")
def event_model() -> Iterator[type[models.Model]]:
    with isolate_apps("django.contrib.contenttypes"):

        class Event(models.Model):
            title = models.CharField(max_length=20, default="")
            happened = HistoricalDateField()
            ended = HistoricalDateField(null=True, blank=True, bounds_index=False)

            class Meta:
                app_label = "history"

            def __str__(self) -> str:
                return self.title

        yield Event


@pytest.fixture
def event(event_model: type[models.Model], transactional_db: None) -> Iterator[Any]:
    with connection.schema_editor() as editor:
        editor.create_model(event_model)
    yield event_model
    with connection.schema_editor() as editor:
        editor.delete_model(event_model)


def stored(event: Any) -> list[tuple[Any, ...]]:
    table = connection.ops.quote_name(event._meta.db_table)
    names = ", ".join([*columns("happened"), *columns("ended")])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {names} FROM {table} ORDER BY id")  # noqa: S608 - names of our own
        return list(cursor.fetchall())


def row(text: str) -> tuple[str, int, int]:
    date = parse(text)
    return date.edtf, date.earliest, date.latest


NULLS = (None, None, None)


def test_save_and_load_keep_the_date(event: Any) -> None:
    event.objects.create(happened=parse("-0043-03-15"), ended="1950/..")
    assert stored(event) == [row("-0043-03-15") + row("1950/..")]
    loaded = event.objects.get()
    assert (loaded.happened, loaded.ended) == (parse("-0043-03-15"), parse("1950/.."))
    assert columns("happened") == ("happened", "happened_earliest", "happened_latest")


def test_a_null_date_has_null_companions(event: Any) -> None:
    event.objects.create(happened="1949", ended=None)
    assert stored(event) == [row("1949") + NULLS]
    assert event.objects.get().ended is None
    assert event.objects.filter(ended__isnull=True, ended_earliest__isnull=True).count() == 1


def test_the_stored_text_is_canonical(event: Any) -> None:
    event.objects.create(happened=" [1942, 1941] ")
    assert stored(event)[0][0] == "[1941,1942]"


def test_save_moves_the_companions(event: Any) -> None:
    event.objects.create(happened="1949", ended="1950")
    loaded = event.objects.get()
    loaded.happened, loaded.ended = parse("1953"), None
    loaded.save()
    assert stored(event) == [row("1953") + NULLS]


def test_update_fields_with_the_columns_moves_the_companions(event: Any) -> None:
    made = event.objects.create(happened="1949", title="old")
    made.happened = parse("1953")
    made.title = "not saved"
    made.save(update_fields=columns("happened"))
    assert stored(event) == [row("1953") + NULLS]
    assert event.objects.get().title == "old"


def test_bulk_create_and_bulk_update_fill_the_companions(event: Any) -> None:
    made = event.objects.bulk_create([event(happened="1949"), event(happened="194X", ended="19XX")])
    assert stored(event) == [row("1949") + NULLS, row("194X") + row("19XX")]
    for one in made:
        one.happened = parse("1950-06-25")
    event.objects.bulk_update(made, columns("happened"))
    assert stored(event) == [row("1950-06-25") + NULLS, row("1950-06-25") + row("19XX")]


def test_a_companion_given_by_hand_yields_to_the_date(event_model: Any) -> None:
    made = event_model(happened="1949", happened_earliest=5)
    assert (made.happened_earliest, made.happened_latest) == row("1949")[1:]


def test_refresh_from_db_and_deferred_loading(event: Any) -> None:
    event.objects.create(happened="1949", title="a")
    loaded = event.objects.only("title").get()
    assert "happened" in loaded.get_deferred_fields()
    assert loaded.happened == parse("1949")
    loaded.happened = parse("1953")
    loaded.refresh_from_db(fields=["happened"])
    assert row(loaded.happened.edtf) == (
        str(loaded.happened),
        loaded.happened_earliest,
        loaded.happened_latest,
    )
    loaded = event.objects.defer("happened_earliest").get()
    loaded.happened = parse("1950")
    loaded.save()
    assert stored(event) == [row("1950") + NULLS]


def test_lookups_take_dates_and_texts(event: Any) -> None:
    for text in ("1949", "1950", "-0043"):
        event.objects.create(happened=text)
    assert event.objects.get(happened=parse("1949")).happened == parse("1949")
    assert event.objects.get(happened=" 1949").happened == parse("1949")
    assert event.objects.filter(happened__in=[parse("1949"), "1950"]).count() == 2
    assert event.objects.filter(happened__startswith="19").count() == 2
    in_order = event.objects.order_by("happened_earliest").values_list("happened", flat=True)
    assert list(in_order) == [parse("-0043"), parse("1949"), parse("1950")]
    assert event.objects.filter(happened_latest__lt=parse("1950").earliest).count() == 2


def test_an_expression_is_left_to_the_database(event: Any) -> None:
    made = event.objects.create(happened="1949", ended="1950")
    made.happened = F("ended")
    made.happened_earliest, made.happened_latest = F("ended_earliest"), F("ended_latest")
    made.save()
    assert stored(event) == [row("1950") + row("1950")]


def test_serializers_give_the_date_back(event: Any) -> None:
    event.objects.create(happened="1949-03~", ended=None)
    text = serializers.serialize("json", event.objects.all())
    assert '"happened": "1949-03~"' in text
    loaded = event._meta.get_field("happened")
    assert loaded.value_to_string(event.objects.get()) == "1949-03~"
    assert loaded.to_python("1949-03~") == parse("1949-03~")


def test_assigning_nonsense_is_refused_at_once(event_model: Any) -> None:
    with pytest.raises(DateError, match="has no day 30"):
        event_model(happened="1949-02-30")
    assert event_model(happened="").happened is None


def test_the_class_attribute_is_the_descriptor(event_model: Any) -> None:
    assert event_model.happened.field is event_model._meta.get_field("happened")


def test_clean_checks_dates(event_model: Any) -> None:
    field = event_model._meta.get_field("happened")
    assert field.clean("1949", None) == parse("1949")
    assert field.clean(parse("1949"), None) == parse("1949")
    with pytest.raises(ValidationError, match="has no month 13"):
        field.clean("1949-13", None)
    with pytest.raises(ValidationError, match="cannot be null"):
        field.clean(None, None)


def test_companions_stand_before_the_date_and_have_the_asked_index(event_model: Any) -> None:
    assert [(field.name, field.db_index) for field in event_model._meta.local_fields] == [
        ("id", False),
        ("title", False),
        ("happened_earliest", True),
        ("happened_latest", True),
        ("happened", False),
        ("ended_earliest", False),
        ("ended_latest", False),
        ("ended", False),
    ]
    assert not event_model._meta.get_field("happened_earliest").editable


def test_migrations_hold_each_column_once_and_see_no_change(event_model: Any) -> None:
    state = ProjectState()
    state.add_model(ModelState.from_model(event_model))
    rendered = state.apps.get_model("history", "Event")
    names = [field.name for field in event_model._meta.local_fields]
    assert [field.name for field in rendered._meta.local_fields] == names
    made = rendered(happened="1949")
    assert (made.happened_earliest, made.happened_latest) == row("1949")[1:]
    again = ProjectState()
    again.add_model(ModelState.from_model(rendered))
    assert MigrationAutodetector(again, state)._detect_changes() == {}


def test_a_migration_can_be_written(event_model: Any) -> None:
    text, imports = MigrationWriter.serialize(event_model._meta.get_field("ended"))
    assert text == "history.fields.HistoricalDateField(blank=True, bounds=False, max_length=255, null=True)"
    assert imports == {"import history.fields"}


def test_a_date_before_its_companions_still_decides_on_save(transactional_db: None) -> None:
    # as in a migration that adds the three fields to a table that exists
    with isolate_apps("django.contrib.contenttypes"):

        class Late(models.Model):
            happened = HistoricalDateField(bounds=False)
            happened_earliest = models.BigIntegerField(null=True)
            happened_latest = models.BigIntegerField(null=True)

            class Meta:
                app_label = "history"

            def __str__(self) -> str:
                return str(self.happened)

        with connection.schema_editor() as editor:
            editor.create_model(Late)
        Late.objects.create(happened="1949")
        values = Late.objects.values_list("happened", "happened_earliest", "happened_latest").get()
        with connection.schema_editor() as editor:
            editor.delete_model(Late)
    assert values == (parse("1949"), *row("1949")[1:])


def test_a_model_inherits_the_columns_of_an_abstract_one() -> None:
    with isolate_apps("django.contrib.contenttypes"):

        class Dated(models.Model):
            happened = HistoricalDateField()

            class Meta:
                app_label = "history"
                abstract = True

        class Battle(Dated):
            class Meta:
                app_label = "history"

            def __str__(self) -> str:
                return ""

        assert [field.name for field in Battle._meta.local_fields] == [
            "id",
            "happened_earliest",
            "happened_latest",
            "happened",
        ]
        assert Battle(happened="1949").happened_earliest == parse("1949").earliest


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("17 March 1949", "1949-03-17"),
        ("17 марта 1949 г.", "1949-03-17"),
        ("c. 1500", "1500~"),
        ("44 BCE", "-0043"),
        ("1950–1953", "1950/1953"),
        ("194X", "194X"),
        ("[1941,1942]", "[1941,1942]"),
    ],
)
def test_form_field_reads_what_people_write(typed: str, edtf: str) -> None:
    assert HistoricalDateFormField().clean(typed) == parse(edtf)


def test_form_field_reads_edtf() -> None:
    field = HistoricalDateFormField()
    assert field.clean(" 1949-03 ") == parse("1949-03")
    assert field.clean(parse("1949-03")) == parse("1949-03")
    assert HistoricalDateFormField(required=False).clean("") is None
    for example in ("1949-03-17", "17 March 1949", "1950–1953"):
        assert example in field.help_text
        assert field.clean(example) == read(example)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "This field is required."),
        ("1949-02-30", "“1949-02-30” has no day 30: that month has 28 days, so write 01 to 28."),
        ("[1941,1942]" + " ", None),
        ("[1941,1942,1943]", "The date has 16 characters: write one of at most 12."),
    ],
)
def test_form_field_refuses_with_the_sentence(text: str, sentence: str | None) -> None:
    field = HistoricalDateFormField(max_length=12)
    if sentence is None:
        assert field.clean(text) == parse(text)
        return
    with pytest.raises(ValidationError) as refusal:
        field.clean(text)
    assert refusal.value.messages == [sentence]


def test_model_form_shows_and_keeps_the_text(event_model: Any) -> None:
    class EventForm(forms.ModelForm):
        class Meta:
            model = event_model
            fields = ["happened", "ended"]

    assert list(EventForm().fields) == ["happened", "ended"]
    form = EventForm(instance=event_model(happened="1949-03"))
    assert 'value="1949-03"' in str(form["happened"])
    assert EventForm({"happened": "1949-03"}, instance=event_model(happened="1949-03")).changed_data == []
    form = EventForm({"happened": "1949-13", "ended": "1950"})
    assert form.errors == {
        "happened": [
            "“1949-13” has no month 13: write a month from 01 to 12, or only a season from 21 to 24."
        ]
    }
    assert 'value="1949-13"' in str(form["happened"])
    form = EventForm({"happened": "1949-03", "ended": "1950"})
    assert form.is_valid()
    assert (form.instance.happened, form.instance.ended_earliest) == (parse("1949-03"), row("1950")[1])
