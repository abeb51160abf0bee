"""What the live screen shows of an interview, as plain data and in the user's language."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from interviewer.domain.assessment import VerdictKind
from interviewer.domain.desk import SetQuestion
from interviewer.domain.live import HIGHEST_RATING, AskedProbe, Interview, Probe, Talk, TickState
from interviewer.domain.live_course import is_paused, seconds_on
from interviewer.domain.notes import KeyPoint
from interviewer.domain.text import fold
from interviewer.i18n import translate
from ui.components.markup import place
from ui.live_window import LiveWindow
from ui.state import language, t

_WORDS = (
    "board steps notes placeholder points probes no_probe fresh asked just up down up_said down_said refuse "
    "suggested_covered suggested_partial suggested_contradicted suggested_missed confirmed refused open "
    "flags all late pause resume paused_said resumed_said next end rate rated unrated remark go_back "
    "end_ask end_now left_unrated all_rated legend"
).split()
_MIC_WORDS = (
    "group on off stop opening begins ends still waiting again change ask_again denied insecure no_microphone no_sound"
).split()
_READ_BACK = 8
"""Characters of the quoted words by which a probe is known to read them back."""
_NEAREST = {1: "weak", 3: "good", 5: "excellent"}


def of(interview: Interview, window: LiveWindow, now: datetime) -> dict[str, Any]:
    question = interview.set.question(window.question_id)
    talk = interview.talk(question.id)
    return {
        "who": t("live.who", candidate=interview.candidate, set=interview.set.name or t("live.unnamed")),
        "text": question.text,
        "notes": talk.notes,
        "remarks": talk.remarks,
        "rating": talk.rating,
        "paused": is_paused(interview),
        "ended": interview.ended_at is not None,
        "steps": [_step(at, each, interview) for at, each in enumerate(interview.set.questions, 1)],
        "points": [_point(each, talk) for each in question.key_points],
        "probes": [{"id": each.id, "text": each.text, "why": _why(each, question)} for each in window.shown],
        "marks": {each.probe.id: _mark(each) for each in talk.probes},
        "anchors": _anchors(question),
        "flags": list(question.red_flags),
        "unrated": _unrated(interview),
        "clock": _clock(interview, question, now),
        "words": {name: t(f"live.{name}") for name in _WORDS}
        | {f"mic_{name}": t(f"mic.{name}") for name in _MIC_WORDS},
    }


def _step(number: int, question: SetQuestion, interview: Interview) -> dict[str, Any]:
    talk = interview.talk(question.id)
    label = t("live.step", n=number, text=question.text)
    return {"id": question.id, "label": label, "rating": talk.rating, "begun": talk.began_at is not None}


def _point(point: KeyPoint, talk: Talk) -> dict[str, Any]:
    """`state` is "" where nothing is known; `suggested` whether the machine has a word of its own on it."""
    tick = talk.tick(point.id)
    known = tick is not None and bool(tick.quote or tick.probability)
    return {
        "id": point.id,
        "text": point.text,
        "place": place(point.source) if point.source else "",
        "state": tick.state.value if tick else "",
        "kind": tick.kind.value if tick else VerdictKind.MISSED.value,
        "quote": tick.quote if tick else "",
        "suggested": known or (tick is not None and tick.state is TickState.SUGGESTED),
    }


def _mark(probe: AskedProbe) -> dict[str, Any]:
    return {"asked": probe.asked_at is not None, "useful": probe.useful}


def _why(probe: Probe, question: SetQuestion) -> str:
    """Which point a probe is after, by its number on the screen, and which words it picks up where it does not read
    them back itself."""
    why = translate(f"desk.why.{probe.why.value}", language())
    ids = [each.id for each in question.key_points]
    if probe.point_id in ids:
        why = t("live.why_point", why=why, n=ids.index(probe.point_id) + 1)
    told = fold(probe.words)[:_READ_BACK] in fold(probe.text)
    return why if told else t("live.why_words", why=why, words=probe.words)


def _anchors(question: SetQuestion) -> list[dict[str, str]]:
    """One for each grade; grades without an anchor of their own lie between two."""
    made = []
    for grade in range(1, HIGHEST_RATING + 1):
        sounds = getattr(question.anchors, _NEAREST[grade]) if grade in _NEAREST else t(f"live.between.{grade}")
        made.append({"name": t(f"live.grade.{grade}"), "sounds": sounds})
    return made


def _unrated(interview: Interview) -> list[int]:
    """Numbers of the questions that were asked and not rated."""
    talks = [interview.talk(each.id) for each in interview.set.questions]
    return [at for at, talk in enumerate(talks, 1) if talk.began_at is not None and talk.rating is None]


def _clock(interview: Interview, question: SetQuestion, now: datetime) -> dict[str, Any]:
    return {
        "now": seconds_on(interview, question.id, now),
        "all": interview.seconds(now),
        "soft": 60 * question.minutes,
        "limit": 60 * interview.set.minutes,
        "running": interview.ended_at is None and not is_paused(interview),
    }
