"""Charts as SVG that can stand in a page beside others, by vl-convert: no browser, no network."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from interviewer.domain.errors import ChartsMissing

_IDS = re.compile(r'(\bid="|url\(#|href="#)')


def draw(specification: dict[str, Any]) -> str:
    """A Vega-Lite chart as SVG; its ids are its own. Raises ChartsMissing."""
    try:
        import vl_convert
    except ImportError as error:
        raise ChartsMissing() from error
    svg = str(vl_convert.vegalite_to_svg(specification))
    return own_ids(svg, "c" + hashlib.sha256(json.dumps(specification, sort_keys=True).encode()).hexdigest()[:8])


def own_ids(svg: str, prefix: str) -> str:
    """The drawing with ids that no other drawing on the page has."""
    return _IDS.sub(lambda found: f"{found[0]}{prefix}-", svg)
