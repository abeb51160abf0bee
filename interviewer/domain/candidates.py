"""Candidates, and what of them is kept beside their interviews. All of it goes when the candidate is deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who is interviewed; `name` is a name, initials or a number, as it was first written."""

    id: str
    name: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class InterviewRecording:
    """Audio of a part of an interview, on the question that was being talked about. `seconds` is its length.

    The parts of one stretch of listening have the same `take`.
    """

    id: str
    interview_id: str
    question_id: str
    at: datetime
    seconds: float
    take: str = ""
