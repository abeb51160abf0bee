"""The charts of a report as drawings for paper. The bars of topics are set with the text, and no drawing."""

from __future__ import annotations

from collections.abc import Callable

from interviewer.domain.errors import ChartsMissing
from interviewer.services.chart_style import LIGHT, Colours, Spec
from interviewer.services.report_blocks import Picture
from interviewer.services.report_charts import radar, timeline
from interviewer.services.report_values import Report

Drawer = Callable[[Spec], str]
"""Draws a Vega-Lite specification as SVG. Raises ChartsMissing."""


def radar_picture(report: Report, language: str, draw: Drawer) -> tuple[Picture, ...]:
    """One picture; none where there is too little to draw, or nothing to draw with."""
    return _picture(radar, report, language, draw)


def timeline_picture(report: Report, language: str, draw: Drawer) -> tuple[Picture, ...]:
    """As radar_picture."""
    return _picture(timeline, report, language, draw)


def _picture(
    chart: Callable[[Report, str, Colours], Spec | None], report: Report, language: str, draw: Drawer
) -> tuple[Picture, ...]:
    specification = chart(report, language, LIGHT)
    if specification is None:
        return ()
    try:
        return (Picture(str(specification["description"]), draw(specification)),)
    except ChartsMissing:
        return ()
