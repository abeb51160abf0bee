"""A report as a file, in each format there is: the command line and the pages give the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from interviewer.domain.errors import InterviewerError, NothingLost, PdfUnavailable
from interviewer.services.report_blocks import Document
from interviewer.services.report_cards import Deck, deck_of
from interviewer.services.report_csv import to_csv
from interviewer.services.report_document import document_of
from interviewer.services.report_html import to_html
from interviewer.services.report_pictures import Drawer
from interviewer.services.report_text import to_json, to_markdown
from interviewer.services.report_values import Report


class ReportFormat(StrEnum):
    HTML = "html"
    PDF = "pdf"
    MD = "md"
    JSON = "json"
    CSV = "csv"
    ANKI = "anki"

    @property
    def is_text(self) -> bool:
        """Whether it may be printed on a terminal."""
        return self not in (ReportFormat.PDF, ReportFormat.ANKI)


_ENDINGS = {ReportFormat.ANKI: "apkg"}
_MEDIA_TYPES = {
    ReportFormat.HTML: "text/html",
    ReportFormat.PDF: "application/pdf",
    ReportFormat.MD: "text/markdown",
    ReportFormat.JSON: "application/json",
    ReportFormat.CSV: "text/csv",
    ReportFormat.ANKI: "application/octet-stream",
}


class PagePrinter(Protocol):
    def pdf(self, document: Document, at: datetime) -> bytes:
        """The document as PDF that carries the date `at`. Raises PdfUnavailable."""

    @property
    def lacking(self) -> str:
        """The package that is not there; empty when all are."""


@dataclass(frozen=True, slots=True)
class ReportFiles:
    """Makes the files. `pack` makes a package for Anki of a deck and the time of the session, `draw` SVG of a chart."""

    printer: PagePrinter
    pack: Callable[[Deck, datetime], bytes]
    draw: Drawer

    def make(self, report: Report, kind: ReportFormat, language: str) -> bytes:
        """The report in that format; in a format that has no words of ours the language does not matter.

        Raises NothingLost for cards of a session without a lost point, PdfUnavailable.
        """
        match kind:
            case ReportFormat.HTML:
                return _bytes(to_html(self._document(report, language)))
            case ReportFormat.PDF:
                return self.printer.pdf(self._document(report, language), made_at(report))
            case ReportFormat.MD:
                return _bytes(to_markdown(report, language))
            case ReportFormat.JSON:
                return _bytes(to_json(report))
            case ReportFormat.CSV:
                return _bytes(to_csv(report))
            case ReportFormat.ANKI:
                return self._cards(report, language)

    def trouble(self, report: Report, kind: ReportFormat) -> InterviewerError | None:
        """What making it would raise, as far as that can be told at once."""
        if kind is ReportFormat.ANKI and not any(each.still_lost for each in report.scored):
            return NothingLost()
        if kind is ReportFormat.PDF and self.printer.lacking:
            return PdfUnavailable(package=self.printer.lacking)
        return None

    def _document(self, report: Report, language: str) -> Document:
        return document_of(report, language, self.draw)

    def _cards(self, report: Report, language: str) -> bytes:
        deck = deck_of(report, language)
        if not deck.cards:
            raise NothingLost()
        return self.pack(deck, made_at(report))


def made_at(report: Report) -> datetime:
    """The time that files carry: that of the session, so that making one again changes nothing in it."""
    return report.finished_at or report.started_at


def file_name(report: Report, kind: ReportFormat) -> str:
    """`interview-2026-11-28-3f2a.pdf`."""
    return f"interview-{report.started_at:%Y-%m-%d}-{report.session_id}.{_ENDINGS.get(kind, kind.value)}"


def media_type(kind: ReportFormat) -> str:
    return _MEDIA_TYPES[kind]


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")
