from interviewer.domain.circuit import Circuit, CircuitState

CLOSED = Circuit(failures_allowed=3, seconds=60)


def failed(times: int, at: float = 0.0) -> Circuit:
    circuit = CLOSED
    for _ in range(times):
        circuit = circuit.failed(at)
    return circuit


def test_it_opens_after_so_many_failures_in_a_row():
    assert failed(2).admits(0.0)
    assert failed(3).state(0.0) is CircuitState.OPEN
    assert not failed(3).admits(59.9)
    assert failed(3).left(20.0) == 40


def test_a_success_between_failures_begins_the_count_anew():
    assert failed(2).succeeded().failed(0.0).admits(0.0)


def test_after_a_while_one_call_is_let_through_on_trial_and_no_other():
    half_open = failed(3)
    assert half_open.state(60.0) is CircuitState.HALF_OPEN
    assert half_open.admits(60.0)
    assert not half_open.begun().admits(60.0)


def test_what_becomes_of_the_trial_closes_it_or_opens_it_for_as_long_again():
    trial = failed(3).begun()
    assert trial.succeeded() == CLOSED
    assert trial.failed(60.0, trial=True).left(70.0) == 50
    assert trial.undecided().admits(60.0), "the next call is on trial"


def test_failures_of_calls_that_began_before_it_opened_change_nothing():
    assert failed(3).failed(50.0) == failed(3)
    assert failed(3).begun().failed(61.0) == failed(3).begun()


def test_it_never_opens_where_no_number_of_failures_is_set():
    circuit = Circuit(0, 60)
    for _ in range(100):
        circuit = circuit.failed(0.0)
    assert circuit.admits(0.0)
