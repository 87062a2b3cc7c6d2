"""Closed worlds of hundreds of names: none is right for another, and a slip finds its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from .confusion import Base, slip_in, table
from .world import world_of

pytestmark = pytest.mark.pure
DATA = Path(__file__).parents[2] / "data"


@pytest.mark.parametrize(
    ("file", "kind", "called"),
    [
        ("uk_treaties_200.json", "place", "place"),
        ("uk_treaties_200.json", "party", "party"),
        ("wikitrivia_200.json", "person", "person"),
    ],
)
def test_no_name_of_a_base_is_accepted_for_another(file: str, kind: str, called: str) -> None:
    base = Base(world_of(DATA / file, kind, called))
    for slips in (False, True):
        found, false = table(base, base.world.names, slips=slips)
        assert false == []
        right = found["same"] + found["slip"]
        assert right >= (0.7 if slips else 1) * found.total(), found


def test_slips_come_from_their_seed_alone() -> None:
    assert slip_in("Vladivostok", "a") == slip_in("Vladivostok", "a")
    assert len({slip_in("Vladivostok", str(seed)) for seed in range(20)}) > 10
