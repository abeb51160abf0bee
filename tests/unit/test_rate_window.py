from interviewer.adapters.rate_window import RateWindow


def test_without_limits_nobody_waits():
    window = RateWindow()
    for _ in range(100):
        window.add(10**9, 0.0)
    assert window.wait(10**9, 0.0) == 0


def test_the_next_request_waits_until_the_one_in_its_way_is_a_minute_old():
    window = RateWindow(requests=2)
    window.add(0, 0.0)
    window.add(0, 10.0)
    assert window.wait(0, 20.0) == 40
    assert window.wait(0, 60.0) == 0


def test_tokens_of_the_last_minute_and_of_the_call_are_no_more_than_allowed():
    window = RateWindow(tokens=1000)
    window.add(400, 0.0)
    window.add(400, 10.0)
    assert window.wait(200, 20.0) == 0
    assert window.wait(300, 20.0) == 40
    assert window.wait(700, 20.0) == 50


def test_a_call_of_more_tokens_than_are_ever_allowed_goes_when_all_is_free():
    window = RateWindow(tokens=1000)
    assert window.wait(5000, 0.0) == 0
    window.add(5000, 0.0)
    assert window.wait(5000, 1.0) == 59


def test_an_estimate_that_was_too_high_makes_room_once_it_is_corrected():
    window = RateWindow(tokens=1000)
    entry = window.add(1000, 0.0)
    assert window.wait(100, 1.0) == 59
    entry.tokens = 300
    assert window.wait(100, 1.0) == 0
