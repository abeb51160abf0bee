"""The course of a session as a picture: scores over minutes, and below them, quietly, how fast the answers came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from interviewer.i18n import translate
from interviewer.services.chart_style import Colours, Spec, layer, picture
from interviewer.services.report_parts import Pace, TimelineEntry
from interviewer.services.report_values import Report

_WIDTH, _HEIGHT, _LOWER_HEIGHT = 640, 190, 270
_MOST_NUMBERED = 16
"""Questions up to which each point has its number beside it."""
_FLOOR, _CEILING = -48.0, -20.0
"""Where the bars of pace stand below the scores of 0 to 100."""


def timeline(report: Report, language: str, colours: Colours) -> Spec | None:
    """None below two scored questions, or where no time was kept."""
    scored = [each for each in report.timeline if each.score is not None]
    if len(scored) < 2 or not any(each.minutes for each in scored):
        return None
    paced = _of_one_kind(report.timeline)
    domain = [_FLOOR if paced else 0, 106]
    x = _x(max(each.minutes for each in report.timeline), language)
    layers = [
        *_scores(scored, domain, x, language, colours),
        *(_paces(paced, domain, x, language, colours) if paced else ()),
    ]
    height = _LOWER_HEIGHT if paced else _HEIGHT
    return picture(layers, colours, description=_in_words(scored, language), width=_WIDTH, height=height)


def _of_one_kind(entries: Sequence[TimelineEntry]) -> list[tuple[TimelineEntry, Pace]]:
    """Those with a pace that can be compared: spoken or typed, in one language, as most are; at least two."""
    known = [(each, each.pace) for each in entries if each.pace is not None]
    if not known:
        return []
    kind, _ = Counter((pace.spoken, pace.language) for _, pace in known).most_common(1)[0]
    same = [(each, pace) for each, pace in known if (pace.spoken, pace.language) == kind]
    return same if len(same) > 1 else []


def _x(last: float, language: str) -> Spec:
    axis = {"title": translate("report.chart.minutes", language), "grid": False, "tickCount": 6, "format": "d"}
    return {
        "field": "minutes",
        "type": "quantitative",
        "axis": axis | {"tickMinStep": 1},
        "scale": {"domain": [0, last], "nice": False, "padding": 14},
    }


def _y(field: str, domain: Sequence[float], title: str | None = None) -> Spec:
    axis = {"title": title, "values": [0, 50, 100], "domain": False, "ticks": False, "labelPadding": 6}
    return {
        "field": field,
        "type": "quantitative",
        "axis": axis,
        "scale": {"domain": list(domain), "nice": False, "zero": False},
    }


def _scores(
    scored: Sequence[TimelineEntry], domain: Sequence[float], x: Spec, language: str, colours: Colours
) -> list[Spec]:
    rows = [{"number": each.number, "minutes": round(each.minutes, 2), "score": each.score} for each in scored]
    place = {"x": x, "y": _y("score", domain, None)}
    tooltip = [_tip(field, language) for field in ("number", "score", "minutes")]
    layers = [
        layer(rows, {"type": "line", "color": colours.accent, "strokeWidth": 1.5, "opacity": 0.45}, **place),
        layer(
            rows,
            {"type": "point", "filled": True, "color": colours.accent, "size": 62, "opacity": 1},
            **place,
            tooltip=tooltip,
        ),
    ]
    if len(rows) <= _MOST_NUMBERED:
        mark = {"type": "text", "dy": -13, "fontSize": 12, "color": colours.quiet}
        layers.append(layer(rows, mark, **place, text={"field": "number", "type": "nominal"}))
    return layers


def _paces(
    paced: Sequence[tuple[TimelineEntry, Pace]], domain: Sequence[float], x: Spec, language: str, colours: Colours
) -> list[Spec]:
    """Bars from the floor, the fastest as high as there is room."""
    top = max(pace.rate for _, pace in paced)
    rows = [
        {
            "number": each.number,
            "minutes": round(each.minutes, 2),
            "rate": round(pace.rate),
            "low": _FLOOR,
            "high": _FLOOR + (_CEILING - _FLOOR) * pace.rate / top,
        }
        for each, pace in paced
    ]
    one = paced[0][1]
    name = translate(f"report.chart.pace_{'spoken' if one.spoken else 'typed'}_{one.language}", language)
    place = {"x": x, "y": _y("low", domain)}
    tooltip = [_tip(field, language) for field in ("number", "rate", "minutes")]
    return [
        layer(
            rows,
            {"type": "rule", "color": colours.quiet, "strokeWidth": 6, "opacity": 0.5},
            **place,
            y2={"field": "high"},
            tooltip=tooltip,
        ),
        layer(
            [
                {
                    "minutes": 0,
                    "low": _CEILING + 6,
                    "text": translate("report.chart.pace", language, name=name, top=round(top)),
                }
            ],
            {"type": "text", "align": "left", "x": 0, "fontSize": 12, "color": colours.quiet},
            y=_y("low", domain),
            text={"field": "text", "type": "nominal"},
        ),
    ]


def _tip(field: str, language: str) -> Spec:
    return {"field": field, "type": "quantitative", "title": translate(f"report.chart.{field}", language)}


def _in_words(scored: Sequence[TimelineEntry], language: str) -> str:
    told = [
        translate("report.chart.moment", language, number=each.number, minutes=round(each.minutes), score=each.score)
        for each in scored
    ]
    return translate("report.chart.timeline", language, course=translate("report.comma", language).join(told))
