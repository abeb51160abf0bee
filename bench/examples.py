"""Labelled feature rows that the embedded grader's calibration is made from, each source with how it is labelled."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from bench.synthetic import Sheet, made_answers, reworded, sheets_of, shortened
from interviewer.adapters.embedded_grader.checklist import Checklist, prepare
from interviewer.adapters.embedded_grader.features import NAMES, Evidence, evidence
from interviewer.adapters.embedded_grader.statements import prepare_answer
from interviewer.adapters.embedded_grader.units import segment
from interviewer.domain.ports import Embedder
from interviewer.domain.text import language_of
from interviewer.services.evaluation_files import read_csv

KNOWLEDGE = Path(__file__).resolve().parent.parent / "knowledge"
ANSWERS_A_SECTION = 4
_WRONG_KINDS = ("wrong-swap", "negated")
_SPOKEN_OF = 0.3
"""Share of a point's words from which an uncovered point of a wrong answer counts as said wrongly."""
_ANY_RECALL = NAMES.index("any_recall")


@dataclass(frozen=True, slots=True)
class Rows:
    """Feature rows of shape (n, features); `covered` 0..1; `wrong` where the point is said the wrong way; a group each.

    `answers` numbers the answer that a row belongs to.
    """

    features: Any
    covered: Any
    wrong: Any
    groups: Any
    answers: Any

    def take(self, which: Any) -> Rows:
        return Rows(
            self.features[which], self.covered[which], self.wrong[which], self.groups[which], self.answers[which]
        )

    def without(self, groups: Iterable[str]) -> Rows:
        return self.take(~np.isin(self.groups, list(groups)))

    def __len__(self) -> int:
        return len(self.covered)


@dataclass
class Collected:
    """Rows as they come in."""

    features: list[Any] = field(default_factory=list)
    covered: list[float] = field(default_factory=list)
    wrong: list[bool] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)

    def add(self, features: Any, covered: float, wrong: bool, group: str, answer: int) -> None:
        self.features.append(features)
        self.covered.append(covered)
        self.wrong.append(wrong)
        self.groups.append(group)
        self.answers.append(answer)

    def rows(self) -> Rows:
        features = np.stack(self.features) if self.features else np.zeros((0, len(NAMES)))
        return Rows(
            features,
            np.array(self.covered, float),
            np.array(self.wrong, bool),
            np.array(self.groups, str),
            np.array(self.answers, int),
        )


class Reader:
    """Evidence for answers, the checklists kept."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._checklist = lru_cache(maxsize=2048)(self._prepare)

    def _prepare(self, question: str, points: tuple[str, ...]) -> Checklist:
        return prepare(question, points, self._embedder)

    def evidence(self, question: str, points: Sequence[str], answer: str) -> list[Evidence]:
        checklist = self._checklist(question, tuple(points))
        return evidence(checklist, prepare_answer(answer, checklist, self._embedder))

    def alone(self, question: str, point: str, slice_: str) -> Any:
        """The features of a slice by itself against a point by itself, as a quote is judged."""
        return self.evidence(question, (point,), slice_)[0].features


def graded_rows(answers: Sequence[dict[str, Any]], embedder: Embedder) -> tuple[Rows, Rows]:
    """Rows of answers in the form of the benchmark's jsonl, grouped by topic; and their slices by themselves.

    Which points were said wrongly stands in `wrong`, or shows in the kind of the answer and the words that it has of
    an uncovered point.
    """
    reader, whole, alone = Reader(embedder), Collected(), Collected()
    for number, answer in enumerate(answers):
        found = reader.evidence(answer["question"], answer["key_points"], answer["answer"])
        for at, (point, covered, each) in enumerate(zip(answer["key_points"], answer["covered"], found, strict=True)):
            wrong = _is_wrong(answer, at, each.features)
            whole.add(each.features, covered, wrong, answer["topic"], number)
            features = reader.alone(answer["question"], point, each.statement.text)
            alone.add(features, covered, wrong, answer["topic"], number)
    return whole.rows(), alone.rows()


def disturbed(answers: Sequence[dict[str, Any]], seed: int = 0) -> list[dict[str, Any]]:
    """The answers once more with what must make no difference or earn nothing: each beside an answer to a question of
    another field, and its own words out of their order."""
    rng = random.Random(seed)
    found = []
    for answer in answers:
        field_ = answer["topic"].split(" / ")[:2]
        other = rng.choice([each for each in answers if each["topic"].split(" / ")[:2] != field_])["answer"]
        parts = [answer["answer"], other]
        rng.shuffle(parts)
        found.append(answer | {"answer": "\n".join(parts)})
        nothing = {"covered": [0.0] * len(answer["covered"]), "wrong": []}
        found.append(answer | nothing | {"answer": _shuffled(answer["answer"], rng)})
    return found


def _shuffled(text: str, rng: random.Random) -> str:
    words = [word for part in text.split() for word in segment(part) if any(map(str.isalnum, word))]
    rng.shuffle(words)
    return (" " if language_of(text) == "en" or rng.random() < 0.5 else "").join(words)


def _is_wrong(answer: dict[str, Any], at: int, features: Any) -> bool:
    if "wrong" in answer:
        return at in answer["wrong"]
    doubtful = answer["kind"] in _WRONG_KINDS and answer["covered"][at] <= 0.25
    return doubtful and bool(features[_ANY_RECALL] >= _SPOKEN_OF)


def pair_rows(pairs: Sequence[dict[str, Any]], embedder: Embedder, seed: int = 0) -> Rows:
    """Rows of single right and wrong statements on a point that stands among its siblings, grouped by topic.

    People say a thing wrongly in the note's own words, and rightly in theirs; so that closeness of words is no sign of
    error, each right statement comes with a lightly reworded copy of the point.
    """
    reader, found, rng = Reader(embedder), Collected(), random.Random(seed)
    for number, pair in enumerate(pairs):
        points, question = (pair["point"], *pair["siblings"]), pair["topic"].rsplit(" / ", 1)[-1]
        right = [*pair["right"], *(reworded(pair["point"], rng) for _ in pair["right"])]
        for text, wrong in [*((each, False) for each in right), *((each, True) for each in pair["wrong"])]:
            if text.strip():
                features = reader.evidence(question, points, text)[0].features
                found.add(features, 0.0 if wrong else 1.0, wrong, pair["topic"], number)
    return found.rows()


def made_rows(embedder: Embedder, seed: int = 0, knowledge: Path = KNOWLEDGE) -> Rows:
    """Rows of answers made from the notes that ship with the product."""
    reader, found, rng = Reader(embedder), Collected(), random.Random(seed)
    sheets = sheets_of(knowledge)
    number = 0
    for sheet in sheets:
        for _ in range(ANSWERS_A_SECTION):
            for made in made_answers(_varied(sheet, rng), sheets, 1, rng):
                for at, each in enumerate(reader.evidence(made.sheet.question, made.sheet.points, made.answer)):
                    found.add(each.features, made.covered[at], at in made.wrong, sheet.topic, number)
                number += 1
    return found.rows()


def _varied(sheet: Sheet, rng: random.Random) -> Sheet:
    return shortened(sheet, rng) if rng.random() < 0.6 else sheet


def sheet_rows(files: Sequence[Path], embedder: Embedder) -> tuple[Rows, Rows]:
    """Rows of answers in csv files, grouped by question, and their slices by themselves. `covered` is the mark of the
    whole answer, the same for all its points: people marked answers there and no points."""
    reader, whole, alone = Reader(embedder), Collected(), Collected()
    given = [each for file in files for each in read_csv(file) if each.answer.strip()]
    for number, each in enumerate(given):
        points = [point.text for point in each.question.key_points]
        for point, found in zip(points, reader.evidence(each.question.text, points, each.answer), strict=True):
            whole.add(found.features, each.score, False, each.question.text, number)
            features = reader.alone(each.question.text, point, found.statement.text)
            alone.add(features, each.score, False, each.question.text, number)
    return whole.rows(), alone.rows()


def spread(sheets: tuple[Rows, Rows], probability: Callable[[Any], Any]) -> tuple[Rows, Rows]:
    """The sheets with the mark of each answer spread over its points: more for those that a first model finds in it.

    The log odds of all points of an answer are moved by the same amount until their mean is the mark.
    """
    whole, alone = sheets
    if not len(whole):
        return sheets
    odds = _odds(probability(whole.features))
    low, high = np.full(whole.answers.max() + 1, -12.0), np.full(whole.answers.max() + 1, 12.0)
    count = np.maximum(np.bincount(whole.answers), 1)
    mark = np.bincount(whole.answers, whole.covered) / count
    for _ in range(30):
        middle = (low + high) / 2
        mean = np.bincount(whole.answers, _share(odds + middle[whole.answers])) / count
        low, high = np.where(mean < mark, middle, low), np.where(mean < mark, high, middle)
    covered = _share(odds + ((low + high) / 2)[whole.answers])
    return replace(whole, covered=covered), replace(alone, covered=covered)


def _share(odds: Any) -> Any:
    return 1 / (1 + np.exp(-odds))


def _odds(probabilities: Any) -> Any:
    held = np.clip(probabilities, 0.02, 0.98)
    return np.log(held / (1 - held))


def load(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
