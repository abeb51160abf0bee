"""The same told twice: key points of different notes, and whole sections, in nearly the same words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from interviewer.services.doctor.claims import Claim
from interviewer.services.doctor.findings import Finding, FindingKind

_ALIKE = 0.9
_SHORTEST = 12
_MOST_OF_SECTION = 0.6
_FEWEST_OF_SECTION = 3
_DENIALS = ("不", "没", "无", "未", "非", "not", "no", "never", "cannot")


def find_duplicates(pairs: Sequence[tuple[Claim, Claim, float]]) -> Iterator[Finding]:
    """One finding for two sections that share most of their points, else one a point; the later place is reported."""
    twins: dict[tuple[str, str], list[tuple[Claim, Claim]]] = defaultdict(list)
    for one, other, _ in pairs:
        if _is_duplicate(one, other):
            twins[one.section.id, other.section.id].append((one, other))
    told: set[str] = set()
    for found in twins.values():
        one, other = found[0]
        distinct = min(len({a.point.id for a, _ in found}), len({b.point.id for _, b in found}))
        fewest = min(len(one.section.key_points), len(other.section.key_points))
        if distinct >= _FEWEST_OF_SECTION and distinct >= _MOST_OF_SECTION * fewest:
            yield _of_sections(one, other, distinct)
        elif one.document is not other.document:
            for a, b in found:
                if b.point.id not in told:
                    told.add(b.point.id)
                    yield _of_points(a, b)


def _is_duplicate(one: Claim, other: Claim) -> bool:
    if len(one.folded) < _SHORTEST or one.numbers != other.numbers or one.terms != other.terms:
        return False
    if one.folded == other.folded:
        return True
    if any(one.tokens.count(word) != other.tokens.count(word) for word in _DENIALS):
        return False
    matcher = SequenceMatcher(None, one.tokens, other.tokens, autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _of_points(one: Claim, other: Claim) -> Finding:
    details = {
        "text": other.point.text[:120],
        "other_file": Path(one.document.file).name,
        "other_line": one.line,
        "other_path": one.section.path,
    }
    where = (other.section.path, other.document.file, other.line)
    return Finding(FindingKind.DUPLICATE, *where, "duplicate", details)


def _of_sections(one: Claim, other: Claim, shared: int) -> Finding:
    details = {
        "count": shared,
        "other_file": Path(one.document.file).name,
        "other_line": one.section.source.first_line,
        "other_path": one.section.path,
    }
    where = (other.section.path, other.document.file, other.section.source.first_line)
    return Finding(FindingKind.DUPLICATE, *where, "duplicate_section", details)
