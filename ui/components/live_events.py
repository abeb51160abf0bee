"""What an interviewer does on the live screen, brought to the services one by one, each once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from interviewer.domain.errors import InterviewerError
from interviewer.domain.live import Interview, TickState
from interviewer.i18n import explain
from interviewer.services.desk.interviewing import Interviewing
from ui.components import live_listening
from ui.live_window import LiveWindow
from ui.state import container, language, t

Event = Mapping[str, Any]


def apply(window: LiveWindow, events: Sequence[Event]) -> LiveWindow:
    """The window after all events that are new to it. What cannot be saved is told, and the rest is still done.

    What was done stands even where the answer to it never arrived: events say what is to be, not what changes.
    """
    for event in events:
        if event.get("n", 0) > window.done:
            window = replace(_one(window, event), done=event["n"])
    return window


def _one(window: LiveWindow, event: Event) -> LiveWindow:
    verb = _VERBS.get(str(event.get("kind")))
    if verb is None:
        return window
    desk = container().desk.interviewing
    try:
        before = desk.get(window.interview_id)
        told = t("live.told_elsewhere") if _changed_elsewhere(before, window) else ""
        return replace(verb(desk, window.saved(before), event), told=told)
    except (InterviewerError, KeyError) as error:
        why = explain(error, language()) if isinstance(error, InterviewerError) else t("live.not_found")
        return replace(window, told=t("live.told_problem", why=why))


def _changed_elsewhere(now: Interview, window: LiveWindow) -> bool:
    """Whether more was saved since than what was heard here."""
    heard = container().listening.saved_between(window.interview_id, window.version, now.version)
    return now.version - window.version != heard


def look_again(window: LiveWindow) -> LiveWindow:
    """With the ticks and probes for what the notes say now."""
    desk = container().desk
    made, probes = desk.interviewing.suggest(window.interview_id, window.question_id, window.shown)
    if desk.later_probes is not None:
        desk.later_probes.ask(made, window.question_id, probes)
    return window.saved(made).with_probes(probes)


def _note(desk: Interviewing, window: LiveWindow, event: Event) -> LiveWindow:
    question = str(event["question"])
    saved = desk.note(window.interview_id, question, str(event["text"]), base=str(event.get("base", "")))
    window = window.saved(saved)
    return look_again(window) if question == window.question_id else window


def _tick(desk: Interviewing, window: LiveWindow, event: Event) -> LiveWindow:
    state = TickState(event["state"] or TickState.SUGGESTED)
    saved = desk.tick(window.interview_id, str(event["question"]), str(event["point"]), state)
    return look_again(window.saved(saved))


def _ask(desk: Interviewing, window: LiveWindow, event: Event) -> LiveWindow:
    """A probe that was asked stays in sight until the answer to it is noted."""
    return _on_probe(window, event, lambda probe: desk.ask(*_place(window, event), probe, asked=bool(event["asked"])))


def _thumb(desk: Interviewing, window: LiveWindow, event: Event) -> LiveWindow:
    useful = event["useful"]
    after = _on_probe(window, event, lambda probe: desk.thumb(*_place(window, event), probe, useful=useful))
    return look_again(after) if useful is False else after


def _on_probe(window: LiveWindow, event: Event, save: Callable[[Any], Interview]) -> LiveWindow:
    probe = window.probe(str(event["probe"]))
    return window if probe is None else window.saved(save(probe))


def _place(window: LiveWindow, event: Event) -> tuple[str, str]:
    return window.interview_id, str(event["question"])


def _rate(desk: Interviewing, window: LiveWindow, event: Event) -> LiveWindow:
    return window.saved(desk.rate(*_place(window, event), int(event["rating"])))


def _remark(desk: Interviewing, window: LiveWindow, event: Event) -> LiveWindow:
    return window.saved(desk.remark(*_place(window, event), str(event["text"])))


def _turn(desk: Interviewing, window: LiveWindow, event: Event) -> LiveWindow:
    to = str(event["to"])
    return look_again(window.saved(desk.turn_to(window.interview_id, to)).at(to))


def _pause(desk: Interviewing, window: LiveWindow, event: Event) -> LiveWindow:
    return window.saved(desk.pause(window.interview_id, on=bool(event["on"])))


def _look(desk: Interviewing, window: LiveWindow, event: Event) -> LiveWindow:
    """Whether the model's words have come; those for the newest notes are asked for then."""
    later = container().desk.later_probes
    if later is None:
        return window
    held = [str(each) for each in event.get("held", ())]
    placed = later.placed(window.interview_id, window.question_id, window.shown, held)
    later.ask(desk.get(window.interview_id), window.question_id, placed)
    return window.with_probes(placed)


def _consent(desk: Interviewing, window: LiveWindow, event: Event) -> LiveWindow:
    return window.saved(live_listening.consent(desk, window.interview_id, str(event["answer"])))


def _heard(_desk: Interviewing, window: LiveWindow, _event: Event) -> LiveWindow:
    """Whether more was heard; then the notes are read again."""
    done = live_listening.heard(window)
    return window if done == window.heard else replace(look_again(window), heard=done)


def _end(desk: Interviewing, window: LiveWindow, _event: Event) -> LiveWindow:
    return window.saved(desk.end(window.interview_id))


_VERBS: dict[str, Callable[[Interviewing, LiveWindow, Event], LiveWindow]] = {
    "note": _note,
    "tick": _tick,
    "ask": _ask,
    "thumb": _thumb,
    "rate": _rate,
    "remark": _remark,
    "turn": _turn,
    "pause": _pause,
    "look": _look,
    "consent": _consent,
    "heard": _heard,
    "end": _end,
}
