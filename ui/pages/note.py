"""One note: its sections, and a section with the key points that its answers are graded by."""

from __future__ import annotations

from pathlib import PurePath

import streamlit as st

from interviewer.domain.notes import PATH_JOINER, SectionStatus
from interviewer.domain.users import Role
from interviewer.services.key_points import SectionPoints
from ui import routes, theme
from ui.components import point_list, refinement, section_list
from ui.components.markup import disclosure, escape, notice, passage, place, plain
from ui.state import container, page_parameters, t, take_notice, take_problem, user


def _file(file: str, sections: list[SectionPoints]) -> None:
    _back(routes.NOTES, t("note.back"))
    st.title(plain(PurePath(file).name), anchor=False)
    written = [each for each in sections if each.section.status is not SectionStatus.GAP]
    counts = t("note.counts", sections=len(written), points=sum(len(each.asked) for each in written))
    st.html(
        f'<p class="iv-quiet iv-small" style="margin:0;overflow-wrap:anywhere">{escape(file)}<br>{escape(counts)}</p>'
        f'<p class="iv-quiet" style="margin:.75rem 0 0">{escape(t("note.lead"))}</p>'
    )
    if any(source.file == file and not source.enabled for source in container().notes.sources()):
        st.html(notice(t("note.off"), warn=True))
    for said, warn in ((take_notice(), False), (take_problem(), True)):
        if said:
            st.html(notice(said, warn=warn))
    if user().may(Role.NOTES_OWNER):
        refinement.show_for_file(file)
    section_list.show(file, sections)


def _section(file: str, sections: list[SectionPoints], at: int) -> None:
    section = sections[at].section
    _back(routes.NOTE, PurePath(file).name, file=file)
    above = PATH_JOINER.join(section.steps[:-1])
    with st.container(gap=None):
        if above:
            st.html(f'<div class="iv-quiet iv-small" style="overflow-wrap:anywhere">{escape(above)}</div>')
        st.title(plain(section.title), anchor=False)
    status = sections[at].status.value
    pill = "" if status == "text" else f'<span class="iv-pill">{escape(t(f"note.{status}"))}</span>'
    facts = f"{place(section.source)} · {t(f'level.{section.level.value}')}"
    st.html(f'<div class="iv-row iv-small"><span class="iv-quiet">{escape(facts)}</span>{pill}</div>')
    if status != "text":
        st.html(notice(t(f"note.{status}_why")))
    if status == "gap":
        _to_doctor()
    else:
        if user().may(Role.NOTES_OWNER):
            point_list.show(sections[at])
        else:
            point_list.read(sections[at])
        st.html(disclosure(t("note.source"), passage(section, section.text, None)))
    _neighbours(file, sections, at)


def _to_doctor() -> None:
    if user().may(Role.NOTES_OWNER):
        label = t("doctor.nav")
        st.page_link(routes.DOCTOR, label=label, icon=":material/stethoscope:", query_params=page_parameters())


def _back(page: str, label: str, **parameters: str) -> None:
    with st.container(key="link-back"):
        st.page_link(page, label=plain(label), icon=":material/arrow_back:", query_params=page_parameters(**parameters))


def _neighbours(file: str, sections: list[SectionPoints], at: int) -> None:
    """Links to the sections around this one, to go through a note without going back."""
    with st.container(horizontal=True, horizontal_alignment="distribute", key="link-neighbours"):
        for key, other in (("previous", at - 1), ("next", at + 1)):
            if 0 <= other < len(sections):
                section = sections[other].section
                st.page_link(
                    routes.NOTE,
                    label=plain(t(f"note.{key}", title=section.title)),
                    query_params=page_parameters(file=file, section=section.id),
                )


theme.apply()
file = st.query_params.get("file", "")
sections = container().key_points.of_file(file) if file else []
wanted = st.query_params.get("section", "")
at = next((at for at, each in enumerate(sections) if each.section.id == wanted), None)
if not sections:
    _back(routes.NOTES, t("note.back"))
    st.html(notice(t("note.missing")))
elif at is not None:
    _section(file, sections, at)
else:
    if wanted:
        st.html(notice(t("note.missing_section")))
    _file(file, sections)
