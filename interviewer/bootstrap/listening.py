"""Puts together what listens to a live interview."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interviewer.bootstrap import Container
    from interviewer.services.desk.interview_audio import InterviewAudio
    from interviewer.services.desk.listening import Listening


def listening(container: Container) -> Listening:
    from interviewer.services.desk.listening import Listening

    return Listening(
        container.desk.interviewing, container.candidates, container.notes, container.transcriber, container.clock
    )


def interview_audio(container: Container) -> InterviewAudio:
    from interviewer.services.desk.interview_audio import InterviewAudio

    return InterviewAudio(container.candidates.recordings)
