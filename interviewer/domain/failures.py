"""Which sections tell of something that goes wrong, by their headings."""

from __future__ import annotations

import re

from interviewer.domain.notes import Section

_TELLS = re.compile(
    r"故障|排查|排障|诊断|异常|告警|报错|雪崩|击穿|穿透|丢失|积压|堆积|超时|宕机|崩溃|脑裂|死锁|慢查询|延迟|不通|失败"
    r"|troubleshoot|debug|incident|outage|failure|crash|stuck|pending|evict|timeout|deadlock|split.brain|avalanche"
    r"|backlog|\blag\b|\boom|\b50[0234]\b|\bslow\b|\bloss\b",
    re.IGNORECASE,
)


def tells_of_failure(section: Section) -> bool:
    """Whether its own heading, or the one right above, names a failure."""
    return any(_TELLS.search(step) for step in section.steps[-2:])
