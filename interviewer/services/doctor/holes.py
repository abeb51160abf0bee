"""Sections without text, sections too thin to grade, and questions that nobody answered."""

from __future__ import annotations

from collections.abc import Iterator

from interviewer.domain.notes import SectionStatus
from interviewer.services.doctor.documents import Document
from interviewer.services.doctor.findings import Finding, FindingKind


def find_holes(document: Document) -> Iterator[Finding]:
    for section in document.note.sections:
        place = (section.path, section.source.file, section.source.first_line)
        if section.status is SectionStatus.GAP:
            yield Finding(FindingKind.GAP, *place, "gap", {"title": section.title})
        elif section.status is SectionStatus.STUB:
            details = {"title": section.title, "points": len(section.key_points)}
            yield Finding(FindingKind.STUB, *place, "stub", details)
    for question in document.note.open_questions:
        where = (question.path, question.source.file, question.source.first_line)
        yield Finding(FindingKind.OPEN_QUESTION, *where, "open_question", {"text": question.text})
