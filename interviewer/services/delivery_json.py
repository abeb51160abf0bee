"""A delivery as JSON values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from interviewer.domain.delivery import Delivery
from interviewer.domain.delivery_ranges import farthest, readings
from interviewer.domain.delivery_summary import summary_of
from interviewer.domain.speech import Spoken


def spoken_json(spoken: Spoken | None) -> dict[str, Any] | None:
    """None where an answer was not spoken, or nothing was measured.

    Times are in seconds from the beginning of the recording, `start` and `end` of fillers and repeated starts are
    characters of `heard`; what a recording or a transcript is lacking for is null. `outside` has the measures beyond
    their recommended range, the farthest one is in `advice`.
    """
    if spoken is None or spoken.delivery is None:
        return None
    delivery = spoken.delivery
    worst = farthest(delivery)
    return {
        "language": delivery.language,
        "seconds": _round(delivery.seconds),
        "rate": _round(delivery.rate, 0),
        "rate_unit": "hanzi_a_minute" if delivery.language == "zh" else "words_a_minute",
        "first_word": _round(delivery.first_word),
        "pauses": [{"start": _round(each.start), "seconds": _round(each.seconds)} for each in delivery.pauses],
        "silence_share": _round(delivery.silence_share),
        "fillers": [asdict(each) for each in delivery.fillers],
        "fillers_at_least": delivery.at_least,
        "fillers_in_100": _round(delivery.fillers_in_100),
        "repeats": [asdict(each) for each in delivery.repeats],
        "repeats_in_100": _round(delivery.repeats_in_100),
        "length": _round(delivery.length),
        "seconds_given": _round(delivery.seconds_given),
        "heard": spoken.heard,
        "outside": {each.measure.value: each.standing.value for each in readings(delivery) if each.distance > 0},
        "advice": worst.measure.value if worst else None,
    }


def session_json(deliveries: Sequence[Delivery]) -> dict[str, Any] | None:
    """Of all answers together; None where none was spoken."""
    summary = summary_of(deliveries)
    if summary is None:
        return None
    values = asdict(summary)
    return values | {"rate": _round(summary.rate, 0), "longest_pause": _round(summary.longest_pause)}


def _round(number: float | None, digits: int = 2) -> float | None:
    return None if number is None else round(number, digits)
