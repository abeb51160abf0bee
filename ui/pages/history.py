"""All sessions, newest first."""

from __future__ import annotations

import streamlit as st

from interviewer.domain.sessions import SessionSummary
from ui import routes, theme
from ui.components.markup import escape, notice
from ui.state import container, language, page_parameters, t


def _row(summary: SessionSummary) -> None:
    done = t("history.line", answered=summary.answered, questions=summary.questions)
    state = "" if summary.finished_at else f' <span class="iv-pill">{escape(t("history.unfinished"))}</span>'
    topics = ("、" if language() == "zh" else ", ").join(topic.split(" / ")[-1] for topic in summary.topics[:4])
    score = "–" if summary.score is None else summary.score
    started = f"{summary.started_at.astimezone():%Y-%m-%d %H:%M}"
    with st.container(horizontal=True, vertical_alignment="center", border=True, key=f"session-{summary.id}"):
        st.html(
            f'<div class="iv-row"><span class="iv-score" style="font-size:1.6rem;min-width:3rem">{score}</span>'
            f"<div><b>{escape(topics or '–')}</b>{state}<br>"
            f'<span class="iv-quiet iv-small">{started} · {escape(done)}</span></div></div>',
            width="stretch",
        )
        page = routes.REPORT if summary.finished_at else routes.PRACTICE
        label = t("history.open") if summary.finished_at else t("start.continue")
        st.page_link(
            page, label=label, icon=":material/arrow_forward:", query_params=page_parameters(session=summary.id)
        )


theme.apply()
st.title(t("history.title"), anchor=False)
summaries = container().sessions.summaries()
if not summaries:
    st.html(notice(t("history.empty")))
    st.page_link(routes.START, label=t("nav.start"), icon=":material/home:", query_params=page_parameters())
for each in summaries[:100]:
    _row(each)
