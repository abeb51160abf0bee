"""The Transcriber port over any server with OpenAI's /v1/audio/transcriptions, hosted or on this machine."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from interviewer.adapters.openai_chat import OPENAI
from interviewer.adapters.openai_errors import reason_for, status_of
from interviewer.domain.errors import TranscriptionUnavailable
from interviewer.domain.speech import Transcript

if TYPE_CHECKING:
    from openai import OpenAI

LARGEST = 25_000_000
"""Bytes that hosted recognisers take; a minute of our recordings has 1.9 million."""
_CONNECT_SECONDS = 5.0
_REFUSED_FORM = (400, 415, 422)
_TAKE_PROMPTS = ("gpt-4o",)


class OpenAITranscriber:
    """A recogniser on one server. Nothing is imported or connected before the first recording.

    Terms go in the way that the model takes them. Whisper gets no prompt: a list of terms there makes it drop words.
    """

    def __init__(self, model: str, *, api_key: str, base_url: str = "", timeout_seconds: float = 60.0) -> None:
        self._model = model
        self._api_key = api_key.strip() or "none"
        self._base_url = base_url.rstrip("/") or OPENAI
        self._timeout = timeout_seconds
        self._client: OpenAI | None = None
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        return self._model

    @property
    def place(self) -> str:
        return urlsplit(self._base_url).netloc.rpartition("@")[2]

    def transcribe(self, audio: bytes, *, language: str, terms: Sequence[str]) -> Transcript:
        if len(audio) > LARGEST:
            raise TranscriptionUnavailable(why="speech.too_large")
        bias = self._bias(language, terms)
        try:
            return self._asked(audio, bias)
        except TranscriptionUnavailable as error:
            if status_of(error.__cause__ or error) not in _REFUSED_FORM:
                raise
        return self._asked(audio, {"language": language})  # a server that does not know one of the ways to bias it

    def _asked(self, audio: bytes, options: dict[str, Any]) -> Transcript:
        try:
            reply = self._opened().audio.transcriptions.create(
                file=("answer.wav", audio, "audio/wav"), model=self._model, response_format="json", **options
            )
        except Exception as error:  # the client, its HTTP library and broken replies raise dozens of kinds
            raise TranscriptionUnavailable(why=f"speech.{reason_for(error)}") from error
        text = getattr(reply, "text", None)
        if not isinstance(text, str):
            raise TranscriptionUnavailable(why="speech.unusable_reply")
        return Transcript(text.strip(), self.name)

    def _bias(self, language: str, terms: Sequence[str]) -> dict[str, Any]:
        if "whisper" in self._model:
            hosted = self._base_url == OPENAI or not terms
            return {"language": language} if hosted else _with_hotwords(language, terms)
        if self._model.startswith(_TAKE_PROMPTS):
            return {"language": language, "prompt": ", ".join(terms)} if terms else {"language": language}
        languages = ["zh", "en"] if language == "zh" else [language]
        return {"languages": languages, "keywords": list(terms)} if terms else {"languages": languages}

    def _opened(self) -> OpenAI:
        with self._lock:
            if self._client is None:
                from openai import OpenAI, Timeout

                timeout = Timeout(self._timeout, connect=min(_CONNECT_SECONDS, self._timeout))
                self._client = OpenAI(api_key=self._api_key, base_url=self._base_url, timeout=timeout, max_retries=0)
            return self._client


def _with_hotwords(language: str, terms: Sequence[str]) -> dict[str, Any]:
    """As servers around faster-whisper take them; others pass over the field."""
    return {"language": language, "extra_body": {"hotwords": " ".join(terms)}}
