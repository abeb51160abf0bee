"""Puts the interviewer's desk together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.bootstrap.candidates import private_chat_model
from interviewer.bootstrap.guides import guiding
from interviewer.services.desk.better_probes import BetterProbes
from interviewer.services.desk.building import Builder
from interviewer.services.desk.desk import Desk
from interviewer.services.desk.interviewing import Interviewing
from interviewer.services.desk.later_probes import LaterProbes
from interviewer.services.desk.probes import Probing
from interviewer.services.desk.sets import Sets
from interviewer.services.desk.ticking import Ticking

if TYPE_CHECKING:
    from interviewer.bootstrap import Container
    from interviewer.domain.ports import QuestionSetStore


def assemble(container: Container) -> Desk:
    """The desk on the container's parts; the grader of ticks is the embedded one, because it answers at once."""
    from interviewer.adapters.desk_words import DeskWords

    words = DeskWords()
    ticking = Ticking(container.embedded_grader)
    probing = Probing(ticking, words)
    better, people = _better(container, probing), container.candidates
    return Desk(
        sets=Sets(_store(container), container.clock),
        builder=Builder(container.notes, container.writer, words, container.embedder, container.clock),
        ticking=ticking,
        probing=probing,
        better_probes=better,
        later_probes=LaterProbes(better) if better is not None else None,
        candidates=people.store,
        interviews=people.interviews,
        recordings=people.recordings,
        guiding=guiding(container),
        interviewing=Interviewing(people.interviews, people.store, probing, container.clock),
    )


def _better(container: Container, probing: Probing) -> BetterProbes | None:
    model = private_chat_model(container)
    if model is None:
        return None
    from interviewer.adapters.llm_probes import LLMProbes
    from interviewer.adapters.names_hidden import with_initials

    return BetterProbes(probing, LLMProbes(model), with_initials)


def _store(container: Container) -> QuestionSetStore:
    from interviewer.adapters.sql.question_set_store import SqlQuestionSetStore

    return SqlQuestionSetStore(container.database)
