"""What of a session is worth mending first, and what was said well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from interviewer.domain.assessment import Verdict, VerdictKind
from interviewer.domain.scoring import CONTRADICTION_PENALTY, FALSE_CLAIM_PENALTY, VALUES
from interviewer.services.next_sentence import sentence_of
from interviewer.services.report_parts import Fix, Strength
from interviewer.services.report_values import QuestionReport

_T = TypeVar("_T", Fix, Strength)
MOST_FIXES, MOST_STRENGTHS = 3, 5


def fixes_of(questions: Sequence[QuestionReport]) -> tuple[Fix, ...]:
    """What was wrong before what was lacking, then what cost the most; of a point asked twice, the costlier loss."""
    found = sorted(_losses(questions), key=lambda fix: (not fix.wrong, -fix.cost, fix.number))
    return tuple(_each_once(found))[:MOST_FIXES]


def strengths_of(questions: Sequence[QuestionReport]) -> tuple[Strength, ...]:
    """Covered points in the candidate's own words, the heaviest and surest of each question, best questions first.

    Left out are points that a hint was given on, that a person set, or that graders disagree on.
    """
    scored = [each for each in questions if each.score is not None]
    ranked = [_best_points(each) for each in sorted(scored, key=lambda each: (-(each.score or 0), each.number))]
    rounds = max(map(len, ranked), default=0)
    in_turn = [points[at] for at in range(rounds) for points in ranked if at < len(points)]
    return tuple(_each_once(in_turn))[:MOST_STRENGTHS]


def _losses(questions: Iterable[QuestionReport]) -> Iterator[Fix]:
    for each in questions:
        if each.assessment is None or each.score is None:
            continue
        weight = sum(verdict.key_point.weight for verdict in each.assessment.verdicts)
        for verdict in each.still_lost:
            if verdict.key_point.weight > 0:
                yield _lost_point(each, verdict, verdict.key_point.weight / weight)
        for claim in each.assessment.false_claims:
            cost = float(FALSE_CLAIM_PENALTY)
            yield Fix(each.number, each.question, None, claim, each.source, claim.correction, cost)


def _lost_point(asked: QuestionReport, verdict: Verdict, share: float) -> Fix:
    penalty = CONTRADICTION_PENALTY if verdict.kind is VerdictKind.CONTRADICTED else 0
    cost = 100 * share * (1 - VALUES[verdict.kind.value]) + penalty
    sentence = sentence_of(verdict.key_point, asked.question.language)
    source = verdict.key_point.source or asked.source
    return Fix(asked.number, asked.question, verdict, None, source, sentence, cost)


def _best_points(asked: QuestionReport) -> list[Strength]:
    hinted = {asked.question.point_to_hint.id} if asked.course.hints else set()
    covered = asked.assessment.of_kind(VerdictKind.COVERED) if asked.assessment else ()
    own = [
        verdict
        for verdict in covered
        if verdict.quote and not verdict.unsure and not verdict.corrected and verdict.key_point.id not in hinted
    ]
    own.sort(key=lambda verdict: (-verdict.key_point.weight, -verdict.probability))
    return [Strength(asked.number, asked.question, verdict) for verdict in own]


def _each_once(found: Iterable[_T]) -> Iterator[_T]:
    seen: set[str] = set()
    for each in found:
        id = each.verdict.key_point.id if each.verdict else ""
        if not id or id not in seen:
            yield each
        seen.add(id)
