"""A printed report as one HTML file that asks for nothing: no script, no address, no font from elsewhere.

Its policy forbids everything but the one style it carries, named by its hash; so no attribute holds style either.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from html import escape as _escape
from pathlib import Path
from typing import Any

from interviewer.services.chart_style import LIGHT
from interviewer.services.report_blocks import (
    Answer,
    Bars,
    Block,
    Cell,
    Document,
    Facts,
    Heading,
    Items,
    Lead,
    Mark,
    Marks,
    Picture,
    Score,
    Table,
    Text,
    Title,
)
from interviewer.services.report_icons import ICONS

_HTML_LANGUAGE = {"zh": "zh-CN", "en": "en"}


def to_html(document: Document) -> str:
    """The document as a whole page."""
    style = _style()
    mark = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{mark}'; base-uri 'none'; form-action 'none'"
    body = "\n".join(_DRAWN[type(block)](block) for block in document.blocks)
    return (
        f'<!doctype html>\n<html lang="{_HTML_LANGUAGE[document.language]}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(document.running)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"{_symbols()}<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def escape(text: str) -> str:
    return _escape(text, quote=True)


@cache
def _style() -> str:
    return Path(__file__).with_name("report_html.css").read_text(encoding="utf-8").strip()


def _symbols() -> str:
    drawn = "".join(f'<symbol id="icon-{kind}" viewBox="0 0 20 20">{shape}</symbol>' for kind, shape in ICONS.items())
    return f'<svg class="icons" aria-hidden="true" width="0" height="0">{drawn}</svg>\n'


def _icon(kind: str) -> str:
    return f'<svg class="icon" aria-hidden="true"><use href="#icon-{kind}"/></svg>'


def _title(block: Title) -> str:
    return f'<header><h1>{escape(block.text)}</h1><p class="quiet">{escape(block.below)}</p></header>'


def _lead(block: Lead) -> str:
    return f'<p class="lead">{escape(block.text)}</p>'


def _score(block: Score) -> str:
    notes = "".join(f"<li>{escape(each)}</li>" for each in block.notes)
    sure = f'<span class="pill">{escape(block.sure)}</span>' if block.sure else ""
    words = "".join(
        f'<li class="{each.kind}">{_icon(each.kind)}<span>{escape(each.word)} {each.count}</span></li>'
        for each in block.shares
    )
    return (
        f'<section class="score"><p class="number"><b>{escape(block.value)}</b> <small>{escape(block.of)}</small>{sure}'
        f'</p>{_share_bar(block)}<ul class="shares">{words}</ul><ul class="notes">{notes}</ul></section>'
    )


def _share_bar(block: Score) -> str:
    total = sum(each.count for each in block.shares)
    if not total:
        return ""
    parts, at = "", 0.0
    for each in block.shares:
        width = 100 * each.count / total
        parts += f'<rect class="{each.kind}" x="{at:.2f}%" width="{width:.2f}%" height="100%"/>' if width else ""
        at += width
    return f'<svg class="bar" aria-hidden="true">{parts}</svg>'


def _heading(block: Heading) -> str:
    anchor = f' id="{escape(block.anchor)}"' if block.anchor else ""
    mark = f'<span class="mark">{escape(block.mark)}</span>' if block.mark else ""
    return f"<h{block.level}{anchor}><span>{escape(block.text)}</span>{mark}</h{block.level}>"


def _text(block: Text) -> str:
    return f'<p class="{escape(block.tone)}">{escape(block.text)}</p>'


def _facts(block: Facts) -> str:
    return '<ul class="facts">' + "".join(f"<li>{escape(each)}</li>" for each in block.rows) + "</ul>"


def _answer(block: Answer) -> str:
    lines = "".join(f'<p dir="auto">{escape(each)}</p>' for each in block.lines if each)
    return f'<blockquote aria-label="{escape(block.label)}">{lines}</blockquote>'


def _marks(block: Marks) -> str:
    return '<ul class="marks">' + "".join(_mark(each) for each in block.rows) + "</ul>"


def _mark(row: Mark) -> str:
    place = f'<span class="place">{escape(row.place)}</span>' if row.place else ""
    below = f'<p class="said" dir="auto">{escape(row.quote)}</p>' if row.quote else ""
    below += "".join(f'<p class="quiet">{escape(each)}</p>' for each in row.lines)
    return (
        f'<li class="{row.kind}">{_icon(row.kind)}<div><p class="point"><span class="word">{escape(row.word)}</span> '
        f"{escape(row.text)}</p>{below}</div>{place}</li>"
    )


def _table(block: Table) -> str:
    def cells(tag: str, row: tuple[str, ...]) -> str:
        return "".join(
            f"<{tag}{' class=num' if at in block.numbers else ''}>{each}</{tag}>" for at, each in enumerate(row)
        )

    head = cells("th", tuple(map(escape, block.head)))
    rows = "".join(f"<tr>{cells('td', tuple(map(_cell, row)))}</tr>" for row in block.rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _cell(cell: Cell) -> str:
    return f'<a href="#{escape(cell.link)}">{escape(cell.text)}</a>' if cell.link else escape(cell.text)


def _bars(block: Bars) -> str:
    rows = ""
    for each in block.rows:
        fill = f'<rect class="fill" width="{each.value}%" height="100%"/>' if each.value else ""
        shown = "—" if each.value is None else each.value
        rows += (
            f'<li><span class="name">{escape(each.name)} <small>{escape(each.note)}</small></span>'
            f'<svg class="bar" aria-hidden="true"><rect class="track" width="100%" height="100%"/>{fill}</svg>'
            f'<span class="num">{shown}</span></li>'
        )
    return f'<ul class="bars">{rows}</ul>'


def _items(block: Items) -> str:
    rows = ""
    for each in block.rows:
        lines = "".join(f"<li>{escape(line)}</li>" for line in each.lines)
        place = f' <span class="place">{escape(each.place)}</span>' if each.place else ""
        mark = f'<span class="num">{escape(each.mark)}</span>'
        rows += f"<li><p><b>{escape(each.text)}</b>{place}</p><ul>{lines}</ul>{mark}</li>"
    return f'<ol class="items">{rows}</ol>'


def _picture(block: Picture) -> str:
    drawn = block.svg
    for name, colour in asdict(LIGHT).items():
        drawn = drawn.replace(f'"{colour}"', f'"var(--{name})"')  # the page's own, which change in the dark
    return f'<figure role="img" aria-label="{escape(block.title)}">{drawn}</figure>'


_DRAWN: dict[type[Block], Callable[[Any], str]] = {
    Title: _title,
    Lead: _lead,
    Score: _score,
    Heading: _heading,
    Text: _text,
    Facts: _facts,
    Answer: _answer,
    Marks: _marks,
    Table: _table,
    Bars: _bars,
    Items: _items,
    Picture: _picture,
}
