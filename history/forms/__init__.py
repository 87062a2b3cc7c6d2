"""What is written at the desk, read and checked: fields, rows that facts mention, and facts themselves."""

from .facts import FactForm, ReasonForm, WordingForm
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
    "FactForm",
    "KeyedForm",
    "PlaceNameForm",
    "ReasonForm",
    "SourceForm",
    "WordingForm",
]
