"""Everybody who was interviewed at the desk: a list, a comparison on one set, and interviewers side by side."""

from __future__ import annotations

import streamlit as st

from interviewer.services.desk.candidates import CandidateRow
from ui import routes, theme
from ui.components import candidate_row, comparison, interviewers
from ui.components.markup import escape, notice, plain
from ui.state import container, page_parameters, t, take_notice

_VIEWS = ("list", "compare")


def _side_by_side(candidate_id: str) -> None:
    candidates = container().candidates
    name = candidates.store.get(candidate_id).name
    st.page_link(
        routes.CANDIDATES, label=t("side_by_side.back"), icon=":material/arrow_back:", query_params=page_parameters()
    )
    st.title(t("side_by_side.title", name=plain(name)), anchor=False)
    for questions, found in candidates.side_by_side(candidate_id):
        interviewers.show(questions, found)


def _all(rows: list[CandidateRow]) -> None:
    st.title(t("candidates.title"), anchor=False)
    days = container().candidates.retention_days
    kept = t("candidates.kept_days", days=days) if days else t("candidates.kept")
    st.html(
        f'<p class="iv-quiet" style="margin:0">{escape(t("candidates.lead"))} '
        f'<span class="iv-small">{escape(kept)}</span></p>'
    )
    if done := take_notice():
        st.html(notice(done))
    if not rows:
        st.html(notice(t("candidates.empty")))
        st.page_link(routes.DESK, label=t("desk.nav"), icon=":material/arrow_forward:", query_params=page_parameters())
        return
    view = st.segmented_control(
        t("candidates.view"),
        _VIEWS,
        default=_VIEWS[0],
        format_func=lambda each: t(f"candidates.{each}"),
        required=True,
        key="sc-view",
        label_visibility="collapsed",
    )
    if view == "compare":
        comparison.show()
        return
    for row in rows:
        candidate_row.show(row)


theme.apply(theme.WIDE)
if chosen := st.query_params.get("candidate"):
    _side_by_side(chosen)
else:
    _all(container().candidates.rows())
