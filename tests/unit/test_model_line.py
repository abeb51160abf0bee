"""Threads stand in line for a server. Where one of them runs, it is let go by hand: nothing here waits for a clock."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event, Thread

import pytest

from interviewer.adapters.model_line import Line
from interviewer.adapters.rate_window import RateWindow
from interviewer.domain.assessment import FallbackReason
from interviewer.domain.errors import ModelUnavailable
from interviewer.domain.queueing import asking, told_of_waiting

PATIENCE = 20


class Crowd:
    """Callers of a line, each in a thread of its own, who come one after the other."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.order: list[str] = []
        self.places: dict[str, list[int | None]] = {}
        self._go: dict[str, Event] = {}
        self._running: dict[str, Event] = {}

    def comes(self, name: str, user: str = "") -> Future[None]:
        """Gives back when he runs, or stands in line and knows his place."""
        self._go[name], self._running[name], self.places[name] = Event(), Event(), []
        done: Future[None] = Future()
        settled = Event()
        Thread(target=self._call, args=(name, user, done, settled), daemon=True).start()
        assert settled.wait(PATIENCE)
        return done

    def lets_go(self, name: str) -> None:
        assert self._running[name].wait(PATIENCE)
        self._go[name].set()

    def _call(self, name: str, user: str, done: Future[None], settled: Event) -> None:
        def tell(ahead: int | None) -> None:
            self.places[name].append(ahead)
            settled.set()

        try:
            with asking(user), told_of_waiting(tell), self.line.turn(0):
                self.order.append(name)
                self._running[name].set()
                settled.set()
                assert self._go[name].wait(PATIENCE)
            done.set_result(None)
        except BaseException as error:
            settled.set()
            done.set_exception(error)


@pytest.fixture
def one_at_a_time() -> Callable[..., Crowd]:
    return lambda **more: Crowd(Line(RateWindow(), at_once=1, **{"patience": PATIENCE} | more))


def test_without_limits_nobody_stands_in_line():
    line = Line(RateWindow())
    told: list[int | None] = []
    with told_of_waiting(told.append), line.turn(0), line.turn(0):
        assert line.waiting == 0
    assert told == []


def test_each_is_told_how_many_are_before_him_and_when_it_is_his_turn(one_at_a_time):
    crowd = one_at_a_time()
    done = [crowd.comes(name) for name in ("first", "second", "third", "fourth")]
    assert [crowd.places[name] for name in ("second", "third", "fourth")] == [[0], [1], [2]]
    assert crowd.line.waiting == 3
    for name in ("first", "second", "third", "fourth"):
        crowd.lets_go(name)
    assert [each.result(PATIENCE) for each in done] == [None] * 4
    assert crowd.order == ["first", "second", "third", "fourth"]
    fourth = crowd.places["fourth"]
    assert fourth[-1] is None
    assert fourth[:-1] == sorted(fourth[:-1], reverse=True)


def test_users_take_turns_however_much_one_of_them_asks(one_at_a_time):
    crowd = one_at_a_time()
    done = [crowd.comes("runs", "eager")]
    done += [crowd.comes(f"eager {at}", "eager") for at in range(3)]
    done += [crowd.comes("calm 0", "calm"), crowd.comes("calm 1", "calm")]
    for name in ("runs", "eager 0", "calm 0", "eager 1", "calm 1", "eager 2"):
        crowd.lets_go(name)
    for each in done:
        each.result(PATIENCE)
    assert crowd.order == ["runs", "eager 0", "calm 0", "eager 1", "calm 1", "eager 2"]


def test_who_waited_too_long_is_sent_away_and_leaves_his_place(one_at_a_time):
    crowd = one_at_a_time(patience=0.05)
    crowd.comes("runs")
    with pytest.raises(ModelUnavailable) as caught:
        crowd.comes("waits").result(PATIENCE)
    assert caught.value.details["reason"] is FallbackReason.QUEUED_TOO_LONG
    assert crowd.line.waiting == 0
    crowd.lets_go("runs")


def test_who_could_not_have_his_turn_in_time_does_not_wait_at_all():
    line = Line(RateWindow(requests=1), patience=30)
    with line.turn(0):
        pass
    with pytest.raises(ModelUnavailable) as caught, line.turn(0):
        pass
    assert caught.value.details["reason"] is FallbackReason.QUEUED_TOO_LONG


def test_a_turn_comes_when_the_minute_is_over():
    line = Line(RateWindow(requests=1, seconds=0.05), patience=PATIENCE)
    told: list[int | None] = []
    for _ in range(2):
        with told_of_waiting(told.append), line.turn(0):
            pass
    assert told == [0, None]


def test_while_the_server_asks_for_quiet_nobody_goes_and_those_who_cannot_wait_that_long_are_told_at_once():
    line = Line(RateWindow(), patience=30)
    line.hold(60)
    with pytest.raises(ModelUnavailable) as caught, line.turn(0):
        pass
    assert caught.value.details["reason"] is FallbackReason.RATE_LIMITED


def test_a_date_in_the_far_future_does_not_end_it_for_good():
    now = [0.0]
    line = Line(RateWindow(), patience=30, now=lambda: now[0])
    line.hold(1e9)
    now[0] = 121.0
    with line.turn(0):
        pass


def test_whoever_no_longer_wants_it_is_let_out_of_the_line(one_at_a_time):
    crowd = one_at_a_time()
    crowd.comes("runs")
    wanted, waits = [True], Event()

    def still_wanted() -> None:
        if not wanted[0]:
            raise ModelUnavailable(reason=FallbackReason.PAUSED)

    def waiting() -> None:
        with told_of_waiting(lambda _: waits.set()), crowd.line.turn(0, still_wanted):
            pass

    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(waiting)
        assert waits.wait(PATIENCE)
        wanted[0] = False
        crowd.line.wake()
        with pytest.raises(ModelUnavailable):
            coming.result(PATIENCE)
    crowd.lets_go("runs")


def test_who_is_told_may_fail_at_that_without_harm():
    line = Line(RateWindow(requests=1, seconds=0.02), patience=PATIENCE)

    def gone(_: int | None) -> None:
        raise RuntimeError("the page is gone")

    for _ in range(2):
        with told_of_waiting(gone), line.turn(0):
            pass
