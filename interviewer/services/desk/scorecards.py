"""Scorecards: drafted by the machine, filled in and signed by a person, changed afterwards only on the record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from interviewer.domain.assessment import VerdictKind
from interviewer.domain.card_changes import Hand, differences
from interviewer.domain.errors import ChangeNeedsReason, ScorecardIncomplete, ScorecardUndecided, SignerMissing
from interviewer.domain.live import Interview
from interviewer.domain.ports import Clock, InterviewStore, ScorecardStore
from interviewer.domain.rating import proposal
from interviewer.domain.scorecard import Change, ChangedPart, PointMark, Scorecard, Signature
from interviewer.services.desk.card_draft import draft, renewed, with_lines
from interviewer.services.desk.card_values import CardView, view


@dataclass(frozen=True, slots=True)
class Scorecards:
    """Every change is saved at once. Each raises InterviewNotFound, ScorecardChangedElsewhere.

    A change to a signed card needs `who` makes it and `why`, and raises ChangeNeedsReason without.
    """

    interviews: InterviewStore
    cards: ScorecardStore
    clock: Clock

    def of(self, interview: Interview) -> Scorecard:
        """The card of an interview; before anybody touched it, the draft of this moment, which is not stored."""
        stored = self.cards.find(interview.id)
        if stored is None:
            return draft(interview, self.clock.now())
        return stored if stored.signed else renewed(stored, interview)

    def view(self, interview_id: str) -> CardView:
        """All that a page or a file shows of it."""
        interview = self.interviews.get(interview_id)
        return view(interview, self.of(interview), self.cards.log(interview_id))

    def edit(
        self, interview_id: str, version: int, change: Callable[[Scorecard], Scorecard], *, who: str = "", why: str = ""
    ) -> Scorecard:
        """The card after a change that was made on its `version`, as it was shown."""
        interview = self.interviews.get(interview_id)
        before = replace(self.of(interview), version=version)
        after = change(before)
        hand = Hand(who.strip(), self.clock.now(), why.strip())
        made = differences(before, after, hand)
        if not made:
            return before
        if before.signed and not (hand.who and hand.why):
            raise ChangeNeedsReason()
        return self.cards.save(after, made if before.signed else ())

    def mark(
        self,
        interview_id: str,
        version: int,
        question_id: str,
        point_id: str,
        kind: VerdictKind,
        *,
        who: str = "",
        why: str = "",
    ) -> Scorecard:
        """With a point marked by hand, and what is proposed for its question worked out anew."""
        question = self.interviews.get(interview_id).set.question(question_id)

        def marked(card: Scorecard) -> Scorecard:
            own = card.question(question_id)
            quote = own.mark(point_id).quote if kind is not VerdictKind.MISSED else ""
            own = replace(own.with_mark(PointMark(point_id, kind, quote, by_hand=True, on_card=True)), asked=True)
            return card.with_question(replace(own, proposed=proposal(question, own)))

        return self.edit(interview_id, version, marked, who=who, why=why)

    def redraft_lines(self, interview_id: str, version: int, *, who: str = "", why: str = "") -> Scorecard:
        """With strengths and concerns drafted anew from the marks."""
        interview = self.interviews.get(interview_id)
        return self.edit(interview_id, version, lambda card: with_lines(card, interview), who=who, why=why)

    def sign(self, interview_id: str, version: int, name: str) -> Scorecard:
        """From now on a person answers for the card. It must have a recommendation, and a rating for each question
        that was asked. Raises SignerMissing, ScorecardIncomplete. A signed card stays as it is signed."""
        interview = self.interviews.get(interview_id)
        card = replace(self.of(interview), version=version)
        if card.signed:
            return card
        if not name.strip():
            raise SignerMissing()
        if card.unrated or not any(each.asked for each in card.questions):
            raise ScorecardIncomplete(unrated=len(card.unrated))
        if card.recommendation is None:
            raise ScorecardUndecided()
        signature = Signature(name.strip(), self.clock.now())
        line = Change(signature.at, signature.name, ChangedPart.SIGNED, "", signature.name)
        return self.cards.save(replace(card, signed=signature), [line])


def with_rating(card: Scorecard, question_id: str, rating: int | None) -> Scorecard:
    """Who rates a question says that it was asked."""
    own = card.question(question_id)
    return card.with_question(replace(own, rating=rating, asked=own.asked or rating is not None))


def with_proposals(card: Scorecard) -> Scorecard:
    """With what is proposed for each question that has no rating yet, where something is."""
    return replace(
        card,
        questions=tuple(
            replace(each, rating=each.proposed) if each in card.unrated else each for each in card.questions
        ),
    )


def lines(text: str) -> tuple[str, ...]:
    """The lines of a text box, without empty ones."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
