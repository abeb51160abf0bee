"""A printed report as PDF, set by typst with fonts that are installed beside it: nothing of the machine's is used.

What was written by somebody reaches typst as JSON, which it sets as text. The same document gives the same bytes.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interviewer.domain.errors import PdfUnavailable
from interviewer.services.report_blocks import Document, as_data
from interviewer.services.report_icons import ICONS

if TYPE_CHECKING:
    import typst

_TEMPLATE = Path(__file__).with_name("report.typ")
_FONT_PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk")
_FAMILIES = ("Noto Sans", "Noto Sans CJK SC", "Noto Emoji", "Noto Sans Symbols", "DejaVu Sans Mono")
_COLOURS = {
    "covered": "#15803D",
    "partial": "#A15C07",
    "missed": "#6B6862",
    "contradicted": "#B42318",
    "false": "#B42318",
}
_LONG_RUN = re.compile(r"[^\s\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]{25,}")
_LIGHT_TEXT = re.compile(r"<text (?![^>]*font-weight)")
"""Text without a weight comes out hair-thin in a drawing: typst leaves a variable font at its lightest there."""

_PIECE = 8
_BREAK = "\u200b"


class TypstPrinter:
    @property
    def lacking(self) -> str:
        return next((each for each in ("typst", *_FONT_PACKAGES) if find_spec(each) is None), "")

    def pdf(self, document: Document, at: datetime) -> bytes:
        """The document on A4; `at` is the date that the file carries. Raises PdfUnavailable."""
        try:
            import typst

            fonts = _fonts()
        except ImportError as error:
            raise PdfUnavailable(package=error.name or "typst") from error
        inputs = {"report": _as_json(document), "icons": json.dumps(_icons()), "fonts": json.dumps(_families(fonts))}
        made = typst.compile(
            _TEMPLATE.read_bytes(),
            format="pdf",
            font_paths=fonts,
            sys_inputs=inputs,
            timestamp=int(at.timestamp()),
        )
        return bytes(made)


@cache
def _fonts() -> typst.Fonts:
    """The fonts of typst itself and of the packages. Raises ImportError."""
    import typst

    folders = [Path(str(import_module(each).__file__)).parent for each in _FONT_PACKAGES]
    return typst.Fonts(include_system_fonts=False, font_paths=list(folders))


def _families(fonts: typst.Fonts) -> list[str]:
    """First those that most is set in, then the rest, for what they have not."""
    known = fonts.families()
    return [*_FAMILIES, *(each for each in known if each not in _FAMILIES and each.startswith("Noto"))]


def _as_json(document: Document) -> str:
    data = _breakable(as_data(document))
    return json.dumps(data, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")


def _breakable(value: Any) -> Any:
    """With places to break a line in runs of letters that are longer than a line; drawings get a readable weight."""
    if isinstance(value, dict):
        return {name: _readable(each) if name == "svg" else _kept(name, each) for name, each in value.items()}
    if isinstance(value, list):
        return [_breakable(each) for each in value]
    if isinstance(value, str):
        return _LONG_RUN.sub(lambda run: _BREAK.join(_pieces(run[0])), value)
    return value


def _kept(name: str, value: Any) -> Any:
    return value if name in ("is", "anchor", "link") else _breakable(value)


def _readable(svg: str) -> str:
    return _LIGHT_TEXT.sub('<text font-weight="500" ', svg.replace(' font-weight="normal"', ""))


def _pieces(run: str) -> list[str]:
    return [run[at : at + _PIECE] for at in range(0, len(run), _PIECE)]


def _icons() -> dict[str, str]:
    frame = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" color="{colour}">{shape}</svg>'
    return {
        kind: frame.format(colour=_COLOURS[kind], shape=shape.replace("currentColor", _COLOURS[kind]))
        for kind, shape in ICONS.items()
    }
