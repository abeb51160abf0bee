"""The report on a session."""

from __future__ import annotations

import streamlit as st

from interviewer.domain.notes import PATH_JOINER
from interviewer.domain.sessions import Session
from interviewer.services.costs import in_words
from interviewer.services.delivery_text import session_line
from interviewer.services.report_text import minutes, opening_sentence, took
from interviewer.services.report_values import QuestionReport, Report
from interviewer.services.reports import build
from ui import routes, theme
from ui.components import assessment_card, delivery_card, downloads, follow_up_card, voice_answer, work_order
from ui.components.markup import escape, notice, place, plain, score_row, share_bar
from ui.components.turn_header import hints
from ui.state import container, contest, language, page_parameters, t


def _head(report: Report) -> None:
    opening = opening_sentence(report.opening, language())
    st.html(f'<p style="font-size:1.15rem;line-height:1.7;margin:.25rem 0 0">{escape(opening)}</p>')
    if report.score is None:
        st.html(notice(t("report.ungraded"), warn=True))
        return
    points = report.points
    counts = {
        "covered": points.covered,
        "partial": points.partial,
        "missed": points.missed,
        "contradicted": points.contradicted,
    }
    total = sum(counts.values()) or 1
    sure = f'<span class="iv-pill">{escape(t(f"sure.{report.band.label.value}"))}</span>' if report.band else ""
    below = _quiet(_beside(report)) + _corrected(report)
    st.html(
        f'<section class="iv-card" aria-label="{escape(t("report.overall"))}"><div class="iv-spread">'
        f'<span class="iv-score">{report.score}<small> / 100</small></span>{sure}</div>'
        + share_bar([(kind, count / total) for kind, count in counts.items()])
        + f'<div class="iv-small iv-quiet">{escape(t("report.points", **counts))}</div>{below}</section>'
    )
    if spoken := session_line(report.deliveries, language()):
        said = t("delivery.session", line=spoken)
        st.html(f'<div class="iv-small iv-quiet">{escape(said)}</div>')
    for usage in report.usage:
        said = t("report.usage", usage=in_words(usage, language()))
        st.html(_quiet(said))
    for fallback in report.fallbacks:
        st.html(notice(t("report.fell_back", n=len(fallback.numbers)), warn=True))


def _beside(report: Report) -> str:
    """What goes with the score and is not in it."""
    said = [t("report.recovered", n=report.points.recovered)] if report.points.recovered else []
    said += [t("report.hints", n=report.hints)] if report.hints else []
    said += [t("report.time", time=minutes(report.seconds))] if report.seconds else []
    return " · ".join(said)


def _quiet(said: str) -> str:
    return f'<div class="iv-small iv-quiet">{escape(said)}</div>' if said else ""


def _corrected(report: Report) -> str:
    """That people set verdicts, and what the score would be without."""
    if not report.corrected:
        return ""
    return _quiet(t("report.corrected", n=report.corrected, score=report.score_as_graded))


def _topics(report: Report) -> None:
    st.subheader(t("report.by_topic"), anchor=False)
    st.html("".join(score_row(each.topic.split(PATH_JOINER)[-1], each.score) for each in report.topics))


def _study(report: Report) -> None:
    st.subheader(t("report.study"), anchor=False)
    if not report.study:
        st.html(notice(t("report.nothing_to_study")))
        return
    rows = ""
    for item in report.study:
        where = f'<span class="iv-quiet iv-small">{escape(place(item.source))}</span>' if item.source else ""
        lost = "".join(f"<li>{escape(verdict.key_point.text)}</li>" for verdict in item.lost[:4])
        rows += (
            f"<tr><td><b>{escape(item.path.split(PATH_JOINER, 1)[-1])}</b> {where}"
            f'<ul style="margin:.25rem 0 0;padding-left:1.2rem">{lost}</ul></td><td class="num">{item.score}</td></tr>'
        )
    st.html(f'<section class="iv-card"><table class="iv-table"><tbody>{rows}</tbody></table></section>')


def _questions(report: Report, session: Session) -> None:
    st.subheader(t("report.by_question"), anchor=False)
    for question, turn in zip(report.questions, session.turns, strict=True):
        opened = turn.id in contest().turns  # a score that changes changes the label, which would close it
        label = f"{_mark(question)}  ·  {plain(question.question.text)}"
        with st.expander(label, expanded=opened, key=f"question-{turn.id}"):
            if how := _quiet(" · ".join(took(question.seconds, question.hints, language()))):
                st.html(how + hints(question.course.hints))
            if turn.answer:
                st.html(f'<div class="iv-answer">{escape(turn.answer)}</div>')
                voice_answer.listen(turn, None)
            section = container().notes.section(turn.question.section_id)
            assessment_card.show(turn, section)
            delivery_card.show(turn.course.spoken)
            if question.work_order:
                work_order.show(question.work_order)
            for number, follow_up in enumerate(turn.follow_ups):
                below = hints(follow_up.course.hints)
                st.html(f'<div class="iv-follow">{escape(follow_up.follow_up.text)}{below}</div>')
                if follow_up.answer:
                    st.html(f'<div class="iv-answer">{escape(follow_up.answer)}</div>')
                    voice_answer.listen(turn, number)
                follow_up_card.show(turn, number, section)
                delivery_card.show(follow_up.course.spoken)


def _mark(question: QuestionReport) -> str:
    if question.score is not None:
        return str(question.score)
    return t("report.skipped") if question.state.value == "skipped" else t("report.not_graded")


def _downloads(report: Report) -> None:
    with st.container(horizontal=True):
        downloads.show(report)
        if st.button(t("report.again"), type="primary", icon=":material/replay:"):
            st.switch_page(routes.START, query_params=page_parameters())


def _page() -> None:
    theme.apply(theme.WIDE)
    st.title(t("report.title"), anchor=False)
    session_id = st.query_params.get("session")
    if not session_id:
        st.html(notice(t("report.missing")))
        st.page_link(routes.HISTORY, label=t("nav.history"), icon=":material/history:", query_params=page_parameters())
        return
    session = container().sessions.get(session_id)
    voice_answer.tidy(session.id)
    report = build(session)
    _head(report)
    _downloads(report)
    if report.questions:
        _topics(report)
        _study(report)
        _questions(report, session)


_page()
