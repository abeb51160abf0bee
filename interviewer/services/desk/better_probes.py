"""Probes by a chat model, a little later than the embedded ones, for the same aims."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from interviewer.domain.aims import READY, Aim
from interviewer.domain.assessment import Verdict
from interviewer.domain.desk import SetQuestion
from interviewer.domain.errors import ModelUnavailable
from interviewer.domain.live import Probe, Tick
from interviewer.domain.names import hidden
from interviewer.domain.ports import ProbeWriter
from interviewer.services.desk.asked import as_question
from interviewer.services.desk.probes import Probing, wanted


@dataclass(frozen=True, slots=True)
class BetterProbes:
    """Asks the model for other words for the probes that stand ready. `hide` puts initials in the place of names."""

    probing: Probing
    writer: ProbeWriter
    hide: Callable[[str, Collection[str]], str] = hidden

    def reworded(
        self,
        question: SetQuestion,
        notes: str,
        language: str,
        *,
        shown: Sequence[Probe] = (),
        settled_ticks: Sequence[Tick] = (),
        names: Collection[str] = (),
    ) -> tuple[Probe, ...]:
        """For the probes that are shown, in any order; fewer, or none, where the model has nothing of use.

        `names` never leave the machine: initials go in their place.
        """
        known = as_question(question, language)
        verdicts = self.probing.verdicts(question, notes, language, settled_ticks)
        aims = wanted(known, notes, verdicts)
        here = {each.id for each in shown}
        asked = [each for each in aims if each.id in here] if shown else aims[:READY]
        try:
            aims = [self._unnamed(each, names) for each in asked]
            return tuple(self.writer.probes(known, self.hide(notes, names), aims))
        except ModelUnavailable:
            return ()

    def _unnamed(self, aim: Aim, names: Collection[str]) -> Aim:
        verdict: Verdict | None = (
            replace(aim.verdict, quote=self.hide(aim.verdict.quote, names)) if aim.verdict else None
        )
        return replace(aim, words=self.hide(aim.words, names), verdict=verdict)


def in_place(shown: Sequence[Probe], reworded: Sequence[Probe], held: Collection[str] = ()) -> list[Probe]:
    """The probes on the screen with the new words in their places; those with an id in `held` (under the cursor or the
    focus, or read already) keep theirs."""
    new = {each.id: each for each in reworded if each.id not in held}
    return [new.get(each.id, each) for each in shown]
