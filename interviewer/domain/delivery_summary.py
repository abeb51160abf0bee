"""How the answers of a session were spoken, taken together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.domain.delivery import Delivery


@dataclass(frozen=True, slots=True)
class DeliverySummary:
    """Of the answers in the language that most were given in.

    `rate` is in hanzi or words a minute over all that have one; `fillers` and `repeats` are None without a transcript,
    `pauses` without a recording. `longest_pause` is in seconds, 0 without a long one.
    """

    language: str
    answers: int
    rate: float | None
    fillers: int | None
    repeats: int | None
    pauses: int | None
    longest_pause: float
    at_least: bool


def summary_of(deliveries: Sequence[Delivery]) -> DeliverySummary | None:
    """None where nothing was spoken."""
    if not deliveries:
        return None
    language = Counter(each.language for each in deliveries).most_common(1)[0][0]
    own = [each for each in deliveries if each.language == language]
    heard, written = [each for each in own if each.speech], [each for each in own if each.has_text]
    pauses = [pause.seconds for each in heard for pause in each.pauses]
    return DeliverySummary(
        language=language,
        answers=len(own),
        rate=_rate(own),
        fillers=sum(len(each.fillers) for each in written) if written else None,
        repeats=sum(len(each.repeats) for each in written) if written else None,
        pauses=len(pauses) if heard else None,
        longest_pause=max(pauses, default=0.0),
        at_least=any(each.at_least for each in own),
    )


def _rate(deliveries: Sequence[Delivery]) -> float | None:
    known = [each for each in deliveries if each.rate is not None]
    minutes = sum(each.length or 0.0 for each in known) / 60
    return sum(each.units for each in known) / minutes if minutes else None
