"""What is read aloud, recorded, heard, and told of its delivery."""

from __future__ import annotations

from functools import cached_property

from interviewer.bootstrap.notes import NoteParts
from interviewer.domain.ports import RecordingStore, Transcriber, Voice, VoiceActivity
from interviewer.services.background_hearing import BackgroundHearing
from interviewer.services.delivery import DeliveryMeter
from interviewer.services.hearing import Hearing
from interviewer.services.reading import Reading
from interviewer.services.recordings import Recordings
from interviewer.services.spoken_answers import SpokenAnswers


class SpeechParts(NoteParts):
    @cached_property
    def voice(self) -> Voice | None:
        """Reads questions aloud; None where the browser does."""
        settings = self.settings
        if not settings.speech_model:
            return None
        from interviewer.adapters.openai_voice import OpenAIVoice

        return OpenAIVoice(
            settings.speech_model,
            settings.speech_voice,
            api_key=settings.speech_api_key or settings.openai_api_key,
            base_url=settings.speech_base_url or settings.openai_base_url,
            speed=settings.speech_speed,
        )

    @cached_property
    def reading(self) -> Reading | None:
        return Reading(self.voice) if self.voice is not None else None

    @cached_property
    def recording_store(self) -> RecordingStore:
        from interviewer.adapters.sql.recording_store import SqlRecordingStore

        return SqlRecordingStore(self.database)

    @cached_property
    def transcriber(self) -> Transcriber | None:
        """Turns recorded answers into text; None where nothing on this machine or elsewhere does."""
        from interviewer.adapters.local_transcriber import LocalTranscriber, installed

        settings = self.settings
        if settings.transcription_provider == "openai" or (
            settings.transcription_provider == "auto" and settings.has_transcription_server
        ):
            from interviewer.adapters.openai_transcriber import OpenAITranscriber

            return OpenAITranscriber(
                settings.transcription_model,
                api_key=settings.transcription_api_key or settings.openai_api_key,
                base_url=settings.transcription_base_url or settings.openai_base_url,
                timeout_seconds=settings.transcription_timeout_seconds,
            )
        if settings.transcription_provider == "local" or (settings.transcription_provider == "auto" and installed()):
            return LocalTranscriber(settings.transcription_local_model)
        return None

    @cached_property
    def recordings(self) -> Recordings:
        return Recordings(self.recording_store, self.preferences, self.clock)

    @cached_property
    def spoken_answers(self) -> SpokenAnswers:
        return SpokenAnswers(self.recordings, self.delivery)

    @cached_property
    def hearing(self) -> Hearing:
        return Hearing(self.recording_store, self.sessions, self.notes, self.transcriber)

    @cached_property
    def background_hearing(self) -> BackgroundHearing:
        return BackgroundHearing(self.hearing)

    @cached_property
    def voice_activity(self) -> VoiceActivity:
        from interviewer.adapters.silero_voice_activity import SileroVoiceActivity

        return SileroVoiceActivity()

    @cached_property
    def delivery(self) -> DeliveryMeter:
        return DeliveryMeter(self.voice_activity)
