"""One candidate of the list: his interviews with their cards, and the way to delete him."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from interviewer.services.desk.candidates import CandidateRow
from interviewer.services.desk.card_values import CardView
from interviewer.services.desk.card_words import CardWords
from ui import routes
from ui.components.markup import escape
from ui.state import container, language, notify, page_parameters, t


def show(row: CandidateRow) -> None:
    person = row.candidate
    with st.container(key=f"sc-person-{person.id}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(_name(row), width="stretch")
            _delete(row)
        if not row.interviews:
            st.html(f'<div class="iv-small iv-quiet">{escape(t("candidates.no_interview"))}</div>')
        for view in row.interviews:
            _interview(view)
        most = max(Counter(view.interview.set.id for view in row.interviews).values(), default=0)
        if most > 1:
            st.page_link(
                routes.CANDIDATES,
                label=t("candidates.together", n=most),
                icon=":material/view_column:",
                query_params=page_parameters(candidate=person.id),
            )


def _name(row: CandidateRow) -> str:
    told = [f"{row.last.astimezone():%Y-%m-%d}"]
    if row.goes_at:
        told.append(t("candidates.goes", day=f"{row.goes_at.astimezone():%Y-%m-%d}"))
    return (
        f'<div style="overflow-wrap:anywhere"><b style="font-size:1.1rem">{escape(row.candidate.name)}</b><br>'
        f'<span class="iv-small iv-quiet">{escape(" · ".join(told))}</span></div>'
    )


def _interview(view: CardView) -> None:
    interview, card, words = view.interview, view.card, CardWords(language())
    told = [
        interview.interviewer or words("unnamed"),
        f"{(interview.began_at or interview.made_at).astimezone():%Y-%m-%d}",
    ]
    if recorded := len(container().interview_audio.takes(interview.id)):
        told.append(t("card_audio.count", n=recorded))
    if view.mean_rating is not None:
        told.append(t("candidates.rated", rating=f"{view.mean_rating:.1f}"))
    if card.recommendation:
        told.append(words(f"recommendations.{card.recommendation.value}"))
    pill = t("candidates.draft") if card.is_draft else words("signed_mark")
    with st.container(horizontal=True, vertical_alignment="center", key=f"sc-interview-{interview.id}"):
        st.html(
            f'<div style="overflow-wrap:anywhere">{escape(interview.set.name)} '
            f'<span class="iv-pill">{escape(pill)}</span><br>'
            f'<span class="iv-small iv-quiet">{escape(" · ".join(told))}</span></div>',
            width="stretch",
        )
        st.page_link(
            routes.SCORECARD,
            label=t("candidates.open"),
            icon=":material/arrow_forward:",
            query_params=page_parameters(interview=interview.id),
        )


def _delete(row: CandidateRow) -> None:
    person = row.candidate
    with st.popover(t("candidates.delete"), type="tertiary", icon=":material/delete:", key=f"sc-delete-{person.id}"):
        why = t("candidates.delete_why", name=person.name, n=len(row.interviews))
        st.html(f'<p style="margin:0;max-width:22rem;overflow-wrap:anywhere">{escape(why)}</p>')
        if st.button(t("candidates.delete_yes"), type="primary", key=f"sc-yes-{person.id}"):
            container().candidates.delete(person.id)
            notify(t("candidates.deleted", name=person.name))
            st.rerun()
