"""An OpenAI-compatible server on loopback, over real HTTP, that chats and transcribes and misbehaves on request.

In a test: `with StubOpenAI() as server: server.will(Status(429)); OpenAIChat(..., base_url=server.url)`.
By hand: `python -m tests.stub_openai PORT`.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any, TypeAlias

KEY = "test-key"
USAGE = {
    "prompt_tokens": 7,
    "completion_tokens": 3,
    "total_tokens": 10,
    "prompt_tokens_details": {"cached_tokens": 5},
}
"""What every reply is said to have taken."""
_LONGEST = 30.0
"""Seconds that a request is held at most."""
Body: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Status:
    """Answer with a failure."""

    code: int
    message: str = "no"
    retry_after: float | str | None = None


@dataclass(frozen=True)
class Slow:
    """Answer after so many seconds; with `headers_first` these come at once, and the first byte of the body late."""

    seconds: float
    headers_first: bool = False


@dataclass(frozen=True)
class Silent:
    """Never answer."""


@dataclass(frozen=True)
class Dripping:
    """Send a blank now and then, for ever."""

    every: float


@dataclass(eq=False)
class Held:
    """Do this (or what is usual) once `go` is set; `arrived` tells that the request is there."""

    act: Act | None = None
    arrived: Event = field(default_factory=Event)
    go: Event = field(default_factory=Event)


@dataclass(eq=False)
class Flood:
    """Answer with a reply of so many bytes. `sent` counts those that went out before the client hung up."""

    size: int
    says_length: bool = True
    sent: int = 0
    ended: Event = field(default_factory=Event)


@dataclass(frozen=True)
class Text:
    """Answer with this text, whatever was asked for; `finish` None leaves the end mark out."""

    text: str
    finish: str | None = "stop"


@dataclass(frozen=True)
class Refusal:
    """Answer with a refusal."""


@dataclass(frozen=True)
class Cut:
    """Break off: half a body, or a stream without its end; `rudely` drops the connection in mid-chunk."""

    rudely: bool = False


@dataclass(frozen=True)
class Garbage:
    """Answer 200 with a body that is no chat completion."""

    body: str = "<html>busy</html>"


Act: TypeAlias = Status | Slow | Silent | Dripping | Held | Flood | Text | Refusal | Cut | Garbage


class StubOpenAI:
    """`reply` gives the text for a request.

    `rejects` says by status which ways of asking for an object it refuses, `says_why` whether it names them. `hears`
    gives the transcript for the fields of a request (with `file`, the audio), which must have none that it refuses.
    """

    lists: list[str] | None = None
    """The models that it tells of; None: it has no such list."""

    def __init__(self, reply: Callable[[Body], str] | None = None, port: int = 0) -> None:
        self.reply = reply or (
            lambda body: json.dumps(example_of(schema_of(body))) if schema_of(body) else "Hello there."
        )
        self.rejects: dict[str, int] = {}
        self.says_why = True
        self.ignores_forms = False
        self.requests: list[Body] = []
        self.headers: list[Message] = []
        self.hears: Callable[[Body], str] = lambda _: "大量 key 在同一时间过期"
        self.refuses_fields: set[str] = set()
        self.recordings: list[Body] = []
        self._acts: list[Act] = []
        self.closed = Event()
        handler = type("Handler", (_Handler,), {"stub": self})
        self._server = _Server(("127.0.0.1", port), handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    @property
    def forms(self) -> list[str]:
        """How each request asked for its reply."""
        return [form_of(body) for body in self.requests]

    def will(self, *acts: Act) -> None:
        """What the next requests get, one each; after them all goes well."""
        self._acts.extend(acts)

    def next_act(self, body: Body) -> Act:
        self.requests.append(body)
        if form_of(body) in self.rejects:
            why = f"{form_of(body)} is not supported" if self.says_why else "Internal Server Error"
            return Status(self.rejects[form_of(body)], why)
        return self._acts.pop(0) if self._acts else Text(self.reply(body))

    def next_hearing(self, fields: Body) -> Act:
        self.recordings.append(fields)
        if refused := self.refuses_fields & fields.keys():
            return Status(400, f"Unknown parameter: {min(refused)}")
        return self._acts.pop(0) if self._acts else Text(self.hears(fields))

    def __enter__(self) -> StubOpenAI:
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closed.set()
        self._server.shutdown()
        self._server.server_close()


def form_of(body: Body) -> str:
    """`json_schema`, `json_object`, `tools` or `text`."""
    if body.get("tools"):
        return "tools"
    return str((body.get("response_format") or {}).get("type", "text"))


def schema_of(body: Body) -> Body | None:
    if body.get("tools"):
        return dict(body["tools"][0]["function"]["parameters"])
    found = (body.get("response_format") or {}).get("json_schema", {}).get("schema")
    return dict(found) if found else None


def example_of(schema: Body) -> Any:
    """The plainest value that fits."""
    if "enum" in schema:
        return schema["enum"][0]
    if schema["type"] == "object":
        return {name: example_of(inner) for name, inner in schema["properties"].items()}
    return {"array": [], "string": "text", "integer": 1, "number": 0.5, "boolean": True}[schema["type"]]


def _chunk_of(body: Body) -> Body:
    return {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": body["model"]}


def fields_of(data: bytes, content_type: str) -> Body:
    """What a multipart form holds: text, bytes for the file, a list for a field that ends in []."""
    message = message_from_bytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + data)
    found: Body = {}
    for part in message.get_payload():
        name = str(part.get_param("name", header="content-disposition"))
        value = part.get_payload(decode=True)
        if part.get_filename() is not None:
            found[name] = value
        elif name.endswith("[]"):
            found.setdefault(name[:-2], []).append(value.decode())
        else:
            found[name] = value.decode()
    return found


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that give up are part of the tests: not a word."""


class _Handler(BaseHTTPRequestHandler):
    stub: StubOpenAI
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    _pause = 0.0

    def do_POST(self) -> None:
        data = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/v1/audio/transcriptions":
            return self._transcribe(fields_of(data, self.headers["Content-Type"]))
        body = json.loads(data)
        if self.headers.get("Authorization") != f"Bearer {KEY}":
            return self._fail(Status(401, "Incorrect API key provided"))
        if self.path != "/v1/chat/completions":
            return self._fail(Status(404))
        self.stub.headers.append(self.headers)
        act = self.stub.next_act(body)
        if isinstance(act, Held):
            act.arrived.set()
            act.go.wait(_LONGEST)
            act = act.act or Text(self.stub.reply(body))
        if isinstance(act, Slow):
            self._pause = act.seconds if act.headers_first else 0.0
            time.sleep(act.seconds - self._pause)
            act = Text(self.stub.reply(body))
        if isinstance(act, Silent):
            self.close_connection = True
            self.stub.closed.wait(_LONGEST)
            return None
        if isinstance(act, Dripping | Flood):
            return self._without_end(body, act)
        if isinstance(act, Status):
            return self._fail(act)
        if isinstance(act, Garbage):
            return self._send(200, act.body.encode(), "text/html" if act.body.startswith("<") else "application/json")
        return self._stream(body, act) if body.get("stream") else self._complete(body, act)

    def _without_end(self, body: Body, act: Dripping | Flood) -> None:
        self.close_connection = True
        kind = "text/event-stream" if body.get("stream") else "application/json"
        self.send_response(200)
        self.send_header("Content-Type", kind)
        if isinstance(act, Flood) and act.says_length:
            self.send_header("Content-Length", str(act.size))
        self.end_headers()
        try:
            if isinstance(act, Dripping):
                while not self.stub.closed.wait(act.every):
                    self.wfile.write(b" ")
                return
            while act.sent < act.size:
                act.sent += self.connection.send(b" " * 65_536)
        except OSError:
            pass  # the client has hung up
        finally:
            if isinstance(act, Flood):
                act.ended.set()

    def _transcribe(self, fields: Body) -> None:
        if self.headers.get("Authorization") != f"Bearer {KEY}":
            return self._fail(Status(401, "Incorrect API key provided"))
        act = self.stub.next_hearing(fields)
        if isinstance(act, Slow):
            time.sleep(act.seconds)
            act = Text(self.stub.hears(fields))
        if isinstance(act, Status):
            return self._fail(act)
        if isinstance(act, Garbage):
            return self._send(200, act.body.encode(), "text/html" if act.body.startswith("<") else "application/json")
        text = act.text if isinstance(act, Text) else ""
        return self._send(200, json.dumps({"text": text}, ensure_ascii=False).encode(), "application/json")

    def _fail(self, act: Status) -> None:
        headers = {} if act.retry_after is None else {"Retry-After": str(act.retry_after)}
        error = {"error": {"message": act.message, "type": "error", "code": None}}
        self._send(act.code, json.dumps(error).encode(), "application/json", headers)

    def _complete(self, body: Body, act: Act) -> None:
        message: Body = {"role": "assistant", "content": None}
        finish: str | None = "stop"
        if isinstance(act, Refusal):
            message["refusal"] = "I cannot help with that."
        elif isinstance(act, Cut):
            message["content"], finish = self.stub.reply(body)[:5], "length"
        elif isinstance(act, Text) and body.get("tools") and not self.stub.ignores_forms:
            function = {"name": body["tools"][0]["function"]["name"], "arguments": act.text}
            message["tool_calls"] = [{"id": "c1", "type": "function", "function": function}]
            finish = "tool_calls"
        elif isinstance(act, Text):
            message["content"], finish = act.text, act.finish
        choice = {"index": 0, "finish_reason": finish, "message": message}
        reply = {"id": "x", "object": "chat.completion", "created": 1, "model": body["model"], "choices": [choice]}
        self._send(200, json.dumps(reply | {"usage": USAGE}).encode(), "application/json")

    def _stream(self, body: Body, act: Act) -> None:
        text = act.text if isinstance(act, Text) else self.stub.reply(body)
        finish = act.finish if isinstance(act, Text) else "content_filter" if isinstance(act, Refusal) else "stop"
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        time.sleep(self._pause)
        self._event(body, {"role": "assistant", "content": ""}, None)
        size = max(4, len(text) // 1000)
        pieces = [text[at : at + size] for at in range(0, len(text), size)]
        for piece in pieces[:2] if isinstance(act, Cut) else pieces:
            self._event(body, {"content": piece}, None)
        if isinstance(act, Cut) and act.rudely:
            self.close_connection = True
            self.wfile.write(b"ff\r\ndata: {")
            return
        if not isinstance(act, Cut):
            self._event(body, {}, finish)
            if (body.get("stream_options") or {}).get("include_usage"):
                self._chunk(
                    b"data: " + json.dumps(_chunk_of(body) | {"choices": [], "usage": USAGE}).encode() + b"\n\n"
                )
            self._chunk(b"data: [DONE]\n\n")
        self._chunk(b"")

    def _event(self, body: Body, delta: Body, finish: str | None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        self._chunk(b"data: " + json.dumps(_chunk_of(body) | {"choices": [choice]}).encode() + b"\n\n")

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def _send(self, code: int, data: bytes, kind: str, headers: dict[str, str] | None = None) -> None:
        self.send_response(code)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(data)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        time.sleep(self._pause)
        self.wfile.write(data)

    def do_GET(self) -> None:
        if self.path != "/v1/models" or self.stub.lists is None:
            return self._fail(Status(404))
        if self.headers.get("Authorization") != f"Bearer {KEY}":
            return self._fail(Status(401, "Incorrect API key provided"))
        models = [{"id": name, "object": "model", "created": 1, "owned_by": "stub"} for name in self.stub.lists]
        return self._send(200, json.dumps({"object": "list", "data": models}).encode(), "application/json")

    def log_message(self, format: str, *args: object) -> None:
        pass


if __name__ == "__main__":
    with StubOpenAI(port=int(sys.argv[1])) as server:
        print(server.url, "key:", KEY, flush=True)
        while True:
            time.sleep(60)
