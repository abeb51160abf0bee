"""Parts of an answer that speak to whoever grades it, and cutting them away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from interviewer.domain.disguise import decoded, plain, readings
from interviewer.domain.forgeries import end_of_paragraph, is_a_turn, is_labelled, opens_a_message, verdicts
from interviewer.domain.text import Span, clauses, sentences
from interviewer.domain.wording import Reading, evidence, of_grading, read

ADDRESSES, BESIDE_IT, SUSPECT = 2.0, 0.0, 1.0
"""Log odds from which a piece is taken to speak to the grader, from which it goes with one that does, and from which,
whatever it speaks of, somebody may have tried."""

_LONGEST = 4
"""Clauses that are looked at together."""

_NEAR = 4
"""Characters between a sentence and its neighbour."""

_EDGES = " \n\t。.，,；;、：:！!？?(（【["
_BETWEEN_BRACKETS = re.compile(r"[^()（）【】\[\]]+")
_LONGEST_LABEL = 12
_LABEL = re.compile(r"(?<![^\s。，,；;.!?！？])[^\s。，,；;.!?！？:：]{1,8}[:：]\s*$")
_LETTER = re.compile(r"[^\W_]")
Piece: TypeAlias = tuple[Span, Reading]


def cut_addresses(answer: str) -> tuple[str, tuple[str, ...]]:
    """The answer without what speaks to the grader, and the parts that were cut away.

    A forged message of the machine takes the rest of its paragraph with it, a forged turn of the interviewer its
    sentence. What is cut becomes a line break, so what remains is still made of slices of the answer.
    """
    cut = _merged(Span(span.start - len(_label(answer, span)), span.end) for span in _spans(answer))
    if not cut:
        return answer, ()
    ends = [0, *(span.end for span in cut)]
    starts = [*(span.start for span in cut), len(answer)]
    rest = [answer[start:end].strip(_EDGES) for start, end in zip(ends, starts, strict=True)]
    return "\n".join(part for part in rest if _LETTER.search(part)), tuple(span.of(answer) for span in cut)


def _label(answer: str, span: Span) -> str:
    """What names a part that is cut: a few words with a colon before it."""
    found = _LABEL.search(answer, max(0, span.start - _LONGEST_LABEL), span.start)
    return found[0] if found else ""


def may_address(answer: str) -> bool:
    """Whether something in it may speak to the grader, though not surely enough to be cut away.

    About one honest answer in a hundred is such.
    """
    return any(_speaking(list(_pieces(answer, sentence)), SUSPECT, beside=True) for sentence in sentences(answer))


def _spans(answer: str) -> list[Span]:
    pieces = {span: list(_pieces(answer, span)) for span in sentences(answer)}
    found = _merged([*_forged(answer, pieces), *verdicts(answer), *_encoded(answer)])
    left = {span: parts for span, parts in pieces.items() if not _near(span, found, -1)}
    found += [cut for parts in left.values() for cut in _speaking(parts, ADDRESSES)]
    sure = _merged(found, _NEAR)
    for span, parts in left.items() if sure else ():
        if _near(span, sure, _NEAR):
            found += _speaking(parts, BESIDE_IT, beside=True)
    return found


def _pieces(answer: str, sentence: Span) -> Iterator[Piece]:
    """The clauses of a sentence, parted at brackets too, each in the reading in which it says most to a grader."""
    text = sentence.of(answer)
    for clause in clauses(text):
        for part in _BETWEEN_BRACKETS.finditer(text, clause.start, clause.end):
            said = [read(each) for each in readings(part[0])]
            best = said[0] if len(said) == 1 else max(said, key=lambda each: evidence((each,)))
            yield Span(sentence.start + part.start(), sentence.start + part.end()), best


def _speaking(pieces: Sequence[Piece], least: float, *, beside: bool = False) -> list[Span]:
    """The parts of a sentence that speak to the grader, the surest first; none shares a piece with another."""
    if not pieces or not (beside or of_grading([reading for _, reading in pieces])):
        return []
    runs = [
        (start, end) for start in range(len(pieces)) for end in range(start + 1, min(start + _LONGEST, len(pieces)) + 1)
    ]
    sure = {run: evidence([reading for _, reading in pieces[slice(*run)]], beside=beside) for run in runs}
    taken: set[int] = set()
    found = []
    for start, end in sorted((run for run in runs if sure[run] > least), key=sure.__getitem__, reverse=True):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            found.append(Span(pieces[start][0].start, pieces[end - 1][0].end))
    return found


def _forged(answer: str, pieces: dict[Span, list[Piece]]) -> Iterator[Span]:
    for sentence, parts in pieces.items():
        text = plain(sentence.of(answer))
        if opens_a_message(text):
            yield Span(sentence.start, end_of_paragraph(answer, sentence.end))
        elif is_a_turn(text) or (is_labelled(text) and _speaking(parts, BESIDE_IT, beside=True)):
            yield sentence


def _encoded(answer: str) -> Iterator[Span]:
    """What speaks to the grader once it is decoded, or read backwards."""
    for span, text in decoded(answer):
        if any(_speaking(list(_pieces(text, sentence)), ADDRESSES) for sentence in sentences(text)):
            yield span


def _near(span: Span, found: Iterable[Span], distance: int) -> bool:
    """Whether one of the others is at most so far away; at -1 they share a character."""
    return any(span.start <= other.end + distance and other.start <= span.end + distance for other in found)


def _merged(spans: Iterable[Span], distance: int = 0) -> list[Span]:
    """In order, and those that overlap, or lie at most so far apart, as one."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda each: each.start):
        if merged and span.start <= merged[-1].end + distance:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
