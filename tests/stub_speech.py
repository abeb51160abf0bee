"""An OpenAI-compatible `/v1/audio/speech` on loopback that gives a short beep, or what a test sets instead."""

from __future__ import annotations

import io
import json
import math
import struct
import time
import wave
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

KEY = "speech-key"


def beep(seconds: float = 0.3) -> bytes:
    """A WAV of a soft tone."""
    file, rate = io.BytesIO(), 16_000
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        tone = (int(3_000 * math.sin(at / 12)) for at in range(int(seconds * rate)))
        sound.writeframes(b"".join(struct.pack("<h", each) for each in tone))
    return file.getvalue()


class StubSpeech:
    """`asked` holds the requests; `status`, `body`, `media_type` and `wait` (seconds) are what it answers with."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.status, self.body, self.media_type, self.wait = 200, beep(), "audio/wav", 0.0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> StubSpeech:
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def _handler(stub: StubSpeech) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            stub.asked.append({**asked, "path": self.path, "key": self.headers.get("Authorization", "")})
            time.sleep(stub.wait)
            failed = stub.status != 200
            body = b'{"error": {"message": "no"}}' if failed else stub.body
            self.send_response(stub.status)
            self.send_header("Content-Type", "application/json" if failed else stub.media_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    return Handler
