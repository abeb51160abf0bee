"""What a section looks like, from its title and its statements."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.key_points import Statement
from interviewer.domain.notes import Shape

_QUESTION = re.compile(
    r"[?？]\s*$|为什么|怎么|如何|哪些|哪种|什么|多少|是否|吗$|"
    r"^(what|why|how|when|which|who|where|is|are|does|do|can|should|would)\b",
    re.I,
)
_BY_TITLE = (
    (Shape.COMPARISON, re.compile(r"区别|对比|比较|差异|\bvs\b|versus|difference", re.I)),
    (Shape.COMPONENTS, re.compile(r"组件|架构|组成|模块|参数|节点|平面|component|architecture|module", re.I)),
    (Shape.FEATURES, re.compile(r"特点|特性|优势|优点|优缺点|feature|advantage|pros", re.I)),
    (Shape.COMPARISON, re.compile(r".[与和].|\band\b|.[,，/、]\s*.", re.I)),
    (Shape.STEPS, re.compile(r"过程|流程|步骤|复制|工作机制|process|steps|workflow", re.I)),
    (
        Shape.MECHANISM,
        re.compile(r"机制|原理|实现|生命周期|简述|概述|介绍|简介|overview|introduction|lifecycle|how", re.I),
    ),
)


def shape_of(steps: Sequence[str], statements: Sequence[Statement]) -> Shape:
    """A title that asks is asked as it is; other shapes come from the title's words, then from how much it says."""
    title = steps[-1]
    if _QUESTION.search(title):
        return Shape.QUESTION
    for shape, words in _BY_TITLE:
        if words.search(title):
            return shape
    return Shape.LIST if len(statements) > 2 else Shape.MECHANISM
