"""Answering by voice: the recorder, what becomes of each recording, and its text in the answer box, to be mended.

What was typed and what was heard share the one box; its text is kept in the browser until it is sent.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from interviewer.domain.errors import InterviewerError, RecordingNotFound, TranscriptionUnavailable
from interviewer.domain.sessions import Turn
from interviewer.domain.speech import Recording, Spoken
from interviewer.i18n import explain
from ui.components.markup import escape, plain
from ui.state import box_changes, change_in_box, container, keep_problem, language, recordings_made, t

_AT_ONCE = 0.3
"""Seconds that a quick recogniser may take without a word."""
_SLOW = 10.0
_MOST_MENDS = 6
_BUTTONS = {"Record": "start", "Stop recording": "stop"}
"""What Streamlit calls the buttons of its recorder."""


def _asset(kind: str) -> str:
    return Path(__file__).with_suffix(kind).read_text(encoding="utf-8")


_mounted = st.components.v2.component("voice_answer", html=_asset(".html"), css=_asset(".css"), js=_asset(".js"))


def show(turn: Turn) -> None:
    """Above the answer box, for what is asked now."""
    box = f"{turn.session_id}.{turn.id}-{len(turn.follow_ups)}"
    running = container().background_hearing.running()  # first: what is over by now is stored with its outcome
    waiting = container().recordings.waiting(turn)
    for recording in waiting:
        with st.container(key=f"recording-{recording.id}", gap=None):
            _row(recording, running=recording.id in running)
    with st.container(key="recorder"):
        key = f"record-{box}-{recordings_made(box)}"
        st.audio_input(
            t("record.label"),
            key=key,
            sample_rate=16_000,
            label_visibility="collapsed",
            on_change=_receive,
            args=(key, box, turn),
        )
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="recorder_words"):
        _mounted(data=_data(box, waiting), key="voice-answer")
        st.checkbox(t("record.keep"), value=container().recordings.keeps, key="keep_recordings", on_change=_keep)


def _data(box: str, waiting: list[Recording]) -> dict[str, Any]:
    """What the box is to take over, each but once: texts that were heard, then mends that were taken back."""
    heard = [{"id": each.id, "text": each.said.text} for each in waiting if each.transcribed]
    hears = container().hearing.available
    words = {"hint": t("record.hint" if hears else "record.no_recogniser"), "how": "" if hears else t("record.get_one")}
    words |= {"insecure": t("record.insecure"), "denied": t("record.denied")}
    words |= {english: t(f"record.{name}") for english, name in _BUTTONS.items()}
    return {"box": box, "changes": [*heard, *box_changes()], "words": words}


def _row(recording: Recording, *, running: bool) -> None:
    """What became of one recording."""
    if running:
        _progress(recording.id, recording.seconds)
    elif recording.trouble:
        _told(explain(TranscriptionUnavailable(why=f"speech.{recording.trouble}"), language()), recording, "again")
    elif not recording.transcribed:
        _told(t("record.found", seconds=round(recording.seconds)), recording, "transcribe")
    else:
        _heard(recording)


@st.fragment(run_every=1.0)
def _progress(recording_id: str, length: float) -> None:
    seconds = container().background_hearing.seconds(recording_id)
    if seconds is None:
        st.rerun()
    said = t("record.hearing", length=round(length), seconds=round(seconds))
    if seconds >= _SLOW:
        said += t("record.slow")
    st.html(f'<div class="iv-quiet iv-small" role="status">{escape(said)}</div>')


def _told(said: str, recording: Recording, action: str) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.html(f'<div class="iv-small" role="status">{escape(said)}</div>')
        st.button(
            t(f"record.{action}"),
            key=f"hear-{recording.id}",
            type="tertiary",
            icon=":material/hearing:",
            on_click=_hear,
            args=(recording.id,),
        )
        _discard_button(recording)


def _heard(recording: Recording) -> None:
    mends = recording.said.mends
    said = t("record.heard", seconds=round(recording.seconds))
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"heard-{recording.id}"):
        st.html(f'<span class="iv-quiet iv-small">{escape(said + (t("record.mended") if mends else ""))}</span>')
        for number, mend in enumerate(mends[:_MOST_MENDS]):
            st.button(
                f"{plain(mend.heard)} → {plain(mend.meant.strip())}",
                key=f"mend-{recording.id}-{number}-{len(mends)}",
                type="tertiary",
                icon=":material/undo:",
                help=t("record.take_back", heard=mend.heard),
                on_click=_take_back,
                args=(recording, number),
            )
        _discard_button(recording)


def _discard_button(recording: Recording) -> None:
    st.button(
        t("record.discard"),
        key=f"discard-{recording.id}",
        type="tertiary",
        icon=":material/delete:",
        on_click=container().recordings.discard,
        args=(recording.id,),
    )


def _receive(key: str, box: str, turn: Turn) -> None:
    """Called before the page is drawn again: kept first, then listened to."""
    audio = st.session_state.get(key)
    if audio is None:
        return
    try:
        recording = container().recordings.receive(turn, audio.getvalue(), upload=audio.file_id)
    except InterviewerError as error:
        keep_problem(explain(error, language()))
        return
    recordings_made(box, one_more=True)
    container().spoken_answers.prepare(recording.id)
    if container().hearing.available:
        _hear(recording.id)


def _hear(recording_id: str) -> None:
    container().background_hearing.start(recording_id)
    container().background_hearing.wait(recording_id, _AT_ONCE)


def _take_back(recording: Recording, number: int) -> None:
    mend = recording.said.mends[number]
    try:
        container().hearing.take_back(recording.id, number)
    except RecordingNotFound as error:
        keep_problem(explain(error, language()))
        return
    change_in_box(f"{recording.id}-{mend.start}-{len(recording.said.mends)}", mend.meant, mend.heard)


def _keep() -> None:
    container().recordings.keep(bool(st.session_state["keep_recordings"]))


def spoken(session_id: str, turn_id: str) -> Spoken | None:
    """What is kept of the recordings with the answer that is being sent."""
    session = container().sessions.get(session_id)
    turns = {turn.id: turn for turn in session.turns}
    return container().spoken_answers.kept(session, turns[turn_id]) if turn_id in turns else None


def tidy(session_id: str) -> None:
    """Delete the audio that is not needed any more."""
    container().recordings.tidy(container().sessions.get(session_id))


def listen(turn: Turn, follow_up: int | None) -> None:
    """The recordings of an answer, where they were kept."""
    for recording in container().recordings.of(turn, follow_up):
        st.audio(container().recordings.audio(recording.id), format="audio/wav")
