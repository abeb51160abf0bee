"""The interviewer's desk before an interview: question sets, built, edited, locked, shared."""

from __future__ import annotations

import streamlit as st

from interviewer.domain.desk import QuestionSet
from interviewer.domain.errors import QuestionSetNotFound
from interviewer.services.desk.files import as_text
from ui import routes, theme
from ui.components import live_start, set_builder, set_editor, set_guides
from ui.components.markup import escape, notice, plain
from ui.state import container, keep_problem, page_parameters, t, take_notice, take_problem

_FORMATS = {"yaml": ".yaml", "csv": ".csv", "md": ".md"}


def _messages() -> None:
    for said, warn in ((take_notice(), False), (take_problem(), True)):
        if said:
            st.html(notice(said, warn=warn))


def _facts(questions: QuestionSet) -> str:
    facts = t("desk.facts", n=len(questions.questions), minutes=questions.planned_minutes)
    locked = f'<span class="iv-pill">{escape(t("desk.locked"))}</span>' if questions.locked else ""
    return f'<div class="iv-facts">{locked}<span>{escape(facts)}</span></div>'


def _list() -> None:
    st.title(t("desk.title"), anchor=False)
    st.html(f'<p class="iv-quiet" style="margin:0 0 .5rem">{escape(t("desk.lead"))}</p>')
    _messages()
    with st.container(key="link-candidates"):
        st.page_link(
            routes.CANDIDATES, label=t("candidates.nav"), icon=":material/group:", query_params=page_parameters()
        )
        live_start.link()
    sets = container().desk.sets.all()
    if not sets:
        st.html(notice(t("desk.empty")))
    with st.container(key="desk-sets", gap=None):
        for each in sets:
            with st.container(
                horizontal=True, vertical_alignment="center", wrap=False, gap="small", key=f"link-section-{each.id}"
            ):
                st.page_link(
                    routes.DESK,
                    label=set_editor.name_of(each),
                    width="stretch",
                    query_params=page_parameters(set=each.id),
                )
                st.html(_facts(each), width="content")
    st.subheader(t("desk.new"), anchor=False)
    made = set_builder.build()
    with st.expander(t("desk.import_title")):
        made = set_builder.from_file() or made
    if made is not None:
        st.switch_page(routes.DESK, query_params=page_parameters(set=made.id))


def _set(questions: QuestionSet) -> None:
    with st.container(key="link-back"):
        st.page_link(
            routes.DESK, label=plain(t("desk.back")), icon=":material/arrow_back:", query_params=page_parameters()
        )
    st.title(set_editor.name_of(questions), anchor=False)
    st.html(f'<div style="display:flex">{_facts(questions)}</div>')
    _messages()
    if questions.locked:
        st.html(notice(t("desk.locked_why")))
    elif questions.planned_minutes > questions.minutes:
        st.html(notice(t("desk.too_long", planned=questions.planned_minutes, minutes=questions.minutes), warn=True))
    _actions(questions)
    set_editor.show(questions)


def _actions(questions: QuestionSet) -> None:
    sets = container().desk.sets
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="desk-actions"):
        if questions.questions:
            live_start.link(questions)
        guide = set_guides.button(questions)
        if not questions.locked and st.button(t("desk.lock"), icon=":material/lock:", key="desk_lock"):
            set_editor.attempt(lambda: sets.lock(questions))
            st.rerun()
        if st.button(t("desk.duplicate"), icon=":material/content_copy:", key="desk_duplicate"):
            copy = sets.duplicate(questions, t("desk.copy_name", name=questions.name))
            st.switch_page(routes.DESK, query_params=page_parameters(set=copy.id))
        with st.popover(t("desk.export"), icon=":material/download:"):
            for name, suffix in _FORMATS.items():
                st.download_button(
                    t(f"desk.formats.{name}"),
                    as_text(questions, suffix),
                    file_name=f"{questions.name or 'questions'}{suffix}",
                    key=f"desk_export_{name}",
                    on_click="ignore",
                    type="tertiary",
                )
        with st.popover(t("desk.more"), icon=":material/more_horiz:"):
            _more(questions)
    if guide:  # below the row: there is room for a bar
        set_guides.write(questions)


def _more(questions: QuestionSet) -> None:
    sets = container().desk.sets
    if not questions.locked:
        name = st.text_input(t("desk.name"), questions.name, key=f"desk_rename_{questions.version}")
        if st.button(t("desk.rename"), key="desk_rename"):
            set_editor.attempt(lambda: sets.rename(questions, name), t("desk.saved"))
            st.rerun()
    st.html(f'<div class="iv-quiet iv-small">{escape(t("desk.delete_why"))}</div>')
    if st.button(t("desk.delete"), icon=":material/delete:", key="desk_delete"):
        sets.delete(questions.id)
        st.switch_page(routes.DESK, query_params=page_parameters())


theme.apply()
wanted = st.query_params.get("set", "")
try:
    chosen = container().desk.sets.get(wanted) if wanted else None
except QuestionSetNotFound:
    keep_problem(t("desk.gone"))
    chosen = None
if chosen is None:
    _list()
else:
    _set(chosen)
