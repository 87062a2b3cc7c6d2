"""What is given of a title stands in the stem word for word, whatever base the facts are from."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from history.names import GAP
from quizzes.models import BankQuestion

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[2] / "data"


@pytest.mark.parametrize("name", ["pack", "uk_treaties_200.json", "wikitrivia_200.json"])
def test_given_title_is_printed(name: str) -> None:
    if name == "pack":
        call_command("furnish", stdout=StringIO())
    else:
        call_command("import_facts", str(DATA / name), stdout=StringIO())
        call_command("make_questions", stdout=StringIO())
    rows = BankQuestion.objects.live().values_list("kind", "stem", "given")
    titled = [(kind, stem, given["title"]) for kind, stem, given in rows if given.get("title")]
    assert len({kind for kind, _, _ in titled}) > 1
    assert [(title, stem) for _, stem, title in titled if not prints(stem, title)] == []


def prints(stem: str, title: str) -> bool:
    """Whether the parts of a title between its gaps stand in the stem, one after the other."""
    place = 0
    for part in (each.strip() for each in title.split(GAP)):
        found = stem.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    return True
