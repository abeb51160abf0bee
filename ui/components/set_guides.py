"""A model's ladders, anchors and red flags: asked for on the page of a set, marked until a person changes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from interviewer.domain.desk import Anchors, QuestionSet, Rung, SetQuestion, Step
from interviewer.domain.errors import InterviewerError
from interviewer.i18n import explain, translate
from interviewer.services.desk.guiding import Guiding, open_to_a_model, reason_key
from ui.components.markup import escape
from ui.state import container, keep_problem, language, notify, t


def button(questions: QuestionSet) -> bool:
    """Whether the model is asked now; there is no button without a model, or when a person wrote everything."""
    waiting = open_to_a_model(questions)
    if container().desk.guiding is None or questions.locked or not waiting:
        return False
    model = container().settings.openai_model
    why = t("desk.guide_why", n=len(waiting), model=model)
    return st.button(t("desk.guide_write"), icon=":material/edit_note:", key="desk_guide", help=why)


def write(questions: QuestionSet) -> None:
    """Ask for all questions that nobody has changed, with a bar; each is kept as it comes."""
    guiding, count = container().desk.guiding, len(open_to_a_model(questions))
    if guiding is not None:
        _write(guiding, questions, count)
        st.rerun()


def _write(guiding: Guiding, questions: QuestionSet, count: int) -> None:
    bar, made = st.progress(0.0, t("desk.guide_writing", done=0, n=count)), []
    try:
        for question in guiding.each(questions):
            questions = container().desk.sets.put(questions, question)
            made.append(question)
            bar.progress(len(made) / count, t("desk.guide_writing", done=len(made), n=count))
    except InterviewerError as error:
        keep_problem(explain(error, language()))
        return
    _tell(made)


def _tell(made: Sequence[SetQuestion]) -> None:
    failed = [each.draft_failed for each in made if each.draft_failed]
    if not failed:
        notify(t("desk.guide_done", n=len(made)))
        return
    why, done = reason(failed[0]), len(made) - len(failed)
    keep_problem(t("desk.guide_partly", n=done, left=len(failed), why=why) if done else t("desk.guide_none", why=why))


def reason(code: str) -> str:
    """Of a FallbackReason, in words."""
    return translate(reason_key(code), language())


def pill(question: SetQuestion) -> str:
    """The mark of a draft, as HTML; "" without one."""
    if not question.has_models_draft:
        return ""
    return f' <span class="iv-pill">{escape(t("desk.guide_draft"))}</span>'


def told(question: SetQuestion) -> str:
    """Whose words these are, and why not a model's, as HTML."""
    lines = []
    if question.has_models_draft:
        lines.append(t("desk.guide_draft_by", model=question.drafted_by))
    if question.draft_failed:
        lines.append(t("desk.guide_failed", why=reason(question.draft_failed)))
    return "".join(f'<div class="iv-quiet iv-small">{escape(each)}</div>' for each in lines)


def ladder_lines(question: SetQuestion) -> str:
    return "\n".join(rung.text for rung in question.ladder)


def ladder_from(lines: str, before: Sequence[Rung]) -> tuple[Rung, ...]:
    """The follow-ups, each with the step and the aim of the one that stood in its line."""
    texts = [line.strip() for line in lines.splitlines() if line.strip()]
    steps = [*(rung.step for rung in before), *(step for step in Step if step not in {rung.step for rung in before})]
    kept = [*before, *(Rung(step, "") for step in steps[len(before) :])]
    last = kept[-1] if kept else Rung(Step.TROUBLE, "")
    return tuple(replace(kept[at] if at < len(kept) else last, text=text) for at, text in enumerate(texts))


def anchor_fields(question: SetQuestion) -> Anchors:
    anchors = question.anchors
    given = (("weak", anchors.weak), ("good", anchors.good), ("excellent", anchors.excellent))
    return Anchors(*(st.text_area(t(f"desk.guide_{name}"), text, height=80).strip() for name, text in given))
