"""Domain values as versioned JSON, read back by the type hints of the dataclasses.

A field that the reader does not know is ignored, and a missing one takes its default, so that a field can be added
without touching what is stored. Any other change needs a new VERSION and a step in `_UPGRADES`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache, lru_cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

VERSION = 1
_UPGRADES: dict[int, Callable[[Any], Any]] = {}
"""Version -> what turns its data into that of the next version."""
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_AS_IS = (str, int, float, bool)
_KEPT = 2048
"""Texts whose values are kept: at a few kilobytes each, some ten megabytes."""

Value = TypeVar("Value")


def dumps(value: object) -> str:
    """A dataclass, or a tuple of them, as JSON text without NUL and lone surrogates."""
    return json.dumps({"v": VERSION, "value": encode(value)}, ensure_ascii=False, separators=(",", ":"))


def loads(kind: type[Value], text: str) -> Value:
    """The value of the given type, such as `Plan` or `tuple[KeyPoint, ...]`, from what dumps made of it.

    Raises ValueError when the text is not such a value.
    """
    envelope = json.loads(text)
    try:
        version, data = envelope["v"], envelope["value"]
        while version < VERSION:
            version, data = version + 1, _UPGRADES[version](data)
        return decode(kind, data)
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"the stored text is no {kind}") from error


@lru_cache(maxsize=_KEPT)
def loads_kept(kind: type[Value], text: str) -> Value:
    """As loads, for texts that are read again and again: the same text gives the same value; nobody can change it."""
    return loads(kind, text)


def as_stored(value: Value) -> Value:
    """The dataclass value as it will come back from the database."""
    return decode(type(value), encode(value))


def storable(text: str) -> str:
    """The text with U+FFFD for each NUL and lone surrogate: of the same length, so that slices stay slices."""
    return _UNSTORABLE.sub("\ufffd", text)


def encode(value: Any) -> Any:
    """Plain JSON data."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [encode(each) for each in value]
    if is_dataclass(value):
        return {name: encode(getattr(value, name)) for name in _field_names(value.__class__)}
    return value


def decode(kind: type[Value], data: Any) -> Value:
    """The value of the given type from plain JSON data."""
    made: Callable[[Any], Value] = _decoder(kind)  # type: ignore[arg-type]  # every type can be hashed
    return made(data)


@cache
def _field_names(kind: Any) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))


@cache
def _decoder(kind: Any) -> Callable[[Any], Any]:
    """What turns JSON data into a value of the type; made once for each type."""
    if get_origin(kind) is tuple:
        return _tuple_decoder(get_args(kind))
    if get_origin(kind) in (Union, UnionType):
        return _optional_decoder(get_args(kind))
    if is_dataclass(kind):
        return _dataclass_decoder(kind)
    if kind is datetime:
        return datetime.fromisoformat
    if kind in _AS_IS:
        return lambda data: data
    return kind  # an enum


def _tuple_decoder(parts: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(parts) != 2 or parts[1] is not Ellipsis:
        raise TypeError("only tuples of any length are stored")
    if parts[0] in _AS_IS:
        return tuple
    each = _decoder(parts[0])
    return lambda data: tuple(map(each, data))


def _optional_decoder(parts: tuple[Any, ...]) -> Callable[[Any], Any]:
    present = [part for part in parts if part is not type(None)]
    if len(present) != 1:
        raise TypeError("only unions with None are stored")
    inner = _decoder(present[0])
    return lambda data: None if data is None else inner(data)


def _dataclass_decoder(kind: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    known = frozenset(_field_names(kind))
    # Ten thousand sections are read at once: a field that JSON gives back as it was costs no call.
    decoders = [(name, _decoder(hints[name])) for name in known if hints[name] not in _AS_IS]

    def build(data: dict[str, Any]) -> Any:
        values = dict(data) if data.keys() <= known else {name: data[name] for name in known & data.keys()}
        for name, each in decoders:
            if name in values:
                values[name] = each(values[name])
        return kind(**values)

    return build
