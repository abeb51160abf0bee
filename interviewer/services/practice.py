"""A practice session: asking, saving, grading, following up. Every answer is saved before it is graded."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace

from interviewer.domain.adapting import choose_next
from interviewer.domain.assessment import Assessment
from interviewer.domain.errors import AnswerTooLong, SectionNotFound, TurnChangedElsewhere
from interviewer.domain.notes import Origin, Section
from interviewer.domain.ports import Clock, Grader, NoteStore, QuestionWriter, SessionStore
from interviewer.domain.ports.meter import Meter, NoMeter
from interviewer.domain.ports.tracer import NoTracer, Tracer
from interviewer.domain.questions import Question
from interviewer.domain.sessions import FollowUpTurn, Session, Turn, TurnState
from interviewer.domain.speech import Spoken
from interviewer.domain.timing import nothing_left_to_ask
from interviewer.domain.usage import Usage
from interviewer.services import incident_drill
from interviewer.services.cached_grading import grading_anew
from interviewer.services.incident_drill import drill_question
from interviewer.services.ladder import next_rung
from interviewer.services.planning import PLAIN, Manner, make_plan

LONGEST_ANSWER = 20_000


class Practice:
    """The verbs of a session. The store is the truth: every method takes ids and gives what is stored now."""

    def __init__(
        self,
        notes: NoteStore,
        sessions: SessionStore,
        grader: Grader,
        writer: QuestionWriter,
        clock: Clock,
        *,
        meter: Meter | None = None,
        tracer: Tracer | None = None,
    ) -> None:
        self._notes = notes
        self._sessions = sessions
        self._grader = grader
        self._writer = writer
        self._clock = clock
        self._meter = meter or NoMeter()
        self._tracer = tracer or NoTracer()

    def start(
        self,
        *,
        topics: Sequence[str],
        origins: Sequence[Origin],
        question_count: int,
        language: str,
        seed: int | None = None,
        manner: Manner = PLAIN,
    ) -> Session:
        """Plan a session and ask its first question. Raises NothingToAsk, NothingMissed, NothingDue."""
        plan = make_plan(
            self._notes,
            self._sessions,
            topics=topics,
            origins=origins,
            question_count=question_count,
            language=language,
            seed=random.randrange(2**31) if seed is None else seed,
            manner=manner,
        )
        session = Session(id=uuid.uuid4().hex[:12], started_at=self._clock.now(), plan=plan)
        self._sessions.add(session)
        return self.ask_next(session.id)

    def ask_next(self, session_id: str, *, grade_later: bool = False) -> Session:
        """Ask the next question whose note is still there; end the session when none is left, or its time is up.

        While the last question is not done with, nothing happens; with `grade_later` an answer that is only ungraded
        holds nothing up.
        """
        session = self._sessions.get(session_id)
        current = session.current_turn
        held_up = current is not None and not (grade_later and current.state is TurnState.ANSWERED)
        if held_up or session.finished_at is not None:
            return session
        planned = None if self.has_asked_all(session) else self._next_section(session)
        if planned is None:
            return self.end(session_id)
        at, section = planned
        with self._tracer.span("ask", session=session_id):
            question = self._question(session, section, _variant(session, at))
            self._save(self._new_turn(session, at, question), "asked")
        return self._sessions.get(session_id)

    def _question(self, session: Session, section: Section, variant: int) -> Question:
        """A drill tells its incident in words of its own; the writer words everything else."""
        drill = drill_question(section, variant=variant) if session.plan.preset == incident_drill.PRESET else None
        return drill or self._writer.question(section, language=session.plan.language, variant=variant)

    def has_asked_all(self, session: Session) -> bool:
        """Whether the newest question is the last one: no other is planned, or there is no time left."""
        return nothing_left_to_ask(session, self._clock.now())

    def _next_section(self, session: Session) -> tuple[int, Section] | None:
        """The position of the next turn, and what it asks."""
        ids, after = session.plan.section_ids, session.turns[-1].position + 1 if session.turns else 0
        if session.plan.adaptive:
            stored = self._notes.sections_by_id(ids)
            pool = [stored[each] for each in ids if each in stored and stored[each].key_points]
            section = choose_next(pool, session.plan, session.turns)
            return None if section is None else (after, section)
        for at in range(after, len(ids)):
            section = self._notes.section(ids[at])
            if section is not None and section.key_points:
                return at, section
        return None

    def save_answer(
        self, session_id: str, turn_id: str, answer: str, *, seen: int | None = None, spoken: Spoken | None = None
    ) -> Turn:
        """Store an answer to the question or to its open follow-up, before anything judges it; how, if it was spoken.

        `seen` is the version of the turn that the candidate had before him. Raises AnswerTooLong, and
        TurnChangedElsewhere when it is not the newest: the answer would land on something he did not see. An answer
        that comes a second time, because nobody could tell whether the first one had arrived, is stored once.
        """
        if len(answer) > LONGEST_ANSWER:
            raise AnswerTooLong(length=len(answer), limit=LONGEST_ANSWER)
        with self._tracer.span("submit", of=turn_id, turn=turn_id, session=session_id, characters=len(answer)) as span:
            span.words(answer=answer)
            turn = _turn_in(self._sessions.get(session_id), turn_id)
            if seen is not None and turn.version > seen and turn.has_answer(answer):
                return turn
            _check_seen(turn, seen)
            if spoken is not None:
                turn = turn.with_open_course(replace(turn.open_course, spoken=spoken))
            if turn.open_follow_up is not None:
                return self._close_follow_up(turn, turn.open_follow_up, answer)
            if turn.state is not TurnState.ASKED:
                return turn
            return self._close(replace(turn, answer=answer), TurnState.ANSWERED)

    def grade_turn(self, session_id: str, turn_id: str, *, language: str) -> Turn:
        """Grade what is saved and not graded yet, the answer or a follow-up, and ask the next follow-up if one is due.

        None is due once a later question was asked. Where another process has graded it meanwhile, its grade counts.
        """
        session = self._sessions.get(session_id)
        turn = _turn_in(session, turn_id)
        if not turn.waits_for_grade:
            return turn
        with self._tracer.span("grade turn", of=turn_id, turn=turn_id, session=session_id):
            graded = self._with_grades(turn)
            session = self._sessions.get(session_id)  # the candidate may have gone on meanwhile
            if session.finished_at is None and turn.id == session.turns[-1].id:
                with self._tracer.span("follow up"):
                    graded = self._with_follow_up(graded, session, language)
            try:
                return self._save(graded, "graded")
            except TurnChangedElsewhere:
                stored = _turn_in(self._sessions.get(session_id), turn_id)
                if stored.waits_for_grade:
                    raise
                return stored

    def submit_answer(self, session_id: str, turn_id: str, answer: str, *, language: str) -> Turn:
        """Save, grade, and plan the follow-up."""
        self.save_answer(session_id, turn_id, answer)
        return self.grade_turn(session_id, turn_id, language=language)

    def skip(self, session_id: str, turn_id: str, *, seen: int | None = None) -> Turn:
        """Pass over the open follow-up, or else the question. Raises TurnChangedElsewhere as `save_answer` does."""
        turn = _turn_in(self._sessions.get(session_id), turn_id)
        _check_seen(turn, seen)
        if turn.open_follow_up is not None:
            return self._close_follow_up(turn, turn.open_follow_up, "")
        return self._close(turn, TurnState.SKIPPED) if turn.state is TurnState.ASKED else turn

    def regrade(self, session_id: str, turn_id: str) -> Turn:
        """Grade once more what a stand-in graded or nothing could, the answer and follow-ups; else the answer, anew."""
        turn = _turn_in(self._sessions.get(session_id), turn_id)
        if turn.state is not TurnState.GRADED:
            return turn
        follow_ups = tuple(self._regraded(turn, each) for each in turn.follow_ups)
        if turn.assessment is None or turn.assessment.may_be_better:
            turn = replace(turn, assessment=self._again(turn.question, turn.answer, turn.assessment))
        elif follow_ups == turn.follow_ups:
            with grading_anew():
                turn = replace(turn, assessment=self._again(turn.question, turn.answer, turn.assessment))
        return self._save(replace(turn, follow_ups=follow_ups), "graded_again")

    def end(self, session_id: str, progress: Callable[[int, int], None] | None = None) -> Session:
        """Close the session; what is saved and not graded is graded first. `progress` is told (done, of how many)."""
        left = [turn for turn in self._sessions.get(session_id).turns if turn.waits_for_grade]
        for done, turn in enumerate(left):
            if progress is not None:
                progress(done, len(left))
            with suppress(TurnChangedElsewhere):  # another window has graded it meanwhile
                self._save(self._with_grades(turn), "graded")
        self._sessions.finish(session_id, self._clock.now())
        return self._sessions.get(session_id)

    def _with_grades(self, turn: Turn) -> Turn:
        """With an assessment of everything that waits for one."""
        if turn.state is TurnState.ANSWERED:
            assessment = self._grader.grade(turn.question, turn.answer)
            turn = replace(turn, state=TurnState.GRADED, assessment=assessment)
        follow_ups = (self._graded(turn, each) if each.waits_for_grade else each for each in turn.follow_ups)
        return replace(turn, follow_ups=tuple(follow_ups))

    def _with_follow_up(self, turn: Turn, session: Session, language: str) -> Turn:
        """With the next follow-up, where one is due."""
        rung = next_rung(turn, session.plan.first_points)
        if rung is None:
            return turn
        follow_up = self._writer.follow_up(
            turn.question,
            rung.answer,
            rung.assessment,
            language=language,
            nudge=rung.nudge,
            style=session.plan.style,
        )
        if follow_up is None:
            return turn
        asked = FollowUpTurn(follow_up, asked_at=self._clock.now())
        return replace(turn, follow_ups=(*turn.follow_ups, asked))

    def _close(self, turn: Turn, state: TurnState) -> Turn:
        now = self._clock.now()
        closed = replace(turn, state=state, answered_at=now, course=turn.course.resumed(now))
        return self._save(closed, state.value)

    def _close_follow_up(self, turn: Turn, asked: FollowUpTurn, answer: str) -> Turn:
        now = self._clock.now()
        closed = replace(asked, answer=answer, answered_at=now, course=asked.course.resumed(now))
        return self._save(turn.with_last_follow_up(closed), "answered_follow_up" if answer else "skipped_follow_up")

    def _save(self, turn: Turn, what: str) -> Turn:
        """Stored, and counted by what happened to it."""
        with self._tracer.span("save"):
            saved = self._sessions.save_turn(turn)
        self._meter.count("turns", what=what)
        return saved

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


def _turn_in(session: Session, turn_id: str) -> Turn:
    for turn in session.turns:
        if turn.id == turn_id:
            return turn
    raise SectionNotFound(path=turn_id)


def _check_seen(turn: Turn, seen: int | None) -> None:
    """Raises TurnChangedElsewhere."""
    if seen is not None and turn.version != seen:
        raise TurnChangedElsewhere(session=turn.session_id, position=turn.position)


def _variant(session: Session, position: int) -> int:
    """Another wording each time, the same one when the same question is shown again."""
    return int(session.id[:6], 16) + position
