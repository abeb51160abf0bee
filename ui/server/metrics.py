"""GET /metrics: what was counted, for Prometheus."""

from __future__ import annotations

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from interviewer.adapters.prometheus import PrometheusMeter
from interviewer.settings import load
from ui.server.access import may_read_metrics

_REFUSED = "Metrics are for this machine only, or for who shows INTERVIEWER_METRICS_TOKEN as a bearer token.\n"


def metrics_route(meter: PrometheusMeter) -> Route:
    async def show(request: Request) -> Response:
        if not may_read_metrics(request, load(), st.get_option("server.address") or ""):
            return PlainTextResponse(_REFUSED, status_code=403)
        return Response(await run_in_threadpool(meter.exposition), media_type=meter.media_type)

    return Route("/metrics", show)


def watch_windows(meter: PrometheusMeter) -> None:
    """Have the open browser windows among the metrics, as Streamlit counts them."""

    def windows() -> float | None:
        from streamlit.runtime import Runtime

        stats = Runtime.instance().stats_mgr.get_stats(["active_sessions"]).get("active_sessions", ())
        return next((float(each.value) for each in stats if hasattr(each, "value")), None)

    meter.gauge("open_windows", "Browser windows that are connected now", windows)
