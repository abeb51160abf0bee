"""The course of a live interview: which question is at hand, and for how long. Pauses do not count."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from interviewer.domain.live import Interview, Visit
from interviewer.domain.sessions import Pause


def at_hand(interview: Interview) -> str:
    """The id of the question that is being talked about; of the first one before it began, "" in an empty set."""
    visited = [(each.visits[-1], each.question_id) for each in interview.talks if each.visits]
    if visited:
        return max(visited, key=lambda pair: (pair[0].until is None, pair[0].since))[1]
    questions = interview.set.questions
    return questions[0].id if questions else ""


def turned_to(interview: Interview, question_id: str, now: datetime) -> Interview:
    """With that question at hand and the one before it closed. Raises KeyError for a question of another set."""
    interview.set.question(question_id)
    talk = interview.talk(question_id)
    if talk.visits and talk.visits[-1].until is None:
        return interview
    left = closed(interview, now)
    opened = replace(talk, began_at=talk.began_at or now, ended_at=None, visits=(*talk.visits, Visit(now)))
    return left.with_talk(opened)


def closed(interview: Interview, now: datetime) -> Interview:
    """With no question at hand any more."""
    for talk in interview.talks:
        if talk.visits and talk.visits[-1].until is None:
            visits = (*talk.visits[:-1], replace(talk.visits[-1], until=now))
            interview = interview.with_talk(replace(talk, visits=visits, ended_at=now))
    return interview


def is_paused(interview: Interview) -> bool:
    return bool(interview.pauses) and interview.pauses[-1].until is None


def paused(interview: Interview, now: datetime) -> Interview:
    if is_paused(interview):
        return interview
    return replace(interview, pauses=(*interview.pauses, Pause(now)))


def resumed(interview: Interview, now: datetime) -> Interview:
    if not is_paused(interview):
        return interview
    return replace(interview, pauses=(*interview.pauses[:-1], replace(interview.pauses[-1], until=now)))


def seconds_on(interview: Interview, question_id: str, now: datetime) -> float:
    """How long the question was at hand, all visits together, without the pauses."""
    until = interview.ended_at or now
    visits = interview.talk(question_id).visits
    return sum(_seconds(each, interview.pauses, until) for each in visits)


def _seconds(visit: Visit, pauses: tuple[Pause, ...], until: datetime) -> float:
    end = min(visit.until or until, until)
    away = sum(_overlap(each, visit.since, end, until) for each in pauses)
    return max(0.0, (end - visit.since).total_seconds() - away)


def _overlap(pause: Pause, since: datetime, end: datetime, until: datetime) -> float:
    return max(0.0, (min(pause.until or until, end) - max(pause.since, since)).total_seconds())


def joined(stored: str, typed: str, base: str) -> str:
    """The notes after `typed` was written over `base`, while `stored` is what is there by now.

    Nothing that anybody wrote is lost: what another window added meanwhile stays, and what was typed here follows it.
    """
    if stored in (base, typed):
        return typed
    if typed == base:
        return stored
    if typed.startswith(base) and stored.startswith(f"{base}\n"):
        return typed + stored[len(base) :]  # a line of its own stays below the line that is being written
    if typed.startswith(base):
        return _below(stored, typed[len(base) :])
    if stored.startswith(base):
        return _below(typed, stored[len(base) :])
    return stored if typed in stored else _below(stored, typed)


def heard(notes: str, text: str) -> str:
    """The notes with what was heard as a line of its own below them. The same line comes there but once in a row."""
    lines = notes.splitlines()
    if not text.strip() or (lines and lines[-1] == text):
        return notes
    return f"{notes}\n{text}" if notes and not notes.endswith("\n") else notes + text


def _below(text: str, more: str) -> str:
    return f"{text.rstrip()}\n{more.lstrip()}" if text.strip() else more
