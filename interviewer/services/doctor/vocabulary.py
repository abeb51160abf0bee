"""Which words are known, how often, and in whose company: from the lists beside this file, our notes and the user's."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from interviewer.services.doctor.spelling import Neighbours, bases
from interviewer.services.doctor.words import words_of

_FOLDER = Path(__file__).parent
_FEWEST_SHIPPED = 3
_FEWEST_OWN = 4
_SHORTEST_PART = 4


@cache
def common_words() -> frozenset[str]:
    """Ordinary English words: bench/common_words.py counted most of them."""
    files = ("common_words.txt", "ordinary_words.txt")
    lines = (line for name in files for line in (_FOLDER / name).read_text("utf-8").splitlines())
    return frozenset(word for line in lines for word in line.partition("#")[0].split())


@cache
def terms() -> frozenset[str]:
    """The general list of terms, folded; of `kube-apiserver` and `file.managed` also the pieces."""
    lines = (_FOLDER / "terms.txt").read_text("utf-8").splitlines()
    listed = [term.lower() for line in lines for term in line.partition("#")[0].split()]
    return frozenset(piece for term in listed for piece in re.split(r"[-.]", term) if len(piece) > 1)


@cache
def miswritten() -> dict[str, str]:
    """Chinese words by the wrong form that is often written."""
    return dict(tomllib.loads((_FOLDER / "miswritten.toml").read_text("utf-8"))["words"])


@dataclass
class Usage:
    """How often words occur, alone and behind another word, and in which texts together."""

    words: Counter[str] = field(default_factory=Counter)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    texts: list[frozenset[str]] = field(default_factory=list)
    forms: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, texts: Iterable[Iterable[str]]) -> Usage:
        """Of texts given as lines."""
        usage = cls()
        for lines in texts:
            here: set[str] = set()
            for line in lines:
                found = list(words_of(line))
                folded = [word.folded for word in found]
                usage.forms.update(word.written for word in found)
                usage.words.update(folded)
                usage.pairs.update(zip(folded, folded[1:], strict=False))
                here.update(folded)
            usage.texts.append(frozenset(here))
        return usage

    def form_of(self, word: str) -> str:
        """How a folded word is mostly written, empty where it does not occur."""
        written = self._written.get(word, ())
        return max(written, key=lambda form: (self.forms[form], form), default="")

    @cached_property
    def _written(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for form in self.forms:
            found.setdefault(form.lower(), []).append(form)
        return found

    def together(self, one: str, other: str) -> bool:
        """Whether some text uses both."""
        return any(one in text and other in text for text in self.texts)


def usage_of_folder(folder: Path) -> Usage:
    """Of the notes below a folder."""
    files = sorted(folder.rglob("*.md")) if folder.is_dir() else []
    return Usage.of(file.read_text("utf-8", errors="replace").splitlines() for file in files)


@dataclass
class Vocabulary:
    """`shipped` is what our notes use, `own` what the notes at hand use."""

    shipped: Usage
    own: Usage

    @cached_property
    def _targets(self) -> frozenset[str]:
        """What a misspelt word may have meant: listed terms, and words that notes use again and again."""
        own = (word for word, count in self.own.words.items() if count >= _FEWEST_OWN)
        return self._sure | frozenset(word for word in own if word not in common_words())

    @cached_property
    def _neighbours(self) -> Neighbours:
        return Neighbours(sorted(self._targets))

    def knows(self, word: str) -> bool:
        """Whether a folded word, or what it is a form of, is a word; also two such words written as one."""
        if any(self._knows(base) for base in bases(word)):
            return True
        cuts = range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
        return any(self._knows(word[:cut]) and self._knows(word[cut:]) for cut in cuts)

    def _knows(self, word: str) -> bool:
        return word in self._targets or word in common_words() or self.shipped.words[word] > 1

    def is_term(self, word: str) -> bool:
        return word in self._targets

    def written(self, term: str) -> str:
        """A folded term as notes write it."""
        return self.own.form_of(term) or self.shipped.form_of(term) or term

    def near(self, word: str, before: str) -> list[tuple[int, str]]:
        """(slips, term), the likeliest first: few slips, then what notes use behind the word before, then how often."""

        def unlikely(pair: tuple[int, str]) -> tuple[int, int, int, str]:
            slips, term = pair
            company = self.shipped.pairs[before, term] + self.own.pairs[before, term]
            return slips, -company, -self.shipped.words[term] - self.own.words[term], term

        return sorted((pair for pair in self._neighbours.near(word) if self._allows(*pair)), key=unlikely)

    def _allows(self, slips: int, term: str) -> bool:
        """Two slips are believed of a listed or shipped term only: ordinary words have too many neighbours."""
        return slips == 1 or (term not in common_words() and term in self._sure)

    @cached_property
    def _sure(self) -> frozenset[str]:
        return terms() | frozenset(word for word, count in self.shipped.words.items() if count >= _FEWEST_SHIPPED)
