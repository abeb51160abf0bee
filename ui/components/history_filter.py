"""What the history is searched and filtered by."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import streamlit as st

from interviewer.domain.history import HistoryChoices, HistoryFilter, Standing
from ui.state import t

_KEYS = ("history_words", "history_standing", "history_topic", "history_grader", "history_dates", "history_score")
_ALL_SCORES = (0, 100)
_NO_DATES: Any = ()


def show(choices: HistoryChoices) -> HistoryFilter:
    """The filter as it is set now."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="history-search"):
        words = st.text_input(
            t("history.search"), key=_KEYS[0], placeholder=t("history.search_placeholder"), icon=":material/search:"
        )
        set_ = _count()
        label = t("history.filtered", n=set_) if set_ else t("history.filter")
        with st.popover(label, icon=":material/tune:", key="history-filter"):
            wanted = _narrowed(words, choices)
            st.button(t("history.clear"), key="history-clear", type="tertiary", on_click=clear, disabled=not set_)
    return wanted


def clear() -> None:
    """Forget what was searched and filtered by, before the page is drawn."""
    for key in _KEYS:
        st.session_state.pop(key, None)


def _narrowed(words: str, choices: HistoryChoices) -> HistoryFilter:
    standing = st.segmented_control(
        t("history.standing"),
        list(Standing),
        default=Standing.ALL,
        format_func=lambda each: t(f"history.standings.{each}"),
        required=True,
        key=_KEYS[1],
    )
    topic = _one_of("topic", _KEYS[2], choices.topics)
    grader = _one_of("grader", _KEYS[3], choices.graders)
    dates = st.date_input(t("history.dates"), value=_NO_DATES, key=_KEYS[4], format="YYYY-MM-DD")
    lowest, highest = st.slider(t("history.score"), *_ALL_SCORES, _ALL_SCORES, step=5, key=_KEYS[5])
    since, until = _times(dates)
    limits = (lowest, highest) if (lowest, highest) != _ALL_SCORES else (None, None)
    return HistoryFilter(words, Standing(standing or "all"), topic, grader, since, until, *limits)


def _one_of(name: str, key: str, options: tuple[str, ...]) -> str:
    if st.session_state.get(key) not in (*options, ""):
        st.session_state.pop(key, None)  # the last session of that kind is gone
    shown = {each: _shown(name, each) for each in ("", *options)}
    chosen: str = st.selectbox(t(f"history.{name}"), list(shown), format_func=shown.__getitem__, key=key)
    return chosen


def _shown(name: str, option: str) -> str:
    if not option:
        return t("history.any")
    return t(f"history.graders.{option}") if name == "grader" and option in ("embedded", "llm", "mixed") else option


def _times(dates: Any) -> tuple[datetime | None, datetime | None]:
    """From the start of the first day to the end of the last one, where this machine is; none while one is missing."""
    days: list[date] = list(dates) if isinstance(dates, tuple | list) else [dates]
    if len(days) != 2:
        return None, None
    first, after = days[0], days[1] + timedelta(days=1)
    return datetime.combine(first, time.min).astimezone(), datetime.combine(after, time.min).astimezone()


def _count() -> int:
    """How many filters are set, as far as is known before they are drawn."""
    state = st.session_state
    return sum(
        (
            state.get(_KEYS[1], Standing.ALL) != Standing.ALL,
            bool(state.get(_KEYS[2])),
            bool(state.get(_KEYS[3])),
            len(state.get(_KEYS[4], ())) == 2,
            tuple(state.get(_KEYS[5], _ALL_SCORES)) != _ALL_SCORES,
        )
    )
