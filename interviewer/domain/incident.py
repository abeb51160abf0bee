"""How an incident was handled, as an answer tells it: which steps, in which words, and whether their order is safe.

It goes by words, the same for the same answer, and stands beside the score; it never changes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from interviewer.domain.incident_words import (
    CAREFUL,
    CUES,
    NOT_DONE,
    NOT_KNOWN,
    OVER,
    RELIEF,
    RISKY,
    SAFEGUARD,
    SEEKS,
    SPEAKER,
    TROUBLE,
    Step,
)
from interviewer.domain.text import Span, clauses

__all__ = ["OrderVerdict", "Slip", "Step", "StepFound", "WorkOrder", "read_work_order"]


class Slip(StrEnum):
    """What is wrong with the order, worst first; the first two can make things worse."""

    FIX_BEFORE_CHECK = "fix_before_check"
    RISKY_FIX = "risky_fix"
    CAUSE_AFTER_FIX = "cause_after_fix"
    NO_CHECK = "no_check"
    NO_CAUSE = "no_cause"
    NO_FIX = "no_fix"
    NO_RECHECK = "no_recheck"
    NO_SYMPTOM = "no_symptom"


class OrderVerdict(StrEnum):
    """`unsafe`: something was changed blindly. `incomplete`: nothing unsafe, and a step is lacking or out of place.
    `nothing`: no step was told at all."""

    SAFE = "safe"
    INCOMPLETE = "incomplete"
    UNSAFE = "unsafe"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class StepFound:
    """A step with the clause that tells it: `quote` is the slice of the answer from `start` on."""

    step: Step
    start: int
    quote: str


@dataclass(frozen=True, slots=True)
class WorkOrder:
    """All that was found, in the order it was said; the same step may come more than once."""

    found: tuple[StepFound, ...]
    slips: tuple[Slip, ...]

    @property
    def verdict(self) -> OrderVerdict:
        if not self.found:
            return OrderVerdict.NOTHING
        if {Slip.FIX_BEFORE_CHECK, Slip.RISKY_FIX} & set(self.slips):
            return OrderVerdict.UNSAFE
        return OrderVerdict.INCOMPLETE if self.slips else OrderVerdict.SAFE

    def first(self, step: Step) -> StepFound | None:
        return next((each for each in self.found if each.step is step), None)


_JUST_BEFORE = 100
"""Characters."""


@dataclass(frozen=True, slots=True)
class _Cue:
    """A clause and what its words say; without a step it is a plain statement."""

    step: Step | None
    at: int
    clause: Span
    words: str
    looks: bool
    seeks: bool


def read_work_order(answer: str) -> WorkOrder:
    """The steps of the answer and what is wrong with their order."""
    read = _by_place(sorted(_cues(answer), key=lambda cue: cue.at), answer)
    cues = _settled([cue for cue in read if cue.step])
    found = tuple(StepFound(cue.step, cue.clause.start, cue.clause.of(answer)) for cue in cues if cue.step)
    slips = _slips(answer, cues) if found else ()
    # What was said before the first change and not understood may well have been a look.
    unsure = _unread_before_change(read, answer)
    return WorkOrder(found, tuple(slip for slip in slips if not (unsure and slip is Slip.FIX_BEFORE_CHECK)))


def _cues(answer: str) -> Iterator[_Cue]:
    """At most one cue of a step in each clause. One that tells the trouble, or that it is over, is no plain check."""
    begun = False
    for clause in clauses(answer):
        text = clause.of(answer)
        acts = NOT_DONE.sub(_blank, text)
        shown = {Step.FIX: acts, Step.CAUSE: NOT_KNOWN.sub(_blank, text)}
        matches = {step: cue.search(shown.get(step, text)) for step, cue in CUES.items()}
        named = {step: match for step, match in matches.items() if match}
        looks = Step.CHECK in named
        if not begun and not named and (trouble := TROUBLE.search(text)):
            named[Step.SYMPTOM] = trouble
        begun = begun or not named.keys() <= {Step.SYMPTOM}
        if Step.RECHECK in named or Step.SYMPTOM in named:
            named.pop(Step.CHECK, None)
        if Step.RECHECK in named:
            named.pop(Step.SYMPTOM, None)
        if not named:
            yield _Cue(None, clause.start, clause, "", False, False)
        for step, match in named.items():
            yield _Cue(step, clause.start + match.start(), clause, match[0], looks, SEEKS.search(text) is not None)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _by_place(cues: list[_Cue], answer: str) -> list[_Cue]:
    """Plain statements by where they stand: one that opens the answer and speaks of nobody tells the symptom; the one
    that a change rests on, after a look, is the cause; one between a cause and another look is the change; one that all
    is well, after the last change, tells of another look."""
    steps = [cue.step for cue in cues]
    if cues and steps[0] is None and any(steps) and not SPEAKER.search(cues[0].clause.of(answer)):
        cues[0] = replace(cues[0], step=Step.SYMPTOM)
    if Step.FIX not in steps and Step.CAUSE in steps:
        cause = steps.index(Step.CAUSE)
        looks = [at for at, step in enumerate(steps) if step in (Step.CHECK, Step.RECHECK) and at > cause + 1]
        if looks and steps[looks[-1] - 1] is None:
            cues[looks[-1] - 1] = replace(cues[looks[-1] - 1], step=Step.FIX)
            steps[looks[-1] - 1] = Step.FIX
    fix = steps.index(Step.FIX) if Step.FIX in steps else len(cues)
    if Step.CHECK in steps[:fix] and Step.CAUSE not in steps and 0 < fix < len(cues) and cues[fix - 1].step is None:
        cues[fix - 1] = replace(cues[fix - 1], step=Step.CAUSE)
    for at, cue in enumerate(cues):
        if cue.step is None and at > fix and Step.FIX not in steps[at:] and OVER.search(cue.clause.of(answer)):
            cues[at] = replace(cue, step=Step.RECHECK)
    return cues


def _unread_before_change(cues: Sequence[_Cue], answer: str) -> bool:
    """Whether a statement of which no step was made out stands before the first change."""
    for cue in cues:
        if cue.step is Step.FIX:
            return False
        if cue.step is None and not SPEAKER.search(cue.clause.of(answer)):
            return True
    return False


def _settled(cues: Sequence[_Cue]) -> list[_Cue]:
    """Looking again is a plain look while nothing was changed; a look after the last change, not for the reason, and
    with no cause named after it, is looking again."""
    steps = [cue.step for cue in cues]
    first_fix = steps.index(Step.FIX) if Step.FIX in steps else len(cues)
    told: list[_Cue] = []
    for at, cue in enumerate(cues):
        step = cue.step
        if step is Step.SYMPTOM and at > first_fix:
            continue
        if step is Step.RECHECK and (at < first_fix or (cue.seeks and Step.CAUSE in steps[at:])):
            step = Step.CHECK
        elif step is Step.CHECK and at > first_fix and not {Step.FIX, Step.CAUSE} & set(steps[at:]) and not cue.seeks:
            step = Step.RECHECK
        told.append(replace(cue, step=step))
    return told


def _slips(answer: str, cues: Sequence[_Cue]) -> Iterator[Slip]:
    steps = [cue.step for cue in cues]
    if _fixed_blindly(cues):
        yield Slip.FIX_BEFORE_CHECK
    if any(_is_risky(answer, cue) for cue in cues if cue.step is Step.FIX):
        yield Slip.RISKY_FIX
    if Step.CAUSE in steps and Step.FIX in steps and steps.index(Step.CAUSE) > _last(steps, Step.FIX):
        yield Slip.CAUSE_AFTER_FIX
    lacking = (Step.CHECK, Step.CAUSE, Step.FIX, Step.RECHECK, Step.SYMPTOM)
    yield from (Slip(f"no_{step.value}") for step in lacking if step not in steps)


def _fixed_blindly(cues: Sequence[_Cue]) -> bool:
    """Whether something was changed before anything was looked at; relief is fair once it is said what users see."""
    looked = symptom = False
    for cue in cues:
        looked |= cue.looks and cue.step is not Step.FIX
        symptom |= cue.step is Step.SYMPTOM
        if cue.step is Step.FIX and not looked:
            return not (symptom and RELIEF.search(cue.words))
    return False


def _is_risky(answer: str, cue: _Cue) -> bool:
    """A change that cannot be taken back, with no word before it on a copy, on trying it small or making sure."""
    risky = RISKY.search(NOT_DONE.sub(_blank, cue.clause.of(answer)))
    before = answer[: cue.clause.end]
    return risky is not None and not (SAFEGUARD.search(before) or CAREFUL.search(before[-_JUST_BEFORE:]))


def _last(steps: Sequence[Step | None], step: Step) -> int:
    return len(steps) - 1 - list(reversed(steps)).index(step)
