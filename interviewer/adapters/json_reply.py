"""Reads an object out of what a model wrote, and says where it does not fit its schema."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from interviewer.domain.assessment import FallbackReason
from interviewer.domain.errors import ModelUnavailable

_THINKING = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
NO_OBJECT = "no JSON object"
_MOST_STARTS = 8
_MOST_PROBLEMS = 6
_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
}


def unusable(problem: str) -> ModelUnavailable:
    """The error for a reply that came and is no use; `problem` can be told to the model."""
    return ModelUnavailable(reason=FallbackReason.UNUSABLE_REPLY, problem=problem)


def fitting(text: str, schema: dict[str, Any]) -> dict[str, Any]:
    """The object in a reply. Raises ModelUnavailable, saying where it does not fit the schema."""
    data = read_object(text)
    if data is None:
        raise unusable(NO_OBJECT)
    if problems := list(islice(misfits(data, schema), _MOST_PROBLEMS)):
        raise unusable("; ".join(problems))
    return data


def without_thinking(text: str) -> str:
    """The reply without the reasoning that some models put before it."""
    return _THINKING.sub("", text).strip()


def skip_thinking(pieces: Iterable[str]) -> Iterator[str]:
    """A streamed reply without the reasoning before it: nothing comes while that may still be going on."""
    held = ""
    thinking: bool | None = None
    for piece in pieces:
        if thinking is False:
            yield piece
            continue
        held += piece
        opened = held.lstrip()
        thinking = opened.startswith("<think>") if len(opened) >= len("<think>") else None
        if thinking is None and not "<think>".startswith(opened):
            thinking = False
        if thinking and "</think>" in held:
            held, thinking = held.split("</think>", 1)[1].lstrip(), False
        if thinking is False and held:
            yield held
    if thinking is None and held:
        yield held


def read_object(text: str) -> dict[str, Any] | None:
    """The first JSON object in a reply, also inside a code fence or between words; None when there is none."""
    text = without_thinking(text)
    decoder = json.JSONDecoder()
    for brace in islice(re.finditer(r"\{", text), _MOST_STARTS):
        try:
            found, _ = decoder.raw_decode(text, brace.start())
        except (ValueError, RecursionError):
            continue
        return found if isinstance(found, dict) else None
    return None


def misfits(value: Any, schema: dict[str, Any], place: str = "reply") -> Iterator[str]:
    """Where a value does not fit, in a few words each. Knows type, enum, required, properties and items."""
    kind = schema.get("type")
    if kind is not None and (not isinstance(value, _TYPES[kind]) or (isinstance(value, bool) and kind != "boolean")):
        yield f"{place}: not {kind}"
    elif "enum" in schema and value not in schema["enum"]:
        yield f"{place}: not one of {', '.join(map(str, schema['enum']))}"
    elif isinstance(value, dict):
        yield from (f"{place}.{name}: missing" for name in schema.get("required", ()) if name not in value)
        for name, inner in schema.get("properties", {}).items():
            if name in value:
                yield from misfits(value[name], inner, f"{place}.{name}")
    elif isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield from misfits(item, schema.get("items", {}), f"{place}[{number}]")
