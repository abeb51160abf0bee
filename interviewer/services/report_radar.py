"""The radar of a report: a corner for each area, farther out for a better score."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence

from interviewer.i18n import translate
from interviewer.services.chart_style import Colours, Spec, layer, picture
from interviewer.services.report_parts import AreaReport
from interviewer.services.report_values import Report

FEWEST_AREAS = 3
_PIXELS, _WIDTH = 80, 346
"""From the middle to a score of 100, and across the whole picture."""
_ABOVE, _BELOW, _BESIDE = 64, 56, 28
"""Room for a name above and below the web, and below its lowest corners where none stands in the middle."""
_RINGS = (25, 50, 75, 100)
_LABEL_AT = 1.13
_COLUMNS, _LINES = 13, 3
"""Room for the name of an area; a hanzi takes two columns."""


def radar(report: Report, language: str, colours: Colours) -> Spec | None:
    """None below three areas with a score: two corners are no surface."""
    areas = [each for each in report.areas if each.score is not None]
    if len(areas) < FEWEST_AREAS:
        return None
    told = translate("report.comma", language).join(f"{each.area} {each.score}" for each in areas)
    layers = [
        *_web(len(areas), colours),
        _shape(areas, colours),
        _corners(areas, language, colours),
        *_names(areas, colours),
    ]
    description = translate("report.chart.radar", language, areas=told)
    return picture(layers, colours, description=description, width=_WIDTH, height=_PIXELS + _ABOVE + _depth(len(areas)))


def _depth(corners: int) -> int:
    """Pixels from the middle down to the lower edge."""
    lowest = min(_at(corner, corners, _PIXELS)["y"] for corner in range(corners))
    return round(-lowest) + (_BESIDE if corners % 2 else _BELOW)


def _at(corner: int, of: int, radius: float) -> Spec:
    """The first corner is at the top, the others follow clockwise."""
    angle = 2 * math.pi * corner / of
    return {"x": round(radius * math.sin(angle), 4), "y": round(radius * math.cos(angle), 4), "order": corner}


def _place(corners: int) -> Spec:
    across, up, down = (pixels / _PIXELS for pixels in (_WIDTH / 2, _PIXELS + _ABOVE, _depth(corners)))
    return {
        "x": {
            "field": "x",
            "type": "quantitative",
            "axis": None,
            "scale": {"domain": [-across, across], "nice": False},
        },
        "y": {"field": "y", "type": "quantitative", "axis": None, "scale": {"domain": [-down, up], "nice": False}},
    }


def _closed(colour: str, **mark: object) -> Spec:
    return {"type": "line", "interpolate": "linear-closed", "stroke": colour, **mark}


def _web(corners: int, colours: Colours) -> list[Spec]:
    """Rings at a quarter, a half, three quarters and the whole, and a spoke for each area."""
    rings = [_at(corner, corners, ring / 100) | {"ring": ring} for ring in _RINGS for corner in range(corners)]
    order = {"field": "order", "type": "quantitative"}
    spokes = [_at(corner, corners, 1.0) | {"x0": 0, "y0": 0} for corner in range(corners)]
    return [
        layer(rings, _closed(colours.line, strokeWidth=1), **_place(corners), detail={"field": "ring"}, order=order),
        layer(
            spokes,
            {"type": "rule", "color": colours.line},
            **_place(corners),
            x2={"field": "x0"},
            y2={"field": "y0"},
        ),
    ]


def _shape(areas: Sequence[AreaReport], colours: Colours) -> Spec:
    rows = [_at(at, len(areas), (each.score or 0) / 100) for at, each in enumerate(areas)]
    mark = _closed(colours.accent, strokeWidth=2, fill=colours.accent, fillOpacity=0.14)
    return layer(rows, mark, **_place(len(areas)), order={"field": "order", "type": "quantitative"})


def _corners(areas: Sequence[AreaReport], language: str, colours: Colours) -> Spec:
    rows = [
        _at(at, len(areas), (each.score or 0) / 100)
        | {"area": each.area, "score": each.score, "questions": each.scored}
        for at, each in enumerate(areas)
    ]
    titles = {"area": "area", "score": "score", "questions": "scored_questions"}
    tooltip = [
        {"field": field, "type": "nominal", "title": translate(f"report.chart.{key}", language)}
        for field, key in titles.items()
    ]
    return layer(
        rows,
        {"type": "point", "filled": True, "color": colours.accent, "size": 46, "opacity": 1},
        **_place(len(areas)),
        tooltip=tooltip,
    )


def _names(areas: Sequence[AreaReport], colours: Colours) -> list[Spec]:
    """The names with their scores around the web, each aligned away from it."""
    sides: dict[str, list[Spec]] = {"left": [], "right": [], "center": []}
    for at, each in enumerate(areas):
        row = _at(at, len(areas), _LABEL_AT)
        side = "center" if abs(row["x"]) < 0.2 else "left" if row["x"] > 0 else "right"
        sides[side].append(row | {"name": [*_wrapped(each.area), str(each.score)]})
    found = []
    for side, rows in sides.items():
        for above in (True, False):
            own = [row for row in rows if (row["y"] > 0) is above]
            baseline = "middle" if side != "center" else "line-bottom" if above else "line-top"
            mark = {"type": "text", "align": side, "baseline": baseline, "fontSize": 12, "color": colours.ink}
            lines = max((len(row["name"]) for row in own), default=1)
            if side == "center" and above:
                mark["dy"] = -14 * (lines - 1)
            elif side != "center":
                mark["dy"] = -7 * (lines - 1)
            if own:
                found.append(layer(own, mark, **_place(len(areas)), text={"field": "name", "type": "nominal"}))
    return found


def _wrapped(name: str) -> list[str]:
    """In lines that have room beside the web; what is left over goes."""
    lines, line = [], ""
    for word in _words(name):
        if line and _columns(line + word) > _COLUMNS:
            lines.append(line.strip())
            line = ""
        line += word
    lines.append(line.strip())
    kept = [_cut(each) for each in lines[:_LINES]]
    return kept if len(lines) <= _LINES else [*kept[:-1], kept[-1].rstrip("…") + "…"]


def _words(name: str) -> list[str]:
    """Latin words with the space behind them, and hanzi one by one."""
    words = [""]
    for char in name:
        words[-1] += char
        if char == " " or _columns(char) > 1:
            words.append("")
    return [word for word in words if word]


def _cut(line: str) -> str:
    while _columns(line) > _COLUMNS:
        line = line.rstrip("…")[:-1] + "…"
    return line


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
