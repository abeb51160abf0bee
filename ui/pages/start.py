"""Where a visitor lands: go on, warm up, or choose."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from interviewer.domain.errors import InterviewerError
from interviewer.domain.notes import Origin
from interviewer.domain.reviews import Days
from interviewer.domain.sessions import Session
from interviewer.i18n import explain
from interviewer.services.catalogue import askable, sections_in
from interviewer.services.goals import GoalPlan
from interviewer.services.mastery import Known
from interviewer.services.overview import topics_known
from interviewer.services.planning import Manner
from interviewer.services.presets import WARM_UP, Preset
from interviewer.services.reviewing import Today
from ui import routes, theme
from ui.components import due_today, grading, manner_picker, preset_cards, topic_picker
from ui.components.markup import escape, notice, score_row
from ui.state import container, language, page_parameters, t, take_notice
from ui.zone import zone

# A longer list of topics scrolls in a box of its own, so that the button below stays in reach.
MOST_AREAS, LONG_LIST_PIXELS = 10, 480
_WHOSE = {"both": (Origin.OWN, Origin.SHIPPED), "own": (Origin.OWN,), "shipped": (Origin.SHIPPED,)}


def _open(session: Session) -> None:
    st.switch_page(routes.PRACTICE, query_params=page_parameters(session=session.id))


def _start(topics: Sequence[str], origins: Sequence[Origin], count: int, asked_in: str, manner: Manner) -> None:
    """What cannot be begun is said in its place on the page."""
    try:
        with st.spinner(t("start.preparing")):
            session = container().practice.start(
                topics=topics, origins=origins, question_count=count, language=asked_in, manner=manner
            )
    except InterviewerError as error:
        st.html(notice(explain(error, language()), warn=True))
        return
    _open(session)


def _start_preset(preset: Preset, topics: Sequence[str] = ()) -> None:
    _start(topics, (), preset.question_count, language(), Manner.of(preset))


def _unfinished(session: Session) -> None:
    done = sum(turn.state.value in ("graded", "skipped") for turn in session.turns)
    with st.container(border=True, key="unfinished"):
        st.markdown(t("start.unfinished", done=done, total=session.plan.question_count))
        with st.container(horizontal=True):
            if st.button(t("start.continue"), type="primary", icon=":material/play_arrow:"):
                _open(session)
            if st.button(t("start.end_it"), type="tertiary"):
                grading.end(session.id)
                st.switch_page(routes.REPORT, query_params=page_parameters(session=session.id))


def _whose() -> Sequence[Origin]:
    origins = {source.origin for source in container().notes.sources()}
    if Origin.OWN not in origins:
        return ()
    chosen = st.segmented_control(
        t("setup.whose"),
        list(_WHOSE),
        default="both",
        format_func=lambda each: t(f"setup.{each}"),
        required=True,
        key="whose",
    )
    return _WHOSE[chosen or "both"]


def _last_report() -> None:
    last = container().history.last_scored()
    if last is None:
        return
    st.subheader(t("start.last"), anchor=False)
    st.html(score_row("、".join(last.topics[:3]) if language() == "zh" else ", ".join(last.topics[:3]), last.score))
    st.page_link(
        routes.REPORT,
        label=t("start.open_last"),
        icon=":material/bar_chart:",
        query_params=page_parameters(session=last.id),
    )


def _setup(known: Sequence[Known], days: Days) -> None:
    """Topics, whose notes and how many questions, for who wants to choose."""
    st.subheader(t("start.choose"), anchor=False)
    origins = _whose()
    length = manner_picker.length()
    asked_in = manner_picker.question_language()
    sections = sections_in(container().notes, origins, asked_in)
    many = len({section.steps[0] for section in sections}) > MOST_AREAS
    with st.container(border=True, key="topics", height=LONG_LIST_PIXELS if many else "content"):
        topics = topic_picker.pick(sections, topics_known(container().mastery, sections, known, days))
    manner = manner_picker.manner(length.minutes)
    available = len(askable(sections, topics))
    if not available:
        st.html(notice(t("setup.nothing"), warn=True))
    label = t("setup.start", n=min(length.questions, available))
    if length.minutes:
        label = t("setup.start_minutes", n=length.minutes)
    if st.button(label, disabled=not available, key="start_chosen", icon=":material/play_arrow:"):
        _start(topics, origins, length.questions, asked_in, manner)


def _today(known: Sequence[Known], days: Days) -> tuple[Today, GoalPlan | None]:
    """What is due, and the way to the goal if there is one."""
    goal = container().goals.get()
    if goal is None:
        return container().reviewing.today_of(known, days.today), None
    due = container().reviewing.today_of(known, days.today, minutes=goal.minutes_a_day)
    sections = sections_in(container().notes, (), language())
    return due, container().goals.plan(goal, sections, known, days.today, due.seconds_a_question)


theme.apply()
st.title(t("start.title"), anchor=False)
st.html(f'<p class="iv-quiet" style="margin:0 0 .5rem">{escape(t("start.lead"))}</p>')
if message := take_notice():
    st.html(notice(message))

unfinished = container().sessions.unfinished()
if unfinished is not None:
    _unfinished(unfinished)

days = container().reviewing.days(zone())
known = container().mastery.known(days)
today, plan = _today(known, days)
due_today.show(today, plan, primary=unfinished is None)
if st.button(
    t("start.warm_up"),
    type="secondary" if unfinished or today.due else "primary",
    icon=":material/bolt:",
    key="warm_up",
):
    _start_preset(WARM_UP)
if chosen := preset_cards.show(lambda: sections_in(container().notes, (), language())):
    _start_preset(chosen.preset, chosen.topics)

_last_report()
_setup(known, days)
