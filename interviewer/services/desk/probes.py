"""The probes that stand ready while a candidate talks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from interviewer.domain.aims import Aim, aims, settled
from interviewer.domain.assessment import Assessment, Verdict, VerdictKind
from interviewer.domain.desk import Rung, SetQuestion, Step
from interviewer.domain.ids import short_id
from interviewer.domain.live import Probe, ProbeReason, Tick, TickState
from interviewer.domain.ports import DeskWriter
from interviewer.domain.questions import Question
from interviewer.domain.text import fold
from interviewer.services.desk.asked import as_question
from interviewer.services.desk.ticking import Ticking, kind_shown, ticks_of
from interviewer.services.desk.wordy import unexplained, vague

_MOST_AIMS = 8
"""Aims that are put into words; more never come up before the next note."""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What the screen shows after a note: ticks in the order of the points, and probes in their places."""

    ticks: tuple[Tick, ...] = ()
    probes: tuple[Probe, ...] = ()


@dataclass(frozen=True, slots=True)
class Probing:
    """Ticks and probes for the notes on an answer, at once."""

    ticking: Ticking
    words: DeskWriter

    def open(self, question: SetQuestion, language: str) -> None:
        """Make ready for the question while it is asked, so that the first note is answered as fast as the others."""
        self.ticking.open(question, language)

    def suggest(
        self,
        question: SetQuestion,
        notes: str,
        language: str,
        *,
        shown: Sequence[Probe] = (),
        settled_ticks: Sequence[Tick] = (),
        asked: Collection[str] = (),
        used: Sequence[str] = (),
    ) -> Suggestions:
        """What to show now. `shown` are the probes on the screen, `asked` the ids of those done with, and `used` words
        that do not come again; points that the interviewer confirmed or refused (`settled_ticks`) are as he says."""
        made = self.ticking.read(question, notes, language)
        verdicts = as_said(_verdicts(question, made), settled_ticks)
        known = as_question(question, language)
        apt = self._probes(known, notes, wanted(known, notes, verdicts, asked), shown, used)
        apt += further_down(question.ladder or self.words.ladder(known), question.text, notes)
        if notes.strip():
            apt += [_closing(text) for text in self.words.closing(known) if text not in used]
        ticks = ticks_of(made) if made is not None else ()
        return Suggestions(ticks, tuple(settled(shown, [each for each in apt if each.id not in asked])))

    def verdicts(
        self, question: SetQuestion, notes: str, language: str, settled_ticks: Sequence[Tick] = ()
    ) -> list[Verdict]:
        """What is held of each point now: the machine's verdict, or the interviewer's word."""
        return as_said(_verdicts(question, self.ticking.read(question, notes, language)), settled_ticks)

    def _probes(
        self, question: Question, notes: str, found: Sequence[Aim], shown: Sequence[Probe], used: Sequence[str]
    ) -> list[Probe]:
        """One for each aim; none in the words of a probe that stands on the screen for another one."""
        probes: list[Probe] = []
        for aim in found[:_MOST_AIMS]:
            elsewhere = [each.text for each in shown if each.id != aim.id]
            taken = [*(each.text for each in probes), *elsewhere, *used]
            probes.append(self.words.probe(question, notes, aim, taken=taken))
        return probes


def wanted(question: Question, notes: str, verdicts: Sequence[Verdict], asked: Collection[str] = ()) -> list[Aim]:
    """All that is worth asking, the best first, without what was asked already."""
    doubts, terms = list(vague(notes)), list(unexplained(question, notes, verdicts))
    wordy = [*doubts[:1], *terms[:1], *doubts[1:], *terms[1:]]
    return [each for each in aims(verdicts, wordy) if each.id not in asked]


def further_down(ladder: Sequence[Rung], question: str, notes: str) -> list[Probe]:
    """The rungs of the ladder, which are there when nothing else is left to ask. What is known by heart is no step down
    for one who has begun to answer, and a rung that is the question itself is none at all."""
    rungs = [(at, rung) for at, rung in enumerate(ladder) if fold(rung.text) != fold(question)]
    lower = [each for each in rungs if each[1].step is not Step.RECALL]
    wanted_now = lower if lower and notes.strip() else rungs
    return [Probe(short_id("rung", str(at)), rung.text, ProbeReason.DEEPER, rung.aims_at) for at, rung in wanted_now]


def _closing(text: str) -> Probe:
    return Probe(short_id("closing", text), text, ProbeReason.DEEPER)


def _verdicts(question: SetQuestion, made: Assessment | None) -> list[Verdict]:
    """Those of the grader; before anything was said every point is missed."""
    if made is not None and made.verdicts:
        return list(made.verdicts)
    return [Verdict(point, VerdictKind.MISSED) for point in question.key_points]


def as_said(verdicts: Sequence[Verdict], ticks: Sequence[Tick]) -> list[Verdict]:
    """The verdicts with the interviewer's word in the place of the machine's; what is not surely covered is partial."""
    said = {each.key_point_id: each.state for each in ticks if each.state is not TickState.SUGGESTED}
    return [_as_settled(each, said.get(each.key_point.id)) for each in verdicts]


def _as_settled(verdict: Verdict, state: TickState | None) -> Verdict:
    if state is TickState.CONFIRMED:
        return Verdict(verdict.key_point, VerdictKind.COVERED, verdict.quote, 1.0)
    if state is TickState.REFUSED:
        return Verdict(verdict.key_point, VerdictKind.MISSED)
    return replace(verdict, kind=kind_shown(verdict))
