"""Letters in the place of names, that tell nothing of who came when and stay when others come after."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from string import ascii_uppercase

_TWO = tuple(a + b for a in ascii_uppercase for b in ascii_uppercase)


def letters(candidate_ids: Iterable[str], seed: str) -> dict[str, str]:
    """A letter for each, drawn for him by the seed and his id; where it is taken, the next in an order of his own.

    Given oldest first, a later candidate changes no earlier one's. After 26 they have two letters.
    """
    given: dict[str, str] = {}
    for candidate_id in candidate_ids:
        taken = set(given.values())
        pool = ascii_uppercase if len(taken) < len(ascii_uppercase) else _TWO
        order = Random(f"{seed}\x1f{candidate_id}").sample(pool, len(pool))
        given[candidate_id] = next(each for each in order if each not in taken)
    return given
