"""The report on a session: only what was measured, put together for reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from interviewer.domain.assessment import Band, Certainty, FallbackReason, VerdictKind
from interviewer.domain.notes import PATH_JOINER, SourceLines
from interviewer.domain.ports import SessionStore
from interviewer.domain.sessions import FollowUpTurn, Session, Turn
from interviewer.domain.timing import seconds_on_follow_up, seconds_on_question
from interviewer.services import incident_drill
from interviewer.services.costs import by_model
from interviewer.services.incident_drill import work_order_of
from interviewer.services.report_comparison import compare, earlier_session
from interviewer.services.report_fixes import fixes_of, strengths_of
from interviewer.services.report_groups import areas_of, mean, mean_score, topic_of, topics_of
from interviewer.services.report_headline import headline_of
from interviewer.services.report_opening import Unit, opening_of
from interviewer.services.report_timeline import timeline_of
from interviewer.services.report_values import (
    Fallback,
    FollowUpReport,
    GraderUse,
    PointTally,
    QuestionReport,
    Report,
    StudyItem,
)

MOST_TO_STUDY = 5
_LEAST_SURE_LAST = (Certainty.SURE, Certainty.FAIRLY_SURE, Certainty.UNSURE)


def build(session: Session, before: Session | None = None) -> Report:
    """The report on a session, finished or not; `before` is an earlier one to compare it with."""
    drill = session.plan.preset == incident_drill.PRESET
    questions = tuple(_question(number, turn, drill=drill) for number, turn in enumerate(session.turns, 1))
    topics = topics_of(questions)
    return Report(
        session_id=session.id,
        started_at=session.started_at,
        finished_at=session.finished_at,
        planned=session.plan.question_count,
        score=mean_score(questions),
        score_as_graded=mean([each.assessment.as_graded.score for each in questions if each.assessment]),
        band=_band(questions),
        opening=opening_of(_units(questions)),
        points=_tally(questions),
        topics=topics,
        questions=questions,
        study=_study(questions),
        graders=_graders(questions),
        fallbacks=_fallbacks(questions),
        mode=session.plan.mode,
        usage=by_model(session.turns),
        headline=headline_of(questions),
        areas=areas_of(questions),
        timeline=timeline_of(session),
        fixes=fixes_of(questions),
        strengths=strengths_of(questions),
        comparison=compare(questions, build(before)) if before else None,
    )


def build_from(sessions: SessionStore, session_id: str) -> Report:
    """The report on a stored session beside the last earlier one on its topics. Raises SessionNotFound."""
    return beside_earlier(build(sessions.get(session_id)), sessions)


def beside_earlier(report: Report, sessions: SessionStore) -> Report:
    """With the comparison, where there is an earlier session to compare with."""
    before = earlier_session(sessions, report)
    return report if before is None else replace(report, comparison=compare(report.questions, build(before)))


def _question(number: int, turn: Turn, *, drill: bool) -> QuestionReport:
    return QuestionReport(
        number=number,
        question=turn.question,
        topic=topic_of(turn.question.path),
        state=turn.state,
        answer=turn.answer,
        assessment=turn.assessment,
        follow_ups=tuple(FollowUpReport(each, turn.won_back(each), _seconds(each)) for each in turn.follow_ups),
        source=_span([point.source for point in turn.question.key_points]),
        seconds=_seconds(turn),
        course=turn.course,
        work_order=work_order_of(turn.answer) if drill and turn.answer else None,
    )


def _seconds(asked: Turn | FollowUpTurn) -> float | None:
    """What thinking and answering took; None while it is not answered, when it was passed over, or was not kept."""
    if not asked.answer or asked.answered_at is None:
        return None
    if isinstance(asked, Turn):
        return seconds_on_question(asked, asked.answered_at)
    return seconds_on_follow_up(asked, asked.answered_at)


def _span(sources: Sequence[SourceLines | None]) -> SourceLines | None:
    known = [source for source in sources if source]
    if not known:
        return None
    same = [source for source in known if source.file == known[0].file]
    return SourceLines(known[0].file, min(s.first_line for s in same), max(s.last_line for s in same))


def _band(questions: Sequence[QuestionReport]) -> Band | None:
    """As wide around the mean as the bands of the questions are on average, and as sure as the least sure of them."""
    score = mean_score(questions)
    pairs = [(q.score, q.assessment.current_band) for q in questions if q.assessment]
    banded = [(value, band) for value, band in pairs if value is not None and band is not None]
    if score is None or not banded:
        return None
    below = sum(value - band.low for value, band in banded) / len(banded)
    above = sum(band.high - value for value, band in banded) / len(banded)
    label = max((band.label for _, band in banded), key=_LEAST_SURE_LAST.index)
    return Band(max(0, int(score - below + 0.5)), min(100, int(score + above + 0.5)), label)


def _tally(questions: Sequence[QuestionReport]) -> PointTally:
    scored = [each.assessment for each in questions if each.assessment and each.score is not None]
    kinds = Counter(verdict.kind for assessment in scored for verdict in assessment.verdicts)
    return PointTally(
        covered=kinds[VerdictKind.COVERED],
        partial=kinds[VerdictKind.PARTIAL],
        missed=kinds[VerdictKind.MISSED],
        contradicted=kinds[VerdictKind.CONTRADICTED],
        false_claims=sum(len(assessment.false_claims) for assessment in scored),
        recovered=sum(follow_up.recovered for each in questions for follow_up in each.follow_ups),
    )


def _study(questions: Sequence[QuestionReport]) -> tuple[StudyItem, ...]:
    """The worst sections first; a section with nothing left to learn is none."""
    items = [
        StudyItem(each.question.path, each.source, each.score, each.still_lost)
        for each in questions
        if each.score is not None and each.still_lost
    ]
    return tuple(sorted(items, key=lambda item: (item.score, -len(item.lost)))[:MOST_TO_STUDY])


def _units(questions: Sequence[QuestionReport]) -> list[Unit]:
    """What the opening compares: topics where the session has several, else its questions."""
    scored = [each for each in questions if each.score is not None]
    several = len({each.topic for each in scored}) > 1
    groups: dict[str, list[QuestionReport]] = {}
    for each in scored:
        below = each.question.path.removeprefix(each.topic + PATH_JOINER)
        name = each.topic.split(PATH_JOINER)[-1] if several else below
        groups.setdefault(name, []).append(each)
    return [_unit(name, own) for name, own in groups.items()]


def _unit(name: str, questions: Sequence[QuestionReport]) -> Unit:
    tally = _tally(questions)
    scores = [each.score for each in questions if each.score is not None]
    return Unit(
        name=name,
        score=mean_score(questions) or 0,
        lost_score=sum(100 - score for score in scores),
        questions=len(scores),
        missed=tally.missed,
        partial=tally.partial,
        contradicted=tally.contradicted,
        false_claims=tally.false_claims,
    )


def _graders(questions: Sequence[QuestionReport]) -> tuple[GraderUse, ...]:
    used = Counter((q.assessment.grader, q.assessment.model) for q in questions if q.assessment and not q.unscored)
    return tuple(GraderUse(grader, model, count) for (grader, model), count in used.most_common())


def _fallbacks(questions: Sequence[QuestionReport]) -> tuple[Fallback, ...]:
    numbers: dict[FallbackReason, list[int]] = {}
    for each in questions:
        if each.assessment and each.assessment.fallback_reason:
            numbers.setdefault(each.assessment.fallback_reason, []).append(each.number)
    return tuple(Fallback(reason, tuple(found)) for reason, found in numbers.items())
