"""Whether two words are spellings of one name."""

from __future__ import annotations


def near(one: str, other: str) -> bool:
    """Whether two long words are spellings of one: an edit or two apart, same start (Belosov, Belousov)."""
    if one[0] != other[0] or min(len(one), len(other)) < 6 or abs(len(one) - len(other)) > 2:
        return False
    allowed = 1 if min(len(one), len(other)) < 9 else 2
    previous = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        current = [i]
        for j, right in enumerate(other, 1):
            current.append(min(previous[j] + 1, current[-1] + 1, previous[j - 1] + (left != right)))
        previous = current
    return previous[-1] <= allowed
