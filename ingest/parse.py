"""A note's text as sections with key points. Pure: text in, values out."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from ingest.blocks import Block, BlockKind, Rank, read_blocks
from ingest.key_points import BodyLine, Statement, open_questions, statements
from ingest.numbering import unnumbered
from ingest.shapes import shape_of
from interviewer.domain.ids import short_id
from interviewer.domain.notes import (
    PATH_JOINER,
    KeyPoint,
    Level,
    Note,
    OpenQuestion,
    Origin,
    Section,
    SectionStatus,
    SourceLines,
    is_thin,
)
from interviewer.domain.text import fold, language_of

_FOOTNOTE_MARK = re.compile(r"\[\^([^\[\]\s]{1,60})\]")


@dataclass(slots=True)
class _Draft:
    """A heading or label on its way to become a section."""

    steps: tuple[str, ...]
    line: int
    level: Level = Level.MIDDLE
    body: list[BodyLine] = field(default_factory=list)
    footnotes: list[BodyLine] = field(default_factory=list)
    parent: bool = False


def parse_note(text: str, file: str, origin: Origin = Origin.OWN) -> Note:
    """Read one note. `file` is as the user gave it; lines of the result count from 1 in `text`."""
    text = _unix(text)
    document = read_blocks(text, mdx=PurePath(file).suffix.lower() == ".mdx")
    meta = document.meta
    prefix = _prefix(meta) if origin is Origin.SHIPPED else ()
    drafts = _drafts(document.blocks, prefix, fallback=PurePath(file).stem)
    _add_footnotes(drafts, document.footnotes)
    sections, questions = _sections(drafts, file, origin, _language(meta))
    return Note(
        file=file,
        content_hash=hash_of(text),
        sections=sections,
        open_questions=questions,
        origin=origin,
        title=meta.get("topic") or meta.get("title") or PurePath(file).stem,
        twin=meta.get("twin") or PATH_JOINER.join(_prefix(meta)) if meta.get("language") else "",
    )


def hash_of(text: str) -> str:
    """The content hash of a note with this text; line ends do not matter."""
    return hashlib.sha256(_unix(text).encode("utf-8", "surrogatepass")).hexdigest()


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _prefix(meta: dict[str, str]) -> tuple[str, ...]:
    return tuple(meta[name] for name in ("area", "topic") if meta.get(name))


def _language(meta: dict[str, str]) -> str:
    """`zh` or `en` where the head names one of them in any spelling (`zh-CN`), else empty."""
    named = (meta.get("language") or meta.get("lang") or "").strip().lower()[:2]
    return named if named in ("zh", "en") else ""


def _drafts(blocks: Sequence[Block], prefix: tuple[str, ...], fallback: str) -> list[_Draft]:
    headings = [block for block in blocks if block.kind is BlockKind.HEADING]
    tops = [block for block in headings if block.rank == 1]
    lone = tops[0] if len(tops) == 1 and headings[0] is tops[0] else None
    root = _Draft(prefix or ((lone.text if lone and lone.text else fallback),), 1)
    drafts = [root]
    opened: list[tuple[int, _Draft]] = []
    for block in blocks:
        if block.kind is BlockKind.HEADING and block is lone:
            root.line = block.first_line
        elif block.kind in (BlockKind.HEADING, BlockKind.LABEL):
            _close(opened, block.rank)
            steps = (opened[-1][1].steps if opened else prefix) + (block.text or "?",)
            if opened:
                opened[-1][1].parent = True
            opened.append((block.rank, _Draft(steps, block.first_line)))
            drafts.append(opened[-1][1])
        elif block.kind is BlockKind.CLOSE:
            _close_labels(opened, block.rank)
        else:
            _add_body(opened[-1][1] if opened else root, block)
    return drafts


def _add_footnotes(drafts: Sequence[_Draft], footnotes: dict[str, list[tuple[int, str]]]) -> None:
    """Each footnote goes to the section that first refers to it: shown and searched there, and no key point."""
    if not footnotes:
        return
    left = dict(footnotes)
    for draft in drafts:
        for line in draft.body:
            for label in _FOOTNOTE_MARK.findall(line.text) if "[^" in line.text else ():
                draft.footnotes.extend(BodyLine(number, text, True) for number, text in left.pop(label, []))


def _close(opened: list[tuple[int, _Draft]], rank: int) -> None:
    while opened and opened[-1][0] >= rank:
        opened.pop()


def _close_labels(opened: list[tuple[int, _Draft]], rank: int) -> None:
    """Headings below a label end it, so they are left as they are."""
    if any(each == rank for each, _ in opened) or rank == Rank.FENCE:
        _close(opened, rank)


def _add_body(draft: _Draft, block: Block) -> None:
    if block.kind is BlockKind.LEVEL:
        if block.text in Level.__members__.values():
            draft.level = Level(block.text)
        return
    code = block.kind is BlockKind.CODE
    if draft.body and block.lines:
        draft.body.append(BodyLine(block.lines[0][0], "", False))
    draft.body.extend(BodyLine(number, text, code, block.prose) for number, text in block.lines)


def _sections(
    drafts: Sequence[_Draft], file: str, origin: Origin, language: str
) -> tuple[tuple[Section, ...], tuple[OpenQuestion, ...]]:
    sections: list[Section] = []
    questions: list[OpenQuestion] = []
    seen: Counter[str] = Counter()
    for at, draft in enumerate(drafts):
        written = [line for line in draft.body if line.text.strip()]
        if not written and (draft.parent or (at == 0 and len(drafts) > 1)):
            continue
        path = PATH_JOINER.join(draft.steps)
        # Without the numbers of headings: a chapter that is put in between renumbers all that follow it.
        key = PATH_JOINER.join(map(unnumbered, draft.steps))
        seen[key] += 1
        section_id = short_id(file, key, str(seen[key]))
        sections.append(_section(draft, written, section_id, file, origin, language))
        questions.extend(
            OpenQuestion(path, line.text.strip(), SourceLines(file, line.number, line.number))
            for line in open_questions(draft.body)
        )
    return tuple(sections), tuple(questions)


def _section(
    draft: _Draft, written: list[BodyLine], section_id: str, file: str, origin: Origin, language: str
) -> Section:
    body = [*_trimmed(draft.body), *draft.footnotes]
    text = "\n".join(line.text for line in body)
    language = language or language_of(text + draft.steps[-1])
    found = statements(draft.body, language)
    points = _key_points(found, section_id, file)
    numbers = [draft.line, *(line.number for line in written)]
    return Section(
        id=section_id,
        steps=draft.steps,
        source=SourceLines(file, min(numbers), max(numbers)),
        text=text,
        status=_status(written, found),
        language=language,
        content_hash=short_id(PATH_JOINER.join(draft.steps), text, draft.level),
        level=draft.level,
        shape=shape_of(tuple(map(unnumbered, draft.steps)), found),
        key_points=points,
        origin=origin,
        line_numbers=tuple(line.number for line in body),
    )


def _trimmed(body: Sequence[BodyLine]) -> Sequence[BodyLine]:
    """The body without blank lines at its start and end."""
    written = [at for at, line in enumerate(body) if line.text.strip()]
    return body[written[0] : written[-1] + 1] if written else ()


def _status(written: list[BodyLine], found: Sequence[Statement]) -> SectionStatus:
    if not written:
        return SectionStatus.GAP
    return SectionStatus.STUB if is_thin([statement.text for statement in found]) else SectionStatus.TEXT


def _key_points(found: Sequence[Statement], section_id: str, file: str) -> tuple[KeyPoint, ...]:
    seen: Counter[str] = Counter()
    points = []
    for statement in found:
        key = fold(statement.text)
        seen[key] += 1
        points.append(
            KeyPoint(
                id=short_id(section_id, key, str(seen[key])),
                text=statement.text,
                source=SourceLines(file, statement.first_line, statement.last_line),
            )
        )
    return tuple(points)
