"""What is kept of an answer that was spoken, beside its text: recordings, what was heard in them, what was mended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from interviewer.domain.delivery import Delivery


@dataclass(frozen=True, slots=True)
class Mend:
    """A term put right: `meant` stands at `start` of the mended text where `heard` stood before."""

    start: int
    heard: str
    meant: str


@dataclass(frozen=True, slots=True)
class MendedText:
    """A text whose terms were put right. The mends are in the order of the text and do not overlap."""

    text: str
    mends: tuple[Mend, ...] = ()

    @property
    def heard(self) -> str:
        """The text before anything was put right."""
        return self.without(*range(len(self.mends))).text

    def without(self, *numbers: int) -> MendedText:
        """The same with the mends of these numbers, from 0, taken back."""
        parts, kept, at, shift = [], [], 0, 0
        for number, mend in enumerate(self.mends):
            parts.append(self.text[at : mend.start])
            at = mend.start + len(mend.meant)
            if number in numbers:
                parts.append(mend.heard)
                shift += len(mend.heard) - len(mend.meant)
            else:
                kept.append(replace(mend, start=mend.start + shift))
                parts.append(mend.meant)
        return MendedText("".join([*parts, self.text[at:]]), tuple(kept))


@dataclass(frozen=True, slots=True)
class Transcript:
    """What a recogniser heard, as it said it; `recogniser` names it, with its model."""

    text: str
    recogniser: str


@dataclass(frozen=True, slots=True)
class Recording:
    """A recorded answer, or a part of one, to a turn's question or (`follow_up`, from 0) to one of its follow-ups.

    While `recogniser` is empty nobody has listened to it yet; `trouble` says why the last try gave nothing. `heard` is
    the recogniser's own text, `said` the one with its terms put right.
    """

    id: str
    session_id: str
    turn_id: str
    follow_up: int | None
    at: datetime
    seconds: float
    recogniser: str = ""
    heard: str = ""
    said: MendedText = MendedText("")
    trouble: str = ""

    @property
    def transcribed(self) -> bool:
        return bool(self.recogniser)

    def belongs_to(self, turn_id: str, follow_up: int | None) -> bool:
        return (self.turn_id, self.follow_up) == (turn_id, follow_up)


@dataclass(frozen=True, slots=True)
class Spoken:
    """How an answer was spoken. `recording` is the id of its (first) audio, "" once that is not kept any more.

    `seconds` is the length of all that was recorded for it; `heard` is the text as the recogniser named `recogniser`
    gave it, before terms were mended and the candidate corrected it; `mends` are the terms that were put right.
    `delivery` has its places in `heard`; None where nothing was measured.
    """

    seconds: float
    recording: str = ""
    heard: str = ""
    recogniser: str = ""
    mends: tuple[Mend, ...] = ()
    delivery: Delivery | None = None
