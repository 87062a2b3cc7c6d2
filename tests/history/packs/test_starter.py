"""The starter pack: what it holds once its agreements are folded into its facts."""

from __future__ import annotations

import copy
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from history.facts import Role
from history.packs import starter
from history.packs.bundle import Bundle, Fact
from history.packs.files import read_file
from history.packs.roles import OF_AGREEMENTS, ROLES

PACK = Path(settings.ROOT) / "history" / "data" / "korea.yaml"


@pytest.fixture(scope="module")
def raw() -> dict[str, Any]:
    return read_file(PACK)


@pytest.fixture(scope="module")
def bundle(raw: dict[str, Any]) -> Bundle:
    return starter.read(raw)


def roles(fact: Fact, role: str) -> set[str]:
    return {part.actor for part in fact.participations if part.role == role}


def sentences(bundle: Bundle) -> dict[str, str]:
    return {remark.key: remark.sentence for remark in bundle.remarks}


def test_pack_counts(bundle: Bundle) -> None:
    sections = ("actors", "places", "sources", "agreements", "facts", "errata")
    assert [len(getattr(bundle, section)) for section in sections] == [135, 32, 327, 56, 227, 25]
    assert Counter(fact.kind for fact in bundle.facts.values())["agreement"] == 56


def test_pack_remarks_are_all_known(bundle: Bundle) -> None:
    assert set(sentences(bundle)) == {
        "agr-1949-ussr-dprk-economic-cultural",
        "agr-1956-jinr",
        "agr-1957-ussr-dprk-radio",
        "agr-1968-npt",
        "agr-2007-six-party-initial",
        "agr-unga-46-1",
        "agr-unsc-2375",
    }
    assert not any(remark.error for remark in bundle.remarks)


def test_place_of_an_agreement_is_where_it_was_made(raw: dict[str, Any]) -> None:
    made = {row["id"]: row.get("place") for row in raw["agreements"]}
    told = {
        fact["id"]: fact["place"] for fact in raw["facts"] if fact["kind"] == "agreement" and "place" in fact
    }
    of = {fact["id"]: fact.get("agreement") for fact in raw["facts"]}
    assert told == {key: made[of[key]] for key in told}


def test_roles_table_has_every_text_of_the_pack_and_no_other(raw: dict[str, Any]) -> None:
    texts = {actor["role"] for fact in raw["facts"] for actor in fact["actors"]}
    assert set(ROLES) == texts
    assert set(OF_AGREEMENTS) <= texts


def test_fact_made_from_an_agreement(bundle: Bundle) -> None:
    fact = bundle.facts["agr-1957-ussr-dprk-radio"]
    assert fact.kind == "agreement"
    assert fact.extra == {"folded_from_agreement": True}
    assert [(each.role, str(each.date)) for each in fact.dates] == [("signed", "1957-10-14")]
    assert roles(fact, "party") == {"ussr", "dprk"}
    assert fact.complete_roles == ["party"]
    assert [cite.source for cite in fact.cites] == ["gse-soviet-korean-agreements"]


def test_un_resolution_is_the_own_fact_of_its_agreement(bundle: Bundle) -> None:
    fact = bundle.facts["f-1950-06-25-unsc82"]
    assert (fact.kind, fact.type, fact.dates[0].role) == ("agreement", "un-resolution", "adopted")
    assert roles(fact, "adopter") == {"unsc"}
    assert "adopter" in fact.complete_roles


def test_signatories_of_an_agreement_replace_a_role_that_is_only_shown(bundle: Bundle) -> None:
    fact = bundle.facts["f-2018-06-12-singapore"]
    assert roles(fact, "signatory") == {"donald-trump", "kim-jong-un"}
    assert {part.described_as for part in fact.participations if part.role == Role.SIGNATORY} == {
        "President, USA",
        "Chairman, DPRK",
    }


def test_parties_are_not_complete_where_the_note_says_more(bundle: Bundle) -> None:
    assert bundle.facts["f-1956-02-dubna"].complete_roles == []


def test_heads_are_not_complete_where_a_party_has_none(bundle: Bundle) -> None:
    assert bundle.facts["f-2007-02-13-initial-actions"].complete_roles == ["party"]
    assert bundle.facts["f-2005-09-19-joint-statement"].complete_roles == ["party"]


def test_entry_into_force_with_a_fact_of_its_own_is_not_repeated(bundle: Bundle) -> None:
    treaty = bundle.facts["f-2024-06-19-treaty"]
    assert [each.role for each in treaty.dates] == ["signed"]
    assert bundle.facts["f-2024-12-04-in-force"].dates[0].role == "in_force"
    armistice = bundle.facts["f-1953-07-27-armistice"]
    assert [each.role for each in armistice.dates] == ["signed", "in_force"]


@pytest.mark.parametrize(
    ("key", "role"),
    [
        ("f-1994-07-25-summit-missed", "planned"),
        ("f-2018-09-19-declaration", "signed"),
        ("f-2019-02-28-hanoi", "held"),
        ("pt-01", "when"),
    ],
)
def test_date_role(bundle: Bundle, key: str, role: str) -> None:
    assert bundle.facts[key].dates[0].role == role


def test_questions_not_listed_are_exclusions(bundle: Bundle) -> None:
    excluded = {each.facet for each in bundle.facts["pt-01"].exclusions}
    assert excluded == {"agreement", "attribution"}


def test_erratum_is_typed(bundle: Bundle) -> None:
    errata = {each.wrong: each for each in bundle.errata.values()}
    assert str(errata["1994-10-12"].date) == "1994-10-12"
    assert errata["kim-jong-un"].wrong_actor == "kim-jong-un"
    assert errata["among the first"].date is None
    assert errata["1885/1955"].actor == "andrey-vyshinsky"


def test_agreement_that_contradicts_its_fact_is_reported_and_changes_nothing(raw: dict[str, Any]) -> None:
    changed = copy.deepcopy(raw)
    agreement = next(each for each in changed["agreements"] if each["id"] == "agr-2002-japan-dprk")
    agreement |= {"date_signed": "2002-09-18", "place": "tokyo"}
    found = starter.read(changed)
    fact = found.facts["f-2002-09-17-japan-dprk"]
    assert [str(each.date) for each in fact.dates] == ["2002-09-17"]
    assert fact.places == ["pyongyang"]
    told = [remark.sentence for remark in found.remarks if remark.key == agreement["id"]]
    assert told == [
        f"It says it was signed 2002-09-18, its fact {fact.key} says 2002-09-17: the fact's date stands.",
        f"It was signed in tokyo, its fact {fact.key} names pyongyang: the fact's stands.",
    ]


def test_actor_left_out_ends_completeness(raw: dict[str, Any]) -> None:
    changed = copy.deepcopy(raw)
    changed["facts"][0]["actors"][1]["actor"] = "nobody"
    fact = starter.read(changed).facts["pt-01"]
    assert (len(fact.participations), fact.complete_roles) == (1, [])
