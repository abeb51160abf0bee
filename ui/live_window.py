"""What one window of a live interview has before it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from interviewer.domain.live import Interview, Probe


@dataclass(frozen=True, slots=True)
class LiveWindow:
    """`done` is the number of the last thing that was done here and is saved; `version` is the interview's then.

    `shown` are the probes in their places, `seen` all that were shown on this question, by their ids. `told` is what is
    to be said of another window, or of what went wrong. `ready` is the question that is prepared for its first note.
    `heard` is how many pieces of sound were done with when the notes were read last; `refused` are ids of those that
    could not be taken.
    """

    interview_id: str
    question_id: str
    version: int
    shown: tuple[Probe, ...] = ()
    seen: tuple[Probe, ...] = ()
    done: int = 0
    told: str = ""
    ready: str = ""
    heard: int = 0
    refused: tuple[str, ...] = ()

    def with_probes(self, probes: tuple[Probe, ...]) -> LiveWindow:
        known = {each.id: each for each in (*self.seen, *probes)}
        return replace(self, shown=probes, seen=tuple(known.values()))

    def probe(self, probe_id: str) -> Probe | None:
        return next((each for each in self.seen if each.id == probe_id), None)

    def at(self, question_id: str) -> LiveWindow:
        """Before another question."""
        return replace(self, question_id=question_id, shown=(), seen=())

    def saved(self, interview: Interview) -> LiveWindow:
        return replace(self, version=interview.version)
