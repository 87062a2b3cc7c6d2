"""How types of facts and hosts of addresses are printed."""

from __future__ import annotations

import pytest

from history.templatetags.addresses import host
from history.wording import capital, topic

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("type_", "printed"),
    [
        ("un-resolution", "UN resolution"),
        ("visit", "Visit"),
        ("state_visit", "State visit"),
        ("non-aggression pact", "Non-aggression pact"),
        ("us-eu agreement", "US EU agreement"),
        ("", ""),
    ],
)
def test_type_is_printed_with_its_capitals(type_: str, printed: str) -> None:
    assert topic(type_) == printed


def test_capital_leaves_names_alone() -> None:
    assert capital("document of the United Nations") == "Document of the United Nations"


@pytest.mark.parametrize(
    ("address", "printed"),
    [
        ("https://www.example.org/a", "example.org"),
        ("https://en.wikisource.org./wiki/Page", "en.wikisource.org"),
        ("nowhere", "nowhere"),
    ],
)
def test_host_is_printed_without_the_dot_of_the_root(address: str, printed: str) -> None:
    assert host(address) == printed
