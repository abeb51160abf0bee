"""Verdicts that a person set right: what graders may learn from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from interviewer.domain.verdicts import VerdictKind, VerdictPlace


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person made of one verdict. It stays when the session that it comes from is deleted.

    `said` are the words of the answer that the verdict was about: those that earn it, or those that were taken for
    it. `grader` is the one that gave the verdict; `path` is the section's.
    """

    id: str
    place: VerdictPlace
    section_id: str
    path: str
    question: str
    key_point: str
    said: str
    given: VerdictKind
    wanted: VerdictKind
    reason: str
    grader: str
    language: str
    at: datetime
