"""The weeks as a picture: what share of the points asked for was said, a line for each grader."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from interviewer.domain.mastery import Cell
from interviewer.i18n import translate
from interviewer.services.chart_style import Colours, Spec, layer, picture

_DASHES = ([1, 0], [6, 3], [2, 3], [8, 3, 2, 3])
_HEIGHT = 200
_PADDING = {"left": 4, "top": 4, "right": 4, "bottom": 4}
"""Side by side: Streamlit writes into it, and breaks on a number."""


def trend(cells: Sequence[Cell], names: dict[str, str], language: str, colours: Colours) -> Spec | None:
    """None below two weeks. Lines differ by their dashes and carry their name at the end; `names` are those shown."""
    weeks = sorted({cell.week for cell in cells})
    if len(weeks) < 2:
        return None
    place = {"x": _x(weeks), "y": _y()}
    best_first = sorted({cell.name: cell.share for cell in cells}.items(), key=lambda each: -each[1])
    layers = []
    for at, name in enumerate(sorted({cell.name for cell in cells})):
        rows = [_row(cell, names) for cell in cells if cell.name == name]
        dash = _DASHES[at % len(_DASHES)]
        line = {"type": "line", "color": colours.accent, "strokeWidth": 2, "strokeDash": dash}
        dot = {"type": "point", "filled": True, "color": colours.accent, "size": 55, "opacity": 1}
        layers += [layer(rows, line, **place), layer(rows, dot, **place, tooltip=_tooltip(language))]
        if len(names) > 1:
            text = {
                "type": "text",
                "align": "right",
                "dy": -12 if name == best_first[0][0] else 16,
                "color": colours.ink,
                "fontSize": 12,
            }
            layers.append(layer(rows[-1:], text, **place, text={"field": "name", "type": "nominal"}))
    return picture(
        layers,
        colours,
        description=in_words(cells, names, language),
        width="container",
        height=_HEIGHT,
        padding=_PADDING,
    )


def in_words(cells: Sequence[Cell], names: dict[str, str], language: str) -> str:
    """The newest week against the first one, of each grader."""
    said = []
    for name in sorted({cell.name for cell in cells}):
        own = [cell for cell in cells if cell.name == name]
        first, last = own[0], own[-1]
        values = {
            "name": names.get(name, name),
            "first": round(100 * first.share),
            "last": round(100 * last.share),
            "since": first.week.isoformat(),
        }
        key = "trend" if len(own) > 1 else "one_week"
        said.append(translate(f"progress.{key}", language, **values))
    return " ".join(said)


def _row(cell: Cell, names: dict[str, str]) -> Spec:
    return {
        "week": cell.week.isoformat(),
        "share": round(100 * cell.share),
        "n": cell.n,
        "name": names.get(cell.name, cell.name),
    }


def _x(weeks: Sequence[date]) -> Spec:
    """A tick on each Monday. In UTC, in which dates without a time are read."""
    ticks = [1000 * 86_400 * (week.toordinal() - date(1970, 1, 1).toordinal()) for week in weeks]
    axis = {"title": None, "format": "%m-%d", "grid": False, "labelOverlap": True, "values": ticks}
    return {"field": "week", "type": "temporal", "axis": axis, "scale": {"type": "utc", "padding": 16}}


def _y() -> Spec:
    axis = {"title": None, "values": [0, 50, 100], "labelExpr": "datum.value + '%'", "domain": False, "ticks": False}
    return {"field": "share", "type": "quantitative", "axis": axis, "scale": {"domain": [0, 108], "nice": False}}


def _tooltip(language: str) -> list[Spec]:
    return [
        {"field": field, "type": "nominal", "title": translate(f"progress.tip.{field}", language)}
        for field in ("week", "share", "n", "name")
    ]
