"""The shapes that the command line prints, one function an object."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from interviewer.domain.assessment import Assessment, Verdict
from interviewer.domain.corrections import Correction
from interviewer.domain.edits import Refinement
from interviewer.domain.notes import KeyPoint, Section, SourceLines
from interviewer.domain.ports import SourceFile
from interviewer.domain.questions import Question
from interviewer.domain.sessions import SessionSummary
from interviewer.services.costs import usage_json
from interviewer.services.search import Found


def assessment_json(assessment: Assessment) -> dict[str, Any]:
    band = assessment.current_band
    return {
        "score": assessment.score,
        "band": {"low": band.low, "high": band.high, "label": band.label.value} if band else None,
        "verdicts": [verdict_json(verdict) for verdict in assessment.verdicts],
        "false_claims": [{"quote": each.quote, "correction": each.correction} for each in assessment.false_claims],
        "gate": assessment.gate.value if assessment.gate else None,
        "grader": assessment.grader,
        "model": assessment.model or None,
        "fallback_reason": assessment.fallback_reason.value if assessment.fallback_reason else None,
        "unscored_reason": assessment.unscored_reason.value if assessment.unscored_reason else None,
        "usage": usage_json(assessment.usage) if assessment.usage else None,
        "from_cache": assessment.from_cache,
    }


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    return {
        "key_point": verdict.key_point.text,
        "verdict": verdict.kind.value,
        "quote": verdict.quote,
        "source": source_json(verdict.key_point.source),
        "unsure": verdict.unsure,
    }


def correction_json(correction: Correction) -> dict[str, Any]:
    return {
        "id": correction.id,
        "at": correction.at.isoformat(),
        "session": correction.place.session_id,
        "path": correction.path,
        "question": correction.question,
        "key_point": correction.key_point,
        "said": correction.said,
        "given": correction.given.value,
        "wanted": correction.wanted.value,
        "reason": correction.reason,
        "grader": correction.grader,
    }


def source_json(source: SourceLines | None) -> dict[str, Any] | None:
    return _place(source) if source else None


def section_json(section: Section) -> dict[str, Any]:
    return {
        "path": section.path,
        **_place(section.source),
        "status": section.status.value,
        "level": section.level.value,
        "key_points": [_key_point_json(point) for point in section.key_points],
    }


def refined_json(done: Sequence[Refinement]) -> dict[str, Any]:
    return {
        "sections": len(done),
        "points": sum(len(each.points) for each in done),
        "rejected": sum(each.rejected for each in done),
        "calls": sum(each.usage.calls for each in done if each.usage),
    }


def found_json(found: Found) -> dict[str, Any]:
    section = found.section
    return {"path": section.path, **_place(section.source), "score": round(found.score, 4), "text": section.text}


def question_json(question: Question) -> dict[str, Any]:
    return {
        "question": question.text,
        "path": question.path,
        "key_points": [point.text for point in question.key_points],
        "level": question.level.value,
    }


def summary_json(summary: SessionSummary) -> dict[str, Any]:
    return {
        "id": summary.id,
        "started": summary.started_at.isoformat(),
        "finished": summary.finished_at.isoformat() if summary.finished_at else None,
        "topics": list(summary.topics),
        "questions": summary.questions,
        "score": summary.score,
        "grader": summary.grader,
        **({"name": summary.name} if summary.name else {}),
        **({"deleted": summary.deleted_at.isoformat()} if summary.deleted_at else {}),
    }


def source_file_json(source: SourceFile) -> dict[str, Any]:
    return {
        "file": source.file,
        "origin": source.origin.value,
        "enabled": source.enabled,
        "sections": source.sections,
        "gaps": source.gaps,
        "stubs": source.stubs,
        "indexed_at": source.indexed_at.isoformat(),
    }


def _key_point_json(point: KeyPoint) -> dict[str, Any]:
    """With its weight where the owner of the notes gave it one; without lines where he added it."""
    lines = point.source
    return {
        "id": point.id,
        "text": point.text,
        "first_line": lines.first_line if lines else None,
        "last_line": lines.last_line if lines else None,
        **({"weight": point.weight} if point.weight != 1 else {}),
    }


def _place(source: SourceLines) -> dict[str, Any]:
    return {"file": source.file, "first_line": source.first_line, "last_line": source.last_line}
