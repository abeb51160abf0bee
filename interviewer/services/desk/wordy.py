"""What in an answer is worth asking about by itself: vague words, and terms that were used and not explained."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from interviewer.adapters.embedded_grader.units import read
from interviewer.adapters.heading_words import wordings
from interviewer.domain.aims import Aim, on_words
from interviewer.domain.assessment import Verdict, VerdictKind
from interviewer.domain.live import ProbeReason
from interviewer.domain.probing import specific_terms
from interviewer.domain.questions import Question
from interviewer.domain.text import clauses, fold, language_of
from interviewer.services.doctor.vocabulary import common_words

_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-_./][A-Za-z0-9]+)*(?: (?:log|lock|pool|cache|set|group|plane))?")
_NAMELIKE = re.compile(r"[A-Z]|[\d_/.-]|[a-z] [a-z]")
_EXPLAINS = re.compile(
    r"是|就是|指|用来|用于|负责|意思|也就是|即|"
    r"\b(?:is|are|means?|stands? for|used to|used for|responsible|lets|which|that|because|by)\b",
    re.IGNORECASE,
)
_LONGEST_TERM, _SHORTEST_TERM = 24, 2
_LONGEST_LEAD = 28
"""Characters up to the end of the vague words; what is quoted after them may be cut."""


def vague(answer: str) -> Iterator[Aim]:
    """Clauses that say too little, the most telling kind of vagueness first; each clause once."""
    spans = [span.of(answer) for span in clauses(answer)]
    taken: set[str] = set()
    for sort, patterns in _patterns().items():
        seen: dict[str, int] = {}
        for clause in spans:
            match = patterns[language_of(clause)].search(clause)
            if match is None:
                continue
            marker = match.group()
            nth = seen[marker] = seen.get(marker, -1) + 1
            if clause not in taken:
                taken.add(clause)
                yield on_words(ProbeReason.VAGUE, _told(clause, match), f"{sort} {marker}", nth, sort)


def _told(clause: str, marker: re.Match[str]) -> str:
    """What is read back of a clause: without `and then` in front; of a long one from the vague words on, which would be
    cut off otherwise."""
    lead = _leads()[language_of(clause)].match(clause)
    start = lead.end() if lead and lead.end() <= marker.start() else 0
    return clause[marker.start() :] if marker.end() - start > _LONGEST_LEAD else clause[start:]


def unexplained(question: Question, answer: str, verdicts: Sequence[Verdict]) -> Iterator[Aim]:
    """Terms that the notes know and the answer only drops: in no quote that earned something, and nothing said of them.

    What the question itself names, under whatever name, is common ground.
    """
    known = {fold(each) for text in _known(question) for each in _terms(text)}
    earned = fold(" ".join(each.quote for each in verdicts if each.kind is VerdictKind.COVERED))
    shown, said = read(question.text + "\n" + question.path), [span.of(answer) for span in clauses(answer)]
    for term in dict.fromkeys(_terms(answer)):
        new = fold(term) in known and fold(term) not in earned and not read(term).concepts <= shown.concepts
        if new and _dropped(term, said):
            yield on_words(ProbeReason.UNEXPLAINED_TERM, term, term)


def _known(question: Question) -> tuple[str, ...]:
    return (question.reference, *(point.text for point in question.key_points))


def _terms(text: str) -> Iterator[str]:
    """What looks like a name and could answer something; plain English words are none."""
    for match in _LATIN.finditer(text):
        term = match.group()
        plain = term.casefold() in common_words() or not _NAMELIKE.search(term)
        if _SHORTEST_TERM <= len(term) <= _LONGEST_TERM and not plain and specific_terms(term):
            yield term


def _dropped(term: str, said: Sequence[str]) -> bool:
    """Whether no clause that has the term says anything of it."""
    having = [each for each in said if fold(term) in fold(each)]
    return not any(_EXPLAINS.search(each) for each in having)


@cache
def _patterns() -> dict[str, dict[str, re.Pattern[str]]]:
    """Kind of vagueness -> language -> how it is known, in the order in which the kinds are worth asking about."""
    tables = {language: wordings(f"desk.{language}")["vague"] for language in ("zh", "en")}
    return {
        sort: {language: re.compile(table[sort]["pattern"], re.IGNORECASE) for language, table in tables.items()}
        for sort in tables["en"]
    }


@cache
def _leads() -> dict[str, re.Pattern[str]]:
    return {each: re.compile(wordings(f"desk.{each}")["quote"]["lead"], re.IGNORECASE) for each in ("zh", "en")}
