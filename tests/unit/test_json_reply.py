from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.adapters.json_reply import misfits, read_object, skip_thinking

OBJECTS = st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5) | st.booleans(), max_size=4)
SCHEMA = {
    "type": "object",
    "properties": {"marks": {"type": "array", "items": {"type": "integer"}}, "kind": {"enum": ["a", "b"]}},
    "required": ["marks"],
}


@given(OBJECTS, st.sampled_from(["{}", "```json\n{}\n```", "Here it is: {} I hope it helps.", "<think>{{</think>{}"]))
def test_an_object_is_read_from_whatever_stands_around_it(value: dict[str, object], around: str) -> None:
    text = around.replace("{{", "\0").replace("{}", json.dumps(value), 1).replace("\0", "{")
    assert read_object(text) == value


@given(st.text(alphabet='{}[]":, \\a1<think/>', max_size=80))
def test_no_reply_breaks_the_reader(text: str) -> None:
    found = read_object(text)
    assert found is None or isinstance(found, dict)


@pytest.mark.parametrize("text", ['{"a":' * 50_000, "{" * 200_000, '{"a": 1', "", "[]"])
def test_an_endless_or_unfinished_reply_holds_no_object(text: str) -> None:
    assert read_object(text) is None


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"marks": [1, 2], "kind": "a", "more": 1}, []),
        ({}, ["reply.marks: missing"]),
        ({"marks": [1, "2", True]}, ["reply.marks[2]: not integer", "reply.marks[3]: not integer"]),
        ({"marks": [], "kind": "c"}, ["reply.kind: not one of a, b"]),
        ([], ["reply: not object"]),
    ],
)
def test_it_says_where_a_value_does_not_fit(value: object, said: list[str]) -> None:
    assert list(misfits(value, SCHEMA)) == said


@given(
    st.sampled_from(["", "<think>hm, {x}</think>\n", "  <think></think>"]),
    st.text(alphabet="ab <t", max_size=20).map(str.lstrip),
    st.integers(1, 30),
)
def test_reasoning_is_left_out_of_a_stream_however_it_is_cut_in_pieces(thought: str, words: str, size: int) -> None:
    text = thought + words
    pieces = (text[at : at + size] for at in range(0, len(text), size))
    assert "".join(skip_thinking(pieces)).lstrip() == words


def test_nothing_of_unfinished_reasoning_is_shown() -> None:
    assert "".join(skip_thinking(["<think>let me", " see"])) == ""
