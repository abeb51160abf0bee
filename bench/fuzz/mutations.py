"""Inputs that are nearly right: real ones, bent in a few places. Random bytes alone are refused at the door."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from typing import Any

MARKS = (
    "#", "## ", "###### ", "- ", "  - ", "\t- ", "1. ", "```", "~~~", "```bash", "**", "**Q1.** ", "> ", "> [!note] ",
    "|", "|--|--|", "[", "](", "[[", "![", "[^1]: ", "<details>", "</details>", "<!--", "-->", "%%", "$$", "---", "+++",
    "===", ":::", "`", "<a ", "~~", "==", "$\\", "&amp;", "\\", "问：", "答：", "Q: ", "A: ", "？", "。", "：", "一、",
    "{", "}", '"', "'", ",", ";", "\t", "    ", "\n", "\n\n", "\r", "\r\n", "\u2028", "\x0b", "\x0c", "\x1c", "\x85",
    "\x00", "\ufeff", "\u200b", "\u202e", "\ud800", "😀", "\u0301" * 5, "İ", "ß", "１", "٣", "²", "0x10", "1e999", "-0",
    "NaN", "null", "true", "&a ", "*a ", "!!python/object:os.system ", "<<: ", "? ", "%YAML 1.1\n", "=1+1", "@x",
)  # fmt: skip
STRANGE: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31, 10**30, 0.5, float("nan"), float("inf"), "", " ", "x", "\x00", "\ud800", "😀",
    [], {}, [[]], [None], {"": None}, "covered", "2026-11-28T00:00:00", "9999-12-31T23:59:59+14:00", "x" * 5_000,
)  # fmt: skip
_MOST_TEXT = 4_000
_LONG = 20_000
_LONG_SHARE = 1 / 400


def text(draw: random.Random, seeds: Sequence[str]) -> str:
    """Some lines of one or two real texts, changed in one to six places; now and then one mark many times over."""
    if draw.random() < _LONG_SHARE:
        unit = "".join(draw.choices(MARKS, k=draw.randint(1, 3)))
        return draw.choice(("", "## A\n- ", "- x\n")) + unit * (_LONG // max(1, len(unit)))
    made = _window(draw, draw.choice(seeds))
    if draw.random() < 0.3:
        made = _spliced(draw, made, _window(draw, draw.choice(seeds)))
    for _ in range(draw.randint(1, 6)):
        made = draw.choice(_CHANGES)(draw, made)
    return made[:_MOST_TEXT]


def nearly(draw: random.Random, whole: str) -> str:
    """A whole text changed in one or two places, so that what reads it comes far; now and then a mutated part of it."""
    if draw.random() < 0.2:
        return text(draw, [whole])
    for _ in range(draw.randint(1, 2)):
        whole = draw.choice(_CHANGES)(draw, whole)
    return whole


def data(draw: random.Random, seeds: Sequence[bytes]) -> bytes:
    """A real file with bytes changed, taken out, doubled or cut off."""
    made = bytearray(draw.choice(seeds))
    for _ in range(draw.randint(1, 8)):
        at, length = draw.randrange(len(made) + 1), draw.choice((1, 1, 2, 4, 16, 200))
        change = draw.randrange(5)
        if change == 0:
            made[at : at + length] = draw.randbytes(min(length, 16))
        elif change == 1:
            del made[at : at + length]
        elif change == 2:
            made[at:at] = made[at : at + length]
        elif change == 3 and at < len(made):
            made[at] ^= 1 << draw.randrange(8)
        elif change == 4 and draw.random() < 0.2:
            del made[at:]
        if not made:
            made = bytearray(b"\x00")
    return bytes(made)


def value(draw: random.Random, found: Any) -> Any:
    """A JSON value with one to three of its parts replaced, taken out, doubled or named otherwise."""
    made = json.loads(json.dumps(found))
    for _ in range(draw.randint(1, 3)):
        made = _bent(draw, made)
    return made


def _bent(draw: random.Random, found: Any) -> Any:
    if isinstance(found, dict) and found and draw.random() < 0.9:
        name = draw.choice(list(found))
        return _changed_dict(draw, dict(found), name)
    if isinstance(found, list) and found and draw.random() < 0.9:
        at = draw.randrange(len(found))
        if draw.random() < 0.2:
            return found[:at] + found[at : at + 1] * draw.choice((0, 2, 50)) + found[at + 1 :]
        return [*found[:at], _bent(draw, found[at]), *found[at + 1 :]]
    if isinstance(found, str) and draw.random() < 0.5:
        return draw.choice(_CHANGES)(draw, found)
    return draw.choice(STRANGE)


def _changed_dict(draw: random.Random, found: dict[str, Any], name: str) -> dict[str, Any]:
    change = draw.random()
    if change < 0.1:
        del found[name]
    elif change < 0.15:
        found[draw.choice(MARKS)] = draw.choice(STRANGE)
    else:
        found[name] = _bent(draw, found[name])
    return found


def _window(draw: random.Random, whole: str) -> str:
    lines = whole.splitlines(keepends=True)
    start = draw.randrange(max(1, len(lines)))
    if draw.random() < 0.5:
        start = 0
    return "".join(lines[start : start + draw.randint(1, 16)])


def _spliced(draw: random.Random, one: str, other: str) -> str:
    at = draw.randrange(len(one) + 1)
    return one[:at] + other + one[at:]


def _put_mark(draw: random.Random, found: str) -> str:
    at = draw.randrange(len(found) + 1)
    return found[:at] + draw.choice(MARKS) * draw.choice((1, 1, 1, 2, 9, 60)) + found[at:]


def _cut(draw: random.Random, found: str) -> str:
    at = draw.randrange(len(found) + 1)
    return found[:at] + found[at + draw.choice((1, 1, 3, 20, 10**9)) :]


def _double(draw: random.Random, found: str) -> str:
    at = draw.randrange(len(found) + 1)
    end = at + draw.choice((1, 5, 40))
    return found[:end] + found[at:end] * draw.choice((1, 2, 30)) + found[end:]


def _move_line(draw: random.Random, found: str) -> str:
    lines = found.splitlines(keepends=True)
    if len(lines) > 1:
        lines.insert(draw.randrange(len(lines)), lines.pop(draw.randrange(len(lines))))
    return "".join(lines)


def _indent(draw: random.Random, found: str) -> str:
    lines = found.splitlines(keepends=True) or [""]
    start = draw.randrange(len(lines))
    end = start + draw.randint(1, 8)
    mark = draw.choice(("  ", "    ", "\t", "> ", "- ", "　"))
    return "".join(mark + line if start <= at < end else line for at, line in enumerate(lines))


def _other_char(draw: random.Random, found: str) -> str:
    at = draw.randrange(len(found) + 1)
    return found[:at] + chr(draw.choice((draw.randrange(128), draw.randrange(0x110000)))) + found[at + 1 :]


_CHANGES: tuple[Callable[[random.Random, str], str], ...] = (
    _put_mark, _put_mark, _cut, _double, _move_line, _indent, _other_char,
)  # fmt: skip
