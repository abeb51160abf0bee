"""The router: page config, who gets in, language, navigation."""

import streamlit as st

from interviewer.domain.errors import InterviewerError
from ui.components import entrance, errors, reconnect, sidebar
from ui.routes import check, pages
from ui.state import hold_address, user
from ui.whose import note_run

st.set_page_config(page_title="interviewer", page_icon="ui/assets/icon.png", layout="centered")

try:
    page = st.navigation(pages(), position="hidden")
    if entrance.passed():
        hold_address(page.url_path)
        note_run(page.url_path or "start")
        sidebar.show()
        reconnect.stay()
        check(page.url_path, user())
        page.run()
except InterviewerError as error:
    errors.show(error)
