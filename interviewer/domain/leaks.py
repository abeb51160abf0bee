"""Whether a first question states what it asks for.

Milder than the rule for follow-ups in probing.py, which allow no term of the point: a question has to set a scene.
"""

from __future__ import annotations

from interviewer.domain.probing import specific_terms
from interviewer.domain.text import fold

_LEAST_TERMS = 3
_SHARE = 0.6


def states(question: str, point: str, known: str) -> bool:
    """Whether the question says the whole point, or most of the terms in it that are not `known` already.

    `known` is what the headings say. A point that is said in another language than its note's is not seen.
    """
    new = specific_terms(point) - specific_terms(known)
    if not new:
        return False
    if fold(point) in fold(question):
        return True
    return len(new) >= _LEAST_TERMS and len(new & specific_terms(question)) / len(new) >= _SHARE
