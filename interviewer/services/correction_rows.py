"""Corrections as graded answers, in the form of the benchmark's jsonl: what `make calibrate` reads."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from interviewer.domain.corrections import Correction
from interviewer.domain.scoring import VALUES
from interviewer.domain.text import language_of
from interviewer.domain.verdicts import VerdictKind

_KINDS = {VerdictKind.CONTRADICTED: "wrong-swap"}
"""The benchmark's name for answers in which what is said is wrong."""


def graded_row(correction: Correction) -> dict[str, Any]:
    """One key point, and as the answer the words that the correction is about."""
    covered = VALUES[correction.wanted.value]
    return {
        "id": f"correction-{correction.id}",
        "topic": correction.path,
        "language": language_of(correction.said),
        "question": correction.question,
        "reference": correction.key_point,
        "key_points": [correction.key_point],
        "answer": correction.said,
        "kind": _KINDS.get(correction.wanted, "correction"),
        "covered": [covered],
        "false_claims": [],
        "score": round(100 * covered),
        "reason": correction.reason,
    }


def to_jsonl(corrections: Iterable[Correction]) -> str:
    return "".join(json.dumps(graded_row(each), ensure_ascii=False) + "\n" for each in corrections)
