"""A model's words for the probes on the screen, fetched while the interviewer goes on with the embedded ones."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from interviewer.domain.live import Interview, Probe
from interviewer.services.desk.better_probes import BetterProbes, in_place

_log = logging.getLogger("interviewer.desk")
_AT_A_TIME = 4
"""Interviews of one process that wait for the model at once; the others wait for these."""
_EMBEDDED = "embedded"


@dataclass(slots=True)
class _Wish:
    """What words were asked for; `coming` is None once they were taken."""

    question_id: str
    notes: str
    probes: tuple[str, ...]
    coming: Future[tuple[Probe, ...]] | None


@dataclass(frozen=True, slots=True)
class LaterProbes:
    """One request at a time for each interview. A probe that has the model's words keeps them."""

    better: BetterProbes
    _pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(_AT_A_TIME, "desk-probes"))
    _wishes: dict[str, _Wish] = field(default_factory=dict)

    def ask(self, interview: Interview, question_id: str, shown: Sequence[Probe]) -> None:
        """Begin to fetch words for what is shown, unless that is under way, was done, or there is nothing to go by."""
        talk = interview.talk(question_id)
        plain = tuple(each for each in shown if each.writer == _EMBEDDED)
        if not plain or not talk.notes.strip() or self.waiting(interview.id):
            return
        wanted = (question_id, talk.notes, tuple(each.id for each in plain))
        before = self._wishes.get(interview.id)
        if before is not None and (before.question_id, before.notes, before.probes) == wanted:
            return
        coming = self._pool.submit(
            self.better.reworded,
            interview.set.question(question_id),
            talk.notes,
            interview.set.language,
            shown=plain,
            settled_ticks=talk.ticks,
            names=(interview.candidate,),
        )
        self._wishes[interview.id] = _Wish(*wanted, coming)

    def waiting(self, interview_id: str) -> bool:
        """Whether something was asked for and not taken yet."""
        wish = self._wishes.get(interview_id)
        return wish is not None and wish.coming is not None

    def placed(
        self, interview_id: str, question_id: str, shown: Sequence[Probe], held: Collection[str] = ()
    ) -> tuple[Probe, ...]:
        """What is shown, in the model's words where these have come; those with an id in `held` keep theirs."""
        wish = self._wishes.get(interview_id)
        if wish is None or wish.coming is None or not wish.coming.done():
            return tuple(shown)
        coming, wish.coming = wish.coming, None
        if error := coming.exception():  # nobody waits for it: the embedded ones are there
            _log.warning("a model's probes were not used: %s", type(error).__name__)
            return tuple(shown)
        return tuple(in_place(shown, coming.result(), held)) if wish.question_id == question_id else tuple(shown)
