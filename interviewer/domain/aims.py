"""What the next probes are after: the order of aims, and keeping probes on the screen where they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from interviewer.domain.assessment import Verdict, VerdictKind
from interviewer.domain.ids import short_id
from interviewer.domain.live import Probe, ProbeReason
from interviewer.domain.notes import KeyPoint
from interviewer.domain.text import fold

READY = 3
"""Probes that stand ready at a time."""
_REASONS = {
    VerdictKind.CONTRADICTED: ProbeReason.CONTRADICTED,
    VerdictKind.MISSED: ProbeReason.MISSED,
    VerdictKind.PARTIAL: ProbeReason.PARTIAL,
}
_WORST_FIRST = tuple(_REASONS)


@dataclass(frozen=True, slots=True)
class Aim:
    """What a probe is after: the point of a verdict, or words of the answer; `sort` is a kind of vagueness.

    `id` is the same while the aim is the same, also when a little more is said about it.
    """

    id: str
    why: ProbeReason
    verdict: Verdict | None = None
    words: str = ""
    sort: str = ""

    @property
    def point(self) -> KeyPoint | None:
        return self.verdict.key_point if self.verdict else None


def aims(verdicts: Sequence[Verdict], wordy: Sequence[Aim]) -> list[Aim]:
    """All aims, the best first. Points come first and then in turn with words, so that something of each is ready.

    Among points that were missed the least likely to have been said comes first; heavier ones go before lighter ones.
    """
    on_points = points_lost(verdicts)
    spread = [each for pair in zip_longest(on_points, wordy) for each in pair if each is not None]
    return distinct(spread)


def points_lost(verdicts: Sequence[Verdict]) -> list[Aim]:
    """An aim for each point that was not covered, worst first. Where all were, the one that is least sure."""
    lost = [each for each in verdicts if each.kind in _REASONS]
    doubted = [replace(each, kind=VerdictKind.PARTIAL) for each in verdicts if each.probability < 1.0]

    def rank(verdict: Verdict) -> tuple[int, float, float]:
        return _WORST_FIRST.index(verdict.kind), -verdict.key_point.weight, round(verdict.probability, 1)

    least_sure = sorted(doubted, key=lambda verdict: verdict.probability)[:1]
    return [_of(each) for each in sorted(lost, key=rank) or least_sure]


def _of(verdict: Verdict) -> Aim:
    """Missed and partial are one aim: what was asked for stays apt when half of it is said."""
    wrong = verdict.kind is VerdictKind.CONTRADICTED
    name = short_id("point", verdict.key_point.id, "contradicted" if wrong else "lost")
    return Aim(name, _REASONS[verdict.kind], verdict, verdict.quote)


def on_words(why: ProbeReason, words: str, marker: str, nth: int = 0, sort: str = "") -> Aim:
    """An aim at words of the answer. The marker and its number tell it from others while the words around it grow."""
    return Aim(short_id(why.value, fold(marker), str(nth)), why, words=words, sort=sort)


def distinct(found: Iterable[Aim]) -> list[Aim]:
    """Each aim once, and none at words that an earlier one takes up."""
    kept: list[Aim] = []
    for aim in found:
        taken = [fold(each.words) for each in kept if each.words]
        own = fold(aim.words) if aim.verdict is None else ""
        doubled = own and any(own in each or each in own for each in taken)
        if not doubled and all(each.id != aim.id for each in kept):
            kept.append(aim)
    return kept


def settled(shown: Sequence[Probe], apt: Sequence[Probe], ready: int = READY) -> list[Probe]:
    """The probes for the screen: what is shown stays in its place, with its words, while it is still apt.

    Places that fall free are taken by the best of the rest, in order.
    """
    still = {each.id for each in apt}
    here = {each.id for each in shown[:ready] if each.id in still}
    rest = (each for each in apt if each.id not in here)
    places = [each if each.id in here else next(rest, None) for each in shown[:ready]]
    kept = [each for each in places if each is not None]
    return [*kept, *(each for each, _ in zip(rest, range(ready - len(kept)), strict=False))]
