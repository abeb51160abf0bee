"""Which subject a heading path is about, so that notes of different authors can be compared."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml


@dataclass(frozen=True, slots=True)
class Topics:
    """Topic names with the words that name them; `broad` ones count only where no other is named."""

    narrow: Mapping[str, re.Pattern[str]]
    broad: Mapping[str, re.Pattern[str]]

    @classmethod
    def read(cls, file: Path) -> Topics:
        """From knowledge/topics.yaml, which says how it is read."""
        loaded = yaml.safe_load(file.read_text(encoding="utf-8"))
        return cls(_patterns(loaded["topics"]), _patterns(loaded["broad"]))

    def of(self, steps: Sequence[str]) -> str | None:
        for names in (self.narrow, self.broad):
            for step in steps:
                named = [topic for topic, words in names.items() if words.search(step)]
                if len(named) == 1:
                    return named[0]
        return None


def _patterns(topics: Mapping[str, Sequence[str]]) -> dict[str, re.Pattern[str]]:
    return {topic: re.compile("|".join(map(_word, words)), re.I) for topic, words in topics.items()}


def _word(word: str) -> str:
    """Latin words may go on (salt-minion, services), but do not start inside another word."""
    return rf"(?<![A-Za-z]){re.escape(word)}" if word[0].isascii() else re.escape(word)
