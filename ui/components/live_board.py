"""The live screen: question, notes, key points, probes, clock and rating in one place that never moves.

It is drawn in the browser, so that what is typed stays with its writer whatever the server says meanwhile.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import streamlit as st

from interviewer.domain.live import Interview
from ui.components import live_events, live_listening, live_words
from ui.live_window import LiveWindow
from ui.state import connection, container, keep_live_window, kept_live_window, live_window

_KEY = "live-board"


_SCRIPTS = ("live_merge.js", "live_microphone.js", "live_listening.js", "live_board.js")
"""Parts of one script; the last one gives the component."""


def _asset(kind: str) -> str:
    return Path(__file__).with_suffix(kind).read_text(encoding="utf-8")


def _script() -> str:
    return "\n".join(Path(__file__).with_name(name).read_text(encoding="utf-8") for name in _SCRIPTS)


_mounted = st.components.v2.component(
    "live_board", html=_asset(".html"), css=_asset(".css"), js=_script(), isolate_styles=False
)


def show(interview: Interview) -> bool:
    """Draw it; whether the interview has ended since it was drawn before."""
    desk = container().desk
    window = live_window(interview)
    if not window.shown and interview.ended_at is None:
        window = live_events.look_again(window)
        interview = desk.interviewing.get(interview.id)
    keep_live_window(window)
    data = _data(interview, window)
    _mounted(data=data, key=_KEY, on_sent_change=_receive, on_piece_change=_take_piece, height="content")
    if window.ready != window.question_id and interview.set.questions:
        desk.probing.open(interview.set.question(window.question_id), interview.set.language)
        keep_live_window(replace(window, ready=window.question_id))
    return interview.ended_at is not None


def _receive() -> None:
    """Called before the screen is drawn again, with everything that is not known to be saved."""
    sent = (st.session_state.get(_KEY) or {}).get("sent") or {}
    window = kept_live_window()
    if window is not None:
        keep_live_window(live_events.apply(window, sent.get("events", ())))


def _take_piece() -> None:
    """A piece of sound came."""
    piece = (st.session_state.get(_KEY) or {}).get("piece")
    window = kept_live_window()
    if window is not None and piece:
        keep_live_window(live_listening.take(window, piece))


def _data(interview: Interview, window: LiveWindow) -> dict[str, Any]:
    later = container().desk.later_probes
    return {
        "interview": interview.id,
        "question": window.question_id,
        "done": window.done,
        "told": window.told,
        "mic": live_listening.of(interview, window),
        "connection": connection(),
        "waiting": later is not None and later.waiting(interview.id),
        **live_words.of(interview, window, container().clock.now()),
    }
