"""A report as files: each format from the same report, harmless whatever was said, and the same bytes each time."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from interviewer.adapters import anki_deck
from interviewer.adapters.chart_pictures import draw, own_ids
from interviewer.adapters.typst_printer import TypstPrinter
from interviewer.domain.assessment import Assessment, FalseClaim, Verdict, VerdictKind
from interviewer.domain.errors import ChartsMissing, NothingLost, PdfUnavailable
from interviewer.domain.notes import KeyPoint, SourceLines
from interviewer.domain.questions import FollowUp, Question
from interviewer.domain.sessions import Course, FollowUpTurn, Session, TurnState
from interviewer.i18n import LANGUAGES, translate
from interviewer.services.markdown_text import plain
from interviewer.services.report_cards import deck_of
from interviewer.services.report_csv import COLUMNS, harmless
from interviewer.services.report_files import ReportFiles, ReportFormat, file_name
from interviewer.services.reports import build
from tests.samples import a_key_point, a_question, a_session, a_turn, an_assessment

COVERED, PARTIAL = VerdictKind.COVERED, VerdictKind.PARTIAL
MISSED, CONTRADICTED = VerdictKind.MISSED, VerdictKind.CONTRADICTED
FILES = ReportFiles(TypstPrinter(), anki_deck.package, draw)
TRICKS = (
    "<script>alert(1)</script><img src=http://evil.example/x onerror=alert(1)>",
    "</style></blockquote><!-- &amp; &#x3c; \" ' `",
    "# head\n- list **bold** _x_ ~~y~~ [a](javascript:alert(1)) ![b](http://evil.example)",
    "$x^2$ $$\\frac{a}{b}$$ \\(a\\) \\[b\\] [latex]x[/latex] [sound:a.mp3] {{Front}} {{c1::x}}",
    '#eval("1") #import "x.typ": * ] } ) $ * _ ` @ref <label> \\u{1F600} // /* "',
    '=HYPERLINK("http://evil.example") \n+1+1\n-1\n@SUM(A1)\t=1;=2,=3',
    "长" * 5000 + "x" * 5000,
    "\x00\x07\ud800\udfff\u202eabc\u202c \u2066ok\u2069 \ufeff\u200b",
    "مرحبا שלום 😀👩‍💻🇨🇳 é ñ ẞ 𠮷 ﷽ \ue000",
    "",
)


def session_with(text: str) -> Session:
    """A session in which that text stands wherever somebody writes: notes, questions, answers, remarks, hints."""
    points = tuple(KeyPoint(f"kp{n}", f"{text} {n}", SourceLines(f"{text}.md", n + 1, n + 2)) for n in range(4))
    question = Question(text, "s1", f"领域 / {text} / 机制", points, text, "zh")
    kinds = (COVERED, PARTIAL, MISSED, CONTRADICTED)
    verdicts = tuple(
        Verdict(point, kind, "" if kind is MISSED else text, remark=text, unsure=True)
        for point, kind in zip(points, kinds, strict=True)
    )
    graded = Assessment(verdicts, "llm", (FalseClaim(text, text),), model=text)
    course = Course((text,), (text,))
    follow_up = FollowUpTurn(FollowUp(text, points[2], "zh"), text, Assessment(verdicts[2:3], "llm"), course)
    turn = a_turn(question=question, answer=text, state=TurnState.GRADED, assessment=graded, course=course)
    return a_session(turns=(replace(turn, follow_ups=(follow_up,)),))


def a_plain_session() -> Session:
    points = tuple(a_key_point(f"kp{at}", f"要点 {at}") for at in (1, 2, 3))
    question = a_question(key_points=points)
    graded = an_assessment(COVERED, PARTIAL, MISSED)
    verdicts = tuple(replace(each, key_point=point) for each, point in zip(graded.verdicts, points, strict=True))
    graded = replace(graded, verdicts=verdicts)
    turn = a_turn(question=question, answer="从库重放 relay log", state=TurnState.GRADED, assessment=graded)
    return a_session(turns=(turn, a_turn("turn2", position=1, state=TurnState.SKIPPED)))


REPORT = build(a_plain_session())


class Page(HTMLParser):
    """What a browser would see: tags, attributes, and the words between them."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self.feed(content.decode())
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.words.append(data)


def pdf_text(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def notes_of(content: bytes, folder: Path) -> list[tuple[str, list[str]]]:
    """The guid and the fields of each note in a package for Anki."""
    file = folder / "collection.anki2"
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        file.write_bytes(package.read("collection.anki2"))
    with sqlite3.connect(file) as opened:
        return [(guid, fields.split("\x1f")) for guid, fields in opened.execute("select guid, flds from notes")]


@pytest.mark.parametrize("kind", ReportFormat)
@pytest.mark.parametrize("language", LANGUAGES)
def test_making_a_file_again_gives_the_same_bytes(kind, language):
    made = FILES.make(REPORT, kind, language)
    assert made
    assert FILES.make(build(a_plain_session()), kind, language) == made


@pytest.mark.parametrize("kind", ReportFormat)
def test_a_session_without_a_question_has_a_file_too_or_says_why_not(kind):
    empty = build(a_session())
    if kind is ReportFormat.ANKI:
        assert isinstance(FILES.trouble(empty, kind), NothingLost)
        with pytest.raises(NothingLost):
            FILES.make(empty, kind, "zh")
    else:
        assert FILES.trouble(empty, kind) is None
        assert FILES.make(empty, kind, "zh")


@pytest.mark.parametrize("kind", ReportFormat)
@pytest.mark.parametrize("text", TRICKS)
def test_whatever_was_said_a_file_can_be_made_of_it(kind, text):
    assert FILES.make(build(session_with(text)), kind, "zh")


def test_the_name_of_a_file_tells_day_session_and_format():
    assert file_name(REPORT, ReportFormat.ANKI) == "interview-2026-11-02-session1.apkg"


@pytest.mark.parametrize("text", TRICKS)
def test_a_web_page_has_no_tag_or_address_that_somebody_wrote(text):
    page = Page(FILES.make(build(session_with(text)), ReportFormat.HTML, "zh"))
    ours = Page(FILES.make(build(session_with("x")), ReportFormat.HTML, "zh"))
    assert set(page.tags) <= set(ours.tags)
    assert not {"script", "img", "link", "iframe", "object", "form"} & set(page.tags)
    values = [(name, value or "") for name, value in page.attributes]
    assert not [each for each in values if each[0].startswith("on") or each[0] in ("src", "style", "srcset", "action")]
    assert all(value.startswith("#") for name, value in values if name == "href")


def test_the_policy_of_a_web_page_allows_its_own_style_and_nothing_else():
    page = FILES.make(REPORT, ReportFormat.HTML, "en").decode()
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; style-src 'sha256-")
    assert "http://" not in page and "https://" not in page and "url(" not in page


@given(st.text(alphabet=st.characters(), max_size=60))
@settings(max_examples=40, deadline=None)
def test_a_web_page_says_what_was_said_to_the_letter(text):
    shown = " ".join(Page(FILES.make(build(session_with(text)), ReportFormat.HTML, "en")).words)
    assert " ".join(plain(text).split()) in shown


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
    content = FILES.make(build(session_with("x" * 5000)), ReportFormat.PDF, "en")
    pages = PdfReader(io.BytesIO(content)).pages
    places: list[float] = []
    for page in pages:
        page.extract_text(visitor_text=lambda text, cm, tm, *_: places.append(tm[4]) if text.strip() else None)
    assert max(places) < 595
    assert pdf_text(content).replace("\u200b", "").replace("\n", "").count("x") > 5000


def test_without_its_package_a_pdf_is_refused_with_the_way_out(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "typst", None)
    with pytest.raises(PdfUnavailable):
        FILES.make(REPORT, ReportFormat.PDF, "zh")


def test_a_table_has_one_row_a_verdict_and_one_for_a_question_without():
    content = FILES.make(REPORT, ReportFormat.CSV, "zh")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = rows_of(content)
    assert tuple(rows[0]) == COLUMNS
    assert [(each["number"], each["state"], each["verdict"]) for each in rows] == [
        ("1", "graded", "covered"),
        ("1", "graded", "partial"),
        ("1", "graded", "missed"),
        ("2", "skipped", ""),
    ]
    assert rows[0]["file"] == "mysql.md" and rows[0]["first_line"] == "4"


def test_a_table_tells_false_claims_and_follow_ups_apart():
    rows = rows_of(FILES.make(build(session_with("说过的话")), ReportFormat.CSV, "zh"))
    assert [each["verdict"] for each in rows][-2:] == ["false_claim", "missed"]
    assert [each["follow_up"] for each in rows] == ["", "", "", "", "", "1"]


@given(st.text(alphabet=st.characters(), max_size=40) | st.sampled_from(TRICKS))
@settings(max_examples=150, deadline=None)
def test_no_cell_of_a_table_begins_a_formula(text):
    cell = harmless(text)
    assert not cell.lstrip().startswith(("=", "+", "-", "@"))
    assert not cell.startswith(("\t", "\r"))


@pytest.mark.parametrize("text", TRICKS)
def test_a_table_keeps_its_shape_whatever_was_said(text):
    rows = rows_of(FILES.make(build(session_with(text)), ReportFormat.CSV, "zh"))
    assert len(rows) == 6
    assert all(tuple(each) == COLUMNS and None not in each.values() for each in rows)


def test_lost_points_become_cards_and_recovered_ones_do_not(tmp_path):
    deck = deck_of(REPORT, "zh")
    assert [card.point for card in deck.cards] == ["要点 2", "要点 3"]
    assert deck.cards[0].others == ("要点 1", "要点 3")
    assert deck.cards[0].place == "mysql.md 4"
    turn = REPORT.questions[0]
    point = turn.question.key_points[2]
    won = FollowUpTurn(
        FollowUp("还有呢？", point, "zh"), "要点 3", Assessment((Verdict(point, COVERED, "要点 3"),), "embedded")
    )
    session = a_plain_session()
    session = replace(session, turns=(replace(session.turns[0], follow_ups=(won,)),))
    assert [card.point for card in deck_of(build(session), "zh").cards] == ["要点 2"]


def test_a_point_that_is_lost_again_in_another_language_keeps_its_card(tmp_path):
    made = [notes_of(FILES.make(REPORT, ReportFormat.ANKI, language), tmp_path) for language in LANGUAGES]
    assert [guid for guid, _ in made[0]] == [guid for guid, _ in made[1]]
    later = replace(a_plain_session(), id="session2")
    again = notes_of(FILES.make(build(later), ReportFormat.ANKI, "zh"), tmp_path)
    assert [guid for guid, _ in again] == [guid for guid, _ in made[0]]


@pytest.mark.parametrize("text", TRICKS)
def test_a_card_has_no_tag_sound_or_formula_that_somebody_wrote(text, tmp_path):
    for _, fields in notes_of(FILES.make(build(session_with(text)), ReportFormat.ANKI, "zh"), tmp_path):
        tags = set(Page("".join(fields).encode()).tags)
        assert tags <= {"br", "details", "summary", "ul", "li"}
        assert not re.search(r"\[sound:|\[latex\]|\\\(|\\\[|\{\{", "".join(fields))


def test_json_read_and_written_again_is_the_same():
    for text in TRICKS:
        content = FILES.make(build(session_with(text)), ReportFormat.JSON, "zh")
        assert json.dumps(json.loads(content), ensure_ascii=False, indent=2).encode() == content


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


def test_drawings_on_one_page_do_not_share_an_id():
    svg = '<svg><clipPath id="clip1"/><g clip-path="url(#clip1)"/><use href="#clip1"/></svg>'
    assert (
        own_ids(svg, "a") == '<svg><clipPath id="a-clip1"/><g clip-path="url(#a-clip1)"/><use href="#a-clip1"/></svg>'
    )


def areas_session() -> Session:
    turns = [
        replace(
            a_plain_session().turns[0], id=f"t{at}", position=at, question=a_question(path=f"领域{at} / 主题 / 机制")
        )
        for at in range(3)
    ]
    return a_session(turns=tuple(turns))


def test_the_charts_stand_in_the_web_page_in_its_own_colours():
    page = FILES.make(build(areas_session()), ReportFormat.HTML, "zh").decode()
    assert page.count("<figure") >= 1
    assert "var(--accent)" in page and "#0F766E" not in page.partition("</style>")[2]


def test_without_the_package_for_charts_the_rest_is_there(monkeypatch):
    def missing(specification):
        raise ChartsMissing()

    page = replace(FILES, draw=missing).make(build(areas_session()), ReportFormat.HTML, "zh").decode()
    assert "<figure" not in page
    assert "领域1" in page
