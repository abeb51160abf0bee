"""Puts together what a chat model writes beside the questions of a set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.bootstrap.candidates import private_chat_model

if TYPE_CHECKING:
    from interviewer.bootstrap import Container
    from interviewer.services.desk.guiding import Guiding


def guiding(container: Container) -> Guiding | None:
    """None without a key."""
    model = private_chat_model(container)
    if model is None:
        return None
    from interviewer.adapters.llm_guides import LLMGuides
    from interviewer.services.desk.guiding import Guiding

    return Guiding(LLMGuides(model))
