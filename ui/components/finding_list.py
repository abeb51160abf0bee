"""The doctor's findings, a group a kind, each with its place, why, and what would mend it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

import streamlit as st

from interviewer.i18n import translate
from interviewer.services.doctor import Finding, FindingKind
from ui.components.markup import escape, plain
from ui.state import language, t

_ICONS = {
    FindingKind.GAP: ":material/check_box_outline_blank:",
    FindingKind.STUB: ":material/short_text:",
    FindingKind.OPEN_QUESTION: ":material/help:",
    FindingKind.UNFINISHED: ":material/edit_note:",
    FindingKind.MISSPELLING: ":material/spellcheck:",
    FindingKind.CONTRADICTION: ":material/compare_arrows:",
    FindingKind.DUPLICATE: ":material/content_copy:",
    FindingKind.DEAD_LINK: ":material/link_off:",
    FindingKind.STALE: ":material/history:",
}


def show(findings: Sequence[Finding], draftable: Sequence[FindingKind]) -> Finding | None:
    """The finding that a draft is wanted for, when its button was pressed just now."""
    wanted = None
    for kind in FindingKind:
        found = [finding for finding in findings if finding.kind is kind]
        if not found:
            continue
        title = f"{translate(f'doctor.kind.{kind.value}', language())}  ·  {len(found)}"
        with st.expander(title, icon=_ICONS[kind], expanded=True):
            mends = {finding.suggestion(language()) for finding in found}
            shared = len(found) > 1 and len(mends) == 1
            if shared:
                st.html(f'<p class="iv-quiet iv-small" style="margin:0">{escape(mends.pop())}</p>')
            if kind in draftable:
                wanted = _with_buttons(found, shared) or wanted
            else:
                st.html("".join(_row(finding, shared) for finding in found))
    return wanted


def _with_buttons(findings: Sequence[Finding], shared: bool) -> Finding | None:
    wanted = None
    for finding in findings:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.html(_row(finding, shared), width="stretch")
            key = f"draft-{finding.file}-{finding.line}-{finding.reason}"
            if st.button(t("doctor.draft"), key=key, icon=":material/stylus_note:", help=plain(finding.path)):
                wanted = finding
    return wanted


def _row(finding: Finding, shared: bool) -> str:
    """Without the mend where it was said once for all of its kind."""
    mend = "" if shared else escape(finding.suggestion(language())) + "<br>"
    place = f"{PurePath(finding.file).name} {finding.line}"
    return (
        f'<div class="iv-finding"><span>{escape(finding.message(language()))}</span>'
        f'<span class="where" title="{escape(finding.file)}">{escape(place)}</span>'
        f'<span class="below">{mend}{escape(finding.path)}</span></div>'
    )
