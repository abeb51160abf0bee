"""Our own notes made as terse as a busy person's, with the questions about them: what search is measured on.

Nobody wrote these notes for a query, and nobody's own notes are looked at. A short heading, the first clause of two
thirds of the points, now and then two or three sections in one; a quarter of the headings say only "原理" and the like.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.known_notes import styled_questions_of
from ingest.parse import parse_note
from interviewer.domain.notes import PATH_JOINER, Origin, Section, SectionStatus

_VAGUE = "特点 原理 流程 简述 使用场景 组件 机制 其他 注意事项 常用参数".split()
_ASKING = re.compile(
    r"为什么|为何|怎么样|怎么|怎样|如何|哪些|哪个|哪几种|哪种|哪几个|什么|是否|多少|你会|请|应该|这么|的时候|时候|之间|"
    r"有人说|到底|究竟|一般|通常|各自|[你吗呢该会要能把就都了才各有在想让被是]"
)
_CLAUSE = re.compile(r"[，？,?。；：、（(“”]")
_POINT = re.compile(r"\s*(?:[-*]|\d+\.)\s+(.*)")
_POINT_BREAK = re.compile(r"(?<=[，；：。（(,;])")
_LONGEST_HEADING, _SHORTEST_POINT, _KEPT, _NAMELESS = 12, 7, 0.65, 0.25


def write_terse(knowledge: Path, folder: Path, seed: int) -> dict[tuple[str, str], str]:
    """Terse forms of the Chinese notes; (file, heading) of each section -> the path under which it now stands."""
    rng, paths = random.Random(seed), {}
    for file in sorted(each for each in knowledge.rglob("*.md") if not each.name.endswith(".en.md")):
        sections = sections_of(file, knowledge)
        area, topic = sections[0].steps[:2]
        lines, used = [f"# {area}", "", f"## {topic}", ""], set[str]()  # a lone first heading is no part of paths
        while sections:
            group, sections = _split(sections, rng.choice([1, 1, 1, 1, 2, 3]))
            heading = _heading(group[0].title, topic, rng)
            while heading in used:
                heading += rng.choice("二三四五")
            used.add(heading)
            points = [point for section in group for point in _points(section, rng)]
            lines += [f"### {heading}", "", *(f"{at}. {point}" for at, point in enumerate(points, 1)), ""]
            paths.update({(file.name, each.title): PATH_JOINER.join((topic, heading)) for each in group})
        (folder / file.name).write_text("\n".join(lines), encoding="utf-8")
    return paths


def sections_of(file: Path, knowledge: Path) -> list[Section]:
    name = file.relative_to(knowledge.parent).as_posix()
    read = parse_note(file.read_text(encoding="utf-8"), name, Origin.SHIPPED)
    return [each for each in read.sections if each.status is not SectionStatus.GAP]


def asked_of_terse(knowledge: Path, paths: dict[tuple[str, str], str], half: int) -> list[dict[str, Any]]:
    """Half of our questions as rows of the benchmark's form, asked of terse notes."""
    return [
        {"query": text, "topic": paths[name, title], "style": style, "language": language}
        for name, title, style, language, text in _questions(knowledge, half)
    ]


def asked_of_shipped(knowledge: Path, half: int) -> list[dict[str, Any]]:
    """The same, asked of the notes themselves: in the language of the question, where there are notes in both."""
    rows = []
    for file in sorted(each for each in knowledge.rglob("*.md") if not each.name.endswith(".en.md")):
        twin = file.with_name(file.name.replace(".md", ".en.md"))
        originals = sections_of(file, knowledge)
        translated = sections_of(twin, knowledge) if twin.is_file() else originals
        there = {each.title: (each.path, other.path) for each, other in zip(originals, translated, strict=True)}
        for title, questions in styled_questions_of(file).items():
            for style, language, text in questions:
                if half_of(text) == half:
                    path = there[title][language == "en"]
                    rows.append({"query": text, "topic": path, "style": style, "language": language})
    return rows


def half_of(question: str) -> int:
    """0 or 1, always the same for a question. Weights were learnt on half 0 with half 1 known to search."""
    return hashlib.sha256(question.encode()).digest()[0] % 2


def as_file(rows: Sequence[dict[str, Any]], file: Path) -> Path:
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return file


def _questions(knowledge: Path, half: int) -> list[tuple[str, str, str, str, str]]:
    return [
        (file.name, title, style, language, text)
        for file in sorted(each for each in knowledge.rglob("*.md") if not each.name.endswith(".en.md"))
        for title, questions in styled_questions_of(file).items()
        for style, language, text in questions
        if half_of(text) == half
    ]


def _split(sections: list[Section], at: int) -> tuple[list[Section], list[Section]]:
    return sections[:at], sections[at:]


def _heading(title: str, topic: str, rng: random.Random) -> str:
    if rng.random() < _NAMELESS:
        return rng.choice(_VAGUE)
    clauses = [each for each in _CLAUSE.split(title) if each.strip()]
    words = _ASKING.sub("", clauses[0] if len(clauses) < 2 or rng.random() < 0.7 else clauses[1])
    for name in re.split(r"\W+", topic):
        if len(name) > 2:
            words = re.sub(re.escape(name), "", words, flags=re.I)
    return " ".join(words.split())[:_LONGEST_HEADING].strip(" -") or rng.choice(_VAGUE)


def _points(section: Section, rng: random.Random) -> list[str]:
    points = []
    for match in filter(None, map(_POINT.match, section.text.split("\n"))):
        point = ""
        for part in _POINT_BREAK.split(match[1]):
            point += part
            if len(point) >= _SHORTEST_POINT:
                break
        points.append(point.rstrip("，；：。（(,; "))
    kept = [point for point in points if rng.random() < _KEPT]
    return kept if len(kept) > 1 else points[:3]
