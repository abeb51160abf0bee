"""Who may read the metrics."""

import pytest
from starlette.requests import Request

from interviewer.domain.addresses import is_loopback
from interviewer.settings import Settings
from ui.server.access import may_read_metrics


def asked(client="127.0.0.1", **headers):
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "headers": raw, "client": (client, 5000)})


def with_token():
    return Settings(INTERVIEWER_METRICS_TOKEN="open sesame")


def with_login():
    return Settings(AUTH_ISSUER="https://login.example.com", AUTH_CLIENT_ID="id", AUTH_CLIENT_SECRET="secret")


def test_without_a_token_this_machine_reads_them():
    assert may_read_metrics(asked(), Settings(), "127.0.0.1")
    assert may_read_metrics(asked("::1"), Settings(), "localhost")


@pytest.mark.parametrize("header", ["x_forwarded_for", "forwarded", "x_real_ip"])
def test_what_a_proxy_passes_on_is_not_of_this_machine(header):
    assert not may_read_metrics(asked(**{header: "203.0.113.9"}), Settings(), "127.0.0.1")


def test_nobody_else_reads_them_without_a_token():
    assert not may_read_metrics(asked("192.168.1.7"), Settings(), "127.0.0.1")


@pytest.mark.parametrize("address", ["0.0.0.0", "", "::", "192.168.1.7"])
def test_on_an_open_address_or_with_login_a_token_is_needed(address):
    assert not may_read_metrics(asked(), Settings(), address)
    assert not may_read_metrics(asked(), with_login(), "127.0.0.1")


def test_with_a_token_only_the_token_counts():
    token = {"authorization": "Bearer open sesame"}
    assert may_read_metrics(asked("203.0.113.9", **token), with_token(), "0.0.0.0")
    assert may_read_metrics(asked(x_forwarded_for="203.0.113.9", **token), with_token(), "127.0.0.1")
    for wrong in ({}, {"authorization": "Bearer open"}, {"authorization": "Bearer 芝麻"}):
        try:
            assert not may_read_metrics(asked(**wrong), with_token(), "127.0.0.1")
        except UnicodeEncodeError:
            pytest.fail("a strange token must be a refusal")


@pytest.mark.parametrize(
    ("address", "local"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("", False)],
)
def test_loopback_is_known(address, local):
    assert is_loopback(address) is local
