"""What stands in the log, and what never does."""

import io
import json
import logging
import sys

import pytest

from interviewer.adapters.logs import LogStyle, adopt, start
from interviewer.adapters.logs.discretion import Discretion
from interviewer.adapters.logs.setup import _Handler
from interviewer.domain.whereabouts import now_working_for, pseudonym

KEY = 'sk-"geheim"-4711'
ANSWER = "雪崩就是很多 key 同时过期"


@pytest.fixture(autouse=True)
def logging_as_it_was():
    root, own = logging.getLogger(), logging.getLogger("interviewer")
    levels = root.level, own.level, logging.getLogger("ingest").level
    yield
    for handler in [each for each in root.handlers if isinstance(each, _Handler)]:
        root.removeHandler(handler)
    root.setLevel(levels[0])
    own.setLevel(levels[1])
    logging.getLogger("ingest").setLevel(levels[2])
    now_working_for("", "")


def begin(form="json", level="info", words=False, secrets=(KEY,)):
    stream = io.StringIO()
    start(LogStyle(form, level, "host:8501", Discretion(secrets, words)), stream)
    return stream


def fail():
    try:
        try:
            raise ValueError(ANSWER)
        except ValueError as error:
            raise RuntimeError(f"could not store {ANSWER}") from error
    except RuntimeError:
        logging.getLogger("interviewer.x").exception("an answer was not stored")


def test_each_line_is_an_object_that_says_when_what_and_whose():
    stream = begin()
    now_working_for("li@example.com", "abc123")
    logging.getLogger("interviewer.grading").info("answer graded", extra={"grader": "llm", "score": 40})
    logged = json.loads(stream.getvalue())
    assert logged.pop("time").endswith("+00:00")
    assert logged == {
        "level": "info",
        "event": "answer graded",
        "logger": "interviewer.grading",
        "replica": "host:8501",
        "user": pseudonym("li@example.com"),
        "session": "abc123",
        "grader": "llm",
        "score": 40,
    }


def test_a_line_for_people_holds_the_same_facts():
    stream = begin("text")
    logging.getLogger("interviewer.grading").info("answer graded", extra={"grader": "llm", "answer": ANSWER})
    assert stream.getvalue().rstrip().endswith("INFO    interviewer.grading  answer graded  " + _whose() + "grader=llm")


def _whose():
    return f"user={pseudonym('')} "


@pytest.mark.parametrize("form", ["json", "text"])
def test_the_words_of_people_are_left_out_also_of_what_errors_say(form):
    stream = begin(form)
    logging.getLogger("interviewer").info("graded", extra={"answer": ANSWER, "question": ANSWER})
    fail()
    assert ANSWER not in stream.getvalue()
    for told in ("ValueError", "RuntimeError", "test_log.py", "an answer was not stored"):
        assert told in stream.getvalue()


@pytest.mark.parametrize("form", ["json", "text"])
def test_they_are_there_when_they_are_asked_for(form):
    stream = begin(form, words=True)
    logging.getLogger("interviewer").info("graded", extra={"answer": ANSWER})
    fail()
    assert stream.getvalue().count(ANSWER) >= 3


@pytest.mark.parametrize("form", ["json", "text"])
@pytest.mark.parametrize("words", [False, True])
def test_a_key_never_comes_through(form, words):
    stream = begin(form, words=words)
    log = logging.getLogger("interviewer")
    log.warning("refused: %s", KEY)
    log.warning("refused", extra={"headers": {"Authorization": f"Bearer {KEY}"}})
    try:
        raise RuntimeError(KEY)
    except RuntimeError:
        log.exception("failed")
    assert "geheim" not in stream.getvalue()


def test_very_short_secrets_do_not_eat_up_ordinary_words():
    stream = begin("text", secrets=("a", ""))
    logging.getLogger("interviewer").warning("a banana")
    assert "a banana" in stream.getvalue()


def test_levels_hold_for_the_product_and_other_libraries_stay_at_warnings():
    stream = begin(level="debug")
    logging.getLogger("interviewer.watch").debug("looked")
    logging.getLogger("openai._base_client").debug("Request options: %s", ANSWER)
    logging.getLogger("openai._base_client").info("HTTP Request")
    logging.getLogger("httpx").warning("slow")
    assert [json.loads(line)["event"] for line in stream.getvalue().splitlines()] == ["looked", "slow"]


def test_the_servers_loggers_write_through_the_same_handler_also_those_that_come_later():
    stream = begin()
    theirs = logging.getLogger(f"streamlit.tests.{id(stream)}")
    own = logging.StreamHandler(sys.stderr)
    theirs.addHandler(own)
    theirs.propagate = False
    adopt()
    theirs.warning("a session was closed")
    assert json.loads(stream.getvalue())["event"] == "a session was closed"
    assert own not in theirs.handlers


def test_a_second_start_does_not_write_lines_twice():
    begin()
    stream = begin()
    logging.getLogger("interviewer").warning("once")
    assert len(stream.getvalue().splitlines()) == 1


def test_a_pseudonym_is_always_the_same_and_does_not_hold_the_name():
    assert pseudonym("li@example.com") == pseudonym("li@example.com") != pseudonym("wu@example.com")
    assert "li" not in pseudonym("li@example.com")
