"""A delivery in words: its measures, what is recommended, and one sentence of advice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from interviewer.domain.delivery import Delivery
from interviewer.domain.delivery_ranges import Measure, Reading, Standing, farthest, readings
from interviewer.domain.delivery_summary import summary_of
from interviewer.i18n import translate

_SHOWN_WORDS = 3
_IN_LINE = (Measure.RATE, Measure.FIRST_WORD, Measure.PAUSES, Measure.FILLERS, Measure.REPEATS, Measure.LENGTH)


def line(delivery: Delivery, language: str) -> str:
    """The measures of one answer in a line; "" where none can be told."""
    told = [each for each in readings(delivery) if each.measure in _IN_LINE]
    return translate("delivery.joiner", language).join(value_of(each, delivery, language) for each in told)


def value_of(reading: Reading, delivery: Delivery, language: str) -> str:
    """`每分钟 212 字`, `2 pauses of 2 s or more, the longest 3.4 s`."""
    return translate(f"delivery.value.{_kind(reading, delivery)}", language, **_values(reading, delivery, language))


def range_of(reading: Reading, delivery: Delivery, language: str) -> str:
    """What is recommended: `160–260 字/分`."""
    own = reading.recommended
    kind = f"{reading.measure}_{delivery.language}" if reading.measure is Measure.RATE else reading.measure.value
    if reading.measure in (Measure.FILLERS, Measure.REPEATS):
        kind = f"in_100_{delivery.language}"
    return translate(
        f"delivery.range.{kind}", language, low=_short(own.low), high=_high(reading), now=_short(reading.value)
    )


def source_of(reading: Reading, language: str) -> str:
    """Where the recommended range comes from."""
    return translate(f"delivery.source.{reading.recommended.source}", language)


def advice(delivery: Delivery, language: str) -> str:
    """One sentence on the measure farthest outside of its range; "" when all is well."""
    reading = farthest(delivery)
    if reading is None:
        return ""
    kind = f"{reading.measure}_{reading.standing}"
    if reading.measure is Measure.RATE:
        kind += f"_{delivery.language}"
    elif reading.measure is Measure.FILLERS and delivery.at_least:
        kind += "_at_least"
    own = reading.recommended
    values = _values(reading, delivery, language) | {"low": _short(own.low), "high": _high(reading)}
    return translate(f"delivery.advice.{kind}", language, **values)


def session_line(deliveries: Sequence[Delivery], language: str) -> str:
    """The answers of a session in a line; "" where nothing was spoken."""
    summary = summary_of(deliveries)
    if summary is None:
        return ""
    parts = [translate("delivery.session.answers", language, n=summary.answers)]
    if summary.rate is not None:
        parts.append(translate(f"delivery.session.rate_{summary.language}", language, value=round(summary.rate)))
    if summary.pauses is not None:
        kind = "pauses" if summary.pauses else "no_pauses"
        longest = f"{summary.longest_pause:.1f}"
        parts.append(translate(f"delivery.session.{kind}", language, count=summary.pauses, longest=longest))
    if summary.fillers is not None:
        kind = "fillers_at_least" if summary.at_least else "fillers"
        kind = kind if summary.fillers else "no_fillers"
        parts.append(translate(f"delivery.session.{kind}", language, count=summary.fillers))
    return translate("delivery.joiner", language).join(parts)


def silences_of(delivery: Delivery, language: str) -> str:
    """The picture of the recording in words, for who cannot see it."""
    pauses = [
        translate("delivery.picture.pause", language, at=clock(each.start), seconds=f"{each.seconds:.1f}")
        for each in delivery.pauses
    ]
    told = translate("delivery.comma", language).join(pauses) or translate("delivery.picture.none", language)
    return translate("delivery.picture.whole", language, seconds=round(delivery.seconds), pauses=told)


def clock(seconds: float) -> str:
    """`1:05`."""
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def outside(reading: Reading) -> bool:
    return reading.standing is not Standing.WITHIN


def _kind(reading: Reading, delivery: Delivery) -> str:
    measure = reading.measure
    if measure is Measure.RATE:
        return f"rate_{delivery.language}"
    if measure is Measure.FILLERS and reading.count and delivery.at_least:
        return "fillers_at_least"
    return f"no_{measure}" if reading.count == 0 else measure.value


def _values(reading: Reading, delivery: Delivery, language: str) -> dict[str, object]:
    words = Counter(each.word for each in delivery.fillers).most_common(_SHOWN_WORDS)
    longest = max((each.seconds for each in delivery.pauses), default=0.0)
    return {
        "value": _shown(reading),
        "count": reading.count,
        "longest": f"{longest:.1f}",
        "words": translate("delivery.comma", language).join(_counted(words)),
        "word": words[0][0] if words else "",
    }


def _counted(words: Sequence[tuple[str, int]]) -> Iterator[str]:
    for word, count in words:
        yield f"{word} {count}"


def _shown(reading: Reading) -> str:
    if reading.measure is Measure.SILENCE:
        return f"{100 * reading.value:.0f}"
    return f"{reading.value:.1f}" if reading.measure is Measure.FIRST_WORD else f"{reading.value:.0f}"


def _high(reading: Reading) -> str:
    high = reading.recommended.high
    return f"{100 * high:.0f}" if reading.measure is Measure.SILENCE else _short(high)


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
