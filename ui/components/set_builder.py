"""What a new question set is to be like, and question sets from a file."""

from __future__ import annotations

import streamlit as st

from interviewer.domain.desk import QuestionSet
from interviewer.domain.errors import InterviewerError, NoteUnreadable
from interviewer.domain.notes import Level
from interviewer.i18n import LANGUAGES, explain
from interviewer.services.catalogue import sections_in
from interviewer.services.desk.building import Wish
from interviewer.services.desk.files import from_text
from ui import theme
from ui.components import topic_picker
from ui.components.markup import escape, notice
from ui.state import container, language, t

MINUTES = (20, 30, 45, 60)
# A longer list of topics scrolls in a box of its own, so that the button below stays in reach.
MOST_AREAS, LONG_LIST_PIXELS = 8, 420
_ANY = "any"


def build() -> QuestionSet | None:
    """The set that was asked for, already kept; what cannot be built is said in its place."""
    asked_in = st.session_state.get("desk_language") or language()
    sections = sections_in(container().notes, (), asked_in)
    many = len({section.steps[0] for section in sections}) > MOST_AREAS
    with st.container(border=True, key="desk-topics", height=LONG_LIST_PIXELS if many else "content"):
        topics = topic_picker.pick(sections)
    name = st.text_input(t("desk.name"), placeholder=t("desk.name_hint"), key="desk_name")
    minutes, level = _choices()
    text, keep = _steering()
    if not st.button(t("desk.build"), type="primary", icon=":material/playlist_add:", key="desk_build"):
        return None
    wish = Wish(
        topics=tuple(topics),
        level=level,
        minutes=minutes,
        language=asked_in,
        name=name or t("desk.new_name"),
        seed=len(container().desk.sets.all()),
        steered_by=text,
        keep_text=keep,
    )
    try:
        with st.spinner(t("desk.building")):
            return container().desk.sets.keep(container().desk.builder.build(wish))
    except InterviewerError as error:
        st.html(notice(explain(error, language()), warn=True))
        return None


def _choices() -> tuple[int, Level | None]:
    minutes = st.segmented_control(
        t("desk.minutes"),
        MINUTES,
        default=45,
        format_func=lambda each: t("desk.n_minutes", n=each),
        required=True,
        wrap=True,
        key="desk_minutes",
    )
    level = st.segmented_control(
        t("desk.level"),
        (_ANY, *(each.value for each in Level)),
        default=_ANY,
        format_func=lambda each: t("desk.any_level") if each == _ANY else t(f"level.{each}"),
        required=True,
        wrap=True,
        key="desk_level",
    )
    st.segmented_control(
        t("desk.language"),
        LANGUAGES,
        default=language(),
        format_func=lambda each: t(f"setup.question_languages.{each}"),
        required=True,
        key="desk_language",
    )
    return int(minutes or 45), None if level in (None, _ANY) else Level(level)


def _steering() -> tuple[str, bool]:
    """A job description or a résumé, and whether it is to be kept."""
    with st.expander(t("desk.steer")):
        text = st.text_area(t("desk.steer_text"), height=160, placeholder=t("desk.steer_hint"), key="desk_steer")
        st.html(f'<div class="iv-quiet iv-small">{escape(t("desk.steer_private"))}</div>')
        keep = st.checkbox(t("desk.steer_keep"), key="desk_steer_keep")
    return text, keep


def from_file() -> QuestionSet | None:
    """A set that was read from a file and kept."""
    theme.upload_words(t("notes.upload_button"), t("desk.import_hint"))
    with st.form("desk_import", border=False, clear_on_submit=True):
        file = st.file_uploader(t("desk.import"), type=["yaml", "yml", "csv"], key="desk_file")
        sent = st.form_submit_button(t("desk.import_button"), icon=":material/upload_file:")
    if not sent:
        return None
    if file is None:
        st.html(notice(t("desk.import_nothing"), warn=True))
        return None
    try:
        return container().desk.sets.keep(_read(file.name, file.getvalue()))
    except InterviewerError as error:
        st.html(notice(explain(error, language()), warn=True))
        return None


def _read(name: str, data: bytes) -> QuestionSet:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NoteUnreadable(file=name, why="unknown_encoding") from error
    return from_text(text, name, container().clock.now())
