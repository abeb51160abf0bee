"""How a measurement was graded when a model had a part in it: by whom, why not by the model, and what it took."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from interviewer.domain.assessment import Assessment
from interviewer.domain.usage import Usage
from interviewer.services.costs import usage_json


def how_graded(assessments: Sequence[Assessment]) -> dict[str, Any]:
    """`graded_by` counts answers by grader, those that a gate refused apart; `fallbacks` by the reason."""
    return {
        "graded_by": dict(Counter(map(_grader, assessments))),
        "fallbacks": dict(Counter(each.fallback_reason.value for each in assessments if each.fallback_reason)),
        "from_cache": sum(each.from_cache for each in assessments),
        "unsure_verdicts": sum(verdict.unsure for each in assessments for verdict in each.verdicts),
        "usage": [usage_json(each) for each in _sums(assessments)],
    }


def asked_a_model(assessments: Sequence[Assessment]) -> bool:
    return any(each.usage or each.fallback_reason for each in assessments)


def _grader(assessment: Assessment) -> str:
    if assessment.unscored_reason:
        return "nobody"
    refused = assessment.gate and not assessment.model
    return "gate" if refused else assessment.grader


def _sums(assessments: Sequence[Assessment]) -> list[Usage]:
    sums: dict[str, Usage] = {}
    for usage in (each.usage for each in assessments if each.usage):
        sums[usage.model] = sums.get(usage.model, Usage()) + usage
    return list(sums.values())
