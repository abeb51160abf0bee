"""Interviews and signed cards for tests of what comes after an interview."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from interviewer.domain.assessment import VerdictKind
from interviewer.domain.candidates import Candidate, InterviewRecording
from interviewer.domain.desk import Anchors, QuestionSet, SetQuestion
from interviewer.domain.live import Interview, Talk, Tick, TickState
from interviewer.domain.scorecard import Recommendation, Scorecard
from interviewer.services.desk.candidates import Candidates
from interviewer.services.desk.scorecards import Scorecards, with_rating
from tests.fakes import (
    START,
    FakeCandidateStore,
    FakeClock,
    FakeInterviewRecordings,
    FakeInterviewStore,
    FakeScorecardStore,
)
from tests.samples import a_key_point

COVERED, PARTIAL = VerdictKind.COVERED, VerdictKind.PARTIAL
MISSED, CONTRADICTED = VerdictKind.MISSED, VerdictKind.CONTRADICTED


def a_cache_question(id: str = "q1", *points: str, **fields: Any) -> SetQuestion:
    """A question whose key points have these texts, and the ids `q1-1`, `q1-2`."""
    texts = points or ("大量 key 同时过期", "过期时间加随机数", "热点数据分布到不同的节点")
    made = tuple(a_key_point(f"{id}-{at}", text) for at, text in enumerate(texts, 1))
    anchors = Anchors("只说得出名字", "说得出原因和一个办法", "还说得出代价和怎么验证")
    text, path = f"{id}：缓存雪崩是什么？", "Database / Redis / 雪崩"
    return replace(SetQuestion(id, text, "s1", path, key_points=made, anchors=anchors), **fields)


def a_cache_set(*questions: SetQuestion, id: str = "set1", **fields: Any) -> QuestionSet:
    asked = questions or (a_cache_question("q1"), a_cache_question("q2"))
    return replace(QuestionSet(id, "SRE", "zh", 45, START, questions=asked, locked=True), **fields)


def a_candidate(id: str = "c1", name: str = "张伟", **fields: Any) -> Candidate:
    return replace(Candidate(id, name, START), **fields)


def an_interview(id: str = "i1", **fields: Any) -> Interview:
    interview = Interview(id, a_cache_set(), "c1", "张伟", START, interviewer="李娜")
    return replace(interview, **fields)


def an_interview_recording(id: str = "r1", **fields: Any) -> InterviewRecording:
    return replace(InterviewRecording(id, "i1", "q1", START, seconds=12.5), **fields)


def a_talk(question_id: str = "q1", *kinds: VerdictKind, notes: str = "一大批 key 同时过期", **fields: Any) -> Talk:
    """One suggested tick of each kind, on the first points of the question; the first quotes the notes."""
    ticks = tuple(
        Tick(f"{question_id}-{at}", kind, quote="同时过期" if at == 1 and kind is not MISSED else "", probability=0.8)
        for at, kind in enumerate(kinds, 1)
    )
    return replace(Talk(question_id, notes, ticks, began_at=START), **fields)


def confirmed(tick: Tick, state: TickState = TickState.CONFIRMED) -> Tick:
    return replace(tick, state=state)


@dataclass
class Cards:
    """The services on fakes."""

    clock: FakeClock = field(default_factory=FakeClock)
    days: int = 0

    def __post_init__(self) -> None:
        self.interviews = FakeInterviewStore()
        self.candidates_known = FakeCandidateStore(self.interviews)
        self.recordings = FakeInterviewRecordings(self.interviews)
        self.scorecards = Scorecards(self.interviews, FakeScorecardStore(self.interviews), self.clock)
        self.candidates = Candidates(
            self.candidates_known, self.interviews, self.recordings, self.scorecards, self.clock, self.days
        )

    def meet(self, *talks: Talk, id: str = "i1", candidate: Candidate | None = None, **fields: Any) -> Interview:
        """Keep an interview with that candidate."""
        who = candidate or a_candidate()
        self.candidates_known.add(who)
        made = an_interview(id, candidate_id=who.id, candidate=who.name, **fields)
        return self.interviews.save(replace(made, talks=talks))

    def rated(
        self,
        ratings: dict[str, int],
        *,
        id: str = "i1",
        by: str = "李娜",
        recommendation: Recommendation = Recommendation.YES,
        candidate: Candidate | None = None,
        sign: bool = True,
        **fields: Any,
    ) -> Scorecard:
        """Keep an interview of which a person rated these questions, and signed the card."""
        self.meet(*(a_talk(each) for each in ratings), id=id, candidate=candidate, **fields)

        def filled(card: Scorecard) -> Scorecard:
            for question, rating in ratings.items():
                card = with_rating(card, question, rating)
            return replace(card, recommendation=recommendation)

        card = self.scorecards.edit(id, 0, filled)
        self.clock.advance(minutes=1)
        return self.scorecards.sign(id, card.version, by) if sign else card


def many_questions(count: int, **fields: Any) -> QuestionSet:
    return a_cache_set(*(a_cache_question(f"q{at}") for at in range(1, count + 1)), **fields)


def days(count: float) -> timedelta:
    return timedelta(days=count)
