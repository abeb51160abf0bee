"""The parts of the installation: each with a word, what was seen, and what to do."""

from __future__ import annotations

import streamlit as st

from interviewer.i18n import translate
from interviewer.services.system_check import Finding, Health, Report
from ui.components.markup import escape, icon
from ui.state import language, t

_ICONS = {Health.OK: "covered", Health.WARNING: "partial", Health.PROBLEM: "contradicted"}


def show(report: Report) -> None:
    """Problems, then warnings, then what is in order."""
    for health in (Health.PROBLEM, Health.WARNING, Health.OK):
        if found := report.of(health):
            title = (
                f"<h3>{escape(t('system.well'))}</h3>"
                if health is Health.OK and len(found) < len(report.findings)
                else ""
            )
            st.html(f'{title}<ul class="iv-points iv-card">{"".join(map(_row, found))}</ul>')


def _row(finding: Finding) -> str:
    kind = _ICONS[finding.health]
    word = translate(f"system.health.{finding.health.value}", language())
    advice = finding.advice(language())
    quiet = " iv-quiet" if finding.health is Health.OK else " iv-next"
    below = f'<div class="below{quiet}">{escape(advice)}</div>' if advice else ""
    return (
        f'<li>{icon(kind)}<div class="what"><b>{escape(finding.name(language()))}</b> '
        f'<span class="iv-kind iv-{kind}">{escape(word)}</span></div>'
        f'<div class="below">{escape(finding.seen(language()))}</div>{below}</li>'
    )
