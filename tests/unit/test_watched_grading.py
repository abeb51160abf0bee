"""Turns and grades are counted, and what they are told apart by is never what somebody said."""

from contextlib import contextmanager
from dataclasses import replace

import pytest

from interviewer.domain.assessment import Assessment, FallbackReason, Verdict, VerdictKind
from interviewer.services.watched_grading import WatchedGrader
from tests.fakes import FakeEmbedder
from tests.samples import a_question

ANSWER = "主库写 binlog，从库的 IO 线程拉取，再写进 relay log。"


class CountingMeter:
    def __init__(self):
        self.counted, self.observed = [], []

    def count(self, name, amount=1.0, /, **labels):
        self.counted.append((name, labels))

    def observe(self, name, value, /, **labels):
        self.observed.append((name, labels))


class RecordingTracer:
    """Spans as (name, facts), in the order of their ends."""

    def __init__(self):
        self.spans, self.said = [], []

    @contextmanager
    def span(self, name, /, *, of="", **facts):
        self.spans.append((name, facts))
        yield self

    def tell(self, **facts):
        self.spans[-1][1].update(facts)

    def words(self, **texts):
        self.said.append(texts)


class OneGrader:
    name = "llm"

    def __init__(self, assessment=None):
        self.assessment = assessment

    def grade(self, question, answer):
        if self.assessment is None:
            raise RuntimeError(answer)
        return self.assessment


@pytest.fixture
def meter():
    return CountingMeter()


@pytest.fixture
def tracer():
    return RecordingTracer()


def covered(question):
    return Assessment(tuple(Verdict(p, VerdictKind.COVERED, "binlog") for p in question.key_points), "llm")


def test_a_grade_is_counted_by_grader_gate_and_fallback(meter, tracer):
    question = a_question()
    fallen = replace(covered(question), grader="embedded", fallback_reason=FallbackReason.TIMED_OUT)
    WatchedGrader(OneGrader(fallen), None, meter, tracer).grade(question, ANSWER)
    labels = {"grader": "embedded", "gate": "none", "fallback": "timed_out", "outcome": "graded"}
    assert meter.counted == [("grades", labels)]
    assert meter.observed == [("grading_seconds", {"grader": "embedded"})]
    assert tracer.spans[0][1]["fallback"] == "timed_out"


def test_an_answer_that_a_gate_refused_is_counted_by_the_gate(meter, tracer):
    WatchedGrader(OneGrader(), FakeEmbedder(), meter, tracer).grade(a_question(), "")
    assert meter.counted[0][1]["gate"] == "empty"


def test_a_failure_is_counted_and_raised(meter, tracer):
    with pytest.raises(RuntimeError):
        WatchedGrader(OneGrader(), None, meter, tracer).grade(a_question(), ANSWER)
    assert meter.counted[0][1]["outcome"] == "failed"


def test_a_kept_grade_is_told_from_a_new_one(meter, tracer):
    question = a_question()
    WatchedGrader(OneGrader(replace(covered(question), from_cache=True)), None, meter, tracer).grade(question, ANSWER)
    assert meter.counted[0][1]["outcome"] == "cached"


def test_what_was_said_is_in_no_label_and_no_fact(meter, tracer):
    question = a_question()
    WatchedGrader(OneGrader(covered(question)), None, meter, tracer).grade(question, ANSWER)
    assert ANSWER not in repr([meter.counted, meter.observed, tracer.spans])
    assert tracer.said == [{"question": question.text, "answer": ANSWER}]
