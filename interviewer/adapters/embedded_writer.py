"""Questions and follow-ups worded from headings, shapes and the candidate's own words: no key, no network."""

from __future__ import annotations

import re

from interviewer.adapters.follow_up_words import hints, nudges, on_own_words, probes
from interviewer.adapters.heading_phrases import read_heading, subject_of
from interviewer.adapters.heading_words import wordings
from interviewer.adapters.rephrasing import rephrasings
from interviewer.adapters.spoken_text import filled, first_tight, gives_nothing, led, rotated, seed_of
from interviewer.domain.assessment import Assessment, VerdictKind
from interviewer.domain.notes import KeyPoint, Section
from interviewer.domain.probing import worst_point
from interviewer.domain.questions import FollowUp, Question
from interviewer.domain.sessions import Style
from interviewer.i18n import LANGUAGES

_CJK = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_PROSE = re.compile(r"\b(?:the|is|are|to|of|and|a|an|for|with|that|when|it|by|in|on|if|from)\b", re.IGNORECASE)
_LEAST_PROSE = 2


class EmbeddedWriter:
    """The question writer that always works. It words what the notes say and translates nothing."""

    def question(self, section: Section, *, language: str, variant: int = 0) -> Question:
        """A question in the language of the section's headings and text; variants beyond the list begin anew."""
        spoken = _spoken_language(section, language)
        phrase = read_heading(section.steps, section.shape, spoken, section.text)
        table = wordings(spoken)["question"]
        texts = [filled(each, spoken, topic=phrase.topic) for each in rotated(table[phrase.form], variant)]
        bare = [filled(each, spoken, topic=phrase.topic) for each in table["bare"]]
        return Question(
            text=first_tight([*texts, *bare], section.key_points, section.path),
            section_id=section.id,
            path=section.path,
            key_points=section.key_points,
            reference=section.text,
            language=spoken,
            level=section.level,
        )

    def rephrase(self, question: Question, *, variant: int) -> str:
        """Variants beyond the list begin anew; the question itself where every other wording would say too much."""
        spoken = question.language if question.language in LANGUAGES else LANGUAGES[0]
        shown = f"{question.text}\n{question.path}"
        others = [text for text in rephrasings(question, spoken) if text != question.text]
        tight = [text for text in others if gives_nothing(text, question.key_points, shown)]
        return rotated(tight or [question.text], variant)[0]

    def hint(self, question: Question, answer: str, point: KeyPoint, *, step: int) -> str:
        """First which side to think of, then a direction; in the question's language."""
        spoken = question.language if question.language in LANGUAGES else LANGUAGES[0]
        return first_tight(hints(question, answer, point, spoken, step=step), [point], _shown(question, answer))

    def follow_up(
        self,
        question: Question,
        answer: str,
        assessment: Assessment,
        *,
        language: str,
        nudge: bool = False,
        style: Style = Style.NEUTRAL,
    ) -> FollowUp | None:
        """After the worst point, in the question's language; None when no point was lost."""
        worst = worst_point(assessment)
        if worst is None:
            return None
        spoken = question.language if question.language in LANGUAGES else language
        if nudge:
            texts = nudges(question, answer, worst, spoken)
        elif worst.kind == VerdictKind.MISSED:
            texts = probes(question, answer, assessment, worst.key_point, spoken)
        else:
            texts = on_own_words(worst, spoken)
        text = first_tight(texts, [worst.key_point], _shown(question, answer))
        return FollowUp(_in_style(text, style, spoken), worst.key_point, spoken)


def _spoken_language(section: Section, wanted: str) -> str:
    """The section's language; Chinese headings over nothing but commands are Chinese all the same, and names over
    names are of no language, so the wanted one is spoken."""
    if any(_CJK.search(name) for name in (section.title, subject_of(section.steps))):
        return "zh"
    prose = _PROSE.findall(section.text) if section.language == "en" else ()
    if section.language in LANGUAGES and (section.language != "en" or len(prose) >= _LEAST_PROSE):
        return section.language
    return wanted


def _shown(question: Question, answer: str) -> str:
    """All that was said and shown before: to repeat it gives nothing away."""
    return "\n".join((question.text, question.path, answer))


def _in_style(text: str, style: Style, language: str) -> str:
    """The text as that interviewer would begin it."""
    openers = wordings(language)["style"][style.value]
    return led(rotated(openers, seed_of(text))[0], text, language) if openers else text
