"""A recogniser on loopback with `/v1/audio/transcriptions` that hears what it is told to, and a tone to be heard."""

from __future__ import annotations

import io
import json
import math
import struct
import time
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

RATE = 16_000


@dataclass
class Recogniser:
    """`wait` in seconds and `refuse`, an HTTP status or 0, are for the next request only."""

    url: str = ""
    hears: str = ""
    wait: float = 0.0
    refuse: int = 0


@contextmanager
def recogniser() -> Iterator[Recogniser]:
    told = Recogniser()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(told))
    told.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()


def _handler(told: Recogniser) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            wait, status, told.wait, told.refuse = told.wait, told.refuse or 200, 0.0, 0
            time.sleep(wait)
            body = json.dumps({"text": told.hears} if status == 200 else {"error": {"message": "busy"}}).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    return Handler


def a_tone(seconds: float = 3.0) -> bytes:
    """A mono PCM16 WAV."""
    file, count = io.BytesIO(), round(seconds * RATE)
    samples = (round(9_000 * math.sin(2 * math.pi * 220 * at / RATE)) for at in range(count))
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(struct.pack(f"<{count}h", *samples))
    return file.getvalue()
