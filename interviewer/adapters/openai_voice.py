"""The Voice port over any OpenAI-compatible `/v1/audio/speech`, hosted or on this machine."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

from interviewer.adapters.openai_errors import reason_for
from interviewer.domain.errors import VoiceUnavailable
from interviewer.domain.ports import SpokenText

if TYPE_CHECKING:
    from openai import OpenAI

_LONGEST = 1_000
"""Characters that are read: a question has at most a few hundred."""
_KEPT = 64
_TYPES = {b"RIFF": "audio/wav", b"OggS": "audio/ogg", b"fLaC": "audio/flac"}


class OpenAIVoice:
    """The same text is asked for once in the life of the process."""

    def __init__(
        self,
        model: str,
        voice: str,
        *,
        api_key: str,
        base_url: str = "",
        speed: float = 1.0,
        timeout_seconds: float = 10,
    ) -> None:
        self._model, self._voice, self._speed = model, voice, speed
        self._api_key, self._base_url, self._timeout = api_key, base_url, timeout_seconds
        self._client: OpenAI | None = None
        self._said: OrderedDict[str, SpokenText] = OrderedDict()
        self._lock = threading.Lock()

    def say(self, text: str) -> SpokenText:
        text = text[:_LONGEST].encode("utf-8", "replace").decode("utf-8").replace("\x00", " ").strip()
        if not text:
            return SpokenText(b"", "audio/mpeg")
        with self._lock:
            if text in self._said:
                self._said.move_to_end(text)
                return self._said[text]
        made = self._asked(text)
        with self._lock:
            self._said[text] = made
            if len(self._said) > _KEPT:
                self._said.popitem(last=False)
        return made

    def _asked(self, text: str) -> SpokenText:
        try:
            reply = self._opened().audio.speech.create(
                model=self._model, voice=self._voice, input=text, speed=self._speed, response_format="mp3"
            )
            audio = reply.read()
            declared = reply.response.headers.get("content-type", "")
        except Exception as error:  # the client, its HTTP library and broken replies raise dozens of kinds
            raise VoiceUnavailable(model=self._model, reason=str(reason_for(error))) from error
        kind = _type_of(audio, declared)
        if kind is None:
            raise VoiceUnavailable(model=self._model, reason="unusable_reply")
        return SpokenText(audio, kind)

    def _opened(self) -> OpenAI:
        with self._lock:
            if self._client is None:
                from openai import OpenAI

                self._client = OpenAI(
                    api_key=self._api_key or "none",
                    base_url=self._base_url or None,
                    timeout=self._timeout,
                    max_retries=0,  # the browser's own voice is there at once
                )
            return self._client


def _type_of(audio: bytes, declared: str) -> str | None:
    """The media type by the first bytes; servers give what they can, whatever was asked for. None: no audio."""
    known = _TYPES.get(audio[:4])
    if known:
        return known
    if audio[:3] == b"ID3" or (len(audio) > 2 and audio[0] == 0xFF and audio[1] & 0xE0 == 0xE0):
        return "audio/mpeg"
    kind = declared.split(";")[0].strip().lower()
    return kind if audio and kind.startswith("audio/") else None
