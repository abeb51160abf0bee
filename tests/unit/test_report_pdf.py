"""A report as PDF: its words can be read, its fonts are in it, and nothing said is an instruction."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader

from interviewer.domain.assessment import Assessment, Verdict
from interviewer.domain.errors import PdfUnavailable
from interviewer.domain.sessions import TurnState
from interviewer.i18n import LANGUAGES, translate
from interviewer.services.report_files import ReportFormat
from interviewer.services.reports import build
from tests.report_samples import (
    FILES,
    MISSED,
    REPORT,
    session_with,
)
from tests.samples import a_key_point, a_question, a_session, a_turn


def pdf_text(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pdf_has_the_words_of_the_report_and_a_number_on_each_page(language):
    content = FILES.make(REPORT, ReportFormat.PDF, language)
    text = pdf_text(content)
    said = re.sub(r"\s", "", text)
    for wanted in ("从库重放relaylog", "要点3", re.sub(r"\s", "", translate("report.title", language))):
        assert wanted in said
    pages = len(PdfReader(io.BytesIO(content)).pages)
    assert translate("paper.page", language, at=pages, of=pages) in text


def test_a_pdf_embeds_every_font_that_it_uses():
    for page in PdfReader(io.BytesIO(FILES.make(build(session_with("雪崩 relay 😀")), ReportFormat.PDF, "zh"))).pages:
        for font in page["/Resources"]["/Font"].values():
            below = font.get_object()["/DescendantFonts"][0].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(below["/FontDescriptor"].get_object())


def test_typesetting_marks_in_an_answer_are_words_in_a_pdf():
    said = '#eval("1+1") #panic() ] $x$ *bold* <label>'
    text = pdf_text(FILES.make(build(session_with(said)), ReportFormat.PDF, "en"))
    assert said in " ".join(text.split())


def test_a_run_of_letters_that_is_longer_than_a_line_stays_on_the_paper():
    content = FILES.make(build(session_with("x" * 1500)), ReportFormat.PDF, "en")
    pages = PdfReader(io.BytesIO(content)).pages
    places: list[float] = []
    for page in pages:
        page.extract_text(visitor_text=lambda text, cm, tm, *_: places.append(tm[4]) if text.strip() else None)
    assert max(places) < 595
    assert pdf_text(content).replace("\u200b", "").replace("\n", "").count("x") > 1500


def test_without_its_package_a_pdf_is_refused_with_the_way_out(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "typst", None)
    with pytest.raises(PdfUnavailable):
        FILES.make(REPORT, ReportFormat.PDF, "zh")


def test_a_section_with_more_lost_points_than_a_page_holds_is_listed_to_its_end():
    points = tuple(a_key_point(f"kp{at}", f"要点{at}" + "很长" * 30) for at in range(90))
    verdicts = tuple(Verdict(point, MISSED) for point in points)
    turn = a_turn(
        question=a_question(key_points=points),
        answer="不知道",
        state=TurnState.GRADED,
        assessment=Assessment(verdicts, "embedded"),
    )
    text = re.sub(r"\s", "", pdf_text(FILES.make(build(a_session(turns=(turn,))), ReportFormat.PDF, "zh")))
    assert all(text.count(f"要点{at}很") >= 2 for at in range(90))
