"""Dates of every kind the format knows, as canonical-looking text and as values."""

from hypothesis import strategies as st

from history.dates import HistoricalDate, parse
from history.dates.days import days_in_month

MARKS = ("", "", "~", "?", "%")


def year_text(year: int) -> str:
    if abs(year) > 9999:
        return f"Y{year}"
    return f"-{-year:04}" if year < 0 else f"{year:04}"


@st.composite
def plain_texts(draw: st.DrawFn, least: int = -3000, most: int = 3000, marks: tuple[str, ...] = MARKS) -> str:
    year = draw(st.integers(least, most))
    month = draw(st.integers(1, 12))
    day = draw(st.integers(1, days_in_month(year, month)))
    sign = "-" if year < 0 else ""
    forms = [
        year_text(year),
        f"{year_text(year)}-{month:02}",
        f"{year_text(year)}-{month:02}-{day:02}",
        f"{year_text(year)}-{20 + (month + 2) // 3}",
        f"{sign}{abs(year) // 10:03}X",
        f"{sign}{abs(year) // 100:02}XX",
        f"{year_text(year)}-{month:02}-XX",
        f"{year_text(year)}-XX",
        f"{year_text(year)}-XX-XX",
    ]
    return draw(st.sampled_from(forms)) + draw(st.sampled_from(marks))


far_years = st.integers(10_000, 10**12).flatmap(lambda n: st.sampled_from([f"Y{n}", f"Y-{n}"]))


@st.composite
def ranges(draw: st.DrawFn, between: str) -> str:
    one, other = sorted((parse(draw(plain_texts())) for _ in "ab"), key=lambda date: date.earliest)
    open_end = "" if between == ".." else draw(st.sampled_from(["", ".."]))
    full = f"{one}{between}{other}"
    return draw(st.sampled_from([full, full, f"{one}{between}{open_end}", f"{open_end}{between}{other}"]))


@st.composite
def sets(draw: st.DrawFn) -> str:
    members = draw(st.lists(st.one_of(plain_texts(), ranges("..")), min_size=1, max_size=4))
    return draw(st.sampled_from(["[{}]", "{{{}}}"])).format(", ".join(members))


texts = st.one_of(plain_texts(), far_years, ranges("/"), sets())
dates: st.SearchStrategy[HistoricalDate] = texts.map(parse)
# close together, so that all relations occur
near_dates: st.SearchStrategy[HistoricalDate] = st.one_of(
    plain_texts(1940, 1960),
    st.lists(plain_texts(1940, 1960), min_size=1, max_size=3).map(lambda parts: f"[{','.join(parts)}]"),
).map(parse)
