"""A report as text for a terminal: a line a part, and below it what to do."""

from __future__ import annotations

from interviewer.i18n import translate
from interviewer.services.system_check.check import Report
from interviewer.services.system_check.finding import Health


def as_text(report: Report, language: str) -> str:
    lines = []
    for finding in report.findings:
        mark = translate(f"system.health.{finding.health.value}", language)
        lines.append(f"{mark}  {finding.name(language)}  {finding.seen(language)}")
        if advice := finding.advice(language):
            lines.append(f"    → {advice}")
    return "\n".join([*lines, "", headline(report, language)])


def headline(report: Report, language: str) -> str:
    """The whole in one sentence."""
    problems, warnings = len(report.of(Health.PROBLEM)), len(report.of(Health.WARNING))
    if report.health is Health.OK:
        return translate("system.all_well", language)
    key = "system.problems" if problems else "system.warnings"
    return translate(key, language, problems=problems, warnings=warnings)
