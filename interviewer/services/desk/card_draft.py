"""The machine's draft of a scorecard, from what was noted and ticked in the interview. The recommendation is left to a
person."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from interviewer.adapters.spoken_text import clipped
from interviewer.domain.assessment import VerdictKind
from interviewer.domain.desk import SetQuestion
from interviewer.domain.live import Interview, Talk, Tick, TickState
from interviewer.domain.rating import marks_of_kind, proposal, score_of
from interviewer.domain.scorecard import PointMark, QuestionCard, Scorecard
from interviewer.domain.scoring import ScoreParts
from interviewer.i18n import translate

MOST_LINES = 4
_MOST_POINTS = 2
_LONGEST_POINT = 48
"""Columns of a point in a line; a hanzi takes two."""
_STRONG, _WEAK = 60, 60
"""Scores from which a question is a strength, and below which what is missing in it is a concern."""


def draft(interview: Interview, now: datetime) -> Scorecard:
    """A new card. Its words are in the language of the questions."""
    made = Scorecard(
        interview.id, now, tuple(_question(each, interview.talk(each.id)) for each in interview.set.questions)
    )
    return with_lines(made, interview)


def with_lines(card: Scorecard, interview: Interview) -> Scorecard:
    """With strengths and concerns as the marks have them now."""
    return replace(card, strengths=_strengths(card, interview), concerns=_concerns(card, interview))


def renewed(card: Scorecard, interview: Interview) -> Scorecard:
    """An unsigned card with notes and marks as the interview has them now; what a person put on the card stays."""
    fresh = draft(interview, card.made_at)
    known = {each.question_id: each for each in card.questions}
    questions = tuple(_joined(known.get(each.question_id), each, interview) for each in fresh.questions)
    return replace(card, questions=questions)


def _joined(own: QuestionCard | None, fresh: QuestionCard, interview: Interview) -> QuestionCard:
    if own is None:
        return fresh
    kept = fresh
    for mark in own.marks:
        if mark.on_card:
            kept = kept.with_mark(mark)
    rating = fresh.rating if own.rating is None else own.rating
    kept = replace(kept, rating=rating, remarks=own.remarks or fresh.remarks)
    kept = replace(kept, asked=kept.asked or kept.rating is not None)
    return replace(kept, proposed=proposal(interview.set.question(own.question_id), kept))


def _question(question: SetQuestion, talk: Talk) -> QuestionCard:
    marks = tuple(_mark(each, talk.notes) for each in talk.ticks)
    made = QuestionCard(question.id, _asked(talk), marks, talk.notes, talk.remarks, talk.rating)
    return replace(made, proposed=proposal(question, made))


def _asked(talk: Talk) -> bool:
    return bool(talk.began_at or talk.notes.strip() or talk.ticks or talk.rating is not None)


def _mark(tick: Tick, notes: str) -> PointMark:
    """Notes that were changed after a tick was confirmed may not hold its quote any more."""
    kind = VerdictKind.MISSED if tick.state is TickState.REFUSED else tick.kind
    quote = tick.quote if kind is not VerdictKind.MISSED and tick.quote in notes else ""
    return PointMark(tick.key_point_id, kind, quote, by_hand=tick.state is not TickState.SUGGESTED)


def _strengths(card: Scorecard, interview: Interview) -> tuple[str, ...]:
    """The questions that went best, each with the heaviest points that were said."""
    scored = [(parts.total, question) for question in interview.set.questions if (parts := _parts(card, question))]
    best = sorted((each for each in scored if each[0] >= _STRONG), key=lambda each: -each[0])
    lines = []
    for _, question in best[:MOST_LINES]:
        said = marks_of_kind(question, card.question(question.id), VerdictKind.COVERED)
        points = _joined_points([text for text, _ in said], interview.set.language)
        values = {"question": name_of(question), "said": len(said), "all": len(question.key_points), "points": points}
        key = "card.draft.strength_all" if len(said) == len(question.key_points) else "card.draft.strength"
        lines.append(translate(key, interview.set.language, **values))
    return tuple(lines)


def _concerns(card: Scorecard, interview: Interview) -> tuple[str, ...]:
    """What was said wrongly comes first, then what was missing in the weakest questions."""
    wrong, missing = [], []
    language = interview.set.language
    for question in interview.set.questions:
        own, parts = card.question(question.id), _parts(card, question)
        for text, mark in marks_of_kind(question, own, VerdictKind.CONTRADICTED):
            key = "card.draft.wrong" if mark.quote else "card.draft.wrong_unquoted"
            wrong.append(translate(key, language, question=name_of(question), quote=mark.quote, point=text))
        missed = [text for text, _ in marks_of_kind(question, own, VerdictKind.MISSED)]
        if parts is not None and parts.total < _WEAK and missed:
            values = {"question": name_of(question), "points": _joined_points(missed, language)}
            missing.append((parts.total, translate("card.draft.missing", language, **values)))
    ordered = [line for _, line in sorted(missing, key=lambda each: each[0])]
    return (*wrong, *ordered)[:MOST_LINES]


def _parts(card: Scorecard, question: SetQuestion) -> ScoreParts | None:
    return score_of(question, card.question(question.id))


def name_of(question: SetQuestion) -> str:
    """What a question is about in a few words: the last heading of its path, else its own text."""
    return question.path.rsplit(" / ", 1)[-1] if question.path else question.text


def _joined_points(texts: list[str], language: str) -> str:
    return translate("card.draft.and", language).join(clipped(text, _LONGEST_POINT) for text in texts[:_MOST_POINTS])
