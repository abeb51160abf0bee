"""The way to the form in which a server gives objects: tried one after the other, until one works."""

from __future__ import annotations

from interviewer.adapters.dialects import MODES, Dialect
from interviewer.adapters.json_reply import NO_OBJECT, unusable
from interviewer.adapters.openai_errors import CUT, NO_COMPLETION, breaks_on_the_form, refuses_the_form
from interviewer.adapters.openai_reply import EMPTY, TOO_LONG
from interviewer.domain.errors import ModelUnavailable
from interviewer.domain.usage import Usage

MOST_CALLS = 3


class Search:
    """One call's way through the ways of asking for an object."""

    def __init__(self) -> None:
        self.spent = Usage()
        self.refused: list[str] = []
        self.broke: list[str] = []
        self.last = unusable(NO_OBJECT)
        self._tried: set[str] = set()

    @property
    def failure(self) -> ModelUnavailable | None:
        """What came of the last way that was tried; None before the first."""
        return self.last if self._tried else None

    def next_of(self, candidates: list[str]) -> str | None:
        """The next way to try; None when none is left."""
        return next((mode for mode in candidates if mode not in self._tried), None)

    def goes_on_after(self, error: ModelUnavailable, mode: str, dialect: Dialect) -> bool:
        """Whether another way may do better than this one; what it cost is counted in the error."""
        error.spend(self.spent)
        self.spent, self.last = error.usage, error
        self._tried.add(mode)
        found, cause = dialect.mode == mode, error.__cause__
        if cause is not None and refuses_the_form(cause):
            self.refused.append(mode)
        elif cause is not None and breaks_on_the_form(cause):
            self.broke.append(mode)
            if found:  # it has worked before: the server is in trouble, or has changed, and is looked at anew next time
                dialect.mode = None
                return False
        elif not found and _was_passed_over(error, mode):
            dialect.unknown.add(mode)
        else:
            if not found and _is_an_object(error):
                dialect.mode = mode
            return False
        return self.spent.calls < MOST_CALLS


def _was_passed_over(error: ModelUnavailable, mode: str) -> bool:
    """A whole reply without an object, or not held to the schema, as of servers that pass over what they don't know."""
    return error.details.get("problem") in (NO_OBJECT, EMPTY) or (mode == MODES[0] and _is_an_object(error))


def _is_an_object(error: ModelUnavailable) -> bool:
    """An object that does not fit: its way of asking works, and the model can be told what is wrong."""
    problem = error.details.get("problem")
    return problem is not None and problem not in (NO_OBJECT, NO_COMPLETION, EMPTY, CUT, TOO_LONG)
