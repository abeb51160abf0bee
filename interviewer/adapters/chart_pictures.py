"""Charts as SVG that can stand in a page beside others, by vl-convert: no browser, no network."""

from __future__ import annotations

import hashlib
import json
import re
from functools import lru_cache
from typing import Any

from interviewer.domain.errors import ChartsMissing

_IDS = re.compile(r'(\bid="|url\(#|href="#)')
_KEPT = 32
"""Drawings that are remembered: the page and each format of a report want the same ones."""


def draw(specification: dict[str, Any]) -> str:
    """A Vega-Lite chart as SVG; its ids are its own. Raises ChartsMissing."""
    return _drawn(json.dumps(specification, sort_keys=True))


@lru_cache(_KEPT)
def _drawn(specification: str) -> str:
    try:
        import vl_convert
    except ImportError as error:
        raise ChartsMissing() from error
    svg = str(vl_convert.vegalite_to_svg(specification))
    return own_ids(svg, "c" + hashlib.sha256(specification.encode("utf-8", "surrogatepass")).hexdigest()[:8])


def own_ids(svg: str, prefix: str) -> str:
    """The drawing with ids that no other drawing on the page has."""
    return _IDS.sub(lambda found: f"{found[0]}{prefix}-", svg)
