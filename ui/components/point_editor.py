"""One key point, opened in its place: its words, what it takes in, how much it counts."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from interviewer.domain.checklist import ChecklistPoint
from interviewer.domain.edits import Weight
from interviewer.services.key_points import Change, SectionPoints
from ui.components.markup import escape, place
from ui.components.point_changes import make
from ui.state import container, open_point, t

NEW = "new"
"""Stands for the id of a point that is being added."""
_LONGEST_LABEL = 60


def show(section: SectionPoints, row: ChecklistPoint) -> None:
    id = row.point.id
    with st.container(border=True, key="point-editor"):
        st.html(f'<div class="iv-quiet iv-small" style="overflow-wrap:anywhere">{escape(_origin(row))}</div>')
        st.session_state.setdefault(f"text-{id}", row.point.text)
        st.text_area(t("points.text"), key=f"text-{id}", height="content")
        _merge(section, row)
        _weight(section.section.id, row)
        with st.container(horizontal=True):
            _save_or_cancel(_save, section.section.id, id, row.point.text)
            _away(section.section.id, row)


def written(id: str) -> str:
    """What stands in the editor of a point that was open a moment ago."""
    text: str = st.session_state.get(f"text-{id}", "")
    return text


def _origin(row: ChecklistPoint) -> str:
    """Where the point comes from, with the words of the note where they are others now."""
    if row.point.source is None:
        return t("points.added")
    at = place(row.point.source)
    own = row.edit is not None and bool(row.edit.text)
    return t("points.says", place=at, said=t("points.merge_by").join(row.says)) if own else at


def add(section_id: str) -> None:
    with st.container(border=True, key="point-editor"):
        st.text_area(t("points.add_text"), key=f"text-{NEW}", height="content")
        with st.container(horizontal=True):
            _save_or_cancel(_add, section_id)


def _save_or_cancel(save: Callable[..., None], section_id: str, *arguments: str) -> None:
    st.button(
        t("points.save"),
        key="save_point",
        type="primary",
        icon=":material/check:",
        on_click=save,
        args=(section_id, *arguments),
    )
    st.button(t("points.cancel"), key="cancel_point", on_click=open_point, args=(section_id, ""))


def _merge(section: SectionPoints, row: ChecklistPoint) -> None:
    others = {each.point.id: each.point.text for each in section.asked if each.point.id != row.point.id}
    if not others:
        return
    if f"merge-{row.point.id}" not in st.session_state:
        st.session_state[f"taken-{row.point.id}"] = []
    st.multiselect(
        t("points.merge"),
        list(others),
        format_func=lambda id: _clipped(others.get(str(id), "")),
        placeholder=t("points.merge_placeholder"),
        key=f"merge-{row.point.id}",
        on_change=_take_in,
        args=(row.point.id, others),
    )


def _clipped(text: str) -> str:
    return text if len(text) <= _LONGEST_LABEL else f"{text[:_LONGEST_LABEL]}…"


def _take_in(id: str, others: dict[str, str]) -> None:
    """Called before the page is drawn again: the words of what is merged come to those that are being edited, where
    they can be polished; they go again with it."""
    chosen, taken = st.session_state[f"merge-{id}"], st.session_state.get(f"taken-{id}", [])
    text: str = st.session_state[f"text-{id}"].rstrip()
    for each in chosen:
        if each not in taken:
            text += t("points.merge_by") + others[each]
    for each in taken:
        if each not in chosen:
            text = text.replace(t("points.merge_by") + others.get(each, ""), "", 1)
    st.session_state[f"text-{id}"], st.session_state[f"taken-{id}"] = text, list(chosen)


def _weight(section_id: str, row: ChecklistPoint) -> None:
    key = f"weight-{row.point.id}"
    st.session_state[key] = Weight.nearest(row.point.weight).name.lower()  # as stored: it may just have been undone
    st.segmented_control(
        t("points.weight"),
        [each.name.lower() for each in Weight],
        format_func=lambda name: t(f"points.weights.{name}"),
        required=True,
        key=key,
        help=t("points.weight_why"),
        on_change=_weigh,
        args=(section_id, row.point.id, key),
    )


def _weigh(section_id: str, id: str, key: str) -> None:
    name = st.session_state[key]
    told = t("points.done.weigh", weight=t(f"points.weights.{name}"))
    make(told, container().key_points.weigh, section_id, id, Weight[name.upper()])


def _away(section_id: str, row: ChecklistPoint) -> None:
    """The ways to be rid of the point, or of what was made of it."""
    verbs, id, edit = container().key_points, row.point.id, row.edit
    ways = [("leave_out", verbs.leave_out, ":material/visibility_off:")]
    if edit is not None and not edit.basis:
        ways = [("delete", verbs.reset, ":material/delete:")]
    elif edit is not None:
        ways.append(("reset", verbs.reset, ":material/restart_alt:"))
    for name, verb, icon in ways:
        st.button(
            t(f"points.{name}"),
            key=name,
            type="tertiary",
            icon=icon,
            on_click=_close_after,
            args=(t(f"points.done.{name}"), verb, section_id, id),
        )


def _close_after(told: str, verb: Callable[..., Change], section_id: str, id: str) -> None:
    if make(told, verb, section_id, id):
        open_point(section_id, "")


def _save(section_id: str, id: str, before: str) -> None:
    texts = [line for line in st.session_state[f"text-{id}"].split("\n") if line.strip()]
    others: list[str] = st.session_state.get(f"merge-{id}", [])
    if texts == [before] and not others:
        open_point(section_id, "")
        return
    told = "split" if len(texts) > 1 else "merge" if others else "reword"
    if make(t(f"points.done.{told}", n=len(texts)), container().key_points.rewrite, section_id, [id, *others], texts):
        open_point(section_id, "")


def _add(section_id: str) -> None:
    texts = st.session_state[f"text-{NEW}"].split("\n")
    if make(t("points.done.add"), container().key_points.add, section_id, texts):
        open_point(section_id, "")
