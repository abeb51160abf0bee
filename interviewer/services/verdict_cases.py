"""A verdict where it stands: read with its question and answer, and put back changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from interviewer.domain.addressing import cut_addresses
from interviewer.domain.assessment import Assessment, Verdict
from interviewer.domain.errors import TurnChangedElsewhere, VerdictNotFound, WordsNotSaid
from interviewer.domain.ports import SessionStore
from interviewer.domain.questions import Question
from interviewer.domain.quotes import accepted, windows
from interviewer.domain.sessions import Turn
from interviewer.domain.text import Span
from interviewer.domain.verdicts import VerdictPlace

_TRIES = 3


@dataclass(frozen=True, slots=True)
class VerdictCase:
    """A verdict with all that it rests on. `question` is the follow-up where the verdict is on its answer."""

    place: VerdictPlace
    turn: Turn
    question: Question
    answer: str
    assessment: Assessment
    verdict: Verdict

    def with_verdict(self, verdict: Verdict) -> Turn:
        assessment = self.assessment.with_verdict(verdict)
        number = self.place.follow_up
        if number is None:
            return replace(self.turn, assessment=assessment)
        asked = list(self.turn.follow_ups)
        asked[number] = replace(asked[number], assessment=assessment)
        return replace(self.turn, follow_ups=tuple(asked))

    def quote(self, words: str) -> str:
        """The slice of the answer that the words stand for. Raises WordsNotSaid when they may not earn a verdict."""
        found = accepted(words, self.answer)
        if found is None or accepted(words, cut_addresses(self.answer)[0]) is None:
            raise WordsNotSaid()
        return found


def case_at(sessions: SessionStore, place: VerdictPlace) -> VerdictCase:
    """Raises VerdictNotFound, SessionNotFound."""
    for turn in sessions.get(place.session_id).turns:
        if turn.id == place.turn_id:
            return case_in(turn, place)
    raise VerdictNotFound()


def case_in(turn: Turn, place: VerdictPlace) -> VerdictCase:
    """The case in a turn that is at hand. Raises VerdictNotFound."""
    question, answer, assessment = turn.question, turn.answer, turn.assessment
    if place.follow_up is not None:
        if place.follow_up >= len(turn.follow_ups):
            raise VerdictNotFound()
        asked = turn.follow_ups[place.follow_up]
        question, answer, assessment = turn.question_of(asked), asked.answer or "", asked.assessment
    for verdict in assessment.verdicts if assessment else ():
        if assessment and verdict.key_point.id == place.key_point_id:
            return VerdictCase(place, turn, question, answer, assessment, verdict)
    raise VerdictNotFound()


def change(sessions: SessionStore, place: VerdictPlace, change_: Callable[[VerdictCase], Verdict]) -> VerdictCase:
    """Change a verdict as it is stored now; tried again when another window saved the turn meanwhile."""
    for left in reversed(range(_TRIES)):
        case = case_at(sessions, place)
        try:
            saved = sessions.save_turn(case.with_verdict(change_(case)))
        except TurnChangedElsewhere:
            if not left:
                raise
        else:
            return case_in(saved, place)
    raise AssertionError("the last try returns or raises")


def quotable(answer: str) -> list[str]:
    """The slices of an answer that may earn a verdict, in its order: each clause, then it with its neighbour.

    What speaks to the grader is none of them, nor what spans such words that were cut away.
    """
    rest = cut_addresses(answer)[0]
    texts = dict.fromkeys(span.of(rest) for span in sorted(windows(rest), key=_in_order))
    return [text for text in texts if text in answer]


def _in_order(span: Span) -> tuple[int, int]:
    return span.start, span.end
