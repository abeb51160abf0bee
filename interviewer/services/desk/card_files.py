"""A scorecard as a file: the command line and the page give the same bytes. Nothing of it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from interviewer.domain.errors import InterviewerError, PdfUnavailable
from interviewer.services.desk.card_document import document_of
from interviewer.services.desk.card_json import to_json
from interviewer.services.desk.card_markdown import to_markdown
from interviewer.services.desk.card_values import CardView
from interviewer.services.report_files import PagePrinter


class CardFormat(StrEnum):
    PDF = "pdf"
    MD = "md"
    JSON = "json"


MEDIA_TYPES = {CardFormat.PDF: "application/pdf", CardFormat.MD: "text/markdown", CardFormat.JSON: "application/json"}


@dataclass(frozen=True, slots=True)
class CardFiles:
    printer: PagePrinter

    def make(self, view: CardView, kind: CardFormat, language: str) -> bytes:
        """Raises PdfUnavailable."""
        if kind is CardFormat.PDF:
            return self.printer.pdf(document_of(view, language), _made_at(view))
        text = to_markdown(view, language) if kind is CardFormat.MD else to_json(view, language)
        return text.encode("utf-8", "replace")

    def trouble(self, kind: CardFormat) -> InterviewerError | None:
        """What making it would raise."""
        lacking = self.printer.lacking if kind is CardFormat.PDF else ""
        return PdfUnavailable(package=lacking) if lacking else None


def file_name(view: CardView, kind: CardFormat) -> str:
    """`scorecard-2026-11-28-3f2a.pdf`: without the candidate's name, which would stay in folders and mails."""
    return f"scorecard-{_made_at(view):%Y-%m-%d}-{view.interview.id}.{kind.value}"


def _made_at(view: CardView) -> datetime:
    """The time that files carry, so that making one again changes nothing in it."""
    return view.interview.began_at or view.interview.made_at
