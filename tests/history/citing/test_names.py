import pytest

from history.citing import CslName
from history.citing.names import initials, inverted, natural, with_initials

INITIALS = [
    ("Il-sung", "I.-S."),
    ("Il Sung", "I. S."),
    ("Chŏng\u2011ŭn", "C.-Ŭ."),
    ("Вячеслав Михайлович", "В. М."),
    ("J.R.R.", "J. R. R."),
    ("Ch'ŏl", "C."),
    ("E\u0301mile", "É."),
    ("Jean -", "J."),
]


@pytest.mark.parametrize(("given", "short"), INITIALS, ids=[given for given, _ in INITIALS])
def test_initials(given: str, short: str) -> None:
    assert initials(given) == short


def test_a_name_in_han_is_family_first_without_a_space() -> None:
    name = CslName(family="毛", given="泽东")
    assert [natural(name), inverted(name), with_initials(name)] == ["毛泽东"] * 3


def test_a_name_in_kana_whose_record_says_given_first() -> None:
    name = CslName(family="プーチン", given="ウラジーミル", family_first=False)
    assert natural(name) == "ウラジーミル プーチン"
    assert inverted(name) == "プーチン, ウラジーミル"


def test_a_vietnamese_name_follows_the_record() -> None:
    name = CslName(family="Võ", given="Nguyên Giáp", family_first=True)
    assert [inverted(name), with_initials(name)] == ["Võ Nguyên Giáp", "Võ, N. G."]
