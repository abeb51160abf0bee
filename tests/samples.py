"""Small domain values for tests; every field can be given by name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from interviewer.domain.assessment import Assessment, Verdict, VerdictKind
from interviewer.domain.corrections import Correction
from interviewer.domain.delivery import Delivery, Stretch
from interviewer.domain.desk import Anchors, QuestionSet, Rung, SetQuestion, Step
from interviewer.domain.edits import RefinedPoint, Refinement
from interviewer.domain.notes import Chunk, ChunkKind, KeyPoint, Note, Section, SectionStatus, SourceLines
from interviewer.domain.outcomes import AT_QUESTION, PointOutcome
from interviewer.domain.questions import Question
from interviewer.domain.sessions import Plan, Session, Turn, TurnState
from interviewer.domain.speech import Recording
from interviewer.domain.verdicts import VerdictPlace
from tests.fakes import START


def a_key_point(id: str = "kp1", text: str = "从库用 relay log 重放主库的 binlog", **fields: Any) -> KeyPoint:
    return replace(KeyPoint(id, text, SourceLines("mysql.md", 4, 4)), **fields)


def a_section(id: str = "s1", *, file: str = "mysql.md", first_line: int = 3, **fields: Any) -> Section:
    section = Section(
        id=id,
        steps=("Database", "MySQL", "主从复制"),
        source=SourceLines(file, first_line, first_line + 5),
        text="- 从库用 relay log 重放主库的 binlog\n",
        status=SectionStatus.TEXT,
        language="zh",
        content_hash="c0ffee",
        key_points=(a_key_point(),),
    )
    return replace(section, **fields)


def a_note(file: str = "mysql.md", *sections: Section, **fields: Any) -> Note:
    return replace(Note(file, "c0ffee", sections or (a_section(f"{file}#1", file=file),)), **fields)


def a_chunk(id: str = "c1", section_id: str = "s1", **fields: Any) -> Chunk:
    return replace(Chunk(id, section_id, ChunkKind.PIECE, "MySQL / 主从复制: relay log"), **fields)


def a_question(**fields: Any) -> Question:
    question = Question(
        text="MySQL 主从复制是怎么做的？",
        section_id="s1",
        path="Database / MySQL / 主从复制",
        key_points=(a_key_point(),),
        reference="- 从库用 relay log 重放主库的 binlog\n",
        language="zh",
    )
    return replace(question, **fields)


def a_session(id: str = "session1", **fields: Any) -> Session:
    plan = Plan(topics=(), origins=(), question_count=2, language="zh", section_ids=("s1", "s2"))
    return replace(Session(id, START, plan), **fields)


def a_turn(id: str = "turn1", *, session: str = "session1", position: int = 0, **fields: Any) -> Turn:
    return replace(Turn(id, session, position, a_question(), TurnState.ASKED, START), **fields)


def an_assessment(*kinds: VerdictKind, grader: str = "embedded", **fields: Any) -> Assessment:
    """One verdict of each kind given; each on a key point of its own."""
    verdicts = [Verdict(a_key_point(f"kp{at}"), kind, probability=0.5) for at, kind in enumerate(kinds, 1)]
    return replace(Assessment(tuple(verdicts), grader), **fields)


def a_correction(id: str = "c1", **fields: Any) -> Correction:
    correction = Correction(
        id=id,
        place=VerdictPlace("session1", "turn1", "kp1"),
        section_id="s1",
        path="Database / MySQL / 主从复制",
        question="MySQL 主从复制是怎么做的？",
        key_point="从库用 relay log 重放主库的 binlog",
        said="从库照着中继日志再做一遍",
        given=VerdictKind.MISSED,
        wanted=VerdictKind.COVERED,
        reason="中继日志就是 relay log",
        grader="embedded",
        language="zh",
        at=START,
    )
    return replace(correction, **fields)


def a_delivery(language: str = "zh", **fields: Any) -> Delivery:
    """A minute with a pause of three seconds, at an even pace, without fillers."""
    speech = (Stretch(1.0, 30.0), Stretch(33.0, 66.0))
    units = {"zh": 220.0, "en": 150.0}[language]
    return replace(Delivery(language, seconds=67.0, speech=speech, units=units), **fields)


def a_refinement(section: str = "s1", *points: RefinedPoint, **fields: Any) -> Refinement:
    refined = points or (RefinedPoint("kp1", "从库重放 relay log 里的 binlog", 0, 0, ("kp1",)),)
    return replace(Refinement(section, "c0ffee", refined, "scripted", "v1", START), **fields)


def a_recording(id: str = "r1", **fields: Any) -> Recording:
    return replace(Recording(id, "session1", "turn1", None, START, seconds=12.5), **fields)


def a_set_question(id: str = "q1", **fields: Any) -> SetQuestion:
    question = SetQuestion(
        id=id,
        text="MySQL 主从复制是怎么做的？",
        section_id="s1",
        path="Database / MySQL / 主从复制",
        key_points=(a_key_point(), a_key_point("kp2", "主库把更改写进 binlog", weight=2.0)),
        ladder=(Rung(Step.RECALL, "主从复制里有哪几样东西？", "kp1"), Rung(Step.TROUBLE, "最容易在哪儿出问题？")),
        anchors=Anchors("只说得出名词", "讲清：重放\n和记录", "还讲得出代价"),
        red_flags=("把主从说反",),
        reference="- 从库用 relay log 重放主库的 binlog\n- 主库把更改写进 binlog",
    )
    return replace(question, **fields)


def a_question_set(id: str = "set1", **fields: Any) -> QuestionSet:
    own = SetQuestion("q2", "=讲一次最难的故障", own=True, minutes=8)
    made = QuestionSet(id, "SRE 二面", "zh", 45, START, questions=(a_set_question(), own), topics=("Database",))
    return replace(made, **fields)


def an_outcome(point: str = "kp1", kind: VerdictKind = VerdictKind.COVERED, **fields: Any) -> PointOutcome:
    outcome = PointOutcome(
        session_id="session1",
        turn_id="turn1",
        position=0,
        follow_up=AT_QUESTION,
        number=0,
        section_id="s1",
        path="Database / MySQL / 主从复制",
        point_id=point,
        point_text="从库用 relay log 重放主库的 binlog",
        at=START,
        kind=kind,
        grader="embedded",
        model="",
        probability=0.9,
        unsure=False,
        hinted=False,
        recovered=False,
        corrected=False,
    )
    return replace(outcome, **fields)
