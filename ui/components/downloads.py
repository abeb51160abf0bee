"""The report as a file: one button a format, each made when it is pressed."""

from __future__ import annotations

from functools import partial

import streamlit as st

from interviewer.i18n import explain, translate
from interviewer.services.report_files import ReportFormat, file_name, media_type
from interviewer.services.report_values import Report
from ui.state import container, language

_ICONS = {
    ReportFormat.HTML: ":material/language:",
    ReportFormat.PDF: ":material/picture_as_pdf:",
    ReportFormat.MD: ":material/article:",
    ReportFormat.JSON: ":material/data_object:",
    ReportFormat.CSV: ":material/table:",
    ReportFormat.ANKI: ":material/style:",
}


def show(report: Report) -> None:
    """A button that opens the formats. One that cannot be made says why."""
    files = container().report_files
    with st.popover(translate("paper.download", language()), icon=":material/download:", key="downloads"):
        for kind in ReportFormat:
            trouble = files.trouble(report, kind)
            st.download_button(
                translate(f"paper.format.{kind.value}", language()),
                partial(files.make, report, kind, language()),
                file_name(report, kind),
                media_type(kind),
                key=f"download-{kind.value}",
                icon=_ICONS[kind],
                type="tertiary",
                on_click="ignore",
                disabled=trouble is not None,
            )
            if trouble:
                st.caption(explain(trouble, language()))
