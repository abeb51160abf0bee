"""Which models an OpenAI-compatible server lists."""

from __future__ import annotations

from collections.abc import Sequence

from interviewer.adapters.openai_errors import reason_for
from interviewer.domain.errors import ModelUnavailable

_SECONDS = 5.0


class ModelList:
    """The ModelProbe port: one short call, which costs no tokens."""

    def __init__(self, *, api_key: str, base_url: str) -> None:
        self._api_key = api_key
        self._base_url = base_url

    def models(self) -> Sequence[str]:
        from openai import OpenAI

        try:
            client = OpenAI(api_key=self._api_key, base_url=self._base_url, timeout=_SECONDS, max_retries=0)
            with client:
                return [model.id for model in client.models.list().data]
        except Exception as error:  # the client, its HTTP library and odd replies raise dozens of kinds
            raise ModelUnavailable(reason=reason_for(error)) from error
