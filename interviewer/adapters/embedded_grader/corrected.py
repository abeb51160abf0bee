"""Corrections as nearest examples: words like those of a corrected verdict are judged as a person judged these.

What a correction can do is bounded. It counts for its own key point, or one in the same words. The same words get the
corrected verdict. Words that say a little more or less move by one step at most, and up only when the grader by itself
finds something in them. Anything else is judged as if there were no corrections.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import exp, log

from interviewer.adapters.embedded_grader.wording import likeness, mended, wording
from interviewer.domain.assessment import Verdict, VerdictKind
from interviewer.domain.corrections import Correction
from interviewer.domain.notes import KeyPoint
from interviewer.domain.questions import Question
from interviewer.domain.quotes import accepted, windows
from interviewer.domain.scoring import VALUES
from interviewer.i18n import translate

ALIKE_FROM = 0.6
"""Likeness of words from which a correction shifts the probability of other words."""
SAME_POINT_FROM = 0.8
"""Likeness from which another section's key point is the same one."""
MOST_SHIFT = 1.5
"""In log odds, for words that are all but the same."""
_LEAST_SAID = 4
"""In hanzi: fewer say nothing that could be recognised."""
_PROBABILITY = {
    VerdictKind.COVERED: 0.95,
    VerdictKind.PARTIAL: 0.5,
    VerdictKind.MISSED: 0.05,
    VerdictKind.CONTRADICTED: 0.05,
}
_STEPS = (VerdictKind.MISSED, VerdictKind.PARTIAL, VerdictKind.COVERED)


@dataclass(frozen=True, slots=True)
class Bench:
    """What the grader lends: the verdict on a probability, that of words alone, and the verdict on the other words."""

    kind: Callable[[float], VerdictKind]
    alone: Callable[[KeyPoint, str], float]
    without: Callable[[KeyPoint, str], Verdict]


@dataclass(frozen=True, slots=True)
class _Match:
    """A slice of the answer with the correction that its words are most like."""

    correction: Correction
    words: str
    likeness: float

    @property
    def same(self) -> bool:
        return self.likeness == 1.0


def after_corrections(
    corrections: Callable[[], Sequence[Correction]],
    question: Question,
    answer: str,
    verdicts: Sequence[Verdict],
    bench: Bench,
) -> list[Verdict]:
    """The verdicts as they are in the light of corrections, newest first.

    Nobody corrects a question that comes from no note, and figures on a file of answers do not depend on who measures.
    """
    known = [each for each in corrections() if _teaches(each)] if question.section_id else []
    if not known:
        return list(verdicts)
    return [_after(_concerning(known, question, each.key_point), each, question, answer, bench) for each in verdicts]


def _teaches(correction: Correction) -> bool:
    """Not when its words are too few to say anything."""
    return wording(correction.said).size >= _LEAST_SAID


def _concerning(known: Sequence[Correction], question: Question, point: KeyPoint) -> list[Correction]:
    return [each for each in known if _is_about(each, question, point)]


def _is_about(correction: Correction, question: Question, point: KeyPoint) -> bool:
    own = (correction.section_id, correction.place.key_point_id) == (question.section_id, point.id)
    if own and mended(correction.key_point, point.text):
        return True
    return likeness(correction.key_point, point.text) >= SAME_POINT_FROM


def _after(
    corrections: Sequence[Correction], verdict: Verdict, question: Question, answer: str, bench: Bench
) -> Verdict:
    if verdict.quote and (match := _best(corrections, [verdict.quote])):
        return _judged(match, verdict, question, bench)
    if verdict.kind is VerdictKind.CONTRADICTED:
        return verdict  # by other words, which still stand
    match = _best(corrections, list(dict.fromkeys(span.of(answer) for span in windows(answer))), answer)
    if match is None or VALUES[match.correction.wanted.value] <= VALUES[verdict.kind.value]:
        return verdict
    return _same(match, verdict, question) if match.same else _raised(match, verdict, question, bench)


def _judged(match: _Match, verdict: Verdict, question: Question, bench: Bench) -> Verdict:
    """The verdict that rests on words like corrected ones."""
    wanted = match.correction.wanted
    if wanted is verdict.kind:
        return verdict
    if not match.same:
        shift = _raised if _value(wanted) > _value(verdict.kind) else _lowered
        return shift(match, verdict, question, bench)
    if wanted is not VerdictKind.MISSED:
        return _same(match, verdict, question)
    other = bench.without(verdict.key_point, verdict.quote)
    return _same(match, verdict, question) if other.kind is VerdictKind.MISSED else other


def _best(corrections: Sequence[Correction], slices: Sequence[str], answer: str = "") -> _Match | None:
    """The nearest of the newest corrections; with an answer only of slices that may be quotes from it.

    Whether one may is looked up last: in a long answer that takes longer than all the rest.
    """
    found = [_Match(each, words, likeness(each.said, words)) for each in corrections for words in slices]
    alike = sorted((each for each in found if each.likeness >= ALIKE_FROM), key=lambda match: -match.likeness)
    return next((each for each in alike if not answer or accepted(each.words, answer) == each.words), None)


def _same(match: _Match, verdict: Verdict, question: Question) -> Verdict:
    kind = match.correction.wanted
    quote = "" if kind is VerdictKind.MISSED else match.words
    said = translate(f"remark.corrected.{kind.value}", question.language, said=match.correction.said)
    return replace(verdict, kind=kind, quote=quote, probability=_PROBABILITY[kind], remark=said)


def _raised(match: _Match, verdict: Verdict, question: Question, bench: Bench) -> Verdict:
    """One step up, where the words earn it with the shift; what was said the wrong way round stays so."""
    if verdict.kind is VerdictKind.CONTRADICTED:
        return verdict
    probability = _shifted(bench.alone(verdict.key_point, match.words), MOST_SHIFT * match.likeness)
    step = _STEPS.index(verdict.kind)
    reached = min(_STEPS.index(bench.kind(probability)), step + 1, _STEPS.index(match.correction.wanted))
    if reached <= step:
        return verdict
    return _moved(match, replace(verdict, quote=match.words, probability=probability), _STEPS[reached], question)


def _lowered(match: _Match, verdict: Verdict, question: Question, bench: Bench) -> Verdict:
    probability = _shifted(verdict.probability, -MOST_SHIFT * match.likeness)
    step = _STEPS.index(verdict.kind)
    least = 0 if match.correction.wanted not in _STEPS else _STEPS.index(match.correction.wanted)
    reached = max(_STEPS.index(bench.kind(probability)), step - 1, least)
    if reached >= step:
        return verdict
    quote = verdict.quote if reached else ""
    return _moved(match, replace(verdict, quote=quote, probability=probability), _STEPS[reached], question)


def _moved(match: _Match, verdict: Verdict, kind: VerdictKind, question: Question) -> Verdict:
    before, after = (translate(f"ui.verdict.{each.value}", question.language) for each in (verdict.kind, kind))
    said = translate("remark.corrected.near", question.language, said=match.correction.said, before=before, after=after)
    return replace(verdict, kind=kind, remark=said)


def _value(kind: VerdictKind) -> float:
    """Of the score; what was said the wrong way round is worth less than nothing."""
    return -1.0 if kind is VerdictKind.CONTRADICTED else VALUES[kind.value]


def _shifted(probability: float, by: float) -> float:
    held = min(1 - 1e-6, max(1e-6, probability))
    return 1.0 / (1.0 + exp(-(log(held / (1.0 - held)) + by)))
