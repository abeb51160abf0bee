"""Proposes key points for a section by a chat model; whether they hold is for others to check."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from interviewer.adapters.grading_prompt import numbered
from interviewer.adapters.repairing import ask_for_object
from interviewer.domain.edits import Proposal, ProposedPoint
from interviewer.domain.notes import Section
from interviewer.domain.ports import ChatModel
from interviewer.i18n import LANGUAGES, translate
from interviewer.prompting import FOLDER, load, one_line, unfenced

VARIABLES = ("path", "lines", "points", "repair")
MOST_POINTS = 24
_MOST_LINES = 120
_MOST_SHOWN = 60
_LONGEST_LINES = 6_000
_POINT: dict[str, Any] = {
    "type": "object",
    "properties": {"text": {"type": "string"}, "first_line": {"type": "integer"}, "last_line": {"type": "integer"}},
    "required": ["text", "first_line", "last_line"],
}
SCHEMA: dict[str, Any] = {
    "title": "key_points",
    "description": "Atomic key points with the lines that they rest on.",
    "type": "object",
    "properties": {"points": {"type": "array", "items": _POINT}},
    "required": ["points"],
}


class LLMRefiner:
    """Needs a chat model; its prompts are checked when it is made, which raises PromptBroken."""

    def __init__(self, model: ChatModel, *, folder: Path = FOLDER) -> None:
        self._model = model
        self._prompts = {each: load("refine", each, VARIABLES, folder) for each in LANGUAGES}

    def propose(self, section: Section) -> Proposal:
        """Of a very long section the beginning is shown; what stands beyond it keeps its points."""
        language = section.language if section.language in LANGUAGES else LANGUAGES[0]
        prompt = self._prompts[language]
        lines = _shown(section.text)
        reply = ask_for_object(
            self._model,
            prompt,
            {
                "path": section.path,
                "lines": "\n".join(f"{at + 1}| {line}" for at, line in enumerate(lines) if line.strip()),
                "points": numbered(section.key_points[:_MOST_SHOWN]),
            },
            SCHEMA,
            language=language,
            problem_in=lambda data: _problem_in(data["points"], len(lines), language),
        )
        points = (reply.data or {})["points"]
        return Proposal(
            tuple(
                ProposedPoint(
                    unfenced(one_line(each["text"]), section.text), each["first_line"] - 1, each["last_line"] - 1
                )
                for each in points
            ),
            reply.model,
            prompt.version,
            reply.usage,
        )


def _shown(text: str) -> list[str]:
    """As many lines as a model should read at once; of a first one that is longer, the beginning."""
    lines: list[str] = []
    for line in text.split("\n")[:_MOST_LINES]:
        if sum(map(len, lines)) + len(line) > _LONGEST_LINES:
            return lines or [line[:_LONGEST_LINES]]
        lines.append(line)
    return lines


def _problem_in(points: list[dict[str, Any]], lines: int, language: str) -> str:
    """A single point that is no use is dropped later; a reply without any that is, is asked for again."""
    if not 0 < len(points) <= MOST_POINTS:
        return translate("repair.point_count", language, limit=MOST_POINTS)
    usable = (one_line(each["text"]) and 1 <= each["first_line"] <= each["last_line"] <= lines for each in points)
    return "" if any(usable) else translate("repair.point_lines", language, lines=lines)
