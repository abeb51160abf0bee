"""One simulated candidate: practises as a person does, over a web socket of his own."""

from __future__ import annotations

import asyncio
import random
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field

from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from bench.load.answers import AnswerBook
from bench.load.page import Page
from interviewer.i18n import translate

LANGUAGE = "zh"
_PATIENCE = 30.0
"""Seconds after which a candidate gives up on the page, and it counts as an error."""
_READING = 0.25
"""Part of the think time that goes into reading what was said about an answer, before the next question."""
_AGAIN = translate("ui.report.again", LANGUAGE)


@dataclass(slots=True)
class Seen:
    """What candidates met with: times in seconds with when (monotonic) they were taken."""

    feedback: list[tuple[float, float]] = field(default_factory=list)
    settled: list[tuple[float, float]] = field(default_factory=list)
    opened: list[tuple[float, float]] = field(default_factory=list)
    moved: list[tuple[float, float]] = field(default_factory=list)
    errors: list[tuple[float, str]] = field(default_factory=list)
    reports: int = 0
    connected: int = 0

    def note(self, times: list[tuple[float, float]], began: float) -> None:
        now = time.monotonic()
        times.append((now, now - began))


class PageFailed(Exception):
    """The page showed an error, or not what was to come."""


@dataclass(slots=True)
class Candidate:
    """Practises until cancelled. `think` is the mean of seconds from one thing shown to the next answer sent."""

    url: str
    think: float
    book: AnswerBook
    seen: Seen
    chance: random.Random
    page: Page = field(default_factory=Page)

    async def practise_on(self) -> None:
        """Session after session; every other one in a new window. What goes wrong is noted, and a new window opened."""
        while True:
            try:
                await self._in_a_window(sessions=2)
            except Exception as error:
                self.seen.errors.append((time.monotonic(), f"{type(error).__name__}: {error}"[:200]))
                await asyncio.sleep(self.think)

    async def _in_a_window(self, sessions: int) -> None:
        began, self.page = time.monotonic(), Page()
        await asyncio.to_thread(_fetch, self.url)
        address = self.url.replace("http", "ws", 1) + "/_stcore/stream"
        async with connect(
            address,
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
            compression=None,
            open_timeout=_PATIENCE,
            ping_interval=None,
        ) as socket:
            self.seen.connected += 1
            try:
                await self._show(socket, self.page.opened())
                self.seen.note(self.seen.opened, began)
                for _ in range(sessions):
                    await self._session(socket)
            finally:
                self.seen.connected -= 1

    async def _session(self, socket: ClientConnection) -> None:
        """From the start page over a session's questions to its report, and back."""
        await self._move(socket, "warm_up")
        while True:
            if box := self.page.answer_box():
                await self._pause(1.0)
                await self._answer(socket, box)
                continue
            await self._pause(_READING)
            if self.page.can("next"):
                await self._move(socket, "next")
            elif self.page.can("to_report"):
                await self._move(socket, "to_report")
                break
            else:
                raise PageFailed("no way on")
        self.seen.reports += 1
        await self._pause(1.0)
        await self._move(socket, _AGAIN)

    async def _answer(self, socket: ClientConnection, box: str) -> None:
        before, began = len(self.page.cards), time.monotonic()
        answer = self.book.answer_to(self.page.html, self.chance)
        arrived = False

        def look() -> None:
            nonlocal arrived
            if not arrived and len(self.page.cards) > before:
                arrived = True
                self.seen.note(self.seen.feedback, began)

        await self._show(socket, self.page.written(box, answer), look)
        self.seen.note(self.seen.settled, began)
        if not arrived:
            raise PageFailed("no feedback")

    async def _move(self, socket: ClientConnection, name: str) -> None:
        if not self.page.can(name):
            raise PageFailed(f"nothing to press: {name}")
        began = time.monotonic()
        await self._show(socket, self.page.pressed(name))
        self.seen.note(self.seen.moved, began)

    async def _show(self, socket: ClientConnection, message: bytes, look: Callable[[], None] | None = None) -> None:
        await socket.send(message)
        async with asyncio.timeout(_PATIENCE):
            kind = ""
            while kind != "settled":
                kind = self.page.receive(await socket.recv(decode=False))
                if look is not None and kind == "delta":
                    look()
        if self.page.trouble:
            raise PageFailed(self.page.trouble)

    async def _pause(self, part: float) -> None:
        await asyncio.sleep(part * self.think * self.chance.uniform(0.5, 1.5))


def _fetch(url: str) -> None:
    with urllib.request.urlopen(url, timeout=_PATIENCE) as reply:
        reply.read()
