"""A session in the history: what it was, with the ways to open, name, delete or restore it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from interviewer.domain.errors import InterviewerError
from interviewer.domain.notes import PATH_JOINER
from interviewer.domain.sessions import SessionSummary
from interviewer.i18n import explain
from interviewer.services.history import LONGEST_NAME
from ui import routes
from ui.components.markup import escape
from ui.state import container, history_view, language, look_at_history, page_parameters, t

_MOST_TOPICS = 4


def show(summary: SessionSummary) -> None:
    with st.container(key=f"session-{summary.id}", gap=None):
        st.html(_words(summary))
        if summary.deleted_at is None and history_view().renaming == summary.id:
            _naming(summary)
        else:
            _ways(summary)


def title(summary: SessionSummary) -> str:
    """Its name; without one, its topics."""
    return summary.name or _topics(summary)


def _topics(summary: SessionSummary) -> str:
    topics = list(dict.fromkeys(topic.split(PATH_JOINER)[-1] for topic in summary.topics))
    shown = ("、" if language() == "zh" else ", ").join(topics[:_MOST_TOPICS])
    return shown + (" …" if len(topics) > _MOST_TOPICS else "") or "–"


def _words(summary: SessionSummary) -> str:
    score = "–" if summary.score is None else str(summary.score)
    meaning = t("history.ungraded") if summary.score is None else t("history.scored")
    facts = [f"{summary.started_at.astimezone():%Y-%m-%d %H:%M}"]
    facts.append(t("history.line", answered=summary.answered, questions=summary.questions))
    if summary.deleted_at is not None:
        facts.append(t("history.deleted_on", day=f"{summary.deleted_at.astimezone():%Y-%m-%d}"))
    topics = f'<div class="iv-quiet iv-small">{escape(_topics(summary))}</div>' if summary.name else ""
    state = "" if summary.finished_at else f' <span class="iv-pill">{escape(t("history.unfinished"))}</span>'
    return (
        f'<div class="iv-history"><div class="score"><span class="iv-hidden">{escape(meaning)} </span>{score}</div>'
        f'<div><div class="name">{escape(title(summary))}{state}</div>{topics}'
        f'<div class="iv-quiet iv-small facts">{escape(" · ".join(facts))}</div></div></div>'
    )


def _ways(summary: SessionSummary) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"ways-{summary.id}"):
        if summary.deleted_at is not None:
            restore = t("history.restore")
            st.button(restore, key=f"restore-{summary.id}", type="tertiary", on_click=bring_back, args=(summary.id,))
            return
        st.page_link(
            routes.REPORT if summary.finished_at else routes.PRACTICE,
            label=t("history.open") if summary.finished_at else t("start.continue"),
            icon=":material/arrow_forward:",
            query_params=page_parameters(session=summary.id),
        )
        st.button(
            t("history.rename"), key=f"rename-{summary.id}", type="tertiary", on_click=_begin_naming, args=(summary.id,)
        )
        st.button(
            t("history.delete"), key=f"delete-{summary.id}", type="tertiary", on_click=_delete, args=(summary.id,)
        )


def _naming(summary: SessionSummary) -> None:
    key = f"name-{summary.id}"
    with st.form(f"naming-{summary.id}", border=False):
        st.text_input(
            t("history.name"),
            summary.name,
            key=key,
            max_chars=LONGEST_NAME,
            placeholder=t("history.name_placeholder"),
        )
        with st.container(horizontal=True):
            st.form_submit_button(t("history.save"), type="primary", on_click=_name, args=(summary.id, key))
            st.form_submit_button(t("history.cancel"), type="tertiary", on_click=_begin_naming, args=("",))


def _begin_naming(session_id: str) -> None:
    look_at_history(renaming=session_id, problem="")


def _name(session_id: str, key: str) -> None:
    _change(lambda: container().history.rename(session_id, st.session_state[key]))


def _delete(session_id: str) -> None:
    if _change(lambda: container().history.delete(session_id)):
        look_at_history(deleted=session_id)


def bring_back(session_id: str) -> None:
    """Undo a deletion, before the page is drawn."""
    _change(lambda: container().history.restore(session_id))


def _change(change: Callable[[], object]) -> bool:
    """Whether it was made; what went wrong is said on the page."""
    try:
        change()
    except InterviewerError as error:
        look_at_history(problem=explain(error, language()))
        return False
    look_at_history(renaming="", deleted="", problem="")
    return True
