"""Traditional and Simplified Chinese, through OpenCC's tables."""

from __future__ import annotations

import threading
from functools import cache
from typing import Any

_lock = threading.Lock()


def simplified(text: str) -> str:
    with _lock:
        return str(_converter("t2s").convert(text))


def is_traditional(text: str) -> bool:
    """Whether a text has more hanzi that are only Traditional than ones that are only Simplified."""
    with _lock:
        from_traditional = _converter("t2s").convert(text)
        from_simplified = _converter("s2t").convert(text)
    return _changed(text, from_traditional) > _changed(text, from_simplified)


def _changed(before: str, after: str) -> int:
    return sum(a != b for a, b in zip(before, after, strict=False))


@cache
def _converter(direction: str) -> Any:
    from opencc import OpenCC

    return OpenCC(direction)
