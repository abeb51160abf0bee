"""One running app with secrets in its settings and scripts in everything it was given; then a thousand bad requests."""

from __future__ import annotations

import contextlib
import random
import re
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pytest
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from bench.app_server import app_server, free_port
from bench.candidate_pictures import _interview
from interviewer.bootstrap import Container
from interviewer.domain.scorecard import Recommendation
from interviewer.services import reports
from interviewer.services.desk.files import from_text
from interviewer.services.report_files import ReportFormat
from interviewer.settings import ROOT, Settings
from tests.browser.conftest import KNOWLEDGE
from tests.faults.web_socket import a_rerun, until_finished

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
ELSEWHERE = "http://elsewhere.invalid"
SCRIPTS = (
    "<script>window.ran=1;alert(1)</script>",
    '<img src=x onerror="window.ran=1;alert(1)">',
    '<svg onload="window.ran=1"><script>window.ran=1</script></svg>',
    "[a link](javascript:window.ran=1)",
    f"![a picture]({ELSEWHERE}/p.png)",
    f'<iframe src="{ELSEWHERE}/"></iframe><link rel=stylesheet href="{ELSEWHERE}/s.css">',
    '<a href="data:text/html,<script>window.ran=1</script>">x</a>',
    f"<style>@import '{ELSEWHERE}/i.css'; * {{ background: url({ELSEWHERE}/b.png) }}</style>",
    "$\\href{javascript:window.ran=1}{x}$",
    '" onmouseover="window.ran=1" autofocus onfocus="window.ran=1',
    "</textarea></title></style><script>window.ran=1</script>",
)
PLANTED = " ".join(SCRIPTS)
SECRETS = {
    "OPENAI_API_KEY": "sk-canary-openai-6f1d2c",
    "SPEECH_API_KEY": "sk-canary-speech-91ab3e",
    "TRANSCRIPTION_API_KEY": "sk-canary-heard-7c55d0",
}
PASSWORD = "canary-password-4e8a"
REQUESTS = 1_000


@pytest.fixture(scope="module")
def world(browser):
    """The app, and the ids of what was planted: session, question set, interview."""
    dead = f"http://127.0.0.1:{free_port()}/v1"
    given = SECRETS | {"OPENAI_BASE_URL": dead, "SPEECH_BASE_URL": dead, "TRANSCRIPTION_BASE_URL": dead}
    with app_server(given | {"INTERVIEWER_KNOWLEDGE_DIR": str(KNOWLEDGE)}, start=False) as server:
        ids = plant(server.data_dir)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("bench.app_server._SECONDS_TO_START", 400)
            server.start()
        yield server, ids


def plant(data_dir: Path) -> dict[str, str]:
    given = {"INTERVIEWER_DATA_DIR": data_dir, "INTERVIEWER_KNOWLEDGE_DIR": KNOWLEDGE}
    product = Container(Settings.model_validate(given))
    product.bring_up_index()
    lines = "\n".join(f"- 要点 {each}" for each in SCRIPTS)
    note = data_dir / "planted.md"
    heads = (f"# 笔记 {SCRIPTS[1]}", f"## 脚本 {SCRIPTS[0]}", lines, f"## 空 {SCRIPTS[3]}", f"## 问题？{SCRIPTS[2]}")
    note.write_text("\n\n".join(heads) + "\n", encoding="utf-8")
    product.ingest.ingest([note])
    topic = next(each.path for each in product.notes.sections() if each.source.file == str(note) and each.key_points)
    session = product.practice.start(topics=(topic,), origins=(), question_count=1, language="zh", seed=1)
    turn = session.turns[0]
    graded = product.practice.submit_answer(session.id, turn.id, f"要点 {PLANTED}。先看监控。", language="zh")
    while graded.open_follow_up is not None:
        product.practice.save_answer(session.id, turn.id, PLANTED)
        graded = product.practice.grade_turn(session.id, turn.id, language="zh")
    product.practice.end(session.id)
    product.history.rename(session.id, SCRIPTS[0][:60])
    report = reports.build(product.sessions.get(session.id))
    for kind in ReportFormat:
        if product.report_files.trouble(report, kind) is None:
            (data_dir / f"report.{kind.value}").write_bytes(product.report_files.make(report, kind, "zh"))
    points = "".join(f"      - text: {each!r}\n" for each in SCRIPTS[:3])
    head = f"interviewer-question-set: 1\nname: {SCRIPTS[0]!r}\nquestions:\n"
    yaml = f"{head}  - question: {SCRIPTS[1]!r}\n    key_points:\n"
    kept = product.desk.sets.keep(from_text(yaml + points, "x.yaml", product.clock.now()))
    _interview(product, "i1", "c1", SCRIPTS[0], SCRIPTS[1], (4, 3, 2, 4, 5, 4), Recommendation.YES)
    section = next(each for each in product.notes.sections() if each.source.file == str(note) and each.key_points)
    product.close()
    return {"session": session.id, "set": kept.id, "interview": "i1", "section": section.id, "file": str(note)}


def addresses(ids):
    yield from ("", "history", "progress", "notes", "doctor", "desk", "candidates", "candidates?candidate=c1")
    yield from (f"practice?session={ids['session']}", f"report?session={ids['session']}")
    yield from (
        f"desk?set={ids['set']}",
        f"scorecard?interview={ids['interview']}",
        f"live?interview={ids['interview']}",
    )
    yield f"note?file={quote(ids['file'])}&section={ids['section']}"
    yield from (f"report?session={quote(SCRIPTS[0])}", f"note?file={quote(PLANTED)}", f"?lang={quote(SCRIPTS[0])}")


def test_nothing_planted_runs_or_calls_out_on_any_page_or_in_the_html_report(world, browser):
    server, ids = world
    context = browser.new_context(locale="zh-CN")
    troubles, seen, shown = [], [], []
    context.on("request", lambda request: seen.append(request.url))
    context.on("dialog", lambda dialog: (troubles.append(dialog.message), dialog.dismiss()))
    page = context.new_page()
    for address in addresses(ids):
        page.goto(f"{server.url}/{address}")
        page.get_by_test_id("stAppViewContainer").wait_for()
        page.get_by_test_id("stStatusWidget").wait_for(state="detached", timeout=60_000)
        page.wait_for_timeout(300)
        for box in page.locator("details summary").filter(visible=True).all()[:12]:
            with contextlib.suppress(Exception):
                box.click(timeout=1_000)
        troubles += [address] if page.evaluate("window.ran") else []
        shown += [address] if "window.ran" in page.locator("body").inner_text() else []
        assert "Traceback" not in page.content(), address
    page.goto((server.data_dir / "report.html").as_uri())
    troubles += ["report.html"] if page.evaluate("window.ran") else []
    assert "window.ran" in page.content()  # it is there, as text
    context.close()
    own = (server.url, server.url.replace("http", "ws"), "data:", "blob:", "about:", "file:")
    assert troubles == []
    assert len(shown) >= 5, shown  # it was on the pages, as text
    assert [url for url in seen if not url.startswith(own)] == []


def emitted(server) -> dict[str, bytes]:
    """Everything that the app wrote: logs, exports, indexes and the database."""
    return {str(file): file.read_bytes() for file in server.data_dir.rglob("*") if file.is_file()}


def test_no_secret_is_in_any_message_page_log_export_or_file(world, tmp_path):
    server, ids = world
    said: dict[str, bytes] = {}
    with connect(f"ws://127.0.0.1:{server.port}/_stcore/stream", subprotocols=["streamlit"], max_size=None) as socket:
        for page in ("", *addresses(ids)):
            socket.send(a_rerun(page))
            said[f"page {page}"] = b"".join(until_finished(socket))
    for path in ("/", "/healthz", "/_stcore/health", "/_stcore/host-config", "/nothing", "/speech/x", "/api/index"):
        said[path] = raw(server.port, f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    env = SECRETS | {"INTERVIEWER_DATA_DIR": str(server.data_dir), "INTERVIEWER_KNOWLEDGE_DIR": str(KNOWLEDGE)}
    database = {"DATABASE_URL": f"postgresql+psycopg://me:{PASSWORD}@127.0.0.1:1/none?password={PASSWORD}"}
    elsewhere = {"INTERVIEWER_DATA_DIR": str(tmp_path), "LLM_TIMEOUT_SECONDS": "2"}
    for name, more, command in (
        ("no database", database, ["sessions"]),
        ("no address", {"DATABASE_URL": f"mysql://me:{PASSWORD}@h/x"}, ["sessions"]),
        ("no model", elsewhere | {"OPENAI_BASE_URL": "http://127.0.0.1:1/v1"}, ["grade", *GRADE]),
        ("ask", {}, ["search", "redis"]),
        ("wrong setting", {"LLM_TIMEOUT_SECONDS": "soon"}, ["sessions"]),
        ("export", {}, ["export", "-o", str(server.data_dir / "everything.jsonl.gz")]),
    ):
        done = run([*command], env | more)
        assert b"Traceback" not in done.stdout + done.stderr, (name, done.stderr)
        said[name] = done.stdout + done.stderr
    said |= emitted(server)
    canaries = [each.encode() for each in (*SECRETS.values(), PASSWORD)]
    assert [(where, each) for where, text in said.items() for each in canaries if each in text] == []
    owner = re.search(rb'"token": "([^"]+)"', said.get(f"{server.data_dir}/index/owner.json", b""))
    assert owner
    assert [where for where, text in said.items() if owner[1] in text] == [f"{server.data_dir}/index/owner.json"]


GRADE = ["--question", "Q", "--reference", "a reference answer of some words", "--answer", "words", "--grader", "llm"]


def run(command, environment):
    kept = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    line = [sys.executable, "-m", "interviewer.cli", *command]
    return subprocess.run(line, env=kept | environment, capture_output=True, check=False, timeout=400)


def raw(port: int, data: bytes, most: int = 2_000_000) -> bytes:
    """What comes back for some bytes; nothing where the server closes, or waits for more."""
    found = b""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5) as plug:
        plug.sendall(data)
        plug.settimeout(0.5)
        while len(found) < most and (more := plug.recv(65_536)):
            found += more
    return found


PATHS = (
    "/", "/healthz", "/speech/x", "/speech/../../etc/passwd", "/speech/%00", "/api/index", "/_stcore/health",
    "/_stcore/host-config", "/_stcore/stream", "/_stcore/upload_file/x/y", "/_stcore/bidi-components/x/../../y",
    "/component/../../../etc/passwd", "/media/../../../../etc/passwd", "/media/%2e%2e/%2e%2e/etc/passwd",
    "/static/..%2f..%2fsettings.py", "/app/static/../../.env", "/..//..//..//etc/passwd", "//etc/passwd",
    "/%ff%fe", "/" + "a" * 9_000, "http://elsewhere.invalid/", "*", "/practice?session=" + "%27" * 500,
)  # fmt: skip
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "get", "XYZZY", "", "G\x00T")
HEADERS = (
    "", "Content-Length: -1", "Content-Length: 99999999999999", "Content-Length: x", "Transfer-Encoding: chunked",
    "Content-Length: 3\r\nContent-Length: 4", "Authorization: Bearer \xff\xfe", "Authorization: Bearer " + "a" * 60_000,
    "Cookie: " + "a=b; " * 9_000, "X: " + "y" * 70_000, "Content-Type: multipart/form-data; boundary=",
    "Host: a\r\nHost: b",
    "Upgrade: websocket\r\nConnection: Upgrade", "Range: bytes=9999999999-", "Accept-Encoding: \x01", ": nameless",
    "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x",
    "Expect: 100-continue",
)  # fmt: skip
BODIES = (b"", b"{", b"\xff" * 100, b"0\r\n\r\n", b"ffffffff\r\n", b'{"command": 1, "arguments": []}', b"\x00" * 2_000)


def a_request(draw: random.Random) -> bytes:
    line = f"{draw.choice(METHODS)} {draw.choice(PATHS)} {draw.choice(('HTTP/1.1', 'HTTP/1.1', 'HTTP/9', ''))}"
    head = "\r\n".join([line, "Host: x", draw.choice(HEADERS), "Connection: close"])
    return head.replace("\r\n\r\n", "\r\n").encode("latin-1") + b"\r\n\r\n" + draw.choice(BODIES)


def bad_frames(port: int, draw: random.Random) -> None:
    """Messages on the page's own web socket that are none, and frames that no web socket sends."""
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    with (
        contextlib.suppress(OSError, WebSocketException, EOFError),
        connect(address, subprotocols=["streamlit"], open_timeout=20, close_timeout=1) as plug,
    ):
        for _ in range(5):
            plug.send(draw.randbytes(draw.choice((0, 1, 30, 3_000))))
        plug.send("text where bytes are due")
        plug.send(a_rerun("practice?session=" + "x" * 9_000)[:-3])
        plug.socket.sendall(draw.choice((b"\xff" * 40, b"\x81\xff" + b"\x7f" * 8, b"\xf2\x00", b"\x88\x01x")))
        plug.recv(timeout=0.5)


def memory(server) -> int:
    """Resident bytes of the server."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return 1024 * int(re.search(r"VmRSS:\s+(\d+)", status)[1])


def test_a_thousand_malformed_requests_leave_the_server_as_it_was(world):
    server, _ids = world
    before = memory(server)

    def trouble(number: int) -> bytes:
        draw = random.Random(number)
        return raw(server.port, a_request(draw)) if number % 20 else bad_frames(server.port, draw) or b""

    with ThreadPoolExecutor(8) as threads:
        replies = list(threads.map(trouble, range(REQUESTS)))
    told = (b"Traceback", b"site-packages", b"root:")
    assert [each[:200] for each in replies if any(word in each for word in told)] == []
    assert sum(each.startswith(b"HTTP/1.1 5") for each in replies) == 0
    assert b'"ok"' in raw(server.port, b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert memory(server) - before < 100_000_000
    assert server.process.poll() is None
