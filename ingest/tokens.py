"""From tokens of the Markdown parser to blocks, where that takes no more than the token and its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from ingest.block import Block, BlockKind, Rank
from ingest.fences import TEXT_FENCES
from ingest.inline import plain
from ingest.labels import BOLD_ONLY, Lines, dedented
from ingest.questions import ends_asking, without_question_mark

QUOTE_MARK = re.compile(r"^\s{0,40}>\s?")
_LONGEST_SETEXT = 80
_ATTRIBUTES = re.compile(r"\s*\{[#.:][^{}]{0,200}\}\s*$")
_CJK = re.compile(r"[\u3400-\u9fff]")


def heading(token: Token, content: str, body: Lines) -> Iterator[Block]:
    """Prose above a rule looks like a heading underlined with dashes: several lines, or a long one, are text."""
    if token.markup == "-" and (len(body) > 2 or len(content) > _LONGEST_SETEXT):
        yield from body_of(body[:-1])
        return
    title = without_question_mark(plain(_ATTRIBUTES.sub("", content.replace("\n", " "))))
    yield Block(BlockKind.HEADING, body[0][0], title, int(token.tag[1]))


def body_of(lines: Lines, *, prose: bool = True) -> Iterator[Block]:
    if any(text.strip() for _, text in lines):
        yield Block(BlockKind.TEXT, lines[0][0], lines=lines, prose=prose)


def indented(body: Lines) -> Block:
    return Block(BlockKind.CODE if is_code(body) else BlockKind.TEXT, body[0][0], lines=dedented(body))


def is_code(lines: Sequence[tuple[int, str]]) -> bool:
    """Indented Chinese is a paragraph that somebody indented; other indented text is code, as Markdown has it."""
    written = [text.strip() for _, text in lines if text.strip()]
    spoken = sum(bool(_CJK.search(text)) and not text.startswith(("#", "//", "--")) for text in written)
    return spoken * 2 < len(written)


def info_of(token: Token) -> str:
    return token.info.strip().split(" ")[0].lower()


def code_places(tokens: Sequence[Token]) -> list[tuple[int, int, bool]]:
    """(first, end, whether it is text) of the code within a list, by index in what was parsed."""
    return [
        (token.map[0], token.map[1], token.type == "fence" and info_of(token) in TEXT_FENCES)
        for token in tokens
        if token.type in ("fence", "code_block") and token.map
    ]


def opens_section(following: Token | None, source: Sequence[tuple[int, str]]) -> bool:
    """Whether what stands below a lone `- label` makes it the title of that."""
    if following is None or following.map is None or following.map[0] >= len(source):
        return False
    if following.type == "paragraph_open":
        return bool(BOLD_ONLY.match(source[following.map[0]][1]))
    return following.type in ("fence", "bullet_list_open", "ordered_list_open") and following.info != "math"


def is_question(text: str) -> bool:
    return ends_asking(text) and len(text) <= 200


def unlabelled(block: Block, lines: Sequence[str]) -> Iterator[Block]:
    """In a quote only a question opens a section; other titles are its text."""
    if block.kind in (BlockKind.CLOSE, BlockKind.LEVEL):
        return
    if block.kind in (BlockKind.HEADING, BlockKind.LABEL) and block.rank != Rank.QUESTION:
        text = QUOTE_MARK.sub("", lines[block.first_line - 1]).strip().lstrip("#").strip()
        yield from body_of(((block.first_line, text),))
    else:
        yield block
