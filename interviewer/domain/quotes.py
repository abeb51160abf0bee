"""What counts as a quote: an exact slice of the answer, at most two clauses or one sentence of it."""

from __future__ import annotations

from functools import lru_cache

from interviewer.domain.text import Span, clauses, fold, folded_chars, sentences


def locate(quote: str, answer: str) -> str | None:
    """The slice of the answer, as the candidate gave it, that the quote stands for; None when he did not say it.

    Case, width and white space are folded for the comparison only.
    """
    wanted = fold(quote)
    if not wanted:
        return None
    chars = _folded(answer)
    at = "".join(char for char, _ in chars).find(wanted)
    if at < 0:
        return None
    return answer[chars[at][1] : chars[at + len(wanted) - 1][1] + 1]


def accepted(quote: str, answer: str) -> str | None:
    """The located slice when it may earn a verdict, else None.

    Longer than two clauses and one sentence is not a quote, and the whole of an answer of several clauses is none.
    """
    found = locate(quote, answer)
    if found is None:
        return None
    if len(clauses(found)) > 2 and len(sentences(found)) > 1:
        return None
    if len(clauses(answer)) > 1 and _words(found) == _words(answer):
        return None
    return found


@lru_cache(maxsize=64)
def _folded(text: str) -> tuple[tuple[str, int], ...]:
    """The folded characters; kept, because all quotes of an answer are looked for in it."""
    return tuple(folded_chars(text))


@lru_cache(maxsize=256)
def _words(text: str) -> str:
    """The text without the marks between and behind its clauses, folded."""
    return "".join(fold(clause.of(text)) for clause in clauses(text))


def windows(answer: str) -> list[Span]:
    """Every slice that may serve as a quote: each clause, and each two neighbours inside one sentence."""
    whole = _words(answer)
    parts = clauses(answer)
    ends = {sentence.end for sentence in sentences(answer)}
    pairs = [Span(a.start, b.end) for a, b in zip(parts, parts[1:], strict=False) if a.end not in ends]
    return parts + [pair for pair in pairs if _words(pair.of(answer)) != whole]
