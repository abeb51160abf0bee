"""A report as files: harmless whatever was said, and the same bytes each time; the web page among them."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.adapters.chart_pictures import own_ids
from interviewer.domain.errors import ChartsMissing, NothingLost
from interviewer.i18n import LANGUAGES
from interviewer.services.markdown_text import plain
from interviewer.services.report_files import ReportFormat, file_name
from interviewer.services.reports import build
from tests.report_samples import (
    FILES,
    REPORT,
    TRICKS,
    Page,
    a_plain_session,
    areas_session,
    session_with,
)
from tests.samples import a_session


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


def test_json_read_and_written_again_is_the_same():
    for text in TRICKS:
        content = FILES.make(build(session_with(text)), ReportFormat.JSON, "zh")
        assert json.dumps(json.loads(content), ensure_ascii=False, indent=2).encode() == content


def test_drawings_on_one_page_do_not_share_an_id():
    svg = '<svg><clipPath id="clip1"/><g clip-path="url(#clip1)"/><use href="#clip1"/></svg>'
    assert (
        own_ids(svg, "a") == '<svg><clipPath id="a-clip1"/><g clip-path="url(#a-clip1)"/><use href="#a-clip1"/></svg>'
    )


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
