"""Where the model and the embedded grader disagree strongly, and what the model is told about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from interviewer.adapters.llm_verdicts import Judged, unsupported
from interviewer.domain.assessment import Verdict, VerdictKind
from interviewer.i18n import translate

NOT_STATED_BELOW, STATED_ABOVE = 0.12, 0.85
"""Probabilities of the embedded grader that speak strongly against a covered point, or for one that is not.

Were a model right each time, about one answer in seven would be judged twice.
"""


DOUBTED_BELOW = 0.3
"""Probability of the embedded grader that a point is stated, under which a model that may have been talked to is not
believed that it is."""

_CREDITED = (VerdictKind.COVERED, VerdictKind.PARTIAL)


def disputed(found: Sequence[Judged], checks: Sequence[Verdict]) -> list[int]:
    """The places of the points on which the two disagree strongly."""
    pairs = enumerate(zip(found, checks, strict=True))
    return [at for at, (each, check) in pairs if disagree(each.verdict, check)]


def disagree(verdict: Verdict, check: Verdict) -> bool:
    if verdict.kind is VerdictKind.COVERED:
        return check.probability < NOT_STATED_BELOW
    return verdict.kind is not VerdictKind.PARTIAL and check.probability > STATED_ABOVE


def doubted(found: Sequence[Judged], checks: Sequence[Verdict], language: str) -> list[Judged]:
    """The verdicts, without the credit that the other grader does not see at least as likely."""
    return [
        replace(each, verdict=unsupported(each.verdict.key_point, language))
        if each.verdict.kind in _CREDITED and check.probability < DOUBTED_BELOW
        else each
        for each, check in zip(found, checks, strict=True)
    ]


def request(places: Sequence[int], found: Sequence[Judged], checks: Sequence[Verdict], language: str) -> str:
    """Asks for these points once more, saying where the disagreement lies."""
    lines = (_line(at + 1, found[at], checks[at], language) for at in places)
    return translate("second_opinion.request", language, points="\n".join(lines))


def merged(data: dict[str, Any], second: dict[str, Any], places: Collection[int]) -> dict[str, Any]:
    """The reply with the points at these places as they were judged the second time, where that was done once."""
    count = Counter(item["point"] for item in second["verdicts"])
    new = {item["point"]: item for item in second["verdicts"]}
    wanted = {at + 1 for at in places if count[at + 1] == 1}
    return data | {
        "verdicts": [new[item["point"]] if item["point"] in wanted else item for item in data["verdicts"]],
    }


def marked(found: Sequence[Judged], checks: Sequence[Verdict], places: Collection[int]) -> list[Judged]:
    """What is still in dispute at these places, as unsure: it may as well be the other way round."""
    return [
        _unsure(each, check) if at in places and disagree(each.verdict, check) else each
        for at, (each, check) in enumerate(zip(found, checks, strict=True))
    ]


def _unsure(each: Judged, check: Verdict) -> Judged:
    probability = (each.verdict.probability + check.probability) / 2
    return replace(each, verdict=replace(each.verdict, unsure=True, probability=probability))


def _line(number: int, each: Judged, check: Verdict, language: str) -> str:
    if each.verdict.kind is VerdictKind.COVERED:
        return translate("second_opinion.not_stated", language, point=number, quote=each.verdict.quote)
    key = "stated" if check.quote else "stated_somewhere"
    line = translate(f"second_opinion.{key}", language, point=number, verdict=each.claimed.value, quote=check.quote)
    lost = each.claimed is not each.verdict.kind
    return line + translate("second_opinion.lost_quote", language) if lost else line
