"""What a person does on a scorecard: each change is saved at once, and what went wrong is said on the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from interviewer.domain.assessment import VerdictKind
from interviewer.domain.errors import InterviewerError
from interviewer.domain.scorecard import Recommendation, Scorecard
from interviewer.i18n import explain
from interviewer.services.desk.card_values import CardView
from interviewer.services.desk.scorecards import lines, with_proposals, with_rating
from ui.state import container, keep_problem, language, notify, t

_VERSION = "sc-version-"
_CHANGING = "sc-changing-"
_TOUCHED = "sc-touched-"
_UNSIGNED = "sc-unsigned-"


def shown(view: CardView) -> None:
    """Remember which version of the card is on the page: changes are made to that one."""
    st.session_state[_VERSION + view.interview.id] = view.card.version


def may_edit(view: CardView) -> bool:
    """A signed card is read until somebody says that he changes it."""
    return view.card.is_draft or bool(st.session_state.get(_CHANGING + view.interview.id))


def change_signed(interview_id: str, on: bool) -> None:
    st.session_state[_CHANGING + interview_id] = on


def touched(interview_id: str) -> str:
    """The question that was worked on last."""
    id: str = st.session_state.get(_TOUCHED + interview_id, "")
    return id


def rate(interview_id: str, question_id: str, key: str) -> None:
    st.session_state[_TOUCHED + interview_id] = question_id
    _save(interview_id, lambda card: with_rating(card, question_id, st.session_state[key]))


def remark(interview_id: str, question_id: str, key: str) -> None:
    st.session_state[_TOUCHED + interview_id] = question_id
    text = st.session_state[key]
    _save(interview_id, lambda card: card.with_question(replace(card.question(question_id), remarks=text)))


def mark(interview_id: str, question_id: str, point_id: str, key: str) -> None:
    st.session_state[_TOUCHED + interview_id] = question_id
    kind = VerdictKind(st.session_state[key])
    cards = container().candidates.scorecards
    _told(interview_id, lambda version, **hand: cards.mark(interview_id, version, question_id, point_id, kind, **hand))


def recommend(interview_id: str, key: str) -> None:
    given = st.session_state[key]
    _save(interview_id, lambda card: replace(card, recommendation=Recommendation(given) if given else None))


def write(interview_id: str, part: str, key: str) -> None:
    """`part` is `strengths` or `concerns`."""
    written = lines(st.session_state[key])
    strengths = part == "strengths"
    _save(
        interview_id,
        lambda card: replace(card, strengths=written) if strengths else replace(card, concerns=written),
    )


def take_over(interview_id: str) -> None:
    _save(interview_id, with_proposals)


def redraft(interview_id: str) -> None:
    cards = container().candidates.scorecards
    _told(interview_id, lambda version, **hand: cards.redraft_lines(interview_id, version, **hand))


def sign(interview_id: str, key: str) -> None:
    try:
        version = st.session_state[_VERSION + interview_id]
        container().candidates.scorecards.sign(interview_id, version, st.session_state[key])
    except InterviewerError as error:
        st.session_state[_UNSIGNED + interview_id] = explain(error, language())
    else:
        notify(t("scorecard.signed_done"))


def why_unsigned(interview_id: str) -> str:
    """Why the last try to sign failed, once."""
    sentence: str = st.session_state.pop(_UNSIGNED + interview_id, "")
    return sentence


def hand_keys(interview_id: str) -> tuple[str, str]:
    """Of the boxes for who changes a signed card, and why."""
    return f"sc-who-{interview_id}", f"sc-why-{interview_id}"


def _save(interview_id: str, change: Callable[[Scorecard], Scorecard]) -> None:
    cards = container().candidates.scorecards
    _told(interview_id, lambda version, **hand: cards.edit(interview_id, version, change, **hand))


def _told(interview_id: str, work: Callable[..., Scorecard]) -> None:
    """Do it with the version on the page and the hand that is named on it. Called before the page is drawn again."""
    names: dict[str, Any] = {
        name: st.session_state.get(key, "") for name, key in zip(("who", "why"), hand_keys(interview_id), strict=True)
    }
    try:
        saved = work(st.session_state[_VERSION + interview_id], **names)
    except InterviewerError as error:
        keep_problem(explain(error, language()))
    else:
        st.session_state[_VERSION + interview_id] = saved.version
