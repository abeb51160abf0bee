"""What may happen while a question stands: another wording, a hint, a pause. All of it is kept in the turn's course."""

from __future__ import annotations

from dataclasses import dataclass, replace

from interviewer.domain.errors import SectionNotFound, TurnChangedElsewhere
from interviewer.domain.ports import Clock, QuestionWriter, SessionStore
from interviewer.domain.sessions import Course, Pause, Turn, TurnState
from interviewer.domain.timing import is_waiting_for_words

MOST_HINTS = 2


@dataclass(frozen=True, slots=True)
class Asides:
    """Verbs on the question or follow-up that waits for its answer; when none does, they change nothing.

    `seen` is the version of the turn that the candidate had before him: TurnChangedElsewhere is raised when it is not
    the newest.
    """

    sessions: SessionStore
    writer: QuestionWriter
    clock: Clock

    def rephrase(self, session_id: str, turn_id: str, *, seen: int) -> Turn:
        """Add another wording of the question; follow-ups have only the one."""
        turn = self._turn(session_id, turn_id, seen)
        if turn.state is not TurnState.ASKED:
            return turn
        wording = self.writer.rephrase(turn.question, variant=len(turn.course.rephrased))
        return self._save(turn, replace(turn.course, rephrased=(*turn.course.rephrased, wording)))

    def hint(self, session_id: str, turn_id: str, *, seen: int) -> Turn:
        """Add the next hint, up to MOST_HINTS, on the follow-up's point or the question's `point_to_hint`."""
        turn = self._turn(session_id, turn_id, seen)
        course = turn.open_course
        if not is_waiting_for_words(turn) or len(course.hints) >= MOST_HINTS:
            return turn
        following = turn.open_follow_up
        question = turn.question_of(following) if following else turn.question
        point = following.follow_up.key_point if following else turn.question.point_to_hint
        hint = self.writer.hint(question, turn.answer, point, step=len(course.hints) + 1)
        return self._save(turn, replace(course, hints=(*course.hints, hint)))

    def pause(self, session_id: str, turn_id: str, *, seen: int) -> Turn:
        turn = self._turn(session_id, turn_id, seen)
        course = turn.open_course
        if course.paused or not is_waiting_for_words(turn):
            return turn
        return self._save(turn, replace(course, pauses=(*course.pauses, Pause(self.clock.now()))))

    def resume(self, session_id: str, turn_id: str, *, seen: int) -> Turn:
        turn = self._turn(session_id, turn_id, seen)
        if not turn.open_course.paused:
            return turn
        return self._save(turn, turn.open_course.resumed(self.clock.now()))

    def _save(self, turn: Turn, course: Course) -> Turn:
        return self.sessions.save_turn(turn.with_open_course(course))

    def _turn(self, session_id: str, turn_id: str, seen: int) -> Turn:
        for turn in self.sessions.get(session_id).turns:
            if turn.id == turn_id:
                if turn.version != seen:
                    raise TurnChangedElsewhere(session=session_id, position=turn.position)
                return turn
        raise SectionNotFound(path=turn_id)
