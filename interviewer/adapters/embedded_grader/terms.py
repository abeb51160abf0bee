"""A general list of DevOps terms that mean the same in Chinese and English, and of pairs that exclude each other."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("terms.json")


@dataclass(frozen=True, slots=True)
class Terms:
    """`concept_of` maps a surface form (folded, single spaces) to the first form of its group.

    `opposites` holds both directions of each pair of excluding forms.
    """

    concept_of: dict[str, str]
    opposites: tuple[tuple[str, str], ...]
    longest_phrase: int

    @property
    def chinese(self) -> list[str]:
        return [form for form in self.concept_of if not form.isascii()]


@cache
def terms() -> Terms:
    """The list, read once from terms.json."""
    data = json.loads(_FILE.read_text(encoding="utf-8"))
    concept_of = {form.casefold(): group[0].casefold() for group in data["equivalents"] for form in group}
    pairs = [(left.casefold(), right.casefold()) for left, right in data["opposites"]]
    longest = max(len(form.split()) for form in concept_of if form.isascii())
    return Terms(concept_of, tuple(pairs + [(right, left) for left, right in pairs]), longest)
