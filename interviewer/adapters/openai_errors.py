"""What the OpenAI client and its HTTP library raise, in the product's words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from interviewer.adapters.json_reply import NO_OBJECT
from interviewer.domain.assessment import FallbackReason
from interviewer.domain.errors import ModelUnavailable

CUT = "cut reply"
NO_COMPLETION = "no completion"
_BY_STATUS = {
    401: FallbackReason.WRONG_KEY,
    402: FallbackReason.RATE_LIMITED,
    403: FallbackReason.WRONG_KEY,
    404: FallbackReason.UNKNOWN_MODEL,
    408: FallbackReason.TIMED_OUT,
    429: FallbackReason.RATE_LIMITED,
}
_BY_TYPE = {
    "ConnectTimeout": FallbackReason.UNREACHABLE,
    "ContentFilterFinishReasonError": FallbackReason.REFUSED,
    "LengthFinishReasonError": FallbackReason.UNUSABLE_REPLY,
    "RemoteProtocolError": FallbackReason.UNUSABLE_REPLY,
    "APITimeoutError": FallbackReason.TIMED_OUT,
    "TimeoutException": FallbackReason.TIMED_OUT,
    "APIConnectionError": FallbackReason.UNREACHABLE,
    "TransportError": FallbackReason.UNREACHABLE,
    "InvalidURL": FallbackReason.UNREACHABLE,
    "APIError": FallbackReason.SERVER_ERROR,
}
_TRANSIENT = {429, 502, 503, 504, 529}
_TROUBLE = (FallbackReason.UNREACHABLE, FallbackReason.TIMED_OUT, FallbackReason.RATE_LIMITED)
_UNSUPPORTED = {400, 415, 422}
_BROKEN = {500, 501}
_NAMES_OF_FORMS = ("response_format", "json_schema", "json_object", "tool_choice")
_TOO_MUCH_TEXT = ("context_length", "context length", "maximum context", "too many tokens")


def reason_for(error: BaseException) -> FallbackReason:
    """Why a call gave nothing. What nobody foresaw comes from reading the body: the reply was unusable."""
    status = status_of(error)
    if status is not None:
        return _reason_for_status(status, str(error).casefold())
    names = [kind.__name__ for each in chain(error) for kind in type(each).__mro__]
    return next((reason for name, reason in _BY_TYPE.items() if name in names), FallbackReason.UNUSABLE_REPLY)


def problem_of(error: BaseException) -> str:
    """What was wrong with a reply that the library could not read, in words that a model can be told."""
    names = {kind.__name__ for each in chain(error) for kind in type(each).__mro__}
    if names & {"LengthFinishReasonError", "TransportError"}:
        return CUT
    return NO_OBJECT if "ValidationError" in names else NO_COMPLETION


def status_of(error: BaseException) -> int | None:
    """The HTTP status, where the server gave one that says failure."""
    status = getattr(error, "status_code", None)
    return status if isinstance(status, int) and status >= 400 else None


def refuses_the_form(error: BaseException) -> bool:
    """Whether the server says that it does not know this way of asking for an object.

    Some say it with a 500 that names what they stumbled over.
    """
    status, message = status_of(error), str(error).casefold()
    if status in _BROKEN:
        return any(sign in message for sign in _NAMES_OF_FORMS)
    too_long = any(sign in message for sign in _TOO_MUCH_TEXT)
    return status in _UNSUPPORTED and not too_long and reason_for(error) is FallbackReason.SERVER_ERROR


def breaks_on_the_form(error: BaseException) -> bool:
    """Whether the server may just not know this way of asking: some break on it. It may also be in trouble."""
    return status_of(error) in _BROKEN


def rejects_temperature(error: BaseException) -> bool:
    return status_of(error) in (400, 422) and "temperature" in str(error).casefold()


def worth_waiting(error: BaseException) -> bool:
    """Busy for now, in contrast to a quota that is used up."""
    return status_of(error) in _TRANSIENT and "insufficient_quota" not in str(error)


def server_failed(error: Exception) -> bool:
    """Whether the server, or the way to it, is in trouble, in contrast to a request or a reply that is no use."""
    found = [each for each in chain(error) if isinstance(each, Exception)]
    if any(refuses_the_form(each) for each in found):
        return False
    if status := next(filter(None, map(status_of, found)), None):
        return status >= 500 or status in (402, 408, 429)
    own = next((each.details.get("reason") for each in found if isinstance(each, ModelUnavailable)), None)
    return (own or reason_for(error)) in _TROUBLE


def retry_after(error: BaseException) -> float | None:
    """Seconds the server asks to wait, from either form of the header; None when it does not say."""
    headers = getattr(getattr(error, "response", None), "headers", {})
    value = headers.get("retry-after", "").strip()
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


def _reason_for_status(status: int, message: str) -> FallbackReason:
    if status in (400, 422) and "api key" in message:
        return FallbackReason.WRONG_KEY
    if status in (400, 422) and ("model_not_found" in message or ("model" in message and "not exist" in message)):
        return FallbackReason.UNKNOWN_MODEL
    return _BY_STATUS.get(status, FallbackReason.SERVER_ERROR)


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error and what led to it."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
