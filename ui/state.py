"""Every key of the session's state, and the product itself, made once a process."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from interviewer import i18n
from interviewer.bootstrap import Container, bootstrap
from interviewer.domain.errors import (
    IndexMadeByOtherEmbedder,
    IndexServerUnavailable,
    IndexUnavailable,
    IngestGoingOn,
    InterviewerError,
    NotLoggedIn,
)
from interviewer.domain.history import HistoryFilter
from interviewer.domain.live import Interview
from interviewer.domain.live_course import at_hand
from interviewer.domain.users import Role, User
from interviewer.domain.verdicts import AppealClaim, VerdictPlace
from interviewer.services.doctor import Examination
from interviewer.services.key_points import Change
from interviewer.settings import Settings, load
from ui import who
from ui.live_window import LiveWindow

_LANGUAGE = "language"
_DRAFT = "draft"
_UNSAVED = "unsaved_answer"
_CONNECTION = "connection"
_NOTICE = "notice"
_PROBLEM = "problem"
_EXAMINATION = "examination"
_CHANGE = "change"
_OPENED = "opened_point"
_CONTEST = "contest"
_PRESET = "preset"
_REPEATS = "repeats"
_RECORDINGS = "recordings_made"
_BOX = "box_changes"
_HISTORY = "history_view"
_EVERYTHING = HistoryFilter()
_LIVE = "live_window"
_PAGE = "page"


@dataclass(frozen=True, slots=True)
class Contest:
    """The verdict that is being contested, and the one before it with what is to be told of it.

    `claim` waits to be judged; `problem` tells what came of the last try; `count` says how often another verdict was
    opened or closed; `turns` are those on which a verdict was contested.
    """

    opened: VerdictPlace | None = None
    closed: VerdictPlace | None = None
    told: str = ""
    claim: AppealClaim | None = None
    problem: str = ""
    count: int = 0
    turns: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class UnsavedAnswer:
    """An answer that the database could not take, as `Practice.save_answer` takes it."""

    session_id: str
    turn_id: str
    seen: int
    answer: str
    by_voice: bool


@dataclass(frozen=True, slots=True)
class HistoryView:
    """How the history is looked at: its page from 1 under a filter, the session that is being named, the one that was
    deleted last, and what went wrong with the last change."""

    wanted: HistoryFilter = _EVERYTHING
    page: int = 1
    renaming: str = ""
    deleted: str = ""
    problem: str = ""


@st.cache_resource(show_spinner=False)
def settings() -> Settings:
    """Also where the product itself cannot be made. Raises what `load` raises."""
    return load()


def user() -> User:
    """Who looks at the page. Raises NotLoggedIn."""
    found = who.visitor(settings())
    if found is None:
        raise NotLoggedIn()
    return found


def container() -> Container:
    """The product as the visitor has it. Raises NotLoggedIn, and what `product` raises."""
    return product().for_user(user())


@st.cache_resource(show_spinner=False)
def product() -> Container:
    """The product, owner of the index, with the shipped notes indexed. Raises what bootstrap and ingest raise."""
    made = bootstrap(serves=True)
    try:
        _bring_in(made)
        made.tidy()
    except BaseException:
        made.close()  # else this process would stand in its own way at the next try
        raise
    return made


def _bring_in(made: Container) -> None:
    """The shipped notes. Where notes are stored already, another process or a server that is away is no hindrance;
    where there are none yet, whoever brings in the first ones is waited for."""
    while True:
        try:
            made.bring_up_index()
        except IngestGoingOn:
            if not made.notes.sources():
                continue
        except IndexServerUnavailable:
            if not made.notes.sources():
                raise
        return


def language() -> str:
    """The interface's language: as switched, else as the address says, else as configured."""
    if _LANGUAGE not in st.session_state:
        asked = st.query_params.get("lang")
        st.session_state[_LANGUAGE] = asked if asked in i18n.LANGUAGES else settings().language
    chosen: str = st.session_state[_LANGUAGE]
    return chosen


def language_in_trouble() -> str:
    """The interface's language where the product may be what is missing."""
    asked = st.session_state.get(_LANGUAGE) or st.query_params.get("lang")
    if asked in i18n.LANGUAGES:
        return str(asked)
    try:
        return load().language
    except InterviewerError:
        return i18n.LANGUAGES[0]


def rebuild_index() -> None:
    """Make the index anew from the stored notes, also where it keeps the product from being made."""
    try:
        if user().may(Role.NOTES_OWNER):
            product().ingest.rebuild()
    except (IndexUnavailable, IndexMadeByOtherEmbedder):
        made = bootstrap()
        try:
            made.ingest.rebuild()
        finally:
            made.close()


def choose_language(chosen: str) -> None:
    st.session_state[_LANGUAGE] = chosen


def t(key: str, /, **values: object) -> str:
    """The interface string under `ui.<key>` in the language of the interface."""
    return i18n.translate(f"ui.{key}", language(), **values)


def keep_draft(text: str) -> None:
    """Keep an answer that could not be saved, to be shown again."""
    st.session_state[_DRAFT] = text


def take_draft() -> str:
    text: str = st.session_state.pop(_DRAFT, "")
    return text


def keep_unsaved(answer: UnsavedAnswer) -> None:
    """Keep an answer until the database is there again."""
    st.session_state[_UNSAVED] = answer


def unsaved() -> UnsavedAnswer | None:
    kept: UnsavedAnswer | None = st.session_state.get(_UNSAVED)
    return kept


def take_unsaved() -> UnsavedAnswer | None:
    kept: UnsavedAnswer | None = st.session_state.pop(_UNSAVED, None)
    return kept


def connection() -> str:
    """Another word for each browser window and server: it changes when a window lands on another replica."""
    if _CONNECTION not in st.session_state:
        st.session_state[_CONNECTION] = secrets.token_hex(8)
    word: str = st.session_state[_CONNECTION]
    return word


def keep_problem(sentence: str) -> None:
    """Keep what went wrong before the page is drawn, to be said on it."""
    st.session_state[_PROBLEM] = sentence


def take_problem() -> str:
    sentence: str = st.session_state.pop(_PROBLEM, "")
    return sentence


def choose_preset(name: str) -> None:
    """Let this be the ready-made plan whose topic is asked for, or none by an empty name."""
    st.session_state[_PRESET] = name


def chosen_preset() -> str:
    name: str = st.session_state.get(_PRESET, "")
    return name


def count_repeat() -> None:
    """Have the question brought before the candidate once more."""
    st.session_state[_REPEATS] = repeats() + 1


def repeats() -> int:
    """How often that was asked for."""
    count: int = st.session_state.get(_REPEATS, 0)
    return count


def notify(message: str) -> None:
    """A sentence to be shown once, on the page that comes next."""
    st.session_state[_NOTICE] = message


def take_notice() -> str:
    message: str = st.session_state.pop(_NOTICE, "")
    return message


def keep_examination(stamp: tuple[tuple[str, int], ...], examination: Examination | None) -> None:
    """Keep what the doctor found in files that were last changed then: (path, time) of each."""
    st.session_state[_EXAMINATION] = (stamp, examination)


def kept_examination(stamp: tuple[tuple[str, int], ...]) -> Examination | None:
    """What was found in these files, unless one of them changed since."""
    kept, examination = st.session_state.get(_EXAMINATION, ((), None))
    return examination if kept == stamp else None


def keep_change(change: Change | None, told: str = "") -> None:
    """Keep the last change of key points, so that it can be taken back, with the sentence that tells of it."""
    st.session_state[_CHANGE] = (change, told)


def kept_change(section_id: str) -> tuple[Change | None, str]:
    """The last change, where it was one of this section, and what is to be told. Without a change it is told once."""
    change, told = st.session_state.get(_CHANGE, (None, ""))
    if change is None or change.section_id != section_id:
        st.session_state.pop(_CHANGE, None)
    return (change, told) if change is None or change.section_id == section_id else (None, "")


def open_point(section_id: str, id: str) -> None:
    """Let a key point of a section be the one that is edited, or none by an empty id."""
    _, opened, _, count = st.session_state.get(_OPENED, ("", "", "", 0))
    st.session_state[_OPENED] = (section_id, id, opened, count + 1)


def opened_point(section_id: str) -> tuple[str, str, int]:
    """The id of the point of the section that is edited, of the one before it, and how often that changed."""
    where, opened, before, count = st.session_state.get(_OPENED, ("", "", "", 0))
    return (opened, before, count) if where == section_id else ("", "", count)


def contest() -> Contest:
    kept: Contest = st.session_state.get(_CONTEST, Contest())
    return kept


def open_verdict(place: VerdictPlace) -> None:
    """Let this be the one verdict that is contested."""
    now = contest()
    turns = now.turns | {place.turn_id}
    st.session_state[_CONTEST] = Contest(opened=place, closed=now.opened, count=now.count + 1, turns=turns)


def close_verdict(place: VerdictPlace, told: str = "") -> None:
    """Let no verdict be contested, with a sentence on what became of this one."""
    now = contest()
    turns = now.turns | {place.turn_id}
    st.session_state[_CONTEST] = Contest(closed=place, told=told, count=now.count + 1, turns=turns)


def keep_claim(claim: AppealClaim | None, problem: str = "") -> None:
    """Keep what is said against the open verdict until it is judged, or why it was not."""
    st.session_state[_CONTEST] = replace(contest(), claim=claim, problem=problem)


def history_view() -> HistoryView:
    kept: HistoryView = st.session_state.get(_HISTORY, HistoryView())
    return kept


def look_at_history(**changes: Any) -> HistoryView:
    """Change how the history is looked at, by the fields of HistoryView."""
    st.session_state[_HISTORY] = replace(history_view(), **changes)
    return history_view()


def recordings_made(box: str, *, one_more: bool = False) -> int:
    """How many recordings were made for an answer box in this window; each has a recorder of its own."""
    made: dict[str, int] = st.session_state.setdefault(_RECORDINGS, {})
    if one_more:
        made[box] = made.get(box, 0) + 1
    return made.get(box, 0)


def change_in_box(id: str, old: str, new: str) -> None:
    """Let the answer box have `new` for the last `old` in it, once."""
    st.session_state.setdefault(_BOX, []).append({"id": id, "from": old, "to": new})


def box_changes() -> list[dict[str, str]]:
    """What is to be changed in the answer box, oldest first; the box knows which of it is done."""
    return list(st.session_state.get(_BOX, ()))


def live_window(interview: Interview) -> LiveWindow:
    """What this window has of a live interview; a new one is at the question that is at hand."""
    kept = kept_live_window()
    if kept is not None and kept.interview_id == interview.id:
        return kept
    return LiveWindow(interview.id, at_hand(interview), interview.version)


def kept_live_window() -> LiveWindow | None:
    kept: LiveWindow | None = st.session_state.get(_LIVE)
    return kept


def keep_live_window(window: LiveWindow) -> None:
    st.session_state[_LIVE] = window


def hold_address(page: str) -> None:
    """Let the address keep what stands behind its question mark; `page` is the one that is about to be drawn.

    A link from a page to itself changes the address for one run only, unless it is written anew. After a link from
    another page it must not be: it could reach the browser before the page's own name, and the way back would be lost.
    """
    if st.session_state.get(_PAGE) == page:
        st.query_params.from_dict({name: st.query_params[name] for name in st.query_params})
    st.session_state[_PAGE] = page


def page_parameters(**parameters: Any) -> dict[str, str]:
    """Parameters for the next page's address, with the language where it is not the configured one."""
    extra = {"lang": language()} if language() != settings().language else {}
    return {**{name: str(value) for name, value in parameters.items()}, **extra}
