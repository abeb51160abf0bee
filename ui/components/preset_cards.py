"""The ready-made plans to choose from: a card each, and a topic to name where a plan needs one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from interviewer.domain.notes import Section
from interviewer.services.catalogue import Topic, topic_tree
from interviewer.services.presets import PRESETS, WARM_UP, Pool, Preset
from ui.components.markup import plain
from ui.state import choose_preset, chosen_preset, t


@dataclass(frozen=True, slots=True)
class Choice:
    """A plan that was chosen, with its topic where it needs one."""

    preset: Preset
    topics: tuple[str, ...] = ()


def show(sections: Callable[[], Sequence[Section]]) -> Choice | None:
    """What was chosen just now; the warm-up has a button of its own above. Sections are read for a topic only."""
    st.html(f'<h2 class="iv-group">{t("preset.others")}</h2>')
    pressed = None
    with st.container(key="presets"):
        for left, right in _pairs([each for each in PRESETS if each is not WARM_UP]):
            for column, preset in zip(st.columns(2), (left, right), strict=True):
                if preset is not None and column.button(_label(preset), key=f"preset-{preset.name}", width="stretch"):
                    pressed = preset
    if pressed is not None:
        choose_preset(pressed.name if pressed.pool is Pool.TOPIC and chosen_preset() != pressed.name else "")
        if pressed.pool is not Pool.TOPIC:
            return Choice(pressed)
    opened = next((each for each in PRESETS if each.name == chosen_preset()), None)
    return _with_topic(opened, sections()) if opened else None


def _label(preset: Preset) -> str:
    return f"**{t(f'preset.{preset.name}.title')}** {t(f'preset.{preset.name}.what')}"


def _pairs(presets: Sequence[Preset]) -> list[tuple[Preset, Preset | None]]:
    rest = [*presets, None] if len(presets) % 2 else [*presets]
    return [(left, rest[at + 1]) for at, left in enumerate(rest) if at % 2 == 0 and left is not None]


def _with_topic(preset: Preset, sections: Sequence[Section]) -> Choice | None:
    topics = {topic.path: topic for topic in topic_tree(sections, depth=2) if topic.depth == 1 and topic.sections}
    with st.container(horizontal=True, vertical_alignment="bottom", key="preset-topic"):
        topic = st.selectbox(
            t("preset.topic"),
            list(topics),
            format_func=lambda path: _named(topics[path]),
            placeholder=t("preset.topic_placeholder"),
            index=None,
            key="deep-dive-topic",
        )
        begun = st.button(
            t("preset.begin"), type="primary", icon=":material/play_arrow:", disabled=topic is None, key="begin-preset"
        )
    return Choice(preset, (topic,)) if begun and topic else None


def _named(topic: Topic) -> str:
    return f"{plain(topic.title)}  ({topic.sections})"
