"""The parts of the interviewer's desk, together."""

from __future__ import annotations

from dataclasses import dataclass

from interviewer.domain.ports import CandidateStore, InterviewRecordings, InterviewStore
from interviewer.services.desk.better_probes import BetterProbes
from interviewer.services.desk.building import Builder
from interviewer.services.desk.guiding import Guiding
from interviewer.services.desk.interviewing import Interviewing
from interviewer.services.desk.later_probes import LaterProbes
from interviewer.services.desk.probes import Probing
from interviewer.services.desk.sets import Sets
from interviewer.services.desk.ticking import Ticking


@dataclass(frozen=True, slots=True)
class Desk:
    sets: Sets
    builder: Builder
    ticking: Ticking
    probing: Probing
    candidates: CandidateStore
    interviews: InterviewStore
    recordings: InterviewRecordings
    interviewing: Interviewing
    better_probes: BetterProbes | None = None
    """None without a key."""
    later_probes: LaterProbes | None = None
    """The same, beside the page."""
    guiding: Guiding | None = None
    """None without a key."""
