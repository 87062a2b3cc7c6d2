"""The desk in a test: its forms as a browser would send them, its buttons and what it says."""

from __future__ import annotations

from html.parser import HTMLParser

from django.urls import reverse

from history.models import Fact


class FormReader(HTMLParser):
    """The fields of the form on a page with the values that a browser would send."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self._select = self._text = ""

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        name, value = known.get("name") or "", known.get("value") or ""
        if tag == "select":
            self._select = name
        elif tag == "textarea":
            self._text = name
            self.fields[name] = [""]
        elif tag == "option" and "selected" in known and self._select:
            self.fields.setdefault(self._select, []).append(value)
        elif tag == "input" and name and known.get("type") not in ("submit", "file"):
            if known.get("type") in ("checkbox", "radio"):
                if "checked" not in known:
                    return
                value = value or "on"
            self.fields.setdefault(name, []).append(value)

    def handle_endtag(self, tag):
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._text = ""

    def handle_data(self, data):
        if self._text:
            self.fields[self._text][0] += data.removeprefix("\r\n").removeprefix("\n")


def form_of(response) -> dict[str, list[str]]:
    reader = FormReader()
    reader.feed(response.content.decode())
    return reader.fields


def messages_of(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def page(row, view: str = "change") -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{view}", args=[row.pk])


def listing(model) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def press(client, fact: Fact, button: str = "_save", **changes):
    """Open the page of a fact, change some fields, press a button, and follow to the next page."""
    return client.post(page(fact), {**form_of(client.get(page(fact))), **changes, button: "x"}, follow=True)


def act(client, action: str, *rows, **more):
    chosen = {"action": action, "_selected_action": [row.pk for row in rows], **more}
    return client.post(listing(type(rows[0])), chosen, follow=True)
