"""A report as a table, one row a verdict, for spreadsheets: none of its cells is taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from interviewer.domain.assessment import Assessment, FalseClaim, Verdict
from interviewer.services.markdown_text import plain
from interviewer.services.report_values import QuestionReport, Report

COLUMNS = (
    *("session", "started", "number", "follow_up", "path", "topic", "level", "question", "state", "score"),
    *("key_point", "weight", "verdict", "quote", "remark", "unsure", "corrected", "file", "first_line", "last_line"),
    *("grader", "model", "hints", "seconds"),
)
FALSE_CLAIM = "false_claim"
"""What stands for a verdict in the row of a false claim; its correction is the remark."""

_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_LEADING = ("\t", "\r", "\n")


def to_csv(report: Report) -> str:
    """With a byte order mark, by which spreadsheets know UTF-8. Booleans are 0 and 1, what is not known is empty.

    A question without a verdict (skipped, not graded) has one row with its state and no verdict. `follow_up` is the
    number of the follow-up from 1 on, empty for the question itself.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writeheader()
    for row in _rows(report):
        writer.writerow({name: _cell(value) for name, value in row.items()})
    return "\ufeff" + out.getvalue()


def harmless(text: str) -> str:
    """The text so that no spreadsheet calculates it: with an apostrophe before what would begin a formula."""
    shown = plain(text)
    begins = shown.startswith(_LEADING) or shown.lstrip().startswith(_FORMULA)
    return f"'{shown}" if begins else shown


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    return harmless(value) if isinstance(value, str) else f"{value:g}" if isinstance(value, float) else str(value)


def _rows(report: Report) -> Iterator[dict[str, Any]]:
    whole = {"session": report.session_id, "started": report.started_at.isoformat()}
    for question in report.questions:
        about = whole | _about(question)
        rows = list(_of_assessment(question.assessment))
        for row in rows or [{}]:
            yield about | row
        for number, each in enumerate(question.follow_ups, 1):
            made = each.turn.assessment
            own = {"follow_up": number, "question": each.turn.follow_up.text, "seconds": _whole(each.seconds)}
            own |= {"hints": len(each.hints), "score": made.score if made else None, "state": "graded"}
            for row in _of_assessment(made):
                yield about | own | row


def _about(question: QuestionReport) -> dict[str, Any]:
    return {
        "number": question.number,
        "path": question.question.path,
        "topic": question.topic,
        "level": question.question.level.value,
        "question": question.question.text,
        "state": "unscored" if question.unscored else question.state.value,
        "score": question.score,
        "hints": len(question.course.hints),
        "seconds": _whole(question.seconds),
    }


def _of_assessment(assessment: Assessment | None) -> Iterator[dict[str, Any]]:
    if assessment is None:
        return
    by = {"grader": assessment.grader, "model": assessment.model}
    yield from (_verdict(each) | by for each in assessment.verdicts)
    yield from (_claim(each) | by for each in assessment.false_claims)


def _verdict(verdict: Verdict) -> dict[str, Any]:
    point, source = verdict.key_point, verdict.key_point.source
    place = (source.file, source.first_line, source.last_line) if source else ("", None, None)
    return {
        "key_point": point.text,
        "weight": point.weight,
        "verdict": verdict.kind.value,
        "quote": verdict.quote,
        "remark": verdict.remark,
        "unsure": verdict.unsure,
        "corrected": verdict.corrected is not None,
        **dict(zip(("file", "first_line", "last_line"), place, strict=True)),
    }


def _claim(claim: FalseClaim) -> dict[str, Any]:
    return {"verdict": FALSE_CLAIM, "quote": claim.quote, "remark": claim.correction}


def _whole(seconds: float | None) -> int | None:
    return None if seconds is None else round(seconds)
