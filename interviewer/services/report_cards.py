"""Flash cards of what a session lost: one card a key point that neither the answer nor a follow-up got."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from interviewer.domain.assessment import Verdict
from interviewer.domain.notes import PATH_JOINER
from interviewer.i18n import translate
from interviewer.services.markdown_text import plain
from interviewer.services.report_values import FollowUpReport, QuestionReport, Report


@dataclass(frozen=True, slots=True)
class Card:
    """Texts, not markup. `id` is that of the key point: a later card on the same point takes the place of this one.

    `others` are the section's other points, for who needs a hint; `said` and `remark` tell what the answer had.
    """

    id: str
    question: str
    others: tuple[str, ...]
    point: str
    said: str
    remark: str
    place: str
    path: str


@dataclass(frozen=True, slots=True)
class Deck:
    """`name` is what it is called in the reader's language; `others` heads the other points of a section."""

    name: str
    others: str
    cards: tuple[Card, ...]


def deck_of(report: Report, language: str) -> Deck:
    """The cards of a session, in the order of its questions. A point that was lost twice has the later card."""
    cards: dict[str, Card] = {}
    for question in report.scored:
        for verdict in question.still_lost:
            card = _card(question, verdict, language)
            cards.pop(card.id, None)
            cards[card.id] = card
    name, others = (translate(f"paper.card.{each}", language) for each in ("deck", "others"))
    return Deck(name, others, tuple(cards.values()))


def _card(question: QuestionReport, verdict: Verdict, language: str) -> Card:
    point = verdict.key_point
    others = tuple(plain(each.text) for each in question.question.key_points if each.id != point.id)
    said = translate("paper.card.said", language, quote=plain(verdict.quote)) if verdict.quote else ""
    place = ""
    if point.source:
        first, last = point.source.first_line, point.source.last_line
        lines = str(first) if first == last else f"{first}–{last}"
        place = f"{plain(PurePath(point.source.file).name)} {lines}"
    asked = [plain(question.question.text)]
    asked += [plain(each.turn.follow_up.text) for each in _follow_ups_on(question, point.id)]
    return Card(
        point.id,
        "\n".join(asked),
        others,
        plain(point.text),
        said,
        plain(verdict.remark),
        place,
        plain(question.question.path).replace(PATH_JOINER, " › "),
    )


def _follow_ups_on(question: QuestionReport, point: str) -> list[FollowUpReport]:
    """Follow-ups that asked for that point: they say which of the section's is meant."""
    return [each for each in question.follow_ups if each.turn.follow_up.key_point.id == point]
