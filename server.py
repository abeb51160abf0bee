"""The app as a server: what is heavy is loaded before the first visitor comes; the index is given back at the end."""

from __future__ import annotations

import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from interviewer import __version__
from interviewer.domain.errors import InterviewerError
from interviewer.i18n import explain
from ui.state import container

_log = logging.getLogger("interviewer")


@asynccontextmanager
async def _lifespan(_app: st.App) -> AsyncIterator[None]:
    try:
        made = container()
        made.embedder.embed([""])
        made.search.find("warm up")
        _ = made.practice, made.sessions
        made.watcher.start()
    except InterviewerError as error:  # the pages say it too
        _log.error(explain(error, "en"))
    gc.collect()
    gc.freeze()
    yield
    try:
        container().close()
    except InterviewerError:
        _log.info("nothing to close")


async def _health(_request: Request) -> Response:
    return JSONResponse({"status": "ok", "version": __version__})


app = st.App("app.py", lifespan=_lifespan, routes=[Route("/healthz", _health)])
