"""Make addressing.json, the model of speech to the grader: `python -m bench.addressing`.

Learned from what `bench/attacks/training.txt` spells out, the attack phrases that the rules may know, and as ordinary
speech the shipped notes and our own graded answers. Phrases of the holdout split are never looked at.
"""

from __future__ import annotations

import json
import random
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from interviewer.domain.disguise import plain
from interviewer.domain.text import clauses, sentences
from interviewer.domain.wording import FILE, LONGEST_TERM, Node, concepts_of, pairs_of, runs, tokens, tree

BENCH = Path(__file__).resolve().parent
ATTACKS = BENCH / "attacks"
KNOWLEDGE = BENCH.parent / "knowledge"
_SLOT = re.compile(r"\[((?:\\.|[^\[\]\\])*)\](\?)?")
_A_LINE = 30
"""Most sentences made from one line of the training file."""
_RARE = 2
"""A term is known that is in this many other lines with speech to the grader."""
_STRENGTH = 1.0
_NEGLIGIBLE = 0.02
_UNKNOWN = "u"


@dataclass(frozen=True, slots=True)
class Piece:
    """A text to learn from; pieces of one `line` are alike. `addresses`: whether it speaks to the grader."""

    text: str
    line: str
    addresses: bool
    weight: float = 1.0


def spelled_out(file: Path, seed: int = 0) -> Iterator[Piece]:
    """The sentences that the training file stands for."""
    rng = random.Random(seed)
    addresses = False
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
        if line.startswith("=="):
            addresses = "addressing" in line
        elif line.strip() and not line.startswith("#"):
            made = {_SLOT.sub(lambda slot: _one_of(slot, rng), line) for _ in range(_A_LINE * 3)}
            for text in sorted(made)[:: max(1, len(made) // _A_LINE)]:
                yield Piece(" ".join(text.replace("\\", "").split()), f"line {number}", addresses, 30 / _A_LINE)


def _one_of(slot: re.Match[str], rng: random.Random) -> str:
    if slot[2] and rng.random() < 0.5:
        return ""
    return rng.choice(slot[1].split("|"))


def phrases() -> Iterator[Piece]:
    """The attack phrases but those of the holdout."""
    for line in (ATTACKS / "phrases.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["split"] != "holdout":
            yield Piece(row["text"], row["text"], True, 4.0)


def ordinary() -> Iterator[Piece]:
    """What is no speech to the grader: notes, graded answers and statements, whole and in pieces."""
    for row in map(json.loads, _read("benign.jsonl").splitlines()):
        if row["split"] != "holdout":
            yield from _pieces(row["answer"], 3.0)
    for file in sorted(KNOWLEDGE.glob("*/*")):
        for line in file.read_text(encoding="utf-8").splitlines():
            yield from _pieces(line)
    for file in sorted((BENCH / "answers").glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row.get("kind") != "injection":
                for text in [row[key] for key in ("question", "answer") if key in row] + row.get("right", []):
                    yield from _pieces(text)


def _pieces(text: str, weight: float = 1.0) -> Iterator[Piece]:
    for sentence in sentences(text):
        whole = sentence.of(text)
        yield Piece(whole, whole, False, weight)
        for clause in clauses(whole):
            if len(clause.of(whole)) < len(whole):
                yield Piece(clause.of(whole), whole, False, 0.5 * weight)


def fitted(pieces: Iterable[Piece]) -> dict[str, object]:
    """The model as it is kept in the file."""
    chosen = list({piece.text: piece for piece in pieces if piece.text.strip()}.values())
    concepts = {name: _words(text) for name, text in tomllib.loads(_read("concepts.toml")).items()}
    words = tree(concepts, {})
    said = [tokens(plain(piece.text)) for piece in chosen]
    lines = _lines_of(zip(chosen, said, strict=True))
    features = [
        Counter(_features(found, words, partial(_known, lines, piece.line)))
        for piece, found in zip(chosen, said, strict=True)
    ]
    vectors = DictVectorizer()
    model = LogisticRegression(C=_STRENGTH, max_iter=400, solver="liblinear")
    examples = vectors.fit_transform(features)
    examples.indices, examples.indptr = examples.indices.astype("int32"), examples.indptr.astype("int32")
    model.fit(examples, [piece.addresses for piece in chosen], [piece.weight for piece in chosen])
    pairs = zip(vectors.feature_names_, model.coef_[0], strict=True)
    weighed = {name: round(float(weight), 3) for name, weight in pairs if abs(weight) > _NEGLIGIBLE}
    return {
        "bias": round(float(model.intercept_[0]), 3),
        "unknown": weighed.pop(_UNKNOWN, 0.0),
        "concepts": concepts,
        "pairs": {name[2:]: weight for name, weight in weighed.items() if name.startswith("p:")},
        "terms": {name[2:]: weight for name, weight in weighed.items() if name.startswith("t:")},
    }


def _lines_of(pieces: Iterable[tuple[Piece, list[str]]]) -> dict[str, set[str]]:
    """For each term, the lines with speech to the grader that it stands in."""
    lines: dict[str, set[str]] = {}
    for piece, found in pieces:
        for term in terms(found) if piece.addresses else ():
            lines.setdefault(term, set()).add(piece.line)
    return lines


def _known(lines: dict[str, set[str]], own: str, term: str) -> bool:
    """Whether enough lines but one's own have a term: what only that one has is unknown in an unseen sentence."""
    return len(lines.get(term, set()) - {own}) >= _RARE


def terms(found: Sequence[str]) -> Iterator[str]:
    """Every run of one to three tokens."""
    for length in range(1, LONGEST_TERM + 1):
        for at in range(len(found) - length + 1):
            yield " ".join(found[at : at + length])


def _features(found: Sequence[str], words: Node, known: Callable[[str], bool]) -> list[str]:
    meant = {at for at, node in runs(words, found) if node.concepts}
    unknown = sum(at not in meant and not known(token) for at, token in enumerate(found))
    row = sorted({f"t:{term}" for term in terms(found) if known(term)})
    return row + [f"p:{pair}" for pair in pairs_of(concepts_of(words, found))] + [_UNKNOWN] * unknown


def _words(text: str) -> list[str]:
    """Chinese words between spaces in the first line, English ones between bars in the second."""
    chinese, english = text.split("\n", maxsplit=1)
    return chinese.split() + english.split("|")


def _read(name: str) -> str:
    return (ATTACKS / name).read_text(encoding="utf-8")


def main() -> None:
    pieces = [*spelled_out(ATTACKS / "training.txt"), *phrases(), *ordinary()]
    model = fitted(pieces)
    FILE.write_text(json.dumps(model, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    addressing = sum(piece.addresses for piece in pieces)
    print(f"{addressing} of {len(pieces)} pieces, {FILE.stat().st_size // 1024} kB: {FILE}")


if __name__ == "__main__":
    main()
