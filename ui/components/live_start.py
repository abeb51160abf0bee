"""Beginning a live interview, and going on with one."""

from __future__ import annotations

import streamlit as st

from interviewer.domain.desk import QuestionSet
from interviewer.domain.errors import InterviewerError
from interviewer.domain.live import Interview
from interviewer.i18n import explain
from ui import routes
from ui.components.markup import escape, notice, plain
from ui.state import container, language, page_parameters, t


def show() -> None:
    st.html(f'<h1>{escape(t("live.title"))}</h1><p class="iv-quiet">{escape(t("live.intro"))}</p>')
    sets = [each for each in container().desk.sets.all() if each.questions]
    if sets:
        _form(sets)
    else:
        st.html(notice(t("live.no_sets")))
        st.page_link(routes.DESK, label=t("live.to_sets"), icon=":material/co_present:", query_params=page_parameters())
    unfinished = container().desk.interviewing.unfinished()
    if unfinished:
        st.html(f'<h2 class="iv-group">{escape(t("live.unfinished"))}</h2>')
        for each in unfinished:
            _going_on(each)


def link(questions: QuestionSet | None = None) -> None:
    """The way to this page, with the set chosen."""
    chosen = {"set": questions.id} if questions else {}
    st.page_link(
        routes.LIVE,
        label=t("live.begin" if questions else "live.nav"),
        icon=":material/play_arrow:",
        query_params=page_parameters(**chosen),
    )


def _form(sets: list[QuestionSet]) -> None:
    names = {each.id: each for each in sets}
    wanted = st.query_params.get("set")
    with st.form("begin", border=False):
        chosen = st.selectbox(
            t("live.set"),
            list(names),
            index=list(names).index(wanted) if wanted in names else 0,
            format_func=lambda id: _named(names[id]),
        )
        candidate = st.text_input(t("live.candidate"), max_chars=80)
        interviewer = st.text_input(t("live.interviewer"), max_chars=80)
        if not st.form_submit_button(t("live.begin"), type="primary", icon=":material/play_arrow:"):
            return
    try:
        made = container().desk.interviewing.begin(names[chosen], candidate, interviewer=interviewer)
    except InterviewerError as error:
        st.html(notice(explain(error, language()), warn=True))
        return
    st.switch_page(routes.LIVE, query_params=page_parameters(interview=made.id))


def _named(questions: QuestionSet) -> str:
    name = questions.name or t("live.unnamed")
    return t("live.set_line", name=name, n=len(questions.questions), minutes=questions.minutes)


def _going_on(interview: Interview) -> None:
    st.page_link(
        routes.LIVE,
        label=t("live.go_on", name=plain(interview.candidate)),
        icon=":material/play_arrow:",
        query_params=page_parameters(interview=interview.id),
    )
    line = t("live.go_on_line", set=interview.set.name or t("live.unnamed"), at=f"{interview.made_at:%Y-%m-%d %H:%M}")
    st.html(f'<div class="iv-quiet iv-small">{escape(line)}</div>')
