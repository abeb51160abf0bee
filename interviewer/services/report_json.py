"""The report as JSON values. A key is never renamed or dropped within a version of the schema."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from interviewer.domain.assessment import Assessment, Band, FalseClaim, Verdict
from interviewer.domain.incident import WorkOrder
from interviewer.domain.verdicts import Appeal, CorrectionMark, PastVerdict
from interviewer.services.as_json import source_json
from interviewer.services.costs import usage_json
from interviewer.services.delivery_json import session_json, spoken_json
from interviewer.services.incident_drill import lines_of
from interviewer.services.report_parts_json import parts_json
from interviewer.services.report_values import FollowUpReport, QuestionReport, Report, StudyItem

SCHEMA = "interviewer.report/1"


def report_json(report: Report) -> dict[str, Any]:
    """Times are ISO 8601 in UTC, scores 0..100 or null, question numbers and lines 1-based."""
    return {
        "schema": SCHEMA,
        "session": report.session_id,
        "started": report.started_at.isoformat(),
        "finished": report.finished_at.isoformat() if report.finished_at else None,
        "mode": report.mode.value,
        "planned": report.planned,
        "score": report.score,
        "score_as_graded": report.score_as_graded,
        "band": _band(report.band),
        "opening": _opening(report),
        "points": asdict(report.points),
        "hints": report.hints,
        "seconds": round(report.seconds),
        "topics": [
            {"topic": each.topic, "score": each.score, "questions": each.questions, "scored": each.scored}
            for each in report.topics
        ],
        "questions": [_question(each) for each in report.questions],
        "skipped": [each.number for each in report.skipped],
        "unscored": [each.number for each in report.unscored],
        "study": [_study(each) for each in report.study],
        "graders": [
            {"grader": each.grader, "model": each.model or None, "questions": each.questions} for each in report.graders
        ],
        "usage": [usage_json(each) for each in report.usage],
        "delivery": session_json(report.deliveries),
        **parts_json(report),
        "fallbacks": [{"reason": each.reason.value, "questions": list(each.numbers)} for each in report.fallbacks],
    }


def _opening(report: Report) -> dict[str, Any]:
    best, worst = report.opening.best, report.opening.worst
    return {
        "kind": report.opening.kind.value,
        "best": best and {"name": best.name, "score": best.score},
        "worst": worst and {"name": worst.name, "score": worst.score},
    }


def _question(question: QuestionReport) -> dict[str, Any]:
    return {
        "number": question.number,
        "question": question.question.text,
        "path": question.question.path,
        "topic": question.topic,
        "level": question.question.level.value,
        "writer": question.question.writer,
        "state": question.state.value,
        "answer": question.answer,
        "source": source_json(question.source),
        "score": question.score,
        "assessment": _assessment(question.assessment),
        "work_order": _work_order(question.work_order),
        "hints": list(question.course.hints),
        "rephrased": list(question.course.rephrased),
        "seconds": _whole(question.seconds),
        "follow_ups": [_follow_up(each) for each in question.follow_ups],
        "delivery": spoken_json(question.course.spoken),
    }


def _assessment(assessment: Assessment | None) -> dict[str, Any] | None:
    if assessment is None:
        return None
    parts = assessment.score_parts
    return {
        "score": assessment.score,
        "score_as_graded": assessment.as_graded.score,
        "coverage": round(parts.coverage, 2) if parts else None,
        "penalties": parts.penalties if parts else None,
        "band": _band(assessment.current_band),
        "verdicts": [_verdict(each) for each in assessment.verdicts],
        "false_claims": [_false_claim(each) for each in assessment.false_claims],
        "gate": assessment.gate.value if assessment.gate else None,
        "grader": assessment.grader,
        "model": assessment.model or None,
        "fallback_reason": assessment.fallback_reason.value if assessment.fallback_reason else None,
        "unscored_reason": assessment.unscored_reason.value if assessment.unscored_reason else None,
        "usage": usage_json(assessment.usage) if assessment.usage else None,
        "from_cache": assessment.from_cache,
    }


def _work_order(order: WorkOrder | None) -> dict[str, Any] | None:
    """How an incident was handled, in a drill; null elsewhere."""
    if order is None:
        return None
    steps = [{"step": line.step.value, "quote": line.quote, "place": line.place} for line in lines_of(order)]
    return {"verdict": order.verdict.value, "slips": [slip.value for slip in order.slips], "steps": steps}


def _follow_up(follow_up: FollowUpReport) -> dict[str, Any]:
    turn = follow_up.turn
    return {
        "question": turn.follow_up.text,
        "key_point": turn.follow_up.key_point.text,
        "answer": turn.answer,
        "assessment": _assessment(turn.assessment),
        "recovered": follow_up.recovered,
        "hints": list(follow_up.hints),
        "seconds": _whole(follow_up.seconds),
        "delivery": spoken_json(turn.course.spoken),
    }


def _whole(seconds: float | None) -> int | None:
    return None if seconds is None else round(seconds)


def _study(item: StudyItem) -> dict[str, Any]:
    lost = [_verdict(each) for each in item.lost]
    return {"path": item.path, "source": source_json(item.source), "score": item.score, "lost": lost}


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "key_point": verdict.key_point.text,
        "weight": verdict.key_point.weight,
        "verdict": verdict.kind.value,
        "quote": verdict.quote,
        "remark": verdict.remark,
        "unsure": verdict.unsure,
        "source": source_json(verdict.key_point.source),
        "corrected": _corrected(verdict.corrected),
        "appeals": [_appeal(each) for each in verdict.appeals],
    }


def _corrected(mark: CorrectionMark | None) -> dict[str, Any] | None:
    """What the grader had said, and who set it otherwise."""
    if mark is None:
        return None
    return {"graded": _past(mark.before), "by": mark.by, "at": mark.at.isoformat(), "reason": mark.reason}


def _appeal(appeal: Appeal) -> dict[str, Any]:
    return {
        "ground": appeal.ground.value,
        "words": appeal.words,
        "argument": appeal.argument,
        "outcome": appeal.outcome.value,
        "reason": appeal.reason,
        "before": _past(appeal.before),
        "at": appeal.at.isoformat(),
        "grader": appeal.grader,
        "model": appeal.model or None,
    }


def _past(past: PastVerdict) -> dict[str, Any]:
    return {"verdict": past.kind.value, "quote": past.quote, "remark": past.remark}


def _false_claim(claim: FalseClaim) -> dict[str, Any]:
    return {"quote": claim.quote, "correction": claim.correction}


def _band(band: Band | None) -> dict[str, Any] | None:
    return None if band is None else {"low": band.low, "high": band.high, "label": band.label.value}
