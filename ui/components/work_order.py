"""The order of work in an incident, beside the score: which step was told, with which words, and what was unsafe."""

from __future__ import annotations

import streamlit as st

from interviewer.domain.incident import OrderVerdict, Slip, Step, WorkOrder
from interviewer.services.incident_drill import StepLine, in_word, in_words, lines_of
from ui.components.markup import escape, icon
from ui.state import language, t

_ICONS = {
    OrderVerdict.SAFE: "covered",
    OrderVerdict.INCOMPLETE: "partial",
    OrderVerdict.UNSAFE: "contradicted",
    OrderVerdict.NOTHING: "missed",
}
_WRONG = (Slip.FIX_BEFORE_CHECK, Slip.RISKY_FIX, Slip.CAUSE_AFTER_FIX)


def show(order: WorkOrder) -> None:
    """Draw it below an assessment."""
    st.html(as_html(order))


def as_html(order: WorkOrder) -> str:
    """The verdict, the five steps in safe order each with its first words, and what was wrong."""
    kind = _ICONS[order.verdict]
    verdict = in_words(order, language())[0]
    head = (
        f'<div class="iv-row">{icon(kind)}<b>{escape(t("work_order.title"))}</b>'
        f'<span class="iv-kind iv-{kind}">{escape(verdict)}</span></div>'
    )
    rows = "".join(_row(line, order) for line in lines_of(order)) if order.found else ""
    # What is lacking stands in the rows.
    wrong = "".join(f"<div>{escape(in_word(slip, language()))}</div>" for slip in order.slips if slip in _WRONG)
    return (
        f'<section aria-label="{escape(t("work_order.title"))}">{head}'
        + (f'<ol class="iv-points">{rows}</ol>' if rows else "")
        + (f'<div class="iv-became">{wrong}</div>' if wrong else "")
        + f'<div class="iv-small iv-quiet">{escape(t("work_order.beside"))}</div></section>'
    )


def _row(line: StepLine, order: WorkOrder) -> str:
    kind = "missed" if not line.quote else "contradicted" if _is_unsafe(line.step, order) else "covered"
    name = escape(t(f"work_order.step.{line.step.value}"))
    if not line.quote:
        return (
            f'<li>{icon(kind)}<div class="what">{name} <span class="iv-kind iv-{kind}">{_not_told()}</span></div></li>'
        )
    place = escape(t("work_order.place", place=line.place))
    quote = escape(t("card.quote", quote=line.quote))
    return (
        f'<li>{icon(kind)}<div class="what">{name} <span class="iv-pill">{place}</span></div>'
        f'<div class="below iv-said">{quote}</div></li>'
    )


def _is_unsafe(step: Step, order: WorkOrder) -> bool:
    return step is Step.FIX and bool({Slip.FIX_BEFORE_CHECK, Slip.RISKY_FIX} & set(order.slips))


def _not_told() -> str:
    return escape(t("work_order.not_told"))
