"""Words for the interviewer's desk, from templates: no key, no network. No question of them gives a point away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from interviewer.adapters.follow_up_words import anchor_of, aspects, on_own_words, spoken_topic
from interviewer.adapters.heading_phrases import read_heading
from interviewer.adapters.heading_words import wordings
from interviewer.adapters.spoken_text import clipped, filled, first_tight, gives_nothing, rotated, seed_of
from interviewer.domain.aims import Aim
from interviewer.domain.assessment import VerdictKind
from interviewer.domain.desk import Anchors, Rung, Step
from interviewer.domain.ids import short_id
from interviewer.domain.live import Probe, ProbeReason
from interviewer.domain.notes import PATH_JOINER, KeyPoint, Shape
from interviewer.domain.questions import Question
from interviewer.domain.text import fold
from interviewer.i18n import LANGUAGES

_MOST_NAMED, _MOST_FLAGS = 3, 3
_SEVERAL = frozenset({"list", "alternatives", "comparison"})
_HARD = ("failure", "cost", "why", "data", "security", "condition", "resource")
"""What kind of thing a point speaks of that does not come to mind at once."""


class DeskWords:
    """The words that always work."""

    def probe(self, question: Question, answer: str, aim: Aim, taken: Sequence[str] = ()) -> Probe:
        """A probe with that aim, in the language of the question; in other words than those that are `taken`."""
        language = _spoken(question)
        shown = f"{question.text}\n{question.path}\n{answer}"
        openings: list[str] = _tables(language)["opening"]["other"]
        last: list[str] = _tables(language)["further"]["bare"] if answer.strip() else openings
        texts = [text for text in (*_wordings(question, answer, aim, language), *last) if text not in taken]
        text = first_tight([*texts, last[0]], question.key_points, shown)
        point_id = aim.point.id if aim.point else ""
        return Probe(_opening_id(aim) if text in openings else aim.id, text, aim.why, point_id, aim.words)

    def ladder(self, question: Question) -> tuple[Rung, ...]:
        """A rung a step; each aims at a point of its kind that no other rung aims at, where there is one."""
        language = _spoken(question)
        table, about = _tables(language)["ladder"], spoken_topic(question, language)
        pools = table[_kind_of_ladder(question, about, language)]
        shown, aimed = f"{question.text}\n{question.path}", set[str]()
        rungs = []
        for step in Step:
            point = _point_for(step, [each for each in question.key_points if each.id not in aimed], language)
            aimed |= {point.id} if point else set()
            texts = [filled(each, language, about=about) for each in rotated(pools[step.value], seed_of(question.text))]
            text = first_tight([*texts, *table["last"][step.value]], question.key_points, shown)
            rungs.append(Rung(step, text, point.id if point else ""))
        return tuple(rungs)

    def closing(self, question: Question) -> tuple[str, ...]:
        """What can be asked of anybody about anything."""
        shown = f"{question.text}\n{question.path}"
        texts = rotated(_tables(_spoken(question))["closing"]["ask"], seed_of(question.text))
        return tuple(each for each in texts if gives_nothing(each, question.key_points, shown))

    def anchors(self, question: Question) -> Anchors:
        language = _spoken(question)
        table, points = _tables(language)["anchors"], _heaviest_first(question.key_points)
        if not points:
            return Anchors(table["weak_own"], table["good_own"], table["excellent_own"])
        hard = [each for each in points if set(aspects(each.text, language)) & set(_HARD)]
        count = len(points)
        named = points[: max(1, min(_MOST_NAMED, (count + 1) // 2))]
        rest = [each for each in (*hard, *points[::-1]) if each not in named] or points
        weak = table["weak"] if count > 2 else table["weak_of_one"]
        return Anchors(
            filled(weak, language, n=str(count), few=str(max(1, count // 4))),
            filled(table["good"], language, points=_named(named, table["joiner"])),
            filled(table["excellent"], language, points=_named(list(dict.fromkeys(rest))[:2], table["joiner"])),
        )

    def red_flags(self, question: Question) -> tuple[str, ...]:
        """What would be wrong to hear: of a few points, one kind of error each, and then in general."""
        language = _spoken(question)
        table = _tables(language)["red_flags"]
        flags: dict[str, str] = {}
        for point in _heaviest_first(question.key_points):
            sort = next((each for each in aspects(point.text, language) if each in table and each not in flags), None)
            if sort is not None and len(flags) < _MOST_FLAGS:
                flags[sort] = filled(table[sort], language, point=clipped(point.text))
        if not flags and question.key_points:
            flags["other"] = filled(table["other"], language, point=clipped(question.key_points[0].text))
        return (*flags.values(), table["general"])


def _opening_id(aim: Aim) -> str:
    """Of a probe that asks for a beginning: it does not stay when the candidate has begun, and its aim comes again."""
    return short_id("opening", aim.id)


def _wordings(question: Question, answer: str, aim: Aim, language: str) -> list[str]:
    """What may be asked, best first; some of it may give something away."""
    if aim.why is ProbeReason.VAGUE:
        return _on_words(_tables(language)["vague"][aim.sort]["ask"], aim, language)
    if aim.why is ProbeReason.UNEXPLAINED_TERM:
        return _on_words(_tables(language)["term"]["ask"], aim, language)
    if aim.verdict is None:
        return []
    if aim.verdict.kind is not VerdictKind.MISSED and aim.verdict.quote:
        return on_own_words(aim.verdict, language)
    return _directed(question, answer, aim.verdict.key_point, language)


def _on_words(pool: Sequence[str], aim: Aim, language: str) -> list[str]:
    words = clipped(aim.words)
    return [filled(each, language, words=words) for each in rotated(pool, seed_of(words))]


def _directed(question: Question, answer: str, point: KeyPoint, language: str) -> list[str]:
    """After a point that was missed: on from a word of the answer, or the side of the topic where it lies."""
    tables, seed = _tables(language), seed_of(point.id, point.text)
    fitting = aspects(point.text, language)[:2]
    where, anchor = anchor_of(question, answer, point)
    texts = []
    if where == "said":
        pool = [each for name in [*fitting, "other"] for each in tables["anchored"].get(name, ())]
        texts = [filled(each, language, anchor=anchor) for each in pool]
    if where == "heading":
        pool = [
            each for name in [*fitting, "other"] for each in rotated(tables["part"].get(name) or [""], seed) if each
        ]
        texts = [filled(each, language, about=anchor) for each in pool]
    texts += [each for name in fitting for each in rotated(tables["plain"][name], seed)]
    return [*texts, *rotated(tables["further" if answer.strip() else "opening"]["other"], seed)]


def _kind_of_ladder(question: Question, about: str, language: str) -> str:
    """`several` where the heading puts things side by side, `plain` where it has no name that the question says."""
    if not about:
        return "plain"
    phrase = read_heading(question.path.split(PATH_JOINER), Shape.LIST, language)
    return "several" if phrase.form in _SEVERAL and fold(phrase.topic) == fold(about) else "named"


def _point_for(step: Step, points: Sequence[KeyPoint], language: str) -> KeyPoint | None:
    kinds = _tables(language)["ladder"]["aspects"][step.value]
    fitting = [each for each in points if set(aspects(each.text, language)[:2]) & set(kinds)]
    if step is Step.RECALL and not fitting:
        fitting = list(points)
    return max(fitting, key=lambda each: each.weight, default=None)


def _heaviest_first(points: Sequence[KeyPoint]) -> list[KeyPoint]:
    return sorted(points, key=lambda point: -point.weight)


def _named(points: Sequence[KeyPoint], joiner: str) -> str:
    return str(joiner).join(clipped(point.text).rstrip("。.;；") for point in points[:_MOST_NAMED])


def _tables(language: str) -> dict[str, Any]:
    return wordings(f"desk.{language}")


def _spoken(question: Question) -> str:
    return question.language if question.language in LANGUAGES else LANGUAGES[0]
