"""A column of historical dates: EDTF text, beside it the first and last day as indexed numbers.

    class FactDate(models.Model):
        date = HistoricalDateField()

has three columns: `date` (on the model a `HistoricalDate`), `date_earliest` and `date_latest` (day numbers
as in `history.dates`, null exactly where the date is null). Filter and order by the numbers. Assigning the
date sets them at once, so `save()`, `bulk_create()` and `bulk_update()` have them; where columns are listed
by hand (`save(update_fields=...)`, `bulk_update`, `only`), list `columns("date")`. `QuerySet.update()`
sees no instance and would leave them behind: do not use it for dates. Type checkers do not see the
companions: a model that reads them in Python declares `date_earliest: int` and `date_latest: int`.
"""

from typing import TYPE_CHECKING, Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from history.dates import DateError, HistoricalDate, parse, read

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

    _Field = models.Field
else:

    class _Field(models.Field):
        """Django's Field, which is generic in its type stubs only."""

        def __class_getitem__(cls, types: Any) -> type[models.Field]:
            return cls


# What may be assigned and what is read: django-stubs fills them from the _pyi_ names below, optional if null.
Given = TypeVar("Given", contravariant=True)
Got = TypeVar("Got", covariant=True)

MAX_LENGTH = 255


def columns(name: str) -> tuple[str, str, str]:
    """The three columns of the date field of that name: the text, the first day, the last day."""
    return name, f"{name}_earliest", f"{name}_latest"


class HistoricalDateFormField(forms.Field):
    """A text input that reads a date as people write it, EDTF too; DateError says why it cannot."""

    widget = forms.TextInput
    default_error_messages = {
        "too_long": "The date has %(length)d characters: write one of at most %(limit)d.",
    }

    def __init__(self, *, max_length: int = MAX_LENGTH, **kwargs: Any) -> None:
        kwargs["help_text"] = kwargs.get("help_text") or (
            "As exact as its source: 17 March 1949, March 1949, 1950–1953, c. 1500, 44 BCE; or 1949-03-17."
        )
        self.max_length = max_length
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> HistoricalDate | None:
        if isinstance(value, HistoricalDate):
            return value
        text = str(value or "").strip()
        if not text:
            return None
        try:
            date = read(text)
        except DateError as error:
            raise ValidationError(str(error), code="invalid") from error
        if len(date.edtf) > self.max_length:
            limits = {"length": len(date.edtf), "limit": self.max_length}
            raise ValidationError(self.error_messages["too_long"], code="too_long", params=limits)
        return date

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, HistoricalDate) else value


class HistoricalDateAttribute(DeferredAttribute):
    """Reads an assigned text and keeps the two companions of the date in step."""

    def __set__(self, instance: models.Model, value: Any) -> None:
        if value is None or isinstance(value, str):
            value = parse(value) if value else None
        instance.__dict__[self.field.attname] = value
        if value is None or isinstance(value, HistoricalDate):
            # anything else is an expression, of which only the database knows the value
            _, earliest, latest = columns(self.field.attname)
            instance.__dict__[earliest] = value and value.earliest
            instance.__dict__[latest] = value and value.latest


class HistoricalDateField(_Field[Given, Got]):
    """A `HistoricalDate`, or None where null; a text assigned in its place must be EDTF, else DateError.

    `bounds_index` (True) gives each of the two companions an index. `bounds` is False only in migrations,
    where the companions stand as fields of their own.
    """

    _pyi_private_set_type: HistoricalDate | str
    _pyi_private_get_type: HistoricalDate
    _pyi_lookup_exact_type: HistoricalDate | str

    description = "A date of history (EDTF)"
    empty_strings_allowed = False
    descriptor_class = HistoricalDateAttribute

    def __init__(self, *args: Any, bounds: bool = True, bounds_index: bool = True, **kwargs: Any) -> None:
        # Made first, so that they come first among the model's fields: Model.__init__ sets fields in that
        # order, and the date, set last, then decides.
        self._bounds = [_bound(bounds_index), _bound(bounds_index)] if bounds else []
        kwargs.setdefault("max_length", MAX_LENGTH)
        super().__init__(*args, **kwargs)

    def get_internal_type(self) -> str:
        return "CharField"

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "bounds": False}

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        # From now on the companions are fields of the class; a copy of this field, as a subclass of an
        # abstract model gets it, meets copies of them and must not add them again.
        bounds, self._bounds = self._bounds, []
        for bound, bound_name in zip(bounds, columns(name)[1:], strict=False):
            cls.add_to_class(bound_name, bound)
        super().contribute_to_class(cls, name, private_only)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = getattr(model_instance, self.attname)
        # Again, for a table that got its companions after the date: there their defaults were set last.
        setattr(model_instance, self.attname, value)
        return value

    def from_db_value(
        self, value: str | None, expression: Any, connection: "BaseDatabaseWrapper"
    ) -> HistoricalDate | None:
        return None if value is None else parse(value)

    def to_python(self, value: Any) -> HistoricalDate | None:
        if value is None or isinstance(value, HistoricalDate):
            return value
        try:
            return parse(str(value))
        except DateError as error:
            raise ValidationError(str(error), code="invalid") from error

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return parse(value).edtf if isinstance(value, str) else value and value.edtf

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj) or "")

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(
            **{"form_class": HistoricalDateFormField, "max_length": self.max_length, **kwargs}
        )


def _bound(index: bool) -> models.BigIntegerField:
    return models.BigIntegerField(null=True, blank=True, editable=False, db_index=index)
