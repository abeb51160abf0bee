"""The history: which sessions are wanted, a page of them, and the words by which they are found."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from interviewer.domain.sessions import SessionSummary, Turn


class Standing(StrEnum):
    """Which sessions; a deleted one is in none of the others."""

    ALL = "all"
    FINISHED = "finished"
    UNFINISHED = "unfinished"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """What the wanted sessions have in common; what is left as it is asks for nothing.

    `words`: each of them, parted by white space, stands somewhere in the session's name, topics, questions or answers.
    `topic`: a heading path at or above one of its topics. `grader`: as in a SessionSummary. `since` and `until`: begun
    from that time on, and before that one. `lowest` and `highest`: its score lies within, so that it has one.
    """

    words: str = ""
    standing: Standing = Standing.ALL
    topic: str = ""
    grader: str = ""
    since: datetime | None = None
    until: datetime | None = None
    lowest: int | None = None
    highest: int | None = None


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Some of the wanted sessions, newest first; `total` counts all of them."""

    sessions: tuple[SessionSummary, ...]
    total: int


@dataclass(frozen=True, slots=True)
class HistoryChoices:
    """What there is to choose by: topics and graders of the sessions that are not deleted, in order."""

    topics: tuple[str, ...] = ()
    graders: tuple[str, ...] = ()


def folded(text: str) -> str:
    """The text as it is compared: no matter whether wide or narrow, capital or small, with one kind of space."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def searchable(turn: Turn) -> str:
    """What a turn is found by, folded: its path, the question, the follow-ups, and what was answered."""
    said = [turn.question.path, turn.question.text, turn.answer]
    for each in turn.follow_ups:
        said += [each.follow_up.text, each.answer or ""]
    return "\n".join(folded(text) for text in said if text)
