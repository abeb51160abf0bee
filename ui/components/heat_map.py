"""Topics by weeks as a table: the darker, the more was said. Each cell says in words what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from interviewer.domain.mastery import Cell, monday
from interviewer.domain.notes import PATH_JOINER
from ui.components.markup import escape
from ui.state import t

MOST_ROWS = 12


def table(cells: Sequence[Cell], today: date, weeks: int) -> str:
    """One row a topic, those with the most points first."""
    columns = [monday(today) - timedelta(weeks=weeks - 1 - at) for at in range(weeks)]
    found = {(cell.name, cell.week): cell for cell in cells}
    sizes: dict[str, int] = {}
    for cell in cells:
        sizes[cell.name] = sizes.get(cell.name, 0) + cell.n
    names = sorted(sizes, key=lambda name: (-sizes[name], name))[:MOST_ROWS]
    head = "".join(f'<th scope="col"><span>{_label(week, at)}</span></th>' for at, week in enumerate(columns))
    rows = "".join(
        f'<tr><th scope="row">{escape(name.split(PATH_JOINER)[-1])}</th>'
        + "".join(_cell(found.get((name, week)), week) for week in columns)
        + "</tr>"
        for name in names
    )
    caption = escape(t("progress.heat_caption"))
    return (
        f'<div class="iv-heat" tabindex="0" role="region" aria-label="{caption}"><table><caption class="iv-hidden">'
        f"{caption}</caption><thead><tr><td></td>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _label(week: date, at: int) -> str:
    """Every other week, so that there is room; the others for screen readers."""
    words = f"{week:%m-%d}"
    return words if at % 2 else f'<span class="iv-hidden">{words}</span>'


def _cell(cell: Cell | None, week: date) -> str:
    if cell is None:
        return f'<td class="none"><span class="iv-hidden">{escape(t("progress.heat_none"))}</span></td>'
    share = round(100 * cell.share)
    words = t("progress.heat_cell", share=share, n=cell.n, week=f"{week:%m-%d}")
    return (
        f'<td title="{escape(words)}"><i style="opacity:{0.12 + 0.88 * cell.share:.2f}"></i>'
        f"<span aria-hidden=\"true\">{share}</span><span class='iv-hidden'>{escape(words)}</span></td>"
    )
