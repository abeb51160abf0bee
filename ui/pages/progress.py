"""How far one is: what is known of each topic, how it went week by week, and what is due."""

from __future__ import annotations

import streamlit as st

from interviewer.services.catalogue import sections_in
from interviewer.services.chart_style import DARK, LIGHT
from interviewer.services.overview import WEEKS, Overview
from interviewer.services.progress_chart import in_words, trend
from ui import routes, theme
from ui.components import due_today, goal_form, heat_map, mastery_tree
from ui.components.due_today import grader_name
from ui.components.markup import escape, notice
from ui.state import container, language, page_parameters, t, take_notice
from ui.zone import zone

_GRADER = "progress_grader"


def _facts(overview: Overview) -> str:
    facts = [(overview.streak, "streak"), (overview.days_practised, "days"), (overview.answers, "answers")]
    facts.append((overview.points, "known_points"))
    cells = "".join(f"<div><b>{n}</b><span>{escape(t(f'progress.{key}'))}</span></div>" for n, key in facts)
    return f'<div class="iv-stats">{cells}</div>'


def _empty() -> None:
    st.html(notice(t("progress.empty")))
    st.page_link(
        routes.START, label=t("progress.to_start"), icon=":material/play_arrow:", query_params=page_parameters()
    )


def _weeks(overview: Overview) -> None:
    st.subheader(t("progress.weeks"), anchor=False)
    names = {name: grader_name(name) for name, _ in overview.graders}
    if len(names) > 1:
        st.segmented_control(
            t("progress.whose_verdicts"),
            ["", *names],
            default=overview.chosen,
            format_func=lambda each: names.get(each, t("progress.all_graders")),
            required=True,
            key=_GRADER,
        )
        st.html(f'<p class="iv-quiet iv-small">{escape(t("progress.mixed"))}</p>')
    if not overview.trend:
        st.html(notice(t("progress.no_weeks", n=WEEKS)))
        return
    shown = {cell.name: names.get(cell.name, cell.name) for cell in overview.trend}
    picture = trend(overview.trend, shown, language(), DARK if st.context.theme.type == "dark" else LIGHT)
    if picture is not None:
        st.vega_lite_chart(picture, theme=None, width="stretch", key="trend")
    st.html(f'<p class="iv-quiet">{escape(in_words(overview.trend, shown, language()))}</p>')
    st.subheader(t("progress.heat"), anchor=False)
    st.html(heat_map.table(overview.heat, overview.days.today, WEEKS))
    st.html(f'<p class="iv-quiet iv-small">{escape(t("progress.heat_caption"))}</p>')


def _page() -> None:
    theme.apply(theme.WIDE)
    st.title(t("progress.title"), anchor=False)
    if message := take_notice():
        st.html(notice(message))
    sections = sections_in(container().notes, (), language())
    goal = container().goals.get()
    minutes = {"minutes": goal.minutes_a_day} if goal else {}
    overview = container().overviews.make(sections, zone(), grader=st.session_state.get(_GRADER) or "", **minutes)
    plan = None
    if goal is not None:
        seconds = overview.today.seconds_a_question
        plan = container().goals.plan(goal, sections, overview.known, overview.days.today, seconds)
    if overview.answers:
        st.html(_facts(overview))
    else:
        _empty()
    due_today.show(overview.today, plan, primary=True)
    goal_form.show(goal, sections, overview.days.today)
    if overview.topics:
        st.subheader(t("progress.topics"), anchor=False)
        st.html(f'<p class="iv-quiet iv-small">{escape(t("progress.legend"))}</p>' + mastery_tree.tree(overview))
    if overview.answers:
        _weeks(overview)


_page()
