"""Questions and follow-ups worded from headings, shapes and the candidate's own words: no key, no network."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import product, takewhile
from zlib import crc32

from interviewer.adapters.heading_phrases import parts_of, read_heading, spaced, subject_of
from interviewer.adapters.heading_words import clean_step, is_question, wordings
from interviewer.domain.assessment import Assessment, Verdict, VerdictKind
from interviewer.domain.notes import PATH_JOINER, KeyPoint, Section, Shape
from interviewer.domain.probing import leaks, specific_terms, worst_point
from interviewer.domain.questions import FollowUp, Question
from interviewer.domain.sessions import Style
from interviewer.domain.text import fold
from interviewer.i18n import LANGUAGES

_LONGEST_QUOTE = 60
_CJK = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_LEADING_WORDS = re.compile(r"\s*([A-Za-z][A-Za-z0-9_.+-]*(?: [A-Za-z][A-Za-z0-9_.+-]*){0,2})")
_NAMELIKE = re.compile(r".[A-Z]|[\d_-]")
_LABEL = re.compile(r"^\s*([^:：，,。]{2,16}?)\s*[:：]")


class EmbeddedWriter:
    """The question writer that always works. It words what the notes say and translates nothing."""

    def question(self, section: Section, *, language: str, variant: int = 0) -> Question:
        """A question in the language of the section's headings and text; variants beyond the list begin anew."""
        spoken = _spoken_language(section, language)
        phrase = read_heading(section.steps, section.shape, spoken, section.text)
        table = wordings(spoken)["question"]
        texts = [_filled(each, spoken, topic=phrase.topic) for each in _rotated(table[phrase.form], variant)]
        bare = [_filled(each, spoken, topic=phrase.topic) for each in table["bare"]]
        return Question(
            text=_first_tight([*texts, *bare], section.key_points, section.path),
            section_id=section.id,
            path=section.path,
            key_points=section.key_points,
            reference=section.text,
            language=spoken,
            level=section.level,
        )

    def rephrase(self, question: Question, *, variant: int) -> str:
        """Another of the wordings that its heading allows, in turn."""
        steps = question.path.split(PATH_JOINER)
        phrase = read_heading(steps, Shape.LIST, question.language, question.reference)
        table = wordings(question.language)["question"]
        texts = [_filled(each, question.language, topic=phrase.topic) for each in (*table[phrase.form], *table["bare"])]
        others = [each for each in texts if each != question.text] or texts
        return _first_tight(_rotated(others, variant), question.key_points, question.path)

    def hint(self, question: Question, answer: str, point: KeyPoint, *, step: int) -> str:
        """First any direction, then what kind of thing the point is about."""
        spoken = question.language
        pools = wordings(spoken)["follow_up"]["probe"]
        fitting = [name for name in _aspects(point.text, spoken) if name in pools][: step - 1]
        seed = _seed(point.id, question.text) + step
        texts = [each for name in [*fitting, "other"] for each in _rotated(pools[name], seed)]
        return _first_tight([*texts, pools["bare"][0]], [point], "\n".join((question.text, question.path, answer)))

    def follow_up(
        self,
        question: Question,
        answer: str,
        assessment: Assessment,
        *,
        language: str,
        nudge: bool = False,
        style: Style = Style.NEUTRAL,  # noqa: ARG002  # it has one way of speaking
    ) -> FollowUp | None:
        """After the worst point, in the question's language; None when no point was lost."""
        worst = worst_point(assessment)
        if worst is None:
            return None
        spoken = question.language if question.language in LANGUAGES else language
        allowed = "\n".join((question.text, question.path, answer))
        if nudge:
            texts = [self.hint(question, answer, worst.key_point, step=2)]
        elif worst.kind == VerdictKind.MISSED:
            texts = _probes(question, answer, assessment, worst.key_point, spoken)
        else:
            texts = _on_own_words(worst, spoken)
        text = _first_tight(texts, [worst.key_point], allowed)
        return FollowUp(text=text, key_point=worst.key_point, language=spoken)


def _spoken_language(section: Section, wanted: str) -> str:
    """The section's language; Chinese headings over nothing but commands are Chinese all the same."""
    if any(_CJK.search(name) for name in (section.title, subject_of(section.steps))):
        return "zh"
    return section.language if section.language in LANGUAGES else wanted


def _on_own_words(verdict: Verdict, language: str) -> list[str]:
    """What to ask about something said wrong or by half: his words, and the aspect that matters."""
    table = wordings(language)["follow_up"][verdict.kind.value]
    quote = _clipped(verdict.quote)
    seed = _seed(verdict.key_point.id, quote)
    if not quote:
        return list(_rotated(table["unquoted"], seed))
    fitting = [name for name in _aspects(verdict.key_point.text, language) if name in table]
    # A wrong direction is the usual slip where two sides deal with each other, whatever else the point speaks of.
    if verdict.kind == VerdictKind.CONTRADICTED:
        fitting.sort(key=lambda name: name != "direction")
    pools = [_rotated(table[name], seed) for name in dict.fromkeys([*fitting[:1], "other"])]
    texts = [_filled(each, language, quote=quote) for pool in pools for each in pool]
    return [*texts, *table["unquoted"]]


def _probes(question: Question, answer: str, assessment: Assessment, point: KeyPoint, language: str) -> list[str]:
    """What to ask about something not said: where to look, by words that were spoken, and what to look for."""
    table = wordings(language)["follow_up"]
    seed = _seed(point.id, question.text)
    lead, anchor = _anchor(question, answer, point)
    if not lead:
        lead = "some" if assessment.of_kind(VerdictKind.COVERED, VerdictKind.PARTIAL) else "nothing"
    about = _named_topic(question, language) or table["lead"]["unnamed"][0]
    pools = table["anchored" if anchor else "probe"]
    fitting = [name for name in _aspects(point.text, language) if name in pools][:1]
    fitting_probes = [each for name in [*fitting, "other"] for each in _rotated(pools[name], seed)]
    probes = _rotated(table["lead"]["opening"], seed) if lead == "nothing" else fitting_probes
    leads = _rotated(table["lead"][lead], seed // 7)
    texts = [_led(head, probe, language, anchor=anchor, about=about) for probe, head in product(probes, leads)]
    return [*texts, _led("", pools["bare"][0], language)]


def _anchor(question: Question, answer: str, point: KeyPoint) -> tuple[str, str]:
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


def _named_topic(question: Question, language: str) -> str:
    """What the question is about, in the words of its heading, where those words stand in the question."""
    steps = question.path.split(PATH_JOINER)
    phrase = read_heading(steps, Shape.LIST, language)
    names = [subject_of(steps)] if phrase.form == "question" else [phrase.topic, subject_of(steps)]
    return next((name for name in names if name and fold(name) in fold(question.text)), "")


def _as_said(word: str, answer: str) -> str:
    """The word as it stands in the answer, as a whole word; empty when it does not."""
    match = re.search(rf"(?<![A-Za-z0-9]){re.escape(word)}(?![A-Za-z0-9])", answer, re.IGNORECASE)
    return match[0] if match else ""


def _aspects(text: str, language: str) -> list[str]:
    patterns: dict[str, str] = wordings(language)["aspects"]
    return [name for name, pattern in patterns.items() if re.search(pattern, text, re.IGNORECASE)]


def _first_tight(texts: Sequence[str], key_points: Iterable[KeyPoint], allowed: str) -> str:
    """The first wording that gives none of the points away; the last one has no words of its own to do so."""
    points = tuple(key_points)
    return next((text for text in texts if not any(leaks(text, point, allowed) for point in points)), texts[-1])


def _led(lead: str, probe: str, language: str, **words: str) -> str:
    text = _filled(lead + probe, language, **words)
    return text if language == "zh" else re.sub(r"(?:^|(?<=[.!?] ))[a-z]", lambda match: match[0].upper(), text)


def _filled(wording: str, language: str, **words: str) -> str:
    """The wording with its words in place; braces in the words stay what they are."""
    text = re.sub(r"\{(\w+)\}", lambda match: words[match[1]], wording)
    if language == "zh":
        return spaced(text)
    return text[:1].upper() + text[1:]


def _rotated(texts: Sequence[str], by: int) -> list[str]:
    by %= len(texts)
    return [*texts[by:], *texts[:by]]


def _seed(*parts: str) -> int:
    return crc32("\n".join(parts).encode("utf-8", "replace"))


def _clipped(quote: str) -> str:
    """The quote on one line, and cut where it would be too long to be read back."""
    line = " ".join(quote.split())
    return line if len(line) <= _LONGEST_QUOTE else f"{line[:_LONGEST_QUOTE].rstrip()}…"
