"""Tells the browser which replica it talks to, so that a load balancer sends all its requests there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeAlias

Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
Application: TypeAlias = Callable[[Message, Receive, Send], Awaitable[None]]

COOKIE = "interviewer_replica"


class ReplicaCookie:
    """ASGI middleware that sets the cookie where a web socket is accepted: what a page is made of lives there.

    After a failure the browser connects to another replica, and with the new cookie uploads and sounds follow it.
    """

    def __init__(self, app: Application, replica: str) -> None:
        self._app = app
        self._cookie = f"{COOKIE}={replica}; Path=/; HttpOnly; SameSite=Lax".encode("ascii")

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return

        async def with_cookie(message: Message) -> None:
            if message["type"] == "websocket.accept":
                message = {**message, "headers": [*message.get("headers", ()), (b"set-cookie", self._cookie)]}
            await send(message)

        await self._app(scope, receive, with_cookie)
