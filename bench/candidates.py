"""Simulated candidates, whose missing points are known, and whether the first follow-up goes after one of them.

Some answers are built here from the key points of sections; others are our graded ones, on which the embedded grader
was calibrated.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bench.attack_answers import graded
from interviewer.domain.notes import KeyPoint, Section
from interviewer.domain.ports import Grader, QuestionWriter
from interviewer.domain.questions import Question

_FULL = 1.0
_EVERY = 3
"""Of our graded answers every third is looked at; they are many, and alike."""
_FILLERS = {
    "zh": ("嗯，这个怎么说呢，我们平时也用，", "然后就是，那个，我记得还有，", "反正大概就是这样，细节我得回去看看。"),
    "en": (
        "Well, how shall I put it, we use it every day, ",
        "and then, um, there was something else, I remember that ",
        "anyway, that's roughly it, I'd have to look up the details.",
    ),
}
_UNKNOWN = {
    "zh": ("这个我不太清楚。", "没怎么用过，不知道。", "这块我真的不会，跳过吧。"),
    "en": ("I don't know this one.", "I haven't used it, sorry.", "No idea, can we skip it?"),
}
_OF_GRADED = {
    "one-point": "terse",
    "half": "terse",
    "spoken": "rambling",
    "vague": "rambling",
    "wrong-swap": "confident-wrong",
    "negated": "confident-wrong",
    "extra-wrong": "confident-wrong",
    "empty-ish": "don't know",
    "off-topic": "off-topic",
}


@dataclass(frozen=True, slots=True)
class Answered:
    """What a candidate said, and the ids of the points that he did not state in full, or stated wrongly."""

    candidate: str
    origin: str
    question: Question
    answer: str
    lost: frozenset[str]


def built(sections: Sequence[Section], writer: QuestionWriter, seed: int = 0) -> Iterator[Answered]:
    """Terse, rambling, honest and off-topic candidates on each section of three points or more."""
    chance = random.Random(seed)
    some = [each for each in sections if len(each.key_points) > 2]
    for at, section in enumerate(some):
        question = writer.question(section, language=section.language, variant=at)
        points, language = list(section.key_points), section.language if section.language in _FILLERS else "zh"
        said = chance.sample(points, 2)
        first, second, last = _FILLERS[language]
        stop = "。" if language == "zh" else ". "
        texts = {
            "terse": (said[:1], said[0].text),
            "rambling": (said, f"{first}{said[0].text}{stop}{second}{said[1].text}{stop}{last}"),
            "don't know": ([], _UNKNOWN[language][at % 3]),
            "off-topic": ([], "\n".join(point.text for point in _elsewhere(some, at, chance).key_points[:3])),
        }
        for candidate, (stated, answer) in texts.items():
            yield Answered(candidate, "built", question, answer, _without(points, stated))


def of_graded(every: int = 1) -> Iterator[Answered]:
    """Our graded answers by the candidate they are most like."""
    for row in graded()[:: _EVERY * every]:
        candidate = _OF_GRADED.get(row["kind"])
        points = tuple(KeyPoint(f"k{at}", text, None) for at, text in enumerate(row["key_points"]))
        lost = {point.id for point, covered in zip(points, row["covered"], strict=True) if covered < _FULL}
        if candidate and lost:
            question = Question(row["question"], "s", row["topic"], points, row["reference"], _language(row))
            yield Answered(candidate, "graded", question, row["answer"], frozenset(lost))


def aims(answered: Iterator[Answered], grader: Grader, writer: QuestionWriter) -> dict[str, Any]:
    """By candidate: how many first follow-ups there were, and the share that goes after a point that was lost.

    None asked, because the grader found nothing lost, counts as no aim.
    """
    hits: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for each in answered:
        assessment = grader.grade(each.question, each.answer)
        asked = writer.follow_up(each.question, each.answer, assessment, language=each.question.language)
        hits[each.origin, each.candidate].append(asked is not None and asked.key_point.id in each.lost)
    rows = {f"{candidate}, {origin}": _share(some) for (origin, candidate), some in sorted(hits.items())}
    return {**rows, "all": _share([hit for some in hits.values() for hit in some])}


def _share(hits: Sequence[bool]) -> dict[str, Any]:
    return {"n": len(hits), "share": round(sum(hits) / len(hits), 4) if hits else 0.0}


def _without(points: Sequence[KeyPoint], stated: Sequence[KeyPoint]) -> frozenset[str]:
    return frozenset(point.id for point in points if point not in stated)


def _elsewhere(sections: Sequence[Section], at: int, chance: random.Random) -> Section:
    """A section of another topic."""
    others = [each for each in sections if each.steps[:2] != sections[at].steps[:2]]
    return chance.choice(others)


def _language(row: dict[str, Any]) -> str:
    return row["language"] if row["language"] in _FILLERS else "zh"
