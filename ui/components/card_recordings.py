"""What was recorded of an interview, on its scorecard: listened to, and deleted."""

from __future__ import annotations

import streamlit as st

from interviewer.domain.errors import InterviewerError
from interviewer.i18n import explain
from interviewer.services.desk.card_values import CardView
from interviewer.services.desk.card_words import CardWords
from interviewer.services.desk.interview_audio import Take
from ui.components.markup import escape
from ui.state import container, keep_problem, language, notify, t

_PLAYED = "sc-played-"


def show(view: CardView) -> None:
    """Nothing, where nothing was recorded."""
    takes = container().interview_audio.takes(view.interview.id)
    if not takes:
        return
    st.subheader(t("card_audio.title"), anchor=False)
    st.html(f'<p class="iv-small iv-quiet" style="margin:0">{escape(t("card_audio.why"))}</p>')
    for take in takes:
        _row(view, take)


def _row(view: CardView, take: Take) -> None:
    numbers = {each.question.id: each.number for each in view.questions}
    at = CardWords(language(), local=True).minute(take.at)
    line = t("card_audio.line", n=numbers.get(take.question_id, "–"), at=at, length=_length(take.seconds))
    played = _PLAYED + view.interview.id
    with st.container(key=f"sc-take-{take.id}", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(f"<div>{escape(line)}</div>", width="stretch")
            if st.button(t("card_audio.play"), key=f"sc-play-{take.id}", type="tertiary", icon=":material/play_arrow:"):
                st.session_state[played] = take.id
            _delete(take)
        if st.session_state.get(played) == take.id:
            _play(take)


def _play(take: Take) -> None:
    try:
        st.audio(container().interview_audio.audio(take), format="audio/wav", autoplay=True)
    except InterviewerError as error:  # deleted in another window
        st.html(f'<div class="iv-small">{escape(explain(error, language()))}</div>')


def _delete(take: Take) -> None:
    with st.popover(t("card_audio.delete"), type="tertiary", icon=":material/delete:", key=f"sc-take-delete-{take.id}"):
        st.html(f'<p style="margin:0;max-width:22rem">{escape(t("card_audio.delete_why"))}</p>')
        st.button(
            t("card_audio.delete_yes"),
            type="primary",
            key=f"sc-take-yes-{take.id}",
            on_click=_deleted,
            args=(take,),
        )


def _deleted(take: Take) -> None:
    try:
        container().interview_audio.delete(take)
    except InterviewerError as error:
        keep_problem(explain(error, language()))
    else:
        notify(t("card_audio.deleted"))


def _length(seconds: float) -> str:
    whole = max(1, round(seconds))
    return f"{whole // 60}:{whole % 60:02d}"
