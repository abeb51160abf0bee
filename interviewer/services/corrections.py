"""Correcting a verdict by hand, and taking that back."""

from __future__ import annotations

import uuid
from contextlib import suppress
from dataclasses import replace

from interviewer.domain.assessment import Verdict
from interviewer.domain.corrections import Correction
from interviewer.domain.errors import ArgumentTooLong, CorrectionNotFound, SessionNotFound, VerdictNotFound
from interviewer.domain.ports import Clock, CorrectionStore, SessionStore
from interviewer.domain.sessions import Turn
from interviewer.domain.verdicts import LONGEST_ARGUMENT, CorrectionMark, VerdictKind, VerdictPlace
from interviewer.services.verdict_cases import VerdictCase, case_at, change


class Corrections:
    """Credit still needs a quote: a verdict other than missed names the words of the answer that it rests on."""

    def __init__(self, sessions: SessionStore, store: CorrectionStore, clock: Clock) -> None:
        self._sessions = sessions
        self._store = store
        self._clock = clock

    def correct(self, place: VerdictPlace, wanted: VerdictKind, *, words: str = "", reason: str = "") -> Turn:
        """Set a verdict, in the place of an earlier correction; the grader's own verdict takes it back.

        Raises WordsNotSaid, ArgumentTooLong, VerdictNotFound, SessionNotFound.
        """
        if len(reason) > LONGEST_ARGUMENT:
            raise ArgumentTooLong(length=len(reason), limit=LONGEST_ARGUMENT)
        if case_at(self._sessions, place).verdict.as_graded.kind is wanted:
            return self.undo(place)
        fresh, now = uuid.uuid4().hex[:12], self._clock.now()

        def corrected(case: VerdictCase) -> Verdict:
            quote = "" if wanted is VerdictKind.MISSED else case.quote(words)
            known, graded = case.verdict.corrected, case.verdict.as_graded
            mark = CorrectionMark(known.correction_id if known else fresh, graded.bare, now, reason.strip())
            return replace(graded, kind=wanted, quote=quote, remark="", unsure=False, corrected=mark)

        case = change(self._sessions, place, corrected)
        if correction := _correction_in(case):
            self._store.put(correction)
        return case.turn

    def undo(self, place: VerdictPlace) -> Turn:
        """Give the verdict back to the grader, and forget the correction. Raises VerdictNotFound, SessionNotFound."""
        mark = case_at(self._sessions, place).verdict.corrected
        if mark is not None:
            self._store.remove(mark.correction_id)
        return change(self._sessions, place, lambda case: case.verdict.as_graded).turn

    def remove(self, correction_id: str) -> None:
        """Forget a correction, also where its session is gone. Raises CorrectionNotFound."""
        known = {each.id: each for each in self._store.newest()}
        if correction_id not in known:
            raise CorrectionNotFound(id=correction_id)
        with suppress(SessionNotFound, VerdictNotFound):
            self.undo(known[correction_id].place)
        self._store.remove(correction_id)

    def all(self) -> list[Correction]:
        """Newest first."""
        return self._store.newest()


def _correction_in(case: VerdictCase) -> Correction | None:
    """What is to be learnt: about the words that earn the verdict, or those that the grader took for it."""
    mark, verdict = case.verdict.corrected, case.verdict
    if mark is None:
        return None
    return Correction(
        id=mark.correction_id,
        place=case.place,
        section_id=case.question.section_id,
        path=case.question.path,
        question=case.question.text,
        key_point=verdict.key_point.text,
        said=verdict.quote or mark.before.quote,
        given=mark.before.kind,
        wanted=verdict.kind,
        reason=mark.reason,
        grader=case.assessment.grader,
        language=case.question.language,
        at=mark.at,
    )
