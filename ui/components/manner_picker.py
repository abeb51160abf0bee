"""How a session that one puts together oneself is held: how hard, how long, in which way and languages."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from interviewer.domain.notes import Level
from interviewer.domain.sessions import Mode, Style
from interviewer.i18n import LANGUAGES
from interviewer.services.planning import Manner
from ui.state import language, t

_ADAPTIVE, _ANY, _SAME = "adaptive", "any", "same"
COUNTS = (3, 5, 8, 12)
MINUTES = {"10m": 10, "20m": 20, "30m": 30}


@dataclass(frozen=True, slots=True)
class Length:
    """So many questions at most, and so many minutes at most where there are any."""

    questions: int
    minutes: int = 0


def length() -> Length:
    """By questions or by minutes; a question a minute is more than anyone answers."""
    options: list[int | str] = [*COUNTS, *MINUTES]
    chosen = st.segmented_control(
        t("setup.questions"), options, default=5, format_func=_length_label, required=True, wrap=True, key="count"
    )
    minutes = MINUTES.get(str(chosen), 0)
    return Length(minutes or int(chosen or 5), minutes)


def _length_label(each: int | str) -> str:
    return t("setup.minutes", n=MINUTES[each]) if isinstance(each, str) else str(each)


def question_language() -> str:
    """As chosen in the more hidden part, which is drawn later on the page."""
    chosen: str = st.session_state.get("question_language") or language()
    return chosen


def manner(minutes: int) -> Manner:
    with st.expander(t("setup.more"), key="manner"):
        level = _choice("level", (_ANY, *(each.value for each in Level), _ADAPTIVE), _ANY)
        if level == _ADAPTIVE:
            st.html(f'<div class="iv-quiet iv-small">{t("setup.adaptive_why")}</div>')
        mode = _choice("mode", tuple(each.value for each in Mode), Mode.PRACTICE.value)
        style = _choice("style", tuple(each.value for each in Style), Style.NEUTRAL.value)
        asked, answered = st.columns(2)
        with asked:
            _choice("question_language", LANGUAGES, language())
        with answered:
            spoken = _choice("answer_language", (_SAME, *LANGUAGES), _SAME)
    return Manner(
        answer_language="" if spoken == _SAME else spoken,
        level=Level(level) if level not in (_ANY, _ADAPTIVE) else None,
        adaptive=level == _ADAPTIVE,
        minutes=minutes,
        mode=Mode(mode),
        style=Style(style),
    )


def _choice(name: str, options: tuple[str, ...], default: str) -> str:
    chosen = st.segmented_control(
        t(f"setup.{name}"),
        options,
        default=default,
        format_func=lambda each: t(f"setup.{name}s.{each}"),
        required=True,
        wrap=True,
        key=name,
    )
    return chosen or default
