"""The sections of a note under their headings, with what one should know of each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from interviewer.domain.notes import PATH_JOINER, SectionStatus
from interviewer.services.key_points import SectionPoints
from ui import routes
from ui.components.markup import escape, plain
from ui.state import page_parameters, t


def show(file: str, sections: Sequence[SectionPoints]) -> None:
    groups = groupby(sections, key=lambda each: each.section.steps[:-1])
    for at, (above, group) in enumerate(groups):
        with st.container(key=f"sections-{at}", gap=None):
            if above:
                st.html(f'<h2 class="iv-group">{escape(PATH_JOINER.join(above))}</h2>')
            for each in group:
                _row(file, each)


def _row(file: str, points: SectionPoints) -> None:
    section = points.section
    with st.container(
        horizontal=True, vertical_alignment="center", wrap=False, gap="small", key=f"link-section-{section.id}"
    ):
        st.page_link(
            routes.NOTE,
            label=plain(section.title),
            width="stretch",
            query_params=page_parameters(file=file, section=section.id),
        )
        st.html(f'<div class="iv-facts">{_facts(points)}</div>', width="content")


def _facts(points: SectionPoints) -> str:
    status = points.status
    marks = [t("note.outdated")] if points.outdated else [t("note.edited")] if points.edits else []
    marks += [t(f"note.{status.value}")] if status is not SectionStatus.TEXT else []
    pills = "".join(f'<span class="iv-pill">{escape(mark)}</span>' for mark in marks)
    if status is SectionStatus.GAP:
        return pills
    asked = len(points.asked)
    return f"{pills}<span>{escape(t('note.one_point') if asked == 1 else t('note.points', n=asked))}</span>"
