"""The incident drill: a failure told as it would be reported, and how the answer went about it.

The order of work stands beside the score and never changes it.
"""

from __future__ import annotations

from dataclasses import dataclass

from interviewer.domain.incident import OrderVerdict, Slip, Step, WorkOrder, read_work_order
from interviewer.domain.incident_symptoms import symptom_of
from interviewer.domain.notes import Section, SectionStatus
from interviewer.domain.questions import Question
from interviewer.domain.text import language_of
from interviewer.i18n import translate

PRESET = "incident-drill"
_ASKS = 5
"""How many ways of asking the strings have, from `drill.ask1` on."""


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of the drill: the clause that tells it first, empty when it was not told, and its place in the answer
    among the steps told, from 1 on."""

    step: Step
    quote: str
    place: int


def qualifies(section: Section) -> bool:
    """Whether the section can be told as an incident, and has enough text to grade by."""
    return section.status is SectionStatus.TEXT and bool(section.key_points) and bool(symptom_of(section))


def drill_question(section: Section, *, variant: int = 0) -> Question | None:
    """The symptom as somebody reports it, in the section's language; None for a section that does not qualify."""
    symptom = symptom_of(section)
    if not symptom:
        return None
    language = language_of(symptom)
    if language == "en":
        symptom = symptom[0].upper() + symptom[1:]
    return Question(
        text=translate(f"drill.ask{variant % _ASKS + 1}", language, symptom=symptom),
        section_id=section.id,
        path=section.path,
        key_points=section.key_points,
        reference=section.text,
        language=language,
        level=section.level,
    )


def work_order_of(answer: str) -> WorkOrder:
    """The steps that an answer told, and what is wrong with their order."""
    return read_work_order(answer)


def lines_of(order: WorkOrder) -> list[StepLine]:
    """The five steps in the order in which they are safe, each with where it was told."""
    told = list(dict.fromkeys(each.step for each in order.found))
    firsts = {step: order.first(step) for step in Step}
    return [
        StepLine(step, first.quote if first else "", told.index(step) + 1 if step in told else 0)
        for step, first in firsts.items()
    ]


def in_words(order: WorkOrder, language: str) -> list[str]:
    """The verdict in a sentence, and then what was wrong, each in one."""
    said = [translate(f"drill.verdict.{order.verdict.value}", language)]
    if order.verdict is OrderVerdict.NOTHING:
        return said
    return said + [in_word(slip, language) for slip in order.slips]


def in_word(slip: Slip, language: str) -> str:
    """What was wrong, in a sentence."""
    return translate(f"drill.slip.{slip.value}", language)
