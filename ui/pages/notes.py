"""The notes: what is indexed, what was found in it, and adding more."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from ingest.report import IngestReport
from ingest.upload_names import kept_name
from interviewer.domain.errors import (
    DataFolderUnusable,
    IndexMadeByOtherEmbedder,
    IndexUnavailable,
    InterviewerError,
    PathNotFound,
)
from interviewer.domain.notes import Origin, SectionStatus
from interviewer.domain.users import Role
from interviewer.i18n import explain, translate
from ui import theme
from ui.components.markup import escape, notice, passage, plain
from ui.components.source_list import show as show_sources
from ui.state import container, language, t, user

_SUFFIXES = ["md", "markdown", "mdx", "txt", "docx", "pdf"]


def _ingest(paths: list[Path]) -> IngestReport | None:
    bar = st.progress(0.0, text=t("notes.reading"))

    def show(done: int, total: int, name: str) -> None:
        bar.progress(done / max(1, total), text=plain(Path(name).name))

    try:
        return container().ingest.ingest(paths, progress=show)
    except (IndexUnavailable, IndexMadeByOtherEmbedder):
        raise
    except InterviewerError as error:
        st.html(notice(explain(error, language()), warn=True))
        return None
    finally:
        bar.empty()


def _store(files: list[UploadedFile]) -> list[Path]:
    """Uploads live in the data folder under their own names, so that the same file replaces itself.

    Raises DataFolderUnusable, and NoteUnreadable where a name is none of a note.
    """
    folder = container().uploads_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stored = [folder / kept_name(file.name) for file in files]
        for file, path in zip(files, stored, strict=True):
            path.write_bytes(file.getvalue())
    except OSError as error:
        raise DataFolderUnusable(folder=folder) from error
    return stored


def _named(path: str) -> list[Path]:
    """The path that was typed, none for a blank. Raises PathNotFound for what cannot be one."""
    try:
        found = [Path(path.strip()).expanduser()] if path.strip() else []
        for each in found:
            each.resolve().exists()
    except (OSError, RuntimeError, ValueError) as error:
        raise PathNotFound(path=path) from error
    return found


def _found(report: IngestReport) -> None:
    result = report.as_json()
    counted = {name: len(result[name]) for name in ("gaps", "stubs", "open_questions", "errors")}
    st.html(notice(translate("cli.ingested", language(), **result | counted)))
    for file, why in report.errors:
        said = translate(
            "error.note_unreadable", language(), file=Path(file).name, why=translate(f"error.why.{why}", language())
        )
        st.html(notice(said, warn=True))


def _add() -> None:
    theme.upload_words(t("notes.upload_button"), t("notes.upload_hint"))
    with st.form("add", border=True, clear_on_submit=True):
        files = st.file_uploader(t("notes.upload"), type=_SUFFIXES, accept_multiple_files=True, key="upload")
        # Whoever names a path reads the server's disk with the server's rights.
        path = st.text_input(t("notes.path"), placeholder="~/notes", key="path") if user().may(Role.ADMIN) else ""
        sent = st.form_submit_button(t("notes.add"), type="primary", icon=":material/add:")
    if not sent:
        return
    try:
        paths = _store(list(files or [])) + _named(path)
    except InterviewerError as error:
        st.html(notice(explain(error, language()), warn=True))
        return
    if not paths:
        st.html(notice(t("notes.nothing_chosen"), warn=True))
        return
    report = _ingest(paths)
    if report is not None:
        st.session_state["ingested"] = report
        st.rerun()


def _search() -> None:
    query = st.text_input(
        t("notes.search"), key="query", placeholder=t("notes.search_placeholder"), icon=":material/search:"
    )
    if not query.strip():
        return
    found = container().search.find(query, 5)
    if not found:
        st.html(notice(t("notes.search_nothing")))
    for each in found:
        section = each.section
        place = f"{Path(section.source.file).name} {section.source.first_line}"
        with st.expander(plain(f"{section.path}  ·  {place}")):
            st.html(passage(section, section.text, None))


def _holes() -> None:
    """What the user's own notes lack: empty headings, thin sections, questions without an answer."""
    notes = container().notes
    sections = notes.sections([Origin.OWN])
    own = [source.file for source in notes.sources() if source.origin is Origin.OWN and source.enabled]
    lists = {
        "gaps": [
            (section.path, section.source.file, section.source.first_line)
            for section in sections
            if section.status is SectionStatus.GAP
        ],
        "stubs": [
            (section.path, section.source.file, section.source.first_line)
            for section in sections
            if section.status is SectionStatus.STUB
        ],
        "open": [(f"{text}  ({path})", file, line) for file in own for path, text, line in notes.open_questions(file)],
    }
    for name, rows in lists.items():
        if not rows:
            continue
        with st.expander(t(f"notes.{name}", n=len(rows)), icon=":material/help_center:"):
            st.html(
                f'<p class="iv-quiet iv-small" style="margin:0">{escape(t(f"notes.{name}_why"))}</p>' + _table(rows)
            )


def _table(rows: list[tuple[str, str, int]]) -> str:
    body = "".join(
        f'<tr><td>{escape(text)}</td><td class="num iv-quiet">{escape(Path(file).name)} {line}</td></tr>'
        for text, file, line in rows
    )
    return f'<table class="iv-table"><tbody>{body}</tbody></table>'


theme.apply(theme.WIDE)
st.title(t("notes.title"), anchor=False)
st.html(f'<p class="iv-quiet" style="margin:0 0 .5rem">{escape(t("notes.lead"))}</p>')
if report := st.session_state.pop("ingested", None):
    _found(report)
_search()
st.space("small")
show_sources(container().notes.sources())
_holes()
if user().may(Role.NOTES_OWNER):
    st.subheader(t("notes.add_title"), anchor=False)
    _add()
