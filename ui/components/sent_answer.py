"""An answer that was sent to a server which died before it could save it is sent again to the next one.

The browser remembers what it sent until another thing is asked. That the same answer may arrive twice is no harm.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ui.state import connection

_mounted = st.components.v2.component("sent_answer", js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"))


def watch(box: str) -> None:
    """`box` is the key of the answer box, and another one for each thing that is asked.

    To be drawn after the box: a server that has not drawn it yet does not hear what is sent from it.
    """
    _mounted(data={"box": box, "connection": connection()}, key="sent-answer", height=0)
