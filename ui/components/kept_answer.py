"""What is typed into the answer box, or sent from it, outlives the server that the page is connected to.

What was sent to a server that died before it could save it is sent again to the next one; that the same answer may
arrive twice is no harm. What was typed stands in the box again where that was drawn anew; where the whole page was, it
does so by `voice_answer`. Keys pressed while the connection is lost go on in the box: else they would press buttons.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ui.state import connection

_mounted = st.components.v2.component("kept_answer", js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"))


def watch(box: str) -> None:
    """`box` is the key of the answer box, and another one for each thing that is asked.

    To be drawn after the box: a server that has not drawn it yet does not hear what is sent from it.
    """
    _mounted(data={"box": box, "connection": connection()}, key="kept-answer", height=0)
