"""What all pictures share: colours on light and on dark, fonts, and a frame without lines of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Spec = dict[str, Any]
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
FONT = (
    "Inter, 'PingFang SC', 'Hiragino Sans GB', 'Noto Sans SC', 'Noto Sans CJK SC', 'Microsoft YaHei', "
    "'WenQuanYi Micro Hei', system-ui, sans-serif"
)


@dataclass(frozen=True, slots=True)
class Colours:
    """As `#RRGGBB`: text, quiet text, hairlines, the ground of a card, and the one accent."""

    ink: str
    quiet: str
    line: str
    surface: str
    accent: str


LIGHT = Colours("#1C1B1A", "#6B6862", "#E8E5DE", "#FFFFFF", "#0F766E")
DARK = Colours("#ECEAE4", "#A29E95", "#34322E", "#1E1D1B", "#2DD4BF")


def picture(layers: list[Spec], colours: Colours, *, description: str, **fields: Any) -> Spec:
    """A Vega-Lite specification of layers on a clear ground; `description` is what it shows, in words."""
    return {
        "$schema": SCHEMA,
        "description": description,
        "background": "transparent",
        "padding": {"left": 4, "right": 4, "top": 4, "bottom": 4},  # Streamlit writes into it
        "layer": layers,
        "config": {
            "font": FONT,
            "view": {"stroke": None},
            "axis": {
                "labelColor": colours.quiet,
                "titleColor": colours.quiet,
                "titleFontWeight": "normal",
                "labelFontSize": 12,
                "titleFontSize": 12,
                "gridColor": colours.line,
                "domainColor": colours.line,
                "tickColor": colours.line,
            },
            "text": {"fontSize": 13},
        },
        **fields,
    }


def layer(rows: list[Spec], mark: Spec, **encoding: Any) -> Spec:
    """One layer with rows of its own."""
    return {"data": {"values": rows}, "mark": mark, "encoding": encoding}
