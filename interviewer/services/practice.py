"""A practice session: asking, saving, grading, following up. Every answer is saved before it is graded."""

from __future__ import annotations

import random
import uuid
from collections.abc import Sequence
from dataclasses import replace

from interviewer.domain.assessment import Assessment, VerdictKind
from interviewer.domain.errors import AnswerTooLong, SectionNotFound, TurnChangedElsewhere
from interviewer.domain.notes import Origin
from interviewer.domain.ports import Clock, Grader, NoteStore, QuestionWriter, SessionStore
from interviewer.domain.questions import FollowUp, Question
from interviewer.domain.sessions import FollowUpTurn, Session, Turn, TurnState
from interviewer.domain.usage import Usage
from interviewer.services.cached_grading import grading_anew
from interviewer.services.planning import make_plan

LONGEST_ANSWER = 20_000


class Practice:
    """The verbs of a session. The store is the truth: every method takes ids and gives what is stored now."""

    def __init__(
        self, notes: NoteStore, sessions: SessionStore, grader: Grader, writer: QuestionWriter, clock: Clock
    ) -> None:
        self._notes = notes
        self._sessions = sessions
        self._grader = grader
        self._writer = writer
        self._clock = clock

    def start(
        self,
        *,
        topics: Sequence[str],
        origins: Sequence[Origin],
        question_count: int,
        language: str,
        seed: int | None = None,
    ) -> Session:
        """Plan a session and ask its first question. Raises NothingToAsk."""
        plan = make_plan(
            self._notes,
            self._sessions,
            topics=topics,
            origins=origins,
            question_count=question_count,
            language=language,
            seed=random.randrange(2**31) if seed is None else seed,
        )
        session = Session(id=uuid.uuid4().hex[:12], started_at=self._clock.now(), plan=plan)
        self._sessions.add(session)
        return self.ask_next(session.id)

    def ask_next(self, session_id: str) -> Session:
        """Ask the next planned section whose note is still there; end the session when none is left."""
        session = self._sessions.get(session_id)
        if session.current_turn is not None or session.finished_at is not None:
            return session
        position = session.turns[-1].position + 1 if session.turns else 0
        for at in range(position, len(session.plan.section_ids)):
            section = self._notes.section(session.plan.section_ids[at])
            if section is not None and section.key_points:
                question = self._writer.question(section, language=session.plan.language, variant=_variant(session, at))
                self._sessions.save_turn(self._new_turn(session, at, question))
                return self._sessions.get(session_id)
        return self.end(session_id)

    def save_answer(self, session_id: str, turn_id: str, answer: str, *, seen: int | None = None) -> Turn:
        """Store an answer to the question or to its open follow-up, before anything judges it.

        `seen` is the version of the turn that the candidate had before him. Raises AnswerTooLong, and
        TurnChangedElsewhere when it is not the newest: the answer would land on something he did not see.
        """
        if len(answer) > LONGEST_ANSWER:
            raise AnswerTooLong(length=len(answer), limit=LONGEST_ANSWER)
        turn = self._turn_as_seen(session_id, turn_id, seen)
        if turn.open_follow_up is not None:
            return self._sessions.save_turn(turn.with_last_follow_up(replace(turn.open_follow_up, answer=answer)))
        if turn.state is not TurnState.ASKED:
            return turn
        answered = replace(turn, answer=answer, answered_at=self._clock.now(), state=TurnState.ANSWERED)
        return self._sessions.save_turn(answered)

    def grade_turn(self, session_id: str, turn_id: str, *, language: str) -> Turn:
        """Grade what is saved and not graded yet: the answer, with a follow-up on its worst point, or a follow-up."""
        turn = self._turn(session_id, turn_id)
        if turn.state is TurnState.ANSWERED:
            return self._grade_answer(turn, language)
        if turn.follow_ups and turn.follow_ups[-1].answer and turn.follow_ups[-1].assessment is None:
            return self._grade_follow_up(turn)
        return turn

    def submit_answer(self, session_id: str, turn_id: str, answer: str, *, language: str) -> Turn:
        """Save, grade, and plan the follow-up."""
        self.save_answer(session_id, turn_id, answer)
        return self.grade_turn(session_id, turn_id, language=language)

    def skip(self, session_id: str, turn_id: str, *, seen: int | None = None) -> Turn:
        """Pass over the open follow-up, or else the question. Raises TurnChangedElsewhere as `save_answer` does."""
        turn = self._turn_as_seen(session_id, turn_id, seen)
        if turn.open_follow_up is not None:
            return self._sessions.save_turn(turn.with_last_follow_up(replace(turn.open_follow_up, answer="")))
        if turn.state is not TurnState.ASKED:
            return turn
        return self._sessions.save_turn(replace(turn, state=TurnState.SKIPPED, answered_at=self._clock.now()))

    def regrade(self, session_id: str, turn_id: str) -> Turn:
        """Grade once more what a stand-in graded or nothing could, the answer and follow-ups; else the answer, anew."""
        turn = self._turn(session_id, turn_id)
        if turn.state is not TurnState.GRADED:
            return turn
        follow_ups = tuple(self._regraded(turn, each) for each in turn.follow_ups)
        if turn.assessment is None or turn.assessment.may_be_better:
            turn = replace(turn, assessment=self._again(turn.question, turn.answer, turn.assessment))
        elif follow_ups == turn.follow_ups:
            with grading_anew():
                turn = replace(turn, assessment=self._again(turn.question, turn.answer, turn.assessment))
        return self._sessions.save_turn(replace(turn, follow_ups=follow_ups))

    def end(self, session_id: str) -> Session:
        """Close the session; an answer that is saved and not graded is graded first."""
        session = self._sessions.get(session_id)
        for turn in session.turns:
            if turn.state is TurnState.ANSWERED:
                assessment = self._grader.grade(turn.question, turn.answer)
                self._sessions.save_turn(replace(turn, state=TurnState.GRADED, assessment=assessment))
        self._sessions.finish(session_id, self._clock.now())
        return self._sessions.get(session_id)

    def _grade_answer(self, turn: Turn, language: str) -> Turn:
        assessment = self._grader.grade(turn.question, turn.answer)
        graded = replace(turn, state=TurnState.GRADED, assessment=assessment)
        follow_up = self._follow_up(turn, assessment, language)
        if follow_up is not None:
            graded = replace(graded, follow_ups=(FollowUpTurn(follow_up),))
        return self._sessions.save_turn(graded)

    def _follow_up(self, turn: Turn, assessment: Assessment, language: str) -> FollowUp | None:
        """None after a perfect answer, and after one that said nothing: there is nothing to dig into."""
        said = assessment.of_kind(VerdictKind.COVERED, VerdictKind.PARTIAL, VerdictKind.CONTRADICTED)
        if assessment.score in (None, 100) or (assessment.gate is not None and not said):
            return None
        return self._writer.follow_up(turn.question, turn.answer, assessment, language=language)

    def _grade_follow_up(self, turn: Turn) -> Turn:
        return self._sessions.save_turn(turn.with_last_follow_up(self._graded(turn, turn.follow_ups[-1])))

    def _regraded(self, turn: Turn, asked: FollowUpTurn) -> FollowUpTurn:
        return self._graded(turn, asked) if asked.assessment and asked.assessment.may_be_better else asked

    def _graded(self, turn: Turn, asked: FollowUpTurn) -> FollowUpTurn:
        return replace(asked, assessment=self._again(turn.question_of(asked), asked.answer or "", asked.assessment))

    def _again(self, question: Question, answer: str, before: Assessment | None) -> Assessment:
        """A new assessment; what a person corrected stays, and what a model was asked for the one before counts."""
        assessment = self._grader.grade(question, answer).keeping_corrections_of(before)
        spent = before.usage if before else None
        if spent is None or (assessment.usage and assessment.usage.model != spent.model):
            return assessment
        return replace(assessment, usage=spent + (assessment.usage or Usage()))

    def _new_turn(self, session: Session, position: int, question: Question) -> Turn:
        return Turn(uuid.uuid4().hex[:12], session.id, position, question, TurnState.ASKED, self._clock.now())

    def _turn_as_seen(self, session_id: str, turn_id: str, seen: int | None) -> Turn:
        turn = self._turn(session_id, turn_id)
        if seen is not None and turn.version != seen:
            raise TurnChangedElsewhere(session=session_id, position=turn.position)
        return turn

    def _turn(self, session_id: str, turn_id: str) -> Turn:
        for turn in self._sessions.get(session_id).turns:
            if turn.id == turn_id:
                return turn
        raise SectionNotFound(path=turn_id)


def _variant(session: Session, position: int) -> int:
    """Another wording each time, the same one when the same question is shown again."""
    return int(session.id[:6], 16) + position
