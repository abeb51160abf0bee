"""One verdict: the point, what was said of it, what the note says, and the quiet way to contest it."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from interviewer.domain.assessment import Gate, Verdict, VerdictKind
from interviewer.domain.edits import Weight
from interviewer.domain.notes import Section
from interviewer.domain.sessions import Turn
from interviewer.domain.verdicts import Appeal, CorrectionMark, VerdictPlace
from interviewer.services.verdict_cases import VerdictCase, case_in
from ui.components import focus, verdict_editor
from ui.components.markup import disclosure, escape, icon, passage
from ui.components.markup import place as place_of
from ui.components.verdict_actions import slug
from ui.state import contest, open_verdict, t


def show_all(
    turn: Turn, section: Section | None, *, follow_up: int | None = None, words: str = "verdict", asking: bool = False
) -> None:
    """The verdicts on a turn's answer, or on that of its follow-up; `words` names the strings that tell the kinds.

    While a follow-up waits for its answer (`asking`), what the lost points say is held back: it is what is asked for.
    """
    assessment = turn.assessment if follow_up is None else turn.follow_ups[follow_up].assessment
    for verdict in assessment.verdicts if assessment else ():
        place = VerdictPlace(turn.session_id, turn.id, verdict.key_point.id, follow_up)
        known = verdict.kind is VerdictKind.COVERED or _was_contested(verdict, place)
        held_back = asking and not known
        _show(case_in(turn, place), section, words, held_back=held_back)


def _show(case: VerdictCase, section: Section | None, words: str, *, held_back: bool) -> None:
    now, name = contest(), slug(case.place)
    opened = now.opened == case.place
    with st.container(gap=None, key=f"verdict-{name}"):
        st.html(_held_back(case.verdict, words) if held_back else _row(case.verdict, case.turn, section, words))
        if case.assessment.gate is not Gate.EMPTY and not opened:  # stands beside the point, by the style
            st.button(
                t("contest.open"), key=f"contest-{name}", type="tertiary", on_click=open_verdict, args=(case.place,)
            )
        if opened:
            verdict_editor.show(case)
        elif now.closed == case.place:
            if now.told:
                st.html(f'<div class="iv-told iv-became" role="status">{escape(now.told)}</div>')
            if now.opened is None:
                row = f".st-key-verdict-{name}"
                focus.take(f"{row} button", f"contest-{now.count}", key="focus-contest", in_sight=row)
        if case.verdict.corrected and not opened:
            verdict_editor.undo(case)


def _was_contested(verdict: Verdict, place: VerdictPlace) -> bool:
    """Whether it was looked at already, or is now: there is nothing left to hold back."""
    return bool(verdict.appeals or verdict.corrected) or place in (contest().opened, contest().closed)


def _held_back(verdict: Verdict, words: str) -> str:
    """The kind and the candidate's own words, without the point."""
    kind = verdict.kind.value
    said = [_quoted(verdict)] if verdict.quote else []
    said += [t("card.unsure")] if verdict.unsure else []
    below = "".join(f'<div class="below">{escape(each)}</div>' for each in said)
    return (
        f'<ul class="iv-points"><li>{icon(kind)}<div class="what">'
        f'<span class="iv-quiet">{escape(t("card.held_back"))}</span> '
        f'<span class="iv-kind iv-{kind}">{escape(t(f"{words}.{kind}"))}</span></div>{below}</li></ul>'
    )


def _quoted(verdict: Verdict) -> str:
    return t("card.you_said") + t("card.quote", quote=verdict.quote)


def _row(verdict: Verdict, turn: Turn, section: Section | None, words: str) -> str:
    kind = verdict.kind.value
    return (
        f'<ul class="iv-points"><li>{icon(kind)}<div class="what">{escape(verdict.key_point.text)} '
        f'<span class="iv-kind iv-{kind}">{escape(t(f"{words}.{kind}"))}</span>{_pills(verdict)}</div>'
        f'<div class="below">{"".join(_below(verdict, turn, section))}</div></li></ul>'
    )


def _pills(verdict: Verdict) -> str:
    """How much the point counts, where that is not what any point does, and that a person set the verdict."""
    weight = Weight.nearest(verdict.key_point.weight)
    said = [] if weight is Weight.NORMAL else [t(f"points.weights.{weight.name.lower()}")]
    said += [t("contest.yours")] if verdict.corrected else []
    return "".join(f' <span class="iv-pill">{escape(each)}</span>' for each in said)


def _below(verdict: Verdict, turn: Turn, section: Section | None) -> Iterator[str]:
    if verdict.quote:
        yield f'<div class="iv-said">{escape(_quoted(verdict))}</div>'
    if verdict.remark and not (verdict.kind is VerdictKind.MISSED and verdict.key_point.text in verdict.remark):
        yield f'<div class="iv-quiet">{escape(verdict.remark)}</div>'
    if verdict.unsure:
        yield f'<div class="iv-quiet iv-small">{escape(t("card.unsure"))}</div>'
    became = [_appeal(each) for each in verdict.appeals]
    became += [_corrected(verdict.corrected)] if verdict.corrected else []
    for lines in became:
        yield f'<div class="iv-became">{"<br>".join(map(escape, lines))}</div>'
    source = verdict.key_point.source
    if source is not None:
        yield disclosure(place_of(source), passage(section, turn.question.reference, source))


def _appeal(appeal: Appeal) -> list[str]:
    before = t(f"verdict.{appeal.before.kind.value}")
    said = [t(f"contest.{appeal.outcome.value}", before=before, reason=appeal.reason)]
    return said + ([t("contest.argued", argument=appeal.argument)] if appeal.argument else [])


def _corrected(mark: CorrectionMark) -> list[str]:
    quote = t("contest.by_quote", quote=mark.before.quote) if mark.before.quote else ""
    said = [t("contest.graded", kind=t(f"verdict.{mark.before.kind.value}"), quote=quote)]
    return said + ([t("contest.because", reason=mark.reason)] if mark.reason else [])
