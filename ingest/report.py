"""What an ingest did."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from ingest.records import FileRecord
from interviewer.domain.notes import Note, OpenQuestion, Section, SectionStatus, SourceLines


@dataclass(slots=True)
class IngestReport:
    """Counts of sections with text of their own, and what a reader of the notes should know.

    `errors` are (file, reason code); `seconds` counts from the first file read to the last row written. `stopped`:
    it ended before the last file, on request.
    """

    files: int = 0
    chunks: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    gaps: list[str] = field(default_factory=list)
    stubs: list[str] = field(default_factory=list)
    open_questions: list[OpenQuestion] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)
    seconds: float = 0.0
    stopped: bool = False

    def add_note(self, note: Note, before: dict[str, str], chunks: int) -> None:
        """Count a note against the content hashes by section id that were stored for it."""
        self.files += 1
        self.chunks += chunks
        self.open_questions.extend(note.open_questions)
        for section in note.sections:
            if section.status is SectionStatus.GAP:
                self.gaps.append(section.path)
                continue
            if section.status is SectionStatus.STUB:
                self.stubs.append(section.path)
            self.counts["sections"] += 1
            old = before.get(section.id)
            self.counts["added" if old is None else "unchanged" if old == section.content_hash else "updated"] += 1
        self.counts["deleted"] += len(before.keys() - {section.id for section in _written(note.sections)})

    def add_unchanged(self, file: str, record: FileRecord) -> None:
        """Count a note that is stored as it is."""
        self.files += 1
        self.chunks += record.chunks
        self.gaps.extend(record.gaps)
        self.stubs.extend(record.stubs)
        self.open_questions.extend(
            OpenQuestion(path, text, SourceLines(file, line, line)) for path, text, line in record.open_questions
        )
        self.counts["sections"] += record.sections
        self.counts["unchanged"] += record.sections

    def as_json(self) -> dict[str, Any]:
        """The object of the command `ingest --json`."""
        counted = {name: self.counts[name] for name in ("added", "updated", "deleted", "unchanged")}
        return {
            "files": self.files,
            "sections": self.counts["sections"],
            "chunks": self.chunks,
            **counted,
            "gaps": self.gaps,
            "stubs": self.stubs,
            "open_questions": [
                {"path": each.path, "text": each.text, "line": each.source.first_line} for each in self.open_questions
            ],
            "errors": [{"file": file, "why": why} for file, why in self.errors],
            "seconds": round(self.seconds, 3),
        }


def _written(sections: tuple[Section, ...]) -> list[Section]:
    return [section for section in sections if section.status is not SectionStatus.GAP]
