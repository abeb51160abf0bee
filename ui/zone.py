"""Where the visitor is, as far as days go."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import streamlit as st


def zone() -> ZoneInfo | None:
    """The browser's time zone; None, for that of this machine, where it says none that is known here."""
    try:
        return ZoneInfo(str(st.context.timezone))
    except (KeyError, ValueError, OSError):  # an unknown zone is a KeyError
        return None
