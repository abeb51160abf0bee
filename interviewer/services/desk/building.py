"""Building a question set: which sections are asked, and all that an interviewer needs to know about each."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from interviewer.domain.desk import TEMPLATES, QuestionSet, SetQuestion
from interviewer.domain.errors import NothingToAsk
from interviewer.domain.ids import short_id
from interviewer.domain.notes import Level, Origin, Section
from interviewer.domain.ports import Clock, DeskWriter, Embedder, NoteStore, QuestionWriter
from interviewer.services.catalogue import askable, sections_in
from interviewer.services.desk.relevance import relevance
from interviewer.services.planning import choose

MINUTES = {Level.JUNIOR: 4, Level.MIDDLE: 5, Level.SENIOR: 7}
"""What a question of a level takes with its follow-ups."""
_WIDER = 2
"""How many times as many sections as questions a job description leaves to choose from."""
_CHARACTERS_READ = 20_000


@dataclass(frozen=True, slots=True)
class Wish:
    """What a set is to be like. Without `questions` their number follows from the minutes.

    `steered_by` is a job description or a résumé: it is read for the choice, and kept with the set only where
    `keep_text` says so. It is never sent to a model.
    """

    topics: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = ()
    level: Level | None = None
    minutes: int = 45
    questions: int = 0
    language: str = "zh"
    name: str = ""
    seed: int = 0
    steered_by: str = ""
    keep_text: bool = False

    @property
    def count(self) -> int:
        return self.questions or max(1, self.minutes // MINUTES[self.level or Level.MIDDLE])


@dataclass(frozen=True, slots=True)
class Builder:
    """Builds sets by the rules by which sessions are planned: topics mixed, an easy start."""

    notes: NoteStore
    writer: QuestionWriter
    words: DeskWriter
    embedder: Embedder
    clock: Clock
    new_id: Callable[[], str] = lambda: uuid4().hex[:16]

    def build(self, wish: Wish) -> QuestionSet:
        """A set that is not stored yet. The same wish and notes give the same questions. Raises NothingToAsk."""
        sections = self._chosen(wish)
        asked = [self.question(section, wish.language, wish.seed + at) for at, section in enumerate(sections)]
        if wish.level:
            asked = [replace(each, minutes=MINUTES[wish.level]) for each in asked]
        return QuestionSet(
            id=self.new_id(),
            name=wish.name.strip(),
            language=wish.language,
            minutes=wish.minutes,
            made_at=self.clock.now(),
            level=wish.level,
            questions=fitted(asked, wish.minutes),
            topics=wish.topics,
            steered_by=wish.steered_by if wish.keep_text else "",
        )

    def question(self, section: Section, language: str, variant: int = 0) -> SetQuestion:
        """A question on a section with its checklist, ladder, anchors and red flags."""
        question = self.writer.question(section, language=language, variant=variant)
        return SetQuestion(
            id=short_id("question", section.id),
            text=question.text,
            section_id=section.id,
            path=section.path,
            level=section.level,
            minutes=MINUTES[section.level],
            key_points=question.key_points,
            ladder=self.words.ladder(question),
            anchors=self.words.anchors(question),
            red_flags=self.words.red_flags(question),
            reference=section.text,
            drafted_by=TEMPLATES,
        )

    def _chosen(self, wish: Wish) -> list[Section]:
        candidates = self._candidates(wish)
        if not candidates:
            raise NothingToAsk()
        if wish.steered_by.strip():
            candidates = self._steered(candidates, wish)
        return choose(candidates, set(), wish.count, random.Random(wish.seed), wish.level)

    def _candidates(self, wish: Wish) -> list[Section]:
        """Without a topic chosen, shipped notes in another language come only where there is not enough else."""
        found = askable(sections_in(self.notes, wish.origins, wish.language), wish.topics)
        spoken = [each for each in found if each.origin is Origin.OWN or each.language == wish.language]
        return found if wish.topics or len(spoken) < wish.count else spoken

    def _steered(self, candidates: Sequence[Section], wish: Wish) -> list[Section]:
        """The sections nearest to the text, twice as many as are asked; all where it is near to none."""
        near = relevance(candidates, wish.steered_by[:_CHARACTERS_READ], self.embedder)
        best = sorted(range(len(candidates)), key=lambda at: -near[at])[: _WIDER * wish.count]
        return [candidates[at] for at in best if near[at] > 0] or list(candidates)


def fitted(questions: Sequence[SetQuestion], minutes: int) -> tuple[SetQuestion, ...]:
    """The questions with their minutes drawn together where they come to more than there are; one minute at least."""
    wanted = sum(each.minutes for each in questions)
    if wanted <= minutes:
        return tuple(questions)
    return tuple(replace(each, minutes=max(1, each.minutes * minutes // wanted)) for each in questions)
