"""Form fields that let people write what a column keeps as a list or a table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from history import facts

LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


class WordsField(forms.CharField):
    """A list of words, written with commas between them."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        text = value if isinstance(value, str) else self.prepare_value(value) or ""
        words = (" ".join(word.split()) for word in (super().to_python(text) or "").split(","))
        return list(dict.fromkeys(word for word in words if word))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(initial) != self.to_python(data)


class LinesField(forms.CharField):
    """A list of remarks, one a line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        text = value if isinstance(value, str) else self.prepare_value(value) or ""
        return [line.strip() for line in (super().to_python(text) or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(initial) != self.to_python(data)


class TitlesField(forms.CharField):
    """Texts by language, one a line with the language first: “ko: 인천 상륙 작전”."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            return "\n".join(f"{language}: {text}" for language, text in value.items())
        return value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            return dict(value)
        titles: dict[str, str] = {}
        for line in (super().to_python(value) or "").splitlines():
            if not line.strip():
                continue
            language, colon, text = (part.strip() for part in line.partition(":"))
            if not (colon and text and LANGUAGE.fullmatch(language)):
                raise ValidationError(
                    "Each line begins with a language and a colon, as in “ko: 인천 상륙 작전”; “%(line)s” "
                    "does not.",
                    params={"line": line.strip()},
                )
            if language in titles:
                raise ValidationError(
                    "There are two titles in “%(language)s”: keep one.", params={"language": language}
                )
            titles[language] = text
        return titles

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial or {}) != self.to_python(data)
        except ValidationError:
            return True


class AuthorsField(forms.CharField):
    """CSL names, one a line: “Family, Given” for a person, “=TASS” for a name that stands as it is."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(_author_line, value)) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return list(value)
        return [
            _author(line.strip()) for line in (super().to_python(value) or "").splitlines() if line.strip()
        ]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (self.prepare_value(initial) or "").split() != (self.prepare_value(data) or "").split()


def _author_line(name: Mapping[str, Any]) -> str:
    if name.get("literal"):
        return f"={name['literal']}"
    return ", ".join(filter(None, (str(name.get("family", "")), str(name.get("given", "")))))


def _author(line: str) -> dict[str, str]:
    if line.startswith("="):
        literal = line[1:].strip()
        if not literal:
            raise ValidationError("After “=” comes a name as it is printed, as in “=TASS”.")
        return {"literal": literal}
    family, comma, given = (part.strip() for part in line.partition(","))
    if not family or (comma and not given):
        raise ValidationError(
            "Write an author as “Family, Given”, or as “=TASS” where the name stands as it is; “%(line)s” is "
            "neither.",
            params={"line": line},
        )
    return {"family": family, "given": given} if given else {"family": family}


class Suggesting(forms.TextInput):
    """A line of text beside which the browser offers words that are in use; any other may be written."""

    def __init__(self, words: Callable[[], Iterable[str]], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.words = words

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        listed = f"{(attrs or {}).get('id') or name}-words"
        field = super().render(name, value, {**(attrs or {}), "list": listed}, renderer)
        return render_to_string(
            "admin/history/_suggesting.html", {"field": field, "id": listed, "words": self.words()}
        )


class RolesField(forms.MultipleChoiceField):
    """The roles in which everybody is listed, as ticks."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        asked = [(role.value, role.value) for role in facts.Role if role != facts.Role.OTHER]
        super().__init__(**{"choices": asked, "required": False, **kwargs})

    def clean(self, value: Any) -> list[str]:
        return list(super().clean(value))
