"""What was said well, and how it compares with the last time."""

from __future__ import annotations

import streamlit as st

from interviewer.services.report_parts import Comparison, Strength
from interviewer.services.report_sentences import short_names
from interviewer.services.report_values import Report
from ui import routes
from ui.components.markup import escape, icon, place, table
from ui.state import page_parameters, t


def show(report: Report) -> None:
    if report.strengths:
        st.subheader(t("report.strong"), anchor=False)
        st.html(f'<ul class="iv-points iv-card">{"".join(map(_strength, report.strengths))}</ul>')
    if report.comparison:
        st.subheader(t("report.compare"), anchor=False)
        _comparison(report.comparison)


def _strength(strength: Strength) -> str:
    point = strength.verdict.key_point
    where = f" · {place(point.source)}" if point.source else ""
    number = t("report.of_question", number=strength.number)
    return (
        f'<li>{icon("covered")}<div class="what">{escape(point.text)}</div><div class="below">'
        f"{escape(t('card.you_said') + t('card.quote', quote=strength.verdict.quote))} "
        f'<span class="iv-quiet">{escape(number + where)}</span></div></li>'
    )


def _comparison(comparison: Comparison) -> None:
    rows = []
    names = short_names([each.topic for each in comparison.topics])
    for each, name in zip(comparison.topics, names, strict=True):
        change = t("report.other_grader")
        if each.change is not None:
            kind = "more" if each.change > 0 else "less" if each.change < 0 else "same"
            change = t(f"report.{kind}", by=abs(each.change))
        rows.append((name, each.before, each.now, change))
    head = [t(f"report.column.{name}") for name in ("topic", "before", "now", "change")]
    notes = [t("report.caution")] if comparison.same_graders else [t("report.differs"), t("report.caution")]
    below = "".join(f'<div class="iv-quiet iv-small">{escape(each)}</div>' for each in notes)
    st.html(f'<section class="iv-card">{table(head, rows, t("report.compare"))}{below}</section>')
    with st.container(key="report-ways-back"):
        st.page_link(
            routes.REPORT,
            label=t("report.open_earlier", date=f"{comparison.started_at:%Y-%m-%d}"),
            icon=":material/history:",
            query_params=page_parameters(session=comparison.session_id),
        )
