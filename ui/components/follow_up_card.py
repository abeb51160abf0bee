"""What became of a follow-up: the point, whether it was won back, and what the note says."""

from __future__ import annotations

import streamlit as st

from interviewer.domain.notes import Section
from interviewer.domain.questions import Question
from interviewer.domain.sessions import FollowUpTurn
from ui.components.assessment_card import asked_of_a_model, notes_on
from ui.components.markup import disclosure, escape, icon, passage, place
from ui.state import t


def show(follow_up: FollowUpTurn, question: Question, section: Section | None) -> None:
    assessment = follow_up.assessment
    if assessment is None:
        return
    body = notes_on(assessment)
    for verdict in assessment.verdicts:
        kind = verdict.kind.value
        said = (
            f"<div>{escape(t('card.you_said'))}{escape(t('card.quote', quote=verdict.quote))}</div>"
            if verdict.quote
            else ""
        )
        source = verdict.key_point.source
        cited = disclosure(place(source), passage(section, question.reference, source)) if source else ""
        body += (
            f'<ul class="iv-points" style="margin:0"><li style="border:0;padding:0">{icon(kind)}'
            f'<div class="what">{escape(verdict.key_point.text)} '
            f'<span class="iv-kind iv-{kind}">{escape(t(f"follow_up.{kind}"))}</span></div>'
            f'<div class="below">{said}{cited}</div></li></ul>'
        )
    body += asked_of_a_model(assessment)
    st.html(f'<section class="iv-card" aria-label="{escape(t("follow_up.label"))}">{body}</section>')
