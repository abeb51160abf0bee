"""An index that cannot be opened comes back by itself: everything in it can be made again from the stored notes."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from interviewer.domain.errors import IndexUnavailable
from interviewer.i18n import explain

Result = TypeVar("Result")
_log = logging.getLogger("interviewer")


def brought_up(work: Callable[[], Result], rebuild: Callable[[], object]) -> Result:
    """What `work` on the index gives; with an index that was made anew, where it could not be opened.

    Raises what `work` raises the second time.
    """
    try:
        return work()
    except IndexUnavailable as error:
        _log.warning("%s", explain(error, "en"))
        rebuild()
        return work()
