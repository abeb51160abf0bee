"""What a model said about an answer, checked: no verdict without words of the candidate that bear it out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from interviewer.domain.assessment import Band, Certainty, FalseClaim, Verdict, VerdictKind
from interviewer.domain.notes import KeyPoint
from interviewer.domain.questions import Question
from interviewer.domain.quotes import accepted, locate
from interviewer.domain.scoring import score
from interviewer.domain.text import clauses, fold
from interviewer.i18n import translate
from interviewer.prompting import one_line

_PROBABILITY = {
    VerdictKind.COVERED: 0.95,
    VerdictKind.PARTIAL: 0.5,
    VerdictKind.MISSED: 0.05,
    VerdictKind.CONTRADICTED: 0.05,
}
_UNSUPPORTED_PROBABILITY = 0.25
_LONGEST_REMARK = 300
_SLACK = 5
_SURE_WIDTH, _FAIRLY_SURE_WIDTH = 15, 35


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict as it stands, with the one that the model claimed: they differ when its quote was not said."""

    verdict: Verdict
    claimed: VerdictKind


def problem_in(data: dict[str, Any], points: int, language: str) -> str:
    """Which of the points 1..n got no verdict, or several; "" when each has one."""
    count = Counter(item["point"] for item in data["verdicts"])
    for key, numbers in (
        ("lacks_points", [number for number in range(1, points + 1) if not count[number]]),
        ("repeats_points", [number for number in range(1, points + 1) if count[number] > 1]),
    ):
        if numbers:
            return translate(f"repair.{key}", language, points=", ".join(map(str, numbers)))
    return ""


def judged(data: dict[str, Any], question: Question, answer: str) -> list[Judged]:
    """A verdict a key point, in their order; one wrong statement contradicts one point only."""
    items = {item["point"]: item for item in data["verdicts"]}
    found: list[Judged] = []
    contradictions: set[str] = set()
    for number, point in enumerate(question.key_points, 1):
        each = _judge(point, items[number], question, answer)
        if each.verdict.kind is VerdictKind.CONTRADICTED:
            if fold(each.verdict.quote) in contradictions:
                each = replace(each, verdict=replace(each.verdict, kind=VerdictKind.MISSED, quote=""))
            contradictions.add(fold(each.verdict.quote))
        found.append(each)
    return found


def false_claims(
    data: dict[str, Any], verdicts: Iterable[Verdict], question: Question, answer: str
) -> list[FalseClaim]:
    """The wrong statements that were really said, and that no contradicted verdict or earlier claim counts already."""
    counted = [verdict.quote for verdict in verdicts if verdict.kind is VerdictKind.CONTRADICTED]
    found = []
    for item in data.get("false_claims", []):
        quote = _supported(item["quote"], question, answer)
        if quote is None or any(_overlap(quote, other, answer) for other in counted):
            continue
        counted.append(quote)
        found.append(FalseClaim(quote, _short(item["correction"])))
    return found


def band(found: Sequence[Judged], claims: int) -> Band:
    """Where the score would lie on another day.

    The narrow calls of a model go either way: half said may count as said or as missed, and a verdict that was lost
    for its quote may have one next time; one on which another grader strongly disagrees may be the other way round.
    Five points more for the rest; the widths of the words are our judgement.
    """
    low = _total(map(_at_worst, found), claims)
    high = _total(map(_at_best, found), claims)
    actual = _total(((each.verdict.kind, each.verdict.key_point.weight) for each in found), claims)
    low, high = max(0, min(low, actual) - _SLACK), min(100, max(high, actual) + _SLACK)
    width = high - low
    label = Certainty.SURE if width <= _SURE_WIDTH else Certainty.FAIRLY_SURE
    return Band(low, high, label if width <= _FAIRLY_SURE_WIDTH else Certainty.UNSURE)


def _judge(point: KeyPoint, item: dict[str, Any], question: Question, answer: str) -> Judged:
    kind = VerdictKind(item["verdict"])
    remark = _short(item["remark"])
    quote = _supported(item["quote"], question, answer, point.text)
    if kind is VerdictKind.MISSED:
        return Judged(Verdict(point, kind, "", _PROBABILITY[kind], remark), kind)
    if quote is None:
        return Judged(unsupported(point, question.language), kind)
    return Judged(Verdict(point, kind, quote, _PROBABILITY[kind], remark), kind)


def unsupported(point: KeyPoint, language: str) -> Verdict:
    """The verdict on a point for which no words of the answer speak, though the model gave some."""
    remark = translate("llm.unsupported_quote", language)
    return Verdict(point, VerdictKind.MISSED, "", _UNSUPPORTED_PROBABILITY, remark)


def _supported(quote: str, question: Question, answer: str, point: str = "") -> str | None:
    """The slice of the answer, unless it is none, or only says the question again."""
    found = accepted(quote, answer) or _narrowed(quote, answer, point)
    return None if found is None or fold(found) in fold(question.text) else found


def _narrowed(quote: str, answer: str, point: str) -> str | None:
    """Of a short answer that was quoted whole, the clause that shares most with the point; None of any other quote."""
    parts = [clause.of(answer) for clause in clauses(answer)]
    if len(parts) != 2 or not point or accepted(parts[0], answer) is None or locate(quote, answer) is None:
        return None
    wanted = _pairs(point)
    return max(parts, key=lambda part: len(_pairs(part) & wanted))


def _pairs(text: str) -> set[str]:
    folded = fold(text)
    return {folded[at : at + 2] for at in range(len(folded) - 1)}


def _overlap(one: str, other: str, answer: str) -> bool:
    """Whether two slices of the answer share words, or say the same."""
    if fold(one) in fold(other) or fold(other) in fold(one):
        return True
    start, other_start = answer.find(one), answer.find(other)
    return start < other_start + len(other) and other_start < start + len(one)


def _at_worst(each: Judged) -> tuple[VerdictKind, float]:
    kind, unsure = each.verdict.kind, each.verdict.unsure
    lost = kind is VerdictKind.PARTIAL or (unsure and kind is VerdictKind.COVERED)
    return VerdictKind.MISSED if lost else kind, each.verdict.key_point.weight


def _at_best(each: Judged) -> tuple[VerdictKind, float]:
    won = each.claimed is VerdictKind.PARTIAL or each.verdict.unsure
    return VerdictKind.COVERED if won else each.claimed, each.verdict.key_point.weight


def _total(kinds: Iterable[tuple[VerdictKind, float]], claims: int) -> int:
    return score([(kind.value, weight) for kind, weight in kinds], false_claims=claims).total


def _short(text: str) -> str:
    """A remark as it can be shown: on one line, and without halves of characters, which JSON can spell."""
    return one_line(text[: 4 * _LONGEST_REMARK].encode("utf-8", "replace").decode("utf-8"))[:_LONGEST_REMARK]
