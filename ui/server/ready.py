"""GET /readyz: whether this process can serve; asked by what sends it visitors."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from interviewer.domain.errors import InterviewerError
from interviewer.services.system_check.readiness import Ready
from ui.state import product


async def _ready(_request: Request) -> Response:
    seen = await run_in_threadpool(_look)
    return JSONResponse(seen.as_json(), status_code=200 if seen.ready else 503, headers={"Cache-Control": "no-store"})


def _look() -> Ready:
    """What keeps the product from being made keeps it from being ready."""
    try:
        return product().readiness.look()
    except InterviewerError as error:
        return Ready({"product": error.code})


ready_route = Route("/readyz", _ready)
