import pytest

from history.citing import dates

SAID = [
    ("2019-05-21", "2019, May 21", "May 21, 2019", "21 May 2019"),
    ("1949-03", "1949, March", "March 1949", "Mar. 1949"),
    ("1949-22", "1949, Summer", "Summer 1949", "Summer 1949"),
    ("-0043-03-15", "44 BCE, March 15", "March 15, 44 BCE", "15 Mar. 44 BCE"),
    ("0079", "79 CE", "79 CE", "79 CE"),
    ("Y-12345", "12346 BCE", "12346 BCE", "12346 BCE"),
    ("194X", "1940s", "1940s", "1940s"),
    ("18XX", "19th century", "19th century", "19th century"),
    ("10XX", "11th century", "11th century", "11th century"),
    ("19XX~", "ca. 20th century", "ca. 20th century", "ca. 20th century"),
    ("20XX", "21st century", "21st century", "21st century"),
    ("1XXX", "1000–1999", "1000–1999", "1000–1999"),
    ("-004X", "50–41 BCE", "50–41 BCE", "50–41 BCE"),
    ("001X", "10–19 CE", "10–19 CE", "10–19 CE"),
    ("-0057/-0049", "58–50 BCE", "58–50 BCE", "58–50 BCE"),
    ("-0043/0120", "44 BCE–120", "44 BCE–120", "44 BCE–120"),
    ("1945?", "1945?", "[1945?]", "[1945?]"),
    ("1950/1950", "1950", "1950", "1950"),
    ("2018-09-18/2018-09-20", "2018, September 18–20", "September 18–20, 2018", "18–20 Sept. 2018"),
    (
        "2018-09-30/2018-10-02",
        "2018, September 30 to 2018, October 2",
        "September 30, 2018 to October 2, 2018",
        "30 Sept. 2018 to 2 Oct. 2018",
    ),
    ("1950~/1953", "ca. 1950 to 1953", "ca. 1950 to 1953", "ca. 1950 to 1953"),
    ("1950/..", "from 1950", "from 1950", "from 1950"),
    ("/1953", "until 1953", "until 1953", "until 1953"),
    ("[1941,1942]", "1941 or 1942", "1941 or 1942", "1941 or 1942"),
    ("{1941..1943,1950}", "1941–1943 and 1950", "1941–1943 and 1950", "1941–1943 and 1950"),
    ("[1941,1941-13]", "[1941,1941-13]", "[1941,1941-13]", "[1941,1941-13]"),
    ("../..", "../..", "../..", "../.."),
    ("1950/XXXX", "1950/XXXX", "1950/XXXX", "1950/XXXX"),
    ("194X-05", "194X-05", "194X-05", "194X-05"),
    ("soon", "soon", "soon", "soon"),
]


@pytest.mark.parametrize(("edtf", "apa", "chicago", "mla"), SAID, ids=[said[0] for said in SAID])
def test_date(edtf: str, apa: str, chicago: str, mla: str) -> None:
    assert (dates.apa(edtf), dates.chicago(edtf), dates.mla(edtf)) == (apa, chicago, mla)


@pytest.mark.parametrize(
    ("edtf", "year"),
    [
        ("1992-08-01", "1992"),
        ("1992-08/1993-02", "1992–1993"),
        ("1992-08/1992-09", "1992"),
        ("../1992-08", "until 1992"),
    ],
)
def test_year_only(edtf: str, year: str) -> None:
    assert dates.apa(edtf, year_only=True) == dates.chicago(edtf, year_only=True) == year


def test_a_choice_of_days_in_one_year_is_that_year() -> None:
    assert dates.apa("[1941-02-16,1941-03-16]", year_only=True) == "1941"
