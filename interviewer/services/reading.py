"""Reading questions aloud by a server's voice: pages hand out tickets, the browser fetches the speech for them."""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections import OrderedDict

from interviewer.domain.ports import SpokenText, Voice

_KEPT = 256


class Reading:
    """A ticket cannot be guessed, so that nobody has texts read that no page of this process has shown."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self._secret = secrets.token_bytes(16)
        self._texts: OrderedDict[str, str] = OrderedDict()
        self._lock = threading.Lock()

    def ticket(self, text: str) -> str:
        """What to ask for the text with; the same one for the same text."""
        made = hashlib.blake2b(text.encode("utf-8", "replace"), key=self._secret, digest_size=16).hexdigest()
        with self._lock:
            self._texts[made] = text
            self._texts.move_to_end(made)
            if len(self._texts) > _KEPT:
                self._texts.popitem(last=False)
        return made

    def speech(self, ticket: str) -> SpokenText | None:
        """The speech for a ticket; None for one that is not known (any more). Raises VoiceUnavailable."""
        with self._lock:
            text = self._texts.get(ticket)
        return None if text is None else self._voice.say(text)
