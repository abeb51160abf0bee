"""The question sets that are kept: editing, locking, duplicating."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import uuid4

from interviewer.domain.desk import QuestionSet, SetQuestion
from interviewer.domain.errors import QuestionSetLocked, SetQuestionEmpty
from interviewer.domain.ports import Clock, QuestionSetStore


def _new_id() -> str:
    return uuid4().hex[:16]


@dataclass(frozen=True, slots=True)
class Sets:
    """Every change is saved at once, and gives the set as it is then.

    Each raises QuestionSetNotFound, QuestionSetLocked, QuestionSetChangedElsewhere.
    """

    store: QuestionSetStore
    clock: Clock
    new_id: Callable[[], str] = _new_id

    def all(self) -> list[QuestionSet]:
        return self.store.all()

    def get(self, set_id: str) -> QuestionSet:
        return self.store.get(set_id)

    def keep(self, questions: QuestionSet) -> QuestionSet:
        """Store a set that was built or read from a file; one with an id that is taken gets a new one."""
        taken = {each.id for each in self.store.all()}
        fresh = self.new_id() if not questions.id or questions.id in taken else questions.id
        return self.store.save(replace(questions, id=fresh, version=0))

    def rename(self, questions: QuestionSet, name: str) -> QuestionSet:
        return self._save(questions, replace(questions, name=name.strip()))

    def put(self, questions: QuestionSet, question: SetQuestion) -> QuestionSet:
        """With the question changed, or as the last one. Raises SetQuestionEmpty."""
        if not question.text.strip():
            raise SetQuestionEmpty()
        return self._save(questions, questions.with_question(replace(question, text=question.text.strip())))

    def add_own(self, questions: QuestionSet, text: str, minutes: int = 5) -> QuestionSet:
        """A question of the interviewer's own, without a section."""
        return self.put(questions, SetQuestion(self.new_id(), text, minutes=minutes, own=True))

    def move(self, questions: QuestionSet, question_id: str, to: int) -> QuestionSet:
        return self._save(questions, questions.moved(question_id, to))

    def remove(self, questions: QuestionSet, question_id: str) -> QuestionSet:
        return self._save(questions, questions.without_question(question_id))

    def lock(self, questions: QuestionSet) -> QuestionSet:
        """From then on every candidate gets the same questions; only a copy can be edited."""
        return self._save(questions, replace(questions, locked=True))

    def duplicate(self, questions: QuestionSet, name: str) -> QuestionSet:
        """An open copy under another name."""
        made = replace(
            questions, id=self.new_id(), name=name.strip(), locked=False, version=0, made_at=self.clock.now()
        )
        return self.store.save(made)

    def delete(self, set_id: str) -> None:
        self.store.delete(set_id)

    def _save(self, before: QuestionSet, after: QuestionSet) -> QuestionSet:
        if before.locked:
            raise QuestionSetLocked(name=before.name)
        return self.store.save(after)
