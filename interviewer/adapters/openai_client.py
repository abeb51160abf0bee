"""LangChain's clients for one model on one server, over an HTTP client that does not read without end."""

from __future__ import annotations

from functools import cache
from typing import Any

from interviewer.adapters.capped_http import capped
from interviewer.domain.assessment import FallbackReason
from interviewer.domain.errors import ModelUnavailable

_CONNECT_SECONDS = 5.0
_MOST_TIMEOUTS = 5
"""A reply that trickles in takes no longer than so many times the time-out."""


class Connection:
    """Nothing is imported or connected before the first client is asked for.

    `timeout_seconds` holds for connecting (at most 5 s of it) and for each wait for data; the whole of a reply may take
    five times as long.
    """

    def __init__(self, model: str, api_key: str, base_url: str, timeout_seconds: float) -> None:
        self._model = model
        self._api_key = api_key
        self._base_url = base_url
        self._timeout = timeout_seconds
        self._clients: dict[tuple[int | None, bool], Any] = {}

    def client(self, temperature: int | None, streamed: bool) -> Any:
        """Raises ModelUnavailable for a key that cannot be sent."""
        if (temperature, streamed) not in self._clients:
            self._clients[temperature, streamed] = self._connect(temperature, streamed)
        return self._clients[temperature, streamed]

    def _connect(self, temperature: int | None, streamed: bool) -> Any:
        if not (self._api_key.isascii() and self._api_key.isprintable()):
            raise ModelUnavailable(reason=FallbackReason.WRONG_KEY)
        from langchain.chat_models import init_chat_model

        http = _http(self._timeout)
        streaming: Any = {"streaming": True} if streamed else {}  # said to be False it also turns off `stream`
        return init_chat_model(
            self._model,
            model_provider="openai",
            base_url=self._base_url,
            api_key=self._api_key,
            timeout=http.timeout,
            max_retries=0,
            stream_usage=streamed,
            use_responses_api=False,
            temperature=temperature,
            http_client=http,
            **streaming,
        )


@cache
def _http(timeout_seconds: float) -> Any:
    """One pool of connections a process: to make it takes a tenth of a second."""
    from openai import DefaultHttpx2Client, Timeout

    return DefaultHttpx2Client(
        timeout=Timeout(timeout_seconds, connect=min(timeout_seconds, _CONNECT_SECONDS)),
        headers={"Accept-Encoding": "identity"},  # a compressed body does not say how long it gets
        event_hooks={"response": [capped(timeout_seconds * _MOST_TIMEOUTS)]},
    )
