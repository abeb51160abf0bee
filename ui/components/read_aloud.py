"""Reads a question aloud: by a server's voice where one is configured, else by the browser's; mute is remembered.

The text stands on the page already and is its caption. Where nothing can speak, one quiet line says so.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ui.state import container, t

_LOCALES = {"zh": "zh-CN", "en": "en-US"}
_WORDS = ("read", "stop", "mute", "unmute", "speed", "voice", "no_voice")


def _asset(kind: str) -> str:
    return Path(__file__).with_suffix(kind).read_text(encoding="utf-8")


_mounted = st.components.v2.component("read_aloud", html=_asset(".html"), css=_asset(".css"), js=_asset(".js"))


def show(text: str, language: str, request: str, *, quiet: bool = False, told: bool = False) -> None:
    """Read a text once for each request id, and whenever its button is pressed; `quiet` only when it is pressed.

    With `told` nothing is said where nothing can speak, because it was said before.
    """
    reading = container().reading
    data = {
        "id": request,
        "text": text,
        "language": language,
        "locale": _LOCALES.get(language, language),
        "url": f"speech/{reading.ticket(text)}" if reading else "",
        "quiet": quiet,
        "told": told,
        "words": {each: t(f"voice.{each}") for each in _WORDS},
    }
    _mounted(data=data, key="read-aloud")
