"""The Latin words of a line that can be misspelt: no addresses, no paths, no flags, no numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NO_WORDS = re.compile(
    r"<!--.*?-->|\]\([^)\s]*[^)]*\)|\[\[[^\]]*\]\]|!\[[^\]]*\]|</?[A-Za-z][^<>]*>|"
    r"[A-Za-z][A-Za-z0-9+.-]*://[^\s)>，。；]*|[\w.+-]+@[\w.-]+|"
    r"(?<![\w])(?:[~.]{0,2}/)[\w./{}*-]+|"
    r"(?:[\w-]+\.)+(?:com|org|net|io|cn|dev|local|internal|svc)\b[\w./:-]*|"
    r"[\w.-]+/[\w.-]+/[\w./:-]*|&[A-Za-z]+;|\\[A-Za-z]+|%[A-Za-z]|0x[0-9A-Fa-f]+|[0-9a-f]{8,}"
)
_TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*")
_HUMP = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is written, and folded as it is compared."""

    written: str

    @property
    def folded(self) -> str:
        return self.written.lower()

    @property
    def parts(self) -> list[str]:
        """What it is put together from: by underscores, else by humps (`RunPodSandbox`)."""
        pieces = self.written.split("_") if "_" in self.written else _HUMP.findall(self.written)
        return [piece.lower() for piece in pieces if piece]


def words_of(line: str) -> Iterator[Word]:
    for match in _TOKEN.finditer(_NO_WORDS.sub(" ", line)):
        yield Word(match[0])
