"""What is different between two states of a scorecard, as lines of its log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from interviewer.domain.scorecard import Change, ChangedPart, QuestionCard, Scorecard

_WHOLE = (ChangedPart.RECOMMENDATION, ChangedPart.STRENGTHS, ChangedPart.CONCERNS)
_OF_QUESTION = (ChangedPart.RATING, ChangedPart.REMARKS)


@dataclass(frozen=True, slots=True)
class Hand:
    """Whose change it is, when, and why."""

    who: str
    at: datetime
    why: str = ""


def differences(before: Scorecard, after: Scorecard, hand: Hand) -> list[Change]:
    """A line for each part that is not the same any more; nothing where nothing changed."""
    made = [_change(part, before, after, hand) for part in _WHOLE]
    for old, new in zip(before.questions, after.questions, strict=True):
        made += [_change(part, old, new, hand, question_id=old.question_id) for part in _OF_QUESTION]
        made += _marks(old, new, hand)
    return [each for each in made if each.before != each.after]


def _marks(old: QuestionCard, new: QuestionCard, hand: Hand) -> Iterator[Change]:
    for point in dict.fromkeys(each.key_point_id for each in (*old.marks, *new.marks)):
        was, is_ = old.mark(point).kind.value, new.mark(point).kind.value
        yield Change(hand.at, hand.who, ChangedPart.MARK, was, is_, hand.why, old.question_id, point)


def _change(
    part: ChangedPart,
    old: Scorecard | QuestionCard,
    new: Scorecard | QuestionCard,
    hand: Hand,
    question_id: str = "",
) -> Change:
    was, is_ = _stored(getattr(old, part.value)), _stored(getattr(new, part.value))
    return Change(hand.at, hand.who, part, was, is_, hand.why, question_id)


def _stored(value: object) -> str:
    """As the log keeps it: lines as lines, and nothing for what is not there."""
    if value is None:
        return ""
    return "\n".join(value) if isinstance(value, tuple) else str(value)
