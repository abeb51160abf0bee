"""What to say the next time: the one sentence that counts most, and the whole answer to say aloud."""

from __future__ import annotations

from interviewer.domain.assessment import Assessment
from interviewer.domain.notes import Section
from interviewer.domain.questions import Question
from interviewer.services.next_sentence import next_sentence
from interviewer.services.spoken_answer import spoken_answer
from ui.components.markup import disclosure, escape
from ui.state import t


def sentence(assessment: Assessment, question: Question) -> str:
    """As HTML; empty when nothing was lost."""
    found = next_sentence(assessment, question.language)
    if found is None:
        return ""
    gain = t("better.gain", before=found.before, after=found.after) if found.after > found.before else ""
    return (
        f'<div class="iv-next"><div class="iv-quiet iv-small">{escape(t("better.sentence") + gain)}</div>'
        f'<div lang="{question.language}">{escape(found.text)}</div></div>'
    )


def whole(question: Question, section: Section | None) -> str:
    """As HTML, folded up; empty without key points."""
    answer = spoken_answer(question, section.shape if section else None)
    if answer is None:
        return ""
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in answer.text.split("\n"))
    left = t("better.left_out", n=answer.left_out) if answer.left_out else ""
    why = f'<div class="iv-quiet iv-small">{escape(t("better.made_of") + left)}</div>'
    told = t("better.whole", seconds=answer.seconds)
    return disclosure(told, f'<div class="iv-spoken" lang="{question.language}">{paragraphs}{why}</div>')
