"""A scorecard as JSON. A key is never renamed or dropped within a version of the schema; docs/desk.md tells them."""

from __future__ import annotations

import json
from typing import Any

from interviewer.domain.live import Consent
from interviewer.domain.scorecard import Change
from interviewer.services.as_json import source_json
from interviewer.services.desk.card_values import CardView, QuestionView
from interviewer.services.desk.card_words import CardWords

SCHEMA = "interviewer.scorecard/1"


def to_json(view: CardView, language: str) -> str:
    return json.dumps(card_json(view, language), ensure_ascii=False, indent=2) + "\n"


def card_json(view: CardView, language: str) -> dict[str, Any]:
    """Times are ISO 8601 in UTC, ratings 1..5 or null, scores 0..100 or null, question numbers and lines 1-based; what
    ratings mean is in the words of `language` where the set has no anchor."""
    interview, card, consent = view.interview, view.card, view.interview.consent
    return {
        "schema": SCHEMA,
        "interview": interview.id,
        "candidate": {"id": interview.candidate_id, "name": interview.candidate},
        "interviewer": interview.interviewer,
        "set": {"id": interview.set.id, "name": interview.set.name, "version": interview.set.version},
        "began": interview.began_at.isoformat() if interview.began_at else None,
        "ended": interview.ended_at.isoformat() if interview.ended_at else None,
        "consent": consent and _consent(consent),
        "earlier_consents": [_consent(each) for each in interview.earlier_consents],
        "draft": card.is_draft,
        "signed": card.signed and {"name": card.signed.name, "at": card.signed.at.isoformat()},
        "recommendation": card.recommendation.value if card.recommendation else None,
        "strengths": list(card.strengths),
        "concerns": list(card.concerns),
        "mean_rating": None if view.mean_rating is None else round(view.mean_rating, 2),
        "score": view.score,
        "questions": [_question(each, CardWords(language)) for each in view.questions],
        "log": [_change(each) for each in view.log],
    }


def _consent(consent: Consent) -> dict[str, Any]:
    return {
        "given": consent.given,
        "at": consent.at.isoformat(),
        "note": consent.note,
        "keeps": consent.keeps,
        "transcribed_by": consent.transcribed_by,
    }


def _question(view: QuestionView, words: CardWords) -> dict[str, Any]:
    question, card, parts = view.question, view.card, view.parts
    return {
        "number": view.number,
        "id": question.id,
        "question": question.text,
        "path": question.path,
        "asked": card.asked,
        "rating": card.rating,
        "proposed": card.proposed,
        "scale": {str(rating): meaning for rating, meaning in words.grades(question).items()},
        "score": view.score,
        "score_parts": parts and {"coverage": round(parts.coverage, 1), "penalties": parts.penalties},
        "points": [
            {
                "id": point.id,
                "text": point.text,
                "weight": point.weight,
                "source": source_json(point.source),
                "verdict": mark.kind.value,
                "quote": mark.quote,
                "by": "interviewer" if mark.by_hand else "machine",
            }
            for point, mark in view.points
        ],
        "notes": card.notes,
        "remarks": card.remarks,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "at": change.at.isoformat(),
        "who": change.who,
        "what": change.what.value,
        "question": change.question_id or None,
        "key_point": change.key_point_id or None,
        "before": change.before,
        "after": change.after,
        "why": change.why,
    }
