"""What every AssessmentCache does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text

from interviewer.adapters.sql.assessment_cache import SqlAssessmentCache
from interviewer.domain.assessment import Band, Certainty, FalseClaim, Gate, Verdict, VerdictKind
from interviewer.domain.ports import AssessmentCache
from interviewer.domain.usage import Usage
from tests.contract.conftest import DATABASES, STORES
from tests.fakes import FakeAssessmentCache, FakeClock
from tests.samples import a_key_point, an_assessment

COVERED, MISSED = VerdictKind.COVERED, VerdictKind.MISSED
MADE = replace(
    an_assessment(grader="llm"),
    verdicts=(Verdict(a_key_point(), COVERED, "relay log", 0.95, "好"), Verdict(a_key_point("b"), MISSED)),
    false_claims=(FalseClaim("主库会等从库", "异步复制不等"),),
    band=Band(40, 60, Certainty.FAIRLY_SURE),
    gate=Gate.ADDRESSES_GRADER,
    model="some-model",
    prompt_version="abc",
    raw_reply='{"verdicts": []}',
    usage=Usage("some-model", 2, 100, 50, 20),
)


@pytest.fixture(params=STORES)
def cache(request: pytest.FixtureRequest) -> AssessmentCache:
    if request.param == "fake":
        return FakeAssessmentCache()
    database = request.getfixturevalue("open_at")(request.getfixturevalue(f"{request.param}_url"))
    return SqlAssessmentCache(database, FakeClock())


def test_what_is_kept_is_found_under_its_key_and_no_other(cache):
    cache.keep("one", MADE)
    assert cache.find("one") == MADE
    assert cache.find("other") is None


def test_the_newest_is_kept(cache):
    cache.keep("one", an_assessment(MISSED))
    cache.keep("one", MADE)
    assert cache.find("one") == MADE


def test_characters_that_no_database_takes_do_no_harm(cache):
    cache.keep("one", replace(MADE, raw_reply="a\0b\ud83d"))
    assert cache.find("one").verdicts == MADE.verdicts


@pytest.mark.parametrize("kind", DATABASES)
def test_it_outlives_the_process_and_is_shared(kind, request, open_at):
    url = request.getfixturevalue(f"{kind}_url")
    SqlAssessmentCache(open_at(url), FakeClock()).keep("one", MADE)
    assert SqlAssessmentCache(open_at(url), FakeClock()).find("one") == MADE


def test_what_a_newer_program_kept_in_its_own_way_is_not_found(sqlite_url, open_at):
    database = open_at(sqlite_url)
    SqlAssessmentCache(database, FakeClock()).keep("one", MADE)
    with database.writing() as connection:
        connection.execute(text("UPDATE assessment_cache SET assessment = :new"), {"new": '{"v":9,"value":{}}'})
    assert SqlAssessmentCache(database, FakeClock()).find("one") is None
