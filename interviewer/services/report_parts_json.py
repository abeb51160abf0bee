"""Areas, course, fixes, strengths and comparison of a report as JSON values."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from interviewer.services.as_json import source_json
from interviewer.services.report_parts import Comparison, Fix, Headline, Strength, TimelineEntry
from interviewer.services.report_values import Report


def parts_json(report: Report) -> dict[str, Any]:
    """Minutes and seconds are those of the session's own clock; rates are hanzi (`zh`) or words (`en`) a minute."""
    return {
        "score_made_of": _headline(report.headline),
        "areas": [asdict(each) for each in report.areas],
        "timeline": [_moment(each) for each in report.timeline],
        "fixes": [_fix(each) for each in report.fixes],
        "strengths": [_strength(each) for each in report.strengths],
        "comparison": _comparison(report.comparison) if report.comparison else None,
    }


def _headline(made: Headline) -> dict[str, Any]:
    rows = [
        {"number": row.number, "coverage": round(row.coverage, 2), "penalties": row.penalties, "score": row.score}
        for row in made.rows
    ]
    left_out = {"skipped": made.skipped, "unscored": made.unscored, "waiting": made.waiting, "unsure": made.unsure}
    numbers = {name: list(found) for name, found in left_out.items()}
    return {"questions": rows, "corrected": made.corrected, **numbers}


def _moment(entry: TimelineEntry) -> dict[str, Any]:
    pace = entry.pace
    return {
        "number": entry.number,
        "minutes": round(entry.minutes, 2),
        "score": entry.score,
        "seconds": None if entry.seconds is None else round(entry.seconds),
        "pace": pace and {"rate": round(pace.rate), "language": pace.language, "spoken": pace.spoken},
    }


def _fix(fix: Fix) -> dict[str, Any]:
    return {
        "number": fix.number,
        "path": fix.question.path,
        "key_point": fix.verdict.key_point.text if fix.verdict else None,
        "verdict": fix.verdict.kind.value if fix.verdict else None,
        "false_claim": fix.claim.quote if fix.claim else None,
        "unsure": fix.verdict.unsure if fix.verdict else False,
        "source": source_json(fix.source),
        "sentence": fix.sentence,
        "cost": round(fix.cost, 2),
    }


def _strength(strength: Strength) -> dict[str, Any]:
    verdict = strength.verdict
    return {
        "number": strength.number,
        "path": strength.question.path,
        "key_point": verdict.key_point.text,
        "quote": verdict.quote,
        "source": source_json(verdict.key_point.source),
    }


def _comparison(comparison: Comparison) -> dict[str, Any]:
    topics = [
        {
            "topic": each.topic,
            "before": each.before,
            "now": each.now,
            "change": each.change,
            "same_graders": each.same_graders,
        }
        for each in comparison.topics
    ]
    return {
        "session": comparison.session_id,
        "started": comparison.started_at.isoformat(),
        "same_graders": comparison.same_graders,
        "topics": topics,
    }
