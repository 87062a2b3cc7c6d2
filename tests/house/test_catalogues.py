"""What the pages say is there in every language, whole, and compiled."""

from __future__ import annotations

import gettext
import io
import re
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from django.conf import settings

from tests import catalogues

pytestmark = pytest.mark.pure
TRANSLATED = [language for language in catalogues.LANGUAGES if language != "en"]
FORMS = {"en": 2, "ru": 3, "ko": 1}


def key(message: Message) -> tuple[object, object]:
    return message.id, message.context


def strings(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if message.pluralizable else (message.string,)


def gaps(text: str, *, braces: bool) -> set[str]:
    """The named values that a text has a place for: %(name)s of templates, {name} of code."""
    named = set(re.findall(r"%\(([\w.]+)\)[sd]", text))
    if braces:
        named |= {f"{{{name}}}" for _text, name, _spec, _conversion in Formatter().parse(text) if name}
    return named


@pytest.fixture(scope="module")
def wanted() -> set[tuple[object, object]]:
    return {key(message) for message in catalogues.messages(catalogues.template())}


def test_languages_of_the_catalogues_are_those_to_choose_from():
    assert tuple(code for code, _name in settings.LANGUAGES) == catalogues.LANGUAGES


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_catalogue_holds_what_is_said_and_nothing_else(language, wanted):
    """Run `make messages` where this fails."""
    catalogue = catalogues.catalogue(language)
    assert {key(message) for message in catalogues.messages(catalogue)} == wanted
    assert not catalogue.obsolete
    assert [message.id for message in catalogues.messages(catalogue) if message.fuzzy] == []


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_compiled_catalogue_says_what_the_file_says(language):
    catalogue = catalogues.catalogue(language)
    compiled = catalogues.file_of(language).with_suffix(".mo").read_bytes()
    assert compiled == catalogues.compiled(catalogue)
    spoken = gettext.GNUTranslations(io.BytesIO(compiled))
    for message in catalogues.messages(catalogue):
        if all(strings(message)) and not message.pluralizable and not message.context:
            assert spoken.gettext(message.id) == message.string


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_every_form_of_the_plural_is_there(language):
    catalogue = catalogues.catalogue(language)
    assert catalogue.num_plurals == FORMS[language]
    counted = [message for message in catalogues.messages(catalogue) if message.pluralizable]
    assert {len(strings(message)) for message in counted} == {FORMS[language]}


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_is_left_in_english(language):
    catalogue = catalogues.messages(catalogues.catalogue(language))
    assert [message.id for message in catalogue if not all(strings(message))] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_translation_leaves_room_for_the_same_values(language):
    """A form of the plural may leave the number out ("one fact"), but no form may name what is not there."""
    faults = []
    for message in catalogues.messages(catalogues.catalogue(language)):
        ids = message.id if message.pluralizable else (message.id,)
        braces = "python-brace-format" in message.flags
        known = set().union(*(gaps(text, braces=braces) for text in ids))
        for text in filter(None, strings(message)):
            found = gaps(text, braces=braces)
            if found - known or (not message.pluralizable and found != known):
                faults.append((message.id, text))
    assert faults == []


def test_message_that_got_a_plural_waits_for_its_translation(monkeypatch):
    old, new = Catalog(locale="ru", fuzzy=False), Catalog(fuzzy=False)
    old.add("{count} fact", "{count} факт")
    new.add(("{count} fact", "{count} facts"))
    monkeypatch.setattr(catalogues, "catalogue", lambda _language: old)
    monkeypatch.setattr(catalogues, "template", lambda: new)
    (message,) = catalogues.messages(catalogues.brought_up_to_date("ru"))
    assert (message.fuzzy, message.string) == (False, ("", "", ""))


def test_templates_are_read_as_django_reads_them():
    source = """{% translate "Plain" %}{% translate 'Said' context "of speech" %}
        {% blocktranslate trimmed count n=rows|length %}
          {{ n }} fact
        {% plural %}
          {{ n }} facts, 5 %
        {% endblocktranslate %}{% include "x.html" with label=_("Handed on") %}{# {% translate "No" %} #}"""
    assert list(catalogues.in_template(source)) == [
        ("Plain", ""),
        ("Said", "of speech"),
        (("%(n)s fact", "%(n)s facts, 5 %%"), ""),
        ("Handed on", ""),
    ]


def test_tag_inside_of_a_message_is_refused():
    with pytest.raises(ValueError, match="inside of a message"):
        list(catalogues.in_template("{% blocktranslate %}See {% url 'x' %}{% endblocktranslate %}"))
