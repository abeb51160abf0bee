"""Letting a model rework key points: of one section, or of all of a note; and going back to what the note says."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from interviewer.domain.edits import Refinement
from interviewer.domain.errors import InterviewerError
from interviewer.domain.notes import Section
from interviewer.i18n import explain
from interviewer.services.costs import in_words
from interviewer.services.key_points import SectionPoints
from ui.components.markup import escape, plain
from ui.state import container, keep_problem, language, notify, t

_ICON = ":material/auto_fix_high:"


def show(section: SectionPoints) -> None:
    """What a model made of this section, and the one thing that can be done about it."""
    refinement = section.refinement
    if refinement is not None:
        _made(section, refinement)
    elif container().refining is not None and section.points:
        label = plain(t("refine.ask", model=_model()))
        if st.button(label, key="refine", type="tertiary", icon=_ICON, help=t("refine.why")):
            _ask([section.section])
            st.rerun()


def show_for_file(file: str) -> None:
    """One button for all sections of a note that no model has seen yet."""
    refining = container().refining
    pending = refining.pending(file) if refining is not None else []
    if not pending:
        return
    label = plain(t("refine.ask_all", model=_model(), n=len(pending)))
    if st.button(label, key="refine_all", type="tertiary", icon=_ICON, help=t("refine.why_all")):
        done = _ask(pending)
        notify(_sentences(t("refine.done", n=len(done)), sum(each.rejected for each in done)))
        st.rerun()


def _made(section: SectionPoints, refinement: Refinement) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="refined"):
        if refinement.active or not refinement.points:
            st.html(f'<div class="iv-quiet iv-small">{_told(refinement)}</div>', width="stretch")
        if refinement.points:
            label = t("refine.set_aside") if refinement.active else plain(t("refine.use", model=refinement.model))
            st.button(
                label,
                key="use_refinement",
                type="tertiary",
                icon=":material/undo:" if refinement.active else _ICON,
                on_click=_use,
                args=(section.section.id, not refinement.active),
            )


def _told(refinement: Refinement) -> str:
    if not refinement.points:
        said = t("refine.nothing", model=refinement.model)
    else:
        said = _sentences(t("refine.made", model=refinement.model), refinement.rejected)
    usage = refinement.usage
    return escape(said) + (f"<br>{escape(in_words(usage, language()))}" if usage and usage.calls else "")


def _sentences(first: str, rejected: int) -> str:
    if not rejected:
        return first
    return first + ("" if language() == "zh" else " ") + t("refine.rejected", n=rejected)


def _model() -> str:
    model = container().chat_model
    return model.name if model is not None else ""


def _use(section_id: str, active: bool) -> None:
    try:
        container().key_points.use_refinement(section_id, active)
    except InterviewerError as error:
        keep_problem(explain(error, language()))


def _ask(sections: Sequence[Section]) -> list[Refinement]:
    """What was made before all was done or the model failed; whatever was made is kept."""
    refining = container().refining
    done: list[Refinement] = []
    bar = st.progress(0.0, text=t("refine.working"))
    try:
        for at, section in enumerate(sections):
            bar.progress(at / len(sections), text=plain(f"{t('refine.working')} {at + 1} / {len(sections)}"))
            if refining is not None:
                done.append(refining.refine(section.id))
    except InterviewerError as error:
        keep_problem(explain(error, language()))
    finally:
        bar.empty()
    return done
