"""Tells the log and the metrics whose page runs."""

from __future__ import annotations

import re

import streamlit as st

from interviewer.bootstrap.seeing import adopt
from interviewer.domain.whereabouts import now_working_for
from ui.state import container

_SESSION = re.compile(r"[0-9a-f]{1,32}")


def note_run(page: str) -> None:
    """`page` is the page's name; the session is told where the address names one."""
    made = container()
    asked = st.query_params.get("session", "")
    now_working_for(made.user.id, asked if _SESSION.fullmatch(asked) else "")
    adopt()
    made.meter.count("page_runs", page=page)
