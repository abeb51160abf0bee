"""The questions of a report. Only what is open is drawn: thirty questions with all their buttons are slow."""

from __future__ import annotations

import streamlit as st

from interviewer.domain.assessment import Verdict
from interviewer.domain.notes import Section
from interviewer.domain.sessions import Session, Turn, TurnState
from interviewer.services.report_text import took
from interviewer.services.report_values import QuestionReport, Report
from ui.components import assessment_card, delivery_card, follow_up_card, voice_answer, work_order
from ui.components.markup import escape, plain
from ui.components.turn_header import hints
from ui.state import container, contest, language, t


def show(report: Report, session: Session) -> None:
    st.subheader(t("report.by_question"), anchor=False)
    for question, turn in zip(report.questions, session.turns, strict=True):
        contested = turn.id in contest().turns  # a score that changes changes the label, which would close it
        box = st.expander(_label(question), expanded=contested, key=f"question-{turn.id}", on_change="rerun")
        if box.open:
            with box:
                _question(question, turn)


def _label(question: QuestionReport) -> str:
    marks = [t("report.stand_in")] if question.assessment and question.assessment.fallback_reason else []
    marks += [t("report.doubted")] if any(each.unsure for each in _verdicts(question)) else []
    marks += [t("report.set")] if any(each.corrected for each in _verdicts(question)) else []
    said = "".join(f"  ·  {plain(each)}" for each in marks)
    return f"**{_mark(question)}**  ·  {question.number}. {plain(question.question.text)}{said}"


def _verdicts(question: QuestionReport) -> tuple[Verdict, ...]:
    return question.assessment.verdicts if question.assessment else ()


def _mark(question: QuestionReport) -> str:
    if question.score is not None:
        return str(question.score)
    return t("report.skipped") if question.state is TurnState.SKIPPED else t("report.not_graded")


def _question(question: QuestionReport, turn: Turn) -> None:
    section = container().notes.section(turn.question.section_id)
    if how := " · ".join(took(question.seconds, question.hints, language())):
        st.html(f'<div class="iv-small iv-quiet">{escape(how)}</div>' + hints(question.course.hints))
    if turn.answer:
        st.html(f'<div class="iv-answer">{escape(turn.answer)}</div>')
        voice_answer.listen(turn, None)
    assessment_card.show(turn, section)
    delivery_card.show(turn.course.spoken)
    if question.work_order:
        work_order.show(question.work_order)
    _follow_ups(turn, section)


def _follow_ups(turn: Turn, section: Section | None) -> None:
    for number, follow_up in enumerate(turn.follow_ups):
        below = hints(follow_up.course.hints)
        st.html(f'<div class="iv-follow">{escape(follow_up.follow_up.text)}{below}</div>')
        if follow_up.answer:
            st.html(f'<div class="iv-answer">{escape(follow_up.answer)}</div>')
            voice_answer.listen(turn, number)
        follow_up_card.show(turn, number, section)
        delivery_card.show(follow_up.course.spoken)
