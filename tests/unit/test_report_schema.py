"""The published schema of the JSON report, held against the reports that the code makes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from interviewer.domain.assessment import Assessment, Verdict, VerdictKind
from interviewer.domain.fillers import Filler
from interviewer.domain.repeats import Repeat
from interviewer.domain.sessions import Course, TurnState
from interviewer.domain.speech import Spoken
from interviewer.domain.usage import Usage
from interviewer.domain.verdicts import Appeal, AppealGround, AppealOutcome, CorrectionMark
from interviewer.services.incident_drill import PRESET
from interviewer.services.report_json import SCHEMA as VERSION
from interviewer.services.report_text import to_json
from interviewer.services.reports import build
from interviewer.settings import ROOT
from tests.fakes import START
from tests.report_samples import TRICKS, a_plain_session, session_with
from tests.samples import a_delivery, a_session

SCHEMA = json.loads((ROOT / "docs" / "report-schema.json").read_text(encoding="utf-8"))


def everything() -> dict[str, Any]:
    """A report in which nothing is empty: corrections, appeals, a drill, speech, a model's costs."""
    session = session_with("说过的话，先查一下监控再重启")
    turn = session.turns[0]
    assert turn.assessment is not None
    first, second, *rest = turn.assessment.verdicts
    appeal = Appeal(
        AppealGround.SAID, "说过", "明明说了", AppealOutcome.UPHELD, "没有", first.bare, START, "llm", "gpt-5-mini"
    )
    corrected = replace(first, corrected=CorrectionMark("c1", first.bare, START, "说了"), appeals=(appeal,))
    usage = Usage("gpt-5-mini", 1, 900, 100, 50)
    graded = replace(turn.assessment, verdicts=(corrected, second, *rest), usage=usage)
    delivery = a_delivery(fillers=(Filler("嗯", 0, 1),), repeats=(Repeat(0, 2),))
    course = replace(turn.course, spoken=Spoken("说过的话", delivery=delivery))
    turn = replace(turn, assessment=graded, course=course)
    skipped = replace(turn, id="t2", position=1, state=TurnState.SKIPPED, assessment=None, answer="", course=Course())
    point = turn.question.key_points[0]
    well = Assessment((Verdict(point, VerdictKind.COVERED, "说过的话"),), "embedded")
    strong = replace(turn, id="t3", position=2, assessment=well, course=Course(), follow_ups=())
    plan = replace(session.plan, preset=PRESET)
    whole = replace(session, turns=(turn, skipped, strong), plan=plan, finished_at=START)
    return json.loads(to_json(build(whole, before=replace(whole, id="before"))))


def undescribed(value: Any, schema: dict[str, Any], where: str = "") -> Iterator[str]:
    """The keys of a value that its schema does not name."""
    if "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        schema = schema["anyOf"][0]
        yield from undescribed(value, schema, where)
    elif isinstance(value, dict) and "properties" in schema:
        yield from (f"{where}.{key}" for key in value.keys() - schema["properties"].keys())
        for key in value.keys() & schema["properties"].keys():
            yield from undescribed(value[key], schema["properties"][key], f"{where}.{key}")
    elif isinstance(value, list):
        for each in value:
            yield from undescribed(each, schema["items"], f"{where}[]")


def met(value: Any, where: str = "") -> Iterator[str]:
    """Every place of a value that holds something."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from met(each, f"{where}.{key}")
    elif isinstance(value, list):
        for each in value:
            yield from met(each, f"{where}[]")
    elif value is not None:
        yield where


def test_the_schema_is_one_and_has_the_version_that_reports_name():
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$id"] == SCHEMA["properties"]["schema"]["const"] == VERSION


@pytest.mark.parametrize(
    "report",
    [
        everything(),
        json.loads(to_json(build(a_session()))),
        json.loads(to_json(build(a_plain_session()))),
        *(json.loads(to_json(build(session_with(text)))) for text in TRICKS),
    ],
)
def test_reports_have_what_the_schema_says_and_nothing_that_it_does_not_name(report):
    Draft202012Validator(SCHEMA).validate(report)
    assert not list(undescribed(report, SCHEMA))


def test_the_fullest_report_meets_every_part_of_the_schema():
    found = set(met(everything()))
    for part in (
        "corrected.graded.verdict",
        "appeals[].outcome",
        "delivery.fillers[].word",
        "delivery.repeats[].start",
    ):
        assert any(each.endswith(part) for each in found), part
    for part in (
        "comparison.topics[].change",
        "fixes[].cost",
        "strengths[].quote",
        "timeline[].pace.rate",
        "areas[].area",
    ):
        assert any(part in each for each in found), part
    for part in ("work_order.verdict", "usage.cost_usd", "follow_ups[].assessment.verdicts[].quote", "study[].path"):
        assert any(part in each for each in found), part
