"""What a follow-up is about, and what it must not give away."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from interviewer.domain.assessment import Assessment, Verdict, VerdictKind
from interviewer.domain.notes import KeyPoint

_WORST_FIRST = (VerdictKind.CONTRADICTED, VerdictKind.MISSED, VerdictKind.PARTIAL)
_CJK_RUN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_WORD = re.compile(r"[a-z]+|\d+(?:\.\d+)*")
_ENDINGS = (
    "ations",
    "ation",
    "ating",
    "ated",
    "ates",
    "ate",
    "ings",
    "ing",
    "ions",
    "ion",
    "ies",
    "ed",
    "es",
    "er",
    "ly",
    "s",
    "e",
    "y",
)
_SHORTEST_STEM = 4

_PARTICLES = frozenset("的了是和与或及在把被将会也都就还这那个么吗呢吧着们你我他它她等之而且但若则为让跟")
_LIGHT = _PARTICLES | frozenset(
    "从中上下不没有到对向过后前时可要能用做说讲想看再先每各几哪谁什怎样如何一二三两多少大小里外来去出给由以于只很更最"
)

# Words that any question uses; Chinese ones as pairs of characters.
_GENERAL_PAIRS = frozenset(
    re.findall(
        r"\S+",
        """
        数据 时间 时候 问题 情况 方式 方法 过程 步骤 流程 环节 组件 部分 作用 工作 进行 使用 处理 系统 服务 功能
        具体 实际 现在 然后 首先 最后 其中 其他 其它 这些 那些 一些 一个 一种 几种 一样 不同 区别 关系 地方 东西
        特点 需要 可以 能够 通过 支持 提供 采用 利用 实现 完成 开始 结束 发生 出现 产生 得到 知道 说明 解释 理解
        考虑 觉得 如果 因为 所以 但是 同时 以及 或者 并且 主要 重要 关键 核心 基本 常用 常见 一般 通常 直接 自己
        别的 之间 为什 什么 怎么 怎样 哪里 哪些 哪个 名称 内容 对象 角色 类型 条件 结果 原因 目的 设计 负责 场景
        细节 技术 应用
        """,
    )
)
_GENERAL_ENGLISH = re.findall(
    r"\S+",
    """
    a an the and or but if then else of to in on at by for from with without into onto over under about as than
    that this these those it its they them their there here he she you your we our us i me my is are was were be
    been being do does did done doing have has had having can could may might must shall should will would not
    no nor so such what which who whom whose when where why how all any both each few more most other some only
    own same too very just also again once out up down off one two three first second last next new old good
    well way ways thing things part parts point points use uses used using make makes made get gets got give
    gives given take takes taken go goes work works working happen happens need needs say says said tell know
    think mean means like kind kinds different between before after while because every many much still even
    ever never always often usually example case step steps role roles question answer system data time
    """,
)


def worst_point(assessment: Assessment) -> Verdict | None:
    """The verdict to ask about: contradicted before missed before partial, heavier first, then in the note's order."""
    lost = assessment.of_kind(*_WORST_FIRST)
    return min(lost, key=lambda each: (_WORST_FIRST.index(each.kind), -each.key_point.weight), default=None)


def leaks(text: str, key_point: KeyPoint, allowed_text: str) -> bool:
    """Whether a question gives the point away; `allowed_text` is what was said or shown before."""
    return bool(leaked_terms(text, key_point, allowed_text))


def leaked_terms(text: str, key_point: KeyPoint, allowed_text: str) -> frozenset[str]:
    """The specific terms of the point that stand in the text and were not said or shown before.

    Terms are English word stems, numbers, and pairs of Chinese characters, since a Chinese text has no word limits;
    words that any question uses are none.
    """
    return (specific_terms(text) & specific_terms(key_point.text)) - specific_terms(allowed_text)


@lru_cache(maxsize=2048)
def specific_terms(text: str) -> frozenset[str]:
    """The terms of a text that could answer something, folded."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    words = (_stem(word) for word in _WORD.findall(folded) if len(word) > 1 or word.isdigit())
    pairs = (run[at : at + 2] for run in _CJK_RUN.findall(folded) for at in range(len(run) - 1))
    return frozenset(word for word in words if word not in _GENERAL_STEMS) | frozenset(filter(_is_specific, pairs))


def _is_specific(pair: str) -> bool:
    light = pair[0] in _LIGHT and pair[1] in _LIGHT
    return not (light or pair in _GENERAL_PAIRS or pair[0] in _PARTICLES or pair[1] in _PARTICLES)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


_GENERAL_STEMS = frozenset(_stem(word) for word in _GENERAL_ENGLISH)
