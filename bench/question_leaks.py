"""What questions, rephrasings, hints and follow-ups give away, by checks that the writers do not use.

A text gives a point away when one of three says so, after what the heading (and the answer so far) says is put aside:
- `said`: the embedded grader, given the text as an answer, finds the point covered (two rephrasings of a question and
  the help for every eighth point are looked at in this way, all questions are);
- `run`: five hanzi in a row (particles put aside), or three English words in a row with two long ones among them, stand
  in the point too;
- `token`: a number of two digits or more, or a name written as code (a-b, a_b, aB, a.b), stands in the point too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from interviewer.adapters.embedded_writer import EmbeddedWriter
from interviewer.domain.assessment import Assessment, Verdict, VerdictKind
from interviewer.domain.notes import KeyPoint, Section
from interviewer.domain.ports import Grader
from interviewer.domain.questions import Question

VARIANTS = 12
"""As many as the longest list of wordings has."""

_GRADED_EVERY, _REPHRASED, _REPHRASED_GRADED = 8, 7, 2
_HANZI_RUN, _WORD_RUN, _LONG_WORD = 5, 3, 5
_HANZI = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
_WORDS = re.compile(r"[a-z][a-z'-]*|\d+")
_TOKEN = re.compile(r"(?<![\w.])(?:\d{2,}|[A-Za-z]\w*[-_.]\w[\w.-]*|[a-z]+[A-Z]\w*|[A-Z][a-z]+[A-Z]\w*)(?!\w)")


@dataclass(frozen=True, slots=True)
class Uttered:
    """Something the interviewer says, with the points it must not say and what was shown or said before; `graded` tells
    whether the check `said` is made."""

    kind: str
    text: str
    points: tuple[KeyPoint, ...]
    known: str
    question: Question
    graded: bool = True


def uttered(sections: Sequence[Section], writer: EmbeddedWriter) -> Iterator[Uttered]:
    """All that can be said about the sections: each question and rephrasing in each variant, and the help for each
    point after nothing was said, and after half a sentence."""
    for at, section in enumerate(sections):
        questions = [writer.question(section, language=section.language, variant=each) for each in range(VARIANTS)]
        for question in {each.text: each for each in questions}.values():
            yield Uttered("question", question.text, section.key_points, section.path, question)
            for variant in range(_REPHRASED):
                text = writer.rephrase(question, variant=variant)
                graded = variant < _REPHRASED_GRADED
                yield Uttered("rephrasing", text, section.key_points, section.path, question, graded)
        for number, point in enumerate(section.key_points):
            for each in _about(point, questions[0], writer):
                yield replace(each, graded=(at + number) % _GRADED_EVERY == 0)


def _about(point: KeyPoint, question: Question, writer: EmbeddedWriter) -> Iterator[Uttered]:
    known = f"{question.path}\n{question.text}"
    quote = "这个我只记得一点" if question.language == "zh" else "I only remember some of it"
    for step in (1, 2):
        yield Uttered(f"hint {step}", writer.hint(question, "", point, step=step), (point,), known, question)
    for kind in (VerdictKind.MISSED, VerdictKind.PARTIAL, VerdictKind.CONTRADICTED):
        said = quote if kind != VerdictKind.MISSED else ""
        graded = Assessment((Verdict(point, kind, said),), "bench")
        for nudge in (False, True):
            asked = writer.follow_up(question, said, graded, language=question.language, nudge=nudge)
            if asked is not None:
                told = f"{known}\n{said}"
                yield Uttered("nudge" if nudge else "follow-up", asked.text, (point,), told, question)


def leaks(sections: Sequence[Section], writer: EmbeddedWriter, grader: Grader) -> dict[str, Any]:
    """By kind: how many texts there were, how many gave a point away, by which check, and some of those that did."""
    counts: dict[str, Counter[str]] = {}
    found: dict[str, list[str]] = {}
    for each in _distinct(uttered(sections, writer)):
        by = leak_in(each, grader)
        count = counts.setdefault(each.kind, Counter())
        count.update({"n": 1, "leaks": bool(by), **by})
        if by and len(found.setdefault(each.kind, [])) < 12:
            found[each.kind].append(f"{', '.join(by)}: {each.text}")
    return {kind: {**_shares(count), "examples": found.get(kind, [])} for kind, count in counts.items()}


def leak_in(each: Uttered, grader: Grader) -> dict[str, bool]:
    """The checks that say that the text gives a point away."""
    points = [point for point in each.points if not _is_known(point.text, each.known)]
    if not points:
        return {}
    by = {
        "said": each.graded and _says(each, points, grader),
        "run": any(_runs(each.text) & _runs(point.text) - _runs(each.known) for point in points),
        "token": any(_tokens(each.text) & _tokens(point.text) - _tokens(each.known) for point in points),
    }
    return {name: True for name, leaked in by.items() if leaked}


def _says(each: Uttered, points: Sequence[KeyPoint], grader: Grader) -> bool:
    question = replace(each.question, key_points=tuple(points), text=each.question.path)
    return bool(grader.grade(question, each.text).of_kind(VerdictKind.COVERED))


def _is_known(point: str, known: str) -> bool:
    """Whether a point is nothing but words of the heading."""
    return point.casefold() in known.casefold()


def _runs(text: str) -> set[str]:
    lowered = re.sub("[的了里是]", "", text.casefold())
    runs = {
        run[at : at + _HANZI_RUN] for run in _HANZI.findall(lowered) for at in range(max(0, len(run) - _HANZI_RUN + 1))
    }
    words = _WORDS.findall(lowered)
    for at in range(max(0, len(words) - _WORD_RUN + 1)):
        some = words[at : at + _WORD_RUN]
        if sum(len(word) >= _LONG_WORD for word in some) > 1:
            runs.add(" ".join(some))
    return runs


def _tokens(text: str) -> set[str]:
    return {token.casefold() for token in _TOKEN.findall(text)}


def _distinct(texts: Iterable[Uttered]) -> Iterator[Uttered]:
    seen: set[tuple[str, str, str]] = set()
    for each in texts:
        key = each.kind, each.text, each.points[0].id if each.points else ""
        if key not in seen:
            seen.add(key)
            yield each


def _shares(count: Counter[str]) -> dict[str, Any]:
    return {
        "n": count["n"],
        "leaks": count["leaks"],
        "share": round(count["leaks"] / count["n"], 4),
        **{f"by_{name}": count[name] for name in ("said", "run", "token")},
    }
