"""Whether a value read from a file of somebody's is all through of the types that its dataclasses say."""

from __future__ import annotations

import math
from dataclasses import is_dataclass
from datetime import UTC, datetime
from enum import Enum
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Value = TypeVar("Value")
_LARGEST = 2**31
_hints: dict[Any, dict[str, Any]] = {}


def checked(kind: Any, value: Value) -> Value:
    """The value itself. Raises ValueError where something in it is not of its type, or no database could keep it."""
    if not _fits(kind, value):
        raise ValueError(f"no {kind}")
    return value


def _fits(kind: Any, value: Any) -> bool:
    if get_origin(kind) is tuple:
        return isinstance(value, tuple) and all(_fits(get_args(kind)[0], each) for each in value)
    if get_origin(kind) in (Union, UnionType):
        return any(_fits(each, value) for each in get_args(kind))
    if isinstance(kind, type) and is_dataclass(kind):
        return isinstance(value, kind) and all(_fits(each, getattr(value, name)) for name, each in _of(kind).items())
    if kind is float:
        return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    if kind is int:
        return isinstance(value, int) and not isinstance(value, bool) and abs(value) < _LARGEST
    if kind is datetime:
        return isinstance(value, datetime) and value.tzinfo is not None and value.astimezone(UTC) is not None
    if kind is type(None):
        return value is None
    return isinstance(value, kind) and (not isinstance(value, Enum) or isinstance(kind, type))


def _of(kind: Any) -> dict[str, Any]:
    if kind not in _hints:
        _hints[kind] = {name: each for name, each in get_type_hints(kind).items() if name in kind.__dataclass_fields__}
    return _hints[kind]
