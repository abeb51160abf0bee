"""What the product adds before the first verdict of a model is seen: `python -m bench.first_token`.

A chat server on loopback answers at once with a stream whose first piece holds a whole verdict. Counted is the time
from sending the answer until the request has arrived there, and from that piece until it is given to the page.
"""

from __future__ import annotations

import json
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median, quantiles
from threading import Thread

from bench.figures import ROOT, write
from interviewer.bootstrap import Container
from interviewer.domain.notes import Origin
from interviewer.domain.watching import watching
from interviewer.settings import load

ANSWERS = 40
_POINT = re.compile(r"^(\d+)\. ", re.M)


class ChatServer(ThreadingHTTPServer):
    """`asked` and `told` are when a request had come, and when the first verdict of its reply went out: the first ones
    since `asked` was set to 0, because a second look asks again."""

    asked = told = 0.0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class _Handler(BaseHTTPRequestHandler):
    server: ChatServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked = self.server.asked or time.perf_counter()
        text = _reply(body["messages"])
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream" if body.get("stream") else "application/json")
        self.end_headers()
        if body.get("stream"):
            self._stream(text)
        else:
            message = {"role": "assistant", "content": text}
            choice = {"index": 0, "finish_reason": "stop", "message": message}
            self.wfile.write(json.dumps({"id": "x", "object": "chat.completion", "choices": [choice]}).encode())

    def _stream(self, text: str) -> None:
        first = text.index("}") + 1
        self._event({"role": "assistant", "content": ""})
        self.server.told = self.server.told or time.perf_counter()
        self._event({"content": text[:first]})
        time.sleep(0.1)
        self._event({"content": text[first:]})
        self._event({}, "stop")
        self.wfile.write(b"data: [DONE]\n\n")

    def _event(self, delta: dict[str, str], finish: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        event = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
        self.wfile.write(b"data: " + json.dumps(event).encode() + b"\n\n")
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        pass


def _reply(messages: list[dict[str, str]]) -> str:
    """Every point missed; to anything else a question."""
    if "verdicts" not in messages[0]["content"]:
        return json.dumps({"question": "还有别的方面可以补充吗？"}, ensure_ascii=False)
    points = messages[-1]["content"].partition("<key_points>")[2].partition("</key_points>")[0]
    missed = {"quote": "", "verdict": "missed", "remark": "没有说到。"}
    verdicts = [{"point": int(at), **missed} for at in _POINT.findall(points)]
    return json.dumps({"verdicts": verdicts, "false_claims": []}, ensure_ascii=False)


def main() -> None:
    with _serving() as server, tempfile.TemporaryDirectory() as folder:
        settings = load(data_dir=Path(folder), openai_api_key="none", openai_base_url=server.url, openai_model="m")
        container = Container(settings)
        container.ingest.ingest([ROOT / "knowledge" / "database"], origin=Origin.SHIPPED, base=ROOT)
        times = [_once(container, server, number) for number in range(ANSWERS + 2)][2:]  # the first ones load libraries
        container.close()
    whole = [sum(each) for each in times]
    figures = {
        "answers": len(times),
        "until_asked_p50_ms": round(median(each for each, _ in times), 1),
        "until_shown_p50_ms": round(median(each for _, each in times), 1),
        "added_p50_ms": round(median(whole), 1),
        "added_p95_ms": round(quantiles(whole, n=20)[-1], 1),
    }
    print(write("first-token", figures).read_text(encoding="utf-8"))


def _once(container: Container, server: ChatServer, number: int) -> tuple[float, float]:
    """Milliseconds until the model was asked, and from its first verdict until that was given to who looks on."""
    session = container.practice.start(topics=(), origins=(), question_count=1, language="zh", seed=number)
    turn, seen = session.turns[0], list[float]()
    answer = f"{turn.question.key_points[0].text}，第 {number} 次这样说。"
    server.asked = server.told = 0.0
    started = time.perf_counter()
    container.practice.save_answer(session.id, turn.id, answer)
    with watching(lambda _: seen.append(time.perf_counter())):
        container.grader.grade(turn.question, answer)
    if not seen:  # the first reply is not streamed: how this server gives objects is found out with it
        return 0.0, 0.0
    return 1000 * (server.asked - started), 1000 * (seen[0] - server.told)


@contextmanager
def _serving() -> Iterator[ChatServer]:
    server = ChatServer(("127.0.0.1", 0), _Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


if __name__ == "__main__":
    main()
