"""What every OutcomeStore does: it has what the stored turns have, at any time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from sqlalchemy import TableClause, column, insert, table, text

from interviewer.adapters.sql.database import Database
from interviewer.adapters.sql.engine import make_engine
from interviewer.adapters.sql.migrate import alembic_config
from interviewer.adapters.sql.outcome_store import SqlOutcomeStore
from interviewer.adapters.sql.session_rows import turn_row
from interviewer.adapters.sql.session_store import SqlSessionStore
from interviewer.adapters.sql.tables import session as session_table
from interviewer.adapters.sql.tables import turn as turn_table
from interviewer.domain.assessment import UnscoredReason, Verdict, VerdictKind, unscored
from interviewer.domain.errors import TurnChangedElsewhere
from interviewer.domain.outcomes import AT_QUESTION, outcomes_of
from interviewer.domain.ports import OutcomeStore, SessionStore
from interviewer.domain.questions import FollowUp
from interviewer.domain.sessions import Course, FollowUpTurn, Turn, TurnState
from interviewer.domain.verdicts import CorrectionMark
from tests.contract.conftest import DATABASES, STORES
from tests.fakes import START, FakeOutcomeStore, FakeSessionStore
from tests.samples import a_key_point, a_question, a_session, a_turn, an_assessment

COVERED, PARTIAL, MISSED = VerdictKind.COVERED, VerdictKind.PARTIAL, VerdictKind.MISSED


@dataclass
class Stores:
    sessions: SessionStore
    outcomes: OutcomeStore


@pytest.fixture(params=STORES)
def stores(request: pytest.FixtureRequest) -> Stores:
    if request.param == "fake":
        sessions = FakeSessionStore()
        return Stores(sessions, FakeOutcomeStore(sessions))
    database = request.getfixturevalue("open_at")(request.getfixturevalue(f"{request.param}_url"))
    return Stores(SqlSessionStore(database), SqlOutcomeStore(database))


def graded(turn: Turn, *kinds: VerdictKind, **fields: object) -> Turn:
    assessment = an_assessment(*kinds, **fields)
    points = tuple(verdict.key_point for verdict in assessment.verdicts)
    return replace(
        turn,
        state=TurnState.GRADED,
        answer="relay log",
        answered_at=START + timedelta(minutes=2),
        assessment=assessment,
        question=replace(turn.question, key_points=points),
    )


def followed_up(turn: Turn, kind: VerdictKind, *, hints: tuple[str, ...] = (), point: str = "kp2") -> Turn:
    asked = FollowUpTurn(
        FollowUp("还有呢？", a_key_point(point), "zh"),
        "binlog",
        replace(an_assessment(), verdicts=(Verdict(a_key_point(point), kind),)),
        Course(hints=hints),
        answered_at=START + timedelta(minutes=3),
    )
    return replace(turn, follow_ups=(*turn.follow_ups, asked))


def test_a_graded_turn_leaves_an_outcome_for_each_of_its_points(stores):
    stores.sessions.add(a_session())
    stores.sessions.save_turn(graded(a_turn(position=1), COVERED, MISSED, grader="llm", model="some-model"))
    first, second = stores.outcomes.outcomes()
    assert (first.point_id, first.kind, second.point_id, second.kind) == ("kp1", COVERED, "kp2", MISSED)
    assert (first.session_id, first.turn_id, first.position, first.follow_up) == ("session1", "turn1", 1, AT_QUESTION)
    assert (first.section_id, first.path, first.point_text) == ("s1", "Database / MySQL / 主从复制", a_key_point().text)
    assert (first.at, first.grader, first.model) == (START + timedelta(minutes=2), "llm", "some-model")
    assert first.probability == 0.5
    assert not (first.unsure or first.hinted or first.recovered or first.corrected)


def test_all_fields_come_back_as_the_turn_has_them(stores):
    stores.sessions.add(a_session())
    turn = graded(a_turn(course=Course(hints=("想想日志",))), MISSED, PARTIAL)
    mark = CorrectionMark("c1", turn.assessment.verdicts[1].bare, START)
    set_by_hand = replace(turn.assessment.verdicts[1], corrected=mark, unsure=True)
    turn = followed_up(replace(turn, assessment=turn.assessment.with_verdict(set_by_hand)), COVERED)
    stores.sessions.save_turn(turn)
    assert tuple(stores.outcomes.outcomes()) == outcomes_of(turn)


def test_a_question_that_is_open_skipped_or_unscored_leaves_none(stores):
    stores.sessions.add(a_session())
    stores.sessions.save_turn(a_turn("t0", position=0))
    stores.sessions.save_turn(a_turn("t1", position=1, state=TurnState.SKIPPED))
    failed = unscored(UnscoredReason.GRADER_FAILED, "llm")
    stores.sessions.save_turn(a_turn("t2", position=2, state=TurnState.GRADED, answer="...", assessment=failed))
    assert stores.outcomes.outcomes() == []


def test_a_new_grade_takes_the_place_of_the_old_one(stores):
    stores.sessions.add(a_session())
    first = stores.sessions.save_turn(graded(a_turn(), MISSED, MISSED))
    stores.sessions.save_turn(graded(first, COVERED))
    assert [each.kind for each in stores.outcomes.outcomes()] == [COVERED]


def test_a_save_that_is_refused_changes_no_outcome(stores):
    stores.sessions.add(a_session())
    first = stores.sessions.save_turn(graded(a_turn(), MISSED))
    stores.sessions.save_turn(graded(first, COVERED))
    with pytest.raises(TurnChangedElsewhere):
        stores.sessions.save_turn(graded(first, PARTIAL))
    assert [each.kind for each in stores.outcomes.outcomes()] == [COVERED]


def test_a_session_that_is_added_with_its_turns_brings_their_outcomes(stores):
    stores.sessions.add(a_session(turns=(graded(a_turn(), COVERED), graded(a_turn("t2", position=1), MISSED))))
    assert [each.kind for each in stores.outcomes.outcomes()] == [COVERED, MISSED]


def test_a_deleted_session_takes_its_outcomes_with_it(stores):
    for name in ("one", "two"):
        stores.sessions.add(a_session(name))
        stores.sessions.save_turn(graded(a_turn(f"turn of {name}", session=name), COVERED))
    stores.sessions.delete("one", START)
    assert [each.session_id for each in stores.outcomes.outcomes()] == ["two"]


def test_a_follow_up_that_wins_a_point_back_shows_at_both(stores):
    stores.sessions.add(a_session())
    stores.sessions.save_turn(followed_up(graded(a_turn(), COVERED, MISSED), COVERED))
    kept = [(each.point_id, each.follow_up, each.kind, each.recovered) for each in stores.outcomes.outcomes()]
    assert kept == [("kp1", -1, COVERED, False), ("kp2", -1, MISSED, True), ("kp2", 0, COVERED, True)]


def test_a_hint_in_a_follow_up_is_noted_there_and_wins_nothing_back(stores):
    stores.sessions.add(a_session())
    stores.sessions.save_turn(followed_up(graded(a_turn(), COVERED, MISSED), COVERED, hints=("想想日志",)))
    _, at_question, at_follow_up = stores.outcomes.outcomes()
    assert (at_question.hinted, at_question.recovered) == (False, False)
    assert (at_follow_up.hinted, at_follow_up.recovered) == (True, False)


def test_outcomes_can_be_asked_for_by_time_and_section(stores):
    stores.sessions.add(a_session())
    for number in range(3):
        turn = a_turn(f"t{number}", position=number, question=a_question(section_id=f"s{number}"))
        stores.sessions.save_turn(replace(graded(turn, COVERED), answered_at=START + timedelta(days=number)))
    late = stores.outcomes.outcomes(since=START + timedelta(days=1))
    assert [each.section_id for each in late] == ["s1", "s2"]
    assert [each.section_id for each in stores.outcomes.outcomes(section_ids=["s0", "s2"])] == ["s0", "s2"]


def test_outcomes_are_oldest_first(stores):
    stores.sessions.add(a_session())
    for number in (1, 2, 0):
        turn = graded(a_turn(f"t{number}", position=number), COVERED)
        stores.sessions.save_turn(replace(turn, answered_at=START + timedelta(days=number)))
    assert [each.turn_id for each in stores.outcomes.outcomes()] == ["t0", "t1", "t2"]


def test_a_stamp_changes_with_its_section_and_with_no_other(stores):
    stores.sessions.add(a_session())
    turns = [
        stores.sessions.save_turn(
            graded(a_turn(f"t{at}", position=at, question=a_question(section_id=f"x{at}")), COVERED)
        )
        for at in range(2)
    ]
    seen = [stores.outcomes.stamps()]
    stores.sessions.save_turn(graded(turns[1], MISSED))
    seen.append(stores.outcomes.stamps())
    stores.sessions.add(a_session("other", turns=(graded(a_turn("t9", session="other"), COVERED),)))
    seen.append(stores.outcomes.stamps())
    assert len({each["x0"] for each in seen}) == 1
    assert seen[0]["x1"] != seen[1]["x1"] == seen[2]["x1"]
    stores.sessions.delete("session1", START)
    assert set(stores.outcomes.stamps()) == {a_question().section_id}
    assert len(stores.outcomes.times()) == 1
    assert stores.outcomes.graders() == [("embedded", 1)]


def test_it_tells_when_answers_were_given_and_by_whom_they_were_judged(stores):
    stores.sessions.add(a_session())
    stores.sessions.save_turn(graded(a_turn("t0", position=0), COVERED, MISSED))
    later = replace(graded(a_turn("t1", position=1), COVERED, grader="llm", model="m"), answered_at=START)
    stores.sessions.save_turn(later)
    assert stores.outcomes.times() == [START, START + timedelta(minutes=2)]
    assert stores.outcomes.graders() == [("embedded", 2), ("m", 1)]


def test_outcomes_of_very_many_sections_can_be_asked_for(stores):
    stores.sessions.add(a_session(turns=(graded(a_turn(), COVERED),)))
    assert len(stores.outcomes.outcomes(section_ids=[f"s{at}" for at in range(40_000)])) == 1


def test_it_tells_how_long_the_newest_answers_took(stores):
    stores.sessions.add(a_session())
    for number in range(3):
        asked = START + timedelta(days=number)
        answered = asked + timedelta(seconds=60 + number)
        stores.sessions.save_turn(
            a_turn(f"t{number}", position=number, asked_at=asked, answered_at=answered, answer="relay log")
        )
    stores.sessions.save_turn(a_turn("t9", position=9, answered_at=START, state=TurnState.SKIPPED))
    assert stores.outcomes.answer_seconds(2) == [62.0, 61.0]


def _as_of_then(name: str, row: Mapping[str, object]) -> TableClause:
    """A table with no other columns than the row has."""
    types = {"session": session_table, "turn": turn_table}[name].c
    return table(name, *(column(each, types[each].type) for each in row))


def brought_up_from_0006(url: str, turns: list[dict[str, object]]) -> Database:
    """A database as the version before this table left it, with those rows of turns."""
    from alembic import command

    config = alembic_config()
    database = Database(make_engine(url))
    with database.of(None).writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0006")
        row = {"id": "session1", "started_at": START, "finished_at": None, "plan": "{}"}
        connection.execute(insert(_as_of_then("session", row)).values(row))
        connection.execute(insert(_as_of_then("turn", turns[0])), turns)
    with database.of(None).writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return database


@pytest.mark.parametrize("kind", DATABASES)
def test_an_older_database_gets_the_outcomes_of_its_turns(request, kind):
    turns = [followed_up(graded(a_turn(f"t{at:03}", position=at), COVERED, MISSED), COVERED) for at in range(450)]
    database = brought_up_from_0006(
        request.getfixturevalue(f"empty_{kind}_url"), [turn_row(replace(turn, version=1)) for turn in turns]
    )
    found = SqlOutcomeStore(database).outcomes()
    expected = [outcome for turn in turns for outcome in outcomes_of(turn)]
    assert sorted(found, key=lambda each: (each.turn_id, each.follow_up, each.number)) == expected
    database.close()


@pytest.mark.parametrize("kind", DATABASES)
def test_a_turn_that_cannot_be_read_is_left_out_and_kept(request, kind):
    whole, broken, gone = (turn_row(graded(a_turn(f"t{at}", position=at, version=1), COVERED)) for at in range(3))
    broken["assessment"], gone["question"] = "{ not json", '{"v":1,"value":{}}'
    database = brought_up_from_0006(request.getfixturevalue(f"empty_{kind}_url"), [whole, broken, gone])
    assert [each.turn_id for each in SqlOutcomeStore(database).outcomes()] == ["t0"]
    with database.of(None).reading() as connection:
        assert connection.scalar(text("SELECT assessment FROM turn WHERE id = 't1'")) == "{ not json"
        assert connection.scalar(text("SELECT count(*) FROM turn")) == 3
    database.close()
