"""A question of a set as graders and writers know it."""

from __future__ import annotations

from interviewer.domain.desk import SetQuestion
from interviewer.domain.questions import Question


def as_question(question: SetQuestion, language: str) -> Question:
    return Question(
        text=question.text,
        section_id=question.section_id,
        path=question.path,
        key_points=question.key_points,
        reference=question.reference,
        language=language,
        level=question.level,
    )
