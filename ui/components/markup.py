"""Pieces of HTML. Everything that comes from a note, an answer or a model goes through `escape`."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape as _escape
from pathlib import PurePath

from interviewer.domain.notes import Section, SourceLines

_MOST_CONTEXT = 60


def escape(text: object) -> str:
    return _escape(str(text), quote=True)


def plain(text: str) -> str:
    """Text for a label, which Streamlit reads as Markdown: its marks are taken out of their meaning."""
    return "".join(f"\\{char}" if char in "\\`*_{}[]()#+-.!|$<>:~" else char for char in text)


def icon(kind: str) -> str:
    """The picture of a verdict, drawn by the style; the word stands beside it, so screen readers pass it over."""
    return f'<i class="iv-icon iv-{kind}" aria-hidden="true"></i>'


def place(source: SourceLines) -> str:
    """`redis.md 112` or `redis.md 112-115`: the file's name and the lines."""
    name = PurePath(source.file).name
    first, last = source.first_line, source.last_line
    return f"{name} {first}" if first == last else f"{name} {first}–{last}"


def passage(section: Section | None, text: str, source: SourceLines | None) -> str:
    """The note's lines with their numbers, the cited ones marked. Without the section, the text alone."""
    lines = text.split("\n")
    numbers: Sequence[int] = section.line_numbers if section and section.text == text else ()
    rows = []
    for at, line in enumerate(lines):
        number = numbers[at] if at < len(numbers) else None
        hit = number is not None and source is not None and source.first_line <= number <= source.last_line
        rows.append((number, line, hit))
    return '<div class="iv-lines">' + "".join(_line(*row) for row in _around(rows)) + "</div>"


def _around(rows: list[tuple[int | None, str, bool]]) -> list[tuple[int | None, str, bool]]:
    """All rows, or of a long note those around the cited ones."""
    hits = [at for at, row in enumerate(rows) if row[2]]
    if len(rows) <= _MOST_CONTEXT or not hits:
        return rows
    half = _MOST_CONTEXT // 2
    return rows[max(0, hits[0] - half) : hits[-1] + half]


def _line(number: int | None, line: str, hit: bool) -> str:
    mark = ' class="hit"' if hit else ""
    return f"<div{mark}><b>{number or ''}</b><span>{escape(line) or '&nbsp;'}</span></div>"


def disclosure(summary: str, inside: str) -> str:
    """A line that opens; `inside` is HTML, `summary` is text."""
    return f'<details class="iv-note"><summary>{escape(summary)}</summary>{inside}</details>'


def notice(text: str, *, warn: bool = False) -> str:
    return f'<div class="iv-notice{" warn" if warn else ""}" role="status">{escape(text)}</div>'


def dots(states: Sequence[str], label: str) -> str:
    """A row of dots, one a question: `done`, `skipped`, `now` or empty."""
    return (
        f'<span class="iv-dots" role="img" aria-label="{escape(label)}">'
        + "".join(f'<i class="{state}"></i>' for state in states)
        + "</span>"
    )


def share_bar(shares: Sequence[tuple[str, float]]) -> str:
    """A bar in parts; (verdict, share 0..1) each."""
    parts = "".join(f'<i class="iv-{kind}" style="width:{100 * share:.1f}%"></i>' for kind, share in shares if share)
    return f'<div class="iv-bar" aria-hidden="true">{parts}</div>'


def score_row(name: str, score: int | None) -> str:
    """A name, a bar and a number; no bar and a dash when there is no score."""
    width = 0 if score is None else score
    shown = "–" if score is None else score
    return (
        f'<div class="iv-hbar"><span class="name">{escape(name)}</span>'
        f'<span class="track" aria-hidden="true"><i style="width:{width}%"></i></span>'
        f'<span class="num">{shown}</span></div>'
    )


def table(head: Sequence[str], rows: Sequence[Sequence[object]], label: str) -> str:
    """A table with its first column as words and the others as numbers; on a phone it scrolls in its own box."""
    top = "".join(f'<th scope="col"{_number(at)}>{escape(each)}</th>' for at, each in enumerate(head))
    body = "".join(
        "<tr>" + "".join(f"<td{_number(at)}>{escape(each)}</td>" for at, each in enumerate(row)) + "</tr>"
        for row in rows
    )
    return (
        f'<div class="iv-scroll" tabindex="0" role="region" aria-label="{escape(label)}"><table class="iv-table">'
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _number(column: int) -> str:
    return ' class="num"' if column else ""
