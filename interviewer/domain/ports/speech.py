"""Speech in both directions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from interviewer.domain.delivery import Stretch
from interviewer.domain.speech import Recording, Transcript

ON_THIS_MACHINE = "local"
"""The place of a recogniser that sends nothing anywhere."""


class RecordingStore(Protocol):
    """Recorded answers with their audio, durable when a call returns. They go with their session."""

    def add(self, recording: Recording, audio: bytes) -> None:
        """Keep it; one that is kept already stays as it is. Raises SessionNotFound."""

    def save(self, recording: Recording) -> bool:
        """Put what is known of it now in the place of what is stored; False when it was deleted meanwhile."""

    def of_session(self, session_id: str) -> list[Recording]:
        """Oldest first."""

    def get(self, recording_id: str) -> Recording:
        """Raises RecordingNotFound."""

    def audio(self, recording_id: str) -> bytes:
        """As it came. Raises RecordingNotFound."""

    def delete(self, recording_id: str) -> None:
        """Forget it with its audio, if it is known."""


class Transcriber(Protocol):
    @property
    def name(self) -> str:
        """The recogniser and its model, as it is shown."""

    @property
    def place(self) -> str:
        """The server that recordings are sent to, `host` or `host:port`; ON_THIS_MACHINE where they stay."""

    def transcribe(self, audio: bytes, *, language: str, terms: Sequence[str]) -> Transcript:
        """The words of a WAV file, spoken in `zh` or `en`; `terms` are likely to be among them. Silence has no words.

        Raises TranscriptionUnavailable.
        """


class VoiceActivity(Protocol):
    def speech(self, wav: bytes) -> tuple[Stretch, ...]:
        """Where somebody speaks in a WAV recording, in order and apart, within its length; () where nobody does.

        Raises RecordingUnreadable, RecordingTooLong, VoiceActivityMissing.
        """


@dataclass(frozen=True, slots=True)
class SpokenText:
    """A text as speech; `media_type` such as `audio/mpeg`. Empty for an empty text."""

    audio: bytes
    media_type: str


class Voice(Protocol):
    def say(self, text: str) -> SpokenText:
        """Raises VoiceUnavailable."""
