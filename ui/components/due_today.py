"""What is due for review today, with the one button that starts it, and the way to the goal."""

from __future__ import annotations

import streamlit as st

from interviewer.domain.errors import InterviewerError
from interviewer.domain.notes import PATH_JOINER
from interviewer.domain.sessions import Session
from interviewer.i18n import explain, translate
from interviewer.services.goal_words import sentences
from interviewer.services.goals import GoalPlan
from interviewer.services.planning import Manner
from interviewer.services.presets import REVIEW
from interviewer.services.reviewing import Today, manner_of_review
from ui import routes
from ui.components.markup import escape, notice
from ui.state import container, language, page_parameters, t

_MOST_NAMED = 4


def show(today: Today, plan: GoalPlan | None, *, primary: bool) -> None:
    """Nothing at all where nothing is due and no goal is set."""
    if not today.due and not today.waiting and plan is None:
        return
    with st.container(border=True, key="due_today"):
        if today.due:
            _due(today, primary)
        elif today.waiting:
            st.html(_line(t("progress.can_wait", n=today.waiting_points)))
        elif today.next_day:
            st.html(_line(t("progress.nothing_due_until", day=today.next_day)))
        if plan is not None:
            _goal(plan)


def _line(words: str) -> str:
    return f'<p class="iv-due-line">{escape(words)}</p>'


def _due(today: Today, primary: bool) -> None:
    title = t("progress.due", points=today.points, minutes=today.minutes)
    rows = "".join(
        f"<li>{escape(each.path.split(PATH_JOINER)[-1])} "
        f'<span class="iv-quiet">{escape(t("progress.points", n=len(each.points)))}</span></li>'
        for each in today.chosen[:_MOST_NAMED]
    )
    more = len(today.chosen) - _MOST_NAMED
    if more > 0:
        rows += f'<li class="iv-quiet">{escape(t("progress.more_sections", n=more))}</li>'
    later = today.all_points - today.points
    below = f'<p class="iv-quiet iv-small">{escape(t("progress.later", n=later))}</p>' if later else ""
    st.html(f'<h2 class="iv-due-title">{escape(title)}</h2><ul class="iv-due-list">{rows}</ul>{below}')
    if st.button(
        t("progress.review"), type="primary" if primary else "secondary", icon=":material/replay:", key="review_today"
    ):
        start(manner_of_review(today.chosen), len(today.chosen))


def _goal(plan: GoalPlan) -> None:
    first, *rest = sentences(plan, language())
    below = "".join(f"<p>{escape(each)}</p>" for each in rest)
    st.html(f'<div class="iv-due-goal"><p><b>{escape(first)}</b></p>{below}</div>')
    new = plan.new_today
    if new and st.button(t("progress.new_sections", n=len(new)), icon=":material/add:", key="new_today"):
        start(Manner(preset=REVIEW.name, section_ids=new), len(new))


def start(manner: Manner, count: int) -> None:
    """Begin a session of those sections; what cannot be begun is said in its place."""
    try:
        with st.spinner(t("start.preparing")):
            session = container().practice.start(
                topics=(), origins=(), question_count=count, language=language(), manner=manner
            )
    except InterviewerError as error:
        st.html(notice(explain(error, language()), warn=True))
        return
    _open(session)


def _open(session: Session) -> None:
    st.switch_page(routes.PRACTICE, query_params=page_parameters(session=session.id))


def grader_name(name: str) -> str:
    """As it is shown: models have names of their own."""
    return translate("ui.progress.embedded", language()) if name == "embedded" else name
