"""How an answer was spoken: pace, pauses, fillers, repeated starts. Counted, never judged, and no part of the score."""

from __future__ import annotations

from dataclasses import dataclass, replace

from interviewer.domain.fillers import Filler
from interviewer.domain.repeats import Repeat
from interviewer.domain.speaking import spoken_length

LONG_PAUSE = 2.0
"""Seconds from which a pause is told of."""
_LEAST_SECONDS, _LEAST_UNITS = 5.0, 15.0
"""Of less speech than this a rate, or a share of the words, says nothing."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a recording, in seconds from its beginning."""

    start: float
    end: float

    @property
    def seconds(self) -> float:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Delivery:
    """What was heard of an answer. Everything else is worked out from it.

    `seconds` is the length of the recording and `speech` where it is spoken, in order; 0 and () without a recording.
    `units` is the length of what was said, in hanzi (a Latin word among them by its syllables) for `zh`, in words for
    `en`; 0 without a transcript. `fillers` and `repeats` are places in the transcript as it was heard. `seconds_given`
    is 0 where none were set. `takes` are the moments at which recordings after the first begin: silence around them is
    no pause. An answer to a `follow_up` is about one point, and shorter.
    """

    language: str
    seconds: float = 0.0
    speech: tuple[Stretch, ...] = ()
    units: float = 0.0
    fillers: tuple[Filler, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    seconds_given: float = 0.0
    takes: tuple[float, ...] = ()
    follow_up: bool = False

    @property
    def has_audio(self) -> bool:
        return self.seconds > 0

    @property
    def has_text(self) -> bool:
        return self.units > 0

    @property
    def spoken(self) -> tuple[Stretch, ...]:
        """From the first to the last word of each recording."""
        found: list[Stretch] = []
        for each in self.speech:
            if found and not self._new_take(found[-1].end, each.start):
                found[-1] = Stretch(found[-1].start, each.end)
            else:
                found.append(each)
        return tuple(found)

    @property
    def first_word(self) -> float | None:
        """Seconds of silence before the first word; None without speech in a recording."""
        return self.speech[0].start if self.speech else None

    @property
    def silences(self) -> tuple[Stretch, ...]:
        """Between words, however short."""
        pairs = zip(self.speech, self.speech[1:], strict=False)
        return tuple(Stretch(one.end, two.start) for one, two in pairs if not self._new_take(one.end, two.start))

    @property
    def pauses(self) -> tuple[Stretch, ...]:
        """The long ones."""
        return tuple(each for each in self.silences if each.seconds >= LONG_PAUSE)

    @property
    def silence_share(self) -> float | None:
        """Of the time from the first to the last word, 0..1."""
        whole = _total(self.spoken)
        return min(1.0, _total(self.silences) / whole) if whole >= _LEAST_SECONDS else None

    @property
    def rate(self) -> float | None:
        """Hanzi or words a minute, pauses included."""
        minutes = _total(self.spoken) / 60
        if minutes * 60 < _LEAST_SECONDS or self.units < _LEAST_UNITS:
            return None
        return self.units / minutes

    @property
    def fillers_in_100(self) -> float | None:
        """Fillers in 100 hanzi or words."""
        return self._in_100(len(self.fillers))

    @property
    def repeats_in_100(self) -> float | None:
        return self._in_100(len(self.repeats))

    @property
    def length(self) -> float | None:
        """Seconds from the first to the last word; None without speech."""
        return _total(self.spoken) if self.speech else None

    @property
    def at_least(self) -> bool:
        """Whether more fillers may have been said than are counted: recognisers drop most of the Chinese ones."""
        return self.language == "zh" and self.has_text

    def heard_in(self, seconds: float, speech: tuple[Stretch, ...]) -> Delivery:
        """The same with what a recording of so many seconds adds."""
        return replace(self, seconds=seconds, speech=speech)

    def followed_by(self, other: Delivery, place: int) -> Delivery:
        """This and a second recording as one answer, in whose transcript the second one begins at `place`."""
        return replace(
            self,
            seconds=self.seconds + other.seconds,
            speech=self.speech + tuple(Stretch(x.start + self.seconds, x.end + self.seconds) for x in other.speech),
            units=self.units + other.units,
            fillers=self.fillers + tuple(Filler(x.word, x.start + place, x.end + place) for x in other.fillers),
            repeats=self.repeats + tuple(Repeat(x.start + place, x.end + place) for x in other.repeats),
            takes=(*self.takes, self.seconds, *(take + self.seconds for take in other.takes)),
        )

    def _new_take(self, before: float, after: float) -> bool:
        return any(before <= take <= after for take in self.takes)

    def _in_100(self, count: int) -> float | None:
        return 100 * count / self.units if self.units >= _LEAST_UNITS else None


def units_of(text: str, language: str) -> float:
    """The length of what was said, as `Delivery.units` counts it."""
    return float(spoken_length(text, language))


def _total(stretches: tuple[Stretch, ...]) -> float:
    return sum(each.seconds for each in stretches)
