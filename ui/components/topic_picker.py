"""Choosing what to be asked about: a quiet tree of the notes' headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from interviewer.domain.mastery import GroupMastery
from interviewer.domain.notes import PATH_JOINER, Section, SectionStatus
from interviewer.services.catalogue import Topic, topic_tree
from ui.components.markup import escape, plain
from ui.state import t


def pick(sections: Sequence[Section], known: Sequence[GroupMastery] = ()) -> list[str]:
    """The chosen paths; none means all of them. Topics that were practised say how much of them is known."""
    shares = {each.path: each.share_held for each in known if each.asked}
    tree = topic_tree(sections, depth=2)
    chosen: list[str] = []
    for area in (topic for topic in tree if topic.depth == 0):
        below = [topic for topic in tree if topic.depth == 1 and topic.path.startswith(area.path + PATH_JOINER)]
        chosen.extend(_area(area, below, shares))
    if any(topic.path in shares for topic in tree):
        st.html(f'<div class="iv-quiet iv-small">{escape(t("setup.known_why"))}</div>')
    single = st.multiselect(
        t("setup.sections"),
        [section.path for section in sections],
        format_func=_labels(sections).__getitem__,
        placeholder=t("setup.sections_placeholder"),
        key="sections",
    )
    return chosen + [path for path in single if path not in chosen]


def _area(area: Topic, below: Sequence[Topic], shares: Mapping[str, float]) -> list[str]:
    names = {topic.path: _named(topic, shares) for topic in below if topic.sections}
    if not names:
        names = {area.path: _named(area, shares)} if area.sections else {}
    if not names:
        return []
    title, choices = st.columns([1, 3], vertical_alignment="top")
    counted = escape(t("setup.count", n=area.sections))
    title.html(f'<div class="iv-area"><b>{escape(area.title)}</b><br><span class="iv-quiet">{counted}</span></div>')
    picked = choices.pills(
        plain(area.title),
        list(names),
        selection_mode="multi",
        format_func=names.__getitem__,
        label_visibility="collapsed",
        wrap=True,
        key=f"topics-{area.path}",
    )
    return list(picked or [])


def _named(topic: Topic, shares: Mapping[str, float]) -> str:
    counted = f"{plain(topic.title)}  {topic.sections}"
    known = shares.get(topic.path)
    return counted if known is None else t("setup.known", topic=counted, share=int(100 * known + 0.5))


def _labels(sections: Sequence[Section]) -> dict[str, str]:
    stub = t("setup.stub")
    return {
        section.path: f"{section.path} {stub}" if section.status is SectionStatus.STUB else section.path
        for section in sections
    }
