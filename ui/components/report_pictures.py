"""The pictures of a report, and the same as tables for who cannot or would rather not look at them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from interviewer.domain.notes import PATH_JOINER
from interviewer.services.report_charts import DARK, LIGHT, Colours, Spec, radar, timeline, topic_bars
from interviewer.services.report_text import minutes
from interviewer.services.report_values import Report
from ui.components.markup import disclosure, score_row, table
from ui.state import language, t


def show(report: Report) -> None:
    colours = DARK if st.context.theme.type == "dark" else LIGHT
    with st.container(key="report-pictures", gap="small"):
        _scores(report, colours)
        if course := timeline(report, language(), colours):
            st.subheader(t("report.course"), anchor=False)
            _draw(course, "timeline")
        if tables := _tables(report):
            st.html(disclosure(t("report.as_table"), tables))


def _scores(report: Report, colours: Colours) -> None:
    """The radar beside the bars; one topic alone is a line."""
    web, bars = radar(report, language(), colours), topic_bars(report, language(), colours)
    st.subheader(t("report.by_topic"), anchor=False)
    if bars is None:
        st.html("".join(score_row(each.topic.split(PATH_JOINER)[-1], each.score) for each in report.topics))
    elif web is None:
        _draw(bars, "bars")
    else:
        left, right = st.columns([9, 10], gap="large", vertical_alignment="center")
        with left.container(horizontal_alignment="center"):
            _draw(web, "radar", width="content")
        with right:
            _draw(bars, "bars")


def _draw(spec: Spec, name: str, *, width: Literal["stretch", "content"] = "stretch") -> None:
    """What the picture shows is told once, as its alternative: told twice, it is logged at every drawing."""
    left_out = {"description"} if width == "content" else {"description", "width"}
    fields = {key: value for key, value in spec.items() if key not in left_out}
    with st.container(key=f"report-{name}", width=width):
        st.vega_lite_chart(spec=fields, width=width, theme=None, alt=spec["description"])


def _tables(report: Report) -> str:
    if len(report.questions) < 2:
        return ""
    areas = [(each.area, _or_dash(each.score), each.scored) for each in report.areas]
    topics = [(each.topic, _or_dash(each.score), each.scored) for each in report.topics]
    counted = [t("report.column.score"), t("report.column.scored")]
    found = [table([t("report.column.area"), *counted], areas, t("report.by_area"))] if len(areas) > 1 else []
    found.append(table([t("report.column.topic"), *counted], topics, t("report.by_topic")))
    head = [t(f"report.column.{name}") for name in ("number", "began", "score", "took", "pace")]
    found.append(table(head, _course(report), t("report.course")))
    return "".join(found)


def _course(report: Report) -> list[Sequence[object]]:
    rows: list[Sequence[object]] = []
    for each in report.timeline:
        took = "–" if each.seconds is None else minutes(each.seconds)
        pace = "–"
        if each.pace:
            pace = t(f"report.{'spoken' if each.pace.spoken else 'typed'}", rate=round(each.pace.rate))
        rows.append((each.number, minutes(60 * each.minutes), _or_dash(each.score), took, pace))
    return rows


def _or_dash(score: int | None) -> str:
    return "–" if score is None else str(score)
