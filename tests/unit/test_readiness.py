"""Whether this process can serve, told to many at the cost of one."""

import threading

import pytest

from interviewer.domain.errors import DatabaseUnavailable
from interviewer.services.system_check.readiness import Readiness, Vital


class Part:
    def __init__(self):
        self.asked, self.error = 0, None

    def look(self):
        self.asked += 1
        if self.error:
            raise self.error


@pytest.fixture
def part():
    return Part()


@pytest.fixture
def now():
    return [100.0]


@pytest.fixture
def readiness(part, now):
    return Readiness({"database": Vital(part.look, 1.0)}, lambda: now[0])


def test_it_is_ready_when_every_part_is(readiness):
    assert readiness.look().as_json() == {"status": "ready", "parts": {"database": "ok"}}


def test_a_part_that_is_not_well_is_named_without_details(readiness, part):
    part.error = DatabaseUnavailable(url="postgresql://me:secret@db/app")
    seen = readiness.look()
    assert seen.as_json() == {"status": "not_ready", "parts": {"database": "database_unavailable"}}


def test_an_error_that_nobody_foresaw_is_no_secret_of_the_log(readiness, part):
    part.error = RuntimeError("secret")
    assert readiness.look().as_json()["parts"] == {"database": "broken"}


def test_what_was_seen_holds_for_its_time_and_is_then_looked_at_anew(readiness, part, now):
    readiness.look()
    part.error = DatabaseUnavailable(url="db")
    now[0] += 0.9
    assert readiness.look().ready and part.asked == 1
    now[0] += 0.2
    assert not readiness.look().ready
    part.error = None
    now[0] += 1.1
    assert readiness.look().ready


def test_many_who_ask_at_once_cost_one_look(readiness, part):
    threads = [threading.Thread(target=readiness.look) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert part.asked == 1
