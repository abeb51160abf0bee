"""Setting, changing and dropping the goal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import streamlit as st

from interviewer.domain.errors import InterviewerError
from interviewer.domain.goals import Goal
from interviewer.domain.notes import PATH_JOINER, Section
from interviewer.i18n import explain
from interviewer.services.catalogue import topic_tree
from interviewer.services.goals import LONGEST_NAME
from ui.components.markup import notice
from ui.state import container, language, notify, t

_DAYS_AHEAD = 30


def show(goal: Goal | None, sections: Sequence[Section], today: date) -> None:
    topics = [topic.path for topic in topic_tree(sections, depth=2) if topic.sections]
    with st.expander(t("progress.goal_change") if goal else t("progress.goal_set"), icon=":material/flag:"):
        with st.form("goal", border=False):
            name = st.text_input(
                t("progress.goal_name"),
                value=goal.name if goal else "",
                max_chars=LONGEST_NAME,
                placeholder=t("progress.goal_example"),
            )
            left, right = st.columns(2)
            chosen = left.date_input(
                t("progress.goal_day"), value=goal.day if goal else today + timedelta(days=_DAYS_AHEAD)
            )
            minutes = right.number_input(t("progress.goal_minutes"), 1, 600, goal.minutes_a_day if goal else 20, step=5)
            picked = st.multiselect(
                t("progress.goal_topics"),
                topics,
                default=[each for each in goal.topics if each in topics] if goal else [],
                format_func=_named,
                placeholder=t("progress.goal_all"),
            )
            saved = st.form_submit_button(t("progress.goal_save"), type="secondary")
        if saved and isinstance(chosen, date):
            _save(Goal(name, chosen, tuple(picked), int(minutes)), today)
        if goal is not None and st.button(t("progress.goal_drop"), type="tertiary", key="drop_goal"):
            container().goals.forget()
            st.rerun()


def _save(goal: Goal, today: date) -> None:
    try:
        container().goals.save(goal, today)
    except InterviewerError as error:
        st.html(notice(explain(error, language()), warn=True))
        return
    notify(t("progress.goal_saved"))
    st.rerun()


def _named(path: str) -> str:
    return path.replace(PATH_JOINER, " · ")
