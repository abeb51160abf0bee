"""Chat models of any OpenAI-compatible server, through LangChain."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from interviewer.adapters.json_reply import skip_thinking, unusable
from interviewer.adapters.openai_errors import (
    reason_for,
    rejects_temperature,
    rejects_the_form,
    retry_after,
    worth_waiting,
)
from interviewer.adapters.openai_reply import CUT, check_finish, reply_from, watching_config
from interviewer.domain.assessment import FallbackReason
from interviewer.domain.errors import ModelUnavailable
from interviewer.domain.ports import ModelReply

OPENAI = "https://api.openai.com/v1"
MODES = ("json_schema", "function_calling", "json_mode", "text")
_LONGEST_WAIT = 5.0
_CONNECT_SECONDS = 5.0
_ONLY_JSON = "Reply with one JSON object and nothing else. It fits this JSON schema:\n"
_Result = TypeVar("_Result")


@dataclass(slots=True)
class _Dialect:
    """What one server understands from one model. `mode` is None until an object has come back."""

    mode: str | None = None
    temperature: bool = True
    streams: bool = True


_STREAM_TROUBLE = (FallbackReason.UNUSABLE_REPLY, FallbackReason.SERVER_ERROR)
_DIALECTS: dict[tuple[str, str], _Dialect] = {}
"""By server and model, for the life of the process: the way that works is looked for once."""


class OpenAIChat:
    """A model on one server. Nothing is imported or connected before the first call.

    `timeout_seconds` holds for connecting (at most 5 s of it) and for each wait for data.
    """

    def __init__(
        self,
        model: str,
        *,
        api_key: str,
        base_url: str = OPENAI,
        timeout_seconds: float = 30.0,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._model = model
        self._api_key = api_key.strip() or "none"
        self._base_url = base_url.rstrip("/") or OPENAI
        self._timeout = timeout_seconds
        self._sleep = sleep
        self._clients: dict[tuple[int | None, bool], Any] = {}

    @property
    def name(self) -> str:
        return self._model

    def complete(
        self,
        system: str,
        user: str,
        schema: dict[str, Any] | None = None,
        *,
        watch: Callable[[str], None] | None = None,
    ) -> ModelReply:
        """One reply; with a schema (which needs a `title`) an object that fits it. Raises ModelUnavailable.

        A watched reply is streamed, once the way in which this server gives objects is known.
        """
        if schema is None:
            return self._ask("text", system, user, None, watch)
        dialect = self._dialect
        if dialect.mode is None:
            return self._find_mode(dialect, system, user, schema)
        try:
            return self._ask_watched(dialect, system, user, schema, watch)
        except ModelUnavailable as error:
            if _form_was_rejected(error):
                dialect.mode = None
            raise

    def stream(self, system: str, user: str) -> Iterator[str]:
        """The reply in pieces, as they come. Raises ModelUnavailable, also in the middle and for a cut end."""
        yield from skip_thinking(self._pieces(system, user))

    def _ask_watched(
        self,
        dialect: _Dialect,
        system: str,
        user: str,
        schema: dict[str, Any],
        watch: Callable[[str], None] | None,
    ) -> ModelReply:
        """Streamed where somebody watches; a server whose streams are no use is asked without from then on."""
        mode = dialect.mode or MODES[-1]
        if watch is None or not dialect.streams:
            return self._ask(mode, system, user, schema)
        try:
            return self._ask(mode, system, user, schema, watch)
        except ModelUnavailable as error:
            if error.details.get("reason") not in _STREAM_TROUBLE:
                raise
            dialect.streams = False
            return self._ask(mode, system, user, schema)

    def _find_mode(self, dialect: _Dialect, system: str, user: str, schema: dict[str, Any]) -> ModelReply:
        """The reply in the first mode that gives an object; the mode is remembered."""
        for mode in MODES:
            try:
                reply = self._ask(mode, system, user, schema)
            except ModelUnavailable as error:
                if mode == MODES[-1] or not (_form_was_rejected(error) or _form_was_ignored(error)):
                    raise
            else:
                dialect.mode = mode
                return reply
        raise AssertionError("the last mode gives a reply or raises")

    def _ask(
        self,
        mode: str,
        system: str,
        user: str,
        schema: dict[str, Any] | None,
        watch: Callable[[str], None] | None = None,
    ) -> ModelReply:
        if schema is not None and mode in ("json_mode", "text"):
            system = f"{system}\n\n{_ONLY_JSON}{json.dumps(schema, ensure_ascii=False)}"
        messages = [("system", system), ("user", user)]
        watched = watching_config(watch) if watch else None
        found = self._patiently(lambda: self._runnable(mode, schema, watch is not None).invoke(messages, watched))
        return reply_from(found, schema, self._model, streamed=watch is not None)

    def _runnable(self, mode: str, schema: dict[str, Any] | None, streamed: bool) -> Any:
        client = self._client_that(streamed)
        if schema is None or mode == "text":
            return client
        strict = {"strict": True} if mode == "json_schema" else {}
        return client.with_structured_output(schema, method=mode, include_raw=True, **strict)

    def _pieces(self, system: str, user: str) -> Iterator[str]:
        def start() -> tuple[Any, Iterator[Any]]:
            rest = self._client_that(False).stream([("system", system), ("user", user)])
            return next(rest, None), rest

        piece, rest = self._patiently(start)
        finish = None
        while piece is not None:
            finish = piece.response_metadata.get("finish_reason") or finish
            if piece.text:
                yield str(piece.text)
            piece = _translated(lambda: next(rest, None))
        if finish is None:  # a stream that breaks off raises nothing in the library: it just stops coming
            raise unusable(CUT)
        check_finish(finish)

    def _patiently(self, call: Callable[[], _Result]) -> _Result:
        """The call, once more when there is hope: after a short wait, or without a setting the model dislikes."""
        try:
            return call()
        except ModelUnavailable:
            raise
        except Exception as error:
            if not self._may_repeat(error):
                raise ModelUnavailable(reason=reason_for(error)) from error
        return _translated(call)

    def _may_repeat(self, error: Exception) -> bool:
        if rejects_temperature(error):
            self._dialect.temperature = False
            return True
        asked = retry_after(error)
        wait = 1.0 if asked is None else asked
        if not worth_waiting(error) or wait > _LONGEST_WAIT:
            return False
        self._sleep(wait + random.uniform(0.0, 0.25 + wait / 4))
        return True

    @property
    def _dialect(self) -> _Dialect:
        return _DIALECTS.setdefault((self._base_url, self._model), _Dialect())

    def _client_that(self, streamed: bool) -> Any:
        temperature = 0 if self._dialect.temperature else None
        if (temperature, streamed) not in self._clients:
            self._clients[temperature, streamed] = self._connect(temperature, streamed)
        return self._clients[temperature, streamed]

    def _connect(self, temperature: int | None, streamed: bool) -> Any:
        if not (self._api_key.isascii() and self._api_key.isprintable()):
            raise ModelUnavailable(reason=FallbackReason.WRONG_KEY)
        from langchain.chat_models import init_chat_model
        from openai import Timeout

        streaming: Any = {"streaming": True} if streamed else {}  # said to be False it also turns off `stream`
        return init_chat_model(
            self._model,
            model_provider="openai",
            base_url=self._base_url,
            api_key=self._api_key,
            timeout=Timeout(self._timeout, connect=min(self._timeout, _CONNECT_SECONDS)),
            max_retries=0,
            stream_usage=streamed,
            use_responses_api=False,
            temperature=temperature,
            **streaming,
        )


def _translated(call: Callable[[], _Result]) -> _Result:
    try:
        return call()
    except Exception as error:
        raise ModelUnavailable(reason=reason_for(error)) from error


def _form_was_rejected(error: ModelUnavailable) -> bool:
    return error.__cause__ is not None and rejects_the_form(error.__cause__)


def _form_was_ignored(error: ModelUnavailable) -> bool:
    """A whole reply that is no fitting object, as servers give that pass over what they do not know."""
    return error.details.get("reason") is FallbackReason.UNUSABLE_REPLY and error.details.get("problem") != CUT
