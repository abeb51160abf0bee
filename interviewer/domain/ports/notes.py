"""What is kept of notes, and what became of their key points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from interviewer.domain.edits import KeyPointEdit, Proposal, Refinement
from interviewer.domain.notes import Chunk, Note, Origin, Section


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A line of what is indexed; `sections` counts those with text of their own."""

    file: str
    content_hash: str
    origin: Origin
    sections: int
    gaps: int
    stubs: int
    indexed_at: datetime
    enabled: bool = True
    location: str = ""


class NoteStore(Protocol):
    """The truth about what is indexed: files, sections, key points, chunks.

    Sections come with their key points as the KeyPointStore says that they were refined and edited.
    """

    def save(self, note: Note, chunks: Sequence[Chunk]) -> None:
        """Put the note in the place of what is stored for its file."""

    def save_all(self, notes: Sequence[tuple[Note, Sequence[Chunk]]]) -> None:
        """The same for several notes at once: all of them or none."""

    def delete(self, file: str) -> None: ...

    def sources(self) -> list[SourceFile]: ...

    def enable(self, file: str, enabled: bool) -> None: ...

    def disabled(self) -> set[str]:
        """The files that are switched off."""

    def sections(self, origins: Sequence[Origin] = ()) -> list[Section]:
        """All sections of enabled files in the order of file and line; of the given origins only, where some are."""

    def all_sections(self, file: str | None = None) -> list[Section]:
        """The same of disabled files too; of one file only, when it is given."""

    def sections_as_read(self, file: str) -> list[Section]:
        """All sections of a file with the key points that the note itself gives."""

    def section(self, section_id: str) -> Section | None: ...

    def sections_by_id(self, section_ids: Sequence[str]) -> dict[str, Section]:
        """Those of the sections that there are, also of disabled files, in one go."""

    def open_questions(self, file: str) -> list[tuple[str, str, int]]:
        """(path, text, line) of each."""

    def chunks(self, file: str | None = None) -> list[Chunk]: ...

    def chunk_count(self) -> int:
        """How many different chunks there are, in a moment."""

    def twins(self) -> dict[str, str]:
        """file -> twin key, for the files that have one."""

    def generation(self) -> int:
        """Grows with every save and deletion, whoever made it; 0 before the first. Cheap to ask."""

    def changed_since(self, generation: int) -> list[str]:
        """The files that were saved in later generations and are still there."""

    def section_ids(self) -> set[str]:
        """The ids of all sections, also of disabled files and of those without text."""


class KeyPointStore(Protocol):
    """What became of key points after they were read, by section id; it outlives any new reading of the note."""

    def edits(self, section_id: str) -> tuple[KeyPointEdit, ...]: ...

    def save_edits(self, section_id: str, edits: Sequence[KeyPointEdit], *, seen: Sequence[KeyPointEdit]) -> None:
        """Put them in the place of the section's edits. Raises KeyPointsChangedElsewhere when `seen` is not what is
        stored any more."""

    def edited(self) -> set[str]:
        """The ids of the sections that have edits."""

    def refinement(self, section_id: str, content_hash: str) -> Refinement | None: ...

    def save_refinement(self, refinement: Refinement) -> None:
        """Insert or replace."""

    def refined(self) -> set[tuple[str, str]]:
        """(section id, content hash) of all refinements, used or not."""


class KeyPointRefiner(Protocol):
    def propose(self, section: Section) -> Proposal:
        """Atomic key points for a section as it was read, each with its lines. Raises ModelUnavailable."""
