"""The numbers that headings carry: `1.2 复制`, `第三章 存储`, `（二）持久化`."""

from __future__ import annotations

import re

_NUMBER = re.compile(
    r"^(?:第[一二三四五六七八九十百\d]{1,4}[章节篇讲课部](?:分)?\s*[:：、.]?\s*|"
    r"[(（][一二三四五六七八九十\d]{1,3}[)）]\s*|"
    r"[一二三四五六七八九十]{1,3}[、.．]\s*|"
    r"\d{1,3}(?:\.\d{1,3}){0,4}[.、．)）]?\s+|"
    r"\d{1,3}(?:\.\d{1,3}){0,4}[.、．)）](?!\d))(?=\S)"
)


def unnumbered(title: str) -> str:
    """The title without its number, for ids and shapes only.

    In a path the number stays: a path is the heading as its author wrote it, and `3 次握手` cannot be told from
    `3 持久化`. In an id it must not count, or progress would be lost whenever chapters are renumbered.
    """
    return _NUMBER.sub("", title)
