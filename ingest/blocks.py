"""A Markdown text as a flat run of headings, labels and body lines, each with its line number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.front_matter import front_matter_plugin

TEXT_FENCES = {"", "console", "text", "txt", "plain", "plaintext", "md", "markdown", "none"}
_LONGEST_LABEL = 40
_BULLET = re.compile(r"^\s*[-*+]\s+(?P<text>.*\S)\s*$")
_FENCE_LABEL = re.compile(r"^[-*+]\s+(?P<text>\S.*?)\s*$")
_BOLD_ONLY = re.compile(r"^\s*(\*\*|__)(?P<text>[^*_]+?)\1\s*[:：]?\s*$")
_ENDS_SENTENCE = re.compile(r"[。；;！!，,.]$|[:：].*\S$")
_COMMENT = re.compile(r"<!--(.*?)-->", re.S)
_LEVEL_MARK = re.compile(r"^\s*level\s*:\s*(\w+)\s*$")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")


class BlockKind(StrEnum):
    HEADING = "heading"
    DASH_LABEL = "dash_label"
    BOLD_LABEL = "bold_label"
    FENCE_LABEL = "fence_label"
    FENCE_END = "fence_end"
    LEVEL = "level"
    TEXT = "text"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Block:
    """`rank` is the heading's level; `lines` are (1-based line number, text) of body blocks."""

    kind: BlockKind
    first_line: int
    text: str = ""
    rank: int = 0
    lines: tuple[tuple[int, str], ...] = ()


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table").use(front_matter_plugin)


def read_blocks(text: str) -> tuple[dict[str, Any], list[Block]]:
    """The front matter (empty when there is none, or when it is not YAML) and the blocks in order."""
    tokens = _parser().parse(text)
    lines = text.split("\n")
    meta: dict[str, Any] = {}
    blocks: list[Block] = []
    top = [token for token in tokens if token.level == 0 and token.map and token.nesting >= 0]
    for at, token in enumerate(top):
        if token.type == "front_matter":
            meta = _front_matter(token.content)
        else:
            following = top[at + 1] if at + 1 < len(top) else None
            blocks.extend(_blocks_of(token, following, tokens, lines))
    return meta, blocks


def _front_matter(content: str) -> dict[str, Any]:
    try:
        loaded = yaml.safe_load(content)
    except yaml.YAMLError:
        return {}
    return loaded if isinstance(loaded, dict) else {}


def _blocks_of(token: Token, following: Token | None, tokens: list[Token], lines: list[str]) -> Iterator[Block]:
    first, last = token.map or (0, 0)
    body = tuple((number + 1, lines[number]) for number in range(first, min(last, len(lines))))
    if token.type == "heading_open":
        inline = tokens[tokens.index(token) + 1]
        yield Block(BlockKind.HEADING, first + 1, plain(inline.content), int(token.tag[1]))
    elif token.type == "fence":
        yield from _fence(token, body)
    elif token.type == "code_block":
        yield Block(BlockKind.TEXT, first + 1, lines=_dedented(body))
    elif token.type == "html_block":
        yield from _html(body)
    elif token.type == "paragraph_open" and len(body) == 1 and (bold := _BOLD_ONLY.match(body[0][1])):
        yield Block(BlockKind.BOLD_LABEL, first + 1, plain(bold["text"]).rstrip(":：").strip())
    elif token.type in ("bullet_list_open", "ordered_list_open"):
        yield from _list(token, following, body, lines)
    elif token.type != "hr":
        yield Block(BlockKind.TEXT, first + 1, lines=body)


def _fence(token: Token, body: tuple[tuple[int, str], ...]) -> Iterator[Block]:
    closed = len(body) > 1 and body[-1][1].strip().startswith(token.markup[:3])
    inner = _dedented(body[1:-1] if closed else body[1:])
    info = token.info.strip().split(" ")[0].lower()
    if info not in TEXT_FENCES:
        yield Block(BlockKind.CODE, body[0][0], lines=inner)
        return
    start = 0
    for at in range(len(inner)):
        label = _fence_label(inner, at)
        if label is not None:
            if at > start:
                yield Block(BlockKind.TEXT, inner[start][0], lines=inner[start:at])
            yield Block(BlockKind.FENCE_LABEL, inner[at][0], label)
            start = at + 1
    if inner[start:]:
        yield Block(BlockKind.TEXT, inner[start][0], lines=inner[start:])
    yield Block(BlockKind.FENCE_END, body[-1][0])


def _fence_label(inner: tuple[tuple[int, str], ...], at: int) -> str | None:
    """`- label` at the start of a block of a fence, above lines that are neither bullets nor indented."""
    match = _FENCE_LABEL.match(inner[at][1])
    if not match or not is_label(match["text"]) or (at and inner[at - 1][1].strip()):
        return None
    below = next((text for _, text in inner[at + 1 :] if text.strip()), "")
    return plain(match["text"]) if below and not below[0].isspace() and not _BULLET.match(below) else None


def _list(
    token: Token, following: Token | None, body: tuple[tuple[int, str], ...], lines: list[str]
) -> Iterator[Block]:
    written = [(number, text) for number, text in body if text.strip()]
    if len(written) == 1 and token.type == "bullet_list_open" and _opens_section(following, lines):
        match = _BULLET.match(written[0][1])
        if match and is_label(match["text"]):
            yield Block(BlockKind.DASH_LABEL, written[0][0], plain(match["text"]))
            return
    groups = _outline(written) if token.type == "bullet_list_open" else []
    if not groups:
        yield Block(BlockKind.TEXT, body[0][0], lines=body)
    for (number, head), children in groups:
        yield Block(BlockKind.DASH_LABEL, number, head)
        _, nested = read_blocks("\n" * (children[0][0] - 1) + "\n".join(text for _, text in _dedented(children)))
        yield from (block for block in nested if block.kind is not BlockKind.FENCE_END)


def _opens_section(following: Token | None, lines: list[str]) -> bool:
    """Whether what stands below a lone `- label` makes it the title of that."""
    if following is None or following.map is None:
        return False
    if following.type == "paragraph_open":
        return bool(_BOLD_ONLY.match(lines[following.map[0]]))
    return following.type in ("fence", "bullet_list_open", "ordered_list_open")


def _outline(written: list[tuple[int, str]]) -> list[tuple[tuple[int, str], tuple[tuple[int, str], ...]]]:
    """An outline of labels with two or more lines each below them, or nothing when the list is an ordinary one."""
    groups: list[tuple[tuple[int, str], list[tuple[int, str]]]] = []
    for number, text in written:
        match = None if text[:1].isspace() else _BULLET.match(text)
        if match:
            groups.append(((number, plain(match["text"])), []))
        elif groups:
            groups[-1][1].append((number, text))
        else:
            return []
    if any(len(below) < 2 or not is_label(head[1]) for head, below in groups):
        return []
    return [(head, _filled(below)) for head, below in groups]


def _filled(lines: list[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    """The lines with blank ones where numbers are missing, so that positions stay true."""
    texts = dict(lines)
    return tuple((number, texts.get(number, "")) for number in range(lines[0][0], lines[-1][0] + 1))


def _html(body: tuple[tuple[int, str], ...]) -> Iterator[Block]:
    whole = "\n".join(text for _, text in body)
    for comment in _COMMENT.findall(whole):
        if mark := _LEVEL_MARK.match(comment):
            yield Block(BlockKind.LEVEL, body[0][0], mark[1])
    visible = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), whole).split("\n")
    kept = tuple((body[0][0] + at, _TAG.sub("", text)) for at, text in enumerate(visible))
    if any(text.strip() for _, text in kept):
        yield Block(BlockKind.TEXT, body[0][0], lines=kept)


def _dedented(lines: tuple[tuple[int, str], ...]) -> tuple[tuple[int, str], ...]:
    margin = min((len(text) - len(text.lstrip()) for _, text in lines if text.strip()), default=0)
    return tuple((number, text[margin:].rstrip()) for number, text in lines)


def is_label(text: str) -> bool:
    """Whether a line can be the title of what stands below it: short, and not a sentence."""
    return len(text) <= _LONGEST_LABEL and not _ENDS_SENTENCE.search(text.rstrip(":："))


def plain(text: str) -> str:
    """Inline Markdown as words: emphasis, code marks, links and wiki links are taken off."""
    text = re.sub(r"!\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"\[\[(?:[^\]|]*\|)?([^\]|]+)\]\]", r"\1", text)
    text = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"(\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1", r"\2", text)
    text = re.sub(r"(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])", r"\1", text)
    text = re.sub(r"`+([^`]+)`+", r"\1", text)
    return text.strip()
