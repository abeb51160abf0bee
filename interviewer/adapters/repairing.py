"""Asks a model for an object, and once more, naming what was wrong, when the first one is no use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from interviewer.adapters.json_reply import NO_OBJECT, unusable
from interviewer.domain.assessment import FallbackReason
from interviewer.domain.errors import ModelUnavailable
from interviewer.domain.ports import ChatModel, ModelReply
from interviewer.domain.usage import Usage
from interviewer.i18n import translate
from interviewer.prompting import Prompt

MOST_CALLS = 2


def ask_for_object(
    model: ChatModel,
    prompt: Prompt,
    values: Mapping[str, str],
    schema: dict[str, Any],
    *,
    language: str,
    problem_in: Callable[[dict[str, Any]], str],
    watch: Callable[[str], None] | None = None,
) -> ModelReply:
    """A reply in which `problem_in` finds nothing (it says what is wrong, or "").

    The template has a variable `repair` besides `values`. Raises ModelUnavailable; as `unusable_reply` after two tries,
    or after one that took as many calls. Reply and error count all that was spent.
    """
    spent, problem = Usage(), ""
    for _ in range(MOST_CALLS):
        if spent.calls >= MOST_CALLS:
            break
        repair = translate("repair.again", language, problem=problem) if problem else ""
        try:
            reply = model.complete(prompt.system, prompt.fill(**values, repair=repair).rstrip(), schema, watch=watch)
        except ModelUnavailable as error:
            error.spend(spent)
            if error.details.get("reason") is not FallbackReason.UNUSABLE_REPLY:
                raise
            spent, problem = error.usage, str(error.details.get("problem") or NO_OBJECT)
        else:
            reply = reply.after(spent)
            spent, problem = reply.usage, problem_in(reply.data or {})
            if not problem:
                return reply
    failure = unusable(problem)
    failure.spend(spent)
    raise failure
