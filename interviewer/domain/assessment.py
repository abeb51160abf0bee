"""Verdicts with their evidence, and the assessment of one answer."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from interviewer.domain.notes import KeyPoint
from interviewer.domain.scoring import ScoreParts, score
from interviewer.domain.usage import Usage
from interviewer.domain.verdicts import Appeal, CorrectionMark, PastVerdict, VerdictKind

__all__ = [
    "Assessment",
    "Band",
    "Certainty",
    "FallbackReason",
    "FalseClaim",
    "Gate",
    "UnscoredReason",
    "Verdict",
    "VerdictKind",
    "unscored",
]


class Gate(StrEnum):
    """Why an answer was refused, or cut down, before any grader judged its content."""

    EMPTY = "empty"
    GIBBERISH = "gibberish"
    COPIED_QUESTION = "copied_question"
    KEYWORD_LIST = "keyword_list"
    ADDRESSES_GRADER = "addresses_grader"
    OFF_TOPIC = "off_topic"


class Certainty(StrEnum):
    SURE = "sure"
    FAIRLY_SURE = "fairly_sure"
    UNSURE = "unsure"


class UnscoredReason(StrEnum):
    """What failed when an answer could not be graded at all."""

    NO_KEY_POINTS = "no_key_points"
    GRADER_FAILED = "grader_failed"


class FallbackReason(StrEnum):
    """Why the embedded grader answered in place of the LLM."""

    WRONG_KEY = "wrong_key"
    UNREACHABLE = "unreachable"
    RATE_LIMITED = "rate_limited"
    SERVER_ERROR = "server_error"
    TIMED_OUT = "timed_out"
    UNUSABLE_REPLY = "unusable_reply"
    REFUSED = "refused"
    UNKNOWN_MODEL = "unknown_model"
    QUEUED_TOO_LONG = "queued_too_long"
    PAUSED = "paused"
    BUDGET_USED = "budget_used"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on one key point.

    `quote` is an exact slice of the answer, empty when missed. `probability` (0..1) is the grader's own of the point
    being stated. `remark` says in one sentence what was wrong or lacking, when the grader can say it. `unsure`: another
    grader strongly disagrees, and looking again did not settle it. `corrected` is there when a person set the verdict;
    `appeals` are those that were judged, oldest first.
    """

    key_point: KeyPoint
    kind: VerdictKind
    quote: str = ""
    probability: float = 0.0
    remark: str = ""
    unsure: bool = False
    corrected: CorrectionMark | None = None
    appeals: tuple[Appeal, ...] = ()

    @property
    def bare(self) -> PastVerdict:
        """What is to be kept of it when it is changed."""
        return PastVerdict(self.kind, self.quote, self.probability, self.remark, self.unsure)

    @property
    def as_graded(self) -> Verdict:
        """The grader's own verdict."""
        return self._with(self.corrected.before) if self.corrected else self

    @property
    def as_first_graded(self) -> Verdict:
        """The grader's verdict before any appeal."""
        return self._with(self.appeals[0].before) if self.appeals else self.as_graded

    def _with(self, past: PastVerdict) -> Verdict:
        return replace(
            self,
            kind=past.kind,
            quote=past.quote,
            probability=past.probability,
            remark=past.remark,
            unsure=past.unsure,
            corrected=None,
        )


@dataclass(frozen=True, slots=True)
class FalseClaim:
    """A wrong statement of the answer that contradicts no key point of the section."""

    quote: str
    correction: str


@dataclass(frozen=True, slots=True)
class Band:
    """Where the score would lie on another day, 0..100, and how sure that is in a word."""

    low: int
    high: int
    label: Certainty


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a grader made of one answer; the score is worked out from it, never given by a model.

    `usage` is what a model was asked for it, also in vain; `from_cache` that it was made for the same answer before.
    """

    verdicts: tuple[Verdict, ...]
    grader: str
    false_claims: tuple[FalseClaim, ...] = ()
    band: Band | None = None
    gate: Gate | None = None
    model: str = ""
    prompt_version: str = ""
    fallback_reason: FallbackReason | None = None
    unscored_reason: UnscoredReason | None = None
    raw_reply: str = field(default="", repr=False)
    usage: Usage | None = None
    from_cache: bool = False

    @property
    def score_parts(self) -> ScoreParts | None:
        """How the score comes about; None when the answer is unscored."""
        if self.unscored_reason is not None:
            return None
        return score(
            [(verdict.kind.value, verdict.key_point.weight) for verdict in self.verdicts],
            false_claims=len(self.false_claims),
        )

    @property
    def score(self) -> int | None:
        parts = self.score_parts
        return None if parts is None else parts.total

    @property
    def may_be_better(self) -> bool:
        """Whether a stand-in made it, or nothing could: worth grading again."""
        return self.fallback_reason is not None or self.unscored_reason is not None

    @property
    def corrected(self) -> tuple[Verdict, ...]:
        """The verdicts that a person set."""
        return tuple(verdict for verdict in self.verdicts if verdict.corrected)

    @property
    def as_graded(self) -> Assessment:
        """Without the corrections of people."""
        return replace(self, verdicts=tuple(verdict.as_graded for verdict in self.verdicts))

    @property
    def current_band(self) -> Band | None:
        """The grader's band, moved by as much as corrections and appeals moved the score."""
        first = replace(self, verdicts=tuple(verdict.as_first_graded for verdict in self.verdicts)).score
        if self.band is None or self.score is None or first is None or first == self.score:
            return self.band
        by = self.score - first
        return replace(self.band, low=_within(self.band.low + by), high=_within(self.band.high + by))

    def with_verdict(self, verdict: Verdict) -> Assessment:
        """With that verdict in the place of the one on the same key point."""
        same = verdict.key_point.id
        return replace(self, verdicts=tuple(verdict if each.key_point.id == same else each for each in self.verdicts))

    def keeping_corrections_of(self, earlier: Assessment | None) -> Assessment:
        """A new assessment of the same answer, with what people corrected in the earlier one."""
        set_ = {verdict.key_point.id: verdict for verdict in (earlier.corrected if earlier else ())}
        return replace(self, verdicts=tuple(_kept(each, set_.get(each.key_point.id)) for each in self.verdicts))

    def of_kind(self, *kinds: VerdictKind) -> tuple[Verdict, ...]:
        return tuple(verdict for verdict in self.verdicts if verdict.kind in kinds)


def _within(score: int) -> int:
    return min(100, max(0, score))


def _kept(verdict: Verdict, set_: Verdict | None) -> Verdict:
    if set_ is None or set_.corrected is None:
        return verdict
    return replace(set_, corrected=replace(set_.corrected, before=verdict.bare), appeals=())


def unscored(reason: UnscoredReason, grader: str, **details: str) -> Assessment:
    """The assessment that says that there is none: never a zero and never a made-up mark."""
    return Assessment(verdicts=(), grader=grader, unscored_reason=reason, **details)  # type: ignore[arg-type]
