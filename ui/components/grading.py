"""What is shown while an answer is graded: the key points as their verdicts come in."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import current_thread

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx

from interviewer.domain.questions import Question
from interviewer.domain.queueing import told_of_waiting
from interviewer.domain.watching import Glimpse, watching
from interviewer.services.background_grading import Grading
from ui.components.markup import escape, icon
from ui.state import container, t

LONG = 3.0
"""Seconds after which a way on is offered."""
_LOOK, _LONGEST_LOOK = 0.25, 1.0
"""Seconds from one drawing to the next while it lasts; at first often, later seldom: many who wait for a busy server
must not keep it busy with drawing that they wait."""


@contextmanager
def shown(question: Question) -> Iterator[None]:
    """Draws as long as the grading inside it lasts. Verdicts of a model are shown before their quotes are checked."""
    place = st.empty()
    page = get_script_run_ctx()

    def show(glimpse: Glimpse) -> None:
        add_script_run_ctx(current_thread(), page)  # a model's reply may be read in a thread that knows of no page
        place.html(_rows(question, glimpse))

    def wait_in_line(ahead: int | None) -> None:
        add_script_run_ctx(current_thread(), page)
        place.html(_in_line(ahead) or _rows(question, ()))

    with st.spinner(t("practice.grading")), watching(show), told_of_waiting(wait_in_line):
        yield
    place.empty()


def wait(grading: Grading, question: Question | None, way_on: Callable[[], None]) -> None:
    """Draws until the grading is done, and raises what it raised; without a question, no verdict is shown.

    `way_on` draws what else can be done, once it takes long. Each drawing is where a press of it is heard.
    """
    place, began, offered, drawn, look = st.empty(), time.monotonic(), False, 0, _LOOK
    with st.spinner(t("practice.grading" if question else "practice.listening")):
        while not grading.done_within(look):
            look = min(_LONGEST_LOOK, 1.5 * look)
            if not offered and time.monotonic() - began > LONG:
                way_on()
                offered = True
            drawn = _draw(place, grading, question, drawn)
        _draw(place, grading, question, drawn)
    place.empty()
    grading.result()


def _draw(place: DeltaGenerator, grading: Grading, question: Question | None, drawn: int) -> int:
    """Draw what came in since; gives how much that is now."""
    line, new = _in_line(grading.ahead), grading.glimpses[drawn:]
    for glimpse in new or grading.glimpses[-1:] or [()]:
        rows = _rows(question, glimpse) if question and (glimpse or not line) else ""
        place.html(line + rows or "<div></div>")
    return drawn + len(new)


def _in_line(ahead: int | None) -> str:
    """A card with the place before the model; nothing without a wait."""
    if ahead is None:
        return ""
    said = t("queue.ahead", n=ahead) if ahead else t("queue.next")
    return f'<section class="iv-card"><div class="iv-quiet iv-small" role="status">{escape(said)}</div></section>'


def end(session_id: str) -> None:
    """Close the session, and tell how far the grading of what is left has come."""
    bar = st.empty()

    def tell(done: int, of: int) -> None:
        bar.progress(done / of, t("practice.grading_rest", at=done + 1, total=of))

    container().background_grading.end(session_id, tell)
    bar.empty()


def _rows(question: Question, glimpse: Glimpse) -> str:
    points = question.key_points
    rows = "".join(
        f'<li>{icon(kind)}<div class="what">{escape(points[number].text)} '
        f'<span class="iv-kind iv-{kind}">{escape(t(f"verdict.{kind}"))}</span></div></li>'
        for number, kind in glimpse
        if 0 <= number < len(points)
    )
    progress = escape(t("practice.graded_so_far", done=len(glimpse), total=len(points)))
    head = f'<div class="iv-quiet iv-small">{progress}</div>'
    return f'<section class="iv-card">{head}<ul class="iv-points">{rows}</ul></section>'
