"""What is written at the desk, read and checked: fields, rows that facts mention, and facts themselves."""

from .facts import DateForm, FactForm, PositionForm, ReasonForm, WordingForm
from .fields import LANGUAGE
from .rows import (
    ActorNameForm,
    AgreementForm,
    AgreementNameForm,
    BaseForm,
    KeyedForm,
    PlaceNameForm,
    SourceForm,
)

__all__ = [
    "LANGUAGE",
    "ActorNameForm",
    "AgreementForm",
    "AgreementNameForm",
    "BaseForm",
    "DateForm",
    "FactForm",
    "KeyedForm",
    "PlaceNameForm",
    "PositionForm",
    "ReasonForm",
    "SourceForm",
    "WordingForm",
]
