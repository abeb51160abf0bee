"""The pictures of a report as Vega-Lite specifications: the same for the page and for files, and None where there is
too little to draw."""

from __future__ import annotations

from collections.abc import Sequence

from interviewer.i18n import translate
from interviewer.services.chart_style import DARK, LIGHT, Colours, Spec, layer, picture
from interviewer.services.report_radar import radar
from interviewer.services.report_sentences import short_names
from interviewer.services.report_timeline_chart import timeline
from interviewer.services.report_values import Report, TopicReport

__all__ = ["DARK", "LIGHT", "Colours", "Spec", "radar", "timeline", "topic_bars"]

MOST_BARS = 12
_WIDTH, _STEP = 420, 40
"""Of the whole picture, where nothing else decides, and of one bar with its name, in pixels."""


def topic_bars(report: Report, language: str, colours: Colours) -> Spec | None:
    """The best topic first; of more than twelve the twelve weakest. None below two topics with a score."""
    scored = sorted((each for each in report.topics if each.score is not None), key=lambda each: -(each.score or 0))
    if len(scored) < 2:
        return None
    rows = _rows(scored[-MOST_BARS:])
    told = translate("report.comma", language).join(f"{row['name']} {row['score']}" for row in rows)
    below = {"type": "text", "baseline": "middle", "dy": -13, "fontSize": 13}
    score = {"field": "score", "type": "quantitative", "scale": {"domain": [0, 100]}, "axis": None}
    whole = {"field": "whole", "type": "quantitative", "scale": {"domain": [0, 100]}, "axis": None}
    place = {"y": {"field": "at", "type": "ordinal", "axis": None}}
    tooltip = [
        {"field": field, "type": "nominal", "title": translate(f"report.chart.{key}", language)}
        for field, key in (("topic", "topic"), ("score", "score"), ("questions", "scored_questions"))
    ]
    layers = [
        layer(rows, _bar(colours.line), **place, x=whole, tooltip=tooltip),
        layer(rows, _bar(colours.accent), **place, x=score, tooltip=tooltip),
        layer(
            rows,
            below | {"align": "left", "x": 0, "color": colours.ink, "limit": _WIDTH - 90},
            **place,
            text={"field": "name", "type": "nominal"},
        ),
        layer(
            rows,
            below | {"align": "right", "color": colours.ink},
            **place,
            x=whole,
            text={"field": "score", "type": "nominal"},
        ),
    ]
    description = translate("report.chart.bars", language, topics=told)
    size = {"width": _WIDTH, "height": _STEP * len(rows)}
    if len(rows) < len(scored):
        left_out = translate("report.chart.weakest", language, n=len(rows), all=len(scored))
        quiet = {"fontSize": 12, "fontWeight": "normal", "color": colours.quiet, "anchor": "start", "offset": 10}
        return picture(layers, colours, description=description, title={"text": left_out, **quiet}, **size)
    return picture(layers, colours, description=description, **size)


def _bar(colour: str) -> Spec:
    return {"type": "bar", "color": colour, "height": 8, "cornerRadius": 4, "yOffset": 4}


def _rows(topics: Sequence[TopicReport]) -> list[Spec]:
    names = short_names([each.topic for each in topics])
    return [
        {"at": at, "topic": each.topic, "name": name, "score": each.score, "whole": 100, "questions": each.scored}
        for at, (each, name) in enumerate(zip(topics, names, strict=True))
    ]
