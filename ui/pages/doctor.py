"""What is missing, wrong or out of date in the notes; with a model, drafts for what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePath

import streamlit as st

from interviewer.domain.errors import InterviewerError, PathNotFound
from interviewer.domain.notes import Origin
from interviewer.i18n import explain, translate
from interviewer.services.doctor import Examination, Finding
from interviewer.services.doctor.drafts import DRAFTABLE
from ui import theme
from ui.components import draft_editor, finding_list
from ui.components.markup import escape, notice
from ui.state import container, keep_examination, kept_examination, language, notify, t, take_notice

_DRAFT = "doctor_draft"


def _chosen() -> list[Path]:
    """The typed path, else the user's own notes as far as they are still there. Raises PathNotFound."""
    typed = st.text_input(
        t("doctor.path"), key="doctor_path", placeholder="~/notes", help=t("doctor.path_help"), icon=":material/folder:"
    ).strip()
    if not typed:
        own = (each for each in container().notes.sources() if each.origin is Origin.OWN and each.enabled)
        return [place for each in own if (place := Path(each.location or each.file)).is_file()]
    try:
        return [Path(typed).expanduser()]
    except RuntimeError as error:  # ~nobody
        raise PathNotFound(path=typed) from error


def _examine(paths: list[Path]) -> Examination:
    """The examination of these files as they are now; the one at hand while none of them changed."""
    stamp = tuple((str(path), _changed(path)) for path in paths)
    examination = kept_examination(stamp)
    if examination is None:
        with st.spinner(t("doctor.working")):
            examination = container().doctor.examine(paths)
        keep_examination(stamp, examination)
    return examination


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except (OSError, ValueError):
        return 0


def _of_one_file(findings: Sequence[Finding]) -> list[Finding]:
    files = list(dict.fromkeys(finding.file for finding in findings))
    if len(files) < 2:
        return list(findings)
    chosen = st.selectbox(
        t("doctor.file"),
        ["", *files],
        format_func=lambda file: PurePath(file).name if file else t("doctor.all_files"),
        key="doctor_file",
    )
    return [finding for finding in findings if chosen in ("", finding.file)]


def _draft(finding: Finding) -> None:
    drafter = container().drafter
    if drafter is None:
        return
    try:
        with st.spinner(t("doctor.drafting")):
            st.session_state[_DRAFT] = drafter.draft(finding)
    except InterviewerError as error:
        notify(explain(error, language()))
    st.rerun()


def _edit() -> None:
    if _DRAFT not in st.session_state:
        return
    told = draft_editor.show(st.session_state[_DRAFT])
    if told is not None:
        del st.session_state[_DRAFT]
        notify(told)
        st.rerun()


def _results(examination: Examination) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        counts = t("doctor.counted", files=examination.files, findings=len(examination.findings))
        st.html(f'<span class="iv-quiet">{escape(counts)}</span>', width="stretch")
        if st.button(t("doctor.again"), icon=":material/refresh:", key="again", type="tertiary"):
            keep_examination((), None)
            st.rerun()
    for file, why in examination.unreadable:
        said = translate("error.note_unreadable", language(), file=file, why=translate(f"error.why.{why}", language()))
        st.html(notice(said, warn=True))
    if not examination.findings:
        st.html(notice(translate("doctor.healthy", language())))
        return
    found = _of_one_file(examination.findings)
    drafter = container().drafter
    if drafter is None and any(finding.kind in DRAFTABLE for finding in found):
        st.html(f'<p class="iv-quiet iv-small" style="margin:0">{escape(t("doctor.no_model"))}</p>')
    if wanted := finding_list.show(found, DRAFTABLE if drafter is not None else ()):
        _draft(wanted)


theme.apply(theme.WIDE)
st.title(t("doctor.title"), anchor=False)
st.html(f'<p class="iv-quiet" style="margin:0 0 .5rem">{escape(t("doctor.lead"))}</p>')
if message := take_notice():
    st.html(notice(message))
try:
    if paths := _chosen():
        _edit()
        _results(_examine(paths))
    else:
        st.html(notice(t("doctor.nothing")))
except InterviewerError as error:
    st.html(notice(explain(error, language()), warn=True))
