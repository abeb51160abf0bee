"""The ladder of follow-ups: what the next one is about, and how much help it gives."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from interviewer.domain.assessment import Assessment, Verdict, VerdictKind
from interviewer.domain.sessions import FollowUpTurn, Turn

MOST_FOLLOW_UPS = 2
_SAID = (VerdictKind.COVERED, VerdictKind.PARTIAL, VerdictKind.CONTRADICTED)


@dataclass(frozen=True, slots=True)
class Rung:
    """What a writer needs for the next follow-up: the points that it may be about, and all that was said so far."""

    assessment: Assessment
    answer: str
    nudge: bool = False


def next_rung(turn: Turn, first: Collection[str] = ()) -> Rung | None:
    """First without help on the worst point; then again with a nudge, or on the next worst point once it was said.

    Points with an id among `first` go before all others.
    None after a perfect answer, after one that said nothing (there is nothing to dig into), and after a follow-up that
    was passed over or could not be graded.
    """
    made = turn.assessment
    if made is None or made.score in (None, 100) or len(turn.follow_ups) >= MOST_FOLLOW_UPS:
        return None
    if not turn.follow_ups:
        said_nothing = made.gate is not None and not made.of_kind(*_SAID)
        return None if said_nothing else Rung(_narrowed(made, first), turn.answer)
    last = turn.follow_ups[-1]
    if not last.answer or last.assessment is None or last.assessment.score is None:
        return None
    said = f"{turn.answer}\n{last.answer}"
    if _is_done_with(turn, last):
        return Rung(_narrowed(_without(made, last.follow_up.key_point.id), first), said)
    return Rung(_only(made, last.assessment.verdicts[0]), said, nudge=True)


def _is_done_with(turn: Turn, last: FollowUpTurn) -> bool:
    """Whether its point was said, be it with a hint: to ask once more would bring nothing."""
    return turn.won_back(last) or bool(last.assessment and last.assessment.of_kind(VerdictKind.COVERED))


def _without(assessment: Assessment, point_id: str) -> Assessment:
    """As if the point had been said in the answer."""
    verdicts = (replace(v, kind=VerdictKind.COVERED) if v.key_point.id == point_id else v for v in assessment.verdicts)
    return replace(assessment, verdicts=tuple(verdicts))


def _narrowed(assessment: Assessment, first: Collection[str]) -> Assessment:
    """As if only points among `first` had been lost, where any of them was."""
    lost = [each for each in assessment.verdicts if each.kind is not VerdictKind.COVERED]
    if not any(each.key_point.id in first for each in lost):
        return assessment
    for each in lost:
        if each.key_point.id not in first:
            assessment = _without(assessment, each.key_point.id)
    return assessment


def _only(assessment: Assessment, verdict: Verdict) -> Assessment:
    """With that verdict as the only one on a lost point."""
    others = assessment.of_kind(VerdictKind.COVERED)
    return replace(assessment, verdicts=(*(each for each in others if each.key_point != verdict.key_point), verdict))
