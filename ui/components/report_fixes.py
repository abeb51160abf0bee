"""What to fix first, each with its place in the notes, the sentence to practise, and a way to be asked again."""

from __future__ import annotations

import streamlit as st

from interviewer.domain.errors import InterviewerError
from interviewer.domain.notes import PATH_JOINER, Section
from interviewer.i18n import explain
from interviewer.services.report_parts import Fix
from interviewer.services.report_sentences import cost_of, kind_of, last_step, quote_of
from interviewer.services.report_values import Report
from ui import routes
from ui.components.markup import disclosure, escape, icon, notice, place
from ui.state import container, language, page_parameters, t


def show(report: Report) -> None:
    st.subheader(t("report.fix" if len(report.fixes) > 2 else "report.fix_fewer"), anchor=False)
    if not report.fixes:
        st.html(notice(t("report.nothing_to_study")))
        return
    sections = container().notes.sections_by_id([fix.question.section_id for fix in report.fixes])
    with st.container(key="report-fixes", gap=None):
        for at, fix in enumerate(report.fixes):
            with st.container(key=f"report-fix-{at}", gap=None):
                st.html(_what(fix))
                _ways_on(at, fix, sections.get(fix.question.section_id))
    if report.study:
        st.html(disclosure(t("report.all_lost"), _study(report)))


def _what(fix: Fix) -> str:
    kind = "contradicted" if fix.wrong else fix.verdict.kind.value if fix.verdict else "missed"
    unsure = f" · {t('report.fix_unsure')}" if fix.verdict and fix.verdict.unsure else ""
    quote = quote_of(fix)
    quoted = f'<div class="below">{escape(t("card.you_said") + t("card.quote", quote=quote))}</div>' if quote else ""
    said = t("report.right" if fix.claim else "report.say")
    return (
        f'<ul class="iv-points"><li>{icon(kind)}<div class="what">{escape(last_step(fix.question.path))} '
        f'<span class="iv-kind iv-{kind}">{escape(kind_of(fix, language()))}</span></div>{quoted}'
        f'<div class="below iv-quiet">{escape(cost_of(fix, language()) + unsure)}</div></li></ul>'
        f'<div class="iv-next"><div class="iv-quiet iv-small">{escape(said)}</div>'
        f'<div lang="{escape(fix.question.language)}">{escape(fix.sentence)}</div></div>'
    )


def _ways_on(at: int, fix: Fix, section: Section | None) -> None:
    """To the note where it still is, and to the question."""
    if section is None:
        gone = t("report.note_gone") if fix.source is None else t("report.note_gone_from", place=place(fix.source))
        st.html(f'<div class="iv-quiet iv-small">{escape(gone)}</div>')
        return
    with st.container(horizontal=True, gap="medium", vertical_alignment="center", key=f"report-ways-{at}"):
        st.page_link(
            routes.NOTE,
            label=t("report.read", place=place(fix.source or section.source)),
            icon=":material/menu_book:",
            query_params=page_parameters(file=section.source.file, section=section.id),
        )
        if st.button(t("report.practise"), key=f"practise-{at}", type="tertiary", icon=":material/replay:"):
            _begin(fix, section)


def _begin(fix: Fix, section: Section) -> None:
    """A session of this one question; what cannot be begun is said in its place."""
    try:
        session = container().practice.start(
            topics=(section.path,), origins=(), question_count=1, language=fix.question.language
        )
    except InterviewerError as error:
        st.html(notice(explain(error, language()), warn=True))
        return
    st.switch_page(routes.PRACTICE, query_params=page_parameters(session=session.id))


def _study(report: Report) -> str:
    rows = ""
    for item in report.study:
        where = f'<span class="iv-quiet iv-small">{escape(place(item.source))}</span>' if item.source else ""
        lost = "".join(f"<li>{escape(verdict.key_point.text)}</li>" for verdict in item.lost)
        rows += (
            f"<tr><td><b>{escape(item.path.split(PATH_JOINER, 1)[-1])}</b> {where}"
            f'<ul class="iv-lost">{lost}</ul></td><td class="num">{item.score}</td></tr>'
        )
    return f'<table class="iv-table"><tbody>{rows}</tbody></table>'
