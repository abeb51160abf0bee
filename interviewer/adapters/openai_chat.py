"""Chat models of any OpenAI-compatible server, through LangChain."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from interviewer.adapters.dialects import Dialect, Dialects
from interviewer.adapters.form_search import Search
from interviewer.adapters.json_reply import skip_thinking, unusable
from interviewer.adapters.model_gate import Gate, Passage, not_let_through_as, open_gate
from interviewer.adapters.openai_client import Connection
from interviewer.adapters.openai_errors import (
    CUT,
    chain,
    problem_of,
    reason_for,
    rejects_temperature,
    retry_after,
    worth_waiting,
)
from interviewer.adapters.openai_reply import (
    check_finish,
    reply_from,
    response_format,
    spent_on,
    watching_config,
)
from interviewer.domain.assessment import FallbackReason
from interviewer.domain.errors import ModelUnavailable
from interviewer.domain.ports import ModelReply
from interviewer.domain.tokens import most_tokens

OPENAI = "https://api.openai.com/v1"
_LONGEST_WAIT = 5.0
_USUAL_REPLY = 600
"""Tokens; corrected once the reply is there."""
_ONLY_JSON = "Reply with one JSON object and nothing else. It fits this JSON schema:\n"
_Result = TypeVar("_Result")


_STREAM_TROUBLE = (FallbackReason.UNUSABLE_REPLY, FallbackReason.SERVER_ERROR)
_DIALECTS = Dialects()
"""For the life of the process, where no other are given."""


class OpenAIChat:
    """A model on one server. Nothing is imported or connected before the first call.

    `timeout_seconds` is as Connection has it. Every request passes the gate.
    """

    def __init__(
        self,
        model: str,
        *,
        api_key: str,
        base_url: str = OPENAI,
        timeout_seconds: float = 30.0,
        sleep: Callable[[float], None] = time.sleep,
        dialects: Dialects = _DIALECTS,
        gate: Gate | None = None,
    ) -> None:
        self._model = model
        self._api_key = api_key.strip() or "none"
        self._base_url = base_url.rstrip("/") or OPENAI
        self._sleep = sleep
        self._dialects = dialects
        self._gate = gate or open_gate()
        self._connection = Connection(model, self._api_key, self._base_url, timeout_seconds)

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
        dialect, search = self._dialect, Search()
        while mode := search.next_of(dialect.candidates(self._dialects.now())):
            try:
                with not_let_through_as(search.failure):
                    reply = self._ask_watched(dialect, mode, system, user, schema, watch)
            except ModelUnavailable as error:
                if not search.goes_on_after(error, mode, dialect):
                    raise
                continue
            self._settle(dialect, mode, search)
            return reply.after(search.spent)
        raise search.last

    def stream(self, system: str, user: str) -> Iterator[str]:
        """The reply in pieces, as they come. Raises ModelUnavailable, also in the middle and for a cut end."""
        yield from skip_thinking(self._pieces(system, user))

    def _settle(self, dialect: Dialect, mode: str, search: Search) -> None:
        dialect.settle(mode, search.refused, search.broke, self._dialects.now())
        self._dialects.keep(self._base_url, self._model)

    def _ask_watched(
        self,
        dialect: Dialect,
        mode: str,
        system: str,
        user: str,
        schema: dict[str, Any],
        watch: Callable[[str], None] | None,
    ) -> ModelReply:
        """Streamed where somebody watches; a server whose streams are no use is asked without from then on."""
        if watch is None or not dialect.streams or mode != dialect.mode:
            return self._ask(mode, system, user, schema)
        try:
            return self._ask(mode, system, user, schema, watch)
        except ModelUnavailable as error:
            if error.details.get("reason") not in _STREAM_TROUBLE:
                raise
            streamed = error
        dialect.streams = False
        try:
            with not_let_through_as(streamed):
                return self._ask(mode, system, user, schema).after(streamed.usage)
        except ModelUnavailable as error:
            if error is not streamed:
                error.spend(streamed.usage)
            raise

    def _ask(
        self,
        mode: str,
        system: str,
        user: str,
        schema: dict[str, Any] | None,
        watch: Callable[[str], None] | None = None,
    ) -> ModelReply:
        if schema is not None and mode in ("json_mode", "text"):
            system = f"{system}\n\n{_ONLY_JSON}{schema_in_words(schema)}"
        messages = [("system", system), ("user", user)]
        watched = watching_config(watch) if watch else None
        runnable = self._runnable
        found = self._patiently(
            lambda: runnable(mode, schema, watch is not None).invoke(messages, watched), self._estimate(system, user)
        )
        return reply_from(found, schema, self._model, streamed=watch is not None)

    def _runnable(self, mode: str, schema: dict[str, Any] | None, streamed: bool) -> Any:
        client = self._client_that(streamed)
        if schema is None or mode == "text":
            return client
        if mode == "function_calling":
            return client.bind_tools([schema], tool_choice=schema["title"], parallel_tool_calls=False)
        return client.bind(response_format=response_format(mode, schema))

    def _pieces(self, system: str, user: str) -> Iterator[str]:
        def start() -> tuple[Any, Iterator[Any]]:
            rest = self._client_that(False).stream([("system", system), ("user", user)])
            return next(rest, None), rest

        piece, rest = self._patiently(start, self._estimate(system, user))
        finish = None
        while piece is not None:
            finish = piece.response_metadata.get("finish_reason") or finish
            if piece.text:
                yield str(piece.text)
            piece = self._translated(lambda: next(rest, None))
        if finish is None:  # a stream that breaks off raises nothing in the library: it just stops coming
            raise unusable(CUT)
        check_finish(finish)

    def _patiently(self, call: Callable[[], _Result], tokens: int) -> _Result:
        """The call, once more when there is hope: after a short wait, or without a setting the model dislikes."""
        with self._gate.call(tokens) as passage:
            try:
                return _accounted(call(), passage)
            except ModelUnavailable:
                raise
            except Exception as error:
                wait, first = self._wait_before_another(error), self._unavailable(error)
                if wait is None:
                    raise first from error
                passage.forgive(error)
        if wait:  # outside the gate: others may go meanwhile
            self._sleep(wait)
        with not_let_through_as(first), self._gate.call(tokens) as passage:
            return _accounted(self._translated(call), passage)

    def _wait_before_another(self, error: Exception) -> float | None:
        """Seconds; None when another try would be no better, or only much later."""
        if rejects_temperature(error):
            self._dialect.temperature = False
            return 0.0
        if not worth_waiting(error):
            return None
        asked = retry_after(error)
        if asked is not None:
            self._gate.hold(asked)  # for all who ask this server
        wait = 1.0 if asked is None else asked
        return None if wait > _LONGEST_WAIT else wait + random.uniform(0.0, 0.25 + wait / 4)

    def _estimate(self, system: str, user: str) -> int:
        """Tokens that a call may take; 0 where nobody counts them."""
        return most_tokens(system) + most_tokens(user) + _USUAL_REPLY if self._gate.counts_tokens else 0

    def _translated(self, call: Callable[[], _Result]) -> _Result:
        try:
            return call()
        except ModelUnavailable:
            raise
        except Exception as error:
            raise self._unavailable(error) from error

    def _unavailable(self, error: Exception) -> ModelUnavailable:
        own = next((each for each in chain(error) if isinstance(each, ModelUnavailable)), None)
        if own is not None:  # raised of what came, inside the library
            return ModelUnavailable(**own.details)
        reason = reason_for(error)
        if reason not in (FallbackReason.UNUSABLE_REPLY, FallbackReason.REFUSED):
            return ModelUnavailable(reason=reason)
        return ModelUnavailable(reason=reason, problem=problem_of(error), usage=spent_on(error, self._model))

    @property
    def _dialect(self) -> Dialect:
        return self._dialects.of(self._base_url, self._model)

    def _client_that(self, streamed: bool) -> Any:
        return self._connection.client(0 if self._dialect.temperature else None, streamed)


def _accounted(reply: _Result, passage: Passage) -> _Result:
    """The reply, with the tokens that it took in the place of the estimate, where the server tells them."""
    told = getattr(reply, "usage_metadata", None) or {}
    if isinstance(told.get("total_tokens"), int):
        passage.took(max(0, told["total_tokens"]))
    return reply


def schema_in_words(schema: dict[str, Any]) -> str:
    """The schema for a model to read, in few tokens."""
    shape = {name: value for name, value in schema.items() if name not in ("title", "description")}
    return json.dumps(shape, ensure_ascii=False, separators=(",", ":"))
