"""Whatever a model's server does over real HTTP: the answer is kept, the stand-in's grade says why, and the turn can be
graded again once the server is well. The whole product but its pages, on its own database."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from interviewer.bootstrap import Container
from interviewer.domain.assessment import FallbackReason
from interviewer.domain.circuit import Circuit
from interviewer.domain.sessions import Turn, TurnState
from interviewer.settings import Settings
from tests.fakes import FakeClock, FakeEmbedder, FakeNoteStore
from tests.samples import a_key_point, a_note, a_section
from tests.stub_openai import (
    KEY,
    Act,
    Cut,
    Dripping,
    Flood,
    Garbage,
    Refusal,
    Silent,
    Slow,
    Status,
    StubOpenAI,
    Text,
)

ANSWER = "从库的 IO 线程拉取 binlog，写进 relay log，SQL 线程再重放一遍。"
SHORT, LONG = 0.2, 20.0
"""Time-outs in seconds: of a product that will see one, and of one that must not, however busy this machine is."""


def reply(body: dict[str, Any]) -> str:
    """What a sensible model would say; of the answer it takes the first clause for every point."""
    system, user = body["messages"][0]["content"], body["messages"][-1]["content"]
    if "verdicts" not in system:
        return json.dumps({"question": "从库是怎么跟上主库的？"})
    points = re.findall(r"^(\d+)\. ", user.partition("<key_points>")[2].partition("</key_points>")[0], re.MULTILINE)
    said = {"quote": "从库的 IO 线程拉取 binlog", "verdict": "covered", "remark": ""}
    return json.dumps({"verdicts": [{"point": int(at)} | said for at in points], "false_claims": []})


def in_a_minute() -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)


FAULTS: dict[str, tuple[Callable[[], Act], FallbackReason]] = {
    "401": (lambda: Status(401, "Incorrect API key provided"), FallbackReason.WRONG_KEY),
    "429 with Retry-After in seconds": (lambda: Status(429, retry_after=60), FallbackReason.RATE_LIMITED),
    "429 with Retry-After as a date": (lambda: Status(429, retry_after=in_a_minute()), FallbackReason.RATE_LIMITED),
    "429, quota used up": (lambda: Status(429, "insufficient_quota"), FallbackReason.RATE_LIMITED),
    "500": (lambda: Status(500), FallbackReason.SERVER_ERROR),
    "503": (lambda: Status(503, retry_after=0), FallbackReason.SERVER_ERROR),
    "time-out": (Silent, FallbackReason.TIMED_OUT),
    "slow first byte": (lambda: Slow(3 * SHORT, headers_first=True), FallbackReason.TIMED_OUT),
    "a body that trickles": (lambda: Dripping(SHORT / 4), FallbackReason.TIMED_OUT),
    "cut reply": (Cut, FallbackReason.UNUSABLE_REPLY),
    "dropped connection": (lambda: Cut(rudely=True), FallbackReason.UNUSABLE_REPLY),
    "wrong JSON": (lambda: Text('{"score": 100, "verdicts": ['), FallbackReason.UNUSABLE_REPLY),
    "JSON of another shape": (lambda: Text('{"score": 100}'), FallbackReason.UNUSABLE_REPLY),
    "a web page": (Garbage, FallbackReason.UNUSABLE_REPLY),
    "10 MB reply": (lambda: Flood(10_000_000), FallbackReason.UNUSABLE_REPLY),
    "10 MB reply without a length": (lambda: Flood(10_000_000, says_length=False), FallbackReason.UNUSABLE_REPLY),
    "refusal": (Refusal, FallbackReason.REFUSED),
}


@pytest.fixture(scope="module")
def server() -> Iterator[StubOpenAI]:
    with StubOpenAI(reply) as running:
        yield running


@pytest.fixture(scope="module")
def product(server: StubOpenAI, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Container]:
    notes = FakeNoteStore()
    points = (a_key_point("k1", "从库的 IO 线程拉取 binlog"), a_key_point("k2", "SQL 线程重放 relay log"))
    notes.save(a_note("n.md", a_section("s1", file="n.md", key_points=points)), [])
    settings = Settings(
        data_dir=tmp_path_factory.mktemp("faults"),
        openai_api_key=KEY,
        openai_base_url=server.url,
        openai_model="m",
        llm_timeout_seconds=LONG,
        llm_breaker_failures=2,
    )
    container = Container(settings, embedder=FakeEmbedder(), notes=notes, clock=FakeClock())
    yield container
    container.close()


@pytest.fixture(scope="module")
def impatient(product: Container) -> Container:
    """The same with a short time-out."""
    settings = product.settings.model_copy(update={"llm_timeout_seconds": SHORT, "llm_breaker_failures": 1})
    shared = {name: getattr(product, name) for name in ("embedder", "notes", "clock", "database")}
    return Container(settings, **shared)


def recover(*containers: Container) -> None:
    """As after the time that the gate waits, and before a stream of this server was no use."""
    for container in containers:
        gate = container.model_server.gate
        gate._circuit = Circuit(gate._circuit.failures_allowed, 60.0)
        gate._line._held_until = 0.0
        container.model_server.chat._dialect.streams = True


def answered(product: Container, text: str) -> Turn:
    session = product.practice.start(topics=(), origins=(), question_count=1, language="zh", seed=1)
    product.practice.save_answer(session.id, session.turns[0].id, text)
    return product.sessions.get(session.id).turns[0]


@pytest.mark.parametrize("watched", [False, True], ids=["asked at once", "streamed"])
@pytest.mark.parametrize("name", FAULTS)
def test_no_answer_is_lost_no_grade_is_wrong_and_the_model_can_grade_it_later(
    product, impatient, server, name, watched
):
    make, reason = FAULTS[name]
    text = f"{ANSWER}（{name}，{watched}）"
    server._acts.clear()
    recover(product, impatient)
    turn = answered(product, text)
    asked = len(server.requests)
    server.will(*[make() for _ in range(12)])
    grading = impatient if reason is FallbackReason.TIMED_OUT else product
    if watched:
        grading.background_grading.begin(turn.session_id, turn.id, language="zh").result()
    else:
        grading.practice.grade_turn(turn.session_id, turn.id, language="zh")
    kept = product.sessions.get(turn.session_id).turns[0]
    assert (kept.answer, kept.state) == (text, TurnState.GRADED)
    assert (kept.assessment.grader, kept.assessment.fallback_reason) == ("embedded", reason)
    embedded = product.embedded_grader.grade(kept.question, text)
    assert kept.assessment.score == embedded.score, "the stand-in's own mark, and none from anywhere else"
    assert len(server.requests) - asked <= 8
    server._acts.clear()
    recover(product)
    again = product.practice.regrade(turn.session_id, turn.id).assessment
    assert (again.grader, again.fallback_reason, again.score) == ("llm", None, 100)
