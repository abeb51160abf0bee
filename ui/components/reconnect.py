"""Has a page drawn anew when its connection was lost and is there again, maybe to another server."""

from __future__ import annotations

import streamlit as st

_A_DAY = 86_400.0


@st.fragment(run_every=_A_DAY)
def stay() -> None:
    """Draws nothing. A browser that connects again asks for a run only where the last one was cut off or something on
    the page runs from time to time; a server that does not know the page would else wait for the next press."""
