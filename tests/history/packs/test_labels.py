"""The names that are printed: one for each language, read alike from a pack and from nfacts/1."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from history.packs import nfacts, starter
from history.packs.bundle import Actor, Agreement, Bundle, Place, Spelling
from history.packs.files import read_file
from history.packs.writing import write

PACK = Path(settings.ROOT) / "history" / "data" / "korea.yaml"


def pack_of(*aliases: dict[str, Any]) -> Bundle:
    """A starter pack of one actor, one place and one agreement, all with the same aliases."""
    named = {"name": "Moscow", "aliases": list(aliases)}
    return starter.read(
        {
            "pack": {"id": "p", "title": "Pack"},
            "actors": [{"id": "a", "kind": "state", **named}],
            "places": [{"id": "b", **named}],
            "agreements": [{"id": "g", "title": "Moscow Pact", "kind": "treaty", "aliases": list(aliases)}],
        }
    )


def names(bundle: Bundle) -> list[list[Spelling]]:
    return [row.names for row in (bundle.actors["a"], bundle.places["b"], bundle.agreements["g"])]


def told(bundle: Bundle) -> set[str]:
    return {
        remark.sentence
        for remark in bundle.remarks
        if not remark.sentence.startswith("It has neither parties")
    }


MOSCOW = {"text": "Москва", "lang": "ru", "label": True}
RUSSIAN = Spelling(text="Москва", language="ru", label=True)


def test_label_among_the_aliases_is_a_label() -> None:
    bundle = pack_of(MOSCOW, {"text": "Moskau", "lang": "de"})
    found = [[each for each in of if each.language != "en"] for of in names(bundle)]
    assert found == [[RUSSIAN, Spelling(text="Moskau", language="de")]] * 3
    assert told(bundle) == set()


def test_of_two_labels_in_a_language_the_first_is_printed() -> None:
    bundle = pack_of(MOSCOW, {"text": "Первопрестольная", "lang": "ru", "label": True})
    assert [[each for each in of if each.language == "ru"] for of in names(bundle)] == [
        [RUSSIAN, Spelling(text="Первопрестольная", language="ru")]
    ] * 3
    assert told(bundle) == {
        "It has two labels in ru, 'Москва' and 'Первопрестольная': only the first is printed, the other is "
        "an alias."
    }


def test_second_label_in_the_language_of_the_base_is_an_alias() -> None:
    bundle = pack_of({"text": "Moscow City", "lang": "en", "label": True})
    assert Spelling(text="Moscow City", language="en") in bundle.places["b"].names
    assert "It has two labels in en, 'Moscow' and 'Moscow City'" in " ".join(told(bundle))


@pytest.mark.parametrize(
    ("alias", "sentence"),
    [
        (
            {"text": "Москва", "label": True},
            "Its alias 'Москва' is a label and says no language: it was kept as an alias.",
        ),
        (
            {"text": "Москва", "lang": "ru", "label": "yes"},
            "The label of its alias 'Москва' must be true or false, and is 'yes'.",
        ),
    ],
)
def test_label_that_cannot_be_printed_is_an_alias(alias: dict[str, Any], sentence: str) -> None:
    bundle = pack_of(alias)
    assert [[each.label for each in of if each.text == "Москва"] for of in names(bundle)] == [[False]] * 3
    assert told(bundle) == {sentence}


def test_labels_come_back_from_an_export() -> None:
    bundle = pack_of(MOSCOW, {"text": "Moskau", "lang": "de"})
    written = write(bundle)
    assert written["agreements"][0]["labels"] == {"ru": "Москва"}
    again = nfacts.read(written)
    assert [sorted(each.text for each in of if each.label) for of in names(again)] == [
        ["Moscow", "Москва"],
        ["Moscow", "Москва"],
        ["Москва"],
    ]
    assert write(again) == written


def test_labels_of_nfacts_are_one_with_those_among_its_aliases() -> None:
    entity = {"id": "a", "type": "state", "labels": {"ru": "Москва"}}
    bundle = nfacts.read(
        {
            "format": "nfacts/1",
            "name": "N",
            "entities": [entity | {"aliases": [{"text": "Московия", "lang": "ru", "label": True}]}],
            "facts": [],
        }
    )
    assert bundle.actors["a"].names == [RUSSIAN, Spelling(text="Московия", language="ru")]
    assert "It has two labels in ru" in bundle.remarks[0].sentence


def test_pack_prints_every_name_that_can_be_asked_in_russian_and_korean() -> None:
    bundle = starter.read(read_file(PACK))
    rows: list[Actor | Agreement | Place] = [
        *bundle.actors.values(),
        *bundle.agreements.values(),
        *bundle.places.values(),
    ]
    unnamed = {
        (row.key, language)
        for row in rows
        if getattr(row, "kind", "") != "group"
        for language in ("ru", "ko")
        if not any(each.label and each.language == language for each in row.names)
    }
    assert unnamed == set()
    assert not [remark for remark in bundle.remarks if "label" in remark.sentence]
