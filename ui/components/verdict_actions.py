"""What the buttons of a contested verdict do. What cannot be done is told, and what was written stays."""

from __future__ import annotations

import re

import streamlit as st

from interviewer.domain.assessment import VerdictKind
from interviewer.domain.errors import InterviewerError
from interviewer.domain.sessions import Turn
from interviewer.domain.verdicts import AppealClaim, AppealGround, VerdictPlace
from interviewer.i18n import explain, translate
from interviewer.services.verdict_cases import VerdictCase, case_in
from ui.state import close_verdict, container, keep_claim, language, t


def slug(place: VerdictPlace) -> str:
    """Of a verdict, for the keys of widgets."""
    return re.sub(r"\W", "_", f"{place.turn_id}-{place.follow_up}-{place.key_point_id}", flags=re.ASCII)


def _written(place: VerdictPlace, name: str) -> str:
    return st.session_state.get(f"{name}-{slug(place)}") or ""


def ask(place: VerdictPlace, _: int | None) -> None:
    """Called before the page is drawn again; what cannot lead anywhere costs no appeal."""
    claim = AppealClaim(
        AppealGround(_written(place, "ground")), _written(place, "words"), _written(place, "argument").strip()
    )
    readable = bool(claim.argument) and container().chat_model is not None
    if not claim.words and not readable:
        noted = claim.ground is AppealGround.NOTE
        keep_claim(None, translate("appeal.note", language()) if noted else t("contest.no_words"))
    else:
        keep_claim(claim)


def judge(case: VerdictCase, claim: AppealClaim) -> None:
    keep_claim(None)  # whatever happens, it is judged once
    try:
        with st.spinner(t("contest.judging")):
            turn = container().appeals.appeal(case.place, claim, language=language())
    except InterviewerError as error:
        keep_claim(None, explain(error, language()))
    else:
        outcome = case_in(turn, case.place).verdict.appeals[-1].outcome.value
        _done(case.place, t(f"contest.told.{outcome}"), turn, case.assessment.score)
    st.rerun()


def set_(place: VerdictPlace, before: int | None) -> None:
    """Called before the page is drawn again, as the others below."""
    wanted = VerdictKind(_written(place, "wanted"))
    try:
        turn = container().corrections.correct(
            place, wanted, words=_written(place, "words"), reason=_written(place, "reason")
        )
    except InterviewerError as error:
        keep_claim(None, explain(error, language()))
    else:
        _done(place, t("contest.told.corrected", kind=t(f"verdict.{wanted.value}")), turn, before)


def undo(place: VerdictPlace, before: int | None) -> None:
    try:
        turn = container().corrections.undo(place)
    except InterviewerError as error:
        close_verdict(place, explain(error, language()))
    else:
        _done(place, t("contest.told.undone"), turn, before)


def _done(place: VerdictPlace, told: str, turn: Turn, before: int | None) -> None:
    """Tell what happened and what it did to the score; the fields begin empty the next time."""
    for name in ("mode", "ground", "wanted", "words", "argument", "reason"):
        st.session_state.pop(f"{name}-{slug(place)}", None)
    after = turn.assessment.score if turn.assessment else None
    if place.follow_up is None and before is not None and after is not None:
        told += t("contest.score" if after != before else "contest.same_score", before=before, after=after)
    close_verdict(place, told)
