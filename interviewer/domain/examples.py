"""Verdicts that a person has checked: what a grader may look at in like cases."""

from __future__ import annotations

from dataclasses import dataclass

from interviewer.domain.assessment import VerdictKind


@dataclass(frozen=True, slots=True)
class GradedExample:
    """What the words of some answer were worth for a key point, and why; `said` is empty when there were none."""

    key_point: str
    said: str
    verdict: VerdictKind
    reason: str = ""
