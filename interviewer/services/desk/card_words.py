"""Phrases of a scorecard in one language, for pages and files alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from interviewer.domain.desk import SetQuestion
from interviewer.domain.live import Consent
from interviewer.domain.ports.speech import ON_THIS_MACHINE
from interviewer.domain.rating import RATINGS
from interviewer.domain.scorecard import Change, ChangedPart, PointMark, Recommendation
from interviewer.i18n import translate
from interviewer.services.desk.card_values import CardView, QuestionView


@dataclass(frozen=True, slots=True)
class CardWords:
    """Times are in UTC, for files, or as the clock of this machine has them."""

    language: str
    local: bool = False

    def __call__(self, key: str, /, **values: object) -> str:
        return translate(f"card.{key}", self.language, **values)

    def minute(self, at: datetime) -> str:
        if self.local:
            return f"{at.astimezone():%Y-%m-%d %H:%M}"
        return at.strftime("%Y-%m-%d %H:%M UTC")

    def state(self, view: CardView) -> list[str]:
        """Whether it is a draft, or who signed it when, and whether it was changed since."""
        if view.card.signed is None:
            return [self("is_draft")]
        changes = sum(each.what is not ChangedPart.SIGNED for each in view.log)
        told = [self("signed", name=view.card.signed.name, at=self.minute(view.card.signed.at))]
        return [*told, self("changed_since", n=changes)] if changes else told

    def facts(self, view: CardView) -> list[tuple[str, str]]:
        """(what, value) of the interview."""
        interview, signer = view.interview, view.card.signed.name if view.card.signed else ""
        began = interview.began_at or interview.made_at
        when = self.minute(began)
        if interview.ended_at and interview.began_at:
            when += " · " + self("took", minutes=round(interview.seconds(interview.ended_at) / 60))
        return [
            (self("candidate"), interview.candidate or self("unnamed")),
            (self("interviewer"), interview.interviewer or signer or self("unnamed")),
            (self("set"), interview.set.name),
            (self("date"), when),
        ]

    def consent(self, view: CardView) -> str:
        """What he said when he was asked, last and before. Empty where he was not asked."""
        interview = view.interview
        said = [*interview.earlier_consents, *([interview.consent] if interview.consent else [])]
        return " · ".join(self.one_consent(each) for each in said)

    def one_consent(self, consent: Consent) -> str:
        kind = "refused" if not consent.given else "given" if consent.keeps else "words_only"
        told = [self(f"consent_{kind}", at=self.minute(consent.at))]
        if consent.given and consent.transcribed_by:
            told.append(self("transcribed_by", place=self.place(consent.transcribed_by)))
        return " · ".join([*told, *([consent.note] if consent.note else [])])

    def place(self, place: str) -> str:
        """Who transcribes."""
        return self("on_this_machine") if place == ON_THIS_MACHINE else place

    def numbers(self, view: CardView, *, score: bool = True) -> list[str]:
        """The mean of the ratings, and the score beside it where it is wanted."""
        rated = sum(each.card.rating is not None for each in view.questions)
        told = []
        if view.mean_rating is not None:
            told.append(self("mean", rating=f"{view.mean_rating:.1f}", n=rated))
        if score and view.score is not None:
            told.append(self("score", score=view.score))
        return told

    def recommendation(self, given: Recommendation | None) -> str:
        if given is None:
            return self("no_recommendation")
        return f"{self(f'recommendations.{given.value}')} · {self(f'meaning.{given.value}')}"

    def rating(self, question: QuestionView) -> str:
        if not question.card.asked:
            return self("not_asked")
        rating = question.card.rating
        return self("unrated") if rating is None else self("rating", rating=rating)

    def proposed(self, question: QuestionView) -> str:
        """Empty where nothing is proposed."""
        if question.card.proposed is None or question.score is None:
            return ""
        return self("proposed", rating=question.card.proposed, score=question.score)

    def how_scored(self, question: QuestionView) -> str:
        parts = question.parts
        if parts is None:
            return ""
        if not parts.penalties:
            return self("how_scored_plain", total=parts.total)
        return self("how_scored", total=parts.total, coverage=round(parts.coverage), penalties=parts.penalties)

    def grades(self, question: SetQuestion) -> dict[int, str]:
        """What each rating means for this question: its own anchors at 1, 3 and 5."""
        anchors = question.anchors
        own = {1: anchors.weak, 3: anchors.good, 5: anchors.excellent}
        return {rating: own.get(rating) or self(f"grade.{rating}") for rating in RATINGS}

    def kind(self, mark: PointMark) -> str:
        return self.kind_name(mark.kind.value)

    def kind_name(self, kind: str) -> str:
        return translate(f"report.kind.{kind}", self.language)

    def whose(self, mark: PointMark) -> str:
        return self("by_hand" if mark.by_hand else "suggested")

    def change(self, change: Change, view: CardView) -> list[str]:
        """A line of the log, and the reason where there is one."""
        at = self.minute(change.at)
        if change.what is ChangedPart.SIGNED:
            return [self("log_signed", at=at, who=change.who)]
        before, after = (self._value(change, each) for each in (change.before, change.after))
        what = " ".join([self(f"part.{change.what.value}"), *self._where(change, view)])
        line = self("log_line", at=at, who=change.who, what=what, before=before, after=after)
        return [line, self("log_why", why=change.why)] if change.why else [line]

    def _where(self, change: Change, view: CardView) -> list[str]:
        """`3` or `3 “the point”`: which question, and which point of it."""
        for each in view.questions:
            if each.question.id == change.question_id:
                points = [point.text for point in each.question.key_points if point.id == change.key_point_id]
                return [str(each.number), *(self("quote", quote=point) for point in points)]
        return []

    def _value(self, change: Change, stored: str) -> str:
        if not stored:
            return self("nothing")
        if change.what is ChangedPart.RECOMMENDATION:
            return self(f"recommendations.{stored}")
        if change.what is ChangedPart.MARK:
            return self.kind_name(stored)
        return " / ".join(stored.splitlines())
