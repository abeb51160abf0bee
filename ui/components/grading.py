"""What is shown while an answer is graded: the key points as their verdicts come in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread

import streamlit as st
from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx

from interviewer.domain.questions import Question
from interviewer.domain.watching import Glimpse, watching
from ui.components.markup import escape, icon
from ui.state import t


@contextmanager
def shown(question: Question) -> Iterator[None]:
    """Draws as long as the grading inside it lasts. Verdicts of a model are shown before their quotes are checked."""
    place = st.empty()
    page = get_script_run_ctx()

    def show(glimpse: Glimpse) -> None:
        add_script_run_ctx(current_thread(), page)  # a model's reply may be read in a thread that knows of no page
        place.html(_rows(question, glimpse))

    with st.spinner(t("practice.grading")), watching(show):
        yield
    place.empty()


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
