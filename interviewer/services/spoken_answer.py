"""A model answer to say aloud, made of the key points alone: nothing is in it that is not in the note."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from zlib import crc32

from interviewer.domain.notes import PATH_JOINER, KeyPoint, Shape
from interviewer.domain.questions import Question
from interviewer.domain.speaking import (
    Said,
    first_sentence,
    said,
    seconds_to_say,
    spaced,
    spoken_length,
    without_asides,
)
from interviewer.i18n import LANGUAGES
from interviewer.services.joined_points import Joiner

MOST = {"zh": 360.0, "en": 205.0}
"""About 85 seconds, in units of `spoken_length`; what connects the points takes the rest of 90."""
_PROCESS = re.compile(
    r"步骤|过程|流程|哪几步|哪些步|一步步|怎么走|先后|依次|按什么顺序|经过了?哪|"
    r"\b(?:steps?|in what order|walk (?:me )?through|step by step|how does .+ (?:reach|get))\b",
    re.IGNORECASE,
)
"""What is asked for happens one after the other, and so does the note tell it."""


@dataclass(frozen=True, slots=True)
class SpokenAnswer:
    """`text` has a line a paragraph; `left_out` counts the key points for which there was no time."""

    text: str
    seconds: int
    left_out: int


def spoken_answer(question: Question, shape: Shape | None = None) -> SpokenAnswer | None:
    """The answer in the note's order, 60 to 90 seconds where the note has that much; None without key points."""
    language = question.language if question.language in LANGUAGES else LANGUAGES[0]
    chosen = _in_time(question.key_points, language)
    if not chosen:
        return None
    joiner = Joiner(language, crc32(question.section_id.encode()))
    process = bool(_PROCESS.search(f"{question.text} {question.path.split(PATH_JOINER)[-1]}"))
    lines = joiner.steps(chosen) if shape is Shape.STEPS else joiner.plain(chosen, process=process)
    text = joiner.opening(question.path, chosen[0]) + "\n".join(lines)
    text = spaced(text) if language == "zh" else text
    return SpokenAnswer(text, seconds_to_say(text, language), len(question.key_points) - len(chosen))


def _in_time(points: Sequence[KeyPoint], language: str) -> list[Said]:
    """The points, shortened one way after another until they fit; then the ones that count least go, last first."""
    found = [said(point.text, language) for point in points]
    for shorten in (lambda text: text, first_sentence, lambda text: without_asides(first_sentence(text))):
        texts = [replace(each, text=shorten(each.text)) for each in found]
        if _length(texts, language) <= MOST[language]:
            return texts
    kept = list(range(len(points)))
    while len(kept) > 1 and _length([texts[at] for at in kept], language) > MOST[language]:
        kept.remove(min(kept, key=lambda at: (points[at].weight, -at)))
    return [texts[at] for at in kept]


def _length(points: Sequence[Said], language: str) -> float:
    return sum(spoken_length(each.label + each.text, language) for each in points)
