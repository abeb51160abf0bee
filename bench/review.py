"""How good the review schedule is, on simulated learners: `python -m bench.review [--days]`.

With --days it prints a month of practice, day by day. Parameters are fitted with fsrs-rs-python where that is
installed; the product does not need it.
"""

from __future__ import annotations

import sys
import time
from datetime import timedelta
from statistics import mean
from typing import Any

from bench.figures import write
from bench.fitted import fitted_parameters
from bench.learner import AVERAGE, FORGETFUL, Person
from bench.many_sessions import NOW, filled_database
from bench.review_log import FIRST_DAY, foretold, histories, quality
from bench.review_months import Learner
from bench.sm2 import Sm2Scheduler
from interviewer.adapters.fsrs_scheduler import FsrsScheduler
from interviewer.domain.ports import Scheduler

_LEARNERS, _POINTS, _DAYS = 20, 60, 240
_SPLIT = FIRST_DAY + timedelta(days=120)
_PEOPLE = {"average": AVERAGE, "forgetful": FORGETFUL}
_SEEDS = (1, 2, 3)
_SECTIONS, _A_DAY, _MONTHS = 60, 5, 4


def main() -> None:
    if "--days" in sys.argv:
        _print_month()
        return
    figures: dict[str, Any] = {}
    for name, person in _PEOPLE.items():
        found = _foretelling(person)
        figures[name] = {
            "foretelling": found,
            "against_sm2": {
                kind: round(found["fsrs"][kind] / found["sm2"][kind], 3) for kind in ("log_loss", "rmse_bins")
            },
            "practice": _practice(person),
        }
    print(write("review", figures | {"reviews_first": _reviews_first(), "month": _month(), "speed": _speed()}))


def _foretelling(person: Person) -> dict[str, Any]:
    """On the same log; parameters are fitted on what came before the split, everything is judged on what came after."""
    logs = histories(person, _LEARNERS, _POINTS, _DAYS, seed=0)
    judged: dict[str, Scheduler] = {"fsrs": FsrsScheduler(), "sm2": Sm2Scheduler()}
    if parameters := fitted_parameters([tuple(each for each in log if each.day < _SPLIT) for log in logs]):
        judged["fsrs_fitted"] = FsrsScheduler(parameters)
    found = {name: quality(foretold(scheduler, logs, _SPLIT)) for name, scheduler in judged.items()}
    pairs = foretold(judged["fsrs"], logs, _SPLIT)
    share = mean(recalled for _, recalled in pairs)
    return found | {
        "constant": quality([(share, recalled) for _, recalled in pairs]),
        "share_recalled": round(share, 3),
    }


def _practice(person: Person) -> dict[str, Any]:
    """What months of five questions a day come to, by how they are chosen; means over learners."""
    ways: dict[str, Scheduler | None] = {"fsrs": FsrsScheduler(), "sm2": Sm2Scheduler(), "random": None}
    found = {name: _of_learners([_months(person, way, seed) for seed in _SEEDS]) for name, way in ways.items()}
    single = [_months(person, FsrsScheduler(), seed, every_point=True) for seed in _SEEDS]
    return found | {"fsrs_every_point": _of_learners(single)}


def _months(person: Person, scheduler: Scheduler | None, seed: int, every_point: bool = False) -> dict[str, float]:
    learner = Learner(person, scheduler, sections=_SECTIONS, a_day=_A_DAY, seed=seed, every_point=every_point)
    days, known = [], []
    for _ in range(30 * _MONTHS):
        days.append(learner.live())
        known.append(learner.known())
    asked = [len(day["reviewed"]) + len(day["new"]) for day in days]
    return {
        "sections_begun": len(learner.log.by_section),
        "known_after_a_month": known[29],
        "known_at_the_end": known[-1],
        "known_in_the_last_month": mean(known[-30:]),
        "known_a_month_after": _after(learner, 30),
        "questions_a_day": mean(asked),
        "questions_a_day_last_month": mean(asked[-30:]),
        "said_in_reviews": mean(day["said"] for day in days if day["reviewed"] and not day["new"]),
    }


def _reviews_first() -> dict[str, Any]:
    """Two months in which reviews always go before new sections: how many of those are reached at all."""
    found = {}
    for name, every_point in (("about_one_point_forgotten", False), ("every_point", True)):
        learner = Learner(
            AVERAGE,
            FsrsScheduler(),
            sections=_SECTIONS,
            a_day=_A_DAY,
            seed=1,
            every_point=every_point,
            reviews_first=True,
        )
        for _ in range(60):
            learner.live()
        found[name] = {"sections_begun": len(learner.log.by_section), "known": round(learner.known(), 3)}
    return found


def _after(learner: Learner, days: int) -> float:
    learner.day += days
    return learner.known()


def _of_learners(found: list[dict[str, float]]) -> dict[str, float]:
    return {name: round(mean(each[name] for each in found), 3) for name in found[0]}


def _month() -> list[dict[str, Any]]:
    learner = Learner(AVERAGE, FsrsScheduler(), sections=25, a_day=_A_DAY, seed=7)
    return [learner.live() for _ in range(30)]


def _print_month() -> None:
    for day in _month():
        print(
            f"day {day['day']:2}: due {day['due_points']:3} points in {day['due_sections']:2} sections, "
            f"{day['waiting_points']:2} can wait; reviewed {' '.join(day['reviewed']) or '-'}; "
            f"new {' '.join(day['new']) or '-'}; said {day['said']:.0%}"
        )


def _speed() -> dict[str, Any]:
    """With 2,000 sessions and 60,000 verdicts, in ms of this process: first after the start, and from then on."""
    from interviewer.adapters.sql.note_store import SqlNoteStore
    from interviewer.adapters.sql.outcome_store import SqlOutcomeStore
    from interviewer.bootstrap import SystemClock
    from interviewer.services.mastery import Mastery
    from interviewer.services.overview import Overviews
    from interviewer.services.reviewing import Reviewing

    with filled_database() as database:
        notes, store = SqlNoteStore(database, SystemClock()), SqlOutcomeStore(database)
        clock = _At()
        mastery = Mastery(notes, store, FsrsScheduler())
        reviewing = Reviewing(mastery, store, clock)
        overviews = Overviews(mastery, store, reviewing, clock)
        sections = notes.sections()
        found = {"first": _timed(lambda: reviewing.today(None))}
        found["today"] = min((_timed(lambda: reviewing.today(None)) for _ in range(5)), key=lambda each: each["cpu_ms"])
        pages = [_timed(lambda: overviews.make(sections, None)) for _ in range(5)]
        found["progress_page"] = min(pages, key=lambda each: each["cpu_ms"])
        return {"sessions": 2000, "verdicts": len(store.outcomes()), **found}


class _At:
    def now(self) -> Any:
        return NOW


def _timed(work: Any) -> dict[str, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return {
        "wall_ms": round(1000 * (time.perf_counter() - wall)),
        "cpu_ms": round(1000 * (time.process_time() - cpu)),
    }


if __name__ == "__main__":
    main()
