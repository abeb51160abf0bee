"""A calm line where the model is not asked just now: why, and until when."""

from __future__ import annotations

from contextlib import suppress

from interviewer.domain.errors import InterviewerError
from interviewer.services.model_standing import Standing
from ui.components.markup import escape
from ui.state import container, t
from ui.zone import zone


def line() -> str:
    """HTML; empty while the model is asked as usual. What is wrong beside that, the page itself tells."""
    with suppress(InterviewerError):
        if said := _said(container().model_standing.now()):
            return f'<span class="iv-quiet iv-small" role="status">{escape(said)}</span>'
    return ""


def _said(standing: Standing) -> str:
    if standing.reason is None or standing.until is None:
        return ""
    until, now = standing.until.astimezone(zone()), container().clock.now().astimezone(zone())
    shown = f"{until:%H:%M}" if until.date() == now.date() else f"{until:%m-%d %H:%M}"
    return t(f"queue.{standing.reason.value}", until=shown)
