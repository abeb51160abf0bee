"""Made sessions on real sections: for measuring and photographing reports, not for judging graders."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from interviewer.domain.assessment import (
    Assessment,
    Band,
    Certainty,
    FallbackReason,
    FalseClaim,
    UnscoredReason,
    Verdict,
    VerdictKind,
    unscored,
)
from interviewer.domain.delivery import Delivery, Stretch, units_of
from interviewer.domain.notes import PATH_JOINER, KeyPoint, Section
from interviewer.domain.questions import FollowUp, Question
from interviewer.domain.sessions import Course, FollowUpTurn, Plan, Session, Turn, TurnState
from interviewer.domain.speech import Spoken
from interviewer.domain.verdicts import CorrectionMark
from interviewer.services.next_sentence import sentence_of

BEGAN = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
_KINDS = tuple(VerdictKind)
_LIKELY = (6, 3, 3, 1)


def a_made_session(
    sections: Sequence[Section], *, id: str, seed: int = 1, began: datetime = BEGAN, spoken: bool = False
) -> Session:
    """One graded question a section, with follow-ups, hints and false claims here and there; the same for a seed."""
    chance = random.Random(seed)
    turns: list[Turn] = []
    at = began
    for position, section in enumerate(sections):
        turn = _turn(f"{id}-{position}", id, position, section, at, chance, spoken=spoken)
        turns.append(turn)
        at = (turn.answered_at or at) + timedelta(seconds=60 * len(turn.follow_ups) + 20)
    plan = Plan((), (), len(turns), "zh", tuple(section.id for section in sections))
    return Session(id, began, plan, tuple(turns), at)


def with_paths(session: Session, areas: Sequence[str]) -> Session:
    """The same with its questions spread over these areas, a topic for each two."""
    turns = []
    for at, turn in enumerate(session.turns):
        path = f"{areas[at % len(areas)]} / 主题 {at // 2 + 1} / {turn.question.path.split(PATH_JOINER)[-1]}"
        turns.append(replace(turn, question=replace(turn.question, path=path)))
    return replace(session, turns=tuple(turns))


def with_all_marks(session: Session) -> Session:
    """The same with a question that was skipped, one unscored, one a stand-in graded, an unsure and a set verdict."""
    turns = list(session.turns)
    turns[1] = replace(turns[1], state=TurnState.SKIPPED, answer="", assessment=None, follow_ups=(), course=Course())
    turns[2] = replace(turns[2], assessment=unscored(UnscoredReason.GRADER_FAILED, "llm"), follow_ups=())
    turns[3] = _by_a_stand_in(turns[3])
    turns[4] = _first_verdict(turns[4], lambda verdict: replace(verdict, unsure=True))
    turns[5] = _first_verdict(turns[5], _set_by_hand)
    return replace(session, turns=tuple(turns))


def _turn(
    id: str, session: str, position: int, section: Section, at: datetime, chance: random.Random, *, spoken: bool
) -> Turn:
    points = section.key_points[:6]
    kinds = chance.choices(_KINDS, _LIKELY, k=len(points))
    said = [_said(point, kind, section.language) for point, kind in zip(points, kinds, strict=True)]
    verdicts = tuple(Verdict(point, kind, words, 0.8) for point, kind, words in zip(points, kinds, said, strict=True))
    claims = (FalseClaim("这个默认就是开着的", "默认是关着的，要自己打开。"),) if chance.random() < 0.15 else ()
    answer = "".join(said) + ("这个默认就是开着的。" if claims else "")
    made = Assessment(verdicts, "embedded", claims)
    score = made.score or 0
    made = replace(made, band=Band(max(0, score - 9), min(100, score + 9), Certainty.FAIRLY_SURE))
    question = Question(
        f"{section.title}是怎么回事？说说你的理解。", section.id, section.path, points, section.text, section.language
    )
    until = at + timedelta(seconds=chance.randint(30, 150))
    course = Course(hints=("想想它在失败的时候怎么办。",) if chance.random() < 0.2 else (), spoken=None)
    if spoken:
        course = replace(course, spoken=_spoken(answer, section.language, (until - at).total_seconds()))
    turn = Turn(id, session, position, question, TurnState.GRADED, at, answer or "不太清楚。", until, made, (), course)
    lost = [verdict.key_point for verdict in verdicts if verdict.kind is not VerdictKind.COVERED]
    return replace(turn, follow_ups=(_follow_up(lost[0], section.language, until, chance),)) if lost else turn


def _said(point: KeyPoint, kind: VerdictKind, language: str) -> str:
    sentence = sentence_of(point, language)
    if kind is VerdictKind.MISSED:
        return ""
    if kind is VerdictKind.PARTIAL:
        return sentence[: max(4, len(sentence) // 2)] + "……"
    return sentence if kind is VerdictKind.COVERED else f"不会有这样的事：{sentence}"


def _follow_up(point: KeyPoint, language: str, at: datetime, chance: random.Random) -> FollowUpTurn:
    """Won back half of the time."""
    kind = chance.choice((VerdictKind.COVERED, VerdictKind.MISSED))
    words = _said(point, kind, language)
    made = Assessment((Verdict(point, kind, words, 0.8),), "embedded")
    asked = FollowUp("还有一点没有说到，再想想？", point, language)
    begun, done = at + timedelta(seconds=15), at + timedelta(seconds=45)
    return FollowUpTurn(asked, words or "想不起来了。", made, asked_at=begun, answered_at=done)


def _spoken(answer: str, language: str, seconds: float) -> Spoken:
    speech = (Stretch(1.2, seconds * 0.5), Stretch(seconds * 0.5 + 2.6, seconds))
    return Spoken(seconds, heard=answer, delivery=Delivery(language, seconds, speech, units_of(answer, language)))


def _by_a_stand_in(turn: Turn) -> Turn:
    made = turn.assessment
    return replace(turn, assessment=replace(made, fallback_reason=FallbackReason.TIMED_OUT)) if made else turn


def _first_verdict(turn: Turn, change: Callable[[Verdict], Verdict]) -> Turn:
    assessment = turn.assessment
    return replace(turn, assessment=assessment.with_verdict(change(assessment.verdicts[0]))) if assessment else turn


def _set_by_hand(verdict: Verdict) -> Verdict:
    mark = CorrectionMark("made", verdict.bare, BEGAN, reason="我说的就是这个意思。")
    return replace(verdict, kind=VerdictKind.COVERED, corrected=mark)
