"""The time of the question and of the whole session, ticking in the browser without a rerun."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from interviewer.domain.sessions import Session, Turn
from interviewer.domain.timing import (
    is_waiting_for_words,
    seconds_on_follow_up,
    seconds_on_question,
    seconds_on_session,
)
from ui.state import t

_HTML = """
<div class="clock"><span class="now" role="timer"></span><span class="all"></span>
<span class="note" role="status"></span></div>
"""
_STYLE = """
.clock { display: flex; flex-wrap: wrap; gap: 0 .6rem; justify-content: flex-end; align-items: baseline;
  font-size: .875rem; line-height: 1.6; color: var(--quiet); font-variant-numeric: tabular-nums; font-family: inherit; }
.now { color: var(--ink); font-weight: 600; } .note { flex-basis: 100%; text-align: right; }
.note:empty { display: none; } .paused .now { color: var(--quiet); font-weight: 400; }
"""
_SCRIPT = """
export default function(component) {
  const { data, parentElement } = component;
  const root = parentElement.querySelector('.clock');
  const mounted = performance.now();
  const clock = (s) => `${Math.floor(s / 60)}:${String(Math.floor(s % 60)).padStart(2, '0')}`;
  const say = (where, text) => {
    const place = root.querySelector(where);
    if (place.textContent !== text) place.textContent = text;   // a reader is told of changes only
  };
  const draw = () => {
    const since = data.running ? (performance.now() - mounted) / 1000 : 0;
    const now = data.now + since, all = data.all + since;
    root.classList.toggle('paused', !data.running);
    say('.now', clock(now));
    say('.all', `${data.words.all} ${clock(all)}` + (data.limit ? ` / ${clock(data.limit)}` : ''));
    const late = data.running && data.soft && now > data.soft;
    say('.note', data.limit && all >= data.limit ? data.words.last : late ? data.words.over : '');
  };
  clearInterval(parentElement.ticking);
  draw();
  if (data.running) parentElement.ticking = setInterval(draw, 500);
  return () => clearInterval(parentElement.ticking);
}
"""
_mounted = st.components.v2.component("clock", html=_HTML, css=_STYLE, js=_SCRIPT)


def show(session: Session, turn: Turn, now: datetime) -> None:
    """Runs while an answer is waited for; the limits are soft: what is over them is said, and nothing is cut off."""
    last = turn.follow_ups[-1] if turn.follow_ups else None
    seconds = seconds_on_follow_up(last, now) or 0.0 if last else seconds_on_question(turn, now)
    soft = session.plan.seconds_a_question
    words = {
        "all": t("clock.all"),
        "last": t("clock.last"),
        "over": t("clock.over", minutes=f"{soft // 60}:{soft % 60:02}"),
    }
    data = {
        "now": seconds,
        "all": seconds_on_session(session, now),
        "running": is_waiting_for_words(turn) and not turn.open_course.paused,
        "soft": soft,
        "limit": 60 * session.plan.minutes,
        "words": words,
    }
    _mounted(data=data, key="clock", width="content")
