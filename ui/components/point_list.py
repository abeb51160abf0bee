"""The key points of a section: read at a glance, edited in their place."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from interviewer.domain.checklist import ChecklistPoint
from interviewer.domain.edits import Weight
from interviewer.services.key_points import Change, SectionPoints
from ui.components import focus, point_changes, point_editor, refinement
from ui.components.markup import escape, notice, plain
from ui.state import container, keep_problem, open_point, opened_point, t


def show(section: SectionPoints) -> None:
    st.subheader(t("points.title"), anchor=False)
    st.html(f'<p class="iv-quiet iv-small" style="margin:0 0 .25rem">{escape(t("points.lead"))}</p>')
    refinement.show(section)
    _close_what_is_gone(section)
    opened, closed, count = opened_point(section.section.id)
    outdated = {row.point.id for row in section.points if row.outdated}
    with st.container(key="points", gap=None):
        for row in section.points:
            if row.point.id == opened and not row.left_out:
                point_editor.show(section, row)
            else:
                _row(section.section.id, row)
            if row.outdated and not row.left_out and (row.edit is None or row.edit.part_of not in outdated):
                _outdated(section.section.id, row)
        if opened == point_editor.NEW:
            point_editor.add(section.section.id)
    if not section.asked:
        st.html(notice(t("points.none"), warn=True))
    _below(section)
    point_changes.show(section.section.id)
    if opened or closed:
        focus.take(focus.TEXT_AREA if opened else f".st-key-open-{closed} button", f"points-{count}")


def read(section: SectionPoints) -> None:
    """For who may not change them."""
    st.subheader(t("points.title"), anchor=False)
    rows = "".join(f"<li>{escape(row.point.text)}</li>" for row in section.asked)
    st.html(f'<ul class="iv-points">{rows}</ul>' if rows else notice(t("points.none"), warn=True))


def _close_what_is_gone(section: SectionPoints) -> None:
    """A point that was open may have been merged, left out or deleted in another window; what was written is told."""
    opened, _, _ = opened_point(section.section.id)
    if opened in ("", point_editor.NEW, *(row.point.id for row in section.asked)):
        return
    if written := point_editor.written(opened):
        keep_problem(t("points.vanished", text=written))
    open_point(section.section.id, "")


def _row(section_id: str, row: ChecklistPoint) -> None:
    id = row.point.id
    with st.container(horizontal=True, vertical_alignment="center", wrap=False, gap="small", key=f"point-{id}"):
        if row.left_out:
            st.html(f'<div class="iv-left-out">{escape(row.point.text)}</div>', width="stretch")
        else:
            st.button(
                plain(row.point.text),
                key=f"open-{id}",
                type="tertiary",
                wrap=True,
                width="stretch",
                on_click=open_point,
                args=(section_id, id),
            )
        st.html(f'<div class="iv-facts">{_facts(row)}</div>', width="content")
        if row.left_out:
            _button("put_back", section_id, id, container().key_points.put_back, icon=":material/undo:")


def _facts(row: ChecklistPoint) -> str:
    """What was made of the point, and the lines of the note that it stands on."""
    edit, marks = row.edit, []
    if row.left_out:
        marks.append(t("points.left_out"))
    elif edit is not None:
        weight = Weight.nearest(edit.weight)
        marks += [] if weight is Weight.NORMAL else [t(f"points.weights.{weight.name.lower()}")]
        if edit.merged:
            marks.append(t("points.merged", n=len(edit.merged) + 1))
        elif edit.text:
            marks.append(t("points.edited") if edit.basis else t("points.added"))
    pills = "".join(f'<span class="iv-pill">{escape(mark)}</span>' for mark in marks)
    return f"{pills}<span>{_lines(row)}</span>" if row.point.source else pills


def _lines(row: ChecklistPoint) -> str:
    source = row.point.source
    if source is None:
        return ""
    first, last = source.first_line, source.last_line
    return str(first) if first == last else f"{first}–{last}"


def _outdated(section_id: str, row: ChecklistPoint) -> None:
    verbs = container().key_points
    told = t("points.outdated", said=t("points.merge_by").join(row.says)) if row.says else t("points.gone")
    with st.container(key=f"outdated-{row.point.id}", gap=None):
        st.html(f'<div class="iv-small" style="overflow-wrap:anywhere">{escape(told)}</div>')
        with st.container(horizontal=True):
            label = "take" if row.says else "take_gone"
            _button("take", section_id, row.point.id, verbs.take_from_note, label=label, icon=":material/description:")
            _button("keep", section_id, row.point.id, verbs.keep_own, icon=":material/check:")


def _button(done: str, section_id: str, id: str, verb: Callable[..., Change], *, icon: str, label: str = "") -> None:
    """A button that makes a change; `done` names it and the sentence that tells of it."""
    st.button(
        t(f"points.{label or done}"),
        key=f"{done}-{id}",
        type="tertiary",
        icon=icon,
        on_click=point_changes.press,
        args=(t(f"points.done.{done}"), verb, section_id, id),
    )


def _below(section: SectionPoints) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        new = point_editor.NEW
        st.button(
            t("points.add"),
            key=f"open-{new}",
            type="tertiary",
            icon=":material/add:",
            on_click=open_point,
            args=(section.section.id, new),
        )
        if section.edits:
            st.button(
                t("points.reset_all"),
                key="reset_all",
                type="tertiary",
                icon=":material/restart_alt:",
                on_click=point_changes.press,
                args=(t("points.done.reset_all"), container().key_points.reset, section.section.id),
            )
