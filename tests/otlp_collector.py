"""A collector of traces on loopback that keeps what it is sent: OTLP over HTTP, as protobuf."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest


@dataclass(frozen=True)
class Sent:
    """One span; `above` is the id of the one it stands under, "" for the first of a trace."""

    name: str
    id: str
    above: str
    trace: str
    facts: dict[str, Any]
    failed: bool
    events: int


class Collector:
    def __init__(self) -> None:
        self.spans: list[Sent] = []
        self.headers: list[dict[str, str]] = []
        self.resource: dict[str, Any] = {}
        self.raw = b""
        handler = type("Handler", (_Handler,), {"collector": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def named(self, name: str) -> Sent:
        """The one span of that name."""
        (found,) = [span for span in self.spans if span.name == name]
        return found

    def take(self, data: bytes) -> None:
        self.raw += data
        for group in ExportTraceServiceRequest.FromString(data).resource_spans:
            self.resource.update(_facts(group.resource.attributes))
            for scope in group.scope_spans:
                self.spans += [_sent(span) for span in scope.spans]

    def __enter__(self) -> Collector:
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    collector: Collector

    def do_POST(self) -> None:
        data = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers.get("Content-Encoding") == "gzip":
            data = gzip.decompress(data)
        known = self.path == "/v1/traces"
        if known:
            self.collector.headers.append({name.title(): value for name, value in self.headers.items()})
            self.collector.take(data)
        self.send_response(200 if known else 404)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


def _sent(span: Any) -> Sent:
    return Sent(
        span.name,
        span.span_id.hex(),
        span.parent_span_id.hex(),
        span.trace_id.hex(),
        _facts(span.attributes),
        span.status.code == 2,
        len(span.events),
    )


def _facts(attributes: Any) -> dict[str, Any]:
    return {each.key: getattr(each.value, each.value.WhichOneof("value")) for each in attributes}
