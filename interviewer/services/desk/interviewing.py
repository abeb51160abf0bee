"""Holding a live interview: each thing the interviewer does is saved when the call returns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from interviewer.domain.assessment import VerdictKind
from interviewer.domain.candidates import Candidate
from interviewer.domain.desk import QuestionSet
from interviewer.domain.errors import CandidateUnnamed, InterviewChangedElsewhere, SetEmpty
from interviewer.domain.live import (
    HIGHEST_RATING,
    LOWEST_RATING,
    AskedProbe,
    Consent,
    Interview,
    Probe,
    Talk,
    Tick,
    TickState,
    merged,
)
from interviewer.domain.live_course import closed, heard, joined, paused, resumed, turned_to
from interviewer.domain.ports import CandidateStore, Clock, InterviewStore
from interviewer.services.desk.probes import Probing

_MOST_TRIES = 5
_REMEMBERED_TALKS = 2


def _new_id() -> str:
    return uuid4().hex[:16]


@dataclass(frozen=True, slots=True)
class Interviewing:
    """Every verb gives the interview as it is stored then.

    What one window says is about one question, point or probe, so it is laid upon what other windows saved meanwhile.
    Each verb raises InterviewNotFound, CandidateNotFound and what the database raises.
    """

    interviews: InterviewStore
    candidates: CandidateStore
    probing: Probing
    clock: Clock
    new_id: Callable[[], str] = _new_id

    def begin(
        self, questions: QuestionSet, candidate: str, *, interviewer: str = "", candidate_id: str = ""
    ) -> Interview:
        """Start the clock on the first question. A `candidate_id` joins it to his other interviews.

        Raises SetEmpty, CandidateUnnamed.
        """
        name, now = candidate.strip(), self.clock.now()
        if not questions.questions:
            raise SetEmpty(name=questions.name)
        if not name:
            raise CandidateUnnamed()
        whose = candidate_id or self.new_id()
        self.candidates.add(Candidate(whose, name, now))
        made = Interview(self.new_id(), questions, whose, name, now, interviewer=interviewer.strip(), began_at=now)
        return self.interviews.save(turned_to(made, questions.questions[0].id, now))

    def get(self, interview_id: str) -> Interview:
        return self.interviews.get(interview_id)

    def unfinished(self) -> list[Interview]:
        """Newest first."""
        return [each for each in self.interviews.all() if each.ended_at is None]

    def turn_to(self, interview_id: str, question_id: str) -> Interview:
        now = self.clock.now()

        def turned(interview: Interview) -> Interview:
            return interview if interview.ended_at else turned_to(interview, question_id, now)

        return self._change(interview_id, turned)

    def note(self, interview_id: str, question_id: str, notes: str, *, base: str = "") -> Interview:
        """Save the notes on an answer. `base` is what they were written over: see live_course.joined."""
        return self._on_talk(
            interview_id, question_id, lambda talk: replace(talk, notes=joined(talk.notes, notes, base))
        )

    def suggest(
        self, interview_id: str, question_id: str, shown: Sequence[Probe] = ()
    ) -> tuple[Interview, tuple[Probe, ...]]:
        """Read the saved notes: the ticks they suggest are saved too, and the probes for the screen come back."""
        interview = self.interviews.get(interview_id)
        question, talk = interview.set.question(question_id), interview.talk(question_id)
        found = self.probing.suggest(
            question,
            talk.notes,
            interview.set.language,
            shown=shown,
            settled_ticks=talk.ticks,
            asked=done_with(talk),
            used=words_used(interview, talk),
        )

        def ticked(now: Talk) -> Talk:
            """Nothing, where the notes were changed meanwhile: quotes would be no slices of them."""
            return replace(now, ticks=merged(now.ticks, found.ticks)) if now.notes == talk.notes else now

        return self._on_talk(interview_id, question_id, ticked), found.probes

    def tick(self, interview_id: str, question_id: str, point_id: str, state: TickState) -> Interview:
        """Confirm that a point was said, refuse that it was, or leave it to the machine again (`suggested`)."""
        return self._on_talk(interview_id, question_id, lambda talk: _ticked(talk, point_id, state))

    def ask(self, interview_id: str, question_id: str, probe: Probe, *, asked: bool = True) -> Interview:
        """Note that a probe was used, or take that back."""
        at = self.clock.now() if asked else None
        return self._on_probe(interview_id, question_id, probe, lambda each: replace(each, asked_at=at))

    def thumb(self, interview_id: str, question_id: str, probe: Probe, *, useful: bool | None) -> Interview:
        """A probe that was not useful is not suggested again."""
        return self._on_probe(interview_id, question_id, probe, lambda each: replace(each, useful=useful))

    def rate(self, interview_id: str, question_id: str, rating: int | None) -> Interview:
        """Numbers outside the scale become its ends."""
        kept = None if rating is None else max(LOWEST_RATING, min(HIGHEST_RATING, rating))
        return self._on_talk(interview_id, question_id, lambda talk: replace(talk, rating=kept))

    def remark(self, interview_id: str, question_id: str, remarks: str) -> Interview:
        return self._on_talk(interview_id, question_id, lambda talk: replace(talk, remarks=remarks.strip()))

    def pause(self, interview_id: str, *, on: bool) -> Interview:
        now = self.clock.now()
        return self._change(interview_id, lambda each: paused(each, now) if on else resumed(each, now))

    def consent(
        self, interview_id: str, *, given: bool, note: str = "", keeps: bool = True, transcribed_by: str = ""
    ) -> Interview:
        """Note what the candidate said when he was asked whether he may be recorded, by the fields of Consent."""
        said = Consent(given, self.clock.now(), note, keeps=given and keeps, transcribed_by=transcribed_by)
        return self._change(interview_id, lambda each: each.with_consent(said))

    def hear(self, interview_id: str, question_id: str, text: str) -> Interview:
        """Put what was heard below the notes on that answer."""
        return self._on_talk(interview_id, question_id, lambda talk: replace(talk, notes=heard(talk.notes, text)))

    def end(self, interview_id: str) -> Interview:
        """Stop the clock. One that has ended stays as it is."""
        now = self.clock.now()

        def ended(interview: Interview) -> Interview:
            if interview.ended_at is not None:
                return interview
            return replace(closed(resumed(interview, now), now), ended_at=now)

        return self._change(interview_id, ended)

    def _on_talk(self, interview_id: str, question_id: str, change: Callable[[Talk], Talk]) -> Interview:
        return self._change(interview_id, lambda each: each.with_talk(change(each.talk(question_id))))

    def _on_probe(
        self, interview_id: str, question_id: str, probe: Probe, change: Callable[[AskedProbe], AskedProbe]
    ) -> Interview:
        return self._on_talk(interview_id, question_id, lambda talk: _with_probe(talk, probe, change))

    def _change(self, interview_id: str, change: Callable[[Interview], Interview]) -> Interview:
        """Lay the change upon the newest version; where another window is faster, upon its version."""
        for left in reversed(range(_MOST_TRIES)):
            before = self.interviews.get(interview_id)
            after = change(before)
            if after == before:
                return before
            try:
                return self.interviews.save(after)
            except InterviewChangedElsewhere:
                if not left:
                    raise
        raise AssertionError("the loop returns or raises")


def done_with(talk: Talk) -> frozenset[str]:
    """The ids of probes that are not to be suggested again: those asked, and those that were of no use."""
    return frozenset(each.probe.id for each in talk.probes if each.asked_at is not None or each.useful is False)


def words_used(interview: Interview, talk: Talk) -> list[str]:
    """The words of all that was done with on this question, and of what was asked on the one or two before it: the
    same words again and again make a candidate feel that nobody listens."""
    others = [
        (each.began_at, each) for each in interview.talks if each.began_at and each.question_id != talk.question_id
    ]
    before = sorted(
        ((at, each) for at, each in others if talk.began_at is None or at < talk.began_at), key=lambda pair: pair[0]
    )
    latest = [each for _, each in before[-_REMEMBERED_TALKS:]]
    asked = [each.probe.text for last in latest for each in last.probes if each.asked_at is not None]
    return [*(each.probe.text for each in talk.probes), *asked]


def _ticked(talk: Talk, point_id: str, state: TickState) -> Talk:
    """A confirmed point is said; one that nothing was known of and that is refused was missed."""
    before = talk.tick(point_id) or Tick(point_id, VerdictKind.MISSED)
    if state is TickState.SUGGESTED and not before.quote and not before.probability:
        return replace(talk, ticks=tuple(each for each in talk.ticks if each.key_point_id != point_id))
    kind = VerdictKind.COVERED if state is TickState.CONFIRMED else before.kind
    return talk.with_tick(replace(before, kind=kind, state=state))


def _with_probe(talk: Talk, probe: Probe, change: Callable[[AskedProbe], AskedProbe]) -> Talk:
    before = next((each for each in talk.probes if each.probe.id == probe.id), None)
    after = change(before or AskedProbe(probe))
    if before is None:
        return replace(talk, probes=(*talk.probes, after))
    return replace(talk, probes=tuple(after if each is before else each for each in talk.probes))
