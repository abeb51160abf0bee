"""The top of a report: the sentence, the number, and quietly how it was worked out."""

from __future__ import annotations

import streamlit as st

from interviewer.domain.assessment import VerdictKind
from interviewer.services.costs import in_words
from interviewer.services.delivery_text import session_line
from interviewer.services.report_sentences import how_worked_out
from interviewer.services.report_text import minutes, opening_sentence
from interviewer.services.report_values import Report
from ui.components.markup import disclosure, escape, notice, share_bar, table
from ui.state import language, t


def show(report: Report) -> None:
    st.html(f'<p class="iv-opening">{escape(opening_sentence(report.opening, language()))}</p>')
    if report.finished_at is None:
        st.html(notice(t("report.unfinished", asked=len(report.questions), planned=report.planned)))
    if report.score is None:
        st.html(notice(t("report.ungraded"), warn=True))
    else:
        st.html(_card(report))
    for fallback in report.fallbacks:
        st.html(notice(t("report.fell_back", n=len(fallback.numbers)), warn=True))


def _card(report: Report) -> str:
    counts = {kind.value: getattr(report.points, kind.value) for kind in VerdictKind}
    total = sum(counts.values()) or 1
    quiet = [t("report.points", **counts), *_beside(report)]
    lines = "".join(f'<div class="iv-small iv-quiet">{escape(each)}</div>' for each in quiet if each)
    return (
        f'<section class="iv-card" aria-label="{escape(t("report.overall"))}"><div class="iv-spread">'
        f'<span class="iv-score">{report.score}<small> / 100</small></span>{_band(report)}</div>'
        f"{share_bar([(kind, count / total) for kind, count in counts.items()])}{lines}"
        f'<div class="iv-working">{disclosure(t("report.working"), _working(report))}</div></section>'
    )


def _band(report: Report) -> str:
    if report.band is None:
        return ""
    around = t("report.band", low=report.band.low, high=report.band.high)
    sure = t(f"sure.{report.band.label.value}")
    return (
        f'<span class="iv-row"><span class="iv-quiet iv-small">{escape(around)}</span>'
        f'<span class="iv-pill">{escape(sure)}</span></span>'
    )


def _beside(report: Report) -> list[str]:
    """What goes with the score and is not in it."""
    said = [t("report.recovered", n=report.points.recovered)] if report.points.recovered else []
    said += [t("report.hints", n=report.hints)] if report.hints else []
    said += [t("report.time", time=minutes(report.seconds))] if report.seconds else []
    lines = [" · ".join(said)]
    if report.corrected:
        lines.append(t("report.corrected", n=report.corrected, score=report.score_as_graded))
    if spoken := session_line(report.deliveries, language()):
        lines.append(t("delivery.session", line=spoken))
    return lines


def _working(report: Report) -> str:
    """In sentences, with a row for each question where there are several, and who graded."""
    told = how_worked_out(report, language())
    told += [t("report.graded_by", grader=_grader(use.grader, use.model), n=use.questions) for use in report.graders]
    told += [t("report.usage", usage=in_words(usage, language())) for usage in report.usage]
    sentences = "".join(f"<p>{escape(each)}</p>" for each in told)
    rows = [(row.number, f"{row.coverage:.0f}", row.penalties or "", row.score) for row in report.headline.rows]
    head = [t(f"report.column.{name}") for name in ("number", "coverage", "penalties", "score")]
    parts = table(head, rows, t("report.by_question")) if len(rows) > 1 else ""
    return f'<div class="iv-told">{sentences}{parts}</div>'


def _grader(grader: str, model: str) -> str:
    return model or t("report.this_machine") if grader in ("embedded", "llm") else f"{grader} {model}".strip()
