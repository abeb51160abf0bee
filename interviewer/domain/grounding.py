"""Whether a key point that a model wrote is borne out by the lines of the note that it names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from interviewer.domain.probing import specific_terms
from interviewer.domain.text import clauses

SHARE = 0.6
"""How much of a point's own terms must stand in its lines."""
_RESTATED = 0.5
_NAME = re.compile(r"[a-z][a-z0-9_.+-]*|\d+(?:\.\d+)*")
_TELLING = re.compile(r"[A-Z].*[A-Z]|[A-Za-z][a-z]*[A-Z]|\d|[_+]|[A-Za-z]-[A-Za-z]*\d")
_CJK = "\u3400-\u4dbf\u4e00-\u9fff"
_CJK_PAIR = re.compile(f"(?=([{_CJK}]{{2}}))")
_NOT_ZH = re.compile(f"(?:[不没无未非]|(?<![分特区类级识辨])别)(?=([{_CJK}a-z0-9]{{1,2}}))")
_NOT_EN = re.compile(r"\b(?:not|no|never|without|cannot|none|nor|\w+n't)\s+(?:an?\s+|the\s+|be\s+|been\s+)?(\w+)")
_SHORTEST_SHARED = 2


def borne_out(text: str, lines: str, known: str) -> bool:
    """Whether a point says nothing but what its lines say; `known` is what else may be named: headings, lead lines.

    Names and numbers must be the note's, most other terms too; nothing may be denied that the lines do not deny, or
    the other way round; and what one clause of the lines says in one order must not come in another: who does what to
    whom is said by order.
    """
    point, said, around = map(_folded, (text, lines, f"{known}\n{lines}"))
    own = specific_terms(text)
    if not own or len(own & specific_terms(around)) < SHARE * len(own):
        return False
    if any(name not in around for name in names(text)):
        return False
    parts = [clause.of(point) for clause in clauses(point)]
    wrong = any(_otherwise(part, around, said) or _of_another(part, said) for part in parts)
    return not wrong and not _turned_around(point, lines)


def left_unsaid(text: str, points: str) -> float:
    """Which share (0..1) of the terms of a text the points do not have."""
    terms = specific_terms(text)
    return len(terms - specific_terms(points)) / len(terms) if terms else 0.0


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def names(text: str) -> Iterator[str]:
    """Numbers, and in a Chinese text every Latin word; in an English one those that look like names."""
    plain = unicodedata.normalize("NFKC", text)
    chinese = bool(re.search(f"[{_CJK}]", plain))
    for match in re.finditer(_NAME.pattern, plain, re.IGNORECASE):
        word = match[0].rstrip(".-")
        if chinese or _TELLING.search(word):
            yield word.casefold()


def _denied(text: str) -> list[str]:
    """What follows each negation: one or two characters, or a word."""
    return [match[1] for pattern in (_NOT_ZH, _NOT_EN) for match in pattern.finditer(text)]


def _otherwise(said: str, around: str, lines: str) -> bool:
    """Whether a clause of the point denies what its most similar clauses of the note do not, or says what they deny."""
    denied = _denied(said)
    for what in denied:
        if not any(what in _denied(clause) for clause in _most_like(said, what, around)):
            return True
    for what in set(_denied(lines)) - set(denied):
        found = _most_like(said, what, around) if what in said else []
        if found and all(clause.count(what) == _denied(clause).count(what) for clause in found):
            return True
    return False


def _most_like(said: str, what: str, text: str) -> list[str]:
    """Of the clauses that speak of something, those that share most with what was said."""
    own = specific_terms(said)
    speaking = [clause.of(text) for clause in clauses(text) if what in clause.of(text)]
    shared = [len(own & specific_terms(clause)) for clause in speaking]
    return [clause for clause, count in zip(speaking, shared, strict=True) if count == max(shared)]


def _of_another(part: str, said: str) -> bool:
    """Whether a clause of the point says of one thing what the note says of another: it begins as one clause of the
    note does and goes on as another one, whose own beginning it leaves out."""
    begun = _beginning(part)
    heads = {clause.of(said): _beginning(clause.of(said)) for clause in clauses(said)}
    own = specific_terms(part)
    shared = {clause: len(own & specific_terms(clause)) for clause in heads}
    best = [clause for clause, count in shared.items() if count == max(shared.values()) and count]
    return bool(best) and all(
        heads[clause] != begun and heads[clause] not in part and begun in heads.values() for clause in best
    )


def _beginning(clause: str) -> str:
    """The first word, or the first pair of characters."""
    found = [match[0] or match[1] for match in (_NAME.search(clause), _CJK_PAIR.search(clause)) if match]
    return min(found, key=clause.find, default="")


def _turned_around(point: str, lines: str) -> bool:
    """Whether what a clause of the note begins or ends with has changed its place; in between, order says little.

    A clause of which the point says less than half may be another one with some of the same words.
    """
    for span in clauses(lines):
        clause = _folded(span.of(lines))
        places = [point.find(term) for term in _once_in_both(clause, point)]
        own = specific_terms(clause)
        if len(own & specific_terms(point)) < _RESTATED * len(own):
            continue
        if places and (places[0] != min(places) or places[-1] != max(places)):
            return True
    return False


def _once_in_both(clause: str, point: str) -> list[str]:
    """The words and pairs of characters that stand once in the clause and once in the point, in the clause's order."""
    found = [(match.start(), match[0]) for match in _NAME.finditer(clause)]
    found += [(match.start(), match[1]) for match in _CJK_PAIR.finditer(clause)]
    return [
        term
        for _, term in sorted(found)
        if len(term) >= _SHORTEST_SHARED and clause.count(term) == 1 and point.count(term) == 1
    ]
