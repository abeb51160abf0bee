"""What simulated candidates say: our graded answers, each to a question that it fits where there is one."""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.figures import ROOT
from interviewer.domain.notes import PATH_JOINER

FILES = sorted((ROOT / "bench" / "answers").glob("*.jsonl"))
_QUESTION = re.compile(r'<h2 class="iv-question">(.*?)</h2>', re.DOTALL)


@dataclass(slots=True)
class AnswerBook:
    """`by_topic` has the answers by the name of their topic, such as "Redis"; `fitting` of `given` were on the topic
    asked about. Qualities and lengths are as they come in the files: whole, half, vague, spoken, wrong."""

    by_topic: dict[str, list[str]]
    all: Sequence[str]
    fitting: int = 0
    given: int = 0
    lengths: list[int] = field(default_factory=list)

    def answer_to(self, html: Sequence[str], chance: random.Random) -> str:
        shown = " ".join(html)
        asked = " ".join(_QUESTION.findall(shown)) + _standing(html)
        topic = max((each for each in self.by_topic if each in asked), key=len, default="")
        answer = chance.choice(self.by_topic[topic] if topic else self.all)
        self.given += 1
        self.fitting += bool(topic)
        self.lengths.append(len(answer))
        return answer

    def said(self) -> dict[str, Any]:
        """How many answers were given, the share on the topic asked about, and their lengths in characters."""
        lengths = sorted(self.lengths) or [0]
        return {
            "answers": self.given,
            "on_topic": round(self.fitting / max(1, self.given), 2),
            "characters": {"least": lengths[0], "median": lengths[len(lengths) // 2], "most": lengths[-1]},
        }


def _standing(html: Sequence[str]) -> str:
    """The line above the question, which names its topic."""
    return next((each for each in html if 'class="iv-small iv-row"' in each), "")


def read_book(files: Sequence[Path] = FILES) -> AnswerBook:
    by_topic: dict[str, list[str]] = defaultdict(list)
    for row in _rows(files):
        steps = row["topic"].split(PATH_JOINER)
        by_topic[steps[min(1, len(steps) - 1)]].append(row["answer"])
    return AnswerBook(dict(by_topic), [each for own in by_topic.values() for each in own])


def _rows(files: Sequence[Path]) -> list[dict[str, Any]]:
    """Answers with something in them: an empty one is not sent by the box."""
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    rows = [json.loads(line) for line in lines]
    return [row for row in rows if "answer" in row and row["answer"].strip()]
