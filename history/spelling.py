"""How far two spellings are from each other."""

from __future__ import annotations


def distance(one: str, other: str, *, most: int) -> int:
    """Letters changed, left out, added, or swapped with a neighbour, counted up to `most` + 1.

    The restricted distance of Damerau (1964) and Levenshtein (1966), within a band about the diagonal.
    """
    beyond = most + 1
    if abs(len(one) - len(other)) > most:
        return beyond
    before: list[int] = []
    row = [index if index <= most else beyond for index in range(len(other) + 1)]
    for i, letter in enumerate(one, start=1):
        before, last, row = row, before, [beyond] * (len(other) + 1)
        row[0] = min(i, beyond)
        for j in range(max(1, i - most), min(len(other), i + most) + 1):
            same = letter == other[j - 1]
            best = min(before[j - 1] + (not same), before[j] + 1, row[j - 1] + 1)
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == other[j - 1]:
                best = min(best, last[j - 2] + 1)
            row[j] = min(best, beyond)
    return row[-1]
