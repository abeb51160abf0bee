"""The embedder over an OpenAI-compatible server, against a small one on loopback."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from interviewer.adapters.openai_embedder import OpenAIEmbedder
from interviewer.domain.errors import EmbeddingUnavailable


class Server(ThreadingHTTPServer):
    """Answers with the length of each text and 1 as vector; `status` other than 200 is an error."""

    status = 200
    asked: list[dict]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(body)
        rows = [{"index": at, "embedding": [float(len(text)), 1.0]} for at, text in enumerate(body["input"])]
        reply = {"data": rows, "model": body["model"], "usage": {"prompt_tokens": 1, "total_tokens": 1}}
        data = json.dumps(reply if self.server.status == 200 else {"error": {"message": "no"}}).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args):
        pass


@pytest.fixture
def server():
    server = Server(("127.0.0.1", 0), Handler)
    server.asked = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_vectors_are_of_unit_length_and_in_the_order_of_the_texts(server):
    vectors = OpenAIEmbedder("m", "key", server.url).embed(["abc", "a"])
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    assert vectors[0] == pytest.approx([3 / 10**0.5, 1 / 10**0.5], abs=1e-5)


def test_texts_go_out_as_text_and_never_empty(server):
    OpenAIEmbedder("m", "key", server.url).embed(["", "\ud800", "x" * 9_000])
    assert all(text and len(text) <= 4_000 for request in server.asked for text in request["input"])


def test_many_texts_go_in_several_requests(server):
    assert len(OpenAIEmbedder("m", "key", server.url).embed([str(at) for at in range(150)])) == 150
    assert len(server.asked) == 3


def test_dimensions_are_asked_for_once(server):
    embedder = OpenAIEmbedder("m", "key", server.url)
    assert (embedder.dimensions, embedder.dimensions, embedder.embed([]).shape) == (2, 2, (0, 2))
    assert len(server.asked) == 1


def test_a_server_that_refuses_the_key_is_told_as_that(server):
    server.status = 401
    with pytest.raises(EmbeddingUnavailable) as told:
        OpenAIEmbedder("m", "key", server.url).embed(["a"])
    assert told.value.details == {"model": "m", "reason": "wrong_key"}


def test_a_server_that_is_not_there_is_told_as_that():
    with pytest.raises(EmbeddingUnavailable) as told:
        OpenAIEmbedder("m", "key", "http://127.0.0.1:9/v1", timeout_seconds=2).embed(["a"])
    assert told.value.details["reason"] == "unreachable"


def test_the_name_tells_the_model():
    assert "text-embedding-3-small" in OpenAIEmbedder("text-embedding-3-small", "").name
