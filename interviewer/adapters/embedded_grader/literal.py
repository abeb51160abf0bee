"""A long key point that was said word for word: no likeness need be reckoned, which sees least in long sentences."""

from __future__ import annotations

import re

from interviewer.adapters.embedded_grader.contradictions import negations
from interviewer.domain.quotes import accepted, locate
from interviewer.domain.text import clauses, sentences

_LEAST_CLAUSES = 3
"""Of shorter points the likeness is reckoned well."""
_REJECTS = re.compile(r"错|误|谬|假|相反|反了|\b(?:wrong|false|incorrect|untrue|myth|mistake)", re.IGNORECASE)
_POINTS_BACK = re.compile(r"\s*(?:[这那此]|以上|前面|this|that|which|it)", re.IGNORECASE)


def said_literally(point: str, answer: str) -> str:
    """The slice of the answer that is the point, word for word inside one sentence; empty where there is none.

    Nothing else in that sentence, nor a remark right behind it, may deny it or call it wrong.
    """
    if len(clauses(point)) < _LEAST_CLAUSES:
        return ""
    said = locate(point.strip().rstrip(".。;；"), answer)
    if not said or not accepted(said, answer):
        return ""
    parts = [span.of(answer) for span in sentences(answer)]
    at = next((at for at, part in enumerate(parts) if said in part), None)
    if at is None or _turns_down(parts[at].replace(said, " ")):
        return ""
    behind = parts[at + 1] if at + 1 < len(parts) else ""
    return "" if _POINTS_BACK.match(behind) and _turns_down(behind) else said


def _turns_down(words: str) -> bool:
    return negations(words) > 0 or bool(_REJECTS.search(words))
