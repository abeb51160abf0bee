"""A scorecard as PDF, Markdown and JSON: whole, harmless whatever was written, and the same bytes each time."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt
from pypdf import PdfReader

from interviewer.adapters.typst_printer import TypstPrinter
from interviewer.domain.live import Consent
from interviewer.domain.scorecard import Recommendation
from interviewer.i18n import LANGUAGES
from interviewer.services.desk.card_files import CardFiles, CardFormat, file_name
from interviewer.services.desk.card_json import SCHEMA
from interviewer.services.desk.card_values import CardView
from interviewer.services.desk.scorecards import with_rating
from tests.desk_cards import CONTRADICTED, COVERED, MISSED, Cards, a_cache_question, a_cache_set, a_candidate, a_talk
from tests.fakes import START
from tests.unit.test_report_files import TRICKS

FILES = CardFiles(TypstPrinter())


def a_view(text: str = "讲得清楚", *, sign: bool = True) -> CardView:
    """A card on which that text stands wherever somebody writes."""
    desk = Cards()
    questions = a_cache_set(a_cache_question("q1", text or "a", text or "b", text or "c"), a_cache_question("q2"))
    talk = a_talk("q1", COVERED, CONTRADICTED, MISSED, notes=f"同时过期 {text}", remarks=text)
    desk.meet(talk, candidate=a_candidate(name=text), set=questions, consent=Consent(True, START, text))

    def filled(card):
        card = replace(with_rating(card, "q1", 4), strengths=(text,), concerns=(text, text))
        return replace(card, recommendation=Recommendation.STRONG_YES)

    card = desk.scorecards.edit("i1", 0, filled)
    if sign:
        card = desk.scorecards.sign("i1", card.version, f"李娜{text}")
        who, why = f"王{text}", f"听漏{text}"
        desk.scorecards.edit("i1", card.version, lambda card: with_rating(card, "q1", 2), who=who, why=why)
    return desk.scorecards.view("i1")


def pdf_text(content: bytes) -> str:
    return re.sub(r"\s", "", "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))


@pytest.mark.parametrize("kind", CardFormat)
@pytest.mark.parametrize("language", LANGUAGES)
def test_making_a_file_again_gives_the_same_bytes(kind, language):
    assert FILES.make(a_view(), kind, language) == FILES.make(a_view(), kind, language)


@pytest.mark.parametrize("kind", CardFormat)
@pytest.mark.parametrize("text", TRICKS)
def test_whatever_was_written_a_file_can_be_made_of_it(kind, text):
    assert FILES.make(a_view(text or "x"), kind, "zh")


def test_json_is_documented_by_its_version_and_tells_all():
    told = json.loads(FILES.make(a_view(), CardFormat.JSON, "zh"))
    assert told["schema"] == SCHEMA == "interviewer.scorecard/1"
    assert (told["draft"], told["recommendation"], told["mean_rating"]) == (False, "strong_yes", 2)
    assert told["consent"] == {
        "given": True,
        "at": START.isoformat(),
        "note": "讲得清楚",
        "keeps": True,
        "transcribed_by": "",
    }
    assert told["earlier_consents"] == []
    first, second = told["questions"]
    assert (first["rating"], first["proposed"], first["score"]) == (2, 2, 23)
    assert first["score_parts"] == {"coverage": 33.3, "penalties": 10}
    assert [(each["verdict"], each["quote"], each["by"]) for each in first["points"]] == [
        ("covered", "同时过期", "machine"),
        ("contradicted", "", "machine"),
        ("missed", "", "machine"),
    ]
    assert list(first["scale"]) == ["1", "2", "3", "4", "5"]
    assert first["scale"]["3"] == "说得出原因和一个办法"
    assert (second["asked"], second["rating"], second["score"]) == (False, None, None)
    assert [(each["what"], each["before"], each["after"]) for each in told["log"]] == [
        ("signed", "", "李娜讲得清楚"),
        ("rating", "4", "2"),
    ]


def test_markdown_tells_who_signed_what_was_changed_and_what_the_ratings_mean():
    text = FILES.make(a_view(), CardFormat.MD, "zh").decode()
    assert text.startswith("# 评分表\n")
    for wanted in ("李娜讲得清楚 于", "非常想要", "评分 2 / 5", "建议 2 分", "4 → 2", "原因：听漏", "5: 还说得出代价"):
        assert wanted in text


@pytest.mark.parametrize("kind", CardFormat)
def test_a_card_that_nobody_signed_says_so(kind):
    content = FILES.make(a_view(sign=False), kind, "en")
    text = pdf_text(content) if kind is CardFormat.PDF else content.decode()
    assert '"draft": true' in text if kind is CardFormat.JSON else "Draft" in text and "draft" in text


@pytest.mark.parametrize("text", TRICKS)
def test_markdown_holds_no_markup_that_somebody_wrote(text):
    page = MarkdownIt("commonmark").render(FILES.make(a_view(text or "x"), CardFormat.MD, "en").decode())
    tags = set(re.findall(r"<(\w+)", page))
    assert tags <= {"h1", "h2", "h3", "p", "ul", "li", "blockquote", "strong", "hr", "br"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pdf_has_the_words_of_the_card(language):
    text = pdf_text(FILES.make(a_view(), CardFormat.PDF, language))
    for wanted in ("李娜讲得清楚", "同时过期", "还说得出代价和怎么验证", "听漏讲得清楚"):
        assert wanted in text


def test_the_name_of_a_file_does_not_tell_the_candidates():
    assert file_name(a_view(), CardFormat.PDF) == "scorecard-2026-11-02-i1.pdf"


def test_a_question_that_was_not_asked_says_so_in_every_format():
    view = a_view()
    assert "没问" in FILES.make(view, CardFormat.MD, "zh").decode()
    assert "没问" in pdf_text(FILES.make(view, CardFormat.PDF, "zh"))
