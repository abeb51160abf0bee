"""Making ready what the first answers would have to wait for: models, dictionaries, imports."""

from __future__ import annotations

from interviewer.adapters.embedded_writer import EmbeddedWriter
from interviewer.bootstrap.grading import GradingParts
from interviewer.domain.notes import KeyPoint
from interviewer.domain.questions import Question
from interviewer.services.gated_grading import grade

_POINTS = ("预热缓存：warms the cache", "先看监控，再看日志")
_ANSWER = "先看监控，再看日志，这样 warms the cache。"


def warm(parts: GradingParts) -> None:
    """Use once what grading on this machine uses: of several candidates who answer first at the same time, each would
    wait for all of it. Leaves no trace, and asks no model. Raises DatabaseUnavailable."""
    points = tuple(KeyPoint(str(at), text, None) for at, text in enumerate(_POINTS))
    question = Question("预热 warm up?", "", "warm up", points, "；".join(_POINTS), "zh")
    assessment = grade(parts.embedded_grader.inner, parts.embedder, question, _ANSWER)
    EmbeddedWriter().follow_up(question, _ANSWER, assessment, language="zh")
