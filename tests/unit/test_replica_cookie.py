from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient

from interviewer.adapters.replica_cookie import COOKIE, ReplicaCookie


async def page(_request):
    return PlainTextResponse("page")


async def stream(socket):
    await socket.accept(subprotocol="streamlit")
    await socket.close()


@pytest.fixture
def client():
    routes = [Route("/", page), WebSocketRoute("/stream", stream)]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(ReplicaCookie, replica="app2")]))


def test_the_replica_that_takes_the_web_socket_names_itself(client):
    with client.websocket_connect("/stream", subprotocols=["streamlit"]) as socket:
        headers = dict(socket.extra_headers)
    assert socket.accepted_subprotocol == "streamlit"
    assert headers[b"set-cookie"] == f"{COOKIE}=app2; Path=/; HttpOnly; SameSite=Lax".encode()


def test_a_page_alone_says_nothing_of_it(client):
    assert "set-cookie" not in client.get("/").headers
