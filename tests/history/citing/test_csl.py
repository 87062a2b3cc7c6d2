from typing import Any

import pytest

from history.citing import CslName, Record, csl_json
from tests.history.citing import shelf
from tests.history.citing.shelf import Day

DATES: list[tuple[str, dict[str, Any]]] = [
    ("1949-03-17", {"date-parts": [[1949, 3, 17]]}),
    ("1949-03", {"date-parts": [[1949, 3]]}),
    ("1949-03-XX", {"date-parts": [[1949, 3]]}),
    ("-0043", {"date-parts": [[-44]]}),
    ("0000", {"date-parts": [[-1]]}),
    ("1945-08~", {"date-parts": [[1945, 8]], "circa": True}),
    ("1945?", {"date-parts": [[1945]], "circa": True}),
    ("1949-21", {"date-parts": [[1949]], "season": 1}),
    ("1950/1953", {"date-parts": [[1950], [1953]]}),
    ("1950~/1953", {"date-parts": [[1950], [1953]], "circa": True}),
    ("194X", {"raw": "194X"}),
    ("1950/..", {"raw": "1950/.."}),
    ("1949-21/1950", {"raw": "1949-21/1950"}),
    ("[1941,1942]", {"raw": "[1941,1942]"}),
    ("XXXX", {"raw": "XXXX"}),
]


@pytest.mark.parametrize(("edtf", "value"), DATES, ids=[edtf for edtf, _ in DATES])
def test_csl_date(edtf: str, value: dict[str, Any]) -> None:
    assert csl_json(Record(title="A", issued=Day(edtf)))["issued"] == value


class TestItems:
    def test_a_missing_field_has_no_key(self) -> None:
        assert csl_json(Record(title="Atlas")) == {"type": "document", "title": "Atlas"}

    def test_every_field(self) -> None:
        assert csl_json(shelf.KOREAN_ARTICLE, key="kim-1992") == {
            "id": "kim-1992",
            "type": "article-journal",
            "title": "북한의 토지개혁과 농업협동화",
            "author": [{"family": "김", "given": "성보", "static-ordering": True}],
            "container-title": "역사비평",
            "issued": {"date-parts": [[1992, 8]]},
            "volume": "18",
            "page": "42-67",
            "language": "ko",
        }

    def test_an_accessed_page(self) -> None:
        item = csl_json(shelf.ACCESSED)
        assert item["accessed"] == {"date-parts": [[2026, 1, 3]]}
        assert item["URL"] == "https://kids.britannica.com/zhou"

    def test_names(self) -> None:
        item = csl_json(
            Record(title="A", authors=(shelf.DE_GAULLE, shelf.KING, shelf.TASS, shelf.KIM_IL_SUNG))
        )
        assert item["author"] == [
            {"family": "Gaulle", "given": "Charles", "non-dropping-particle": "de"},
            {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
            {"literal": "TASS"},
            {"family": "Kim", "given": "Il-sung", "static-ordering": True},
        ]


class TestRefusals:
    def test_a_source_needs_a_title(self) -> None:
        with pytest.raises(ValueError, match="A source needs a title"):
            Record(title="  ")

    def test_a_name_needs_a_part(self) -> None:
        with pytest.raises(ValueError, match="A name needs"):
            CslName(family=" ", suffix="Jr.")

    def test_a_body_has_no_given_name(self) -> None:
        with pytest.raises(ValueError, match="not taken apart"):
            CslName(literal="TASS", given="T.")
