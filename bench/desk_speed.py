"""How long the desk takes from a note to its suggestions, while an answer grows clause by clause."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from statistics import median, quantiles
from typing import Any

from interviewer.adapters.desk_words import DeskWords
from interviewer.domain.desk import SetQuestion
from interviewer.domain.live import Probe
from interviewer.domain.ports import Grader
from interviewer.domain.text import clauses, language_of
from interviewer.services.desk.probes import Probing
from interviewer.services.desk.ticking import Ticking


def speed(answers: Sequence[tuple[SetQuestion, str]], grader: Grader) -> dict[str, Any]:
    """Milliseconds until a question is open, and from each note to its ticks and probes.

    `moved` counts probes that changed their place on the screen, and should be 0.
    """
    probing = Probing(Ticking(grader), DeskWords())
    opening, noting, moved = [], [], 0
    probing.open(answers[0][0], "zh")
    for question, answer in answers:
        opening.append(_milliseconds(partial(probing.open, question, "zh")))
        shown: tuple[Probe, ...] = ()
        for note in _growing(answer):
            started = time.perf_counter()
            suggested = probing.suggest(question, note, language_of(question.text), shown=shown)
            noting.append(1000 * (time.perf_counter() - started))
            moved += _moved(shown, suggested.probes)
            shown = suggested.probes
    return {
        "n": len(noting),
        "opening_p95_ms": round(quantiles(opening, n=20)[-1], 1),
        "p50_ms": round(median(noting), 1),
        "p95_ms": round(quantiles(noting, n=20)[-1], 1),
        "most_ms": round(max(noting), 1),
        "moved": moved,
    }


def _growing(answer: str) -> list[str]:
    """The answer as it stands after each of its clauses."""
    return [answer[: span.end] for span in clauses(answer)]


def _moved(before: Sequence[Probe], after: Sequence[Probe]) -> int:
    places = {each.id: at for at, each in enumerate(before)}
    return sum(places.get(each.id, at) != at for at, each in enumerate(after))


def _milliseconds(call: Callable[[], None]) -> float:
    started = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - started)
