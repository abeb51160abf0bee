"""The traces of a turn, as a collector on loopback gets them."""

from __future__ import annotations

import re
from contextlib import contextmanager

import pytest

from interviewer.adapters.embedded_writer import EmbeddedWriter
from interviewer.adapters.openai_chat import OpenAIChat
from interviewer.adapters.otel import start_traces
from interviewer.adapters.otel.model_spans import watch_models
from interviewer.bootstrap import seeing
from interviewer.domain.assessment import Assessment, FallbackReason, Verdict, VerdictKind
from interviewer.domain.ports.meter import NoMeter
from interviewer.domain.ports.tracer import NoTracer
from interviewer.services.background_grading import BackgroundGrading
from interviewer.services.practice import Practice
from interviewer.services.watched_grading import WatchedGrader
from interviewer.services.with_fallback import FallbackGrader
from interviewer.settings import ROOT, Settings
from tests.fakes import FakeClock, FakeNoteStore, FakeSessionStore
from tests.otlp_collector import Collector
from tests.samples import a_key_point, a_note, a_section
from tests.stub_openai import KEY, Status, StubOpenAI

_AT_IMPORT = re.compile(r"^(import|from) (opentelemetry|interviewer\.adapters\.otel)", re.MULTILINE)
ANSWER = "主库写 binlog，从库的 IO 线程拉取，再写进 relay log。"
SCHEMA = {"title": "verdict", "type": "object", "properties": {"quote": {"type": "string"}}, "required": ["quote"]}


class AskingGrader:
    """Asks a model, as the real one does: over HTTP, with the answer in the prompt."""

    name = "llm"

    def __init__(self, model):
        self._model = model

    def grade(self, question, answer):
        self._model.complete("You grade.", answer)
        return Assessment(tuple(Verdict(p, VerdictKind.COVERED, answer[:8]) for p in question.key_points), "llm")


class StandIn(AskingGrader):
    name = "embedded"

    def grade(self, question, answer):
        return Assessment(tuple(Verdict(p, VerdictKind.COVERED, answer[:8]) for p in question.key_points), "embedded")


@pytest.fixture
def server():
    with StubOpenAI() as running:
        yield running


@contextmanager
def told(server, *, words_allowed=False):
    """A collector that was told of one turn."""
    with Collector() as collector:
        tracer = start_traces(
            collector.url,
            headers="Authorization=Bearer%20of-the-collector",
            service="interviewer",
            version="0.1.0",
            replica="host:8501",
            words_allowed=words_allowed,
        )
        collector.turn_id = practise(tracer, server)
        watch_models(None)
        yield collector


@pytest.fixture(scope="module")
def collector():
    """Of a turn in which all went well."""
    with StubOpenAI() as server, told(server) as collector:
        yield collector


def practise(tracer, server):
    """One question: asked, answered in this thread, graded in another."""
    notes = FakeNoteStore()
    notes.save(a_note("mysql.md", a_section("s1", key_points=(a_key_point("k1", "主库写 binlog"),))), [])
    model = OpenAIChat("gpt-5-mini", api_key=KEY, base_url=server.url, sleep=lambda _: None)
    grader = WatchedGrader(FallbackGrader(AskingGrader(model), StandIn(model)), None, NoMeter(), tracer)
    practice = Practice(notes, FakeSessionStore(), grader, EmbeddedWriter(), FakeClock(), tracer=tracer)
    session = practice.start(topics=(), origins=(), question_count=1, language="zh", seed=1)
    turn = session.turns[0]
    practice.save_answer(session.id, turn.id, ANSWER)
    background = BackgroundGrading(practice)
    background.begin(session.id, turn.id, language="zh").result()
    background.close()
    tracer.close()
    return turn.id


def test_a_turn_is_one_trace_from_sending_to_saving_with_the_models_call_in_it(collector):
    submit, grading = collector.named("submit"), collector.named("grade turn")
    judged, call = collector.named("grade"), collector.named("chat gpt-5-mini")
    assert not submit.above
    assert (grading.above, judged.above, call.above) == (submit.id, grading.id, judged.id)
    saves = [span.above for span in collector.spans if span.name == "save" and span.trace == submit.trace]
    assert saves == [submit.id, grading.id]
    assert {each.trace for each in (submit, grading, judged, call)} == {submit.trace}
    assert grading.facts["interviewer.turn"] == collector.turn_id
    assert judged.facts["interviewer.score"] == 100


def test_the_call_says_which_model_and_how_many_tokens(collector):
    facts = collector.named("chat gpt-5-mini").facts
    assert facts["gen_ai.request.model"] == facts["gen_ai.response.model"] == "gpt-5-mini"
    assert (facts["gen_ai.usage.input_tokens"], facts["gen_ai.usage.output_tokens"]) == (7, 3)


def test_the_collector_knows_who_sends_and_is_shown_its_key(collector):
    assert collector.resource["service.name"] == "interviewer"
    assert collector.resource["service.instance.id"] == "host:8501"
    assert collector.headers[0]["Authorization"] == "Bearer of-the-collector"


def test_nothing_that_was_said_leaves_the_house(collector):
    assert collector.spans
    for said in (ANSWER, "主库写", "Hello there.", KEY):
        assert said.encode() not in collector.raw


def test_words_are_there_when_the_settings_ask_for_them(server):
    with told(server, words_allowed=True) as collector:
        assert collector.named("submit").facts["interviewer.answer"] == ANSWER
        assert ANSWER in collector.named("chat gpt-5-mini").facts["gen_ai.input.messages"]
        assert collector.named("chat gpt-5-mini").facts["gen_ai.output.messages"] == "Hello there."


def test_each_try_of_a_call_is_a_span_and_one_that_failed_says_how_without_the_errors_words(server):
    server.will(Status(429, f"no, because of {ANSWER}", retry_after=0), Status(401, f"no, because of {ANSWER}"))
    with told(server) as collector:
        calls = [span for span in collector.spans if span.name.startswith("chat ")]
        assert [span.failed for span in calls] == [True, True]
        kinds = [span.facts["error.type"] for span in calls]
        assert kinds[0].endswith("RateLimitError") and kinds[1].endswith("AuthenticationError")
        assert collector.named("grade").facts["interviewer.fallback"] == FallbackReason.WRONG_KEY
        assert ANSWER.encode() not in collector.raw


def test_without_an_address_nothing_of_it_is_imported():
    """Only the adapter names the library, and only its start is asked for, where an address is set."""
    adapter = ROOT / "interviewer" / "adapters" / "otel"
    for file in [ROOT / "server.py", *(ROOT / "interviewer").rglob("*.py"), *(ROOT / "ui").rglob("*.py")]:
        if adapter in file.parents:
            continue
        assert not _AT_IMPORT.search(file.read_text(encoding="utf-8")), file
    seeing.start_traces(Settings())
    assert isinstance(seeing.tracer(), NoTracer)
