"""Bodies of HTTP responses that end: in size, and in the time they may take."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

from interviewer.adapters.json_reply import unusable
from interviewer.adapters.openai_reply import TOO_LONG
from interviewer.domain.assessment import FallbackReason
from interviewer.domain.errors import ModelUnavailable

LONGEST_BODY = 2_000_000
LONGEST_STREAM = 8_000_000
"""Bytes. In a stream each token comes with some hundred bytes around it."""
_COMPRESSED = 100
"""A compressed body, which nobody asked for, may grow to about a thousand times its size: so much less is read."""


def capped(seconds: float) -> Callable[[Any], None]:
    """A hook for responses of an httpx client: their bodies raise ModelUnavailable where they get too long, in bytes or
    in seconds since the headers came."""

    def hook(response: Any) -> None:
        limit = _limit(response.headers)
        length = response.headers.get("content-length", "")
        if length.isdecimal() and int(length) > limit:
            raise unusable(TOO_LONG)
        response.stream = _capped_stream(response.stream, limit, time.monotonic() + seconds)

    return hook


def _limit(headers: Any) -> int:
    streamed = headers.get("content-type", "").startswith("text/event-stream")
    limit = LONGEST_STREAM if streamed else LONGEST_BODY
    return limit if headers.get("content-encoding", "identity") == "identity" else limit // _COMPRESSED


def _capped_stream(inner: Any, limit: int, deadline: float) -> Any:
    from httpx2 import SyncByteStream

    class Capped(SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            read = 0
            for chunk in inner:
                read += len(chunk)
                if read > limit:
                    raise unusable(TOO_LONG)
                if time.monotonic() > deadline:
                    raise ModelUnavailable(reason=FallbackReason.TIMED_OUT)
                yield chunk

        def close(self) -> None:
            inner.close()

    return Capped()
