"""Wordings after a point that was not covered: hint-free, with a direction, or as a hint; never with the point itself.

A direction comes from what kind of thing the point is about (`aspects`), and the only things named are parts of the
heading and words that the candidate used.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product, takewhile

from interviewer.adapters.heading_forms import parts_of
from interviewer.adapters.heading_phrases import read_heading, subject_of
from interviewer.adapters.heading_words import clean_step, is_question, wordings
from interviewer.adapters.spoken_text import clipped, filled, led, rotated, seed_of
from interviewer.domain.assessment import Assessment, Verdict, VerdictKind
from interviewer.domain.notes import PATH_JOINER, KeyPoint, Shape
from interviewer.domain.probing import specific_terms
from interviewer.domain.questions import Question
from interviewer.domain.text import fold

_LEADING_WORDS = re.compile(r"\s*([A-Za-z][A-Za-z0-9_.+-]*(?: [A-Za-z][A-Za-z0-9_.+-]*){0,2})")
_NAMELIKE = re.compile(r".[A-Z]|[\d_-]")
_LABEL = re.compile(r"^\s*([^:：，,。]{2,16}?)\s*[:：]")


def on_own_words(verdict: Verdict, language: str) -> list[str]:
    """What to ask about something said wrong or by half: his words, and what they leave open."""
    table = wordings(language)["follow_up"][verdict.kind.value]
    quote = clipped(verdict.quote)
    seed = seed_of(verdict.key_point.id, quote)
    if not quote:
        return list(rotated(table["unquoted"], seed))
    fitting = [name for name in aspects(verdict.key_point.text, language) if name in table]
    # A wrong direction is the usual slip where two sides deal with each other, whatever else the point speaks of.
    if verdict.kind == VerdictKind.CONTRADICTED:
        fitting.sort(key=lambda name: name != "direction")
    pools = [rotated(table[name], seed) for name in dict.fromkeys([*fitting[:1], "other"])]
    texts = [filled(each, language, quote=quote) for pool in pools for each in pool]
    return [*texts, *table["unquoted"]]


def probes(question: Question, answer: str, assessment: Assessment, point: KeyPoint, language: str) -> list[str]:
    """What to ask about something not said: only where to look, by words that were spoken or shown."""
    table = wordings(language)["follow_up"]
    seed = seed_of(point.id, point.text, question.text)
    lead, anchor = anchor_of(question, answer, point)
    if not lead:
        lead = "some" if assessment.of_kind(VerdictKind.COVERED, VerdictKind.PARTIAL) else "nothing"
    about = named_topic(question, language)
    pool = table["lead"]["opening"] if lead == "nothing" else table["anchored" if anchor else "probe"]["other"]
    leads = rotated(table["lead"][lead], seed // 7)
    texts = [
        led(head, each, language, anchor=anchor, about=about) for each, head in product(rotated(pool, seed), leads)
    ]
    return [*texts, led("", table["probe"]["bare"][0], language)]


def nudges(question: Question, answer: str, verdict: Verdict, language: str) -> list[str]:
    """The same with a direction, nearest first."""
    table = wordings(language)["nudge"]
    quote = clipped(verdict.quote)
    point = verdict.key_point
    anchor = "" if quote else anchor_of(question, answer, point)[1]
    lead = "quoted" if quote else "anchored" if anchor else "missed"
    seed = seed_of(point.id, point.text, question.text)
    return _directed(point, language, table["lead"][lead], seed, anchor=anchor, quote=quote)


def hints(question: Question, answer: str, point: KeyPoint, language: str, *, step: int) -> list[str]:
    """First which side to think of; then, from step 2 on, a direction beside a word that was spoken or shown."""
    seed = seed_of(point.id, point.text, question.text) + step
    if step > 1:
        anchor = anchor_of(question, answer, point)[1]
        leads = wordings(language)["nudge"]["lead"]["anchored"] if anchor else [""]
        return _directed(point, language, leads, seed, anchor=anchor)
    table = wordings(language)["hint"]
    near = aspects(point.text, language)[:1]
    families = [name for name, members in table["families"].items() if near and near[0] in members]
    about = named_topic(question, language)
    texts = [each for name in [*families, "whole"] for each in rotated(table[name], seed)]
    return [led("", each, language, about=about) for each in [*texts, table["bare"][0]]]


def _directed(point: KeyPoint, language: str, leads: Sequence[str], seed: int, **words: str) -> list[str]:
    table = wordings(language)["nudge"]
    fitting = [name for name in aspects(point.text, language) if name in table][:2]
    pool = [each for name in [*fitting, "other"] for each in rotated(table[name], seed)]
    texts = [led(head, each, language, **words) for each, head in product(pool, rotated(leads, seed // 7))]
    return [*texts, led("", table["bare"][0], language)]


def anchor_of(question: Question, answer: str, point: KeyPoint) -> tuple[str, str]:
    """(`heading` or `said`, words): the part of the heading, or the word of the answer, that the point is about."""
    steps = [clean_step(step) for step in question.path.split(PATH_JOINER)]
    # A heading that enumerates by " / " stands in the path as several steps.
    parts = [] if is_question(steps[-1]) else parts_of(steps[-1]) or steps[3:]
    matching = [part for part, own in zip(parts, _own_words(parts), strict=True) if _as_said(own, point.text)]
    if len(parts) > 1 and len(matching) == 1:
        return "heading", matching[0]
    shown = fold(question.text + question.path)
    for word in _names_in_front(point.text):
        said = _as_said(word, answer)
        if said and specific_terms(word) and fold(word) not in shown:
            return "said", said
    return "", ""


def named_topic(question: Question, language: str) -> str:
    """What the question is about, in words of its heading that stand in it, else `this question`."""
    unnamed: str = wordings(language)["follow_up"]["lead"]["unnamed"][0]
    return spoken_topic(question, language) or unnamed


def spoken_topic(question: Question, language: str) -> str:
    """The same; empty where the question has no such words."""
    steps = question.path.split(PATH_JOINER)
    phrase = read_heading(steps, Shape.LIST, language)
    names = [subject_of(steps)] if phrase.form == "question" else [phrase.topic, subject_of(steps)]
    shown = fold(question.text)
    return next((name for name in names if name and fold(name) in shown), "")


def aspects(text: str, language: str) -> list[str]:
    """What kinds of things a point speaks of."""
    patterns: dict[str, str] = wordings(language)["aspects"]
    return [name for name, pattern in patterns.items() if re.search(pattern, text, re.IGNORECASE)]


def _names_in_front(text: str) -> list[str]:
    """What a point speaks of, longest first: its label, or the Latin words in front; of an English one only names."""
    label, front = _LABEL.match(text), _LEADING_WORDS.match(text)
    words = front[1].split(" ") if front else []
    heads = [" ".join(words[:count]) for count in range(len(words), 0, -1)]
    return [*([label[1]] if label else []), *(head for head in heads if not text.isascii() or _NAMELIKE.search(head))]


def _own_words(parts: Sequence[str]) -> list[str]:
    """What is each part's own: `缓存击穿`, `缓存雪崩` -> `击穿`, `雪崩`. English words stay whole."""
    if len(parts) < 2 or any(part.isascii() for part in parts):
        return list(parts)
    head, tail = _shared(parts), _shared([part[::-1] for part in parts])
    return [part[head : len(part) - tail] or part for part in parts]


def _shared(parts: Sequence[str]) -> int:
    """How many characters all parts begin with."""
    return sum(1 for _ in takewhile(lambda chars: len(set(chars)) == 1, zip(*parts, strict=False)))


def _as_said(word: str, answer: str) -> str:
    """The word as it stands in the answer, as a whole word; empty when it does not."""
    match = re.search(rf"(?<![A-Za-z0-9]){re.escape(word)}(?![A-Za-z0-9])", answer, re.IGNORECASE)
    return match[0] if match else ""
