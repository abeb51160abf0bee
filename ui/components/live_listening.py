"""The microphone of the live screen: what the candidate is asked, what he said, and what became of each piece."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from interviewer.domain.errors import InterviewerError, TranscriptionUnavailable
from interviewer.domain.live import Interview
from interviewer.domain.ports.speech import ON_THIS_MACHINE
from interviewer.i18n import explain
from interviewer.services.desk.interviewing import Interviewing
from interviewer.services.desk.listening import PieceState
from ui.live_window import LiveWindow
from ui.state import container, language, t

_MOST_PIECES = 60
_LONGEST_ID = 64


def of(interview: Interview, window: LiveWindow) -> dict[str, Any]:
    """`pieces` are an id, `waiting`, `done` or `trouble`, and how often tried; `line` stands beside the button."""
    listening = container().listening
    place, may = listening.place, _may(interview)
    known = [(each.id, each.state.value, each.tries) for each in listening.pieces(interview.id)[-_MOST_PIECES:]]
    refused = interview.consent is not None and not interview.consent.given
    return {
        "may": may,
        "refused": refused,
        "hears": interview.may_transcribe(place),
        "title": t("mic.title"),
        "asks": _asks(interview, place),
        "choices": _choices(place),
        "line": _line(interview) if may or refused else "" if place else t("mic.no_recogniser"),
        "does": _does(interview, place),
        "pieces": [*known, *((id, PieceState.DONE.value, 1) for id in window.refused)],
        "trouble": _trouble(interview),
    }


def _may(interview: Interview) -> bool:
    """Whether he agreed to what would be done now; where it is another way than before, he is asked again."""
    place = container().listening.place
    return interview.may_transcribe(place) if place else interview.may_record


def take(window: LiveWindow, piece: Mapping[str, Any]) -> LiveWindow:
    """Give a piece to who listens. One that cannot be taken is told, and not sent again."""
    id = str(piece.get("id", ""))[:_LONGEST_ID]
    try:
        audio = b64decode(str(piece["sound"]), validate=True)
        container().listening.receive(
            window.interview_id, str(piece["question"]), id, audio, take=str(piece.get("take", ""))[:_LONGEST_ID]
        )
    except (InterviewerError, KeyError, ValueError) as error:
        why = explain(error, language()) if isinstance(error, InterviewerError) else t("mic.broken")
        return replace(window, told=why, refused=(*window.refused, id))
    return window


def consent(desk: Interviewing, interview_id: str, answer: str) -> Interview:
    """Note the answer: `keep`, `text` (transcribed and not kept) or, whatever else it is, no."""
    given = answer in ("keep", "text")
    by = container().listening.place if given else ""
    return desk.consent(interview_id, given=given, keeps=answer == "keep", transcribed_by=by)


def heard(window: LiveWindow) -> int:
    """How many pieces are done with."""
    return sum(each.state is not PieceState.WAITING for each in container().listening.pieces(window.interview_id))


def _asks(interview: Interview, place: str) -> list[str]:
    """What the candidate is to know before he answers, and what else the interviewer is, a paragraph each."""
    days = container().candidates.retention_days
    kept = t("mic.kept_days", days=days) if days else t("mic.kept")
    told = ("" if language() == "zh" else " ").join([t("mic.what"), _where(place), kept, t("mic.free")])
    asked_before = interview.consent is not None and interview.consent.given and not _may(interview)
    kept_before = interview.consent is not None and container().interview_audio.takes(interview.id)
    also = {"set_up": not place, "other_place": asked_before, "kept_before": kept_before}
    return [told, *(t(f"mic.{name}") for name, needed in also.items() if needed)]


def _where(place: str) -> str:
    if not place:
        return t("mic.nowhere")
    return t("mic.here") if place == ON_THIS_MACHINE else t("mic.there", place=place)


def _choices(place: str) -> list[dict[str, str]]:
    answers = ("keep", "text", "no") if place else ("keep_only", "no")
    return [
        {"answer": each.removesuffix("_only"), "label": t(f"mic.answer.{each}"), "means": t(f"mic.means.{each}")}
        for each in answers
    ]


def _line(interview: Interview) -> str:
    """What the candidate said, in few words."""
    said = interview.consent
    if said is None:
        return ""
    kind = "no" if not said.given else "text" if not said.keeps else "keep" if said.transcribed_by else "keep_only"
    return t(f"mic.line.{kind}", at=f"{said.at.astimezone():%H:%M}")


def _does(interview: Interview, place: str) -> str:
    """What happens with what is said just now."""
    if not interview.may_transcribe(place):
        return t("mic.does.keep_only")
    return t("mic.does.keep" if interview.may_record else "mic.does.text")


def _trouble(interview: Interview) -> str:
    found = [each.trouble for each in container().listening.pieces(interview.id) if each.trouble]
    return explain(TranscriptionUnavailable(why=f"speech.{found[-1]}"), language()) if found else ""
