"""What is kept of an answer that was spoken, beside its text."""

from __future__ import annotations

from dataclasses import dataclass

from interviewer.domain.delivery import Delivery


@dataclass(frozen=True, slots=True)
class Spoken:
    """How an answer was spoken. `recording` is the id of its audio, "" once that is not kept any more.

    `seconds` is the length of the recording; `heard` is the text as the recogniser named `recogniser` gave it, before
    terms were mended and the candidate corrected it. `delivery` has its places in `heard`; None where nothing was
    measured.
    """

    seconds: float
    recording: str = ""
    heard: str = ""
    recogniser: str = ""
    delivery: Delivery | None = None
