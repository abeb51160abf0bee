"""A Markdown text as a flat run of headings, labels and body lines, each with its line number."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.block import Block, BlockKind, Document, Rank
from ingest.dialects import clean
from ingest.fences import TEXT_FENCES, find_fences
from ingest.front_matter import read_front_matter
from ingest.html_blocks import DetailsDepth, read_html
from ingest.inline import plain
from ingest.labels import (
    BOLD_ONLY,
    Lines,
    bullet_text,
    dedented,
    fence_label,
    filled,
    is_contents,
    is_label,
    ordinal_title,
    outline,
)
from ingest.questions import (
    asks,
    ends_asking,
    is_answer_title,
    question_on,
    without_answer_mark,
    without_question_mark,
)
from ingest.tokens import (
    QUOTE_MARK,
    body_of,
    code_places,
    heading,
    indented,
    info_of,
    is_code,
    is_question,
    opens_section,
    unlabelled,
)

__all__ = ["Block", "BlockKind", "Document", "Rank", "read_blocks"]

_DEEPEST_OUTLINE = 6
_CALLOUT = re.compile(r"^\[!(?P<kind>[A-Za-z-]{1,20})(?:\|[^\]]{0,40})?\][-+]?\s*(?P<title>.*)$")
_FENCE_MARK = re.compile(r"^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)*(?:`{3,}|~{3,})")
_SAYS_NOTHING = re.compile(
    r"^\s*(?:note|tip|hint|info|warning|caution|important|注意|提示|警告|重要|说明|信息)?\s*[:：!！]?\s*$", re.I
)
_ASKING_CALLOUTS = {"question", "faq", "help"}


@cache
def _parser() -> MarkdownIt:
    """Blocks only: inline Markdown is read from the lines, which keeps their numbers."""
    return MarkdownIt("commonmark").enable("table").disable(["inline", "text_join"])


def read_blocks(text: str, *, mdx: bool = False) -> Document:
    """The front matter (empty when there is none) and the blocks in order."""
    lines = text.split("\n")
    meta, head = read_front_matter(lines)
    lines[:head] = [""] * head
    fences = find_fences(lines)
    cleaned = clean(lines, fences, mdx=mdx)
    starts = [0, *fences.breaks, len(lines)]
    reader = _Reader(cleaned.lines)
    found = [block for start, end in zip(starts, starts[1:], strict=False) for block in reader.read(start, end)]
    return Document(meta, list(_answers(found)), cleaned.footnotes)


def _answers(blocks: Sequence[Block]) -> Iterator[Block]:
    """Below a question the mark or the title that says `answer` is taken off."""
    asked = False
    for block in blocks:
        if block.kind in (BlockKind.HEADING, BlockKind.LABEL):
            if asked and is_answer_title(block.text):
                continue
            asked = asks(block.text)
        elif block.kind is BlockKind.TEXT and asked and block.lines:
            at = next((at for at, (_, text) in enumerate(block.lines) if text.strip()), None)
            rest = without_answer_mark(block.lines[at][1]) if at is not None else None
            if at is not None and rest is not None:
                lines = (*block.lines[:at], (block.lines[at][0], rest), *block.lines[at + 1 :])
                block = replace(block, lines=lines)
            asked = at is None
        yield block


class _Reader:
    """Reads one note; `lines` are all of its lines, cleaned."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._details = DetailsDepth()

    def read(self, start: int, end: int) -> Iterator[Block]:
        """The blocks of the lines from index `start` to before `end`."""
        yield from self._read([(at + 1, self._lines[at]) for at in range(start, end)], depth=0)

    def _read(self, source: Lines | list[tuple[int, str]], depth: int) -> Iterator[Block]:
        tokens = _parser().parse("\n".join(text for _, text in source))
        tops = [at for at, token in enumerate(tokens) if token.level == 0 and token.map and token.nesting >= 0]
        for place, at in enumerate(tops):
            token = tokens[at]
            first, last = token.map or [0, 0]
            body = tuple(source[first : min(last, len(source))])
            following = tokens[tops[place + 1]] if place + 1 < len(tops) else None
            if not body:
                continue
            if token.type == "heading_open":
                yield from heading(token, tokens[at + 1].content, body)
            elif token.type == "fence":
                yield from self._fence(token, body)
            elif token.type == "code_block":
                yield indented(body)
            elif token.type == "html_block":
                yield from self._html(body)
            elif token.type == "blockquote_open":
                yield from self._quote(body, depth)
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                codes = code_places(tokens[at : tops[place + 1] if place + 1 < len(tops) else len(tokens)])
                yield from self._list(token, following, source, body, codes, depth)
            elif token.type == "paragraph_open":
                yield from self._paragraph(body, following)
            elif token.type != "hr":
                yield from self._text(body)

    def _paragraph(self, body: Lines, following: Token | None) -> Iterator[Block]:
        number, line = body[0]
        if question_on(self._lines, number - 1) is None:
            if (bold := BOLD_ONLY.match(line)) and (title := plain(bold["text"]).rstrip(":：").strip()):
                yield Block(BlockKind.LABEL, number, title, Rank.BOLD)
                yield from self._text(body[1:])
                return
            title = ordinal_title(line) if len(body) == 1 else ""
            if title and following is not None and following.map and not self._is_ordinal(number):
                yield Block(BlockKind.LABEL, number, title, Rank.ORDINAL)
                return
        yield from self._text(body)

    def _is_ordinal(self, number: int) -> bool:
        """Whether the next written line below line `number` starts with an ordinal or is a heading."""
        below = next((line for line in self._lines[number : number + 20] if line.strip()), "")
        return bool(ordinal_title(below)) or below.startswith("#")

    def _text(self, body: Lines, rank: int = Rank.QUESTION) -> Iterator[Block]:
        """Body lines, in which a marked question opens a section."""
        start, at = 0, 0
        while at < len(body):
            asked = question_on(self._lines, body[at][0] - 1) if body[at][1].strip() else None
            if asked is None:
                at += 1
                continue
            if at > start:
                yield from body_of(body[start:at], prose=rank != Rank.FENCE_QUESTION)
            number = body[at][0]
            at += 1
            while not ends_asking(asked) and at < len(body) and self._continues(body, at):
                asked, at = f"{asked} {plain(body[at][1])}", at + 1
            yield Block(BlockKind.LABEL, number, asked, rank)
            start = at
        yield from body_of(body[start:], prose=rank != Rank.FENCE_QUESTION)

    @staticmethod
    def _continues(body: Lines, at: int) -> bool:
        """Whether a question goes on over this line: its answer's mark is still to come."""
        if not body[at][1].strip() or without_answer_mark(body[at][1]) is not None:
            return False
        below = body[at + 1 : at + 3]
        return any(without_answer_mark(text) is not None for _, text in below)

    def _fence(self, token: Token, body: Lines) -> Iterator[Block]:
        closed = len(body) > 1 and body[-1][1].strip().startswith(token.markup)
        inner = dedented(body[1:-1] if closed else body[1:])
        if info_of(token) not in TEXT_FENCES:
            yield Block(BlockKind.CODE, body[0][0], lines=inner)
            return
        start = 0
        for at in range(len(inner)):
            label = fence_label(inner, at)
            if label is not None:
                yield from self._text(inner[start:at], Rank.FENCE_QUESTION)
                yield Block(BlockKind.LABEL, inner[at][0], label, Rank.FENCE)
                start = at + 1
        yield from self._text(inner[start:], Rank.FENCE_QUESTION)
        yield Block(BlockKind.CLOSE, body[-1][0], rank=Rank.FENCE)

    def _html(self, body: Lines) -> Iterator[Block]:
        for piece in read_html(body, self._details):
            kind, number, text, rank, lines = piece
            if kind == "summary":
                yield Block(BlockKind.LABEL, number, without_question_mark(text), Rank.SUMMARY + rank)
            elif kind == "close":
                yield Block(BlockKind.CLOSE, number, rank=Rank.SUMMARY + rank)
            elif kind == "heading":
                yield Block(BlockKind.HEADING, number, without_question_mark(text), rank)
            elif kind == "text":
                yield from self._text(lines)
            else:
                yield Block(BlockKind(kind), number, text, lines=lines)

    def _quote(self, body: Lines, depth: int) -> Iterator[Block]:
        inner = [(number, QUOTE_MARK.sub("", text, count=1)) for number, text in body]
        callout = _CALLOUT.match(inner[0][1])
        if callout:
            title = "" if _SAYS_NOTHING.match(callout["title"]) else plain(callout["title"])
            if title and (callout["kind"].lower() in _ASKING_CALLOUTS or ends_asking(title)):
                yield Block(BlockKind.LABEL, inner[0][0], title, Rank.QUESTION)
                inner[0] = (inner[0][0], "")
            else:
                inner[0] = (inner[0][0], callout["title"] if title else "")
        if depth >= _DEEPEST_OUTLINE:
            yield from self._text(tuple(inner))
            return
        for block in self._read(inner, depth + 1):
            yield from unlabelled(block, self._lines)

    def _list(
        self,
        token: Token,
        following: Token | None,
        source: Lines | list[tuple[int, str]],
        body: Lines,
        codes: list[tuple[int, int, bool]],
        depth: int,
    ) -> Iterator[Block]:
        written = [(number, text) for number, text in body if text.strip()]
        if is_contents(written):
            return
        bullets = token.type == "bullet_list_open"
        if len(written) == 1 and bullets and opens_section(following, source):
            text = bullet_text(written[0][1])
            if text and is_label(text):
                yield Block(BlockKind.LABEL, written[0][0], plain(text), Rank.DASH)
                return
        asking = outline(written, ordered=not bullets, fits=is_question)
        holds_code = any(not is_text for _, _, is_text in codes)
        labels = bullets and not holds_code
        groups = asking or (outline(written, ordered=False, fits=is_label, fewest=2) if labels else [])
        if not groups or depth >= _DEEPEST_OUTLINE:
            yield from self._list_text(body, source, codes)
            return
        for (number, head), children in groups:
            yield Block(BlockKind.LABEL, number, without_question_mark(head), Rank.QUESTION if asking else Rank.DASH)
            for block in self._read(dedented(filled(children)), depth + 1):
                if block.kind is not BlockKind.CLOSE:
                    yield block

    def _list_text(
        self, body: Lines, source: Lines | list[tuple[int, str]], codes: list[tuple[int, int, bool]]
    ) -> Iterator[Block]:
        """A list as lines; what its items hold in fences stays apart as code, or as text without the marks."""
        start, first = 0, body[0][0]
        numbers = [number for number, _ in body]
        for begin, end, is_text in codes:
            low = bisect_left(numbers, source[begin][0]) if begin < len(source) else len(body)
            high = bisect_left(numbers, source[end][0]) if end < len(source) else len(body)
            if low < start or low >= high:
                continue
            yield from self._text(body[start:low])
            fenced = bool(_FENCE_MARK.match(body[low][1]))
            inner = body[low + 1 : high] if fenced else body[low:high]
            if fenced and inner and _FENCE_MARK.match(inner[-1][1]):
                inner = inner[:-1]
            if is_text or not is_code(inner):
                yield from self._text(inner, Rank.FENCE_QUESTION if fenced else Rank.QUESTION)
            elif inner:
                yield Block(BlockKind.CODE, first, lines=dedented(inner))
            start = high
        yield from self._text(body[start:])
