"""Key points from the structure of a section: items, numbered steps, sentences, under their lead lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.lines import BodyLine, Item, is_command, read_items
from interviewer.domain.text import fold

__all__ = ["BodyLine", "Statement", "open_questions", "statements"]

MOST_POINTS = 12
_LONG_PARAGRAPH = 60
_LONG_ITEM = 140
_SUMMARY = re.compile(r"^(总结|小结|概括|summary|in short|tl;?dr)$", re.I)
_SAYS_NOTHING = re.compile(
    r"^(核心|主要|基本|其他|常用)*(组件|架构|流程|步骤|功能|特点|特性|优点|缺点|原理|说明|例如|包括|行为|模块|概念|总结|小结)"
    r"([与和及、](组件|架构|流程|步骤|功能|特点|原理|模块))*(包括|如下)?$|"
    r"^(key |core |main )?(components?|architecture|steps?|features?|points?|summary|flow|overview)$",
    re.I,
)
_EXAMPLE = re.compile(r"^(验证|示例|举例|例子|命令|常用命令|用法|verify|examples?|usage|commands?)$", re.I)
_ANNOUNCES = re.compile(r"(包括|如下|以下|时|例如|有|following|includes?)$", re.I)
_SENTENCE = re.compile(r"[^。；;！!？?]+[。；;！!？?]*")
_ENGLISH_SENTENCE = re.compile(r"(?<=[\w)\]\"'`]{2}[.])\s+(?=[A-Z`])")
_ENDS_LINE = re.compile(r"[。；;！!？?.:：]$")
_LOWER_CASE = re.compile(r"^[a-z]+[ ,.]")
_WRAP_WIDTH = 40
_QUESTION_END = re.compile(r"[?？]\s*$")
_ANSWER_START = re.compile(r"^\s*(a|answer|答)\s*[:：.、]", re.I)


@dataclass(frozen=True, slots=True)
class Statement:
    """One fact with the lines it stands on; `ordered` when it is a numbered step."""

    text: str
    first_line: int
    last_line: int
    ordered: bool = False


@dataclass(slots=True)
class _Node:
    """A line with the lines it leads."""

    item: Item
    text: str
    children: list[_Node] = field(default_factory=list)
    names_only: bool = False
    end: int = 0

    @property
    def last_line(self) -> int:
        return max([self.item.number, self.end, *(child.last_line for child in self.children)])

    @property
    def example(self) -> bool:
        return bool(_EXAMPLE.match(self.text.rstrip("：:")))

    @property
    def name(self) -> str:
        """The short name that its children go by."""
        name = re.sub(r"[（(].*?[)）]", "", self.item.head or self.text.rstrip("：:")).strip()
        return "" if _SAYS_NOTHING.match(name) or _ANNOUNCES.search(name) or len(name) > 24 else name


def open_questions(body: Sequence[BodyLine]) -> list[BodyLine]:
    """Lines that ask and are followed by no answer: by nothing, or by another such line."""
    written = [line for line in body if line.text.strip() and not line.code]
    found: list[BodyLine] = []
    for line, below in zip(reversed(written), [None, *reversed(written)], strict=False):
        unanswered = below is None or (bool(found) and found[-1] is below)
        if not (unanswered and _QUESTION_END.search(line.text) and not _ANSWER_START.match(line.text)):
            break
        found.append(line)
    return found[::-1]


def statements(body: Sequence[BodyLine], language: str) -> list[Statement]:
    """The facts of a section in order; at most about a dozen, the summary's where the note has one.

    A section with more lines than a person says in an answer is taken at its upper level: each lead line with what
    it says of itself.
    """
    asked = {line.number for line in open_questions(body)}
    nodes = [node for node in _tree([line for line in body if line.number not in asked], language) if not node.example]
    summary = next((node for node in nodes if _SUMMARY.match(node.text.rstrip("：:")) and len(node.children) > 2), None)
    leaves = _distinct(_leaves(summary.children if summary else nodes))
    if len(leaves) <= MOST_POINTS:
        return leaves
    upper = _distinct(_upper(summary.children if summary else nodes))
    return upper if len(upper) > 2 else leaves


def _tree(body: Sequence[BodyLine], language: str) -> list[_Node]:
    roots: list[_Node] = []
    lead: _Node | None = None
    last: _Node | None = None
    rows = list(zip(body, read_items(body), strict=True))
    for at, (_, item) in enumerate(rows):
        if item is None or is_command(item.text, language):
            last = None if item is None else last
            continue
        above = rows[at - 1][1] if at else None
        below = rows[at + 1][1] if at + 1 < len(rows) else None
        node = _Node(item, item.text)
        if last is not None and above is not None and _wraps(rows[at - 1][0], rows[at][0], last, item):
            _join(last, item)
            continue
        if item.ordinal is None and last is not None and above is not None and _continues(item, last, rows, at):
            _append(last, item)
            continue
        if _leads(item, above, below):
            if lead is not None and lead is last and lead.names_only and not lead.children and above is not None:
                lead.text, lead.names_only = f"{lead.text.rstrip('：:')}：{item.text}", False
                continue
            node.names_only = item.opens or not item.rest
            roots.append(node)
            lead = node
        elif item.ordinal is not None and last is not None and item.indent > last.item.indent:
            last.children.append(node)
            continue
        else:
            if lead is not None and above is None and item.ordinal in (None, 1) and lead.children:
                lead = None
            if item.ordinal is None and above is not None and above.ordinal is None and _speaks_of(above, item):
                node.text = f"{above.head}：{item.text}"
            (lead.children if lead else roots).append(node)
        last = node
    return roots


def _leads(item: Item, above: Item | None, below: Item | None) -> bool:
    """Whether a plain line is the head of what stands directly below it."""
    if item.ordinal is not None or below is None:
        return False
    if item.opens or below.ordinal == 1:
        return True
    short = len(item.text) <= 24 and not item.rest and not re.search(r"[，,。；;、]", item.text)
    return above is None and short and below.ordinal is None and len(below.text) >= max(20, 2 * len(item.text))


def _continues(item: Item, last: _Node, rows: Sequence[tuple[BodyLine, Item | None]], at: int) -> bool:
    """Whether a plain line belongs to the line above it: that one announces it, or the text was wrapped there."""
    if item.opens or last.names_only:
        return False
    if last.item.ordinal is not None:
        return last.item.opens or bool(last.children) or len(last.item.text) <= 15
    if len(last.text) < 35 or re.search(r"[。；;！!.]$", last.text):
        return False
    around = [row for _, row in rows[max(0, at - 4) : at + 5] if row is not None and row.ordinal is None]
    named = sum(bool(row.head) for row in around)
    return not item.head and len(around) > 3 and named * 10 >= len(around) * 6


def _wraps(above: BodyLine, line: BodyLine, last: _Node, item: Item) -> bool:
    """Whether a sentence of prose goes on over the end of a line: it was wrapped at a width, or stops at a comma."""
    if not (above.prose and line.prose) or item.ordinal is not None or above.text.endswith(("  ", "\\")):
        return False
    if item.indent < last.item.indent or _ENDS_LINE.search(last.text):
        return False
    if last.text.endswith(("，", ",", "、")) or _LOWER_CASE.match(item.text):
        return True
    return len(last.text) >= _WRAP_WIDTH and not item.head


def _join(last: _Node, item: Item) -> None:
    space = " " if last.text[-1:].isascii() and item.text[:1].isascii() else ""
    last.text, last.end = last.text + space + item.text, item.number
    last.item = Item(last.item.number, last.text, last.item.ordinal, last.item.indent)


def _speaks_of(above: Item, item: Item) -> bool:
    """Whether a line goes on about the name that the line above it gave."""
    return bool(above.rest) and len(above.head) <= 24 and not item.head and len(item.text) >= 15


def _append(last: _Node, item: Item) -> None:
    if last.item.ordinal is not None:
        last.children.append(_Node(item, item.text))
    else:
        last.text += item.text
        last.end = item.number
        last.item = Item(last.item.number, last.text, last.item.ordinal, last.item.indent)


def _leaves(nodes: Sequence[_Node], name: str = "") -> Iterator[Statement]:
    for node in nodes:
        own = node.text.rstrip("：:")
        if not node.children:
            if not node.item.opens:
                yield from _pieces(node, name)
            continue
        if len(node.children) == 1 and not node.children[0].children:
            child = node.children[0]
            text = _named(f"{own}：{child.text}" if not _SAYS_NOTHING.match(own) else child.text, name)
            yield Statement(text.rstrip("。；;."), node.item.number, child.last_line, node.item.ordinal is not None)
            continue
        if not node.names_only and not node.item.opens and len(own) > 15:
            yield from _pieces(node, name)
        yield from _leaves(node.children, node.name or name)


def _pieces(node: _Node, name: str) -> Iterator[Statement]:
    """A plain paragraph gives a statement a sentence; an item is one statement unless it is very long."""
    longest = _LONG_PARAGRAPH if node.item.ordinal is None else _LONG_ITEM
    head = node.item.head
    parts = [node.text] if len(node.text) <= longest else _sentences(node.text)
    for at, part in enumerate(parts):
        text = _named(part if at == 0 or not head or len(head) > 24 else _named(part, head), name)
        yield Statement(text.rstrip("。；;."), node.item.number, node.last_line, node.item.ordinal is not None)


def _sentences(text: str) -> list[str]:
    parts: list[str] = []
    for match in _SENTENCE.finditer(text):
        for sentence in _ENGLISH_SENTENCE.split(match[0]):
            if parts and (len(sentence) < 8 or _unbalanced(parts[-1])):
                parts[-1] += (" " if parts[-1].endswith(".") else "") + sentence
            else:
                parts.append(sentence.strip())
    return parts


def _unbalanced(text: str) -> bool:
    return text.count("（") > text.count("）") or text.count("(") > text.count(")")


def _named(text: str, name: str) -> str:
    return text if not name or fold(name) in fold(text) else f"{name}：{text}"


def _upper(nodes: Sequence[_Node]) -> Iterator[Statement]:
    for node in nodes:
        text = node.text
        if node.names_only and node.children and len(text.rstrip("：:")) <= 24:
            if not _SAYS_NOTHING.match(text.rstrip("：:")):
                heads = [child.item.head or child.text for child in node.children]
                yield Statement(f"{text.rstrip('：:')}：{'；'.join(heads)}", node.item.number, node.last_line)
            else:
                yield from _leaves(node.children)
        elif node.item.opens and node.children:
            first = (text + node.children[0].text).rstrip("。；;.")
            yield Statement(first, node.item.number, node.last_line, node.item.ordinal is not None)
        else:
            yield Statement(text.rstrip("：:。；;"), node.item.number, node.last_line, node.item.ordinal is not None)


def _distinct(found: Iterator[Statement]) -> list[Statement]:
    seen: set[str] = set()
    kept = []
    for statement in found:
        key = fold(statement.text)
        if key not in seen and len(key) > 1:
            seen.add(key)
            kept.append(statement)
    return kept
