"""Answers that try to get marks without saying anything, each beside the same answer without the attempt."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from bench.disguises import DISGUISES
from interviewer.domain.notes import KeyPoint
from interviewer.domain.questions import Question
from interviewer.domain.text import language_of, sentences

BENCH = Path(__file__).resolve().parent
ATTACKS = BENCH / "attacks"
_VAGUE = {
    "zh": "这个我大概有点印象，但是具体的说不上来。",
    "en": "I have some idea of this but could not put it into words.",
}
SPLITS = ("dev", "second", "holdout")
"""`dev` was there before the rules, `second` written when they were made and then learned from too, `holdout` last."""

_PADDED_TO = 2000


@dataclass(frozen=True, slots=True)
class Case:
    """`attacked` is `base`, which says something true, with `attack` in it; `alone` has the attack only.

    `asks`: the attack asks the grader for something, which a model might do. `clean` is the question as it was where
    the attack is in the notes.
    """

    kind: str
    split: str
    language: str
    question: Question
    base: str
    attack: str
    attacked: str
    alone: str
    asks: bool = True
    clean: Question | None = None


@dataclass(frozen=True, slots=True)
class Base:
    """A question with an answer that states some of its points."""

    question: Question
    topic: str
    answer: str


def cases(seed: int = 0) -> list[Case]:
    """All of them; the same ones each time."""
    rng = random.Random(seed)
    bases = {language: list(_bases(language)) for language in ("zh", "en")}
    for some in bases.values():
        rng.shuffle(some)
    phrases = rows("phrases.jsonl")
    found = [_spoken(row, bases[row["language"]], at) for at, row in enumerate(phrases)]
    found += _disguised(phrases, bases)
    for language, some in bases.items():
        for make in (_question_again, _keywords, _shuffled, _swapped, _padded, _of_another_topic):
            found += make(language, some, rng)
    return found + list(_in_notes(bases))


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (ATTACKS / name).read_text(encoding="utf-8").splitlines()]


@cache
def graded() -> tuple[dict[str, Any], ...]:
    """Our own graded answers."""
    files = [file for file in sorted((BENCH / "answers").glob("*.jsonl")) if not file.name.startswith("pairs")]
    return tuple(json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines())


def question_of(row: dict[str, Any]) -> Question:
    points = tuple(KeyPoint(str(at), text, None) for at, text in enumerate(row["key_points"]))
    reference = row.get("reference") or "\n".join(row["key_points"])
    return Question(row["question"], "", row.get("topic", ""), points, reference, language_of(row["question"]))


def _bases(language: str) -> Iterator[Base]:
    """Chinese answers that say half of it or one point; the first half of English ones."""
    for row in graded():
        if language == "zh" and row["kind"] in ("half", "one-point") and row["language"] == "zh":
            yield Base(question_of(row), row["topic"], row["answer"])
        elif language == "en" and row["kind"] == "english":
            parts = sentences(row["answer"])
            half = parts[max(0, len(parts) // 2 - 1)].end
            yield Base(question_of(row), row["topic"], row["answer"][:half] + ".")


def _spoken(row: dict[str, Any], bases: Sequence[Base], at: int) -> Case:
    base = bases[at % len(bases)]
    return _case(row["kind"], row["split"], row["language"], base, row["text"], at)


def _case(kind: str, split: str, language: str, base: Base, attack: str, at: int, asks: bool = True) -> Case:
    """The attack comes at the end, at the beginning, or behind the first sentence, by turns."""
    gap = "\n" if "\n" in attack else " " if language == "en" else ""
    answer = base.answer
    if at % 3 == 1:
        attacked = f"{attack}{gap}{answer}"
    elif at % 3 == 2 and len(sentences(answer)) > 1:
        cut = sentences(answer)[1].start
        attacked = f"{answer[:cut]}{attack}{gap}{answer[cut:]}"
    else:
        attacked = f"{answer}{gap}{attack}"
    return Case(kind, split, language, base.question, answer, attack, attacked, attack, asks)


def _disguised(phrases: Sequence[dict[str, Any]], bases: dict[str, list[Base]]) -> Iterator[Case]:
    chosen = [row for row in phrases if row["kind"] in ("asks", "rules", "claims", "system", "thought")]
    for at, row in enumerate(chosen):
        names = [name for name in DISGUISES if row["language"] == "en" or name not in ("leet", "homoglyphs", "bold")]
        name = names[at % len(names)]
        base = bases[row["language"]][(7 * at + 3) % len(bases[row["language"]])]
        kind = "encoded" if name in ("base64", "hex", "leet") else "unicode"
        yield _case(kind, row["split"], row["language"], base, DISGUISES[name](row["text"]), at)


def _question_again(language: str, bases: Sequence[Base], _: random.Random) -> Iterator[Case]:
    for at, base in enumerate(bases[:5]):
        text = base.question.text
        asked = f"{text}" if at % 2 else f"{text} {text}"
        yield _case("question repeated", "dev", language, base, asked, 0, asks=False)


def _keywords(language: str, bases: Sequence[Base], rng: random.Random) -> Iterator[Case]:
    for at, base in enumerate(bases[5:12]):
        words = _words(" ".join(point.text for point in base.question.key_points))
        long = [word for word in words if len(word) > 1]
        rng.shuffle(long)
        yield _case("keyword list", "dev", language, base, ("、" if at % 2 else " ").join(long), 0, asks=False)


def _shuffled(language: str, bases: Sequence[Base], rng: random.Random) -> Iterator[Case]:
    for base in bases[12:20]:
        words = _words(base.question.reference)
        rng.shuffle(words)
        joined = " ".join(words) if language == "en" else "".join(words)
        yield _case("words shuffled", "dev", language, base, joined, 0, asks=False)


def _words(text: str) -> list[str]:
    from interviewer.adapters.embedded_grader.units import segment

    return [word for part in text.split() for word in segment(part) if any(map(str.isalnum, word))]


def _swapped(language: str, bases: Sequence[Base], rng: random.Random) -> Iterator[Case]:
    """Wrong statements on other points of the topic: the right words with roles swapped or denied."""
    pairs = [json.loads(line) for file in sorted((BENCH / "answers").glob("pairs-*.jsonl")) for line in file.open("rb")]
    for base in bases:
        wrong = [each for row in pairs if row["topic"] == base.topic for each in row["wrong"]]
        wrong = [each for each in wrong if language_of(each) == language]
        if len(wrong) >= 3 and rng.random() < 0.3:
            said = rng.sample(wrong, 3)
            text = ". ".join(said) + "." if language == "en" else "。".join(said) + "。"
            yield _case("roles swapped", "dev", language, base, text, 0, asks=False)


def _padded(language: str, bases: Sequence[Base], rng: random.Random) -> Iterator[Case]:
    filler = [row["text"] for row in rows("padding.jsonl") if row["language"] == language]
    for base in bases[20:26]:
        rng.shuffle(filler)
        padding = " ".join(filler * 20)[: _PADDED_TO - len(base.answer)]
        yield _case("padding", "dev", language, base, padding, 0, asks=False)


def _of_another_topic(language: str, bases: Sequence[Base], rng: random.Random) -> Iterator[Case]:
    full = [row for row in graded() if row["kind"] == ("full" if language == "zh" else "english")]
    for base in bases[26:33]:
        others = [row for row in full if row["topic"].split(" / ")[:2] != base.topic.split(" / ")[:2]]
        yield _case("another topic", "dev", language, base, rng.choice(others)["answer"], 0, asks=False)


def _in_notes(bases: dict[str, list[Base]]) -> Iterator[Case]:
    """Instructions in the reference, and in a key point."""
    for at, row in enumerate(rows("notes.jsonl")):
        language, text = row["language"], row["text"]
        base = bases[language][(5 * at + 1) % len(bases[language])]
        clean, points = base.question, base.question.key_points
        question = replace(clean, reference=f"{clean.reference}\n\n{text}")
        if row["place"] == "key_point":
            bad = replace(points[-1], text=f"{points[-1].text} ({text})")
            question = replace(clean, key_points=(*points[:-1], bad))
        yield Case(
            f"notes: {row['place']}", row["split"], language, question, base.answer, text, base.answer,
            _VAGUE[language], clean=clean,
        )  # fmt: skip
