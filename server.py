"""The app as a server: what is heavy is loaded before the first visitor comes; the index is given back at the end."""

from __future__ import annotations

import gc
import logging
import secrets
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from interviewer import __version__
from interviewer.adapters.owner_link import ROUTE, as_problem
from interviewer.adapters.replica_cookie import ReplicaCookie
from interviewer.bootstrap import seeing
from interviewer.bootstrap.warming import warm
from interviewer.domain.errors import IndexServerUnavailable, InterviewerError
from interviewer.i18n import explain
from interviewer.login import check, secrets_of
from interviewer.settings import Settings, load
from ui import who
from ui.server.metrics import metrics_route, watch_windows
from ui.server.ready import ready_route
from ui.state import product, settings

_log = logging.getLogger("interviewer")
_token: list[str] = []
_meter = seeing.start_counting()


@asynccontextmanager
async def _lifespan(_app: st.App) -> AsyncIterator[None]:
    try:
        seeing.start_log(settings())
        seeing.start_traces(settings())
        made = product()
        warm(made)
        if made.index_keeper is not None:
            made.index_keeper.start()
        with suppress(IndexServerUnavailable):  # it may come later
            made.search.find("warm up 预热")
        _ = made.practice, made.sessions
        made.watcher.start()
        if made.background_refining is not None:
            made.background_refining.start()
        _token.append(made.announce(st.get_option("server.port")))
        seeing.watch_database(_meter, made.database)
        seeing.watch_model(_meter, made)
    except InterviewerError as error:  # the pages say it too
        _log.error(explain(error, "en"))
    watch_windows(_meter)
    seeing.adopt()
    gc.collect()
    gc.freeze()
    gc.collect()  # counts what is left, nearly nothing: so closed windows are found before much has come together
    yield
    try:
        product().close()
    except InterviewerError:
        _log.info("nothing to close")
    seeing.stop_listening()


async def _index(request: Request) -> Response:
    """Commands of this machine on the index that this process owns; for who can read the token in the data folder."""
    given = request.headers.get("authorization", "").removeprefix("Bearer ")
    if not _token or not secrets.compare_digest(given.encode(), _token[-1].encode()):
        return JSONResponse({"error": "InterviewerError", "details": {}}, status_code=403)
    try:
        asked = await request.json()
        result = await run_in_threadpool(product().index_commands.run, asked["command"], asked["arguments"])
    except InterviewerError as error:
        return JSONResponse(as_problem(error), status_code=422)
    except (KeyError, TypeError, ValueError) as error:
        _log.warning("a command on the index could not be read: %s", type(error).__name__)
        return JSONResponse({"error": "InterviewerError", "details": {}}, status_code=400)
    return JSONResponse(result)


async def _speech(request: Request) -> Response:
    """The speech of a text that a page of this process shows."""
    if who.sender(settings(), request) is None:
        return Response(status_code=403)
    reading = product().reading
    try:
        made = await run_in_threadpool(reading.speech, request.path_params["ticket"]) if reading else None
    except InterviewerError as error:  # the browser's own voice takes over
        _log.warning(explain(error, "en"))
        return Response(status_code=502)
    if made is None:
        return Response(status_code=404)
    return Response(made.audio, media_type=made.media_type, headers={"Cache-Control": "private, max-age=3600"})


async def _health(_request: Request) -> Response:
    return JSONResponse({"status": "ok", "version": __version__})


def _middleware() -> list[Middleware]:
    """A replica that has a name tells it; settings that are wrong are told by the pages."""
    try:
        replica = load().replica
    except InterviewerError:
        return []
    return [Middleware(ReplicaCookie, replica=replica)] if replica else []


def _checked() -> Settings:
    """Ends the process, with a line that says what to do, where anybody could come in."""
    language = "zh"
    try:
        found = load()
        language = found.language
        check(found, st.get_option("server.address"))
    except InterviewerError as error:
        print(explain(error, language), file=sys.stderr, flush=True)
        raise SystemExit(1) from None
    return found


app = st.App(
    "app.py",
    lifespan=_lifespan,
    middleware=_middleware(),
    secrets=secrets_of(_checked()),
    routes=[
        Route("/healthz", _health),
        metrics_route(_meter),
        ready_route,
        Route("/speech/{ticket}", _speech),
        Route(ROUTE, _index, methods=["POST"]),
    ],
)
