"""What only a browser shows: labels as they are read, long lists, narrow windows."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

LONG = "一个名字特别长的主题" * 6
MARKS = "$x^2$ :red[红] C++ 1. ~x~"
BODY = "\n\n### 机制\n\n- 先写日志，再改数据页\n- 崩溃以后用日志恢复\n\n"


@pytest.fixture
def many_topics(page, tmp_path):
    """Notes of forty topics, one with a long name and one with marks in it."""
    note = tmp_path / "_my_ $x$ [a](b) *note*.md"
    text = f"## 记号\n\n### {MARKS}\n\n- 先写日志，再改数据页\n- 崩溃以后用日志恢复\n\n## {LONG}{BODY}"
    note.write_text(text + "".join(f"## 主题{at:02}{BODY}" for at in range(38)), encoding="utf-8")
    page.get_by_role("link", name="笔记").click()
    page.locator("input[type=file]").set_input_files(note)
    page.get_by_role("button", name="加入", exact=True).click()
    expect(page.get_by_text("读了 1 个文件")).to_be_visible()
    return note


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("width", [390, 1440])
def test_forty_topics_and_a_long_name_stay_in_bounds_and_the_start_in_reach(page, many_topics, picture, width):
    page.get_by_role("link", name="开始").click()
    page.get_by_role("radio", name="我的笔记").click()
    expect(page.get_by_text(LONG).first).to_be_attached()
    page.set_viewport_size({"width": width, "height": 900})
    expect(page.get_by_role("button", name="开始，共")).to_be_visible()
    assert overflow(page) <= 0
    assert page.locator(".st-key-start_chosen").bounding_box()["y"] < 2500
    picture(page, f"topics-{width}")


def test_marks_of_markdown_in_headings_and_names_are_shown_as_they_are(page, many_topics):
    page.get_by_label("查找").fill("先写日志")
    page.get_by_label("查找").press("Enter")
    expect(page.get_by_test_id("stExpander").filter(has_text=many_topics.name).first).to_be_visible()
    page.get_by_role("link", name="开始").click()
    page.get_by_role("radio", name="我的笔记").click()
    expect(
        page.get_by_role("checkbox", name=":red[红] C++ 1. ~x~").or_(page.get_by_text(":red[红] C++ 1. ~x~")).first
    ).to_be_visible()


def test_the_upload_field_speaks_the_language_of_the_interface(page, picture):
    page.get_by_role("link", name="笔记").click()
    field = page.get_by_test_id("stFileUploaderDropzone")
    expect(field).to_be_visible()
    assert "Upload" not in field.inner_text()
    assert "per file" not in field.inner_text()
    picture(page, "upload")


@pytest.mark.parametrize("width", [390, 1440])
def test_a_long_answer_stays_in_bounds_and_the_question_in_sight(page, picture, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.get_by_role("button", name="开始 10 分钟热身").click()
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill("数据都在内存里，分区分给消费者，快照和日志可以一起用，主节点宕机以后选新的主节点。" * 75)
    box.press("Enter")
    page.locator("[class*=st-key-card-]").first.wait_for()
    assert overflow(page) <= 0
    assert page.locator(".iv-answer").first.bounding_box()["height"] < 500
    picture(page, f"long-answer-{width}")


def test_an_upload_of_too_many_bytes_is_refused_with_a_word(page, tmp_path):
    big = tmp_path / "big.md"
    big.write_bytes(b"# A\n" + b"x" * (11 * 1024 * 1024))
    page.get_by_role("link", name="笔记").click()
    page.locator("input[type=file]").set_input_files(big)
    expect(page.get_by_text("10")).not_to_have_count(0)
    expect(page.get_by_test_id("stFileUploaderFileErrorMessage").or_(page.get_by_text("10.0MB"))).to_be_visible()
