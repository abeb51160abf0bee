"""The router: page config, language, navigation."""

import streamlit as st

from interviewer.domain.errors import InterviewerError
from ui.components import errors, reconnect, sidebar
from ui.routes import pages
from ui.state import hold_address
from ui.whose import note_run

st.set_page_config(page_title="interviewer", page_icon="ui/assets/icon.png", layout="centered")

try:
    page = st.navigation(pages(), position="hidden")
    hold_address(page.url_path)
    note_run(page.url_path or "start")
    sidebar.show()
    reconnect.stay()
    page.run()
except InterviewerError as error:
    errors.show(error)
