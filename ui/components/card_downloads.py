"""A scorecard as a file: one button a format, each made when it is pressed."""

from __future__ import annotations

from functools import partial

import streamlit as st

from interviewer.i18n import explain, translate
from interviewer.services.desk.card_files import MEDIA_TYPES, CardFormat, file_name
from interviewer.services.desk.card_values import CardView
from ui.state import container, language, t

_ICONS = {
    CardFormat.PDF: ":material/picture_as_pdf:",
    CardFormat.MD: ":material/article:",
    CardFormat.JSON: ":material/data_object:",
}


def show(view: CardView) -> None:
    files = container().card_files
    with st.popover(t("scorecard.download"), icon=":material/download:", key="sc-downloads"):
        for kind in CardFormat:
            trouble = files.trouble(kind)
            st.download_button(
                translate(f"paper.format.{kind.value}", language()),
                partial(files.make, view, kind, language()),
                file_name(view, kind),
                MEDIA_TYPES[kind],
                key=f"sc-download-{kind.value}",
                icon=_ICONS[kind],
                type="tertiary",
                on_click="ignore",
                disabled=trouble is not None,
            )
            if trouble:
                st.caption(explain(trouble, language()))
        st.caption(t("scorecard.kept_nowhere"))
