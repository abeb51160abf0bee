"""Letting a model make key points atomic: asked once for each content of a section, checked, and reversible."""

from __future__ import annotations

from dataclasses import replace

from interviewer.domain.edits import Refinement
from interviewer.domain.notes import Origin, Section, SectionStatus
from interviewer.domain.ports import Clock, KeyPointRefiner, KeyPointStore, NoteStore
from interviewer.domain.refining import taken_over
from interviewer.services.key_points import KeyPoints


class Refining:
    def __init__(
        self, notes: NoteStore, key_points: KeyPoints, store: KeyPointStore, refiner: KeyPointRefiner, clock: Clock
    ) -> None:
        self._notes = notes
        self._key_points = key_points
        self._store = store
        self._refiner = refiner
        self._clock = clock

    def refine(self, section_id: str) -> Refinement:
        """The refinement of the section as it is now, in use from now on; the model is asked where there is none yet.

        Points that the owner edited stay as he left them. Raises SectionNotFound, ModelUnavailable.
        """
        section = self._key_points.of(section_id).section
        kept = self._store.refinement(section_id, section.content_hash)
        refinement = replace(kept, active=True) if kept else self._asked(section)
        self._store.save_refinement(refinement)
        return refinement

    def pending(self, file: str | None = None) -> list[Section]:
        """The sections that can be asked and were not refined yet: of a file, or of all the user's own notes in use."""
        refined = self._store.refined()
        sections = self._notes.sections([Origin.OWN]) if file is None else self._notes.all_sections(file)
        return [
            each
            for each in sections
            if each.status is SectionStatus.TEXT and each.key_points and (each.id, each.content_hash) not in refined
        ]

    def _asked(self, section: Section) -> Refinement:
        proposal = self._refiner.propose(section)
        points, rejected = taken_over(section, proposal.points)
        return Refinement(
            section_id=section.id,
            content_hash=section.content_hash,
            points=points,
            model=proposal.model,
            prompt_version=proposal.prompt_version,
            made_at=self._clock.now(),
            rejected=rejected,
            usage=proposal.usage,
        )
