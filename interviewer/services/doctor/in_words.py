"""An examination as text for a terminal: a list a kind, each finding with its place, why and what would mend it."""

from __future__ import annotations

from collections.abc import Iterator

from interviewer.i18n import translate
from interviewer.services.doctor.examination import Examination
from interviewer.services.doctor.findings import FindingKind


def as_text(examination: Examination, language: str) -> str:
    return "\n".join(_lines(examination, language))


def _lines(examination: Examination, language: str) -> Iterator[str]:
    for kind in FindingKind:
        found = [finding for finding in examination.findings if finding.kind is kind]
        if found:
            yield f"{translate(f'doctor.kind.{kind.value}', language)} ({len(found)})"
        for finding in found:
            yield f"  {finding.file}:{finding.line}  {finding.path}"
            yield f"    {finding.message(language)} {finding.suggestion(language)}"
    if not examination.findings:
        yield translate("doctor.healthy", language)
    counts = {"files": examination.files, "findings": len(examination.findings)}
    yield translate("doctor.counted", language, **counts)
