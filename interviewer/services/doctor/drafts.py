"""A draft for what is missing in a note, and its way into the user's file once the user accepts it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from interviewer.domain.assessment import FallbackReason
from interviewer.domain.errors import DraftUnusable, ModelUnavailable, NoPlaceInNote
from interviewer.domain.notes import Origin, Section, SectionStatus
from interviewer.domain.ports import ChatModel
from interviewer.domain.text import fold, language_of
from interviewer.i18n import LANGUAGES
from interviewer.prompting import FOLDER, load
from interviewer.services.doctor.documents import Document
from interviewer.services.doctor.findings import Finding, FindingKind
from interviewer.services.doctor.note_file import NoteFile, read_file, save

DRAFTABLE = (FindingKind.GAP, FindingKind.STUB, FindingKind.OPEN_QUESTION)
_NEEDS = {FindingKind.GAP: "gap", FindingKind.STUB: "stub", FindingKind.OPEN_QUESTION: "question"}
_VARIABLES = ("need", "path", "present", "outline", "example", "reference")
_FENCE = re.compile(r"^\s*(?:`{3,}|~{3,})")
_MOST_OUTLINE = 80
_LONGEST_EXAMPLE = 1_500
_MOST_POINTS = 40


@dataclass(frozen=True, slots=True)
class Draft:
    """`text` is to be edited; `file` is the note as it was when the draft was made, so that later changes show."""

    finding: Finding
    file: NoteFile
    text: str
    model: str = ""


class Drafter:
    """Writes drafts by a chat model; its prompts are checked when it is made, which raises PromptBroken."""

    def __init__(self, model: ChatModel, shipped: Path, *, folder: Path = FOLDER) -> None:
        self._model = model
        self._folder_of_notes = shipped
        self._prompts = {each: load("draft_section", each, _VARIABLES, folder) for each in LANGUAGES}

    def draft(self, finding: Finding) -> Draft:
        """Raises NoteUnreadable, NoPlaceInNote where the file no longer has that gap, ModelUnavailable."""
        file = read_file(Path(finding.file))
        document = Document.of(file.text, finding.file)
        section = _section(document, finding)
        prompt = self._prompts[language_of(file.text)]
        reply = self._model.complete(prompt.system, prompt.fill(**self._values(finding, document, section)))
        text = _cleaned(reply.text, section.title)
        if not text:
            raise ModelUnavailable(reason=FallbackReason.UNUSABLE_REPLY)
        return Draft(finding, file, text, reply.model)

    def _values(self, finding: Finding, document: Document, section: Section) -> dict[str, str]:
        asked = finding.kind is FindingKind.OPEN_QUESTION
        return {
            "need": _NEEDS[finding.kind],
            "path": section.path,
            "present": document.lines[finding.line - 1].strip() if asked else section.text,
            "outline": "\n".join(each.path for each in document.note.sections[:_MOST_OUTLINE]),
            "example": _example(document, section),
            "reference": "\n".join(self._known(section, document)),
        }

    def _known(self, section: Section, document: Document) -> list[str]:
        """What the shipped notes say about the subject that the section's headings name."""
        steps = {fold(step) for step in section.steps}
        language = language_of("\n".join(document.lines))
        for each in self._shipped:
            same = each.note.sections and each.note.sections[0].language == language
            if same and fold(each.note.title) in steps:
                points = [point.text for part in each.note.sections for point in part.key_points]
                return [f"- {point}" for point in points[:_MOST_POINTS]]
        return []

    @cached_property
    def _shipped(self) -> list[Document]:
        files = sorted(self._folder_of_notes.rglob("*.md"))
        return [Document.of(file.read_text("utf-8"), str(file), file, Origin.SHIPPED) for file in files]


def accept(draft: Draft, text: str) -> int:
    """Write the text, as the user left it, into his file; gives the line that it starts on.

    Raises NoteChanged where the file changed since the draft was made, DraftUnusable, NoPlaceInNote, NoteNotSaved.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n").rstrip().split("\n")
    if not any(line.strip() for line in lines):
        raise DraftUnusable(encoding=draft.file.encoding)
    document = Document.of(draft.file.text, draft.finding.file)
    after, replaced, fenced = _place(document, _section(document, draft.finding), draft.finding)
    if fenced:
        lines = [line for line in lines if not _FENCE.match(line)]
    else:
        above, below = _line(document, after), _line(document, after + replaced + 1)
        lines = [*([""] if above.strip() else []), *lines, *([""] if below.strip() else [])]
    save(draft.file.with_lines(after, lines, replaced=replaced))
    return after + 1 + (0 if lines[0].strip() else 1)


def _section(document: Document, finding: Finding) -> Section:
    """The section of a finding, by its path and line."""
    for section in document.note.sections:
        here = section.source.first_line <= finding.line <= section.source.last_line
        if section.path == finding.path and here:
            return section
    raise NoPlaceInNote(file=finding.file)


def _place(document: Document, section: Section, finding: Finding) -> tuple[int, int, bool]:
    """(the line to write below, how many blank ones to replace, whether that is within a fence)."""
    if finding.kind is FindingKind.OPEN_QUESTION:
        return finding.line, 0, document.fenced[finding.line - 1]
    if section.status is not SectionStatus.GAP:
        last = section.source.last_line
        return last, 0, document.fenced[last - 1]
    at = section.source.first_line
    if document.fenced[at - 1]:
        return at, 0, True
    opening = next((n for n in range(at, len(document.lines)) if document.lines[n].strip()), None)
    if opening is not None and document.fenced[opening] and _FENCE.match(document.lines[opening]):
        end = opening + 1
        while end < len(document.lines) and not document.lines[end].strip():
            end += 1
        if end < len(document.lines) and _FENCE.match(document.lines[end]):
            return opening + 1, end - opening - 1, True
    return at, 0, False


def _line(document: Document, number: int) -> str:
    return document.lines[number - 1] if 0 < number <= len(document.lines) else ""


def _example(document: Document, section: Section) -> str:
    """A full section of the same note, the nearest one: it shows length and tone."""
    full = [each for each in document.note.sections if each.status is SectionStatus.TEXT and each.id != section.id]
    near = min(full, key=lambda each: abs(each.source.first_line - section.source.first_line), default=None)
    return near.text[:_LONGEST_EXAMPLE] if near else ""


def _cleaned(text: str, title: str) -> str:
    """The reply without fences and headings, which would open a section of their own."""
    kept: Sequence[str] = [
        line.rstrip()
        for line in text.strip().splitlines()
        if not _FENCE.match(line) and not re.match(r"^\s{0,3}#{1,6}\s", line) and fold(line) != fold(title)
    ]
    return "\n".join(kept).strip()
