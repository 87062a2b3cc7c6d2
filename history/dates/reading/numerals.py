"""Numbers that are not written in Arabic figures: Roman and Chinese numerals."""

from __future__ import annotations

import re

ROMAN = re.compile(r"(?=[ivxlcdm])(m{0,3})(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})(?![a-zа-я\d])")
"""A whole Roman numeral in lower case."""
ROMAN_MONTHS = "i ii iii iv v vi vii viii ix x xi xii".split()

_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_LIKE_ROMAN = str.maketrans("ХІСМЛхісм", "XICMLxicm")
_CYRILLIC_ROMAN = re.compile(
    r"(?<![A-Za-zА-Яа-я])(?:[ХІСМVIX]+(?=(?:-?(?:[йгем]|го))?(?:\s|$|[^A-Za-zА-Яа-я])|в)|[хіvix]+(?=\s?(?:вв?\.|век|стол)))"
)
"""Roman numerals with the Cyrillic letters that look alike; in lower case only before a century."""
_ENDED_ROMAN = re.compile(r"\b([IVX]+)(?:th|st|nd|rd|-?(?:й|го|м|е)(?![а-я])|(?=вв?\.))")

_CHINESE = dict(zip("〇○零一二三四五六七八九", (0, 0, *range(10)), strict=True))
_CHINESE_TENS = {"十": 10, "百": 100, "千": 1000}
_CHINESE_NUMERAL = re.compile(r"[〇○零一二三四五六七八九十百千]+(?=\s?(?:年|月|日|世紀|세기|년|월|일))")


def roman(text: str) -> int:
    """The number of a Roman numeral in lower case."""
    values = [_ROMAN_DIGITS[letter] for letter in text]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)


def latin_numerals(text: str) -> str:
    """The text with Roman numerals in Latin letters and without endings: ХХ век, XXth, XX-й."""
    text = _CYRILLIC_ROMAN.sub(lambda found: found.group().translate(_LIKE_ROMAN), text)
    return _ENDED_ROMAN.sub(r"\1 ", text)


def arabic_numerals(text: str) -> str:
    """The text with Chinese numerals in Arabic figures: 一九四九年, 昭和二十年."""
    return _CHINESE_NUMERAL.sub(lambda found: str(chinese(found.group())), text)


def chinese(text: str) -> int:
    """The number of a Chinese numeral, with or without the signs for tens: 三十七, 一九四九."""
    if not set(text) & _CHINESE_TENS.keys():
        return int("".join(str(_CHINESE[sign]) for sign in text))
    total = digit = 0
    for sign in text:
        if sign in _CHINESE_TENS:
            total += (digit or 1) * _CHINESE_TENS[sign]
            digit = 0
        else:
            digit = _CHINESE[sign]
    return total + digit
