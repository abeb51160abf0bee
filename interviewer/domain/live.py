"""A live interview with one candidate: what he said, which points it ticks, and what to ask next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from interviewer.domain.assessment import VerdictKind
from interviewer.domain.desk import QuestionSet
from interviewer.domain.sessions import Pause

LOWEST_RATING, HIGHEST_RATING = 1, 5
"""The anchors of a question lie at 1 (weak), 3 (good) and 5 (excellent)."""


class TickState(StrEnum):
    """`suggested` by the machine; `confirmed` or `refused` by the interviewer, whose word stands."""

    SUGGESTED = "suggested"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Tick:
    """What is known of one key point. A point that nothing was said about has none.

    `kind` says how it was said: covered, partial or contradicted; only `covered` is shown as a tick. `quote` is an
    exact slice of the notes on the answer, "" where the interviewer ticked by himself. `probability` (0..1) is the
    machine's own of the point being stated.
    """

    key_point_id: str
    kind: VerdictKind
    state: TickState = TickState.SUGGESTED
    quote: str = ""
    probability: float = 0.0

    @property
    def counts(self) -> bool:
        """Whether the point is said, as far as anybody knows."""
        return self.kind is VerdictKind.COVERED and self.state is not TickState.REFUSED


class ProbeReason(StrEnum):
    """What a probe is asked for: a point that was missed, half said or said wrongly, words that say too little, a term
    that was used and not explained; or, when nothing else is left, a step further down."""

    MISSED = "missed"
    PARTIAL = "partial"
    CONTRADICTED = "contradicted"
    VAGUE = "vague"
    UNEXPLAINED_TERM = "unexplained_term"
    DEEPER = "deeper"


@dataclass(frozen=True, slots=True)
class Probe:
    """A question to ask next. It aims at a key point (`point_id`), at `words` of the answer, or at both.

    `id` is the same for the same aim, so that a probe on the screen can stay where it is. `writer` as in Question.
    """

    id: str
    text: str
    why: ProbeReason
    point_id: str = ""
    words: str = ""
    writer: str = "embedded"


@dataclass(frozen=True, slots=True)
class AskedProbe:
    """A probe that was shown and used, or thumbed: `useful` is None without a thumb."""

    probe: Probe
    asked_at: datetime | None = None
    useful: bool | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """A stretch of time in which a question was the one at hand; `until` is None while it still is."""

    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Talk:
    """What came of one question of the set. `visits` are there because one can come back to a question.

    `notes` is what the interviewer typed or the transcript as he left it; quotes of ticks are slices of it. `remarks`
    are his own and no part of the answer. `rating` is LOWEST_RATING..HIGHEST_RATING, None while not given.
    """

    question_id: str
    notes: str = ""
    ticks: tuple[Tick, ...] = ()
    probes: tuple[AskedProbe, ...] = ()
    rating: int | None = None
    remarks: str = ""
    began_at: datetime | None = None
    ended_at: datetime | None = None
    visits: tuple[Visit, ...] = ()

    def tick(self, key_point_id: str) -> Tick | None:
        return next((each for each in self.ticks if each.key_point_id == key_point_id), None)

    def with_tick(self, tick: Tick) -> Talk:
        """With the tick in the place of the one on its point."""
        others = tuple(each for each in self.ticks if each.key_point_id != tick.key_point_id)
        return replace(self, ticks=(*others, tick))


@dataclass(frozen=True, slots=True)
class Consent:
    """That the candidate was asked before he was recorded, and what he said. `note` is the interviewer's own.

    `keeps` says whether the recording may be kept, or only its words. `transcribed_by` is what was named to him as the
    one who listens (see Transcriber.place), "" where nothing did; another one needs another consent.
    """

    given: bool
    at: datetime
    note: str = ""
    keeps: bool = True
    transcribed_by: str = ""


@dataclass(frozen=True, slots=True)
class Interview:
    """An interviewer's live session with one candidate. Times are in UTC.

    `set` is the set as it was when the interview began. `candidate` is a name, initials or a number, as the interviewer
    wrote it; `candidate_id` joins the interviews of several interviewers with him. The timer runs from `began_at` to
    `ended_at` without the `pauses`. Without `consent` nothing is recorded; it is what he said last, and what he said
    before is in `earlier_consents`, oldest first.
    """

    id: str
    set: QuestionSet
    candidate_id: str
    candidate: str
    made_at: datetime
    interviewer: str = ""
    talks: tuple[Talk, ...] = ()
    consent: Consent | None = None
    began_at: datetime | None = None
    ended_at: datetime | None = None
    pauses: tuple[Pause, ...] = ()
    version: int = 0
    earlier_consents: tuple[Consent, ...] = ()

    @property
    def may_record(self) -> bool:
        """Whether what is recorded may be kept."""
        return self.consent is not None and self.consent.given and self.consent.keeps

    def may_transcribe(self, by: str) -> bool:
        """Whether that recogniser may listen to him."""
        consent = self.consent
        return consent is not None and consent.given and bool(by) and consent.transcribed_by == by

    def with_consent(self, consent: Consent) -> Interview:
        """With what he says now; what he said before stays on the record."""
        before = (self.consent,) if self.consent else ()
        return replace(self, consent=consent, earlier_consents=(*self.earlier_consents, *before))

    def talk(self, question_id: str) -> Talk:
        """An empty one where the question was not come to."""
        return next((each for each in self.talks if each.question_id == question_id), Talk(question_id))

    def with_talk(self, talk: Talk) -> Interview:
        """With the talk in the place of the one on its question, in the order of the set."""
        talks = {each.question_id: each for each in self.talks} | {talk.question_id: talk}
        ordered = [talks[each.id] for each in self.set.questions if each.id in talks]
        return replace(self, talks=tuple(ordered))

    def seconds(self, now: datetime) -> float:
        """What the timer shows."""
        if self.began_at is None:
            return 0.0
        until = self.ended_at or now
        paused = sum(_length(each, until) for each in self.pauses)
        return max(0.0, (until - self.began_at).total_seconds() - paused)


def merged(ticks: Sequence[Tick], suggested: Sequence[Tick]) -> tuple[Tick, ...]:
    """The ticks after new suggestions: what the interviewer said of a point stays, all other ticks are the new ones."""
    said = {each.key_point_id: each for each in ticks if each.state is not TickState.SUGGESTED}
    new = [said.get(each.key_point_id, each) for each in suggested]
    named = {each.key_point_id for each in suggested}
    return (*new, *(each for each in said.values() if each.key_point_id not in named))


def _length(pause: Pause, until: datetime) -> float:
    return (min(pause.until or until, until) - pause.since).total_seconds()
