"""Domain values survive being stored, also when fields were added since."""

from __future__ import annotations

import json
from dataclasses import dataclass, is_dataclass
from datetime import UTC, datetime
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.adapters.sql import codec
from interviewer.adapters.sql.codec import as_stored, dumps, loads, loads_kept, storable
from interviewer.domain.assessment import Assessment
from interviewer.domain.notes import KeyPoint, Level, Note, OpenQuestion, Section
from interviewer.domain.questions import Question
from interviewer.domain.sessions import FollowUpTurn, Plan, Session, Turn, TurnState
from tests.samples import a_key_point, a_section, an_assessment

PLAIN = {
    str: st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8),
    int: st.integers(),
    float: st.floats(allow_nan=False),
    bool: st.booleans(),
    datetime: st.datetimes(timezones=st.just(UTC), allow_imaginary=False).map(lambda time: time.replace(fold=0)),
}
KINDS = [KeyPoint, Section, OpenQuestion, Note, Question, Plan, Assessment, FollowUpTurn, Turn, Session]


def values(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of the type, every field given, tuples of at most two."""
    if kind in PLAIN:
        return PLAIN[kind]
    if is_dataclass(kind):
        return st.builds(kind, **{name: values(hint) for name, hint in get_type_hints(kind).items()})
    if get_origin(kind) is tuple:
        return st.lists(values(get_args(kind)[0]), max_size=2).map(tuple)
    if get_origin(kind) is UnionType:
        return st.none() | values(get_args(kind)[0])
    return st.sampled_from(kind)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_any_value_comes_back_equal_and_of_its_types(kind):
    @settings(max_examples=30, deadline=None)
    @given(values(kind))
    def check(value):
        found = loads(kind, dumps(value))
        assert found == value
        assert repr(found) == repr(value), "an enum must not come back as plain text, nor a tuple as a list"
        assert as_stored(value) == value

    check()


@given(st.text(st.characters(categories=["Cs", "Cc", "L"])))
def test_storable_text_keeps_its_length_and_can_be_sent(text):
    clean = storable(text)
    assert len(clean) == len(text)
    assert "\0" not in clean
    assert clean.encode().decode() == clean
    assert all(new == old or new == "\ufffd" for new, old in zip(clean, text, strict=True))


def test_tuples_of_values_are_values_too():
    points = (a_key_point("a"), a_key_point("b", source=None))
    assert loads(tuple[KeyPoint, ...], dumps(points)) == points


def test_no_text_of_a_value_can_break_the_database():
    text = dumps(a_section(text="\0\ud800", key_points=(a_key_point(text="\0"),)))
    assert "\\u0000" not in text
    assert loads(Section, text).key_points[0].text == "\ufffd"


def test_a_field_that_a_newer_version_added_is_ignored():
    data = json.loads(dumps(a_section()))
    data["value"]["mood"] = "fine"
    data["value"]["key_points"][0]["mood"] = {"deep": [1]}
    data["note"] = "beside it"
    assert loads(Section, json.dumps(data)) == a_section()


def test_a_field_that_an_older_version_did_not_have_takes_its_default():
    data = json.loads(dumps(a_section(level=Level.SENIOR)))
    del data["value"]["level"]
    assert loads(Section, json.dumps(data)).level is Level.MIDDLE


def test_an_assessment_from_before_calls_were_counted_can_be_read():
    data = json.loads(dumps(an_assessment()))
    for name in ("usage", "from_cache"):
        del data["value"][name]
    assert loads(Assessment, json.dumps(data)) == an_assessment()


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "null", '{"v":1,"value":{}}', '{"v":1,"value":3}', '{"v":0,"value":{}}', '{"v":"x","value":1}'],
)
def test_what_is_no_such_value_is_refused(text):
    with pytest.raises(ValueError):
        loads(Section, text)


def test_an_unknown_word_for_a_state_is_refused_and_not_guessed():
    with pytest.raises(ValueError):
        codec.decode(TurnState, "paused")


def test_older_data_is_brought_up_step_by_step(monkeypatch):
    @dataclass(frozen=True)
    class Place:
        town: str
        country: str

    monkeypatch.setattr(codec, "VERSION", 3)
    monkeypatch.setattr(
        codec,
        "_UPGRADES",
        {1: lambda data: {"city": data["name"]}, 2: lambda data: {"town": data["city"], "country": "CN"}},
    )
    monkeypatch.setattr(codec, "get_type_hints", lambda kind: {"town": str, "country": str})
    assert loads(Place, '{"v":1,"value":{"name":"Xi’an"}}') == Place("Xi’an", "CN")
    assert loads(Place, '{"v":2,"value":{"city":"Xi’an"}}') == Place("Xi’an", "CN")
    assert loads(Place, dumps(Place("Xi’an", "CN"))) == Place("Xi’an", "CN")


def test_a_text_that_is_read_again_gives_the_value_that_is_there_and_another_type_its_own():
    text = dumps(a_section())
    assert loads_kept(Section, text) is loads_kept(Section, text)
    assert loads_kept(Section, text) == loads(Section, text)
    with pytest.raises(ValueError):
        loads_kept(Plan, "[]")
