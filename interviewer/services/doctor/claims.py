"""Key points as claims that can be held against each other: their words, their numbers, what they are about."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from interviewer.domain.notes import KeyPoint, Section
from interviewer.domain.ports import Embedder, Matrix
from interviewer.domain.text import fold, language_of
from interviewer.services.doctor.documents import Document

_TOKEN = re.compile(r"\d+(?:\.\d+)*|[a-z][a-z0-9]*(?:[-_.][a-z0-9]+)*|[\u3400-\u9fff]")
_NUMBER = re.compile(r"^\d")
_NEAR = 0.6
_ROWS = 512
_FEWEST_TOKENS = 5
_SPEAKS_FOR_ITSELF = 12
_GLUE = frozenset(
    "the a an is are be of to in on by for and or it its with as at that this which will can when if from than".split()
)


@dataclass(frozen=True)
class Claim:
    """A key point with where it stands; `tokens` are folded Latin words, numbers and single hanzi."""

    document: Document
    section: Section
    point: KeyPoint

    @property
    def line(self) -> int:
        return self.point.source.first_line if self.point.source else self.section.source.first_line

    @cached_property
    def folded(self) -> str:
        return fold(self.point.text)

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        return tuple(_TOKEN.findall(unicodedata.normalize("NFKC", self.point.text).lower()))

    @cached_property
    def numbers(self) -> frozenset[str]:
        return frozenset(token for token in self.tokens if _NUMBER.match(token))

    @cached_property
    def frame(self) -> tuple[str, ...]:
        """Its words without the numbers."""
        return tuple("#" if token in self.numbers else token for token in self.tokens)

    @cached_property
    def terms(self) -> frozenset[str]:
        """What it is about: the Latin words of a Chinese claim."""
        return frozenset(token for token in self.tokens if token[0].isascii() and not token[0].isdigit()) - _GLUE

    @cached_property
    def language(self) -> str:
        return language_of(self.point.text)

    @cached_property
    def about(self) -> tuple[frozenset[str], str]:
        """Its terms; where it names none, those of its headings, and for a short claim the title it stands under."""
        if self.terms:
            return self.terms, ""
        if len(self.tokens) < _SPEAKS_FOR_ITSELF:
            return frozenset(), fold(self.section.title)
        headings = unicodedata.normalize("NFKC", " ".join(self.section.steps[-2:])).lower()
        return frozenset(token for token in _TOKEN.findall(headings) if token[0].isascii() and token.isalpha()), ""


def claims_of(documents: Sequence[Document]) -> list[Claim]:
    found = [
        Claim(document, section, point)
        for document in documents
        for section in document.note.sections
        for point in section.key_points
    ]
    return [claim for claim in found if len(claim.tokens) >= _FEWEST_TOKENS]


def near_pairs(claims: Sequence[Claim], embedder: Embedder) -> Iterator[tuple[Claim, Claim, float]]:
    """Pairs of claims of different sections in one language that mean nearly the same, with their cosine."""
    vectors: Matrix = embedder.embed([claim.point.text for claim in claims])
    for start in range(0, len(claims), _ROWS):
        likeness = vectors[start : start + _ROWS] @ vectors.T
        rows, columns = (likeness >= _NEAR).nonzero()
        for row, column in zip((rows + start).tolist(), columns.tolist(), strict=True):
            one, other = claims[row], claims[column]
            if row < column and one.section.id != other.section.id and one.language == other.language:
                yield one, other, float(likeness[row - start, column])
