"""The questions of a set: read, changed, moved, until the set is locked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from interviewer.domain.desk import QuestionSet, SetQuestion
from interviewer.domain.errors import InterviewerError
from interviewer.i18n import explain, translate
from interviewer.services.desk.point_lines import as_lines, from_lines
from ui.components import set_guides
from ui.components.markup import escape, place, plain
from ui.state import container, keep_problem, language, notify, t

MOST_MINUTES = 120


def show(questions: QuestionSet) -> None:
    with st.container(key="desk-questions", gap=None):
        for at, question in enumerate(questions.questions):
            _question(questions, question, at)
    if not questions.locked:
        _own(questions)


def attempt(change: Callable[[], object], told: str = "") -> None:
    """Make a change, and keep for the next drawing of the page what came of it."""
    try:
        change()
    except InterviewerError as error:
        keep_problem(explain(error, language()))
        return
    if told:
        notify(told)


def _question(questions: QuestionSet, question: SetQuestion, at: int) -> None:
    with st.container(key=f"desk-question-{question.id}", gap="small"):
        with st.container(horizontal=True, vertical_alignment="top", wrap=False, gap="small"):
            st.html(_head(question, at), width="stretch")
            if not questions.locked:
                _moves(questions, question, at)
        with st.expander(t("desk.details")):
            if questions.locked:
                st.html(_details(question) or f'<div class="iv-quiet">{escape(t("desk.no_details"))}</div>')
            else:
                _form(questions, question)


def _head(question: SetQuestion, at: int) -> str:
    facts = [t(f"level.{question.level.value}"), t("desk.n_minutes", n=question.minutes)]
    facts.append(t("desk.own") if question.own else t("desk.n_points", n=len(question.key_points)))
    draft = set_guides.pill(question)
    where = f'<div class="iv-quiet iv-small">{escape(question.path)}</div>' if question.path else ""
    return (
        f'<div class="iv-desk-head"><span class="no">{at + 1}</span><div><b>{escape(question.text)}</b>'
        f'<div class="iv-quiet iv-small">{escape(" · ".join(facts))}{draft}</div>{where}</div></div>'
    )


def _moves(questions: QuestionSet, question: SetQuestion, at: int) -> None:
    sets, last = container().desk.sets, len(questions.questions) - 1
    moves: tuple[tuple[str, str, bool, Callable[[], object]], ...] = (
        ("up", ":material/arrow_upward:", at == 0, lambda: sets.move(questions, question.id, at - 1)),
        ("down", ":material/arrow_downward:", at == last, lambda: sets.move(questions, question.id, at + 1)),
        ("remove", ":material/delete:", False, lambda: sets.remove(questions, question.id)),
    )
    for name, icon, disabled, change in moves:
        st.button(
            "",
            icon=icon,
            help=t(f"desk.{name}"),
            type="tertiary",
            disabled=disabled,
            key=f"desk-{name}-{question.id}",
            on_click=attempt,
            args=(change,),
        )


def _form(questions: QuestionSet, question: SetQuestion) -> None:
    with st.form(f"desk-form-{question.id}-{questions.version}", border=False):
        text = st.text_area(t("desk.question"), question.text, height=80)
        minutes = st.number_input(t("desk.question_minutes"), 1, MOST_MINUTES, min(MOST_MINUTES, question.minutes))
        points = st.text_area(t("desk.points_edit"), as_lines(question.key_points), height=160)
        if note := set_guides.told(question):
            st.html(note)
        ladder = st.text_area(t("desk.guide_ladder"), set_guides.ladder_lines(question), height=110)
        anchors = set_guides.anchor_fields(question)
        flags = st.text_area(t("desk.flags_edit"), "\n".join(question.red_flags), height=100)
        sent = st.form_submit_button(t("desk.save"), icon=":material/check:")
    if sent:
        changed = replace(
            question,
            text=text,
            minutes=int(minutes),
            key_points=from_lines(points, question.key_points),
            ladder=set_guides.ladder_from(ladder, question.ladder),
            anchors=anchors,
            red_flags=tuple(line.strip() for line in flags.splitlines() if line.strip()),
        ).edited(question)
        attempt(lambda: container().desk.sets.put(questions, changed), t("desk.saved"))
        st.rerun()


def _own(questions: QuestionSet) -> None:
    with st.form("desk_own", border=True, clear_on_submit=True):
        text = st.text_input(t("desk.own_add"), placeholder=t("desk.own_hint"))
        sent = st.form_submit_button(t("desk.add"), icon=":material/add:")
    if sent:
        attempt(lambda: container().desk.sets.add_own(questions, text), t("desk.added"))
        st.rerun()


def _details(question: SetQuestion) -> str:
    points = "".join(
        f"<li>{escape(point.text)}"
        + (f" <b>×{point.weight:g}</b>" if point.weight != 1 else "")
        + (f' <span class="iv-quiet iv-small">{escape(place(point.source))}</span>' if point.source else "")
        + "</li>"
        for point in question.key_points
    )
    flags = "".join(f"<li>{escape(each)}</li>" for each in question.red_flags)
    return (
        set_guides.told(question)
        + _titled("desk.print.points", f"<ul>{points}</ul>" if points else "")
        + _ladder(question)
        + _anchors(question)
        + _titled("desk.print.red_flags", f"<ul>{flags}</ul>" if flags else "")
    )


def _ladder(question: SetQuestion) -> str:
    rows = "".join(
        f"<li>{escape(rung.text)} "
        f"<span class='iv-quiet iv-small'>{escape(translate(f'desk.step.{rung.step.value}', language()))}</span></li>"
        for rung in question.ladder
    )
    return _titled("desk.print.ladder", f"<ol>{rows}</ol>" if rows else "")


def _anchors(question: SetQuestion) -> str:
    anchors = question.anchors
    rows = "".join(
        f"<li><b>{rating}</b> {escape(text)}</li>"
        for rating, text in ((1, anchors.weak), (3, anchors.good), (5, anchors.excellent))
        if text
    )
    return _titled("desk.print.sounds", f'<ul class="scale">{rows}</ul>' if rows else "")


def _titled(key: str, body: str) -> str:
    return f'<div class="iv-desk-part">{_heading(key)}{body}</div>' if body else ""


def _heading(key: str) -> str:
    return f'<div class="head" role="heading" aria-level="3">{escape(translate(key, language()))}</div>'


def name_of(questions: QuestionSet) -> str:
    return plain(questions.name or translate("desk.unnamed", language()))
